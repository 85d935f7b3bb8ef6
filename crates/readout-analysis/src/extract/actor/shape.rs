//! The shape of names: where one begins and ends, and what marks it as no actor's.
//!
//! Enters: the grammatical view and tokens. Leaves: ranges of tokens and yes or no.

use super::lexicon::LEXICON;
use crate::extract::gender;
use crate::grammar::{Grammar, is_verbal};
use crate::knowledge;
use readout_record::annotation::{Entity, TokenIx};
use std::ops::Range;

/// The words of a range as they stand.
pub fn words<'d>(g: &Grammar<'d>, range: &Range<TokenIx>) -> &'d str {
    let from = g.token(range.start).span.start();
    let to = g.token(range.end - 1).span.end();
    &g.text()[from..to]
}

/// The words of a range as a name: one space between words, no marks at the edges.
pub fn clean(g: &Grammar, range: &Range<TokenIx>) -> String {
    let bare = words(g, range).trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '!' | '+'));
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The token of a range that governs the others.
pub fn head_of(g: &Grammar, range: &Range<TokenIx>) -> TokenIx {
    g.tops(range.clone()).next().unwrap_or(range.end - 1)
}

/// The model's entity that holds token `t`.
pub fn entity_at<'d>(g: &Grammar<'d>, t: TokenIx) -> Option<&'d Entity> {
    let all = &g.annotations.entities;
    all.get(all.partition_point(|e| e.end as usize <= t)).filter(|e| e.first as usize <= t)
}

/// Letters that a line of a wrapped text has at least; a shorter one is a heading or an address.
const WRAPPED: usize = 40;

/// Whether a token breaks a line inside a paragraph, as wrapped texts do, or is a mere space too many.
pub fn is_wrap(g: &Grammar, t: TokenIx) -> bool {
    if g.token(t).pos != "SPACE" || g.word(t).contains("\n\n") {
        return false;
    }
    let before = &g.text()[..g.token(t).span.start()];
    !g.word(t).contains('\n') || before.chars().rev().take(WRAPPED).all(|c| c != '\n')
}

/// Names are made of capitalised words; this keeps "Putin says" and the like out of the list of surnames.
pub fn plain_name(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let part = |t: TokenIx| {
        let word = g.word(t);
        word.starts_with(char::is_uppercase) || word == "-" || LEXICON.particles.contains(word) || is_wrap(g, t)
    };
    range.clone().all(part) && range.clone().any(|t| g.word(t).starts_with(char::is_uppercase))
}

/// The entity without articles, possessive endings, quotation marks and numbers at its edges; a person's without verbs there, too.
pub fn trimmed(g: &Grammar, range: Range<TokenIx>, label: &str) -> Range<TokenIx> {
    let mut range = after_genre(g, owner(g, range, label));
    let edge = |t: TokenIx| {
        matches!(g.token(t).tag, "DT" | "POS" | "PRP$" | "CD")
            || matches!(g.token(t).pos, "PUNCT" | "SPACE" | "ADP" | "CCONJ")
            || !g.word(t).chars().any(char::is_alphanumeric)
    };
    let finite = |t: TokenIx| matches!(g.token(t).tag, "VBZ" | "VBD" | "VBP" | "VBN" | "MD");
    let loose = |t: TokenIx| label == "PERSON" && finite(t) && !matches!(g.label(t), "compound" | "amod" | "nmod");
    while !range.is_empty() && (edge(range.start) || range.len() > 1 && loose(range.start)) {
        range.start += 1;
    }
    while !range.is_empty() && (edge(range.end - 1) || range.len() > 1 && loose(range.end - 1)) {
        range.end -= 1;
    }
    if label == "PERSON" { widened(g, range) } else { range }
}

/// The part of a name after the kind of text and the preposition that an entity may begin with: "Readout of".
fn after_genre(g: &Grammar, range: Range<TokenIx>) -> Range<TokenIx> {
    let words = range.clone().take_while(|&t| is_genre(g, t)).count();
    let after = range.start + words;
    let joined = range.contains(&after) && matches!(g.word(after).to_lowercase().as_str(), "of" | "by" | "from" | "on");
    if words == range.len() || words > 0 && joined { (after + 1).min(range.end)..range.end } else { range }
}

