// The portal in a real browser: starts the portal with a new database, a mail server and a phone, and walks.
//
//     node main.js PORTAL APP PYTHON FOLDER
//
// PORTAL and APP are the built programs, PYTHON has aiosmtpd and cryptography, and FOLDER takes the database, the phone
// and a picture of every page. Ends with `N passed, M failed`.

import { launch, Person } from "./browser.js";
import { guidedPath } from "./guided_path.js";
import { keyboard } from "./keyboard.js";
import { Phone } from "./phone.js";
import { folder, Mailbox } from "./processes.js";
import { startPortal } from "./portal.js";
import { selfService } from "./self_service.js";
import { enrollHelp, errorPages, languages, nobodyIsTold, plantedMistakes } from "./strangers.js";
import { withoutScript } from "./without_script.js";

const [portalProgram, app, python, place] = process.argv.slice(2);
const pictures = folder(place, "pictures");

const mailbox = await Mailbox.start(python);
const users = [..."cdefghi"].map((letter) => `${letter}xxxxx.xx`);
const portal = await startPortal(portalProgram, folder(place, "portal"), mailbox.port, users);
const browser = await launch();
const result = { passed: 0, failed: 0, looked: 0 };

async function walk(name, options, steps) {
    const person = await Person.visit(browser, portal.base, { pictures, ...options });
    person.initial = portal.initial;
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

const newPhone = () => Phone.unpack(app, python, place);
const english = { language: "en" };
const walks = {
    "mistakes that were planted are found": [english, (person) => plantedMistakes({ person })],
    "the guided path": [english, async (person) => {
        await guidedPath({ person, user: "cxxxxx.xx", phone: await newPhone(), mailbox, everyWay: true, name: "Pixel 9" });
    }],
    "the guided path in German": [{ language: "de" }, async (person) => {
        await guidedPath({ person, user: "dxxxxx.xx", phone: await newPhone(), mailbox, everyWay: false, name: "Fairphone 6" });
    }],
    "without scripts": [{ language: "en", scripts: false }, async (person) => {
        await withoutScript({ person, user: "exxxxx.xx", phone: await newPhone(), mailbox });
    }],
    "without a mouse": [english, (person) => keyboard({ person, user: "fxxxxx.xx", mailbox })],
    "the self-service": [english, async (person) => {
        await selfService({ person, user: "gxxxxx.xx", phone: await newPhone(), mailbox });
    }],
    "the self-service in German": [{ language: "de" }, async (person) => {
        await selfService({ person, user: "hxxxxx.xx", phone: await newPhone(), mailbox });
    }],
    "nobody is told who has an account": [english, (person) => nobodyIsTold({ person, user: "ixxxxx.xx" })],
    "error pages": [english, (person) => errorPages({ person })],
    "error pages in German": [{ language: "de" }, (person) => errorPages({ person })],
    "the page behind a QR code": [english, (person) => enrollHelp({ person })],
    "the page behind a QR code in German": [{ language: "de" }, (person) => enrollHelp({ person })],
    "languages": [english, (person) => languages({ person })],
};
const only = process.env.COUNTERSIGN_WALK;
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
