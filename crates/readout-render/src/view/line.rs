//! One line of a brief: pieces that know what they are, and the words that the line rests on.
//!
//! Enters: words and evidence. Leaves: lines, sections and stories as plain values for the formats.

use readout_record::record::{Content, Evidence};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Verbatim words of a report and where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words<'r> {
    /// Id of the report.
    pub document: &'r str,
    /// Where, in bytes of its text.
    pub bytes: [usize; 2],
    /// The words.
    pub quote: &'r str,
}

impl<'r> From<&'r Evidence> for Words<'r> {
    fn from(evidence: &'r Evidence) -> Words<'r> {
        Words { document: &evidence.document, bytes: evidence.bytes, quote: &evidence.quote }
    }
}

impl<'r> From<&'r Content> for Words<'r> {
    fn from(content: &'r Content) -> Words<'r> {
        Words { document: &content.document, bytes: content.bytes, quote: &content.quote }
    }
}

/// All of some evidence.
pub fn words(evidence: &[Evidence]) -> Vec<Words<'_>> {
    evidence.iter().map(Words::from).collect()
}

/// A run of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece<'r> {
    /// Words of Readout's own, or names from the record.
    Text(String),
    /// What the eye should find first.
    Strong(String),
    /// Verbatim words of a report; the only thing that a format puts into quotation marks.
    Quote(&'r str),
}

/// One line and what it rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line<'r> {
    /// Date in full and in short, where the line has one.
    pub lead: Option<(String, String)>,
    /// What it says.
    pub pieces: Vec<Piece<'r>>,
    /// What is to be known beside it: `planned`, `told in 3 of 5 reports`.
    pub notes: Vec<String>,
    /// The words that it rests on; empty only where the line says that nothing was found.
    pub evidence: Vec<Words<'r>>,
    /// Lines that belong under it.
    pub under: Vec<Line<'r>>,
}

impl<'r> Line<'r> {
    /// Everything that a reader reads of it, without regard to marks and white space.
    fn says(&self) -> String {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(words) | Piece::Strong(words) => letters(words),
            Piece::Quote(words) => letters(words),
        });
        let lead = self.lead.iter().map(|(long, _)| long.clone());
        let under = self.under.iter().map(Line::says);
        lead.chain(pieces).chain(self.notes.iter().cloned()).chain(under).collect::<Vec<_>>().join("\n")
    }

    /// Adds plain words.
    pub fn say(&mut self, words: impl Into<String>) -> &mut Line<'r> {
        self.pieces.push(Piece::Text(words.into()));
        self
    }

    /// Adds words in bold.
    pub fn strong(&mut self, words: impl Into<String>) -> &mut Line<'r> {
        self.pieces.push(Piece::Strong(words.into()));
        self
    }

    /// Adds the record's `words` as a quotation where the evidence carries them, else as plain words.
    pub fn words_of(&mut self, words: &'r str, evidence: &'r [Evidence]) -> &mut Line<'r> {
        let verbatim = evidence.iter().any(|e| e.quote.contains(words));
        self.pieces.push(if verbatim { Piece::Quote(words) } else { Piece::Text(words.to_owned()) });
        self
    }
}

/// Lines that say the same as one before them, folded into it with the words of both.
pub fn folded(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut kept: Vec<Line<'_>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines {
        match places.entry(line.says()) {
            Entry::Occupied(place) => {
                let first = &mut kept[*place.get()];
                let new: Vec<_> = line.evidence.into_iter().filter(|w| !first.evidence.contains(w)).collect();
                first.evidence.extend(new);
            }
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(line);
            }
        }
    }
    kept
}

/// One part of a brief.
#[derive(Clone, Debug, PartialEq)]
pub struct Section<'r> {
    /// Name for links: `promised`.
    pub key: &'static str,
    /// Heading.
    pub heading: &'static str,
    /// Whether it is worth telling that nothing was found.
    pub even_empty: bool,
    /// How many lines a brief of one screen shows; 0 for none.
    pub on_screen: usize,
    /// The lines, most important first, or by date.
    pub lines: Vec<Line<'r>>,
}

/// One side of a difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Side<'r> {
    /// What it says; `None` where that is the very words.
    pub value: Option<String>,
    /// Who says it.
    pub who: String,
    /// How many accounts tell it.
    pub accounts: String,
    /// Where.
    pub evidence: Vec<Words<'r>>,
}

/// A point on which accounts cannot both hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference<'r> {
    /// Which value: `duration`.
    pub attribute: String,
    /// Of what: `phone call, 12 February 2025, A and B`.
    pub about: Vec<Piece<'r>>,
    /// The sides, most independent accounts first.
    pub sides: Vec<Side<'r>>,
}

/// One column of the comparison: who tells it, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Column<'r> {
    /// `More than one account`, `Only Harbour Post`.
    pub heading: String,
    /// What is told there.
    pub lines: Vec<Line<'r>>,
}

/// A story of the record.
pub struct Story<'r> {
    /// Headline of its most central report; `None` for what belongs to no story.
    pub title: Option<&'r str>,
    /// `5 reports, 3 independent accounts`.
    pub count: String,
    /// Whether any of its reports is in a language that is analysed; where none is, silence says nothing.
    pub analysed: bool,
    /// A few sentences of the reports.
    pub summary: Vec<Line<'r>>,
    /// What happened or is to happen.
    pub events: Section<'r>,
    /// Where accounts differ.
    pub differences: Vec<Difference<'r>>,
    /// What more than one account tells, and what one alone tells; empty where there is one account.
    pub comparison: Vec<Column<'r>>,
    /// Everything else, in the order of a reader's questions.
    pub sections: Vec<Section<'r>>,
}
