//! What each of two says of the other: "Each capital said the other had asked for the call", "each side blames the other".
//!
//! Enters: the grammatical view and its voices. Leaves: contrasts of participants; who the two are, the brief knows.

use super::told::{Contrast, Told};
use super::voice::Voice;
use super::words::{WORDS, holds};
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;
use readout_record::kind::DiscrepancyKind;

/// The contrasts in the order of the text.
pub fn mutual(g: &Grammar, voices: &[Voice]) -> Vec<Contrast> {
    let said = voices.iter().filter(|v| is_each(g, v.source)).filter_map(|v| {
        let other = v.said.iter().copied().find(|&t| is_other(g, t) && matches!(g.label(t), "nsubj" | "nsubjpass" | "attr"))?;
        let told: Vec<TokenIx> = v.said.iter().copied().filter(|&t| t > other).collect();
        // That each calls the other polite, or late, does not set the two against each other.
        let sets_apart = g.label(other) == "attr" || g.head(other).is_some_and(|h| g.lemma(h) != "be");
        if !sets_apart {
            return None;
        }
        let attribute = g.span(&told).map_or_else(|| "who it was".to_owned(), |s| format!("who {}", g.plain(s)));
        contrast(g, v.source, (v.from..=v.to).collect(), attribute)
    });
    let blamed = (0..g.tokens().len()).filter(|&t| holds(&WORDS.blaming, g.lemma(t)) && g.token(t).pos == "VERB");
    let blamed = blamed.filter(|&t| !g.quoted(t)).filter_map(|verb| {
        let source = g.under(verb, &["nsubj"]).next()?;
        let object = g.under(verb, &["dobj"]).next()?;
        let each = is_each(g, source) && is_other(g, object);
        let end = g.sentences[g.sentence(verb)].end;
        let stop = |t: TokenIx| matches!(g.word(t), "." | "," | ";") || g.token(t).pos == "SPACE";
        let rest: Vec<TokenIx> = (object + 1..end).take_while(|&t| !stop(t)).collect();
        let attribute = match g.span(&rest) {
            Some(span) => format!("{} {}", g.lemma(verb), g.plain(span)),
            None => g.lemma(verb).to_owned(),
        };
        let first = *g.noun_phrase(source).first()?;
        contrast(g, source, (first..=rest.last().copied().unwrap_or(object)).collect(), attribute).filter(|_| each)
    });
    said.chain(blamed).collect()
}

fn contrast(g: &Grammar, source: TokenIx, tokens: Vec<TokenIx>, attribute: String) -> Option<Contrast> {
    let side = Told { source, value: String::new(), span: g.span(&tokens)? };
    Some(Contrast { kind: DiscrepancyKind::Participants, attribute, sides: [side.clone(), side], mutual: true })
}

/// "Each side", "both capitals", "each of the two governments", "both".
fn is_each(g: &Grammar, t: TokenIx) -> bool {
    let each = |t: TokenIx| matches!(g.word(t).to_lowercase().as_str(), "each" | "both");
    let noun = holds(&WORDS.sides, g.lemma(t)) && g.under(t, &["det", "predet", "nummod", "amod", "nmod"]).any(each);
    let of = each(t) && g.under(t, &["prep"]).all(|p| g.under(p, &["pobj"]).all(|o| holds(&WORDS.sides, g.lemma(o))));
    noun || of
}

/// "The other", "the other side", "each other".
fn is_other(g: &Grammar, t: TokenIx) -> bool {
    let other = |t: TokenIx| g.word(t).eq_ignore_ascii_case("other");
    let the = |t: TokenIx| g.under(t, &["det"]).any(|d| g.word(d).eq_ignore_ascii_case("the"));
    other(t) && the(t) || holds(&WORDS.sides, g.lemma(t)) && the(t) && g.under(t, &["amod"]).any(other)
}
