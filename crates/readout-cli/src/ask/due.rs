//! `readout due`: what was promised, by deadline, and what was reported since.
//!
//! Enters: a record whose statuses are those of the day asked for. Leaves: the list.

use super::known::{Known, NOTHING, counted, quoted};
use readout_record::edtf::Edtf;
use readout_record::record::{Commitment, FollowUp};
use std::fmt::Write as _;

/// The list: first what has a date, earliest first.
pub fn answer(known: &Known, as_of: Option<&Edtf>) -> String {
    let mut promises: Vec<&Commitment> = known.record.commitments.iter().collect();
    promises.sort_by_key(|c| (deadline(c).is_none(), deadline(c).map(last_day), c.id.as_str()));
    if promises.is_empty() {
        return format!("{NOTHING}: no promise\n");
    }
    let day = as_of.or(known.record.as_of.as_ref()).map_or("an unknown day", Edtf::as_str);
    let mut text = format!("{}, as of {day}\n", counted(promises.len(), "promise"));
    for promise in promises {
        put(known, promise, &mut text);
    }
    text
}

/// The date that counts: the one to which it was put off, where it was.
fn deadline(promise: &Commitment) -> Option<&Edtf> {
    promise.follow_up.iter().find_map(|f| f.due.as_ref()).or(promise.due.as_ref())
}

/// The last day that the date leaves; a date that does not tell its day stands after those that do.
fn last_day(due: &Edtf) -> (i64, String) {
    (due.end().and_then(|d| d.day_number()).unwrap_or(i64::MAX), due.as_str().to_owned())
}

fn put(known: &Known, promise: &Commitment, text: &mut String) {
    let due = deadline(promise).map_or("no date", Edtf::as_str);
    let action = words_of(known, promise, &promise.action);
    let _ = writeln!(text, "\n{due}  {}  {}: {action}", promise.status, known.names(&promise.actors));
    if let Some(first) = promise.due.as_ref().filter(|first| first.as_str() != due) {
        let _ = writeln!(text, "  first due {}", first.as_str());
    }
    if let Some(condition) = &promise.condition {
        let _ = writeln!(text, "  on condition: {}", words_of(known, promise, condition));
    }
    if let Some(first) = promise.evidence.first() {
        let told = counted(promise.accounts, "report");
        let _ = writeln!(text, "  {}; told by {told}: {}", promise.strength, known.words(first));
    }
    for since in &promise.follow_up {
        put_since(known, since, text);
    }
}

/// Words of the promise, in quotation marks where a report that tells it has them so.
fn words_of(known: &Known, promise: &Commitment, words: &str) -> String {
    let mut texts = promise.evidence.iter().filter_map(|e| known.documents.get(e.document.as_str()));
    if texts.any(|d| d.text.contains(words)) { quoted(words) } else { words.to_owned() }
}

fn put_since(known: &Known, since: &FollowUp, text: &mut String) {
    let until = since.due.as_ref().map_or(String::new(), |due| format!(" to {}", due.as_str()));
    for evidence in &since.evidence {
        let _ = writeln!(text, "  since: {}{until}: {}", since.effect, known.words(evidence));
    }
}
