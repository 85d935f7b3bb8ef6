//! When a host may be asked again.
//!
//! Enters: hosts, what they asked for, the time. Leaves: how long to wait. Waits that a host asked for outlive the program when its caller keeps them.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// No host is left alone for longer, whatever it or a wrong clock says.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// What is known of hosts.
#[derive(Debug, Default)]
pub struct Manners {
    free: BTreeMap<String, SystemTime>,
    delays: BTreeMap<String, Duration>,
}

impl Manners {
    /// How long to wait before the host may be asked.
    pub fn wait(&self, host: &str, now: SystemTime) -> Duration {
        let until = self.free.get(host).and_then(|free| free.duration_since(now).ok());
        until.unwrap_or_default().min(LONGEST)
    }

    /// The host was asked just now.
    pub fn asked(&mut self, host: &str, usual: Duration, now: SystemTime) {
        let delay = self.delays.get(host).copied().unwrap_or_default().max(usual);
        self.pause(host, delay, now);
    }

    /// The host is to be left alone for a while.
    pub fn pause(&mut self, host: &str, wait: Duration, now: SystemTime) {
        let until = now + wait.min(LONGEST);
        let free = self.free.entry(host.to_owned()).or_insert(until);
        *free = until.max(*free);
    }

    /// The host wants this much time between two requests.
    pub fn slow_down(&mut self, host: &str, delay: Duration) {
        self.delays.insert(host.to_owned(), delay.min(Duration::from_secs(60)));
    }

    /// Hosts that are still to be left alone, with the seconds since 1970 until which they are.
    pub fn pauses(&self, now: SystemTime) -> Vec<(String, u64)> {
        let open = self.free.iter().filter(|(_, free)| **free > now);
        open.map(|(host, free)| (host.clone(), free.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() + 1)).collect()
    }

    /// Takes over what an earlier run kept.
    pub fn take_over(&mut self, pauses: impl IntoIterator<Item = (String, u64)>) {
        self.free
            .extend(pauses.into_iter().map(|(host, until)| (host, UNIX_EPOCH + Duration::from_secs(until.min(u32::MAX.into())))));
    }
}

/// The time that `Retry-After` asks for: seconds, or a date.
pub fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    Some(until.duration_since(now).unwrap_or_default().min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: SystemTime = UNIX_EPOCH;
    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_host_is_asked_no_sooner_than_it_wants() {
        let mut manners = Manners::default();
        assert_eq!(manners.wait("a", NOW), s(0));
        manners.asked("a", s(2), NOW);
        assert_eq!((manners.wait("a", NOW), manners.wait("b", NOW), manners.wait("a", NOW + s(3))), (s(2), s(0), s(0)));
        manners.slow_down("a", s(10));
        manners.asked("a", s(2), NOW);
        assert_eq!(manners.wait("a", NOW), s(10));
        manners.pause("a", s(1), NOW);
        assert_eq!(manners.wait("a", NOW), s(10), "a shorter wait takes nothing back");
        manners.pause("a", s(10_000_000), NOW);
        assert_eq!(manners.wait("a", NOW), LONGEST);
    }

    #[test]
    fn waits_outlive_the_program() {
        let mut manners = Manners::default();
        manners.pause("a", s(100), NOW);
        let mut next = Manners::default();
        next.take_over(manners.pauses(NOW));
        assert!(next.wait("a", NOW) >= s(100));
        assert_eq!(manners.pauses(NOW + s(200)), []);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after(" 120 ", NOW), Some(s(120)));
        assert_eq!(retry_after("Thu, 01 Jan 1970 00:02:00 GMT", NOW), Some(s(120)));
        assert_eq!(retry_after("Thu, 01 Jan 1970 00:02:00 GMT", NOW + s(500)), Some(s(0)));
        assert_eq!(retry_after("soon", NOW), None);
    }
}
