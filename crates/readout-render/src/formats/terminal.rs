//! The brief for a terminal: what a desk editor wants on one screen, first things first.
//!
//! Enters: a checked record, the width, whether to colour. Leaves: plain lines. Reports are cited by number and paragraph, `[2 ¶4]`; the list
//! of them stands at the end. Text that a terminal would obey is shown by its code.

mod text;

use crate::format::{Format, TerminalOptions};
use crate::view::brief::Brief;
use crate::view::line::{Difference, Line, Piece, Section, Side, Story, Words};
use crate::view::lines::{NOT_ANALYSED, NOTHING_FOUND};
use crate::view::phrase;
use crate::view::sources::{Place, Sources};
use readout_record::check::Checked;
use readout_record::record::DocumentEntry;
use std::collections::BTreeSet;
use text::{FIXED, Row, Run, Style, beside, cut, indented, print, run, width, wrap};

/// Characters of the quotations of a line that are shown.
const QUOTED: usize = 260;
/// Columns that dates take before lines, at most.
const LEAD: usize = 16;
/// Reports cited on a line.
const CITED: usize = 5;
/// Sentences of a summary that are shown.
const SUMMARY: usize = 4;
/// Lines under a topic that are shown.
const UNDER_TOPIC: usize = 2;
/// Stories that are told; the rest are listed.
const TOLD: usize = 3;
/// Further stories that are listed whether or not accounts differ in them.
const MORE: usize = 10;
/// Reports that are listed whether or not a line cites them.
const LISTED: usize = 30;
/// Narrowest column in which a side of a difference can be read.
const SIDE: usize = 28;

/// What is printed where no format is asked for.
pub struct Terminal;

impl Format for Terminal {
    fn name(&self) -> &'static str {
        "terminal"
    }

    fn help(&self) -> &'static str {
        "Print the brief for reading in a terminal"
    }

    fn render(&self, record: &Checked, options: TerminalOptions) -> String {
        let brief = Brief::new(record.record());
        let mut screen = Screen {
            sources: &brief.context.sources,
            columns: options.width.clamp(40, 110),
            rows: Vec::new(),
            cited: BTreeSet::new(),
        };
        screen.brief(&brief);
        let mut out = String::new();
        for row in &screen.rows {
            print(row, options.colour, &mut out);
        }
        out
    }
}

struct Screen<'b, 'r> {
    sources: &'b Sources<'r>,
    columns: usize,
    rows: Vec<Row>,
    cited: BTreeSet<usize>,
}

