//! Time expressions: spans and values, measured as TempEval-3 does.
//!
//! Enters: `data/time-*/*.tml`: TimeML with TIMEX3 in the TEXT and the time of creation. Leaves: strict and relaxed F of spans, and F of values:
//! relaxed matches whose type and value are both right.

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use super::score::{Counts, pair, touch};
use anyhow::{Context, Result};
use rayon::prelude::*;
use readout_analysis::extract::time::times;
use readout_analysis::grammar::Grammar;
use readout_record::mention::{TimeMention, TimexType};

/// A gold expression.
struct Timex {
    span: (usize, usize),
    kind: String,
    value: String,
}

/// A document of gold data.
struct Report {
    text: String,
    created: String,
    times: Vec<Timex>,
}

/// Figures over all documents of the place.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let files = gold::files(&place.path(), ".tml")?;
    let reports: Vec<Report> = files
        .iter()
        .map(|f| read(&std::fs::read_to_string(f)?).with_context(|| format!("{} has no TEXT", f.display())))
        .collect::<Result<_>>()?;
    let each: Vec<[Counts; 3]> = reports.par_iter().map(|r| score(r, &reader)).collect();
    let names = ["strict", "relaxed", "value"];
    let mut figures = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let counts: Counts = each.iter().map(|c| c[at]).sum();
        figures.push(place.figure(format!("{name} P"), counts.precision(), counts.gold));
        figures.push(place.figure(format!("{name} R"), counts.recall(), counts.gold));
        figures.push(place.figure(format!("{name} F"), counts.f1(), counts.gold));
    }
    Ok(figures)
}

fn score(report: &Report, reader: &Reader) -> [Counts; 3] {
    let (document, annotations) = reader.read(&report.text, Some(&report.created));
    let found = times(&Grammar::new(&document, &annotations), document.metadata.published.as_ref());
    let span = |t: &TimeMention| (t.span.start(), t.span.end());
    let strict = pair(&report.times, &found, |g, f| g.span == span(f));
    let relaxed = pair(&report.times, &found, |g, f| touch(g.span, span(f)));
    let valued = relaxed.iter().filter(|(g, f)| {
        let (gold, found) = (&report.times[*g], &found[*f]);
        gold.kind == kind(found.timex) && gold.value == found.value
    });
    [strict.len(), relaxed.len(), valued.count()].map(|right| Counts { right, found: found.len(), gold: report.times.len() })
}

fn kind(timex: TimexType) -> &'static str {
    match timex {
        TimexType::Date => "DATE",
        TimexType::Time => "TIME",
        TimexType::Duration => "DURATION",
        TimexType::Set => "SET",
    }
}

/// The text between `<TEXT>` marks without its tags, its expressions and the time of creation.
fn read(xml: &str) -> Option<Report> {
    let created = xml.split_once("<DCT>").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(tag, _)| tag);
    let created = attribute(created, "value");
    let body = xml.split_once("<TEXT>")?.1.split_once("</TEXT>")?.0;
    let mut report = Report { text: String::new(), created, times: Vec::new() };
    let mut open: Option<(usize, String, String)> = None;
    let mut rest = body;
    while let Some((words, more)) = rest.split_once('<') {
        report.text.push_str(&plain(words));
        let (tag, after) = more.split_once('>')?;
        if tag.starts_with("TIMEX3") {
            open = Some((report.text.len(), attribute(tag, "type"), attribute(tag, "value")));
        } else if let ("/TIMEX3", Some((start, kind, value))) = (tag, open.clone()) {
            report.times.push(Timex { span: (start, report.text.len()), kind, value });
            open = None;
        }
        rest = after;
    }
    report.text.push_str(&plain(rest));
    Some(report)
}

fn attribute(tag: &str, name: &str) -> String {
    let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
    value.unwrap_or_default().to_owned()
}

fn plain(words: &str) -> String {
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_leave_the_text_and_keep_their_places() {
        let xml = "<DCT><TIMEX3 value=\"1998-08-07\" functionInDocument=\"CREATION_TIME\">August 7</TIMEX3></DCT><TEXT>A &amp; B met <TIMEX3 type=\"DATE\" value=\"1998-08-06\">on <X>Thursday</X></TIMEX3>.</TEXT>";
        let report = read(xml).unwrap();
        assert_eq!((report.text.as_str(), report.created.as_str()), ("A & B met on Thursday.", "1998-08-07"));
        let time = &report.times[0];
        assert_eq!(
            (&report.text[time.span.0..time.span.1], time.kind.as_str(), time.value.as_str()),
            ("on Thursday", "DATE", "1998-08-06")
        );
    }
}
