//! The brief as Markdown, with every line's words in footnotes.
//!
//! Enters: a checked record. Leaves: Markdown (with the tables and footnotes that GitHub and Pandoc know). Text of reports is escaped, so that
//! none of it becomes markup.

use crate::export::{Export, Exported};
use crate::format::{Format, TerminalOptions};
use crate::view::brief::{ALONE, Brief};
use crate::view::line::{Column, Difference, Line, Piece, Section, Story, Words};
use crate::view::lines::{NOT_ANALYSED, NOTHING_FOUND, WHO_TELLS_WHAT};
use crate::view::phrase::{self, one_line};
use crate::view::sources::{Place, Sources};
use crate::view::visible::visible;
use readout_record::check::Checked;
use readout_record::record::DocumentEntry;
use std::collections::BTreeMap;

/// `--md`.
pub struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "md"
    }

    fn help(&self) -> &'static str {
        "Print the brief as Markdown, with the words that each line rests on as footnotes"
    }

    fn render(&self, record: &Checked, _: TerminalOptions) -> String {
        let brief = Brief::new(record.record());
        let mut page = Page { sources: &brief.context.sources, out: String::new(), notes: Vec::new(), numbers: BTreeMap::new() };
        page.brief(&brief);
        page.out
    }
}

impl Export for Markdown {
    fn name(&self) -> &'static str {
        "md"
    }

    fn help(&self) -> &'static str {
        "the brief as a Markdown memo with footnotes"
    }

    fn files(&self, record: &Checked, _: Option<&str>) -> std::io::Result<Exported> {
        Ok(Exported::one("memo.md", self.render(record, TerminalOptions::default())))
    }
}

