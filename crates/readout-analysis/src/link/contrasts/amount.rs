//! Amounts that two tell: bare ones, and those of a clause whose verb is left out ("puts the dead at 12, the rebels at 30").
//!
//! Enters: the grammatical view. Leaves: amounts of tokens, and contrasts of two that cannot both hold.

use super::told::{Contrast, Told};
use super::words::{WORDS, holds};
use crate::extract::Extracted;
use crate::extract::quantity::compare::can_both_hold;
use crate::extract::quantity::item::figure;
use crate::grammar::Grammar;
use crate::link::claims::value::dimension;
use readout_record::annotation::TokenIx;
use readout_record::kind::DiscrepancyKind;
use readout_record::mention::{Quantity, QuantityMention};
use readout_record::span::Span;

/// An amount with its words.
pub struct Amount {
    /// The words.
    pub span: Span,
    /// What they say; `None` for a bare number.
    pub quantity: Option<Quantity>,
    bare: String,
}

/// The only amount among some tokens: what was read as one, else a bare number.
pub fn only(g: &Grammar, found: &Extracted, tokens: &[TokenIx]) -> Option<Amount> {
    let span = g.span(tokens)?;
    let dated = |t: TokenIx| found.times.iter().any(|time| time.span.contains(g.token(t).span));
    let read: Vec<&QuantityMention> = found.quantities.iter().filter(|q| span.contains(q.span)).collect();
    let inside = |t: TokenIx| read.iter().any(|q| q.span.contains(g.token(t).span));
    let bare: Vec<TokenIx> = tokens.iter().copied().filter(|&t| g.token(t).tag == "CD" && !dated(t) && !inside(t)).collect();
    match (read.as_slice(), bare.as_slice()) {
        ([one], []) => Some(Amount { span: one.span, quantity: Some(one.quantity.clone()), bare: String::new() }),
        ([], [one]) => Some(Amount { span: g.token(*one).span, quantity: None, bare: g.word(*one).to_lowercase() }),
        _ => None,
    }
}

/// Whether two amounts are of one thing and cannot both hold. A bare number is of what the other counts.
pub fn conflict(a: &Amount, b: &Amount) -> bool {
    let exact = |q: &Quantity| q.low == q.high && !q.approximate;
    match (&a.quantity, &b.quantity) {
        (Some(x), Some(y)) => dimension(x) == dimension(y) && !can_both_hold(x, y),
        (Some(x), None) => exact(x) && figure(&b.bare).is_some_and(|n| n != x.value),
        (None, Some(y)) => exact(y) && figure(&a.bare).is_some_and(|n| n != y.value),
        (None, None) => figure(&a.bare).zip(figure(&b.bare)).is_some_and(|(x, y)| x != y),
    }
}

/// "The army puts the dead at 12, the rebels at 30": the second verb is left out.
pub fn gapped(g: &Grammar) -> Vec<Contrast> {
    (0..g.tokens().len()).filter_map(|verb| gap(g, verb)).collect()
}

fn gap(g: &Grammar, verb: TokenIx) -> Option<Contrast> {
    let puts = g.token(verb).pos == "VERB" && holds(&WORDS.putting, g.lemma(verb)) && !g.quoted(verb);
    let source = g.under(verb, &["nsubj"]).next().filter(|_| puts)?;
    let end = g.sentences[g.sentence(verb)].end;
    let at = |from: TokenIx| (from..end.saturating_sub(1)).find(|&t| g.word(t) == "at" && g.token(t + 1).tag == "CD");
    let (first, second) = (at(verb)?, at(at(verb)? + 1)?);
    let mark = first + 2;
    let rest: Vec<TokenIx> = (mark..second).collect();
    let joined = rest.first().is_some_and(|&t| matches!(g.word(t), "," | ";" | "and" | "while"));
    let named: Vec<TokenIx> =
        rest.into_iter().skip_while(|&t| matches!(g.word(t), "," | ";" | "and" | "while" | "but")).collect();
    let names = named.iter().all(|&t| matches!(g.token(t).pos, "DET" | "NOUN" | "PROPN" | "ADJ" | "PART")) && named.len() <= 5;
    let other = *named.iter().rev().find(|&&t| matches!(g.token(t).pos, "NOUN" | "PROPN"))?;
    let numbers = figure(g.word(first + 1)).zip(figure(g.word(second + 1)));
    let differ = numbers.is_some_and(|(x, y)| x != y);
    let of = g.under(verb, &["dobj"]).find(|&t| t < first)?;
    let side = |source, number: TokenIx| Told { source, value: g.word(number).to_owned(), span: g.token(number).span };
    (joined && names && differ).then(|| Contrast {
        kind: DiscrepancyKind::Quantity,
        attribute: g.span(&g.noun_phrase(of)).map_or_else(String::new, |s| g.plain(s)),
        sides: [side(source, first + 1), side(other, second + 1)],
        mutual: false,
    })
}
