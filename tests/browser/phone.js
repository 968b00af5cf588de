// A real phone: the app in a terminal for what a camera sees and for one-time codes, and the second implementation of the
// push protocol for requests.

import fs from "node:fs";
import { folder, run } from "./processes.js";

const PASSPHRASE = "correct horse battery staple\n";
const SECOND_PHONE = new URL("../phones/countersign_phone.py", import.meta.url).pathname;

export class Phone {
    static async unpack(app, python, parent) {
        const phone = new Phone();
        const home = folder(parent, "phone");
        Object.assign(phone, { app, python, state: `${home}/push.json`, passphrase: `${home}/passphrase` });
        fs.writeFileSync(phone.passphrase, PASSPHRASE);
        phone.environment = { ...process.env, COUNTERSIGN_HOME: `${home}/vault`, LANG: "C" };
        await phone.does("setup", "--accept-license", "--device-key", "file");
        return phone;
    }

    // A command of the app; its output.
    async does(...command) {
        const options = { file: this.passphrase, env: this.environment };
        return ended(await run(this.app, [...command, "--pin-fd", "3"], options), command);
    }

    // The text of the QR code in a picture.
    async scan(picture) {
        const codes = JSON.parse(ended(await run(this.app, ["scan", "--json", picture], {}), ["scan"]));
        if (codes.length !== 1) {
            throw new Error(`${codes.length} codes in ${picture}`);
        }
        return codes[0].text ?? codes[0];
    }

    // Adds the TOTP account that a picture shows.
    async addTotp(picture, information) {
        return this.does("add", picture, "--information", information, "--yes");
    }

    async totpCode(name) {
        return JSON.parse(await this.does("code", name, "--json")).code;
    }

    // Enrolls with the link that a picture shows.
    async enroll(picture, name) {
        const link = await this.scan(picture);
        return this.push("enroll", link, "--development", "--private-address", "--name", name);
    }

    // Waits for a request and returns it.
    async request() {
        for (;;) {
            const { requests } = await this.push("requests", "--wait", "25");
            if (requests.length > 0) {
                return requests.at(-1);
            }
        }
    }

    async approve(number) {
        await this.request();
        return this.push("approve", "--number", number);
    }

    // A wrong number ends the request.
    async approveWrongly(number) {
        await this.request();
        const { output } = await run(this.python, [SECOND_PHONE, "--state", this.state, "approve", "--number", number]);
        if (JSON.parse(output).error !== "wrong_number") {
            throw new Error(output);
        }
    }

    // Issuer, account and information of everything in the app's list.
    async accounts() {
        const listed = JSON.parse(await this.does("list", "--json")).map((account) => JSON.stringify(account));
        return [...listed, await fs.promises.readFile(this.state, "utf8")];
    }

    async deny() {
        await this.request();
        return this.push("deny");
    }

    // An offline code, given without any network.
    async offlineCode() {
        const command = ["--map-root-user", "--net", this.python, SECOND_PHONE, "--state", this.state, "code"];
        return JSON.parse(ended(await run("unshare", command), command)).code;
    }

    async push(...command) {
        return JSON.parse(ended(await run(this.python, [SECOND_PHONE, "--state", this.state, ...command]), command));
    }
}

function ended({ code, output, errors }, command) {
    if (code !== 0) {
        throw new Error(`${command.join(" ")}: exit code ${code}: ${output}${errors}`);
    }
    return output;
}

// The next full step of one-time codes begins now or later than this code's: a code is accepted once.
export async function nextStep(seconds = 30) {
    const left = seconds * 1000 - (Date.now() % (seconds * 1000));
    await new Promise((resolve) => setTimeout(resolve, left + 50));
}