/// Whether a word is one for a kind of text.
pub fn is_genre(g: &Grammar, t: TokenIx) -> bool {
    LEXICON.genres.contains(g.word(t).to_lowercase().as_str())
}

/// A person's name up to a possessive ending or the word for what the person did: of a headline's "Adler’s Meeting" and "Karl Adler Call", which the
/// model takes for one name, "Adler" and "Karl Adler".
fn owner(g: &Grammar, range: Range<TokenIx>, label: &str) -> Range<TokenIx> {
    let possessive = |t: TokenIx| matches!(g.word(t), "’s" | "'s" | "’" | "'");
    let deed = |t: TokenIx| t > range.start + 1 && LEXICON.deeds.contains(&g.word(t).to_lowercase());
    // "Adler of Chad": whose minister he is, unless it is a title ("Duke of Bern").
    let of = |t: TokenIx| {
        g.word(t) == "of"
            && knowledge::title(&g.word(t - 1).to_lowercase()).is_none()
            && (t > range.start + 1 || !LEXICON.place_titles.contains(g.word(t - 1)))
    };
    let end = range.clone().skip(1).find(|&t| label == "PERSON" && (possessive(t) || deed(t) || of(t)));
    range.start..end.unwrap_or(range.end)
}

/// A person's name with the parts that hang on it by a hyphen or a particle: "al-Harthy" for "Harthy", "Salim al-Harthy" for "al-Harthy".
fn widened(g: &Grammar, range: Range<TokenIx>) -> Range<TokenIx> {
    let mut range = range;
    if range.is_empty() {
        return range;
    }
    let glued = |a: TokenIx| g.token(a).span.end() == g.token(a + 1).span.start();
    let particle = |t: TokenIx| LEXICON.particles.contains(g.word(t).to_lowercase().as_str());
    while range.start > 1
        && g.word(range.start - 1) == "-"
        && glued(range.start - 1)
        && glued(range.start - 2)
        && particle(range.start - 2)
    {
        range.start -= 2;
    }
    if (range.len() == 1 || is_initial(g.word(range.start))) && range.start > 0 && given_before(g, range.start, range.end) {
        range.start -= 1;
    }
    while let Some(end) = hyphened(g, &range) {
        range.end = end;
    }
    while let Some(end) = family_after(g, range.end).filter(|_| particle(range.end - 1)) {
        range.end = end;
    }
    let mut from = range.start;
    while from > 0 && particle(from - 1) && g.token(from - 1).pos == "PROPN" {
        from -= 1;
    }
    let given = |t: TokenIx| {
        g.token(t).pos == "PROPN"
            && g.word(t).starts_with(char::is_uppercase)
            && knowledge::title(&g.word(t).to_lowercase()).is_none()
    };
    if (from < range.start || particle(range.start)) && from > 0 && given(from - 1) && g.sentence(from - 1) == g.sentence(from) {
        range.start = from - 1;
    }
    range
}

/// Where a name goes on behind a hyphen at which the model cut it: "Holm-Berg", "Seo-jin", but not "Berg-led".
fn hyphened(g: &Grammar, range: &Range<TokenIx>) -> Option<TokenIx> {
    let (dash, next) = (range.end, range.end + 1);
    let glued = |a: TokenIx| g.token(a).span.end() == g.token(a + 1).span.start();
    if next >= g.tokens().len() || range.len() < 2 || g.word(dash) != "-" || !glued(dash - 1) || !glued(dash) {
        return None;
    }
    let word = g.word(next);
    let letters = word.chars().all(char::is_alphabetic) && word.chars().count() > 1;
    let short = word.chars().count() < 6 && !word.ends_with("ed") && !LEXICON.suffixes.contains(word);
    let first = word.starts_with(char::is_uppercase) || short && g.token(next).tag != "VBN" && word != "led";
    let again = g.tokens().get(next + 1).is_some_and(|t| t.pos == "PROPN") && word.starts_with(char::is_uppercase);
    (letters && first && !again).then_some(next + 1)
}

