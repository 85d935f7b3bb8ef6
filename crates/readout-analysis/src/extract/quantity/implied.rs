//! What a number counts where its noun stands elsewhere: "the missing, of whom 1,600 are sought", "put the number of tanks at 65", "by 84 to 41".
//!
//! Enters: the grammatical view and the token of a number with no noun. Leaves: the noun, in lower case and in the singular.

use super::count::singular;
use super::lexicon::LEXICON;
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;

/// The noun that is meant.
pub fn noun(g: &Grammar, number: TokenIx) -> Option<String> {
    of_whom(g, number).or_else(|| tally(g, number)).or_else(|| vote(g, number))
}

/// "The missing, of whom 1,600 are sought".
fn of_whom(g: &Grammar, number: TokenIx) -> Option<String> {
    let verb = g.head(number).filter(|_| matches!(g.label(number), "nsubj" | "nsubjpass"))?;
    let told = g.head(verb).filter(|_| g.label(verb) == "relcl")?;
    let relative = |of: TokenIx| g.word(of) == "of" && g.under(of, &["pobj"]).any(|w| matches!(g.word(w), "whom" | "which"));
    (g.under(verb, &["prep"]).any(relative) && g.token(told).pos != "PROPN").then(|| singular(g, told))
}

/// "Put the number of tanks at 65", "the death toll rose to 19".
fn tally(g: &Grammar, number: TokenIx) -> Option<String> {
    let near = match g.label(number) {
        "attr" | "dobj" => g.head(number)?,
        _ => {
            let preposition = g.head(number).filter(|&p| g.label(number) == "pobj" && matches!(g.word(p), "at" | "to"))?;
            g.head(preposition)?
        }
    };
    let counted = |t: &TokenIx| LEXICON.tally.contains_key(g.lemma(*t)) || g.lemma(*t) == "toll";
    // In "the number of boats seized at 65" the parse hangs the preposition on "seized".
    let above = std::iter::once(near).chain(g.ancestors(near)).take(4);
    let of = above.filter_map(|v| g.under(v, &["dobj", "nsubj", "nsubjpass"]).find(counted)).next()?;
    if g.lemma(of) == "toll" {
        return Some("dead".to_owned());
    }
    let what = *g.prepositional(of, "of").first()?;
    (g.token(what).pos != "PROPN").then(|| singular(g, what))
}

/// "Passed the bill by 84 to 41".
fn vote(g: &Grammar, number: TokenIx) -> Option<String> {
    let by = g.head(number).filter(|&p| g.label(number) == "pobj" && matches!(g.word(p), "by" | "to"))?;
    let verb = g.head(by).filter(|&v| LEXICON.voting.contains_key(g.lemma(v)))?;
    let side = |word: &str| g.prepositional(verb, word).iter().any(|&n| counts(g, n));
    (side("by") && (side("to") || side("against"))).then(|| "vote".to_owned())
}

/// Whether it is a bare number, or one of votes.
fn counts(g: &Grammar, t: TokenIx) -> bool {
    g.token(t).tag == "CD" || g.lemma(t) == "vote"
}
