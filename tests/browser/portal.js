// Portals as programs of their own, each with a new database, new users and a policy of its own.

import fs from "node:fs";
import { Child, run } from "./processes.js";

// Codes by mail come as often as the test asks; nobody waits two minutes for a request to end.
const POLICY = `
request_seconds = 45
email_code_seconds = 300
email_resend_seconds = 0
email_maximum_sends = 10
`;

// Where it is, and the initial password of every user. `policy` is added to what all portals here have.
export async function startPortal(program, place, mailPort, { users, administrators = [], policy = "" }) {
    fs.writeFileSync(`${place}/policy.toml`, POLICY + policy);
    fs.writeFileSync(`${place}/users.csv`, users.join("\n"));
    const data = ["--data", place, "--policy", `${place}/policy.toml`];
    const imported = await done(program, ["user", "import", `${place}/users.csv`, ...data]);
    const initial = Object.fromEntries(imported.trim().split("\n").map((line) => line.split(" ")));
    for (const name of administrators) {
        initial[name] = `the initial password of ${name}`;
        fs.writeFileSync(`${place}/password`, initial[name]);
        await done(program, ["user", "add", name, "--administrator", ...data], `${place}/password`);
    }
    const mail = ["--smtp", `smtp://127.0.0.1:${mailPort}`, "--smtp-plain", "--mail-from", "portal@example.com"];
    const child = new Child(program, ["serve", "--demo", "--listen", "127.0.0.1:0", ...data, ...mail]);
    const [base] = (await child.line((line) => line.includes("http://"))).match(/http:\/\/\S+/);
    return { child, base, initial };
}

// A command that has to succeed: its output.
async function done(program, args, input) {
    const { code, output, errors } = await run(program, args, { input });
    if (code !== 0) {
        throw new Error(errors);
    }
    return output;
}
