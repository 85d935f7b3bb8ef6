//! Whether a verb tells what was, what is or what is to come.
//!
//! Enters: the grammatical view. Leaves: a tense. It leaves alone: whether it is so.

use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;

/// How a verb stands to the day of telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Told as past.
    Past,
    /// Told as present.
    Present,
    /// Told as to come.
    Ahead,
}

/// The tense of a verb with its helpers.
pub fn tense(g: &Grammar, verb: TokenIx) -> Tense {
    let helpers: Vec<&str> = g.under(verb, &["aux", "auxpass"]).map(|t| g.lemma(t)).collect();
    let modal = ["will", "shall", "would", "may", "might", "could", "should", "can", "must"];
    match g.token(verb).tag {
        _ if helpers.iter().any(|h| modal.contains(h)) => Tense::Ahead,
        "VB" => Tense::Ahead,
        "VBD" | "VBN" => Tense::Past,
        _ if helpers.contains(&"have") => Tense::Past,
        _ => Tense::Present,
    }
}
