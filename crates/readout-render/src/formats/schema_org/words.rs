//! Statements: what stands in quotation marks as Quotation, what a report tells in its own words as Claim.
//!
//! Enters: a statement. Leaves: a node. Only who asserts is an author of a claim; who denies it, doubts it or asks about it is told in words.

use super::things::{link, node, quotations, urn};
use crate::formats::plain;
use crate::view::context::Context;
use crate::view::lines::statement;
use readout_record::kind::Stance;
use readout_record::record::{Evidence, Statement};
use serde_json::{Value, json};
use std::borrow::Cow;

/// A statement.
pub fn said<'r>(context: &Context<'r>, s: &'r Statement) -> Value {
    let pieces = pieces(s);
    let text: Vec<&str> = pieces.iter().map(|p| p.quote.as_str()).collect();
    let speaker = json!(s.source.actor.as_deref().map(link));
    let (kind, field) = match s.stance {
        _ if s.direct => ("Quotation", "spokenByCharacter"),
        Stance::Denies | Stance::Doubts | Stance::Asks => ("Claim", "mentions"),
        _ => ("Claim", "author"),
    };
    let report = if kind == "Claim" { "appearance" } else { "isPartOf" };
    node([
        ("@type", json!(kind)),
        ("@id", json!(urn(&s.id))),
        ("text", json!(text.join(" … "))),
        (field, speaker),
        ("description", json!(plain::whole(&statement(context, s)))),
        ("keywords", json!([s.stance])),
        (report, link(&s.document)),
        ("citation", quotations(&pieces)),
    ])
}

/// The content in its pieces.
fn pieces(s: &Statement) -> Cow<'_, [Evidence]> {
    if !s.content.spans.is_empty() {
        return Cow::Borrowed(&s.content.spans);
    }
    let c = &s.content;
    let whole = Evidence { document: c.document.clone(), start: c.start, end: c.end, bytes: c.bytes, quote: c.quote.clone() };
    Cow::Owned(vec![whole])
}
