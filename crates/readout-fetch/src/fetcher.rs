//! Fetches with manners: robots.txt first, a delay for each host, redirects followed and checked, tries after a wait.
//!
//! Enters: addresses, one after another. Leaves: answers or faults. It leaves alone: what is fetched when.

use crate::agent::{Reply, Web};
use crate::answer::{Answer, Fetched, Validators};
use crate::fault::Fault;
use crate::limits::Limits;
use crate::manners::{self, Manners};
use crate::robots::{self, Robots};
use std::thread;
use std::time::{Duration, SystemTime};
use url::Url;

/// What fetches.
pub struct Fetcher {
    web: Web,
    limits: Limits,
    robots: Robots,
    manners: Manners,
}

impl Fetcher {
    /// Fetches within the limits.
    pub fn new(limits: Limits) -> Fetcher {
        Fetcher { web: Web::new(&limits), limits, robots: Robots::default(), manners: Manners::default() }
    }

    /// What makes the requests, for posts under the same limits.
    pub fn web(&self) -> &Web {
        &self.web
    }

    /// Hosts that are to be left alone and until when, to be kept between runs.
    pub fn pauses(&self) -> Vec<(String, u64)> {
        self.manners.pauses(SystemTime::now())
    }

    /// Takes over the pauses of an earlier run.
    pub fn take_over(&mut self, pauses: impl IntoIterator<Item = (String, u64)>) {
        self.manners.take_over(pauses);
    }

    /// Gets what stands at an address, unless the version that is known is still the newest.
    pub fn get(&mut self, address: &str, known: &Validators) -> Result<Answer, Fault> {
        let url = parsed(address)?;
        let (url, reply) = self.follow(url, known, self.limits.bytes, self.limits.robots)?;
        match reply.status {
            304 if *known != Validators::default() => Ok(Answer::Unchanged),
            200..=299 if reply.cut => Err(Fault::TooLarge(self.limits.bytes)),
            200..=299 => Ok(Answer::Fetched(Fetched {
                url: url.into(),
                content_type: reply.content_type,
                body: reply.body,
                validators: reply.validators,
            })),
            status => Err(Fault::Status(status)),
        }
    }

    /// Goes where an address leads; each stop is checked anew.
    fn follow(&mut self, mut url: Url, known: &Validators, cap: u64, ask: bool) -> Result<(Url, Reply), Fault> {
        for _ in 0..=self.limits.redirects {
            if ask {
                self.ask(&url)?;
            }
            let reply = self.tried(&url, known, cap)?;
            match elsewhere(&url, &reply)? {
                Some(next) => url = next,
                None => return Ok((url, reply)),
            }
        }
        Err(Fault::Redirects(self.limits.redirects))
    }

    /// Whether the host lets programs fetch this.
    fn ask(&mut self, url: &Url) -> Result<(), Fault> {
        if self.robots.allow(url).is_none() {
            let reply = self.follow(robots::place(url), &Validators::default(), robots::CAP, false).map(|(_, reply)| reply);
            if let Some(delay) = self.robots.keep(url, reply)? {
                self.manners.slow_down(&host(url), delay);
            }
        }
        match self.robots.allow(url) {
            Some(false) => Err(Fault::Robots(host(url))),
            _ => Ok(()),
        }
    }

    /// One request, tried again where the fault may pass.
    fn tried(&mut self, url: &Url, known: &Validators, cap: u64) -> Result<Reply, Fault> {
        let host = host(url);
        let mut turn = 0;
        loop {
            self.wait(&host)?;
            let reply = self.web.get(url, known, cap);
            self.manners.asked(&host, self.limits.delay, SystemTime::now());
            let Some((status, wait)) = self.again(&reply, turn) else { return reply };
            turn += 1;
            if turn >= self.limits.tries || wait > self.limits.patience {
                self.manners.pause(&host, wait, SystemTime::now());
                return if status == 0 { reply } else { Err(Fault::Later { status, wait }) };
            }
            self.manners.pause(&host, wait, SystemTime::now());
        }
    }

    /// The status of an answer after which the host is to be asked again, and the wait before: what the host says, else longer each time.
    fn again(&self, reply: &Result<Reply, Fault>, turn: u32) -> Option<(u16, Duration)> {
        let doubled = self.limits.delay.max(Duration::from_millis(1)) * 2_u32.saturating_pow(turn + 1);
        match reply {
            Ok(r) if matches!(r.status, 429 | 500 | 502 | 503 | 504) => {
                let asked = r.retry_after.as_deref().and_then(|v| manners::retry_after(v, SystemTime::now()));
                Some((r.status, asked.unwrap_or(doubled)))
            }
            Err(Fault::Unreachable(_) | Fault::Damaged(_)) => Some((0, doubled)),
            _ => None,
        }
    }

    fn wait(&self, host: &str) -> Result<(), Fault> {
        let wait = self.manners.wait(host, SystemTime::now());
        if wait > self.limits.patience.max(self.limits.delay) {
            return Err(Fault::Later { status: 0, wait });
        }
        thread::sleep(wait);
        Ok(())
    }
}

/// An address that can be fetched, in its standard form: `http://0x7f.1/` is `http://127.0.0.1/`.
pub fn parsed(address: &str) -> Result<Url, Fault> {
    let url = Url::parse(address.trim()).map_err(|e| Fault::Address(e.to_string()))?;
    match url.scheme() {
        "http" | "https" if !url.username().is_empty() || url.password().is_some() => {
            Err(Fault::Address("it carries a name or a password".into()))
        }
        "http" | "https" if url.has_host() => Ok(url),
        other => Err(Fault::Address(format!("{other}: is neither http: nor https:"))),
    }
}

/// Where an answer sends to.
fn elsewhere(url: &Url, reply: &Reply) -> Result<Option<Url>, Fault> {
    match (reply.status, &reply.location) {
        (301 | 302 | 303 | 307 | 308, Some(place)) => {
            let next = url.join(place).map_err(|e| Fault::Address(format!("it is sent to {place}: {e}")))?;
            parsed(next.as_str()).map(Some)
        }
        _ => Ok(None),
    }
}

fn host(url: &Url) -> String {
    let name = url.host_str().unwrap_or("");
    url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_in_their_standard_form_or_not_at_all() {
        assert_eq!(parsed(" http://0x7f.1/a ").map(String::from), Ok("http://127.0.0.1/a".into()));
        assert_eq!(parsed("http://2130706433/").map(String::from), Ok("http://127.0.0.1/".into()));
        for odd in
            ["file:///etc/passwd", "ftp://a.example/", "data:text/html,x", "a.example/1", "http://", "http://me:pw@a.example/"]
        {
            assert!(matches!(parsed(odd), Err(Fault::Address(_))), "{odd}");
        }
    }
}
