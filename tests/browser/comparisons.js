// Every way in which a request is compared with the page that waits for it: in a test of the phone, at a login to the
// self-service, and at a login of another application. One portal for each way, as its policy says.

import { addSmartphone, firstPassword, logIn, logOff, PASSWORD, shownNumber, way } from "./guided_path.js";
import { press } from "./self_service.js";
import { texts } from "./words.js";

export async function compared({ person, user, phone, mode }) {
    const say = texts(person.language);
    const { page } = person;
    await firstPassword(person, say, user);
    await logIn(person, say, user);
    await addSmartphone(person, say, user, phone, "Pixel 9");

    await press(person, "push", say("test"));
    await person.look("test-push");
    await person.button(say("test-start")).click();
    await approve(person, say, phone, mode, "test");
    await page.getByText(say("test-passed")).waitFor();
    await logOff(person, say);

    await logIn(person, say, user);
    await way(person, say("way-push"));
    await approve(person, say, phone, mode, "login");
    await page.waitForURL("**/authenticators");
    await logOff(person, say);

    await demoLogIn(person, say, user);
    await way(person, say("way-push"));
    await approve(person, say, phone, mode, "demo");
    await person.heading(say("demo-inside-title"));
    await person.look("demo-inside");
    await person.button(say("log-off")).click();
    await person.heading(say("demo-title"));
}

// The demo application's own login page: user and password, then the choice of a factor.
export async function demoLogIn(person, say, user) {
    await person.page.goto("/demo");
    await person.heading(say("demo-title"));
    await person.look("demo-login");
    await person.field(say("field-user")).fill(user);
    await person.field(say("field-password")).fill(PASSWORD);
    await person.button(say("log-in")).click();
    await person.heading(say("factor-title"));
    await person.look("demo-factor");
}

// Approves what the page asks for, as its mode wants it; the page says by itself that it was accepted.
async function approve(person, say, phone, mode, where) {
    const { page, pictures } = person;
    await page.getByText(say("push-waiting")).waitFor();
    await person.look(`${where}-push-${mode}`);
    if (mode === "enter") {
        await phone.approve(await shownNumber(person, say));
    } else if (mode === "scan") {
        await page.getByAltText(say("push-scan-alt")).waitFor();
        await page.setViewportSize({ width: 1280, height: 1000 });
        await phone.approveScanned(await person.photograph(`${pictures}/screen-${where}-scan.png`));
    } else {
        const code = await phone.approvePlainly();
        if (mode === "show") {
            await person.field(say("push-code-label")).fill(code);
            await person.button(say("next")).click();
        }
    }
    await page.getByRole("status").getByText(say("outcome-accepted")).waitFor();
    if (mode === "show") {
        // The page was loaded anew with the code: it says what came of it, and goes on when told.
        await person.look(`${where}-push-accepted`);
        await person.button(say("go-on")).click();
    }
}
