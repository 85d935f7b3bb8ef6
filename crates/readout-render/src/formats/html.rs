//! One self-contained page: the record on the left, the reports on the right; every line opens the words it rests on.
//!
//! Enters: a checked record. Leaves: HTML that fetches nothing. Text of reports is escaped, its addresses are links only where they are web
//! addresses, and a content security policy lets nothing run but the page's own script, which is named by its hash. Without that script the
//! lines are plain links to the words and the browser marks what they lead to.

mod escape;
mod fold;
mod marks;
mod policy;
mod record;
mod reports;

use crate::format::{Format, Target, TerminalOptions};
use crate::view::brief::Brief;
use escape::escaped;
use marks::Marks;
use readout_record::check::Checked;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

/// How the page begins, so that a page of Readout can be told from a report.
const GENERATOR: &str =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"generator\" content=\"Readout ";

/// `--html FILE`.
pub struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn help(&self) -> &'static str {
        "Write one page, on which every line opens the highlighted words in the reports, to FILE (- for standard output)"
    }

    fn target(&self) -> Target {
        Target::File
    }

    fn wrote(&self, beginning: &[u8]) -> bool {
        beginning.starts_with(GENERATOR.as_bytes())
    }

    fn render(&self, record: &Checked, _: TerminalOptions) -> String {
        let brief = Brief::new(record.record());
        let marks = Marks::new(&brief);
        let left = record::record(&brief, &marks);
        let right = reports::reports(&brief.context.sources, &marks);
        let style = format!("{STYLE}{}", marks.rules());
        let title = brief.stories.first().and_then(|s| s.title).unwrap_or("Reports");
        page(&record.record().readout, title, &style, &format!("{left}{right}"))
    }
}

fn page(version: &str, title: &str, style: &str, body: &str) -> String {
    let policy = policy::policy(style, SCRIPT);
    let (version, title) = (escaped(version), escaped(title));
    format!(
        "{GENERATOR}{version}\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title} – Readout</title>\n<style>{style}</style>\n</head>\n\
         <body>\n<a class=\"skip\" href=\"#record\">To the record</a>\n{body}<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )
}
