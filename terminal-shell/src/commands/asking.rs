//! What the commands about requests share: asking the servers, choosing a request, showing it, telling the outcome.

use crate::console::Console;
use crate::online::Online;
use crate::problem::Problem;
use crate::{messages, words};
use countersign::authenticator::{
    AnswerStatus, Authenticator, Cancellation, OutcomeView, PushCallError, RequestId, RequestView,
    RequestsView, VerificationView,
};
use data_encoding::HEXLOWER;
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// A request as scripts get it. Names of fields are stable.
#[derive(Serialize)]
pub(super) struct RequestJson {
    id: String,
    account_id: String,
    issuer: String,
    account: String,
    server: String,
    event: String,
    endpoint: String,
    client_address: Option<String>,
    client_place: Option<String>,
    client_agent: Option<String>,
    message: String,
    doubtful: bool,
    verification: &'static str,
    digits: Option<u8>,
    low_assurance: bool,
    made: String,
    seconds_left: u64,
    others: usize,
}

impl RequestJson {
    pub(super) fn of(view: &RequestView) -> Self {
        let digits = match view.verification {
            VerificationView::Enter { digits } | VerificationView::Show { digits } => Some(digits),
            VerificationView::None | VerificationView::Scan => None,
        };
        Self {
            id: HEXLOWER.encode(&view.id.0),
            account_id: HEXLOWER.encode(&view.account.0),
            issuer: view.issuer.clone(),
            account: view.account_name.clone(),
            server: view.server.clone(),
            event: view.event.clone(),
            endpoint: view.endpoint.clone(),
            client_address: view.client_address.clone(),
            client_place: view.client_place.clone(),
            client_agent: view.client_agent.clone(),
            message: view.message.clone(),
            doubtful: view.doubtful,
            verification: words::verification_name(view.verification),
            digits,
            low_assurance: view.low_assurance,
            made: words::moment_for_scripts(view.made),
            seconds_left: view.seconds_left,
            others: view.others,
        }
    }
}

/// Asks every server, all at once. Servers that did not answer are told; where none did, that is the problem.
pub(super) fn ask(
    core: &Arc<Authenticator>,
    online: &Online,
    console: &Console,
) -> Result<RequestsView, Problem> {
    let accounts = core.requests()?.accounts;
    let failures = online.wait(async {
        let mut polls = JoinSet::new();
        for account in accounts.iter().filter(|account| account.ended.is_none() && !account.enroll_again) {
            let (core, account) = (Arc::clone(core), account.clone());
            polls.spawn(async move {
                let polled = core.poll(account.id, Duration::ZERO, &Cancellation::new()).await;
                match polled {
                    // The server was told of an end that waited: the account is gone, as the user wanted.
                    Err(PushCallError::Ended) if core.account(account.id).is_err() => None,
                    polled => polled.err().map(|error| (account.server, error)),
                }
            });
        }
        polls.join_all().await
    });
    let asked = failures.len();
    let mut failures: Vec<(String, PushCallError)> = failures.into_iter().flatten().collect();
    let view = core.requests()?;
    if asked > 0 && failures.len() == asked && view.requests.is_empty() {
        failures.sort_by(|a, b| a.0.cmp(&b.0));
        if let Some((_, error)) = failures.into_iter().next() {
            return Err(error.into());
        }
        return Ok(view);
    }
    for (server, error) in failures {
        console.tell(&format!("{server}: {}", messages::call(&console.texts, &error)));
    }
    Ok(view)
}

/// The request whose id begins with `id`; without one the only open request.
pub(super) fn choose(requests: Vec<RequestView>, id: Option<&str>) -> Result<RequestView, Problem> {
    let wanted = id.unwrap_or_default().to_ascii_lowercase();
    let mut fitting = requests.into_iter().filter(|view| HEXLOWER.encode(&view.id.0).starts_with(&wanted));
    match (fitting.next(), fitting.next()) {
        (None, _) => Err(Problem::NoRequest),
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(Problem::SeveralRequests),
    }
}

/// How a request is called on the command line: enough of its id to be the only one.
pub(super) fn short_id(id: RequestId) -> String {
    HEXLOWER.encode(id.0.first_chunk::<4>().map_or(&[][..], |bytes| bytes.as_slice()))
}

/// A request as a person judges it, line by line.
pub(super) fn in_lines(view: &RequestView, console: &Console) -> Vec<String> {
    let texts = &console.texts;
    let left = words::clock_face(Duration::from_secs(view.seconds_left));
    let mut lines = vec![format!("{}  {left}  {}", short_id(view.id), words::headline(texts, view))];
    lines.extend(words::cautions(texts, view).into_iter().map(|caution| format!("  ! {caution}")));
    lines.extend(
        words::facts(texts, view).into_iter().map(|(label, fact)| format!("  {}: {fact}", texts.say(label))),
    );
    lines
}

#[derive(Serialize)]
struct OutcomeJson {
    id: String,
    approved: bool,
    status: &'static str,
    code: Option<String>,
}

/// Tells what became of an answer. What the server did not take as it was given is a problem.
pub(super) fn tell(outcome: &OutcomeView, json: bool, console: &Console) -> Result<(), Problem> {
    if json {
        let code = match &outcome.status {
            AnswerStatus::AwaitCode { code } => Some(code.clone()),
            _ => None,
        };
        console.print_json(&OutcomeJson {
            id: HEXLOWER.encode(&outcome.request.0),
            approved: outcome.approved,
            status: words::outcome_name(&outcome.status),
            code,
        })?;
    }
    match &outcome.status {
        AnswerStatus::Approved | AnswerStatus::AwaitCode { .. } | AnswerStatus::Denied => {
            if json {
                Ok(())
            } else {
                console.print(&words::outcome(&console.texts, &outcome.status))
            }
        }
        other => Err(Problem::NotTaken(other.clone())),
    }
}
