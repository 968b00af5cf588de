// The guided path, from the first password to every way of logging in. Labels are the guide's.

import { strict as assert } from "node:assert";
import { nextStep } from "./phone.js";
import { texts } from "./words.js";

export const PASSWORD = "seven green bicycles";

export async function guidedPath({ person, user, phone, mailbox, everyWay, name }) {
    const say = texts(person.language);
    const { page } = person;
    const address = `${user.split(".")[0]}@example.com`;

    await firstPassword(person, say, user);
    await logIn(person, say, user);
    await page.waitForURL("**/authenticators");
    await person.heading(say("authenticators-title"));
    await person.look("authenticators-empty");

    await addEmail(person, say, address, mailbox);
    await addSmartphone(person, say, user, phone, name);
    await addTotp(person, say, user, phone);
    await person.look("authenticators");
    await bothInTheApp(phone, user);
    await logOff(person, say);

    await approved(person, say, user, phone);
    if (everyWay) {
        await rejected(person, say, user, phone);
        await wrongNumber(person, say, phone);
        await timedOut(person, say);
        await offline(person, say, user, phone);
        await byTotp(person, say, user, phone);
        await byEmail(person, say, user, mailbox);
    }
}

// 1. User, initial password, Log in; New password, Confirm new password, Change Password; "Password changed".
export async function firstPassword(person, say, user) {
    const { page } = person;
    await page.goto("/");
    await person.look("login");
    await person.link(say("login-first-time")).click();
    await person.heading(say("first-title"));
    await person.look("first-login");
    await person.field(say("field-user")).fill(user);
    await person.field(say("field-initial-password")).fill(person.initial[user]);
    await person.button(say("log-in")).click();
    await person.heading(say("new-password-title"));
    await person.look("new-password");
    await person.field(say("field-new-password")).fill(PASSWORD);
    await person.field(say("field-confirm-password")).fill(`${PASSWORD}!`);
    await person.button(say("change-password")).click();
    await page.getByText(say("problem-passwords-differ")).waitFor();
    await person.look("new-password-differs");
    await person.field(say("field-new-password")).fill(PASSWORD);
    await person.field(say("field-confirm-password")).fill(PASSWORD);
    await person.button(say("change-password")).click();
    await person.heading(say("password-changed"));
    await person.look("password-changed");
    await person.link(say("log-in")).click();
}

// 2. User, Next, password, Next.
export async function logIn(person, say, user, password = PASSWORD) {
    await person.page.goto("/login");
    await person.field(say("field-user")).fill(user);
    await person.button(say("next")).click();
    await person.heading(say("password-title"));
    await person.look("password");
    await person.field(say("field-password")).fill(password);
    await person.button(say("next")).click();
}

// 3. E-mail: the address, Save; a code proves it.
export async function addEmail(person, say, address, mailbox) {
    const { page } = person;
    await tile(person, say("kind-email"));
    await person.heading(say("email-title"));
    await person.look("email-new");
    await person.field(say("field-address")).fill(address);
    await person.button(say("save")).click();
    await person.heading(say("email-prove-title"));
    await person.look("email-prove");
    const code = await mailbox.code(address);
    await person.field(say("field-code")).fill(other(code));
    await person.button(say("next")).click();
    await page.getByText(say("problem-code")).waitFor();
    await person.field(say("field-code")).fill(code);
    await person.button(say("next")).click();
    await page.getByText(say("authenticator-added")).waitFor();
}

// Smartphone: a comment, Save, a QR code, "Waiting for smartphone data…"; the page completes by itself.
export async function addSmartphone(person, say, user, phone, name) {
    const { page, pictures } = person;
    await tile(person, say("kind-smartphone"));
    await person.heading(say("smartphone-title"));
    await person.look("smartphone-new");
    await person.field(say("field-comment")).fill("push");
    await person.button(say("save")).click();
    await page.getByText(say("smartphone-waiting")).waitFor();
    await person.look("smartphone");
    await page.setViewportSize({ width: 1280, height: 1000 });
    await phone.enroll(await person.photograph(`${pictures}/screen-smartphone.png`), { user, name });
    await page.waitForURL("**/authenticators?did=authenticator-added");
    await page.getByText(say("phone-not-mine")).waitFor();
}

