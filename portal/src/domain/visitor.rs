//! Who calls, and how an address counts.

use crate::token::Token;
use countersign::jose::Digest;
use std::net::IpAddr;

/// The one at the other end of a page or of an application's call.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Where the call comes from: the peer, or what a trusted proxy says.
    pub address: IpAddr,
    /// What the browser calls itself, cut to 128 characters.
    pub agent: String,
    /// The token of a browser that someone has logged in with before.
    pub browser: Option<Token>,
    /// The browser, where an application has shown that this very account was logged in with it before.
    pub vouched: Option<Digest>,
}

impl Visitor {
    /// The address as failures are counted by: one of IPv4, a network of 64 bits of IPv6 (the least that one customer
    /// has).
    pub fn network(&self) -> String {
        network_of(self.address)
    }
}

/// The network of an address: itself, or 64 bits of it.
pub fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipv6_counts_by_network() {
        let network = |text: &str| {
            Visitor { address: text.parse().unwrap(), agent: String::new(), browser: None, vouched: None }
                .network()
        };
        assert_eq!(network("203.0.113.7"), "203.0.113.7");
        assert_eq!(network("::ffff:203.0.113.7"), "203.0.113.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
        assert_ne!(network("2001:db8:1:3::1"), network("2001:db8:1:2::1"));
    }
}
