// Completes a waiting page by itself: the server tells its state as it changes, by server-sent events, or is asked
// every two seconds where those do not get through. Without this script the page reloads itself instead.

const ASK_EVERY = 2000;
const SHOW_FOR = 900;

const waiting = document.querySelector("[data-events]");
if (waiting) {
    waiting.querySelector("[data-without-script]").hidden = true;
    listen();
    countDown();
}

function listen() {
    const events = new EventSource(waiting.dataset.events);
    let failed = 0;
    events.addEventListener("message", (event) => {
        failed = 0;
        if (told(event.data)) {
            events.close();
        }
    });
    // An answer ends after each event, and the browser listens again by itself; only failure after failure is one.
    events.addEventListener("error", () => {
        failed += 1;
        if (events.readyState === EventSource.CLOSED || failed > 2) {
            events.close();
            setTimeout(ask, ASK_EVERY);
        }
    });
}

async function ask() {
    try {
        const answer = await fetch(waiting.dataset.state, { cache: "no-store", redirect: "manual" });
        // The session has ended, or what was waited for is gone: the page itself says what to do.
        if (answer.type === "opaqueredirect" || answer.status === 404) {
            location.reload();
            return;
        }
        if (answer.ok && told((await answer.json()).state)) {
            return;
        }
    } catch {
        // The server is away for a moment, or the phone has no network: ask again.
    }
    setTimeout(ask, ASK_EVERY);
}

// Says a state that ends the waiting, and goes on. Returns whether the waiting has ended.
function told(state) {
    const text = waiting.querySelector(`[data-when="${CSS.escape(state)}"]`);
    if (!text) {
        return false;
    }
    const status = waiting.querySelector("[role=status]");
    status.textContent = text.textContent;
    waiting.querySelector(".pulse")?.setAttribute("hidden", "");
    const form = document.getElementById(waiting.dataset.then);
    setTimeout(() => (form ? form.requestSubmit() : location.reload()), SHOW_FOR);
    return true;
}

// Shows the time that is left. The end itself is the server's word.
function countDown() {
    const line = waiting.querySelector(".time-left");
    if (!line) {
        return;
    }
    const bar = line.querySelector("progress");
    const words = line.querySelector("[data-left]");
    const end = performance.now() + bar.value * 1000;
    const show = () => {
        const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
        bar.value = seconds;
        words.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
        if (seconds === 0) {
            clearInterval(timer);
        }
    };
    const timer = setInterval(show, 500);
    show();
}
