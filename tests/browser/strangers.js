// What strangers see: nothing about who has an account, no form of theirs taken, and pages for what goes wrong. And a
// test of the test: what is wrong on a page is found.

import { strict as assert } from "node:assert";
import { logIn } from "./guided_path.js";
import { texts } from "./words.js";

const FAILED = (status) => new RegExp(`responded with a status of ${status}`);

// The page is the same, word for word, whether the account exists or not.
export async function nobodyIsTold({ person, user }) {
    const say = texts(person.language);
    const said = [];
    for (const name of [user, "nobody.xx"]) {
        await logIn(person, say, name, "not the password");
        await person.page.getByText(say("problem-credentials")).waitFor();
        said.push((await person.page.locator("main").textContent()).replaceAll(name, "…"));
    }
    assert.equal(said[0], said[1]);
    await person.look("password-wrong");
}

export async function errorPages({ person }) {
    const say = texts(person.language);
    const { page } = person;
    person.expected.push(FAILED(404), FAILED(403));
    await page.goto("/nothing");
    await person.heading(say("error-not-found-title"));
    await person.look("not-found");

    // A form without the token of this session.
    await page.goto("/login");
    await page.locator("input[name=form_token]").first().evaluate((input) => (input.value = "x"));
    await person.field(say("field-user")).fill("nobody.xx");
    await person.button(say("next")).click();
    await person.heading(say("error-form-title"));
    await person.look("foreign-form");

    // A page of the self-service, without a session.
    await page.goto("/authenticators");
    await page.getByText(say("session-over")).waitFor();
    await person.look("session-over");
}

// The page behind a QR code, in a browser: the token leaves the address bar, and goes nowhere.
export async function enrollHelp({ person }) {
    const say = texts(person.language);
    const { page } = person;
    const asked = [];
    page.on("request", (request) => asked.push(request.url() + (request.headers().referer ?? "")));
    await page.goto("/enroll#v=1&t=secret-token");
    await person.heading(say("enroll-title"));
    await page.waitForURL((url) => url.hash === "");
    assert.ok(asked.every((url) => !url.includes("secret-token")), `${asked}`);
    await person.look("enroll");
}

export async function languages({ person }) {
    const { page } = person;
    await page.goto("/login");
    await person.link("Deutsch").click();
    await person.heading(texts("de")("login-title"));
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    await person.link("English").click();
    await person.heading(texts("en")("login-title"));
}

// A style in the page, a picture without a description, and a log line: each is found.
export async function plantedMistakes({ person }) {
    const { page } = person;
    await page.goto("/login");
    await page.evaluate(() => {
        document.body.setAttribute("style", "margin: 1px");
        document.querySelector("main").append(document.createElement("img"));
        console.log("something to say");
    });
    await person.look("planted");
    const found = person.problems.splice(0);
    for (const sign of ["Content Security Policy", "something to say", "image-alt"]) {
        assert.ok(found.some((problem) => problem.includes(sign)), `${sign} was not found: ${found}`);
    }
}
