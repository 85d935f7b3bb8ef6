//! Differences that one report puts side by side: two who are told to say what cannot both be so, or one who denies what the other says.
//!
//! Enters: the grammatical view of a document and what was extracted from it. Leaves: contrasts, each with its two sides: who is told to say it, and
//! the words. It leaves alone: which actors they are, and who is right.

pub mod amount;
pub mod conflict;
pub mod denied;
pub mod mutual;
pub mod voice;
pub mod words;

use crate::extract::Extracted;
use crate::grammar::Grammar;
use crate::rules::Example;
use readout_record::annotation::TokenIx;
use readout_record::kind::DiscrepancyKind;
use readout_record::span::Span;
use words::WORDS;

/// What one of the two says.
#[derive(Clone, Debug)]
pub struct Told {
    /// Token that heads the words for who says it.
    pub source: TokenIx,
    /// What it comes to.
    pub value: String,
    /// The words.
    pub span: Span,
}

/// Two who tell one thing in two ways.
#[derive(Clone, Debug)]
pub struct Contrast {
    /// In what they differ.
    pub kind: DiscrepancyKind,
    /// What it is about.
    pub attribute: String,
    /// What each says, in the order of the text.
    pub sides: [Told; 2],
    /// Whether each says it of the other: then both sides have the same words and stand for the two who deal with each other.
    pub mutual: bool,
}

/// The contrasts of a document, in the order of the text; no words stand in two of them.
pub fn contrasts(g: &Grammar, found: &Extracted) -> Vec<Contrast> {
    let voices = voice::voices(g, found);
    let mut all = denied::denied(g, &voices);
    all.extend(conflict::conflicts(g, found, &voices));
    all.extend(amount::gapped(g));
    all.extend(mutual::mutual(g, &voices));
    all.sort_by_key(|c| c.sides[0].span.start());
    let mut kept: Vec<Contrast> = Vec::new();
    for c in all {
        let again = |k: &Contrast| k.sides.iter().zip(&c.sides).all(|(a, b)| a.span.overlaps(b.span));
        if !kept.iter().any(again) {
            kept.push(c);
        }
    }
    kept
}

/// A span's words on one line.
fn plain(g: &Grammar, span: Span) -> String {
    span.of(g.text()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The examples of `rules/contrasts.toml`: `kind: who: words | who: words`.
pub fn examples() -> &'static [Example] {
    &WORDS.example
}
