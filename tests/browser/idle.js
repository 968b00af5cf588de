// A session that nobody uses: the page that waits for a phone keeps asking, and is logged off all the same.

import { strict as assert } from "node:assert";
import { firstPassword, logIn, tile } from "./guided_path.js";
import { texts } from "./words.js";

export async function idleLogOff({ person, user }) {
    const say = texts(person.language);
    const { page } = person;
    await firstPassword(person, say, user);
    await logIn(person, say, user);
    await tile(person, say("kind-smartphone"));
    await person.field(say("field-comment")).fill("push");
    await person.button(say("save")).click();
    await page.getByText(say("smartphone-waiting")).waitFor();
    let asked = 0;
    page.on("request", (request) => (asked += /\/(events|state)$/.test(new URL(request.url()).pathname) ? 1 : 0));
    // The page leaves by itself: because its own time is over, or because the server no longer answers what it asks.
    person.expected.push(/EventSource's response has a MIME type/);
    await page.waitForURL((url) => ["/logged-off", "/login"].includes(url.pathname));
    const leftByItself = new URL(page.url()).pathname === "/logged-off";
    await page.getByText(say(leftByItself ? "logged-off-text" : "session-over")).waitFor();
    assert.ok(asked > 1, `the page has asked ${asked} times`);
    await page.goto("/authenticators");
    await page.getByText(say("session-over")).waitFor();
}