// TOTP: a comment, the QR shows; scan it in the app; the code, Save.
export async function addTotp(person, say, user, phone) {
    const { page, pictures } = person;
    await tile(person, say("kind-totp"));
    await person.heading(say("totp-title"));
    await person.look("totp-new");
    await person.field(say("field-comment")).fill("totp");
    await person.button(say("next")).click();
    await page.getByText(say("totp-by-hand")).waitFor();
    await person.look("totp");
    await page.setViewportSize({ width: 1280, height: 1000 });
    await phone.addTotp(await person.photograph(`${pictures}/screen-totp.png`), user);
    await person.field(say("field-totp-code")).fill(await phone.totpCode(user));
    await person.button(say("save")).click();
    await page.getByText(say("authenticator-added")).waitFor();
}

async function bothInTheApp(phone, user) {
    const accounts = await phone.accounts();
    assert.deepEqual(accounts.map((account) => account.account).sort(), [user, `${user} push`]);
    assert.ok(accounts.every((account) => account.information === user), JSON.stringify(accounts));
}

// 4. Log off: "Please wait", logged off.
export async function logOff(person, say) {
    await person.button(say("log-off")).click();
    await person.heading(say("please-wait"));
    await person.heading(say("logged-off"));
    await person.look("logged-off");
}

// 5. Push with a typed number.
async function approved(person, say, user, phone) {
    const { page } = person;
    await logIn(person, say, user);
    await person.heading(say("factor-title"));
    await person.look("factor");
    const number = await ask(person, say);
    await person.look("push");
    await phone.approve(number);
    await page.getByRole("status").getByText(say("outcome-accepted")).waitFor();
    await page.waitForURL("**/authenticators");
    await logOff(person, say);
}

async function rejected(person, say, user, phone) {
    await logIn(person, say, user);
    await ask(person, say);
    await phone.deny();
    await outcome(person, say("outcome-rejected"));
    await person.look("push-rejected");
}

async function wrongNumber(person, say, phone) {
    const number = await again(person, say);
    await phone.approveWrongly(other(number));
    await outcome(person, say("outcome-wrong-number"));
    await person.look("push-wrong-number");
}

async function timedOut(person, say) {
    await again(person, say);
    await outcome(person, say("outcome-timed-out"));
    await person.look("push-timed-out");
}

async function offline(person, say, user, phone) {
    const { page } = person;
    await person.link(say("factor-another-way")).click();
    await way(person, say("way-offline"));
    await person.heading(say("offline-title"));
    await person.look("offline");
    const code = await phone.offlineCode(user);
    await person.field(say("field-code")).fill(code);
    await person.button(say("next")).click();
    await page.waitForURL("**/authenticators");
    await logOff(person, say);
    // Each code is accepted once.
    await logIn(person, say, user);
    await way(person, say("way-offline"));
    await person.field(say("field-code")).fill(code);
    await person.button(say("next")).click();
    await page.getByText(say("problem-code-used")).waitFor();
    await person.button(say("cancel")).click();
}

async function byTotp(person, say, user, phone) {
    await logIn(person, say, user);
    await way(person, say("way-totp"));
    await person.heading(say("totp-code-title"));
    await person.look("totp-code");
    await nextStep();
    await person.field(say("field-code")).fill(await phone.totpCode(user));
    await person.button(say("next")).click();
    await person.page.waitForURL("**/authenticators");
    await logOff(person, say);
}

async function byEmail(person, say, user, mailbox) {
    await logIn(person, say, user);
    await way(person, say("way-email"));
    await person.heading(say("email-code-title"));
    await person.look("email-code");
    await person.field(say("field-code")).fill(await mailbox.code(`${user.split(".")[0]}@example.com`));
    await person.button(say("next")).click();
    await person.page.waitForURL("**/authenticators");
    await logOff(person, say);
}

// --- what several steps do ---

// One of the icons below "Add an authenticator".
export async function tile(person, name) {
    await person.page.locator("a.tile").filter({ has: person.page.getByText(name, { exact: true }) }).click();
}

// One of the ways to confirm.
export async function way(person, name) {
    await person.page.locator("button.row-press").filter({ hasText: name }).click();
}

// Sends a request to the phone: the number that the page shows.
async function ask(person, say) {
    await way(person, say("way-push"));
    return shownNumber(person, say);
}

async function again(person, say) {
    await person.button(say("push-again")).click();
    return shownNumber(person, say);
}

export async function shownNumber(person, say) {
    await person.page.getByText(say("push-waiting")).waitFor();
    return (await person.page.locator("#number").textContent()).replace(/\D/g, "");
}

// The page says by itself what came of it.
async function outcome(person, words) {
    await person.page.locator(".outcome").getByText(words, { exact: true }).waitFor();
}

// Another code of the same length.
function other(code) {
    return String((Number(code[0]) + 1) % 10) + code.slice(1);
}
