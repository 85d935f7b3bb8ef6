//! An event, a statement or a promise with all its words.
//!
//! Enters: the record of its story and its place there. Leaves: its page.

use crate::ask::words::{names, one_line, quoted, report, words};
use readout_record::calendar::settle;
use readout_record::edtf::Edtf;
use readout_record::record::{Commitment, Discrepancy, Event, Evidence, Record, Statement};
use readout_store::questions::report::{Reports, note, note_all};
use readout_store::questions::said::pieces;
use readout_store::questions::shelf::story_id;
use readout_store::questions::who::{Named, named};
use serde::Serialize;
use std::fmt::Write as _;

/// An entry of a record with whom and what it names.
#[derive(Serialize)]
pub struct Page<T> {
    /// What sort of entry.
    kind: &'static str,
    /// Id of its story.
    story: String,
    /// The entry, as the record has it.
    entry: Option<T>,
    /// Who appears in it.
    actors: Vec<Named>,
    /// Points on which accounts of it differ.
    discrepancies: Vec<Discrepancy>,
    /// The reports that it rests on.
    documents: Reports,
}

impl<T> Page<T> {
    fn new(kind: &'static str, record: &Record, entry: Option<T>, actors: Vec<Named>) -> Page<T> {
        Page { kind, story: story_id(record), entry, actors, discrepancies: Vec::new(), documents: Reports::new() }
    }

    fn name(&self, id: &str) -> &str {
        self.actors.iter().find(|a| a.actor == id).map_or("", |a| &a.name)
    }

    fn about(mut self, record: &Record, is_about: impl Fn(&Discrepancy) -> bool) -> Page<T> {
        self.discrepancies = record.discrepancies.iter().filter(|d| is_about(d)).cloned().collect();
        for side in self.discrepancies.iter().flat_map(|d| &d.sides) {
            note_all(&mut self.documents, record, &side.evidence);
        }
        let cited = self.discrepancies.iter().flat_map(|d| &d.sides).flat_map(|s| &s.attributed_to);
        let cited = named(record, cited);
        self.actors.extend(cited);
        self
    }

    /// The words of some evidence, each report with what it rests on itself.
    fn put_words(&self, evidence: &[Evidence], text: &mut String) {
        for one in evidence {
            let _ = writeln!(text, "  {}{}", words(&self.documents, one), self.origin(&one.document));
        }
    }

    fn origin(&self, id: &str) -> String {
        let Some(known) = self.documents.get(id) else { return String::new() };
        let copy = known.copy_of.as_ref().map(|of| format!("; copies {of}"));
        let credits = known.origin.as_ref().map(|origin| format!("; credits {origin}"));
        format!("  {id}{}{}", copy.unwrap_or_default(), credits.unwrap_or_default())
    }

    fn put_differences(&self, text: &mut String) {
        for difference in &self.discrepancies {
            let _ = writeln!(text, "\naccounts differ: {}", difference.attribute);
            for side in &difference.sides {
                let about = if side.approximate { "about " } else { "" };
                let value = readout_render::duration(&side.value).unwrap_or_else(|| one_line(&side.value));
                let cited = side.attributed_to.iter().map(|id| self.name(id)).collect::<Vec<_>>();
                let cited = if cited.is_empty() { String::new() } else { format!(", cited: {}", names(cited)) };
                let _ = writeln!(text, " {about}{value}, independent accounts: {}{cited}", side.independent_accounts);
                self.put_words(&side.evidence, text);
            }
        }
    }
}

/// An event.
pub fn event(record: &Record, place: usize) -> Page<Event> {
    let entry = record.events.get(place).cloned();
    let actors = named(record, entry.iter().flat_map(|e| &e.participants).map(|p| &p.actor));
    let mut page = Page::new("event", record, entry, actors);
    if let Some(event) = &page.entry {
        note_all(&mut page.documents, record, &event.evidence);
        event.attributes.iter().for_each(|a| note_all(&mut page.documents, record, &a.evidence));
        let id = event.id.clone();
        return page.about(record, |d| d.event.as_ref() == Some(&id));
    }
    page
}

