//! The words that lines rest on, numbered in the order of the reports, and set into the text as marks.
//!
//! Enters: a brief. Leaves: a number for each piece of evidence, and any stretch of a report as HTML with its marks nested soundly: words
//! that cross others or a paragraph are set in several pieces, the first of which carries the id that lines link to.

use super::escape::escaped;
use crate::view::brief::Brief;
use crate::view::line::{Line, Words};
use crate::view::sources::Sources;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

/// A mark's place: number of the report, first byte, the longer first, byte after the last.
type Place = (usize, usize, Reverse<usize>);

/// All marks of a page.
pub struct Marks {
    numbers: BTreeMap<Place, usize>,
    /// Marks that stand in more than one piece.
    broken: BTreeSet<usize>,
}

impl Marks {
    /// Numbers what the lines of the brief rest on.
    pub fn new(brief: &Brief<'_>) -> Marks {
        let sources = &brief.context.sources;
        let mut places: BTreeSet<Place> = BTreeSet::new();
        for words in all_words(brief) {
            places.insert(place(sources, words));
        }
        let numbers = places.into_iter().enumerate().map(|(i, place)| (place, i + 1)).collect();
        let mut marks = Marks { numbers, broken: BTreeSet::new() };
        for number in 1..=sources.documents().len() {
            for paragraph in sources.paragraphs(number) {
                let cut = marks.cut(number, paragraph);
                marks.broken.extend(cut.iter().filter(|piece| !piece.first).map(|piece| piece.mark));
            }
        }
        marks
    }

    /// The number of the mark of some words.
    pub fn number(&self, sources: &Sources<'_>, words: Words<'_>) -> usize {
        self.numbers.get(&place(sources, words)).copied().unwrap_or(0)
    }

    /// Rules that light all pieces of a broken mark when a line leads to its first.
    pub fn rules(&self) -> String {
        let mut rules = String::new();
        for mark in &self.broken {
            let _ = writeln!(rules, ":root:has(#m{mark}:target) [data-m=\"{mark}\"]{{background:var(--mark)}}");
        }
        rules
    }

    /// A stretch of report `number` with its marks.
    pub fn html(&self, number: usize, text: &str, range: &Range<usize>) -> String {
        let mut out = String::new();
        let mut open: Vec<usize> = Vec::new();
        let mut at = range.start;
        for piece in self.cut(number, range) {
            while let Some(end) = open.pop_if(|end| *end <= piece.start) {
                let _ = write!(out, "{}</mark>", escaped(&text[at..end]));
                at = end;
            }
            let id = if piece.first { format!(" id=\"m{}\"", piece.mark) } else { String::new() };
            let _ = write!(out, "{}<mark{id} data-m=\"{}\">", escaped(&text[at..piece.start]), piece.mark);
            at = piece.start;
            open.push(piece.end);
        }
        while let Some(end) = open.pop() {
            let _ = write!(out, "{}</mark>", escaped(&text[at..end]));
            at = end;
        }
        out + &escaped(&text[at..range.end])
    }

    /// The marks inside a stretch as pieces that nest: each lies wholly inside or wholly outside of any other. In the order of their openings.
    fn cut(&self, number: usize, range: &Range<usize>) -> Vec<Piece> {
        let mut waiting: BTreeSet<(usize, Reverse<usize>, usize, bool)> = BTreeSet::new();
        let up_to = (number, range.end, Reverse(usize::MAX));
        for ((_, start, Reverse(end)), mark) in self.numbers.range((number, 0, Reverse(usize::MAX))..up_to) {
            if *end > range.start {
                let first = *start >= range.start;
                waiting.insert(((*start).max(range.start), Reverse((*end).min(range.end)), *mark, first));
            }
        }
        let mut pieces: Vec<Piece> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        while let Some((start, Reverse(end), mark, first)) = waiting.pop_first() {
            while open.pop_if(|open| *open <= start).is_some() {}
            let inside = open.last().copied().unwrap_or(end).min(end);
            if inside < end {
                waiting.insert((inside, Reverse(end), mark, false));
            }
            pieces.push(Piece { start, end: inside, mark, first });
            open.push(inside);
        }
        pieces
    }
}

/// A piece of a mark.
struct Piece {
    start: usize,
    end: usize,
    mark: usize,
    first: bool,
}

fn place(sources: &Sources<'_>, words: Words<'_>) -> Place {
    (sources.number(words.document), words.bytes[0], Reverse(words.bytes[1]))
}

fn all_words<'r>(brief: &Brief<'r>) -> Vec<Words<'r>> {
    let mut found: Vec<Words<'r>> = Vec::new();
    for story in &brief.stories {
        let sections = story.sections.iter().chain([&story.events]).flat_map(|s| &s.lines);
        let columns = story.comparison.iter().flat_map(|c| &c.lines);
        let lines: Vec<&Line<'r>> = story.summary.iter().chain(sections).chain(columns).collect();
        found.extend(lines.iter().flat_map(|line| line.evidence.iter().chain(line.under.iter().flat_map(|u| &u.evidence))));
        found.extend(story.differences.iter().flat_map(|d| d.sides.iter().flat_map(|s| &s.evidence)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str, marks: &[(usize, usize)]) -> String {
        let places: BTreeSet<Place> = marks.iter().map(|(start, end)| (1, *start, Reverse(*end))).collect();
        let numbers = places.into_iter().enumerate().map(|(i, place)| (place, i + 1)).collect();
        Marks { numbers, broken: BTreeSet::new() }.html(1, text, &(0..text.len()))
    }

    #[test]
    fn marks_nest_and_crossing_ones_are_broken() {
        assert_eq!(
            html("abcdef", &[(0, 4), (1, 2)]),
            "<mark id=\"m1\" data-m=\"1\">a<mark id=\"m2\" data-m=\"2\">b</mark>cd</mark>ef"
        );
        assert_eq!(
            html("abcdef", &[(0, 3), (2, 5)]),
            "<mark id=\"m1\" data-m=\"1\">ab<mark id=\"m2\" data-m=\"2\">c</mark></mark><mark data-m=\"2\">de</mark>f"
        );
    }

    #[test]
    fn words_across_a_stretch_carry_their_id_once() {
        let text = "one\n\ntwo";
        let numbers = BTreeMap::from([((1, 1, Reverse(7)), 1)]);
        let marks = Marks { numbers, broken: BTreeSet::new() };
        assert_eq!(marks.html(1, text, &(0..3)), "o<mark id=\"m1\" data-m=\"1\">ne</mark>");
        assert_eq!(marks.html(1, text, &(5..8)), "<mark data-m=\"1\">tw</mark>o");
    }
}
