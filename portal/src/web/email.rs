//! Adding an e-mail address: a code that is sent there proves it.

use super::answer::{Answer, Problem, page, see_other};
use super::authenticators::confirmed;
use super::form::{Posted, Pressed};
use super::views::{EnterCode, NewAuthenticator};
use super::visit::Visit;
use super::words::mistake;
use crate::domain::AuthenticatorKind;
use crate::portal::Portal;
use crate::service::{authenticators, carried, email};
use axum::Router;
use axum::extract::Query;
use axum::routing::{get, post};
use serde::Deserialize;
use std::sync::Arc;

const NEW: &str = "/authenticators/email/new";
const PROVE: &str = "/authenticators/email/prove";

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new()
        .route(NEW, get(show).post(take_address))
        .route(PROVE, get(show_proof).post(take_proof))
        .route("/authenticators/email/again", post(send_again))
        .route("/authenticators/email/cancel", post(cancel))
}

async fn show(visit: Visit) -> Answer {
    new_page(&visit, String::new(), None).await
}

/// The address in place of another one is asked for behind a confirmation.
async fn new_page(visit: &Visit, value: String, problem: Option<(&'static str, String)>) -> Answer {
    let existing = authenticators::list(&visit.portal, visit.session()?).await;
    let existing = existing.map_err(|refusal| visit.problem(refusal))?;
    if existing.iter().any(|row| row.authenticator.kind == AuthenticatorKind::Email) {
        confirmed(visit, NEW).await?;
    }
    let (mut p, _) = visit.frame_inside().await?;
    p.problems.extend(problem);
    let (title, lead, submit) = (p.say("email-title"), p.say("email-lead"), p.say("save"));
    let (icon, hint) = ("mail", String::new());
    page(&NewAuthenticator {
        p,
        title,
        lead,
        icon,
        action: NEW,
        asks_address: true,
        value,
        hint,
        submit,
        offers_counter: false,
    })
}

#[derive(Deserialize)]
struct Address {
    address: String,
}

async fn take_address(Posted { visit, fields }: Posted<Address>) -> Answer {
    match email::set_address(&visit.portal, visit.session()?, &fields.address).await {
        Ok(_) => {
            // The address is carried along, sealed, for the page that asks for the code and can send another one.
            let sealed = carried::seal(&visit.portal, visit.session()?, &fields.address);
            let sealed = sealed.map_err(|refusal| visit.problem(refusal))?;
            Ok(see_other(&format!("{}{PROVE}?to={sealed}", visit.root())))
        }
        Err(refusal) => {
            let problem = mistake(visit.texts(), refusal, "address", &visit.portal)?;
            new_page(&visit, fields.address, Some(problem)).await
        }
    }
}

/// The address that is to be proved.
#[derive(Deserialize)]
struct To {
    to: String,
}

impl To {
    fn open(&self, visit: &Visit) -> Result<String, Problem> {
        let address = carried::open(&visit.portal, visit.session()?, &self.to);
        Ok(address.ok_or(Problem::NotFound)?.to_string())
    }
}

async fn show_proof(Query(to): Query<To>, visit: Visit) -> Answer {
    proof_page(&visit, &to, None).await
}

async fn proof_page(visit: &Visit, to: &To, problem: Option<(&'static str, String)>) -> Answer {
    let (mut p, _) = visit.frame_inside().await?;
    p.problems.extend(problem);
    p.path = format!("{PROVE}?to={}", to.to);
    let lead = p.with("email-code-lead", "address", to.open(visit)?);
    let (title, label) = (p.say("email-prove-title"), p.say("field-code"));
    let action = format!("{PROVE}?to={}", to.to);
    let send_again = Some(format!("/authenticators/email/again?to={}", to.to));
    let at = "/authenticators/email".to_owned();
    page(&EnterCode { p, at, title, lead, label, action, numeric: true, send_again, another_way: false })
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

async fn take_proof(Query(to): Query<To>, Posted { visit, fields }: Posted<Code>) -> Answer {
    match email::prove(&visit.portal, visit.session()?, "", &fields.code).await {
        Ok(_) => Ok(see_other(&format!("{}/authenticators?did=authenticator-added", visit.root()))),
        Err(refusal) => {
            let problem = mistake(visit.texts(), refusal, "code", &visit.portal)?;
            proof_page(&visit, &to, Some(problem)).await
        }
    }
}

async fn send_again(Query(to): Query<To>, Posted { visit, .. }: Posted<Pressed>) -> Answer {
    match email::set_address(&visit.portal, visit.session()?, &to.open(&visit)?).await {
        Ok(_) => Ok(see_other(&format!("{}{PROVE}?to={}", visit.root(), to.to))),
        Err(refusal) => {
            let problem = mistake(visit.texts(), refusal, "code", &visit.portal)?;
            proof_page(&visit, &to, Some(problem)).await
        }
    }
}

async fn cancel(Posted { visit, .. }: Posted<Pressed>) -> Answer {
    Ok(see_other(&format!("{}/authenticators", visit.root())))
}
