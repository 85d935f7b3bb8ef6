//! Styled text laid out in columns of a terminal: wrapping by width of the characters, hanging indents, columns side by side.
//!
//! Enters: runs of text with a style. Leaves: lines no wider than asked for, and their bytes with or without colour.

use crate::view::visible::visible;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A space at which no row is broken; printed as a plain one.
pub const FIXED: char = '\u{A0}';

/// How a run looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it comes.
    Plain,
    /// Bold.
    Strong,
    /// Stepping back: references and notes.
    Dim,
    /// A date before a line.
    Lead,
    /// A value on which accounts differ.
    Value,
    /// The heading of a part.
    Heading,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Style::Plain => "",
            Style::Strong => "\x1b[1m",
            Style::Dim => "\x1b[2m",
            Style::Lead => "\x1b[36m",
            Style::Value => "\x1b[1;33m",
            Style::Heading => "\x1b[1;4m",
        }
    }
}

/// Some text in one style.
pub type Run = (Style, String);

/// One line of the screen.
pub type Row = Vec<Run>;

/// A run, with what acts unseen in it shown by its code.
pub fn run(style: Style, text: impl AsRef<str>) -> Run {
    (style, visible(text.as_ref()).into_owned())
}

/// Columns that a row takes.
pub fn width(row: &[Run]) -> usize {
    row.iter().map(|(_, text)| text.width()).sum()
}

/// Rows of at most `columns` (at least one character a row), broken at white space; rows after the first begin with `hang` spaces.
pub fn wrap(runs: &[Run], columns: usize, hang: usize) -> Vec<Row> {
    let mut page = Page { rows: vec![Row::new()], used: 0, columns: columns.max(hang + 8), hang };
    for (spaced, word) in words(runs) {
        page.put(spaced, word);
    }
    page.rows
}

/// Words, each with whether white space stood before it. A word may change its style inside.
fn words(runs: &[Run]) -> Vec<(bool, Row)> {
    let mut found: Vec<(bool, Row)> = Vec::new();
    let mut spaced = true;
    for (style, text) in runs {
        for c in text.chars() {
            if c.is_whitespace() && c != FIXED {
                spaced = true;
                continue;
            }
            if spaced || found.is_empty() {
                found.push((!found.is_empty(), Row::new()));
                spaced = false;
            }
            if let Some((_, word)) = found.last_mut() {
                push(word, *style, c);
            }
        }
    }
    found
}

fn push(row: &mut Row, style: Style, c: char) {
    match row.last_mut() {
        Some((last, text)) if *last == style => text.push(c),
        _ => row.push((style, c.to_string())),
    }
}

struct Page {
    rows: Vec<Row>,
    used: usize,
    columns: usize,
    hang: usize,
}

impl Page {
    fn put(&mut self, spaced: bool, word: Row) {
        let wide = width(&word);
        let gap = usize::from(spaced && self.used > self.margin());
        if self.used + gap + wide > self.columns && self.used > self.margin() {
            self.next_row();
        } else if gap == 1 {
            let style = self.rows.last().and_then(|r| r.last()).map_or(Style::Plain, |(style, _)| *style);
            let style = if word.first().is_some_and(|(next, _)| *next == style) { style } else { Style::Plain };
            self.letter(style, ' ');
        }
        for (style, text) in &word {
            for c in text.chars() {
                self.letter(*style, c);
            }
        }
    }

    /// Columns taken by the indent of this row.
    fn margin(&self) -> usize {
        if self.rows.len() > 1 { self.hang } else { 0 }
    }

    fn letter(&mut self, style: Style, c: char) {
        let wide = c.width().unwrap_or(0);
        if self.used + wide > self.columns && wide > 0 {
            self.next_row();
        }
        if let Some(row) = self.rows.last_mut() {
            push(row, style, if c == FIXED { ' ' } else { c });
        }
        self.used += wide;
    }

    fn next_row(&mut self) {
        self.rows.push(vec![(Style::Plain, " ".repeat(self.hang))]);
        self.used = self.hang;
    }
}

/// Blocks side by side, each `columns` wide, `gap` spaces between them.
pub fn beside(blocks: &[Vec<Row>], columns: usize, gap: usize) -> Vec<Row> {
    let height = blocks.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|i| {
            let mut row = Row::new();
            for (n, block) in blocks.iter().enumerate() {
                let cell = block.get(i).cloned().unwrap_or_default();
                let fill = columns.saturating_sub(width(&cell)) + gap;
                row.extend(cell);
                let last = blocks[n + 1..].iter().all(|b| i >= b.len());
                if !last {
                    row.push((Style::Plain, " ".repeat(fill)));
                }
            }
            row
        })
        .collect()
}

/// The rows with `indent` spaces before each.
pub fn indented(rows: Vec<Row>, indent: usize) -> Vec<Row> {
    rows.into_iter()
        .map(|row| {
            let mut moved = vec![(Style::Plain, " ".repeat(indent))];
            moved.extend(row);
            moved
        })
        .collect()
}

/// The bytes of a row, without white space at its end.
pub fn print(row: &[Run], colour: bool, out: &mut String) {
    let mut line = String::new();
    for (style, text) in row {
        let code = if colour { style.code() } else { "" };
        line.push_str(code);
        line.push_str(text);
        line.push_str(if code.is_empty() { "" } else { "\x1b[0m" });
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

/// The first words of a text, at most `limit` characters of it, and whether more follows.
pub fn cut(text: &str, limit: usize) -> (&str, bool) {
    let Some((end, _)) = text.char_indices().nth(limit) else { return (text, false) };
    let at = text[..end].rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end);
    (text[..at].trim_end(), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, columns: usize, hang: usize) -> Vec<String> {
        let rows = wrap(&[run(Style::Plain, text)], columns, hang);
        rows.iter().map(|r| r.iter().map(|(_, t)| t.as_str()).collect()).collect()
    }

    #[test]
    fn wraps_at_the_width_that_characters_take() {
        assert_eq!(shown("one two three four", 9, 1), ["one two", " three", " four"]);
        assert_eq!(shown("停火谈判停火谈判", 8, 0), ["停火谈判", "停火谈判"], "two columns a character");
        assert_eq!(shown("a verylongwordindeed", 10, 2), ["a", "  verylong", "  wordinde", "  ed"]);
    }

    #[test]
    fn blocks_stand_side_by_side() {
        let block = |text: &str| wrap(&[run(Style::Plain, text)], 8, 0);
        let rows = beside(&[block("one two three"), block("four")], 8, 2);
        let lines: Vec<String> = rows.iter().map(|r| r.iter().map(|(_, t)| t.as_str()).collect()).collect();
        assert_eq!(lines, ["one two   four", "three"]);
    }

    #[test]
    fn a_cut_ends_with_a_word() {
        assert_eq!(cut("one two three", 9), ("one two", true));
        assert_eq!(cut("one", 9), ("one", false));
    }
}
