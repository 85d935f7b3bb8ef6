//! One request and its answer.
//!
//! Enters: an address, the versions that are known, a cap. Leaves: status, fields and body, unpacked within the cap, or a fault. It leaves alone:
//! redirects, waiting and trying again; proxies of the environment are not used, since what they connect to could not be checked.

use crate::answer::Validators;
use crate::fault::Fault;
use crate::limits::Limits;
use crate::resolver::{Guarded, Refused};
use flate2::read::MultiGzDecoder;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;
use ureq::http::{HeaderMap, Response};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

/// How Readout names itself; robots.txt may address it as `readout`.
pub const NAME: &str = concat!("readout/", env!("CARGO_PKG_VERSION"));

/// An answer.
#[derive(Debug, Default)]
pub struct Reply {
    /// `200`.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Location`.
    pub location: Option<String>,
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// Of this version.
    pub validators: Validators,
    /// Read only where the status tells success.
    pub body: Vec<u8>,
    /// Whether the body had more bytes than the cap.
    pub cut: bool,
}

/// What makes requests.
#[derive(Debug)]
pub struct Web {
    agent: Agent,
    time: Duration,
}

impl Web {
    /// Requests within the limits.
    pub fn new(limits: &Limits) -> Web {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .user_agent(NAME)
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(limits.time))
            .tls_config(tls)
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Guarded::new(limits.allowed.clone()));
        Web { agent, time: limits.time }
    }

    /// Gets at most `cap` bytes, or nothing new where the version is known.
    pub fn get(&self, url: &Url, known: &Validators, cap: u64) -> Result<Reply, Fault> {
        let mut request = self.agent.get(url.as_str()).header("accept-encoding", "gzip");
        if let Some(etag) = &known.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(modified) = &known.modified {
            request = request.header("if-modified-since", modified);
        }
        let response = request.call().map_err(|e| self.fault(e))?;
        self.reply(response, cap)
    }

    /// Posts a JSON body; what comes back is not read.
    pub fn post(&self, url: &Url, fields: &[(&str, &str)], body: &[u8]) -> Result<Reply, Fault> {
        let mut request = self.agent.post(url.as_str()).header("content-type", "application/json");
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        let response = request.send(body).map_err(|e| self.fault(e))?;
        Ok(head(response.status().as_u16(), response.headers()))
    }

    fn reply(&self, response: Response<Body>, cap: u64) -> Result<Reply, Fault> {
        let mut reply = head(response.status().as_u16(), response.headers());
        if !(200..300).contains(&reply.status) {
            return Ok(reply);
        }
        let coding = field(response.headers(), "content-encoding").unwrap_or_default().to_ascii_lowercase();
        let raw = response.into_body().into_reader();
        let read = match coding.as_str() {
            "" | "identity" => within(raw, cap),
            "gzip" | "x-gzip" => within(MultiGzDecoder::new(raw.take(cap.saturating_add(1))), cap),
            other => return Err(Fault::Damaged(format!("packed as {other}, which was not asked for"))),
        };
        (reply.body, reply.cut) = read.map_err(|e| self.broken(e))?;
        Ok(reply)
    }

    /// A fault while the body came.
    fn broken(&self, error: io::Error) -> Fault {
        match ureq::Error::from(error) {
            ureq::Error::Io(e) => Fault::Damaged(e.to_string()),
            other => self.fault(other),
        }
    }

    fn fault(&self, error: ureq::Error) -> Fault {
        match error {
            ureq::Error::Timeout(_) => Fault::TooSlow(self.time),
            ureq::Error::BadUri(what) => Fault::Address(what),
            ureq::Error::HostNotFound => Fault::Unreachable("there is no such host".into()),
            ureq::Error::Protocol(what) => Fault::Damaged(what.to_string()),
            ureq::Error::LargeResponseHeader(..) => Fault::Damaged("its head is too large".into()),
            ureq::Error::Other(cause) => match cause.downcast::<Refused>() {
                Ok(refused) => Fault::Refused { host: refused.host.clone(), kind: refused.kind.to_owned() },
                Err(other) => Fault::Unreachable(other.to_string()),
            },
            other => Fault::Unreachable(other.to_string()),
        }
    }
}

fn head(status: u16, fields: &HeaderMap) -> Reply {
    let of = |name| field(fields, name);
    Reply {
        status,
        content_type: of("content-type"),
        location: of("location"),
        retry_after: of("retry-after"),
        validators: Validators { etag: of("etag"), modified: of("last-modified") },
        body: Vec::new(),
        cut: false,
    }
}

/// A field as text; bytes that are no ASCII are read as Latin-1, as in old servers' addresses.
fn field(fields: &HeaderMap, name: &str) -> Option<String> {
    let bytes = fields.get(name)?.as_bytes();
    Some(String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| bytes.iter().map(|b| char::from(*b)).collect()))
}

/// At most `cap` bytes, and whether there were more.
fn within(reader: impl Read, cap: u64) -> io::Result<(Vec<u8>, bool)> {
    let mut body = Vec::new();
    reader.take(cap.saturating_add(1)).read_to_end(&mut body)?;
    let cut = body.len() as u64 > cap;
    body.truncate(usize::try_from(cap).unwrap_or(usize::MAX));
    Ok((body, cut))
}
