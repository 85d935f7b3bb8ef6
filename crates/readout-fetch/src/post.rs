//! Posts that their receiver can check: the form of Standard Webhooks (standardwebhooks.com).
//!
//! Enters: a body, an id that stays the same however often it is sent, the time, a secret. Leaves: a delivery, or a fault. Its fields are
//! `webhook-id`, `webhook-timestamp` and `webhook-signature`: `v1,` and the base64 of HMAC-SHA256 over `ID.TIMESTAMP.BODY`.

use crate::agent::Web;
use crate::fault::Fault;
use crate::fetcher::parsed;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What a secret begins with when the rest of it is base64.
const MARK: &str = "whsec_";

/// Delivers one body.
pub fn deliver(web: &Web, url: &str, secret: &str, id: &str, seconds: u64, body: &str) -> Result<(), Fault> {
    let url = parsed(url)?;
    let (time, signature) = (seconds.to_string(), signature(secret, id, seconds, body));
    let fields = [("webhook-id", id), ("webhook-timestamp", &time), ("webhook-signature", &signature)];
    match web.post(&url, &fields, body.as_bytes())?.status {
        200..=299 => Ok(()),
        status => Err(Fault::Status(status)),
    }
}

/// The signature of one delivery.
pub fn signature(secret: &str, id: &str, seconds: u64, body: &str) -> String {
    let key = secret.strip_prefix(MARK).and_then(|rest| STANDARD.decode(rest).ok());
    let key = key.as_deref().unwrap_or(secret.as_bytes());
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    #[test]
    fn signs_as_the_specification_does() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let body = "{\"test\": 2432232314}";
        let signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
