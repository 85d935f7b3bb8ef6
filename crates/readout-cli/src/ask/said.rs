//! `readout said`: what a speaker said, in order of publication.
//!
//! Enters: a record, a name, words. Leaves: the statements.

use super::known::{Known, NOTHING, counted, quoted};
use super::names::bearers;
use crate::args::SaidArgs;
use readout_record::edtf::Edtf;
use readout_record::record::Statement;
use readout_store::fold::fold;
use std::fmt::Write as _;

/// The list, oldest report first.
pub fn answer(known: &Known, args: &SaidArgs) -> String {
    let speakers = bearers(known.record, &args.by);
    if speakers.is_empty() {
        return format!("{NOTHING}: nobody named {}\n", args.by);
    }
    let wanted = fold(args.about.as_deref().unwrap_or(""));
    let theirs = |s: &&Statement| s.source.actor.as_deref().is_some_and(|id| speakers.contains(id));
    let mut said: Vec<&Statement> = known.record.statements.iter().filter(theirs).filter(|s| is_about(s, &wanted)).collect();
    said.sort_by_key(|s| (published(known, s), s.document.as_str(), s.content.start, s.id.as_str()));
    if said.is_empty() {
        return format!("{NOTHING}: no such statement\n");
    }
    let mut text = format!("{}\n", counted(said.len(), "statement"));
    for statement in said {
        put(known, statement, &mut text);
    }
    text
}

/// Whether each wanted word begins a word of the content.
fn is_about(statement: &Statement, wanted: &str) -> bool {
    let content = fold(&statement.content.quote);
    wanted.split(' ').all(|word| content.split(' ').any(|w| w.starts_with(word)))
}

/// By day of publication; what is undated comes last.
fn published<'r>(known: &Known<'r>, statement: &Statement) -> (bool, Option<&'r Edtf>) {
    let day = known.documents.get(statement.document.as_str()).and_then(|d| d.published.as_ref());
    (day.is_none(), day)
}

fn put(known: &Known, statement: &Statement, text: &mut String) {
    let speaker = known.names(&statement.source.actor);
    let cue = statement.cue.as_ref().map_or(String::new(), |cue| format!(", {}", quoted(&cue.quote)));
    let _ = writeln!(text, "\n{}  {speaker}{cue}: {}", known.report(&statement.document), content(statement));
    let how = if statement.direct { "the speaker's own words" } else { "in the report's words" };
    let hearsay = if statement.hearsay { "; hearsay" } else { "" };
    let _ = writeln!(text, "  {how}; {}{hearsay}", statement.stance);
}

/// The content, each piece in quotation marks of its own where a cue interrupts it.
fn content(statement: &Statement) -> String {
    let pieces: Vec<String> = statement.content.spans.iter().map(|piece| quoted(&piece.quote)).collect();
    if pieces.is_empty() { quoted(&statement.content.quote) } else { pieces.join(" … ") }
}