/// Where a name goes on that the model cut after its particle: "Meer" after "Ursula van der".
fn family_after(g: &Grammar, end: TokenIx) -> Option<TokenIx> {
    let more =
        g.tokens().get(end).filter(|t| t.pos == "PROPN" && g.sentence(end) == g.sentence(end - 1) && entity_at(g, end).is_none());
    more.map(|_| end + 1)
}

/// Whether the word before a single name, or before one that begins with an initial, is a given name that the model left out of it or gave to what stands
/// before: "Lloyd" in "Secretary of Defense Lloyd J. Austin".
fn given_before(g: &Grammar, name: TokenIx, end: TokenIx) -> bool {
    let (t, word) = (name - 1, g.word(name - 1));
    let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase) && word.len() > 2;
    let other = || knowledge::title(&word.to_lowercase()).is_some() || knowledge::place(word).is_some();
    let taken = || entity_at(g, t).is_some() && !(is_initial(g.word(name)) && gender::given_name(word));
    let hangs = g.label(t) == "compound" && g.head(t).is_some_and(|h| (name..end).contains(&h)) || is_initial(g.word(name));
    g.token(t).pos == "PROPN" && g.sentence(t) == g.sentence(name) && capital && hangs && !other() && !taken()
}

/// "J." or "R.A.": the first letters of names.
pub fn is_initials(word: &str) -> bool {
    word.len() > 1
        && word.ends_with('.')
        && word.split_terminator('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_uppercase))
}

/// "J.": the first letter of a name.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.') && letters.next().is_none()
}

/// Whether the words are those of somebody's name at all: "n't" and "I" are not.
pub fn is_name(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let letters = words(g, range).chars().filter(|c| c.is_alphanumeric()).count();
    let capital = range.clone().any(|t| g.word(t).contains(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    letters > 1 && capital && (range.len() > 1 || g.token(range.start).pos != "PRON")
}

/// Whether the last word of a name is that of a body: "Hope College".
pub fn is_body(g: &Grammar, range: &Range<TokenIx>) -> bool {
    range.len() > 1 && LEXICON.bodies.contains(g.word(range.end - 1).to_lowercase().as_str())
}

/// Whether a name is that of a law, a building, a prize, or a headline that the model took for one.
pub fn is_thing(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let listed = |t: TokenIx| LEXICON.things.contains(g.word(t).to_lowercase().as_str());
    let of = range.clone().skip(1).find(|&t| g.token(t).pos == "ADP");
    let finite = |t: TokenIx| is_verbal(g.token(t)) && matches!(g.token(t).tag, "VBZ" | "VBD" | "VBP" | "MD");
    listed(of.unwrap_or(range.end) - 1) || range.clone().any(finite)
}

/// Whether a name stands in the credit line of a picture: beside a slash, in one word with one, or after "photo by".
pub fn credited(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let word = |t: Option<TokenIx>| t.and_then(|t| g.tokens().get(t)).map_or("", |t| t.span.of(g.text()));
    let slash = range.len() > 1 && range.clone().any(|t| g.word(t).contains('/'));
    let beside = word(range.start.checked_sub(1)) == "/" || word(Some(range.end)) == "/";
    let mut before = (0..range.start).rev().take(3).map(|t| g.word(t).to_lowercase());
    let by = before.next().is_some_and(|w| matches!(w.as_str(), "by" | ":" | "courtesy" | "of"));
    let told = by && before.any(|w| LEXICON.credit_words.contains(&w));
    slash || beside || told
}

/// Whether a name of a few words that no list has for a body's begins with a given name.
pub fn given_name(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let listed = |text: &str| knowledge::organisation(text).is_some() || knowledge::outlet(text).is_some();
    range.len() < 6
        && !listed(words(g, range))
        && gender::given_name(g.word(range.start))
        && !is_body(g, range)
        && !range.clone().any(|t| g.token(t).pos == "ADP")
}
