// The portal's texts, by key, as its pages say them.

import fs from "node:fs";
import path from "node:path";

const FOLDER = path.join(import.meta.dirname, "../../portal/texts");

// What the guide of this test says, word for word: the English texts have to keep saying it.
const GUIDE = {
    "log-in": "Log in",
    "field-new-password": "New password",
    "field-confirm-password": "Confirm new password",
    "change-password": "Change Password",
    "password-changed": "Password changed",
    "field-user": "User",
    "next": "Next",
    "save": "Save",
    "kind-email": "E-mail",
    "kind-smartphone": "Smartphone",
    "kind-totp": "TOTP",
    "smartphone-waiting": "Waiting for smartphone data…",
    "please-wait": "Please wait",
    "logged-off": "Logged off",
    "outcome-accepted": "Accepted",
    "outcome-rejected": "Rejected",
    "outcome-timed-out": "Timed out",
};

// The texts of one language: `say(key, values)`. Only texts of one line, which is all that pages are found by.
export function texts(language) {
    const lines = fs.readFileSync(path.join(FOLDER, `${language}.ftl`), "utf8").split("\n");
    const known = new Map(
        lines.filter((line) => /^[a-z][a-z0-9-]* = /.test(line)).map((line) => line.split(/ = (.*)/s).slice(0, 2)),
    );
    const say = (key, values = {}) => {
        if (!known.has(key)) {
            throw new Error(`no text ${key}`);
        }
        return known.get(key).replace(/\{ \$([a-z]+) \}/g, (_, name) => values[name]);
    };
    if (language === "en") {
        for (const [key, words] of Object.entries(GUIDE)) {
            if (say(key) !== words) {
                throw new Error(`the guide says “${words}”, the portal “${say(key)}”`);
            }
        }
    }
    return say;
}
