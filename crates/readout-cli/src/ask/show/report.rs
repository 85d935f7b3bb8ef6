//! A report with what it tells.
//!
//! Enters: the record of its story. Leaves: what is known of it, its events, statements and promises, its text.

use crate::ask::words::{day, names, one_line, quoted};
use readout_record::record::{DocumentEntry, Evidence, Record};
use readout_store::questions::shelf::{actor, story_id};
use serde::Serialize;
use std::fmt::Write as _;

/// A report.
#[derive(Serialize)]
pub struct Page {
    kind: &'static str,
    /// Id of its story.
    story: String,
    /// The report, as the record has it.
    entry: Option<DocumentEntry>,
    /// What it tells.
    tells: Vec<Told>,
}

/// An entry of the record that rests on the report.
#[derive(Serialize)]
struct Told {
    /// `event`, `statement`, `promise`.
    kind: &'static str,
    /// Its id.
    id: String,
    /// What it is, in short.
    what: String,
    /// The report's words.
    evidence: Evidence,
}

/// The page of a report.
pub fn page(record: &Record, id: &str) -> Page {
    let name = |id: &String| actor(record, id).map_or("", |a| a.name.as_str());
    let here = |evidence: &[Evidence]| evidence.iter().find(|e| e.document == id).cloned();
    let events = record.events.iter().filter_map(|e| {
        let who = names(e.participants.iter().map(|p| name(&p.actor)));
        let what = format!("{}  {}  {}  {who}", day(e.date.as_ref()), e.kind, e.reality);
        Some(Told { kind: "event", id: e.id.clone(), what, evidence: here(&e.evidence)? })
    });
    let promises = record.commitments.iter().filter_map(|c| {
        let what = format!("{}  {}", day(c.due.as_ref()), names(c.actors.iter().map(name)));
        Some(Told { kind: "promise", id: c.id.clone(), what, evidence: here(&c.evidence)? })
    });
    let statements = record.statements.iter().filter(|s| s.document == id).filter_map(|s| {
        let speaker = s.source.actor.as_ref().map_or(s.source.text.as_str(), name);
        let first = readout_store::questions::said::pieces(&s.content).into_iter().next()?;
        Some(Told { kind: "statement", id: s.id.clone(), what: format!("{}  {}", one_line(speaker), s.stance), evidence: first })
    });
    let entry = record.documents.iter().find(|d| d.id == id).cloned();
    Page { kind: "report", story: story_id(record), entry, tells: events.chain(promises).chain(statements).collect() }
}

/// The page as text.
pub fn text(page: &Page) -> String {
    let Some(d) = &page.entry else { return String::new() };
    let outlet = d.publisher.as_deref().unwrap_or("outlet not known");
    let mut text = format!(
        "{}  {outlet}, {}  {}\nstory {}\n",
        d.title.as_deref().unwrap_or("no title"),
        day(d.published.as_ref()),
        d.id,
        page.story
    );
    let _ = writeln!(text, "  read at {}", d.path);
    let facts = [
        d.url.as_ref().map(|url| format!("address {url}")),
        d.author.as_ref().map(|author| format!("by {author}")),
        d.origin.as_ref().map(|origin| format!("credits {origin}")),
        d.copy_of.as_ref().map(|of| format!("copies {of}")),
        (d.language != "en").then(|| format!("in another language ({}): kept, not analysed", d.language)),
    ];
    facts.into_iter().flatten().for_each(|fact| _ = writeln!(text, "  {fact}"));
    let mut kind = "";
    for told in &page.tells {
        if told.kind != kind {
            kind = told.kind;
            let _ = writeln!(text, "\n{kind}s");
        }
        let _ = writeln!(text, "  {}  {}\n    {}", told.what, told.id, quoted(&told.evidence.quote));
    }
    let _ = writeln!(text, "\ntext\n\n{}", d.text.trim_end());
    text
}
