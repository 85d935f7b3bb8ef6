//! The record in the terms of schema.org (JSON-LD): NewsArticle, Event, Quotation, Claim, and who they speak of.
//!
//! Enters: a checked record. Leaves: one graph. Each event, quotation and claim cites the words that it rests on as quotations of a report, whose
//! address ends in `#char=START,END` (RFC 5147: code points of the report's text). Dates without a year are left out of the fields for dates.

mod articles;
mod events;
mod things;
mod words;

use crate::export::{Export, Exported};
use crate::view::context::Context;
use readout_record::check::Checked;
use serde_json::{Value, json};

/// `--format schema-org`.
pub struct SchemaOrg;

impl Export for SchemaOrg {
    fn name(&self) -> &'static str {
        "schema-org"
    }

    fn help(&self) -> &'static str {
        "reports, events, quotations and claims in the terms of schema.org (JSON-LD)"
    }

    fn files(&self, record: &Checked, _: Option<&str>) -> std::io::Result<Exported> {
        let record = record.record();
        let context = Context::new(record);
        let articles = record.documents.iter().map(articles::article);
        let actors = record.actors.iter().map(things::actor);
        let events = record.events.iter().map(|e| events::event(&context, e));
        let said = record.statements.iter().map(|s| words::said(&context, s));
        let graph: Vec<Value> = articles.chain(actors).chain(events).chain(said).collect();
        let text = serde_json::to_string_pretty(&json!({ "@context": "https://schema.org", "@graph": graph }))?;
        Ok(Exported::one("record.schema-org.jsonld", format!("{text}\n")))
    }
}
