// Chromium, and what is held against every page: its console is silent, nothing breaks the content security policy,
// axe finds nothing, and nothing is wider than the screen. Each page is kept as a picture.

import fs from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RUN_AXE = `${AXE};axe.run(document, { resultTypes: ["violations"] }).then((found) => JSON.stringify(
    found.violations.map((one) => [one.id, ...one.nodes.map((node) => node.html.slice(0, 200))])))`;
// Longest time that a page may take, in milliseconds, before it counts as hung. Not a measure of anything.
const TIMEOUT = Number(process.env.COUNTERSIGN_HUNG ?? 120_000);
const ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

export async function launch() {
    return chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGUMENTS });
}

// Which pages have been looked at, by name and language: each once, however many walks lead there.
const seen = new Set();

// One person's browser. Everything that is wrong is gathered in `problems`.
export class Person {
    static async visit(browser, base, { language, pictures, scripts = true }) {
        const person = new Person();
        person.context = await browser.newContext({
            baseURL: base,
            locale: language,
            javaScriptEnabled: scripts,
            viewport: { width: 1280, height: 800 },
        });
        person.page = await person.context.newPage();
        person.page.setDefaultTimeout(TIMEOUT);
        Object.assign(person, { language, pictures, scripts, problems: [], looked: 0, expected: [] });
        person.page.on("console", (message) => person.heard(message.text()));
        person.page.on("pageerror", (error) => person.heard(String(error)));
        person.page.on("request", (request) => person.asked(request.url(), base));
        return person;
    }

    heard(text) {
        const at = this.expected.findIndex((pattern) => pattern.test(text));
        if (at < 0) {
            this.problems.push(`${this.page.url()}: console: ${text}`);
        } else {
            this.expected.splice(at, 1);
        }
    }

    // Nothing is fetched from anywhere else.
    asked(url, base) {
        if (!url.startsWith(base) && !/^(about|data|blob):/.test(url)) {
            this.problems.push(`a request to ${url}`);
        }
    }

    // Looks at the page in every light and width, and keeps the pictures.
    async look(name) {
        // Without scripts a page is not looked at in every light: what looks is a script.
        if (!this.scripts || seen.has(`${name} ${this.language}`)) {
            return;
        }
        seen.add(`${name} ${this.language}`);
        for (const scheme of ["light", "dark"]) {
            await this.page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
            for (const width of [1280, 360, 320]) {
                await this.page.setViewportSize({ width, height: 800 });
                const wider = await this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
                if (wider > 0) {
                    this.problems.push(`${name}: ${wider} pixels wider than ${width}`);
                }
                if (width > 320) {
                    const path = `${this.pictures}/${name}-${this.language}-${scheme}-${width}.png`;
                    await this.page.screenshot({ path, fullPage: true });
                }
            }
            await this.page.setViewportSize({ width: 1280, height: 800 });
            this.problems.push(...(await this.axe()).map((found) => `${name} (${scheme}): ${found}`));
        }
        await this.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
        this.looked += 1;
    }

    // What axe finds. It runs from outside the page, where the content security policy does not hold it up.
    async axe() {
        const session = await this.context.newCDPSession(this.page);
        const { result } = await session.send("Runtime.evaluate", {
            expression: RUN_AXE,
            awaitPromise: true,
            returnByValue: true,
        });
        await session.detach();
        return JSON.parse(result.value).map((found) => found.join(" "));
    }

    // A picture of what is on the screen now, as a camera would see it.
    async photograph(path) {
        await this.page.screenshot({ path });
        return path;
    }

    button(name) {
        return this.page.getByRole("button", { name, exact: true });
    }

    link(name) {
        return this.page.getByRole("link", { name, exact: true });
    }

    field(label) {
        return this.page.getByLabel(label, { exact: true });
    }

    heading(name) {
        return this.page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
    }
}
