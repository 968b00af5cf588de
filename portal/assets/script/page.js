// Small things that need a script, on every page: printing, copying, and leaving a session that has been idle
// for too long.

for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
        button.querySelector("[role=status]").textContent = button.dataset.copied;
    });
}

// The server ends an idle session whatever happens here; this only shows it. Typing and pressing keep the page. The
// server counts whole seconds: asked a moment too early, it would say that the session is still open.
const AFTER_IDLE = 2000;
const idle = Number(document.body.dataset.idle);
if (idle) {
    let seen = performance.now();
    for (const kind of ["pointerdown", "keydown"]) {
        addEventListener(kind, () => (seen = performance.now()), { passive: true });
    }
    setInterval(() => {
        if (performance.now() - seen > idle * 1000 + AFTER_IDLE) {
            location.assign(document.body.dataset.idleTo);
        }
    }, 5000);
}
