// The portal in a real browser: starts the portal with a new database, a mail server and a phone, and walks.
//
//     node main.js PORTAL APP PYTHON FOLDER
//
// PORTAL and APP are the built programs, PYTHON has aiosmtpd and cryptography, and FOLDER takes the database, the phone
// and a picture of every page. Ends with `N passed, M failed`.

import { launch, Person } from "./browser.js";
import { guidedPath } from "./guided_path.js";
import { Phone } from "./phone.js";
import { folder, Mailbox } from "./processes.js";
import { startPortal } from "./portal.js";

const [portalProgram, app, python, place] = process.argv.slice(2);
const pictures = folder(place, "pictures");

const mailbox = await Mailbox.start(python);
const portal = await startPortal(portalProgram, folder(place, "portal"), mailbox.port);
const browser = await launch();
const result = { passed: 0, failed: 0, looked: 0 };

async function walk(name, options, steps) {
    const person = await Person.visit(browser, portal.base, { pictures, ...options });
    try {
        await steps(person);
    } catch (error) {
        await person.photograph(`${pictures}/failed.png`);
        person.problems.push(`at ${person.page.url()}: ${error.stack}`);
    }
    result.looked += person.looked;
    result[person.problems.length === 0 ? "passed" : "failed"] += 1;
    console.log(`${person.problems.length === 0 ? "ok    " : "FAILED"} ${name}`);
    person.problems.forEach((problem) => console.log(`    ${problem}`));
    await person.context.close();
}

const only = process.env.COUNTERSIGN_WALK;
const walks = {
    "the guided path": [{ language: "en" }, async (person) => {
        const phone = await Phone.unpack(app, python, place);
        await guidedPath({ person, user: "cxxxxx.xx", phone, mailbox, everyWay: true, name: "Pixel 9" });
    }],
    "the guided path in German": [{ language: "de" }, async (person) => {
        const phone = await Phone.unpack(app, python, place);
        await guidedPath({ person, user: "dxxxxx.xx", phone, mailbox, everyWay: false, name: "Fairphone 6" });
    }],
};
for (const [name, [options, steps]] of Object.entries(walks)) {
    if (!only || name.includes(only)) {
        await walk(name, options, steps);
    }
}

await browser.close();
await portal.child.end();
await mailbox.child.end();
console.log(`counted: pages seen by a browser, each in light and dark, at three widths, with axe: ${result.looked}`);
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exitCode = result.failed === 0 ? 0 : 1;
