// The same portal with scripts switched off: waiting pages load themselves anew, and "Check now" does it at once.

import { addEmail, firstPassword, logIn, shownNumber, tile, way } from "./guided_path.js";
import { texts } from "./words.js";

export async function withoutScript({ person, user, phone, mailbox }) {
    const say = texts(person.language);
    const { page, pictures } = person;
    await firstPassword(person, say, user);
    await logIn(person, say, user);
    await addEmail(person, say, `${user}@example.com`, mailbox);

    await tile(person, say("kind-smartphone"));
    await person.field(say("field-comment")).fill("push");
    await person.button(say("save")).click();
    await page.getByText(say("smartphone-waiting")).waitFor();
    await page.setViewportSize({ width: 1280, height: 1000 });
    const picture = await person.photograph(`${pictures}/screen-without-script.png`);
    await person.button(say("check-now")).click();
    await page.getByText(say("smartphone-waiting")).waitFor();
    await phone.enroll(picture, "Pixel 9");
    // Nothing is pressed: the page loads itself.
    await page.getByText(say("authenticator-added")).waitFor();

    await person.button(say("log-off")).click();
    await person.heading(say("logged-off"));

    await logIn(person, say, user);
    await way(person, say("way-push"));
    await phone.approve(await shownNumber(person, say));
    await page.locator(".outcome").getByText(say("outcome-accepted")).waitFor();
    await person.button(say("go-on")).click();
    await person.heading(say("authenticators-title"));
}
