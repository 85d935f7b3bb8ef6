//! Detection of attributions: which words name a source, which attribute, which are attributed.
//!
//! Enters: the grammatical view and the quotations of one document. Leaves: attributions with the boundaries of the news style: a content keeps its
//! "that", its "to" and its quotation marks, a source its appositions. It leaves alone: chains, nesting, direct speech, stance. Another detector,
//! say a learned one, can stand in its place as long as it gives the same type.

mod adverbial;
pub mod attribution;
mod content;
mod continued;
mod found;
mod frames;
mod marked;
mod nominal;
mod quoted;
mod source;
mod verbal;

use super::quotation::Quotations;
use crate::grammar::Grammar;
use attribution::Attribution;
use readout_record::annotation::TokenIx;
use readout_record::span::Span;

pub use content::paragraph;
pub use marked::MODEL;
pub use source::{can_speak, entity, of_verb as source_of_verb};
pub use verbal::certainty;

/// All attributions of one document, nested ones included, in the order of their cues.
pub fn attributions(g: &Grammar, quotations: &Quotations) -> Vec<Attribution> {
    continued(g, quotations, marked::merged(g, patterns(g, quotations)))
}

/// The same by the patterns alone.
pub fn by_patterns(g: &Grammar, quotations: &Quotations) -> Vec<Attribution> {
    continued(g, quotations, patterns(g, quotations))
}

/// Adds the quotations that go on without a new cue.
fn continued(g: &Grammar, quotations: &Quotations, mut found: Vec<Attribution>) -> Vec<Attribution> {
    continued::extend(g, quotations, &mut found);
    let bare = continued::bare(g, quotations, &found);
    found.extend(bare);
    found.sort_by_key(|a| (a.cue.or(a.content.first().copied()).map(Span::start), a.content.first().copied()));
    found
}

/// What the patterns find by themselves.
fn patterns(g: &Grammar, quotations: &Quotations) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = (0..g.tokens().len())
        .filter_map(|token| at(g, quotations, token))
        .filter_map(|a| within_quotation(quotations, a))
        .collect();
    found.extend(continued::credited(g, quotations));
    found.sort_by_key(|a| (a.cue.or(a.content.first().copied()).map(Span::start), a.content.first().copied()));
    found.dedup_by(|b, a| a.cue.is_some() && a.cue == b.cue);
    found
}

/// What someone quoted says of others stays inside the quotation: an attribution whose cue is quoted keeps of its content only what is quoted with it.
fn within_quotation(quotations: &Quotations, mut attribution: Attribution) -> Option<Attribution> {
    let Some(home) = attribution.cue.and_then(|cue| quotations.around(cue)) else { return Some(attribution) };
    let same = |piece: &Span| quotations.pieces.iter().any(|q| q.utterance == home.utterance && q.outer.contains(*piece));
    attribution.content.retain(same);
    (!attribution.content.is_empty()).then_some(attribution)
}

fn at(g: &Grammar, quotations: &Quotations, token: TokenIx) -> Option<Attribution> {
    match g.token(token).pos {
        "VERB" | "AUX" => {
            let beside = adverbial::according(g, quotations, token).or_else(|| adverbial::is_how(g, quotations, token));
            beside.or_else(|| verbal::read(g, quotations, token))
        }
        "NOUN" => nominal::read(g, token).or_else(|| adverbial::perspective(g, quotations, token)),
        "ADP" | "SCONJ" => adverbial::according(g, quotations, token),
        _ => None,
    }
}
