//! Which network addresses may be connected to.
//!
//! Enters: an address that a name was resolved to, and the networks that the user allowed. Leaves: whether it is public or allowed, or the kind of
//! address that it is instead. It leaves alone: names.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A network that the user allows: `127.0.0.1`, `10.1.0.0/16`, `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    bits: u8,
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Network, String> {
        let wrong = || format!("“{text}” is no address or network; write 127.0.0.1, 10.1.0.0/16 or ::1");
        let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
        let first: IpAddr = address.trim_matches(['[', ']']).parse().map_err(|_| wrong())?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| wrong())?;
        if bits > most { Err(wrong()) } else { Ok(Network { first, bits }) }
    }
}

impl Network {
    fn holds(&self, address: IpAddr) -> bool {
        let same = |a: u128, b: u128, width: u32| {
            let rest = width - u32::from(self.bits);
            rest == 128 || a >> rest == b >> rest
        };
        match (self.first, address) {
            (IpAddr::V4(a), IpAddr::V4(b)) => same(a.to_bits().into(), b.to_bits().into(), 32),
            (IpAddr::V6(a), IpAddr::V6(b)) => same(a.to_bits(), b.to_bits(), 128),
            _ => false,
        }
    }
}

/// The kind of an address that may not be connected to; `None` where it may.
pub fn refused(address: IpAddr, allowed: &[Network]) -> Option<&'static str> {
    let plain = unwrapped(address);
    if allowed.iter().any(|n| n.holds(address) || n.holds(plain)) {
        return None;
    }
    match plain {
        IpAddr::V4(v4) => kind_v4(v4),
        IpAddr::V6(v6) => kind_v6(v6),
    }
}

/// The IPv4 address that an IPv6 one stands for: mapped, compatible, NAT64 or 6to4.
fn unwrapped(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    let s = v6.segments();
    let joined = |high: u16, low: u16| IpAddr::V4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    match s {
        [0, 0, 0, 0, 0, 0xFFFF, a, b] | [0x64, 0xFF9B, 0, 0, 0, 0, a, b] => joined(a, b),
        [0, 0, 0, 0, 0, 0, a, b] if a != 0 => joined(a, b),
        [0x2002, a, b, ..] => joined(a, b),
        _ => address,
    }
}

fn kind_v4(address: Ipv4Addr) -> Option<&'static str> {
    match address.octets() {
        [127, ..] => Some("loopback"),
        [0, ..] => Some("unspecified"),
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Some("private"),
        [169, 254, ..] => Some("link-local (cloud metadata stands there)"),
        [100, 64..=127, ..] => Some("shared (carrier-grade NAT)"),
        [224..=239, ..] => Some("multicast"),
        [192, 0, 0, _] | [192, 0, 2, _] | [192, 88, 99, _] | [198, 18..=19, ..] | [198, 51, 100, _] | [203, 0, 113, _] => {
            Some("reserved")
        }
        [240..=255, ..] => Some("reserved"),
        _ => None,
    }
}

fn kind_v6(address: Ipv6Addr) -> Option<&'static str> {
    let s = address.segments();
    match s[0] {
        _ if address.is_loopback() => Some("loopback"),
        _ if address.is_unspecified() => Some("unspecified"),
        0xFE80..=0xFEBF => Some("link-local"),
        0xFEC0..=0xFEFF => Some("private"),
        0xFC00..=0xFDFF => Some("private"),
        0xFF00..=0xFFFF => Some("multicast"),
        0x2001 if s[1] == 0xDB8 || s[1] < 0x200 => Some("reserved"),
        0x2000..=0x3FFF => None,
        _ => Some("reserved"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_pass() {
        for text in [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "100.100.100.200",
            "224.0.0.1",
            "239.255.255.250",
            "255.255.255.255",
            "192.0.0.192",
            "198.18.0.1",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::7f00:1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
        ] {
            assert!(refused(text.parse().unwrap(), &[]).is_some(), "{text}");
        }
        for text in ["93.184.215.14", "172.32.0.1", "100.128.0.1", "8.8.8.8", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8"] {
            assert_eq!(refused(text.parse().unwrap(), &[]), None, "{text}");
        }
    }

    #[test]
    fn what_is_allowed_is_allowed_and_no_more() {
        let allowed: Vec<Network> = ["127.0.0.1", "10.1.0.0/16", "fd00::/8"].map(|n| n.parse().unwrap()).to_vec();
        for text in ["127.0.0.1", "::ffff:127.0.0.1", "10.1.200.3", "fd12::1"] {
            assert_eq!(refused(text.parse().unwrap(), &allowed), None, "{text}");
        }
        for text in ["127.0.0.2", "10.2.0.1", "fc00::1", "::1"] {
            assert!(refused(text.parse().unwrap(), &allowed).is_some(), "{text}");
        }
        assert_eq!(refused("10.9.9.9".parse().unwrap(), &["0.0.0.0/0".parse().unwrap()]), None);
        assert_eq!(refused("fe80::1".parse().unwrap(), &["::/0".parse().unwrap()]), None);
        for text in ["", "10.0.0.0/33", "localhost", "10.0.0.0/x"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
