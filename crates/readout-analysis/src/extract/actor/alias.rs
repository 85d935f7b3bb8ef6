//! Short forms that a document gives its names itself: "the Northern River Front (NRF)".
//!
//! Enters: the grammatical view and where a name ends. Leaves: the token of the short form, and the pairs of a whole document.

use super::found::Found;
use crate::grammar::Grammar;
use crate::knowledge;
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;

/// A name with the short form that stands in brackets after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// Number of the mention with the long form.
    pub mention: usize,
    /// The short form.
    pub short: String,
}

/// The short form in brackets after a name that ends before `end`: capitals and digits in one word.
pub fn in_brackets(g: &Grammar, end: TokenIx) -> Option<TokenIx> {
    let word = |t: TokenIx| g.tokens().get(t).map_or("", |t| t.span.of(g.text()));
    let inside = word(end + 1);
    let capitals = inside.chars().filter(|c| c.is_uppercase()).count();
    let short =
        capitals > 1 && inside.len() < 12 && inside.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || "-.&".contains(c));
    (word(end) == "(" && word(end + 2) == ")" && short && knowledge::place(inside).is_none()).then_some(end + 1)
}

/// The pairs among the mentions of a document, in its order.
pub fn aliases(g: &Grammar, found: &[Found]) -> Vec<Alias> {
    let named = |f: &Found| {
        let words = f.mention.name.split(' ').filter(|w| w.starts_with(char::is_uppercase)).count();
        matches!(f.mention.kind, ActorKind::Organisation | ActorKind::Group) && words > 1
    };
    let all = found.iter().enumerate().filter(|(_, f)| named(f));
    all.filter_map(|(mention, f)| {
        let short = g.word(in_brackets(g, f.tokens.end)?).to_owned();
        let credit = knowledge::outlet(&short).is_some() && knowledge::outlet(&f.mention.name).is_none();
        (!credit).then_some(Alias { mention, short })
    })
    .collect()
}
