//! Reports as NewsArticle.
//!
//! Enters: a document. Leaves: a node with its text, so that the offsets of the quotations can be followed.

use super::things::{iso, link, node, urn};
use crate::formats::bibliography::web_address;
use readout_record::edtf::Edtf;
use readout_record::record::DocumentEntry;
use serde_json::{Value, json};

/// A report.
pub fn article(d: &DocumentEntry) -> Value {
    let outlet = |name: &String| json!({ "@type": "Organization", "name": name });
    node([
        ("@type", json!("NewsArticle")),
        ("@id", json!(urn(&d.id))),
        ("headline", json!(d.title)),
        ("publisher", json!(d.publisher.as_ref().map(outlet))),
        ("author", json!(d.author.as_ref().map(|name| json!({ "@type": "Person", "name": name })))),
        ("datePublished", json!(d.published.as_ref().and_then(published))),
        ("inLanguage", json!((d.language != "und").then_some(&d.language))),
        ("url", json!(web_address(d))),
        ("creditText", json!(d.origin)),
        ("isBasedOn", json!(d.copy_of.as_deref().map(link))),
        ("wordCount", json!(d.words)),
        ("articleBody", json!(d.text)),
    ])
}

/// The date with its clock and zone, where it is one date with a year.
fn published(date: &Edtf) -> Option<String> {
    let whole = date.date().is_some_and(|d| d.year.is_some() && !d.approximate);
    if whole { Some(date.to_string()) } else { iso(date.start()) }
}
