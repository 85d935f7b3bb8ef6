//! What hosts ask of programs: robots.txt (RFC 9309).
//!
//! Enters: the answer to a request for robots.txt. Leaves: whether an address may be fetched, and the time that the host wants between requests.
//! It leaves alone: fetching.

use crate::agent::Reply;
use crate::fault::Fault;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use texting_robots::Robot;
use url::Url;

/// The name by which a robots.txt may address Readout.
const AGENT: &str = "readout";

/// Bytes of a robots.txt that are read.
pub const CAP: u64 = 500 << 10;

/// How long an answer counts.
const DAY: Duration = Duration::from_secs(24 * 3600);

/// What hosts have said.
#[derive(Default)]
pub struct Robots(BTreeMap<String, (Option<Robot>, Instant)>);

impl Robots {
    /// Whether an address may be fetched; `None` where its host must be asked first.
    pub fn allow(&self, url: &Url) -> Option<bool> {
        let (rules, since) = self.0.get(&origin(url))?;
        (since.elapsed() < DAY).then(|| rules.as_ref().is_none_or(|r| r.allowed(url.as_str())))
    }

    /// Keeps what a host said; a host without robots.txt asks for nothing. Leaves the time that it wants between requests.
    pub fn keep(&mut self, url: &Url, reply: Result<Reply, Fault>) -> Result<Option<Duration>, Fault> {
        let rules = match reply {
            Ok(reply) if (200..300).contains(&reply.status) => Robot::new(AGENT, &reply.body).ok(),
            Ok(reply) if (300..500).contains(&reply.status) && reply.status != 429 => None,
            Ok(reply) => return Err(Fault::Status(reply.status)),
            Err(Fault::Redirects(_) | Fault::Status(400..=428 | 430..=499)) => None,
            Err(fault) => return Err(fault),
        };
        let delay = rules.as_ref().and_then(|r| r.delay).filter(|d| d.is_finite() && *d > 0.0);
        self.0.insert(origin(url), (rules, Instant::now()));
        Ok(delay.map(|d| Duration::from_secs_f32(d.min(3600.0))))
    }
}

/// Where the robots.txt for an address stands.
pub fn place(url: &Url) -> Url {
    let mut place = url.clone();
    place.set_path("/robots.txt");
    place.set_query(None);
    place.set_fragment(None);
    place
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn answered(status: u16, body: &str) -> (Robots, Result<Option<Duration>, Fault>) {
        let mut robots = Robots::default();
        let kept = robots.keep(&url("https://a.example/"), Ok(Reply { status, body: body.into(), ..Reply::default() }));
        (robots, kept)
    }

    #[test]
    fn rules_for_all_and_for_readout() {
        let (robots, delay) = answered(200, "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n");
        assert_eq!(delay, Ok(Some(Duration::from_secs(7))));
        assert_eq!(robots.allow(&url("https://a.example/private/1")), Some(false));
        assert_eq!(robots.allow(&url("https://a.example/news/1")), Some(true));
        assert_eq!(robots.allow(&url("http://a.example/news/1")), None, "another origin must be asked itself");
        let (robots, _) = answered(200, "User-agent: readout\nDisallow: /\n\nUser-agent: *\nAllow: /\n");
        assert_eq!(robots.allow(&url("https://a.example/news/1")), Some(false));
    }

    #[test]
    fn no_robots_txt_asks_for_nothing_and_a_failing_host_is_left_alone() {
        assert_eq!(answered(404, "").0.allow(&url("https://a.example/x")), Some(true));
        for status in [429, 500, 503] {
            assert_eq!(answered(status, "").1, Err(Fault::Status(status)));
        }
        assert_eq!(answered(200, "\u{0}\u{1} no rules <html>").0.allow(&url("https://a.example/x")), Some(true));
    }

    #[test]
    fn it_stands_at_the_root_of_the_origin() {
        assert_eq!(place(&url("https://a.example:8443/x/y?z#w")).as_str(), "https://a.example:8443/robots.txt");
    }
}
