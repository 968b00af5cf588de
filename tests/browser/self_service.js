// What the guided path does not need: editing, testing and deleting, recovery codes, devices, passwords, and errors.

import { strict as assert } from "node:assert";
import { addEmail, addTotp, firstPassword, logIn, logOff, way } from "./guided_path.js";
import { nextStep } from "./phone.js";
import { texts } from "./words.js";

export async function selfService({ person, user, phone, mailbox }) {
    const say = texts(person.language);
    const address = `${user}@example.com`;
    await firstPassword(person, say, user);
    await logIn(person, say, user);
    await addEmail(person, say, address, mailbox);
    await addTotp(person, say, user, phone);

    await edit(person, say);
    await testTotp(person, say, user, phone);
    await testEmail(person, say, address, mailbox);
    const codes = await recoveryCodes(person, say, address, mailbox);
    await byRecoveryCode(person, say, user, codes);
    await deleteTotp(person, say, address, mailbox);
    await devices(person, say);
    await changePassword(person, say);
    await stillLoggedIn(person, say);
    await logOff(person, say);
    await reset(person, say, user, address, mailbox);
}

// The row of the authenticator with this comment.
export const row = (person, comment) => person.page.locator("li").filter({ has: person.page.getByText(comment, { exact: true }) });

export async function press(person, comment, words) {
    await row(person, comment).getByRole("link", { name: `${words} ${comment}` }).click();
}

async function edit(person, say) {
    await press(person, "totp", say("edit"));
    await person.look("edit");
    await person.field(say("field-comment")).fill("an app");
    await person.button(say("save")).click();
    await person.page.getByText(say("authenticator-saved")).waitFor();
}

async function testTotp(person, say, user, phone) {
    await press(person, "an app", say("test"));
    await person.look("test-totp");
    await nextStep();
    await person.field(say("field-code")).fill(await phone.totpCode(user));
    await person.button(say("next")).click();
    await person.page.getByText(say("test-passed")).waitFor();
}

async function testEmail(person, say, address, mailbox) {
    await press(person, address, say("test"));
    await person.look("test-email");
    await person.button(say("test-start")).click();
    await person.field(say("field-code")).fill(await mailbox.code(address));
    await person.button(say("next")).click();
    await person.page.getByText(say("test-passed")).waitFor();
}

// A factor once more, by mail.
async function confirm(person, say, address, mailbox) {
    await person.heading(say("factor-title"));
    await way(person, say("way-email"));
    await person.field(say("field-code")).fill(await mailbox.code(address));
    await person.button(say("next")).click();
}

async function recoveryCodes(person, say, address, mailbox) {
    const { page } = person;
    await person.link(say("nav-recovery")).click();
    await person.look("recovery");
    await person.link(say("recovery-make")).click();
    await person.look("confirm");
    await confirm(person, say, address, mailbox);
    await person.heading(say("recovery-make-title"));
    await person.look("recovery-ask");
    await person.button(say("recovery-make")).click();
    await page.getByText(say("recovery-once")).waitFor();
    await person.look("recovery-codes");
    const codes = await page.locator(".codes li").allTextContents();
    assert.equal(new Set(codes).size, 10);
    // Shown once.
    await person.link(say("recovery-noted")).click();
    assert.equal(await page.locator(".codes").count(), 0);
    await logOff(person, say);
    return codes;
}

async function byRecoveryCode(person, say, user, codes) {
    const enter = async () => {
        await logIn(person, say, user);
        await way(person, say("way-recovery"));
        await person.heading(say("recovery-code-title"));
        await person.field(say("field-recovery-code")).fill(codes[0].toUpperCase());
        await person.button(say("next")).click();
    };
    await enter();
    await person.heading(say("authenticators-title"));
    await logOff(person, say);
    await enter();
    await person.page.getByText(say("problem-code-used")).waitFor();
    await person.look("recovery-code-used");
    await person.field(say("field-recovery-code")).fill(codes[1]);
    await person.button(say("next")).click();
    await person.heading(say("authenticators-title"));
}

async function deleteTotp(person, say, address, mailbox) {
    await press(person, "an app", say("delete"));
    await confirm(person, say, address, mailbox);
    await person.heading(say("delete-title", { name: "an app" }));
    await person.look("delete");
    await person.button(say("delete")).click();
    await person.page.getByText(say("authenticator-deleted")).waitFor();
    assert.equal(await row(person, "an app").count(), 0);
}

async function devices(person, say) {
    await person.link(say("nav-devices")).click();
    await person.look("devices");
    await person.button(say("devices-log-off-others")).click();
    await person.page.getByText(say("others-logged-off")).waitFor();
}

async function changePassword(person, say) {
    await person.link(say("nav-password")).click();
    await person.look("password-change");
    const change = async (old) => {
        await person.field(say("field-current-password")).fill(old);
        await person.field(say("field-new-password")).fill("eight yellow tramways");
        await person.field(say("field-confirm-password")).fill("eight yellow tramways");
        await person.button(say("change-password")).click();
    };
    await change("not the password");
    await person.page.getByText(say("problem-password")).waitFor();
    await change("seven green bicycles");
    await person.page.getByText(say("password-changed-inside")).waitFor();
}

// Where an idle page goes while another window is in use.
async function stillLoggedIn(person, say) {
    await person.page.goto("/logged-off");
    await person.heading(say("still-logged-in"));
    await person.look("still-logged-in");
    await person.link(say("go-on")).click();
}

async function reset(person, say, user, address, mailbox) {
    const { page } = person;
    await page.goto("/login");
    await person.link(say("login-forgotten")).click();
    await person.look("forgotten");
    await person.field(say("field-user")).fill(user);
    await person.button(say("forgotten-send")).click();
    await person.heading(say("forgotten-sent"));
    await person.look("forgotten-sent");
    const [link] = await mailbox.next(address, /http:\S+\/reset\/\S+/);
    await page.goto(link);
    await person.look("reset");
    await person.button(say("go-on")).click();
    await person.field(say("field-new-password")).fill("nine purple umbrellas");
    await person.field(say("field-confirm-password")).fill("nine purple umbrellas");
    await person.button(say("change-password")).click();
    await person.heading(say("password-changed"));
    // The link was good for once.
    await page.goto(link);
    await person.button(say("go-on")).click();
    await person.heading(say("reset-over-title"));
    await person.look("reset-over");
}
