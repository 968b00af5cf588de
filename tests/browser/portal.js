// The portal as a program of its own, with a new database and new users.

import fs from "node:fs";
import { Child, run } from "./processes.js";

// Codes by mail come as often as the test asks; nobody waits two minutes for a request to end.
const POLICY = `
request_seconds = 45
email_code_seconds = 300
email_resend_seconds = 0
email_maximum_sends = 10
`;

// Where it is, and the initial password of every user.
export async function startPortal(program, place, mailPort, users) {
    fs.writeFileSync(`${place}/policy.toml`, POLICY);
    fs.writeFileSync(`${place}/users.csv`, users.join("\n"));
    const data = ["--data", place, "--policy", `${place}/policy.toml`];
    const { code, output, errors } = await run(program, ["user", "import", `${place}/users.csv`, ...data]);
    if (code !== 0) {
        throw new Error(errors);
    }
    const initial = Object.fromEntries(output.trim().split("\n").map((line) => line.split(" ")));
    const mail = ["--smtp", `smtp://127.0.0.1:${mailPort}`, "--smtp-plain", "--mail-from", "portal@example.com"];
    const child = new Child(program, ["serve", "--listen", "127.0.0.1:0", ...data, ...mail]);
    const [base] = (await child.line((line) => line.includes("http://"))).match(/http:\/\/\S+/);
    return { child, base, initial };
}
