//! The reports as references: their numbers, names, paragraphs, and what is to be known of them.
//!
//! Enters: the documents of a record. Leaves: the number and paragraph of any evidence, and the name and notes of a report.

use crate::view::line::Words;
use crate::view::phrase;
use readout_record::record::{DocumentEntry, Record};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where in a report some words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Number of the report, from 1.
    pub number: usize,
    /// Number of the paragraph, from 1; 0 for the headline.
    pub paragraph: usize,
}

/// The reports of one record.
pub struct Sources<'r> {
    documents: &'r [DocumentEntry],
    numbers: BTreeMap<&'r str, usize>,
    paragraphs: Vec<Vec<Range<usize>>>,
}

impl<'r> Sources<'r> {
    /// Numbers the reports in the order of the record.
    pub fn new(record: &'r Record) -> Sources<'r> {
        let documents = &record.documents;
        Sources {
            documents,
            numbers: documents.iter().enumerate().map(|(i, d)| (d.id.as_str(), i + 1)).collect(),
            paragraphs: documents.iter().map(|d| paragraphs(&d.text, headline_end(d))).collect(),
        }
    }

    /// All reports, in the order of their numbers.
    pub fn documents(&self) -> &'r [DocumentEntry] {
        self.documents
    }

    /// The number of a report, from 1; 0 where the record has none (the gate lets no such record through).
    pub fn number(&self, id: &str) -> usize {
        self.numbers.get(id).copied().unwrap_or(0)
    }

    /// The report of that id.
    pub fn document(&self, id: &str) -> Option<&'r DocumentEntry> {
        self.documents.get(self.number(id).checked_sub(1)?)
    }

    /// Paragraphs of report number `number` as byte ranges, headline first where there is one.
    pub fn paragraphs(&self, number: usize) -> &[Range<usize>] {
        number.checked_sub(1).and_then(|i| self.paragraphs.get(i)).map_or(&[], Vec::as_slice)
    }

    /// Whether the first paragraph of the report is its headline.
    pub fn has_headline(&self, number: usize) -> bool {
        number.checked_sub(1).and_then(|i| self.documents.get(i)).is_some_and(|d| headline_end(d) > 0)
    }

    /// Where the words stand.
    pub fn place(&self, words: Words<'_>) -> Place {
        let number = self.number(words.document);
        let before = self.paragraphs(number).partition_point(|p| p.start <= words.bytes[0]).max(1);
        Place { number, paragraph: before - usize::from(self.has_headline(number)) }
    }

    /// The places of some evidence, in order of reports, each report once with its first paragraph told.
    pub fn places(&self, evidence: &[Words<'_>]) -> Vec<Place> {
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for place in evidence.iter().map(|e| self.place(*e)) {
            let paragraph = first.entry(place.number).or_insert(place.paragraph);
            *paragraph = (*paragraph).min(place.paragraph);
        }
        first.into_iter().map(|(number, paragraph)| Place { number, paragraph }).collect()
    }

    /// What an account rests on: reports that copy one another, or credit or share one outlet, have one key.
    pub fn account(&self, id: &'r str) -> String {
        let mut at = id;
        for _ in 0..self.documents.len() {
            match self.document(at).and_then(|d| d.copy_of.as_deref()) {
                Some(next) => at = next,
                None => break,
            }
        }
        let named = self.document(at).and_then(|d| d.origin.as_ref().or(d.publisher.as_ref()));
        named.map_or_else(|| at.to_owned(), |name| name.to_lowercase())
    }

    /// What is to be known of a report before it is counted: what it copies, whom it credits, whether it could be read.
    pub fn notes(&self, document: &DocumentEntry) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(original) = &document.copy_of {
            let share = document.similarity.map(|s| format!(", {:.0}% of its words", s * 100.0)).unwrap_or_default();
            notes.push(format!("copy of [{}]{share}", self.number(original)));
        }
        notes.extend(document.origin.as_ref().map(|origin| format!("credits {origin}")));
        if document.language != "en" {
            notes.push(format!("in {}: kept, not analysed", phrase::language(&document.language)));
        }
        notes
    }

    /// A short name of the report of that id: its outlet, else its number.
    pub fn name(&self, id: &str) -> Cow<'r, str> {
        let outlet = self.document(id).and_then(|d| d.publisher.as_deref());
        outlet.map_or_else(|| Cow::Owned(format!("report {}", self.number(id))), Cow::Borrowed)
    }
}

/// Byte at which the headline ends, 0 where the text does not begin with the title.
fn headline_end(document: &DocumentEntry) -> usize {
    let title = document.title.as_deref().unwrap_or("");
    let stands =
        !title.is_empty() && document.text.strip_prefix(title).is_some_and(|rest| rest.is_empty() || rest.starts_with('\n'));
    if stands { title.len() } else { 0 }
}

/// The paragraphs: parted by blank lines where the body has any, else by line breaks.
fn paragraphs(text: &str, headline: usize) -> Vec<Range<usize>> {
    let body = headline + (text[headline..].len() - text[headline..].trim_start().len());
    let blank_lines = text[body..].trim_end().lines().any(|line| line.trim().is_empty());
    let mut found: Vec<Range<usize>> = Vec::new();
    if headline > 0 {
        found.push(0..headline);
    }
    let (mut at, mut open) = (body, false);
    for line in text[body..].split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        match found.last_mut() {
            _ if line.trim().is_empty() => open = false,
            Some(last) if open && blank_lines => last.end = range.end,
            _ => {
                found.push(range);
                open = true;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, headline: usize) -> Vec<&str> {
        paragraphs(text, headline).into_iter().map(|p| &text[p]).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_where_there_are_any() {
        assert_eq!(cut("Talks\n\nOne\nmore.\n\n Two. \n", 5), ["Talks", "One\nmore.", " Two."]);
        assert_eq!(cut("Talks\n\nOne.\nTwo.\n", 5), ["Talks", "One.", "Two."]);
        assert_eq!(cut("One.\nTwo.", 0), ["One.", "Two."]);
        assert_eq!(cut("", 0), [""; 0]);
        assert_eq!(cut("Talks", 5), ["Talks"]);
    }
}
