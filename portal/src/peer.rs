//! Where a call comes from.

use crate::portal::Portal;
use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The peer of a call, or what a proxy that is trusted says of it. Proxies append, so the last address that is none of
/// theirs is the client's.
pub(crate) fn peer_address(parts: &Parts, portal: &Portal) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
    let trusted = &portal.config().trusted_proxies;
    if !trusted.contains(&peer) {
        return peer;
    }
    let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let addresses = forwarded.unwrap_or_default().rsplit(',').map_while(|text| text.trim().parse().ok());
    addresses.into_iter().find(|address| !trusted.contains(address)).unwrap_or(peer)
}
