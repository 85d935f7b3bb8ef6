//! What one says and another is told to deny, with a word that points back: "a claim which the union disputes", "Chad denies this".
//!
//! Enters: the grammatical view and its voices. Leaves: contrasts of polarity.

use super::told::{Contrast, Told};
use super::voice::{Voice, about};
use super::words::{WORDS, holds};
use crate::grammar::{Grammar, is_nominal};
use readout_record::annotation::TokenIx;
use readout_record::kind::DiscrepancyKind;

/// How many sentences "the accusation" may look back.
const BACK: usize = 2;
/// Letters by which a name and its adjective are one: "Norway", "Norwegian".
const STEM: usize = 4;

/// The contrasts in the order of the text.
pub fn denied(g: &Grammar, voices: &[Voice]) -> Vec<Contrast> {
    let denies = |t: TokenIx| holds(&WORDS.denying, g.lemma(t)) || holds(&WORDS.disagreeing, g.lemma(t));
    let verbs = (0..g.tokens().len()).filter(|&t| g.token(t).pos == "VERB" && denies(t));
    verbs.filter(|&t| !g.quoted(t) && !g.negated(t)).filter_map(|verb| denial(g, voices, verb)).collect()
}

fn denial(g: &Grammar, voices: &[Voice], verb: TokenIx) -> Option<Contrast> {
    let subject = g.under(verb, &["nsubj"]).find(|&s| is_nominal(g.token(s)) && !is_relative(g, s))?;
    let (from, told) = relative(g, voices, verb, subject)
        .or_else(|| pointed(g, voices, verb, subject).or_else(|| at_odds(g, voices, verb, subject)))?;
    let denies = holds(&WORDS.denying, g.lemma(verb));
    let end = g.sentences[g.sentence(verb)].end;
    let tokens: Vec<TokenIx> = (from..end).take_while(|&t| t <= verb || !is_stop(g, t)).collect();
    let span = g.span(&tokens)?;
    let whole: Vec<TokenIx> = (told.from..=told.to).collect();
    Some(Contrast {
        kind: DiscrepancyKind::Polarity,
        attribute: match told.verb(g) {
            Some(verb) => about(g, verb),
            None => g.plain(g.span(&told.said)?),
        },
        sides: [
            Told { source: told.source, value: g.plain(g.span(&told.said)?), span: g.span(&whole)? },
            Told { source: subject, value: if denies { "denied" } else { "disagreed" }.into(), span },
        ],
        mutual: false,
    })
}

fn is_relative(g: &Grammar, t: TokenIx) -> bool {
    matches!(g.token(t).tag, "WDT" | "WP")
}

fn is_stop(g: &Grammar, t: TokenIx) -> bool {
    matches!(g.word(t), "." | "," | ";" | "–" | "—" | "!" | "?" | "…") || g.token(t).pos == "SPACE"
}

/// ", which Chad denies" and ", a claim that Chad denies": the clause, and who has been told to say so before it.
fn relative(g: &Grammar, voices: &[Voice], verb: TokenIx, subject: TokenIx) -> Option<(TokenIx, Voice)> {
    let object = g.under(verb, &["dobj"]).find(|&o| is_relative(g, o) && o < subject);
    let noun = g.head(verb).filter(|&h| g.label(verb) == "relcl" && holds(&WORDS.claims, g.lemma(h)));
    let from = match (noun, object) {
        (Some(noun), _) => *g.noun_phrase(noun).first()?,
        (None, Some(object)) => object,
        (None, None) => return None,
    };
    let parted = from.checked_sub(1).is_some_and(|t| g.word(t) == ",");
    let before = |v: &&Voice| v.sentence == g.sentence(verb) && v.cue < from && v.source < from;
    let told = voices.iter().rev().filter(before).find(|v| v.said.iter().any(|&t| t < from))?;
    // What is said may reach over the words that deny it: it ends where they begin.
    Some((from, told.before(g, from).filter(|_| parted)?))
}

/// "Chad denies this", "The union rejected the claim": who was told to say so last.
fn pointed(g: &Grammar, voices: &[Voice], verb: TokenIx, subject: TokenIx) -> Option<(TokenIx, Voice)> {
    let object = g.under(verb, &["dobj"]).next().filter(|&o| o > verb)?;
    let alone = g.children(object).iter().all(|&c| matches!(g.label(c), "det" | "punct" | "amod"));
    let word = holds(&WORDS.pointing, g.word(object)) && g.children(object).is_empty();
    let definite = |t: TokenIx| matches!(g.word(t).to_lowercase().as_str(), "the" | "that" | "this" | "these" | "those");
    let noun = holds(&WORDS.claims, g.lemma(object)) && g.under(object, &["det"]).any(definite) && alone;
    let sentence = g.sentence(verb);
    let from = *g.noun_phrase(subject).first()?;
    // "The ministry said so and so. A spokesman gave a number. The general rejected the accusation": what is rejected is a whole clause.
    let whole = |v: &&Voice| {
        !noun
            || (v.verb(g).is_some_and(|t| g.label(t) != "relcl") || holds(&WORDS.blaming, g.lemma(v.cue)))
                && !is_relative(g, v.said[0])
    };
    let before = || voices.iter().rev().filter(|v| v.to < from && v.cue != verb).filter(whole);
    let told = before().next()?;
    // An accusation is of whoever rejects it; a claim that was not made in the sentence before may be anybody's.
    let of_subject = noun && told.sentence + BACK >= sentence && names_whom(g, told, subject);
    let here = told.sentence == sentence;
    let it = g.word(object).eq_ignore_ascii_case("it");
    let gap = &g.text()[g.token(told.to).span.end()..g.token(from).span.start()];
    let next = told.sentence + 1 == sentence && !gap.contains("\n\n") && gap.len() < 24;
    let near = here || next || of_subject;
    let fits = word && (here || !it) || noun;
    let own = holds(&WORDS.denying, g.lemma(told.cue));
    (fits && near && !own).then(|| (from, told.clone()))
}

/// Whether what is said names a nation or a body that the words for somebody name.
fn names_whom(g: &Grammar, told: &Voice, subject: TokenIx) -> bool {
    let stem = |t: TokenIx| g.word(t).to_lowercase().chars().take(STEM).collect::<String>();
    let proper = |t: &TokenIx| matches!(g.token(*t).pos, "PROPN" | "ADJ") && g.word(*t).starts_with(char::is_uppercase);
    let own: Vec<String> = g.noun_phrase(subject).into_iter().filter(proper).map(stem).collect();
    told.said.iter().copied().filter(proper).any(|t| own.contains(&stem(t)))
}

/// "The envoy said that it was enough. A minister disagreed, saying that …": whoever speaks right before.
fn at_odds(g: &Grammar, voices: &[Voice], verb: TokenIx, subject: TokenIx) -> Option<(TokenIx, Voice)> {
    let alone = g.under(verb, &["prep", "dobj", "conj"]).next().is_none() && g.under(subject, &["conj"]).next().is_none();
    let from = *g.noun_phrase(subject).first()?;
    let opens = from == g.sentences[g.sentence(verb)].start;
    let told = voices.iter().rev().find(|v| v.to < from)?;
    let gap = &g.text()[g.token(told.to).span.end()..g.token(from).span.start()];
    let next = told.sentence + 1 == g.sentence(verb) && !gap.contains("\n\n");
    let one = matches!(g.token(subject).tag, "NN" | "NNP");
    (holds(&WORDS.disagreeing, g.lemma(verb)) && alone && opens && next && one).then(|| (from, told.clone()))
}
