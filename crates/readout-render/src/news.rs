//! What newly added reports bring to a story: the reports, and the entries of the record that rest on them.
//!
//! Enters: the record of one story, and the ids of its new reports. Leaves: news as plain values, with the words that each line rests on, and the
//! same as text. It leaves alone: what was told before.

pub mod atom;
pub mod changed;
pub mod line;
pub mod told;

use crate::view::context::Context;
use crate::view::difference::difference;
use crate::view::line::{Difference, words};
use crate::view::lines;
use crate::view::phrase;
use crate::view::visible::visible;
use changed::{Before, fallen_due, of_event};
use line::{line, pieces, quoted};
use readout_record::document::stable_id;
use readout_record::record::{DocumentEntry, Evidence, Record};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use told::{KINDS, Told};

/// Lines of one kind that the text shows; the values have all of them.
const SHOWN: usize = 8;

/// What new reports bring to a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// The same whenever the same reports are new in the same story.
    pub id: String,
    /// Id of the story.
    pub story: String,
    /// Its title.
    pub title: String,
    /// Reports in it, with the new ones.
    pub of: usize,
    /// The new reports.
    pub reports: Vec<Report>,
    /// What they tell that no earlier report of the story told.
    pub lines: Vec<Told>,
}

/// A new report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Id of the document.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// When it was published, EDTF.
    pub published: Option<String>,
    /// Its address, else where it was read.
    pub place: String,
}

/// The news that the reports in `added` are to the one story of `record`; `None` where it has none of them. `before` is how things stood without them.
pub fn of(record: &Record, before: &Before, added: &BTreeSet<String>) -> Option<News> {
    let new: Vec<&DocumentEntry> = record.documents.iter().filter(|d| added.contains(&d.id)).collect();
    let first = new.first()?;
    let story = record.stories.first();
    let title = story.map(|s| s.title.clone()).or_else(|| first.title.clone()).unwrap_or_else(|| place(first));
    Some(News {
        id: stable_id("msg", new.iter().map(|d| d.id.as_str())),
        story: story.map(|s| s.id.clone()).unwrap_or_default(),
        title,
        of: record.documents.len(),
        reports: new.iter().map(|d| report(d)).collect(),
        lines: told(record, before, added),
    })
}

fn report(document: &DocumentEntry) -> Report {
    Report {
        id: document.id.clone(),
        title: document.title.clone(),
        publisher: document.publisher.clone(),
        published: document.published.as_ref().map(|p| p.as_str().to_owned()),
        place: place(document),
    }
}

fn place(document: &DocumentEntry) -> String {
    document.url.clone().unwrap_or_else(|| document.path.clone())
}

fn told(record: &Record, before: &Before, added: &BTreeSet<String>) -> Vec<Told> {
    let context = Context::new(record);
    let reports = record.documents.len();
    let new = |evidence: &[Evidence]| !evidence.is_empty() && evidence.iter().all(|e| added.contains(&e.document));
    let mut told = Vec::new();
    for event in record.events.iter().filter(|e| new(&e.evidence)) {
        told.push(line("event", &lines::event(&context, event, reports), &event.evidence));
    }
    told.extend(record.events.iter().filter(|e| !new(&e.evidence)).flat_map(|e| of_event(&context, e, before, added)));
    for promise in record.commitments.iter().filter(|c| new(&c.evidence)) {
        told.push(line("promise", &lines::commitment(&context, promise, reports), &promise.evidence));
    }
    for promise in record.commitments.iter().filter(|c| !new(&c.evidence)) {
        let since: Vec<Evidence> =
            promise.follow_up.iter().filter(|f| new(&f.evidence)).flat_map(|f| f.evidence.clone()).collect();
        if !since.is_empty() {
            told.push(line("follow-up", &lines::commitment(&context, promise, reports), &since));
        }
    }
    told.extend(fallen_due(&context, record, before, added));
    for entry in &record.discrepancies {
        if entry.sides.iter().any(|s| new(&s.evidence)) && !before.differed(entry) {
            let evidence: Vec<Evidence> = entry.sides.iter().flat_map(|s| s.evidence.clone()).collect();
            told.push(Told { kind: "difference".into(), text: differs(&difference(&context, entry)), evidence });
        }
    }
    told
}

fn differs(difference: &Difference<'_>) -> String {
    let sides = difference.sides.iter().map(|side| {
        let value = side.value.clone().or_else(|| side.evidence.first().map(|w| quoted(w.quote))).unwrap_or_default();
        format!("{value} ({})", side.who)
    });
    let about = pieces(&difference.about);
    let about = if about.is_empty() { about } else { format!(" of {about}") };
    format!("{}{about}: {}", difference.attribute, sides.collect::<Vec<_>>().join(" – "))
}

/// The news as lines of text.
pub fn text(news: &News) -> String {
    let count = phrase::count(news.of, "report");
    let mut out = format!("{} ({count}, {} new)\n", news.title, news.reports.len());
    for report in &news.reports {
        let dated = report.published.iter().map(String::as_str);
        let about: Vec<&str> = report.publisher.iter().map(String::as_str).chain(dated).collect();
        let title = report.title.as_deref().unwrap_or("without a headline");
        out += &format!("  new         {title} – {} – {}\n", about.join(", "), report.place);
    }
    for kind in KINDS {
        let lines: Vec<&Told> = news.lines.iter().filter(|l| l.kind == kind).collect();
        for line in lines.iter().take(SHOWN) {
            out += &format!("  {kind:<11} {}{}\n", line.text, cited(line));
        }
        if lines.len() > SHOWN {
            out += &format!("  {kind:<11} … {} more\n", lines.len() - SHOWN);
        }
    }
    visible(&out).into_owned()
}

/// The first words that a line rests on, where it does not quote them itself.
fn cited(line: &Told) -> String {
    match words(&line.evidence).first() {
        Some(first) if !line.text.contains('“') => format!(" – {}", quoted(first.quote)),
        _ => String::new(),
    }
}
