//! Counts of things: the noun that a number counts, and the numbers that count nothing because they are part of a name or a label.
//!
//! Enters: the grammatical view, items, and a number with no unit. Leaves: the noun and where its phrase ends. It leaves alone: measures.

use super::item::{Item, Kind};
use super::lexicon::LEXICON;
use super::measure::Measure;
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;

/// Tokens between a number and its noun at most.
const REACH: usize = 6;

/// The noun that the number counts: its token.
pub fn noun(g: &Grammar, items: &[Item], found: &Measure) -> Option<TokenIx> {
    let number = items[found.number_end - 1].token;
    let next = items.get(found.end)?;
    if next.word == "of" || items[found.end - 1].word == "of" {
        return partitive(g, items, found).filter(|_| found.quantity.value != 1.0);
    }
    if next.word == "times" {
        return Some(next.token);
    }
    // "from 145 to 30 percent": what follows belongs to the second number.
    if next.word == "to" {
        return None;
    }
    let noun =
        governed(g, items[found.core].token, number).or_else(|| adjacent(g, items, found)).or_else(|| casualty(g, number))?;
    let word = g.word(noun).to_lowercase();
    (!LEXICON.uncounted.contains_key(word.trim_end_matches('.'))).then_some(noun)
}

/// "144 dead", "sixteen wounded": the word straight behind the number, if it describes nothing else.
fn casualty(g: &Grammar, number: TokenIx) -> Option<TokenIx> {
    let next = number + 1;
    let told = g.tokens().get(next).is_some() && LEXICON.casualty.contains_key(&*g.word(next).to_lowercase());
    let modifies = || g.label(next) == "amod" && g.head(next).is_some_and(|h| h > next);
    (told && !modifies() && g.sentence(next) == g.sentence(number)).then_some(next)
}

/// The noun in lower case and in the singular; the lemma of a name keeps its plural: "Russians".
pub fn singular(g: &Grammar, noun: TokenIx) -> String {
    let (lemma, word) = (g.lemma(noun).to_lowercase(), g.word(noun).to_lowercase());
    if LEXICON.casualty.contains_key(&*word) {
        return word;
    }
    match (g.token(noun).tag, lemma.strip_suffix('s')) {
        ("NNPS", Some(one)) if !one.ends_with('s') => one.to_owned(),
        _ => lemma,
    }
}

/// Up from the number, which begins at token `first`, over what modifies to the right, to a common noun.
fn governed(g: &Grammar, first: TokenIx, number: TokenIx) -> Option<TokenIx> {
    let mut at = number;
    for _ in 0..4 {
        // "two hundred and fifty": the last word hangs on one before it.
        if let Some(head) = g.head(at).filter(|head| g.label(at) == "conj" && (first..at).contains(head)) {
            at = head;
        }
        if !matches!(g.label(at), "nummod" | "quantmod" | "compound" | "amod" | "nmod" | "advmod" | "det") {
            return None;
        }
        at = g.head(at).filter(|&h| h > at && h.saturating_sub(number) <= REACH)?;
        if at > number && is_counted(g, at) && !matches!(g.label(at), "compound" | "nmod") {
            return unbroken(g, number, at).then_some(at);
        }
    }
    None
}

/// The plural noun straight behind the number or behind one adjective, where the parse says nothing.
fn adjacent(g: &Grammar, items: &[Item], found: &Measure) -> Option<TokenIx> {
    let next = items.get(found.end).filter(|i| !i.parted && i.kind == Kind::Word)?.token;
    let adjective = g.token(next).tag == "JJ" || g.label(next) == "amod" && g.head(next) == Some(next + 1);
    let described = adjective && g.tokens().get(next + 1).is_some_and(|t| t.tag == "NNS");
    let token = next + usize::from(described);
    let tag = g.token(token).tag;
    let noun = latin(g, token) && matches!(tag, "NNS" | "NNPS")
        || found.quantity.value == 1.0 && tag == "NN" && g.label(items[found.core].token) == "nummod";
    noun.then_some(token)
}

/// "33 of the hostages", "dozens of soldiers": the object of "of", unless it is "them".
fn partitive(g: &Grammar, items: &[Item], found: &Measure) -> Option<TokenIx> {
    let of = if items[found.end - 1].word == "of" { found.end - 1 } else { found.end };
    let token = items[of].token;
    let object = g.under(token, &["pobj"]).next()?;
    let many = matches!(g.token(object).tag, "NNS" | "NNPS") || matches!(g.lemma(object), "people" | "personnel" | "aircraft");
    (object > token && object - token <= REACH && many && latin(g, object)).then_some(object)
}

