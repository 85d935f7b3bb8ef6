//! The documents as CSL-JSON, which Zotero, Pandoc and most reference managers read.
//!
//! Enters: a checked record. Leaves: a list of items, one a report, its id as theirs.

use super::bibliography::{note, web_address};
use crate::export::{Export, Exported};
use crate::view::phrase;
use readout_record::check::Checked;
use readout_record::edtf::{Date, Edtf};
use readout_record::record::DocumentEntry;
use serde_json::{Map, Value, json};

/// `--format csl-json`.
pub struct CslJson;

impl Export for CslJson {
    fn name(&self) -> &'static str {
        "csl-json"
    }

    fn help(&self) -> &'static str {
        "the reports as CSL-JSON, for reference managers"
    }

    fn files(&self, record: &Checked, _: Option<&str>) -> std::io::Result<Exported> {
        let items: Value = record.record().documents.iter().map(item).collect();
        Ok(Exported::one("reports.csl.json", format!("{}\n", serde_json::to_string_pretty(&items)?)))
    }
}

fn item(d: &DocumentEntry) -> Value {
    let known = |text: &Option<String>| text.as_deref().map(|t| json!(phrase::one_line(t)));
    let fields = [
        ("id", Some(json!(d.id))),
        ("type", Some(json!("article-newspaper"))),
        ("title", known(&d.title)),
        ("author", known(&d.author).map(|name| json!([{ "literal": name }]))),
        ("container-title", known(&d.publisher)),
        ("issued", d.published.as_ref().map(issued)),
        ("URL", web_address(d).map(|url| json!(url))),
        ("language", (d.language != "und").then(|| json!(d.language))),
        ("note", Some(json!(phrase::one_line(&note(d))))),
    ];
    let fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(fields.collect::<Map<_, _>>())
}

/// Date parts as far as they are known; words where the year is not.
fn issued(date: &Edtf) -> Value {
    let ends: Vec<Date> = [date.start(), date.end().filter(|_| date.date().is_none())].into_iter().flatten().collect();
    if ends.is_empty() || ends.iter().any(|d| d.year.is_none()) {
        return json!({ "literal": phrase::date(date) });
    }
    let parts: Vec<Vec<i32>> = ends.iter().map(|d| parts(*d)).collect();
    match ends.iter().any(|d| d.approximate) {
        true => json!({ "date-parts": parts, "circa": true }),
        false => json!({ "date-parts": parts }),
    }
}

fn parts(date: Date) -> Vec<i32> {
    [date.year.map(i32::from), date.month.map(i32::from), date.day.map(i32::from)].into_iter().map_while(|part| part).collect()
}
