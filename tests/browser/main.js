// The portal in a real browser: starts portals with new databases, a mail server and phones, and walks.
//
//     node main.js PORTAL APP PYTHON FOLDER
//
// PORTAL and APP are the built programs, PYTHON has aiosmtpd, and FOLDER takes the databases, the phone
// and a picture of every page. Ends with `N passed, M failed`.

import { administration, noAdministrator } from "./administration.js";
import { launch, Person } from "./browser.js";
import { compared } from "./comparisons.js";
import { demoApplication } from "./demo.js";
import { guidedPath } from "./guided_path.js";
import { idleLogOff } from "./idle.js";
import { keyboard } from "./keyboard.js";
import { notMine } from "./new_phone.js";
import { Phone } from "./phone.js";
import { folder, Mailbox } from "./processes.js";
import { startPortal } from "./portal.js";
import { selfService } from "./self_service.js";
import { enrollHelp, errorPages, languages, nobodyIsTold, plantedMistakes } from "./strangers.js";
import { withoutScript } from "./without_script.js";

const [portalProgram, app, python, place] = process.argv.slice(2);
const pictures = folder(place, "pictures");

const mailbox = await Mailbox.start(python);
const portals = {};
for (const [name, setting] of Object.entries({
    usual: { users: [..."cdefghijklmn"].map((letter) => `${letter}xxxxx.xx`), administrators: ["anna", "bert"] },
    scan: { users: ["cxxxxx.xx"], policy: 'verification = "scan"' },
    show: { users: ["cxxxxx.xx"], policy: 'verification = "show"' },
    none: { users: ["cxxxxx.xx"], policy: 'verification = "none"' },
    idle: { users: ["cxxxxx.xx"], policy: "idle_seconds = 60" },
})) {
    portals[name] = await startPortal(portalProgram, folder(place, `portal-${name}`), mailbox.port, setting);
}
const browser = await launch();
const result = { passed: 0, failed: 0, looked: 0 };

async function walk(name, { portal = "usual", ...options }, steps) {
    const { base, initial } = portals[portal];
    const person = await Person.visit(browser, base, { pictures, ...options });
    person.initial = initial;
    try {
        await steps(person);
    } catch (error) {
        await person.photograph(`${pictures}/failed-${name.replaceAll(" ", "-")}.png`);
        person.problems.push(`at ${person.page.url()}: ${error.stack}`);
    }
    result.looked += person.looked;
    result[person.problems.length === 0 ? "passed" : "failed"] += 1;
    console.log(`${person.problems.length === 0 ? "ok    " : "FAILED"} ${name}`);
    person.problems.forEach((problem) => console.log(`    ${problem}`));
    await person.context.close();
}

const newPhone = () => Phone.unpack(app, place);
const english = { language: "en" };
const german = { language: "de" };
// A minute of nothing passes while others walk.
const meanwhile = {
    "a session that is idle": [{ portal: "idle", ...english }, (person) => idleLogOff({ person, user: "cxxxxx.xx" })],
};
const walks = {
    "mistakes that were planted are found": [english, (person) => plantedMistakes({ person })],
    "the guided path": [english, async (person) => {
        await guidedPath({ person, user: "cxxxxx.xx", phone: await newPhone(), mailbox, everyWay: true, name: "Pixel 9" });
    }],
    "the guided path in German": [german, async (person) => {
        await guidedPath({ person, user: "dxxxxx.xx", phone: await newPhone(), mailbox, everyWay: false, name: "Fairphone 6" });
    }],
    "a code that the phone scans": [{ portal: "scan", ...english }, async (person) => {
        await compared({ person, user: "cxxxxx.xx", phone: await newPhone(), mode: "scan" });
    }],
    "a code that the phone shows, in German": [{ portal: "show", ...german }, async (person) => {
        await compared({ person, user: "cxxxxx.xx", phone: await newPhone(), mode: "show" });
    }],
    "a number that is typed": [english, async (person) => {
        await compared({ person, user: "jxxxxx.xx", phone: await newPhone(), mode: "enter" });
    }],
    "nothing to compare, in German": [{ portal: "none", ...german }, async (person) => {
        await compared({ person, user: "cxxxxx.xx", phone: await newPhone(), mode: "none" });
    }],
    "a phone that is not mine": [english, async (person) => {
        await notMine({ person, user: "kxxxxx.xx", phone: await newPhone(), mailbox });
    }],
    "without scripts": [{ language: "en", scripts: false }, async (person) => {
        await withoutScript({ person, user: "exxxxx.xx", phone: await newPhone(), mailbox });
    }],
    "without a mouse": [english, (person) => keyboard({ person, user: "fxxxxx.xx", mailbox })],
    "the self-service": [english, async (person) => {
        await selfService({ person, user: "gxxxxx.xx", phone: await newPhone(), mailbox });
    }],
    "the self-service in German": [german, async (person) => {
        await selfService({ person, user: "hxxxxx.xx", phone: await newPhone(), mailbox });
    }],
    "the demo application": [english, async (person) => {
        await demoApplication({ person, user: "lxxxxx.xx", phone: await newPhone(), mailbox });
    }],
    "the demo application in German": [german, async (person) => {
        await demoApplication({ person, user: "mxxxxx.xx", phone: await newPhone(), mailbox });
    }],
    "the admin area": [english, (person) => administration({ person, user: "anna", mailbox, prefix: "a" })],
    "the admin area in German": [german, (person) => administration({ person, user: "bert", mailbox, prefix: "b" })],
    "no administrator": [english, (person) => noAdministrator({ person, user: "nxxxxx.xx" })],
    "nobody is told who has an account": [english, (person) => nobodyIsTold({ person, user: "ixxxxx.xx" })],
    "error pages": [english, (person) => errorPages({ person })],
    "error pages in German": [german, (person) => errorPages({ person })],
    "the page behind a QR code": [english, (person) => enrollHelp({ person })],
    "the page behind a QR code in German": [german, (person) => enrollHelp({ person })],
    "languages": [english, (person) => languages({ person })],
};
const only = process.env.COUNTERSIGN_WALK;
const chosen = (all) => Object.entries(all).filter(([name]) => !only || name.includes(only));
const alongside = chosen(meanwhile).map(([name, [options, steps]]) => walk(name, options, steps));
for (const [name, [options, steps]] of chosen(walks)) {
    await walk(name, options, steps);
}
await Promise.all(alongside);

await browser.close();
await Promise.all(Object.values(portals).map((portal) => portal.child.end()));
await mailbox.child.end();
console.log(`counted: pages seen by a browser, each in light and dark, at three widths, with axe: ${result.looked}`);
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exitCode = result.failed === 0 ? 0 : 1;
