//! Names to addresses, of which only those that may be connected to are left.
//!
//! Enters: the host of an address. Leaves: the checked addresses, and the connection is made to one of these and no other: a name that
//! changes its address between look-up and connection gains nothing. It leaves alone: how names are looked up.

use crate::address::{self, Network};
use std::fmt;
use std::net::SocketAddr;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Looks a name up and leaves out what may not be connected to.
#[derive(Debug)]
pub struct Guarded<R> {
    lookup: R,
    allowed: Vec<Network>,
}

impl Guarded<DefaultResolver> {
    /// Names of the system.
    pub fn new(allowed: Vec<Network>) -> Self {
        Guarded { lookup: DefaultResolver::default(), allowed }
    }
}

/// That every address of a host is refused.
#[derive(Debug)]
pub struct Refused {
    /// The host.
    pub host: String,
    /// What its first address is.
    pub kind: &'static str,
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} is at a {} address", self.host, self.kind)
    }
}

impl std::error::Error for Refused {}

impl<R: Resolver> Resolver for Guarded<R> {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.lookup.resolve(uri, config, timeout)?;
        let mut open = self.empty();
        for address in found.iter().filter(|a| self.refused(a).is_none()) {
            open.push(*address);
        }
        match found.first().filter(|_| open.is_empty()).and_then(|first| self.refused(first)) {
            Some(kind) => Err(ureq::Error::Other(Box::new(Refused { host: uri.host().unwrap_or("").to_owned(), kind }))),
            None => Ok(open),
        }
    }
}

impl<R> Guarded<R> {
    fn refused(&self, address: &SocketAddr) -> Option<&'static str> {
        address::refused(address.ip(), &self.allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;
    use ureq::Timeout;

    /// A name server that gives other addresses each time.
    #[derive(Debug)]
    struct Changing(&'static [&'static [&'static str]], AtomicUsize);

    impl Resolver for Changing {
        fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut given = self.empty();
            let turn = self.1.fetch_add(1, Ordering::Relaxed);
            self.0[turn.min(self.0.len() - 1)].iter().for_each(|a| given.push(a.parse().unwrap()));
            Ok(given)
        }
    }

    fn turns(answers: &'static [&'static [&'static str]]) -> Vec<Result<Vec<String>, String>> {
        let guarded = Guarded { lookup: Changing(answers, AtomicUsize::new(0)), allowed: Vec::new() };
        let uri = Uri::from_static("http://rebind.example/");
        let timeout = || NextTimeout { after: Duration::from_secs(1).into(), reason: Timeout::Resolve, ..NextTimeout::default() };
        let ask = || guarded.resolve(&uri, &Config::default(), timeout());
        (0..answers.len())
            .map(|_| ask().map(|a| a.iter().map(ToString::to_string).collect()).map_err(|e| e.to_string()))
            .collect()
    }

    #[test]
    fn a_name_that_changes_its_address_is_checked_each_time() {
        let found = turns(&[&["93.184.215.14:80"], &["127.0.0.1:80"], &["[::ffff:10.0.0.1]:80"]]);
        assert_eq!(found[0], Ok(vec!["93.184.215.14:80".into()]));
        assert!(found[1].as_ref().unwrap_err().contains("rebind.example is at a loopback address"));
        assert!(found[2].as_ref().unwrap_err().contains("private"));
    }

    #[test]
    fn of_several_addresses_only_the_public_ones_are_left() {
        assert_eq!(turns(&[&["10.0.0.1:80", "93.184.215.14:80", "[::1]:80"]]), [Ok(vec!["93.184.215.14:80".into()])]);
    }
}
