//! From where an address can be reached, and so whether the user is asked before anything is sent there.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What an address stands for. Ordered by how much has to be true before a packet may go there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Any server on the internet.
    Public,
    /// Something in the network around the device: home, company, carrier, VPN. Needs the user's consent.
    Private,
    /// The device itself. Needs the user's consent.
    Loopback,
    /// No server of ours: link-local (where clouds keep their metadata service), multicast, broadcast, reserved.
    /// Nothing is ever sent there.
    Never,
}

impl Reach {
    /// The reach of one address, by the IANA special-purpose registries (RFC 6890 and its updates). An IPv6 address
    /// that carries an IPv4 address (mapped, NAT64, 6to4) reaches what that one reaches.
    pub const fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::of_v4(address),
            IpAddr::V6(address) => Self::of_v6(address),
        }
    }

    const fn of_v4(address: Ipv4Addr) -> Self {
        match address.octets() {
            [127, ..] => Self::Loopback,
            // RFC 1918, and RFC 6598: the carrier's own network behind its NAT.
            [10, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..] => Self::Private,
            // Benchmark networks, RFC 2544: a laboratory's own.
            [198, 18..=19, ..] => Self::Private,
            // "This network", link-local, IETF assignments, documentation (three), 6to4 relays, multicast and above.
            [0, ..]
            | [169, 254, ..]
            | [192, 0, 0 | 2, _]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            | [192, 88, 99, _]
            | [224..=255, ..] => Self::Never,
            _ => Self::Public,
        }
    }

    const fn of_v6(address: Ipv6Addr) -> Self {
        match address.segments() {
            [0, 0, 0, 0, 0, 0, 0, 1] => Self::Loopback,
            // IPv4-mapped, RFC 4291 §2.5.5.2, and its translated twin, RFC 2765.
            [0, 0, 0, 0, 0, 0xffff, high, low] | [0, 0, 0, 0, 0xffff, 0, high, low] => {
                Self::embedded(high, low)
            }
            // NAT64: how a network without IPv4 reaches the rest, RFC 6052 §2.1.
            [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Self::embedded(high, low),
            // NAT64 for local use, RFC 8215: where the IPv4 address stands is the network's choice.
            [0x64, 0xff9b, 1, ..] => Self::Private,
            // 6to4, RFC 3056 §2.
            [0x2002, high, low, ..] => Self::embedded(high, low),
            // IETF assignments with Teredo, benchmark and ORCHID; documentation (RFC 3849, RFC 9637).
            [0x2001, 0..=0x01ff, ..] | [0x2001, 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => Self::Never,
            // Unique local, RFC 4193.
            [0xfc00..=0xfdff, ..] => Self::Private,
            // Global unicast is 2000::/3 and nothing else (RFC 4291 §2.4).
            [0x2000..=0x3fff, ..] => Self::Public,
            _ => Self::Never,
        }
    }

    const fn embedded(high: u16, low: u16) -> Self {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Self::of_v4(Ipv4Addr::new(a, b, c, d))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(text: &str) -> Reach {
        Reach::of(text.parse().unwrap())
    }

    #[test]
    fn both_edges_of_each_range() {
        for (text, expected) in [
            ("9.255.255.255", Reach::Public),
            ("10.0.0.0", Reach::Private),
            ("10.255.255.255", Reach::Private),
            ("11.0.0.0", Reach::Public),
            ("100.63.255.255", Reach::Public),
            ("100.64.0.0", Reach::Private),
            ("100.127.255.255", Reach::Private),
            ("100.128.0.0", Reach::Public),
            ("126.255.255.255", Reach::Public),
            ("127.0.0.0", Reach::Loopback),
            ("127.255.255.255", Reach::Loopback),
            ("128.0.0.0", Reach::Public),
            ("169.253.255.255", Reach::Public),
            ("169.254.0.0", Reach::Never),
            ("169.254.169.254", Reach::Never),
            ("169.255.0.0", Reach::Public),
            ("172.15.255.255", Reach::Public),
            ("172.16.0.0", Reach::Private),
            ("172.31.255.255", Reach::Private),
            ("172.32.0.0", Reach::Public),
            ("192.0.0.8", Reach::Never),
            ("192.0.2.1", Reach::Never),
            ("192.0.1.1", Reach::Public),
            ("192.88.99.1", Reach::Never),
            ("192.167.255.255", Reach::Public),
            ("192.168.0.0", Reach::Private),
            ("192.169.0.0", Reach::Public),
            ("198.17.255.255", Reach::Public),
            ("198.18.0.0", Reach::Private),
            ("198.20.0.0", Reach::Public),
            ("198.51.100.7", Reach::Never),
            ("203.0.113.7", Reach::Never),
            ("0.0.0.0", Reach::Never),
            ("0.1.2.3", Reach::Never),
            ("223.255.255.255", Reach::Public),
            ("224.0.0.0", Reach::Never),
            ("240.0.0.1", Reach::Never),
            ("255.255.255.255", Reach::Never),
        ] {
            assert_eq!(reach(text), expected, "{text}");
        }
    }

    #[test]
    fn the_ranges_of_ipv6_and_what_carries_ipv4() {
        for (text, expected) in [
            ("::", Reach::Never),
            ("::1", Reach::Loopback),
            ("::2", Reach::Never),
            ("::7f00:1", Reach::Never),
            ("::ffff:127.0.0.1", Reach::Loopback),
            ("::ffff:10.0.0.1", Reach::Private),
            ("::ffff:169.254.169.254", Reach::Never),
            ("::ffff:8.8.8.8", Reach::Public),
            ("::ffff:0:127.0.0.1", Reach::Loopback),
            ("64:ff9b::127.0.0.1", Reach::Loopback),
            ("64:ff9b::192.168.1.1", Reach::Private),
            ("64:ff9b::8.8.8.8", Reach::Public),
            ("64:ff9b:1::8.8.8.8", Reach::Private),
            ("64:ff9b:2::8.8.8.8", Reach::Never),
            ("2002:7f00:1::", Reach::Loopback),
            ("2002:c0a8:101::1", Reach::Private),
            ("2002:808:808::1", Reach::Public),
            ("2001::1", Reach::Never),
            ("2001:1ff::1", Reach::Never),
            ("2001:200::1", Reach::Public),
            ("2001:db8::1", Reach::Never),
            ("3fff:fff::1", Reach::Never),
            ("3fff:1000::1", Reach::Public),
            ("2606:4700::1111", Reach::Public),
            ("4000::1", Reach::Never),
            ("fbff::1", Reach::Never),
            ("fc00::1", Reach::Private),
            ("fdff::1", Reach::Private),
            ("fe00::1", Reach::Never),
            ("fe80::1", Reach::Never),
            ("fec0::1", Reach::Never),
            ("ff02::1", Reach::Never),
            ("100::1", Reach::Never),
        ] {
            assert_eq!(reach(text), expected, "{text}");
        }
    }
}
