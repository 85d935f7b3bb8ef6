//! `readout said`: what a speaker said, in order of publication, changes of wording marked.
//!
//! Enters: a store, a name, words. Leaves: the statements, of many the latest.

use super::words::{NOTHING, counted, names, nobody, quoted, report};
use crate::args::questions::SaidArgs;
use readout_analysis::link::rewording::{Rewording, Saying, Sayings};
use readout_record::record::Evidence;
use readout_store::error::Result;
use readout_store::questions::limit::{Limit, last};
use readout_store::questions::names::{Ids, Unknown, bearers};
use readout_store::questions::report::Reports;
use readout_store::questions::said::{self, Row, Said};
use readout_store::questions::shelf::Shelf;
use readout_store::store::Store;
use serde::Serialize;
use std::fmt::Write as _;
use std::ops::Range;

/// A speaker's statements.
#[derive(Default, Serialize)]
pub struct Answer {
    /// A name that nobody bears.
    unknown: Option<Unknown>,
    /// How many there are.
    total: usize,
    /// The latest of them.
    statements: Vec<Entry>,
    /// The reports that they stand in.
    documents: Reports,
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    said: Said,
    /// What it says in other words than an earlier one.
    change: Option<Change>,
}

#[derive(Serialize)]
struct Change {
    /// Id of the earlier statement.
    statement: String,
    /// Id of its report.
    document: String,
    /// Its words.
    content: Vec<Evidence>,
    /// Words of it that are not in the later one.
    dropped: Vec<String>,
    /// Words of the later one that were not in it.
    added: Vec<String>,
}

/// Asks the store.
pub fn answer(store: &Store, args: &SaidArgs) -> Result<Answer> {
    let speakers = bearers(store, &args.by)?;
    if speakers.is_empty() {
        return Ok(Answer { unknown: Some(Unknown::new(store, &args.by)?), ..Answer::default() });
    }
    let about = args.about.as_deref().unwrap_or("");
    of(store, &speakers, |row| said::is_about(row, about), args.changed, args.show.limit())
}

/// The latest statements of some speakers; only those that say something in other words than an earlier one, where `changed`.
pub fn of(store: &Store, speakers: &Ids, wanted: impl Fn(&Row) -> bool, changed: bool, limit: Limit) -> Result<Answer> {
    let rows = said::rows(store, speakers)?;
    let sayings: Vec<Saying> = rows.iter().map(saying).collect();
    let sayings = Sayings::new(&sayings);
    let mut found: Vec<usize> = (0..rows.len()).filter(|&at| wanted(&rows[at])).collect();
    if changed {
        found.retain(|&at| sayings.reworded(at).is_some());
    }
    let mut shelf = Shelf::new(store);
    let mut answer = Answer { total: found.len(), ..Answer::default() };
    for at in last(found, limit) {
        let said = said::open(&mut shelf, &rows[at], &mut answer.documents)?;
        let change = sayings.reworded(at).map(|r| change(&mut shelf, &rows, at, &r, &mut answer.documents)).transpose()?;
        answer.statements.push(Entry { said, change });
    }
    Ok(answer)
}

fn saying(row: &Row) -> Saying<'_> {
    Saying { text: &row.content, day: row.day, direct: row.direct, outlet: row.publisher.as_deref() }
}

fn change(shelf: &mut Shelf, rows: &[Row], later: usize, found: &Rewording, reports: &mut Reports) -> Result<Change> {
    let earlier = &rows[found.earlier];
    let said = said::open(shelf, earlier, reports)?;
    let cut = |text: &str, places: &[Range<usize>]| places.iter().map(|p| text[p.clone()].to_owned()).collect();
    Ok(Change {
        statement: said.id,
        document: said.document,
        content: said.content,
        dropped: cut(&earlier.content, &found.dropped),
        added: cut(&rows[later].content, &found.added),
    })
}

/// The list, oldest report first.
pub fn text(answer: &Answer) -> String {
    if let Some(unknown) = &answer.unknown {
        return nobody(unknown);
    }
    if answer.total == 0 {
        return format!("{NOTHING}: no such statement\n");
    }
    let left = answer.total - answer.statements.len();
    let latest =
        if left > 0 { format!("; the latest {}, --limit N or --all shows more", answer.statements.len()) } else { String::new() };
    let mut text = format!("{}{latest}\n", counted(answer.total, "statement"));
    answer.statements.iter().for_each(|entry| put(answer, entry, &mut text));
    text
}

fn put(answer: &Answer, entry: &Entry, text: &mut String) {
    let said = &entry.said;
    let speaker = names(said.speaker.iter().map(|s| s.name.as_str()));
    let cue = said.cue.as_ref().map_or(String::new(), |cue| format!(", {}", quoted(&cue.quote)));
    let where_told = report(&answer.documents, &said.document);
    let _ = writeln!(text, "\n{where_told}  {speaker}{cue}: {}  {}", content(&said.content), said.id);
    let how = if said.direct { "the speaker's own words" } else { "in the report's words" };
    let hearsay = if said.hearsay { "; hearsay" } else { "" };
    let _ = writeln!(text, "  {how}; {}{hearsay}", said.stance);
    entry.change.iter().for_each(|change| put_change(answer, change, text));
}

fn put_change(answer: &Answer, change: &Change, text: &mut String) {
    let listed = |words: &[String]| words.iter().map(|w| quoted(w)).collect::<Vec<_>>().join(", ");
    let each = [("dropped", &change.dropped), ("added", &change.added)];
    let told: Vec<String> =
        each.iter().filter(|(_, words)| !words.is_empty()).map(|(what, words)| format!("{what} {}", listed(words))).collect();
    let _ = writeln!(text, "  changed wording: {}", told.join("; "));
    let _ = writeln!(text, "  before: {} ({})", content(&change.content), report(&answer.documents, &change.document));
}

/// The content, each piece in quotation marks of its own where a cue interrupts it.
fn content(pieces: &[Evidence]) -> String {
    pieces.iter().map(|piece| quoted(&piece.quote)).collect::<Vec<_>>().join(" … ")
}
