//! Every entry of the record as a W3C Web Annotation (JSON-LD) on the words that it rests on.
//!
//! Enters: a checked record. Leaves: a collection with one page: an annotation an entry, a target for each piece of its evidence, selected by quote
//! (with what stands before and after) and by position in code points of the report's text. Where the report has a web address, a second target
//! selects the quote there, without a position, since the page has other text around the report's.

mod entries;

use super::bibliography::web_address;
use crate::export::{Export, Exported};
use crate::view::context::Context;
use crate::view::line::Words;
use entries::{Entry, entries};
use readout_record::check::Checked;
use readout_record::codepoint::CodePoints;
use readout_record::record::{DocumentEntry, Record};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// `--format web-annotation`.
pub struct WebAnnotation;

/// Code points before and after a quote.
const AROUND: usize = 32;

/// What every id begins with.
pub const URN: &str = "urn:readout:";

impl Export for WebAnnotation {
    fn name(&self) -> &'static str {
        "web-annotation"
    }

    fn help(&self) -> &'static str {
        "every entry as a W3C Web Annotation on its words (JSON-LD)"
    }

    fn files(&self, record: &Checked, _: Option<&str>) -> std::io::Result<Exported> {
        let record = record.record();
        let reports = Reports::new(record);
        let context = Context::new(record);
        let items: Vec<Value> = entries(&context).iter().map(|entry| annotation(entry, &reports)).collect();
        let collection = json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("{URN}record"),
            "type": "AnnotationCollection",
            "label": "What the reports say, with the words that each line rests on",
            "generator": { "id": format!("{URN}program"), "type": "Software", "name": format!("Readout {}", record.readout) },
            "total": items.len(),
            "first": {
                "id": format!("{URN}record:page"), "type": "AnnotationPage", "partOf": format!("{URN}record"), "startIndex": 0,
                "items": items,
            },
        });
        Ok(Exported::one("annotations.jsonld", format!("{}\n", serde_json::to_string_pretty(&collection)?)))
    }
}

fn annotation(entry: &Entry<'_>, reports: &Reports<'_>) -> Value {
    let targets: Vec<Value> = entry.evidence.iter().flat_map(|words| reports.targets(*words)).collect();
    json!({
        "id": format!("{URN}{}", entry.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            { "type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": entry.text },
            { "type": "TextualBody", "purpose": "tagging", "format": "text/plain", "language": "en", "value": entry.kind },
        ],
        "target": targets,
    })
}

/// The texts that quotes are cut from.
struct Reports<'r>(BTreeMap<&'r str, (&'r DocumentEntry, CodePoints<'r>)>);

impl<'r> Reports<'r> {
    fn new(record: &'r Record) -> Reports<'r> {
        Reports(record.documents.iter().map(|d| (d.id.as_str(), (d, CodePoints::new(&d.text)))).collect())
    }

    fn targets(&self, words: Words<'_>) -> Vec<Value> {
        let Some((document, points)) = self.0.get(words.document) else { return Vec::new() };
        let [start, end] = words.bytes;
        let quote = json!({
            "type": "TextQuoteSelector", "exact": words.quote,
            "prefix": last(&document.text[..start]), "suffix": first(&document.text[end..]),
        });
        let position = json!({ "type": "TextPositionSelector", "start": points.at(start), "end": points.at(end) });
        let mut source = json!({ "id": format!("{URN}{}", document.id), "type": "Text", "format": "text/plain" });
        if document.language != "und" {
            source["language"] = json!(document.language);
        }
        let text = json!({ "type": "SpecificResource", "source": source, "selector": [quote.clone(), position] });
        let page = web_address(document)
            .map(|url| json!({ "type": "SpecificResource", "source": { "id": url, "type": "Text", "format": "text/html" }, "selector": quote }));
        [Some(text), page].into_iter().flatten().collect()
    }
}

fn first(text: &str) -> &str {
    text.char_indices().nth(AROUND).map_or(text, |(at, _)| &text[..at])
}

fn last(text: &str) -> &str {
    text.char_indices().rev().nth(AROUND - 1).map_or(text, |(at, _)| &text[at..])
}
