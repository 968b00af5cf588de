//! What the portal's problems are called at the demo.

use super::call::Call;
use super::client::CallFailed;
use crate::texts::Texts;
use crate::web::answer::Problem;
use crate::web::words::duration;

/// What a person can mend on the page; everything else is a page of its own.
pub(super) fn mistake(call: &Call, failed: CallFailed) -> Result<String, Problem> {
    let texts = Texts::of(call.language);
    let CallFailed::Problem { code, retry_after } = failed else { return Err(Problem::Unavailable) };
    let wait = || duration(texts, retry_after);
    Ok(match code.as_str() {
        "wrong_credentials" => texts.say("problem-credentials"),
        "wrong_code" => texts.say("problem-code"),
        "code_used" => texts.say("problem-code-used"),
        "code_expired" | "takes_no_code" | "no_such_attempt" => texts.say("problem-code-expired"),
        "locked" => texts.with("problem-locked", "time", wait()),
        "mailed_too_often" => texts.with("problem-mailed-too-often", "time", wait()),
        "no_such_factor" => texts.say("demo-no-factor"),
        "invalid_request" => texts.say("problem-missing"),
        "too_many_calls" => return Err(Problem::Slow(retry_after)),
        _ => return Err(Problem::Unavailable),
    })
}
