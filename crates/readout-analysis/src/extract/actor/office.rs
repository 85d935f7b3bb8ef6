//! Where a name begins that the model has run together with the office before it: "Minister of Energy of the Republic of Chad Adam Brahim".
//!
//! Enters: the grammatical view and a range that the model takes for one name. Leaves: the token at which the person's name begins.

use super::describe::title_start;
use super::lexicon::LEXICON;
use super::shape::{entity_at, is_body, plain_name, words};
use crate::grammar::Grammar;
use crate::knowledge;
use readout_record::annotation::TokenIx;
use std::ops::Range;

/// Tokens before a name among which its office is looked for.
const REACH: usize = 14;

/// Where a person's name begins in a name that follows an office and "of".
pub fn name_in(g: &Grammar, range: &Range<TokenIx>) -> Option<TokenIx> {
    let within = (range.start..range.end).any(|t| g.token(t).pos == "ADP");
    if range.len() < 3 || !(follows_office(g, range.start) || within && title_start(g, range.start).is_some()) {
        return None;
    }
    (range.start + 1..range.end).rev().find(|&at| {
        let name = at..range.end;
        matches!(name.len(), 2 | 3) && plain_name(g, &name) && !is_body(g, &name) && ends_office(g, range.start, at)
    })
}

/// Whether a run of proper nouns that the model left out is a name right after the body that the office before it is of: "of the Republic of Chad
/// Adam Brahim".
pub fn name_after(g: &Grammar, run: &Range<TokenIx>) -> bool {
    let body = run.start.checked_sub(1).and_then(|t| entity_at(g, t)).is_some_and(|e| matches!(e.label, "GPE" | "ORG"));
    body && matches!(run.len(), 2 | 3) && plain_name(g, run) && !is_body(g, run) && follows_office(g, run.start)
}

/// Whether a title and "of", with nothing but capitals and small words between, stand before a token.
fn follows_office(g: &Grammar, start: TokenIx) -> bool {
    offices(g, start).next().is_some()
}

/// The nouns of the titles of which what stands before `name` may be the office, the nearest first: each stands before an "of".
pub fn offices<'g>(g: &'g Grammar, name: TokenIx) -> impl Iterator<Item = TokenIx> + 'g {
    let sentence = g.sentence(name);
    let part = move |t: &TokenIx| {
        let capital = g.word(*t).starts_with(char::is_uppercase) && g.token(*t).pos != "PUNCT";
        let small = matches!(g.lemma(*t), "of" | "for" | "to" | "the" | "and" | "&" | "-");
        g.sentence(*t) == sentence && (capital || small || g.token(*t).pos == "SPACE")
    };
    let run: Vec<TokenIx> = (name.saturating_sub(REACH)..name).rev().take_while(part).collect();
    run.into_iter()
        .filter(move |&t| t > 0 && matches!(g.lemma(t), "of" | "for" | "to"))
        .map(|of| of - 1)
        .filter(move |&noun| !g.word(noun).ends_with('s') && title_start(g, noun).is_some())
}

/// Whether what ends before `at` is what an office is of: a state, a body, a field of government, those whom it serves.
fn ends_office(g: &Grammar, start: TokenIx, at: TokenIx) -> bool {
    // "Of Water Resources Ann Lee": the model may take the last word of the field for one of the name.
    let low = start.saturating_sub(4);
    let from = (low..at).rev().find(|&t| g.token(t).pos == "ADP").map_or(start, |t| t + 1);
    let segment = (from..at).find(|&t| g.token(t).pos != "DET").unwrap_or(from)..at;
    if segment.is_empty() {
        return false;
    }
    let last = g.word(at - 1).to_lowercase();
    let whole = words(g, &segment);
    let field = knowledge::title(&format!("minister of {}", whole.to_lowercase())).is_some();
    let served = knowledge::title(last.trim_end_matches('s')).is_some();
    knowledge::place(whole).is_some()
        || knowledge::organisation(whole).is_some()
        || field
        || served
        || LEXICON.bodies.contains(&last)
        || LEXICON.headed.contains(&last)
}
