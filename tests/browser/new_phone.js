// A new phone that is not the user's: one press removes it, and it can approve nothing.

import { strict as assert } from "node:assert";
import { addEmail, addSmartphone, firstPassword, logIn } from "./guided_path.js";
import { row } from "./self_service.js";
import { texts } from "./words.js";

export async function notMine({ person, user, phone, mailbox }) {
    const say = texts(person.language);
    const { page } = person;
    const address = `${user}@example.com`;
    await firstPassword(person, say, user);
    await logIn(person, say, user);
    await addEmail(person, say, address, mailbox);
    await addSmartphone(person, say, user, phone, "Nobody's phone");
    await page.getByText(say("phone-new", { name: "Nobody's phone" })).waitFor();
    await person.look("phone-new");
    await person.button(say("phone-not-mine")).click();
    await page.getByText(say("phone-removed")).waitFor();
    await person.look("phone-removed");
    assert.equal(await row(person, "push").count(), 0);
    // The owner of the account is told by mail, and the phone by the server.
    await mailbox.next(address, /Nobody's phone/);
    const { code, errors } = await phone.command("requests");
    assert.notEqual(code, 0, "the phone is still served");
    assert.ok(errors.length > 0);
}
