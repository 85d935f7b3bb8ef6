//! `readout due` as text.
//!
//! Enters: the promises. Leaves: their lines.

use super::words::{NOTHING, counted, day, names, nobody, quoted, words};
use readout_record::edtf::Edtf;
use readout_record::record::FollowUp;
use readout_store::questions::due::{Due, Promise};
use std::fmt::Write as _;

/// The list: first what has a date, earliest first.
pub fn text(answer: &Due) -> String {
    if let Some(unknown) = &answer.unknown {
        return nobody(unknown);
    }
    if answer.total == 0 {
        return format!("{NOTHING}: no promise\n");
    }
    let today = answer.as_of.as_ref().map_or("an unknown day", Edtf::as_str);
    let statuses: Vec<String> = answer.statuses.iter().map(|(status, n)| format!("{n} {status}")).collect();
    let mut text = format!("{}, as of {today}: {}\n", counted(answer.total, "promise"), statuses.join(", "));
    answer.promises.iter().for_each(|promise| put(answer, promise, &mut text));
    text + &left(answer)
}

fn left(answer: &Due) -> String {
    let each =
        [(answer.earlier, "with an earlier deadline"), (answer.later, "with a later one"), (answer.undated, "without a date")];
    let told: Vec<String> = each.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if told.is_empty() { String::new() } else { format!("\nand {}; --limit N or --all shows more\n", told.join(", ")) }
}

fn put(answer: &Due, promise: &Promise, text: &mut String) {
    let due = promise.due.as_ref().map_or("no date", Edtf::as_str);
    let action = shown(&promise.action, promise.verbatim);
    let who = names(promise.actors.iter().map(|a| a.name.as_str()));
    let _ = writeln!(text, "\n{due}  {}  {who}: {action}  {}", promise.status, promise.id);
    if let Some(first) = &promise.first_due {
        let _ = writeln!(text, "  first due {}", first.as_str());
    }
    if !promise.recipients.is_empty() {
        let _ = writeln!(text, "  for {}", names(promise.recipients.iter().map(|a| a.name.as_str())));
    }
    if let Some(condition) = &promise.condition {
        let _ = writeln!(text, "  on condition: {}", shown(condition, promise.condition_verbatim));
    }
    if let Some(first) = promise.evidence.first() {
        let told = counted(promise.accounts, "report");
        let _ = writeln!(text, "  {}; told by {told}: {}", promise.strength, words(&answer.documents, first));
    }
    promise.follow_up.iter().for_each(|since| put_since(answer, since, text));
}

/// Words of the promise, in quotation marks where a report that tells it has them so.
fn shown(words: &str, verbatim: bool) -> String {
    if verbatim { quoted(words) } else { words.to_owned() }
}

fn put_since(answer: &Due, since: &FollowUp, text: &mut String) {
    let until = since.due.as_ref().map_or(String::new(), |due| format!(" to {}", day(Some(due))));
    for evidence in &since.evidence {
        let late = if since.late { ", late" } else { "" };
        let _ = writeln!(text, "  since: {}{late}{until}: {}", since.effect, words(&answer.documents, evidence));
    }
}
