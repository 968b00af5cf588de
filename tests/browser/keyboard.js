// The portal without a mouse: every stop of the Tab key can be seen, and leads where it says.

import { strict as assert } from "node:assert";
import { PASSWORD } from "./guided_path.js";
import { texts } from "./words.js";

export async function keyboard({ person, user, mailbox }) {
    const say = texts(person.language);
    const { page } = person;
    const keys = page.keyboard;
    const address = `${user}@example.com`;

    await page.goto("/login");
    await tabTo(person, say("login-first-time"));
    await keys.press("Enter");
    await person.heading(say("first-title"));
    // The first field has the focus.
    await keys.type(user);
    await keys.press("Tab");
    await keys.type(person.initial[user]);
    await keys.press("Enter");
    await person.heading(say("new-password-title"));
    await keys.type(PASSWORD);
    await keys.press("Tab");
    await keys.type(PASSWORD);
    await keys.press("Enter");
    await person.heading(say("password-changed"));
    await tabTo(person, say("log-in"));
    await keys.press("Enter");
    await person.heading(say("login-title"));
    await keys.type(user);
    await keys.press("Enter");
    await person.heading(say("password-title"));
    await keys.type(PASSWORD);
    await keys.press("Enter");
    await person.heading(say("authenticators-title"));

    // The first stop leads past the header.
    await keys.press("Tab");
    assert.equal(await focused(page), say("skip-to-content"));
    await keys.press("Enter");
    await tabTo(person, say("kind-email"));
    await keys.press("Enter");
    await person.heading(say("email-title"));
    await keys.type(address);
    await keys.press("Enter");
    await person.heading(say("email-prove-title"));
    await keys.type(await mailbox.code(address));
    await keys.press("Enter");
    await page.getByText(say("authenticator-added")).waitFor();
    await tabTo(person, say("log-off"));
    await keys.press("Enter");
    await person.heading(say("logged-off"));
}

// Presses Tab until what has the focus says `words`; every stop on the way has to be seen.
async function tabTo(person, words) {
    for (let stops = 0; stops < 60; stops += 1) {
        await person.page.keyboard.press("Tab");
        const seen = await person.page.evaluate(() => {
            const style = getComputedStyle(document.activeElement);
            return document.activeElement === document.body || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
        });
        if (!seen) {
            person.problems.push(`${person.page.url()}: the focus on “${await focused(person.page)}” cannot be seen`);
        }
        if ((await focused(person.page)).startsWith(words)) {
            return;
        }
    }
    throw new Error(`Tab does not lead to “${words}”`);
}

function focused(page) {
    return page.evaluate(() => document.activeElement.textContent.trim());
}
