// The portal as a program of its own, with a new database and a few users.

import { Child } from "./processes.js";

export async function startPortal(program, place, mailPort) {
    const child = new Child(program, [place, `smtp://127.0.0.1:${mailPort}`]);
    return { child, base: await child.line((line) => line.startsWith("http://")) };
}
