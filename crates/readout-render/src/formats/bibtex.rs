//! The documents as BibTeX, which biblatex reads too.
//!
//! Enters: a checked record. Leaves: an `@article` a report, its id as the key. Text of reports is escaped for TeX; characters that act unseen are
//! shown by their code. `date` is EDTF, as biblatex takes it; `year` and `month` are for plain BibTeX.

use super::bibliography::{note, web_address};
use crate::export::{Export, Exported};
use crate::view::phrase::one_line;
use crate::view::visible::visible;
use readout_record::check::Checked;
use readout_record::edtf::{Date, Edtf};
use readout_record::record::DocumentEntry;

/// `--format bibtex`.
pub struct Bibtex;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Export for Bibtex {
    fn name(&self) -> &'static str {
        "bibtex"
    }

    fn help(&self) -> &'static str {
        "the reports as a BibTeX bibliography"
    }

    fn files(&self, record: &Checked, _: Option<&str>) -> std::io::Result<Exported> {
        let documents = &record.record().documents;
        let head = format!("% Reports of a record of Readout {}\n", record.record().readout);
        let entries: String = documents.iter().map(entry).collect();
        Ok(Exported::one("reports.bib", head + &entries))
    }
}

fn entry(d: &DocumentEntry) -> String {
    let text = |name: &'static str, value: Option<&String>| value.map(|v| (name, format!("{{{}}}", escaped(v))));
    // Two pairs of braces: a style must not take the capitals of names away.
    let title = d.title.as_ref().map(|t| ("title", format!("{{{{{}}}}}", escaped(t))));
    let date = d.published.as_ref().and_then(days).map(|days| ("date", format!("{{{days}}}")));
    let day = d.published.as_ref().and_then(Edtf::start);
    let fields = [
        title,
        text("author", d.author.as_ref()).map(|(name, value)| (name, format!("{{{value}}}"))),
        text("journal", d.publisher.as_ref()),
        date,
        day.and_then(|d| d.year).map(|year| ("year", format!("{{{year}}}"))),
        day.and_then(month).map(|month| ("month", month.to_owned())),
        web_address(d).map(|url| ("url", format!("{{{url}}}"))),
        language(&d.language).map(|l| ("langid", format!("{{{l}}}"))),
        Some(("entrysubtype", "{newspaper}".to_owned())),
        Some(("note", format!("{{{}}}", escaped(&note(d))))),
    ];
    let fields: String = fields.into_iter().flatten().map(|(name, value)| format!("  {name} = {value},\n")).collect();
    format!("\n@article{{{},\n{fields}}}\n", d.id)
}

/// The date without its clock, which biblatex takes only in another form; nothing where a year is not known.
fn days(value: &Edtf) -> Option<String> {
    let ends: Vec<Date> = [value.start(), value.end().filter(|_| value.date().is_none())].into_iter().flatten().collect();
    let day = |date: &Date| date.year.map(|_| Edtf::from(Date { time: None, ..*date }).to_string());
    let days: Option<Vec<String>> = ends.iter().map(day).collect();
    days.map(|days| days.join("/")).filter(|days| !days.is_empty())
}

fn month(date: Date) -> Option<&'static str> {
    MONTHS.get(usize::from(date.month?).checked_sub(1)?).copied()
}

/// The name by which biblatex knows a language.
fn language(code: &str) -> Option<&'static str> {
    Some(match code {
        "en" => "english",
        "de" => "german",
        "es" => "spanish",
        "fr" => "french",
        "it" => "italian",
        "nl" => "dutch",
        "pl" => "polish",
        "pt" => "portuguese",
        "ru" => "russian",
        "sv" => "swedish",
        "tr" => "turkish",
        "uk" => "ukrainian",
        _ => return None,
    })
}

/// Text on one line in which no character is markup of TeX and braces balance.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(&visible(text)).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}