/// The page of an event as text.
pub fn event_text(page: &Page<Event>) -> String {
    let Some(event) = &page.entry else { return String::new() };
    let date = event.date.as_ref().map_or("undated", Edtf::as_str);
    let place = event.place.as_ref().map_or(String::new(), |p| format!(", in {p}"));
    let mut text = format!("{}  {}{place}  {}  {}\nstory {}\n", event.kind, date, event.reality, event.id, page.story);
    for p in &event.participants {
        let _ = writeln!(text, "  {}: {}  {}", p.role, page.name(&p.actor), p.actor);
    }
    for a in &event.attributes {
        let about = if a.approximate { "about " } else { "" };
        let value = readout_render::duration(&a.value).unwrap_or_else(|| a.value.clone());
        let _ = writeln!(text, "\n{}: {about}{value}", a.name);
        page.put_words(&a.evidence, &mut text);
    }
    let _ = writeln!(text, "\ntold by {}", crate::ask::words::counted(event.accounts, "report"));
    page.put_words(&event.evidence, &mut text);
    page.put_differences(&mut text);
    text
}

/// A statement.
pub fn statement(record: &Record, place: usize) -> Page<Statement> {
    let entry = record.statements.get(place).cloned();
    let via = entry.iter().flat_map(|s| &s.via).filter_map(|v| v.actor.as_ref());
    let actors = named(record, entry.iter().filter_map(|s| s.source.actor.as_ref()).chain(via));
    let mut page = Page::new("statement", record, entry, actors);
    if let Some(statement) = &page.entry {
        note(&mut page.documents, record, &statement.document);
    }
    page
}

/// The page of a statement as text.
pub fn statement_text(page: &Page<Statement>) -> String {
    let Some(s) = &page.entry else { return String::new() };
    let speaker = s.source.actor.as_deref().map_or("", |id| page.name(id));
    let mut text = format!("statement  {}  {}\nstory {}\n", report(&page.documents, &s.document), s.id, page.story);
    let _ = writeln!(
        text,
        "  speaker: {}, told as {}",
        if speaker.is_empty() { "not named" } else { speaker },
        quoted(&s.source.text)
    );
    for via in &s.via {
        let _ = writeln!(text, "  through: {} ({})", one_line(&via.text), via.kind);
    }
    if let Some(cue) = &s.cue {
        let _ = writeln!(text, "  {}, by the words {}", s.stance, quoted(&cue.quote));
    }
    let how = if s.direct { "in the speaker's own words" } else { "in the report's words" };
    let _ = writeln!(text, "  {how}{}", if s.hearsay { "; hearsay" } else { "" });
    let _ = writeln!(text);
    page.put_words(&pieces(&s.content), &mut text);
    if let Some(parent) = &s.parent {
        let _ = writeln!(text, "  told inside of {parent}");
    }
    text
}

/// A promise, with the status that it has on a day.
pub fn commitment(record: &Record, place: usize, as_of: Option<&Edtf>) -> Page<Commitment> {
    let mut entry = record.commitments.get(place).cloned();
    entry.iter_mut().for_each(|c| settle(c, as_of));
    let actors = named(record, entry.iter().flat_map(|c| c.actors.iter().chain(&c.recipients)));
    let mut page = Page::new("promise", record, entry, actors);
    if let Some(c) = &page.entry {
        note_all(&mut page.documents, record, &c.evidence);
        c.follow_up.iter().for_each(|f| note_all(&mut page.documents, record, &f.evidence));
        let id = c.id.clone();
        return page.about(record, |d| d.commitment.as_ref() == Some(&id));
    }
    page
}

/// The page of a promise as text.
pub fn commitment_text(page: &Page<Commitment>) -> String {
    let Some(c) = &page.entry else { return String::new() };
    let list = |ids: &[String]| names(ids.iter().map(|id| page.name(id)));
    let due = c.due.as_ref().map_or("no date", Edtf::as_str);
    let mut text = format!("promise  {due}  {}  {}\nstory {}\n", c.status, c.id, page.story);
    let _ = writeln!(text, "  {} {}: {}", list(&c.actors), c.strength, one_line(&c.action));
    if !c.recipients.is_empty() {
        let _ = writeln!(text, "  for {}", list(&c.recipients));
    }
    if let Some(condition) = &c.condition {
        let _ = writeln!(text, "  on condition: {}", one_line(condition));
    }
    let _ = writeln!(text, "\ntold by {}", crate::ask::words::counted(c.accounts, "report"));
    page.put_words(&c.evidence, &mut text);
    for since in &c.follow_up {
        let until = since.due.as_ref().map_or(String::new(), |due| format!(" to {}", due.as_str()));
        let late = if since.late { ", late" } else { "" };
        let _ = writeln!(text, "\nsince: {}{late}{until}", since.effect);
        page.put_words(&since.evidence, &mut text);
    }
    page.put_differences(&mut text);
    text
}
