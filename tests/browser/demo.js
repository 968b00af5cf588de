// The demo application: passwords and codes that are wrong, a user without a factor, and every way that is typed.

import { Person } from "./browser.js";
import { addEmail, addTotp, firstPassword, logIn, logOff, PASSWORD, way } from "./guided_path.js";
import { demoLogIn } from "./comparisons.js";
import { nextStep } from "./phone.js";
import { texts } from "./words.js";

export async function demoApplication({ person, user, phone, mailbox }) {
    const say = texts(person.language);
    const { page } = person;
    const address = `${user}@example.com`;

    await page.goto("/demo");
    await enter(person, say, user, person.initial[user]);
    await page.getByText(say("demo-change-password-first")).waitFor();
    await person.look("demo-initial-password");

    await firstPassword(person, say, user);
    await page.goto("/demo");
    await enter(person, say, user, "not the password");
    await page.getByText(say("problem-credentials")).waitFor();
    await person.look("demo-wrong-password");
    await enter(person, say, user, PASSWORD);
    await page.getByText(say("demo-without-factor")).waitFor();
    await person.look("demo-without-factor");
    await leave(person, say);

    await logIn(person, say, user);
    await addEmail(person, say, address, mailbox);
    await addTotp(person, say, user, phone);
    await logOff(person, say);

    await demoLogIn(person, say, user);
    await way(person, say("way-email"));
    await person.heading(say("email-code-title"));
    await person.look("demo-email");
    const code = await mailbox.code(address);
    await give(person, say, code.replace(/^./, (digit) => (Number(digit) + 1) % 10));
    await page.getByText(say("problem-code")).waitFor();
    await person.look("demo-wrong-code");
    await give(person, say, code);
    await person.heading(say("demo-inside-title"));
    await leave(person, say);

    await demoLogIn(person, say, user);
    await way(person, say("way-totp"));
    await person.heading(say("totp-code-title"));
    await person.look("demo-totp");
    await nextStep();
    await give(person, say, await phone.totpCode(user));
    await person.heading(say("demo-inside-title"));
    await leave(person, say);

    // Strangers at the same address use up their own tries, and none of the browser that has logged in here.
    await strangersAreLockedOut(person, say, user);
    await enter(person, say, user, PASSWORD);
    await person.heading(say("factor-title"));
}

async function strangersAreLockedOut(person, say, user) {
    const { language, pictures } = person;
    const base = new URL(person.page.url()).origin;
    const stranger = await Person.visit(person.context.browser(), base, { language, pictures });
    await stranger.page.goto("/demo");
    for (let tries = 0; tries < 3; tries += 1) {
        const answered = stranger.page.waitForResponse((response) => response.request().method() === "POST");
        await enter(stranger, say, user, "not the password");
        await answered;
        await stranger.page.waitForLoadState();
    }
    await enter(stranger, say, user, PASSWORD);
    await stranger.page.getByText(say("problem-locked", { time: "…" }).split("…")[0].trim()).waitFor();
    await stranger.look("demo-locked");
    person.problems.push(...stranger.problems);
    await stranger.context.close();
}

async function enter(person, say, user, password) {
    await person.field(say("field-user")).fill(user);
    await person.field(say("field-password")).fill(password);
    await person.button(say("log-in")).click();
}

async function give(person, say, code) {
    await person.field(say("field-code")).fill(code);
    await person.button(say("next")).click();
}

async function leave(person, say) {
    await person.button(say("log-off")).click();
    await person.heading(say("demo-title"));
}