impl<'r> Screen<'_, 'r> {
    fn brief(&mut self, brief: &Brief<'r>) {
        for (i, story) in brief.stories.iter().take(TOLD).enumerate() {
            if i > 0 {
                self.rows.push(Row::new());
                self.rows.push(vec![run(Style::Dim, "─".repeat(self.columns))]);
            }
            self.story(story, brief);
        }
        self.more_stories(&brief.stories);
        self.documents(brief);
    }

    fn story(&mut self, story: &Story<'r>, brief: &Brief<'r>) {
        let several = brief.stories.len() > 1;
        let title = story.title.unwrap_or(if several { "Reports that belong to no story" } else { "Reports" });
        self.wrapped(&[run(Style::Strong, title)], 0, 0);
        let as_of = brief.context.record.as_of.as_ref().map(|d| format!(" · as of {}", phrase::date(d)));
        self.wrapped(&[run(Style::Plain, &story.count), run(Style::Dim, as_of.unwrap_or_default())], 0, 0);
        if !story.analysed {
            return self.wrapped(&[run(Style::Dim, NOT_ANALYSED)], 0, 0);
        }
        if !story.summary.is_empty() {
            self.heading("In the reports’ words");
            story.summary.iter().take(SUMMARY).for_each(|line| self.line(line, 0));
            self.more(story.summary.len().saturating_sub(SUMMARY), "");
        }
        self.section(&story.events);
        self.differences(&story.differences);
        for section in &story.sections {
            self.section(section);
        }
    }

    fn heading(&mut self, heading: &str) {
        self.rows.push(Row::new());
        self.rows.push(vec![run(Style::Heading, heading.to_uppercase())]);
    }

    fn wrapped(&mut self, runs: &[Run], indent: usize, hang: usize) {
        self.rows.extend(indented(wrap(runs, self.columns - indent, hang), indent));
    }

    fn more(&mut self, left: usize, what: &str) {
        if left > 0 {
            self.rows.push(vec![run(Style::Dim, format!("  … {left} more{what}"))]);
        }
    }

    fn differences(&mut self, differences: &[Difference<'r>]) {
        self.heading("Where accounts differ");
        if differences.is_empty() {
            self.rows.push(vec![run(Style::Dim, format!("  {NOTHING_FOUND}"))]);
        }
        for (i, difference) in differences.iter().take(5).enumerate() {
            if i > 0 {
                self.rows.push(Row::new());
            }
            self.difference(difference);
        }
        self.more(differences.len().saturating_sub(5), "");
    }

    fn difference(&mut self, difference: &Difference<'r>) {
        let mut about = vec![run(Style::Strong, &difference.attribute)];
        if !difference.about.is_empty() {
            about.push(run(Style::Plain, " – "));
            about.extend(pieces(&difference.about, Style::Plain));
        }
        self.wrapped(&about, 2, 2);
        let sides = difference.sides.len();
        let columns = (self.columns - 4).saturating_sub(3 * (sides - 1)) / sides;
        if (2..=3).contains(&sides) && columns >= SIDE {
            let blocks: Vec<Vec<Row>> = difference.sides.iter().map(|s| self.side(s, columns)).collect();
            self.rows.extend(indented(beside(&blocks, columns, 3), 4));
        } else {
            for side in &difference.sides {
                let block = self.side(side, self.columns - 4);
                self.rows.extend(indented(block, 4));
            }
        }
    }

    fn side(&mut self, side: &Side<'r>, columns: usize) -> Vec<Row> {
        let mut rows: Vec<Row> = side.value.iter().flat_map(|value| wrap(&[run(Style::Value, value)], columns, 2)).collect();
        rows.extend(wrap(&[run(Style::Plain, &side.who), run(Style::Dim, format!(" · {}", side.accounts))], columns, 2));
        let mut words: Vec<Run> =
            side.evidence.first().map(|w| pieces(&[Piece::Quote(w.quote)], Style::Plain)).unwrap_or_default();
        words.push(self.cite(&side.evidence));
        rows.extend(wrap(&words, columns, 2));
        rows
    }

    fn section(&mut self, section: &Section<'r>) {
        if section.on_screen == 0 || (section.lines.is_empty() && !section.even_empty) {
            return;
        }
        self.heading(section.heading);
        if section.lines.is_empty() {
            self.rows.push(vec![run(Style::Dim, format!("  {NOTHING_FOUND}"))]);
            return;
        }
        let shown = &section.lines[..section.lines.len().min(section.on_screen)];
        let lead = self.lead_columns(shown);
        let under = if section.key == "topics" { UNDER_TOPIC } else { usize::MAX };
        for line in shown {
            self.line(line, lead);
            line.under.iter().take(under).for_each(|line| self.under(line, lead));
        }
        self.more(section.lines.len() - shown.len(), "");
    }

    /// Columns that dates take before the lines; 0 where there are none or no room. A date that is wider stands in its line.
    fn lead_columns(&self, lines: &[Line<'r>]) -> usize {
        let widths = lines.iter().filter_map(|l| l.lead.as_ref()).map(|(_, short)| width(&[run(Style::Lead, short)]));
        let widest = widths.filter(|w| *w <= LEAD && w * 4 <= self.columns).max();
        widest.map_or(0, |w| w + 2)
    }

    fn line(&mut self, line: &Line<'r>, lead: usize) {
        let mut runs = pieces(&line.pieces, Style::Strong);
        runs.push(run(Style::Dim, line.notes.iter().map(|n| format!(" · {n}")).collect::<String>()));
        runs.push(self.cite(&line.evidence));
        let mut date = line.lead.as_ref().map_or("", |(_, short)| short);
        if !date.is_empty() && width(&[run(Style::Lead, date)]) + 2 > lead {
            runs.insert(0, run(Style::Lead, format!("{date}: ")));
            date = "";
        }
        let mut rows = indented(wrap(&runs, self.columns - 2 - lead, if lead == 0 { 2 } else { 0 }), 2 + lead);
        if let Some(first) = rows.first_mut().filter(|_| lead > 0) {
            let fill = lead - width(&[run(Style::Lead, date)]);
            first.splice(0..1, [run(Style::Plain, "  "), run(Style::Lead, date), run(Style::Plain, " ".repeat(fill))]);
        }
        self.rows.extend(rows);
    }

    fn under(&mut self, line: &Line<'r>, lead: usize) {
        let mut runs = pieces(&line.pieces, Style::Strong);
        runs.push(self.cite(&line.evidence));
        self.wrapped(&runs, 4 + lead, 2);
    }

    /// ` [1 ¶3, 2 ¶1]`, and notes the reports as cited.
    fn cite(&mut self, words: &[Words<'r>]) -> Run {
        let places = self.sources.places(words);
        self.cited.extend(places.iter().take(CITED).map(|p| p.number));
        let mut cited: Vec<String> = places.iter().take(CITED).map(|p| reference(*p)).collect();
        if places.len() > CITED {
            cited.push(format!("+{}", places.len() - CITED));
        }
        run(Style::Dim, if cited.is_empty() { String::new() } else { format!(" [{}]", cited.join(", ")) })
    }

    fn more_stories(&mut self, stories: &[Story<'r>]) {
        let Some(rest) = stories.get(TOLD..).filter(|rest| !rest.is_empty()) else { return };
        self.heading("More stories");
        let worth = |(i, story): &(usize, &Story<'r>)| *i < MORE || !story.differences.is_empty();
        let shown: Vec<&Story<'r>> = rest.iter().enumerate().filter(worth).map(|(_, story)| story).collect();
        for story in &shown {
            let title = story.title.unwrap_or("Reports that belong to no story");
            let mut runs = vec![run(Style::Plain, title), run(Style::Dim, format!(" · {}", story.count))];
            if !story.differences.is_empty() {
                let mut on: Vec<&str> = story.differences.iter().map(|d| d.attribute.as_str()).collect();
                on.dedup();
                runs.extend([run(Style::Plain, " · "), run(Style::Value, format!("accounts differ on {}", phrase::list(&on)))]);
            }
            self.wrapped(&runs, 2, 2);
        }
        self.more(rest.len() - shown.len(), "");
    }

    fn documents(&mut self, brief: &Brief<'r>) {
        self.heading("Reports");
        let all = self.sources.documents();
        let mut left = 0;
        for (i, document) in all.iter().enumerate() {
            if all.len() <= LISTED || self.cited.contains(&(i + 1)) {
                self.document(i + 1, document);
            } else {
                left += 1;
            }
        }
        self.more(left, " that no line above cites");
        self.rows.push(Row::new());
        let count = if brief.stories.len() > 1 { format!("{}. ", brief.count()) } else { String::new() };
        let hint = format!("{count}--html FILE writes a page on which every line opens the words it rests on.");
        self.wrapped(&[run(Style::Dim, hint)], 0, 0);
    }

    fn document(&mut self, number: usize, document: &DocumentEntry) {
        let label = format!("[{number}] ");
        let hang = label.len();
        let title = document.title.as_deref().unwrap_or("(no title)");
        let mut runs = vec![run(Style::Plain, format!("{label}{title}"))];
        let known = [document.publisher.clone(), document.published.as_ref().map(phrase::short_date)];
        let known: Vec<String> = known.into_iter().flatten().collect();
        if !known.is_empty() {
            runs.push(run(Style::Plain, format!(" – {}", known.join(", "))));
        }
        runs.extend(self.sources.notes(document).iter().map(|note| run(Style::Dim, format!(" · {note}"))));
        runs.push(run(Style::Dim, format!(" · {}", document.path)));
        self.wrapped(&runs, 2, hang);
    }
}

fn reference(place: Place) -> String {
    match place.paragraph {
        0 => format!("{}{FIXED}title", place.number),
        paragraph => format!("{}{FIXED}¶{paragraph}", place.number),
    }
}

/// The pieces as runs. The first quotation may fill the room, later ones get a quarter of it at least; a cut is told outside of the marks.
fn pieces(pieces: &[Piece<'_>], strong: Style) -> Vec<Run> {
    let mut room = QUOTED;
    let mut runs = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => runs.push(run(Style::Plain, words)),
            Piece::Strong(words) => runs.push(run(strong, words)),
            Piece::Quote(words) => {
                let (shown, more) = cut(phrase::unquoted(words), room.max(QUOTED / 4));
                runs.push(run(Style::Plain, format!("“{shown}”{}", if more { " …" } else { "" })));
                room = room.saturating_sub(shown.chars().count());
            }
        }
    }
    runs
}