struct Page<'b, 'r> {
    sources: &'b Sources<'r>,
    out: String,
    notes: Vec<Words<'r>>,
    numbers: BTreeMap<(&'r str, [usize; 2]), usize>,
}

impl<'r> Page<'_, 'r> {
    fn brief(&mut self, brief: &Brief<'r>) {
        for story in &brief.stories {
            self.story(story, brief);
        }
        self.documents();
        self.footnotes();
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn heading(&mut self, level: usize, heading: &str) {
        let gap = if self.out.is_empty() || self.out.ends_with("\n\n") { "" } else { "\n" };
        self.write(&format!("{gap}{} {}\n\n", "#".repeat(level), escaped(heading)));
    }

    fn story(&mut self, story: &Story<'r>, brief: &Brief<'r>) {
        self.heading(1, story.title.unwrap_or("Reports that belong to no story"));
        let as_of = brief.context.record.as_of.as_ref().map(|d| format!(", as of {}", phrase::date(d))).unwrap_or_default();
        self.write(&format!("{}{as_of}.\n", story.count));
        if !story.analysed {
            return self.write(&format!("\n{NOT_ANALYSED}\n"));
        }
        if !story.summary.is_empty() {
            self.heading(2, "In the reports’ words");
            self.items(&story.summary);
        }
        self.section(&story.events);
        self.heading(2, "Where accounts differ");
        if story.differences.is_empty() {
            self.write(&format!("{NOTHING_FOUND}\n"));
        }
        for difference in &story.differences {
            self.difference(difference);
        }
        for section in &story.sections {
            if section.key == ALONE && story.comparison.iter().any(|c| !c.lines.is_empty()) {
                self.comparison(&story.comparison);
            } else {
                self.section(section);
            }
        }
    }

    fn comparison(&mut self, columns: &[Column<'r>]) {
        self.heading(2, WHO_TELLS_WHAT);
        columns.iter().filter(|c| !c.lines.is_empty()).for_each(|c| self.column(c));
    }

    fn difference(&mut self, difference: &Difference<'r>) {
        let about: String = difference.about.iter().map(piece).collect();
        self.heading(3, &difference.attribute);
        self.write(&format!("{about}\n\n| Value | Who says it | Accounts | Words |\n|---|---|---|---|\n"));
        for side in &difference.sides {
            let notes = self.cite(&side.evidence);
            let words = side.evidence.first().map_or(String::new(), |w| quoted(w.quote));
            let value = side.value.as_deref().map(|v| format!("**{}**", escaped(v))).unwrap_or_default();
            let cells = [value, escaped(&side.who), side.accounts.clone(), words + &notes];
            self.write(&format!("| {} |\n", cells.join(" | ")));
        }
        self.write("\n");
    }

    fn column(&mut self, column: &Column<'r>) {
        self.heading(3, &column.heading);
        self.items(&column.lines);
    }

    fn section(&mut self, section: &Section<'r>) {
        if section.lines.is_empty() && !section.even_empty {
            return;
        }
        self.heading(2, section.heading);
        if section.lines.is_empty() {
            self.write(&format!("{NOTHING_FOUND}\n"));
        }
        self.items(&section.lines);
    }

    fn items(&mut self, lines: &[Line<'r>]) {
        for line in lines {
            let words = self.line(line);
            self.write(&format!("- {words}\n"));
            for under in &line.under {
                let words = self.line(under);
                self.write(&format!("  - {words}\n"));
            }
        }
    }

    fn line(&mut self, line: &Line<'r>) -> String {
        let lead = line.lead.as_ref().map(|(long, _)| format!("{} – ", escaped(long))).unwrap_or_default();
        let words: String = line.pieces.iter().map(piece).collect();
        let notes: String = line.notes.iter().map(|n| format!(" · {}", escaped(n))).collect();
        format!("{lead}{words}{notes}{}", self.cite(&line.evidence))
    }

    /// The marks of the footnotes, each of some words once.
    fn cite(&mut self, words: &[Words<'r>]) -> String {
        words
            .iter()
            .map(|w| {
                let number = *self.numbers.entry((w.document, w.bytes)).or_insert_with(|| {
                    self.notes.push(*w);
                    self.notes.len()
                });
                format!("[^{number}]")
            })
            .collect()
    }

    fn documents(&mut self) {
        self.heading(2, "Reports");
        for (i, document) in self.sources.documents().iter().enumerate() {
            let line = self.document(document);
            self.write(&format!("{}. {line}\n", i + 1));
        }
    }

    fn document(&self, document: &DocumentEntry) -> String {
        let mut known = vec![escaped(document.title.as_deref().unwrap_or("(no title)"))];
        known.extend(document.publisher.as_deref().map(escaped));
        known.extend(document.published.as_ref().map(phrase::date));
        let notes: String = self.sources.notes(document).iter().map(|n| format!(" · {}", escaped(n))).collect();
        format!("{}{notes} · {}", known.join(", "), escaped(&document.path))
    }

    fn footnotes(&mut self) {
        self.write("\n");
        for (i, words) in self.notes.clone().into_iter().enumerate() {
            let Place { number, paragraph } = self.sources.place(words);
            let at = if paragraph == 0 { "title".to_owned() } else { format!("paragraph {paragraph}") };
            let outlet = escaped(&self.sources.name(words.document));
            self.write(&format!("[^{}]: Report {number} ({outlet}), {at}: {}\n", i + 1, quoted(words.quote)));
        }
    }
}

fn piece(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Text(words) => escaped(words),
        Piece::Strong(words) => format!("**{}**", escaped(words)),
        Piece::Quote(words) => quoted(words),
    }
}

fn quoted(words: &str) -> String {
    format!("“{}”", escaped(phrase::unquoted(words)))
}

/// Text on one line in which no character is markup, in Markdown or in HTML. Spaces at the edges stay, so that pieces keep apart.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let edges = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    let inside = one_line(&text);
    let mut out = String::from(if edges.0 { " " } else { "" });
    for (i, c) in inside.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '^' | '!' | '#' => out.extend(['\\', c]),
            '+' | '-' | '=' if i == 0 => out.extend(['\\', c]),
            ':' if inside[i..].starts_with("://") => out.push_str("\\:"),
            '.' | ')' if inside[..i].bytes().all(|b| b.is_ascii_digit()) => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out.push_str(if edges.1 && !inside.is_empty() { " " } else { "" });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_report_becomes_markup() {
        assert_eq!(escaped("1. <b>a*b*</b> | [x](y) `c`"), "1\\. &lt;b&gt;a\\*b\\*&lt;/b&gt; \\| \\[x\\](y) \\`c\\`");
        assert_eq!(escaped("- item\n# head"), "\\- item \\# head");
        assert_eq!(escaped(" says: "), " says: ");
        assert_eq!(escaped("https://example.org"), "https\\://example.org");
    }
}
