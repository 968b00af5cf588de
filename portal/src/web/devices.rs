//! Phones that can approve, and browsers that are logged in.

use super::answer::{Answer, page, see_other};
use super::form::{Posted, Pressed};
use super::views::{Device, DeviceGroup, Devices};
use super::visit::Visit;
use super::words::date;
use crate::portal::Portal;
use crate::service::{authenticators, sessions};
use axum::Router;
use axum::routing::{get, post};
use std::sync::Arc;

/// The pages of this file.
pub(crate) fn routes() -> Router<Arc<Portal>> {
    Router::new().route("/devices", get(show)).route("/devices/log-off-others", post(log_off_others))
}

async fn show(visit: Visit) -> Answer {
    let (p, _) = visit.frame_inside().await?;
    let rows = authenticators::list(&visit.portal, visit.session()?)
        .await
        .map_err(|refusal| visit.problem(refusal))?;
    let phones = rows
        .iter()
        .filter_map(|row| row.phone.as_ref().map(|phone| (row.authenticator.id, phone)))
        .map(|(id, phone)| Device {
            name: phone.name.clone(),
            detail: format!("{} · {}", phone.app, p.with("device-seen", "date", date(p.texts(), phone.seen))),
            link: Some((format!("/authenticators/{id}"), p.say("edit"))),
        })
        .collect();
    let this = Device { name: p.say("device-this"), detail: visit.visitor.agent.clone(), link: None };
    let group =
        |name, none, icon, devices| DeviceGroup { name: p.say(name), none: p.say(none), icon, devices };
    let groups = vec![
        group("devices-phones", "devices-phones-none", "phone", phones),
        group("devices-browsers", "devices-browsers-none", "computer", vec![this]),
    ];
    page(&Devices { p, groups })
}

async fn log_off_others(Posted { visit, .. }: Posted<Pressed>) -> Answer {
    let ended = sessions::log_off_others(&visit.portal, visit.session()?).await;
    ended.map_err(|refusal| visit.problem(refusal))?;
    Ok(see_other(&format!("{}/devices?did=others-logged-off", visit.root())))
}
