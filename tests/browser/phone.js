// A real phone: the core, as the app in a terminal. It sees pictures of the screen, and nothing else of the portal.

import fs from "node:fs";
import { folder, run } from "./processes.js";

const PASSPHRASE = "correct horse battery staple\n";

export class Phone {
    static async unpack(app, parent) {
        const phone = new Phone();
        const home = folder(parent, "phone");
        Object.assign(phone, { app, passphrase: `${home}/passphrase` });
        fs.writeFileSync(phone.passphrase, PASSPHRASE);
        phone.environment = { ...process.env, COUNTERSIGN_HOME: `${home}/vault`, LANG: "C" };
        await phone.does("setup", "--accept-license", "--device-key", "file");
        return phone;
    }

    // Enrolls with what a picture shows. In the app's list the account gets a name of its own: the portal gives the same
    // one to all accounts of a user.
    async enroll(picture, { user, name }) {
        await this.does("enroll", picture, "--information", user, "--device-name", name, "--private-network", "--yes");
        await this.does("rename", user, "--account", `${user} push`);
    }

    async addTotp(picture, information) {
        return this.does("add", picture, "--information", information, "--yes");
    }

    async totpCode(user) {
        return JSON.parse(await this.does("code", user, "--json")).code;
    }

    // An offline code, given without any network.
    async offlineCode(user) {
        const command = [this.app, ...this.arguments(["code", `${user} push`, "--json"])];
        const options = { file: this.passphrase, env: this.environment };
        return JSON.parse(ended(await run("unshare", ["--map-root-user", "--net", ...command], options), command)).code;
    }

    async approve(number) {
        await this.does("watch", "--once", "--json");
        return this.does("approve", "--number", number, "--json");
    }

    // Scans the code that the login page shows, from a picture of the screen.
    async approveScanned(picture) {
        await this.does("watch", "--once", "--json");
        return this.does("approve", "--scan", picture, "--json");
    }

    // Where the page asks for nothing, or for the code that the app shows: that code.
    async approvePlainly() {
        await this.does("watch", "--once", "--json");
        return JSON.parse(await this.does("approve", "--json")).code;
    }

    // A wrong number ends the request.
    async approveWrongly(number) {
        await this.does("watch", "--once", "--json");
        const { output } = await this.command("approve", "--number", number, "--json");
        if (JSON.parse(output).status !== "wrong_number") {
            throw new Error(output);
        }
    }

    async deny() {
        await this.does("watch", "--once", "--json");
        return this.does("deny", "--json");
    }

    // Everything in the app's list, a JSON object each.
    async accounts() {
        return JSON.parse(await this.does("list", "--json"));
    }

    // A command of the app; its output.
    async does(...command) {
        return ended(await this.command(...command), command);
    }

    command(...command) {
        return run(this.app, this.arguments(command), { file: this.passphrase, env: this.environment });
    }

    arguments(command) {
        return ["--development-http", ...command, "--pin-fd", "3"];
    }
}

function ended({ code, output, errors }, command) {
    if (code !== 0) {
        throw new Error(`${command.join(" ")}: exit code ${code}: ${output}${errors}`);
    }
    return output;
}

// Waits until the next step of one-time codes begins: a code is accepted once.
export async function nextStep(seconds = 30) {
    const left = seconds * 1000 - (Date.now() % (seconds * 1000));
    await new Promise((resolve) => setTimeout(resolve, left + 50));
}