fn is_counted(g: &Grammar, token: TokenIx) -> bool {
    matches!(g.token(token).tag, "NN" | "NNS" | "NNPS") && g.token(token).pos != "SPACE" && latin(g, token)
}

/// Whether the word is in Latin letters: what is quoted in another script is counted by none.
fn latin(g: &Grammar, token: TokenIx) -> bool {
    g.word(token).starts_with(|c: char| c.is_alphabetic() && c < '\u{250}')
}

/// Whether no mark but a hyphen stands between `from` and `to`.
fn unbroken(g: &Grammar, from: TokenIx, to: TokenIx) -> bool {
    (from + 1..to).all(|t| g.token(t).pos != "PUNCT" && g.token(t).pos != "SPACE" || g.word(t) == "-")
}

/// Whether the number is part of a name, a label, an ordinal, a telephone number, a score, an age or a fraction.
pub fn is_label(g: &Grammar, items: &[Item], found: &Measure) -> bool {
    let (first, last) = (&items[found.core], &items[found.number_end - 1]);
    let before = found.core.checked_sub(1).map(|b| &items[b]);
    let after = items.get(found.number_end);
    let glued_before = before.filter(|_| first.glued);
    let glued_after = after.filter(|a| a.glued);
    let named = glued_before.is_some_and(|b| matches!(&*b.word, "-" | "/" | "#" | ":" | "." | "'" | "’") || b.kind != Kind::Mark);
    let bounded = found.unit.is_some() || found.end > found.number_end;
    let ordinal = glued_after.is_some_and(|a| a.kind == Kind::Word && !bounded || a.word == "/" || a.word == ":");
    let joined = glued_after.is_some_and(|a| a.word == "-") && last.kind == Kind::Figure && !bounded;
    let fraction = after.is_some_and(|a| a.word == "-" || a.word == "th") && found.unit.is_none() && first.kind == Kind::Word;
    named && first.kind == Kind::Figure
        || ordinal
        || joined
        || fraction
        || before.is_some_and(|b| labels(g, b, first))
        || before.is_some_and(|b| b.word == "." && b.glued) && found.core >= 2 && items[found.core - 2].word == "no"
        || is_age(g, before, after, first)
}

/// Whether the word before makes the number its name: "Resolution 1701", "Falcon 9".
fn labels(g: &Grammar, before: &Item, number: &Item) -> bool {
    let listed = LEXICON.labels.contains_key(&*before.word);
    let governs = g.head(number.token) == Some(before.token);
    let name = before.capital && g.token(before.token).pos == "PROPN" && governs && number.kind == Kind::Figure;
    !number.parted && (listed && (number.kind == Kind::Figure || before.capital) || name)
}

/// ", 45," behind a name.
fn is_age(g: &Grammar, before: Option<&Item>, after: Option<&Item>, number: &Item) -> bool {
    let comma = |i: Option<&Item>| i.is_some_and(|i| matches!(&*i.word, "," | "(" | ")" | "."));
    comma(before) && comma(after) && number.kind == Kind::Figure && g.label(number.token) != "nsubj"
}

/// Whether a bare number stands where a count can: "34 were killed". Years and lone figures elsewhere are not taken.
pub fn stands_alone(g: &Grammar, items: &[Item], found: &Measure) -> bool {
    let token = items[found.number_end - 1].token;
    let bounded = found.first < found.core;
    let role = matches!(g.label(token), "nsubj" | "nsubjpass" | "dobj") || bounded && g.label(token) == "pobj";
    let number = g.token(token).tag == "CD" && !found.vague || found.vague && g.token(token).tag == "NNS";
    role && number && found.quantity.value != 1.0 && !is_year(g, items, found)
}

/// Whether four bare figures read as a year.
pub fn is_year(g: &Grammar, items: &[Item], found: &Measure) -> bool {
    let item = &items[found.core];
    let four = item.kind == Kind::Figure && item.word.len() == 4 && item.word.bytes().all(|b| b.is_ascii_digit());
    let range = (1500.0..2100.0).contains(&found.quantity.value);
    let dated = || g.annotations.entities.iter().any(|e| e.label == "DATE" && (e.first..e.end).contains(&(item.token as u32)));
    four && range && (found.first == found.core || dated()) && (dated() || noun(g, items, found).is_none())
}
