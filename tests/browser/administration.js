// The admin area: a factor of its own at the door, users added and imported, keys, the audit log, the policy.

import { strict as assert } from "node:assert";
import { addEmail, firstPassword, logIn, logOff, way } from "./guided_path.js";
import { texts } from "./words.js";

export async function administration({ person, user, mailbox, prefix }) {
    const say = texts(person.language);
    const { page } = person;
    const address = `${user}@example.com`;
    await firstPassword(person, say, user);
    await logIn(person, say, user);
    await page.waitForURL("**/authenticators");
    // Without a factor there is no way in.
    await page.goto("/admin");
    await person.heading(say("authenticators-title"));
    await addEmail(person, say, address, mailbox);

    // The area has a factor of its own, however the session was opened.
    await page.goto("/admin");
    await person.heading(say("factor-title"));
    await person.look("admin-door");
    await way(person, say("way-email"));
    await person.field(say("field-code")).fill(await mailbox.code(address));
    await person.button(say("next")).click();
    await person.heading(say("admin-users-title"));
    await person.look("admin-users");

    await addUser(person, say, `${prefix}one.xx`);
    await importUsers(person, say, prefix);
    await oneUser(person, say, `${prefix}two.xx`);
    await key(person, say, `webmail-${prefix}`);
    await records(person, say, user);
    await logOff(person, say);
}

// Nobody else finds a door.
export async function noAdministrator({ person, user }) {
    const say = texts(person.language);
    await firstPassword(person, say, user);
    await logIn(person, say, user);
    await person.page.waitForURL("**/authenticators");
    person.expected.push(/responded with a status of 404/);
    await person.page.goto("/admin");
    await person.heading(say("error-not-found-title"));
}

async function addUser(person, say, name) {
    const form = person.page.locator("form", { has: person.page.getByRole("heading", { name: say("admin-add-title") }) });
    await form.getByLabel(say("field-user"), { exact: true }).fill(name);
    await form.getByRole("button", { name: say("save"), exact: true }).click();
    await person.heading(say("admin-passwords-title"));
    await person.page.locator("code").getByText(new RegExp(`^${name} \\S+$`)).waitFor();
    await person.look("admin-initial-password");
    await person.link(say("go-on")).click();
}

async function importUsers(person, say, prefix) {
    const { page } = person;
    const lines = page.getByLabel(say("admin-import-lines"), { exact: true });
    await lines.fill(`${prefix}two.xx,two@example.com,de\nnot a name!,,`);
    await person.button(say("admin-import")).click();
    await page.getByText(say("admin-import-line", { line: 2 })).waitFor();
    await person.look("admin-import-wrong");
    assert.equal(await page.getByText(`${prefix}two.xx`, { exact: true }).count(), 0, "nothing of a wrong file is added");
    await lines.fill(`# name,email,language,password\n${prefix}two.xx,two@example.com,de\n${prefix}three.xx`);
    await person.button(say("admin-import")).click();
    await person.heading(say("admin-passwords-title"));
    assert.equal(await page.locator("code").count(), 2);
    await person.look("admin-imported");
    await person.link(say("go-on")).click();
    await page.getByRole("link", { name: `${say("edit")} ${prefix}three.xx` }).waitFor();
}

// One user: closed and opened again.
async function oneUser(person, say, name) {
    await person.page.getByRole("link", { name: `${say("edit")} ${name}` }).click();
    await person.heading(name);
    await person.look("admin-user");
    await person.button(say("admin-disable")).click();
    await person.button(say("admin-enable")).waitFor();
    await person.page.getByText(say("admin-user-disabled")).waitFor();
    await person.look("admin-user-closed");
    await person.button(say("admin-enable")).click();
    await person.button(say("admin-disable")).waitFor();
}

// A key: shown once, taken back.
async function key(person, say, name) {
    const { page } = person;
    await person.link(say("admin-keys-title")).click();
    await person.heading(say("admin-keys-title"));
    await person.field(say("admin-application")).fill(name);
    await person.button(say("save")).click();
    await person.heading(say("admin-key-title"));
    await person.look("admin-key");
    await person.link(say("go-on")).click();
    await person.look("admin-keys");
    await person.button(`${say("admin-revoke")} ${name}`).click();
    await person.button(`${say("admin-revoke")} ${name}`).waitFor({ state: "detached" });
    assert.equal(await page.getByText(name, { exact: true }).count(), 0);
}

async function records(person, say, user) {
    const { page } = person;
    await person.link(say("admin-audit-title")).click();
    await person.heading(say("admin-audit-title"));
    await person.look("admin-audit");
    await person.field(say("field-user")).fill(user);
    await person.button(say("admin-filter")).click();
    await page.waitForURL((url) => url.searchParams.get("user") === user);
    assert.ok((await page.locator(".rows li").count()) > 2, "what the administrator did is written down");
    await person.look("admin-audit-of-one");

    await person.link(say("admin-policy-title")).click();
    await person.heading(say("admin-policy-title"));
    await page.getByText("email_maximum_sends", { exact: true }).waitFor();
    await person.look("admin-policy");
}
