// What the test starts besides the browser: the mail server, the portal, and commands of the phone.

import { spawn } from "node:child_process";
import fs from "node:fs";
import readline from "node:readline";

// A process that is ended with the test, and whose output lines can be waited for.
export class Child {
    constructor(command, args, options = {}) {
        this.child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], ...options });
        this.lines = [];
        this.waiting = [];
        // Nothing outlives the test, however that ends.
        process.on("exit", () => this.child.kill("SIGKILL"));
        readline.createInterface({ input: this.child.stdout }).on("line", (line) => {
            this.lines.push(line);
            this.waiting.forEach((look) => look());
        });
        this.child.on("close", () => this.waiting.forEach((look) => look()));
    }

    // The first line from `begin` on that fits, now or later.
    line(fits, begin = 0) {
        return new Promise((resolve, reject) => {
            const look = () => {
                const found = this.lines.slice(begin).find(fits);
                if (found === undefined && this.child.exitCode === null) {
                    return;
                }
                this.waiting = this.waiting.filter((other) => other !== look);
                found === undefined ? reject(new Error(`${this.child.spawnfile} has ended`)) : resolve(found);
            };
            this.waiting.push(look);
            look();
        });
    }

    async end() {
        const ended = new Promise((resolve) => this.child.on("exit", resolve));
        this.child.stdin.end();
        this.child.kill("SIGTERM");
        await ended;
    }
}

// A real SMTP server that keeps what it gets.
export class Mailbox {
    static async start(python) {
        const mailbox = new Mailbox();
        mailbox.child = new Child(python, [new URL("mailbox.py", import.meta.url).pathname]);
        mailbox.port = JSON.parse(await mailbox.child.line((line) => line.includes('"port"'))).port;
        mailbox.read = 1;
        return mailbox;
    }

    // The next mail to an address, one after the other, whose text fits.
    async next(address, pattern) {
        const fits = (line) => {
            const mail = JSON.parse(line);
            return mail.to?.includes(address) && pattern.test(mail.text);
        };
        const line = await this.child.line(fits, this.read);
        this.read = this.child.lines.indexOf(line, this.read) + 1;
        return JSON.parse(line).text.match(pattern);
    }

    // The code in the next mail to an address.
    async code(address) {
        return (await this.next(address, /^\s+(\d{6,10})$/m))[1];
    }
}

// Runs a command to its end: its output and its exit code. `input` is its input, `file` is open to it as descriptor 3.
export function run(command, args, { input = "/dev/null", file = "/dev/null", ...options } = {}) {
    return new Promise((resolve, reject) => {
        const files = [input, file].map((path) => fs.openSync(path));
        const child = spawn(command, args, { stdio: [files[0], "pipe", "pipe", files[1]], ...options });
        files.forEach((descriptor) => fs.closeSync(descriptor));
        let [output, errors] = ["", ""];
        child.stdout.on("data", (data) => (output += data));
        child.stderr.on("data", (data) => (errors += data));
        child.on("error", reject);
        child.on("close", (code) => resolve({ code, output, errors }));
    });
}

// A new, empty folder below another one.
export function folder(parent, name) {
    const made = `${parent}/${name}`;
    fs.rmSync(made, { recursive: true, force: true });
    fs.mkdirSync(made, { recursive: true });
    return made;
}
