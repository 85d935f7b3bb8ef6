//! Differences that one report puts side by side: two who are told to say what cannot both be so, or one who denies what the other says.
//!
//! Enters: the grammatical view of a document and what was extracted from it. Leaves: contrasts, each with its two sides: who is told to say it, and
//! the words. It leaves alone: which actors they are, and who is right.

pub mod amount;
pub mod conflict;
pub mod denied;
pub mod mutual;
pub mod told;
pub mod voice;
pub mod words;

use crate::extract::Extracted;
use crate::grammar::Grammar;
use crate::rules::Example;
use told::Contrast;
use words::WORDS;

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

/// The examples of `rules/contrasts.toml`: `kind: who: words | who: words`.
pub fn examples() -> &'static [Example] {
    &WORDS.example
}
