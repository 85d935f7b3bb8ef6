//! What every answer is written with: names, reports, words in quotation marks.
//!
//! Enters: values of an answer. Leaves: pieces of lines.

use readout_record::edtf::Edtf;
use readout_record::record::Evidence;
use readout_store::questions::names::Unknown;
use readout_store::questions::report::Reports;

/// What stands in place of an empty answer.
pub const NOTHING: &str = "nothing found in these documents";

/// Names one after the other, each once.
pub fn names<'n>(all: impl IntoIterator<Item = &'n str>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in all {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { "not named".to_owned() } else { names.join(", ") }
}

/// The report as its outlet and day.
pub fn report(reports: &Reports, id: &str) -> String {
    let Some(report) = reports.get(id) else { return id.to_owned() };
    let outlet = report.publisher.as_deref().unwrap_or(&report.place);
    let published = day(report.published.as_ref());
    format!("{outlet}, {}", published.split('T').next().unwrap_or(published))
}

/// A date, or that there is none.
pub fn day(date: Option<&Edtf>) -> &str {
    date.map_or("undated", Edtf::as_str)
}

/// Words of a report and where they stand.
pub fn words(reports: &Reports, evidence: &Evidence) -> String {
    format!("{} ({})", quoted(&evidence.quote), report(reports, &evidence.document))
}

/// Words in quotation marks, on one line.
pub fn quoted(words: &str) -> String {
    format!("“{}”", one_line(words))
}

/// Words without line breaks.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "1 account", "2 accounts".
pub fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// That nobody bears a name.
pub fn nobody(unknown: &Unknown) -> String {
    let near = if unknown.near.is_empty() { String::new() } else { format!("; near it: {}", unknown.near.join(", ")) };
    format!("{NOTHING}: nobody named {}{near}\n", unknown.name)
}

/// What is told after a list that was cut; nothing where it was not.
pub fn more(left: usize, what: &str) -> String {
    if left == 0 { String::new() } else { format!("\nand {left} {what}; --limit N or --all shows more\n") }
}
