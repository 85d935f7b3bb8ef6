//! Tests of the place where a time rule fits: is "March" a month here, is "2024" a year, does "in two weeks" lie ahead?
//!
//! Enters: a place, a rule, the items it would cover. Leaves: yes or no.

use super::lexicon::{Guard, LEXICON, Rule};
use super::place::Place;
use super::tense::{Tense, promised, tense};
use crate::extract::quantity::item::Kind;
use crate::extract::quantity::lexicon::LEXICON as AMOUNTS;

/// Whether `rule` may stand on items `first..end`.
pub fn fits(place: &Place, rule: &Rule, first: usize, end: usize) -> bool {
    let holds = |words: &[String], word: &str| words.iter().any(|w| w == word);
    let (before, next) = (place.word_before(first), place.word(end));
    (rule.after.is_empty() || holds(&rule.after, before))
        && !holds(&rule.not_after, before)
        && (rule.before.is_empty() || holds(&rule.before, next))
        && !holds(&rule.not_before, next)
        && rule.guards.iter().all(|guard| passes(place, *guard, first, end))
}

fn passes(place: &Place, guard: Guard, first: usize, end: usize) -> bool {
    match guard {
        Guard::Free => free(place, first, end),
        Guard::Proper => proper(place, first),
        Guard::Year => year(place, first, end),
        Guard::Season => place.entity(end - 1) == "DATE" && tag(place, end - 1).starts_with("NN") && place.word(end) != "of",
        Guard::Ahead => promised(place.g, place.items[end - 1].token),
        Guard::Final => matches!(place.word(end), "" | "." | "," | ";" | ":" | ")" | "\"" | "”" | "-" | "–" | "and" | "but"),
        Guard::Forward => {
            tense(place.g, place.items[end - 1].token).0 == Tense::Future && !matches!(place.word(end), "of" | "after" | "from")
        }
        Guard::Unnamed => !matches!(place.entity(end - 1), "ORG" | "WORK_OF_ART" | "PRODUCT" | "FAC") && !in_name(place, first),
        Guard::Untitled => !place.items[end - 1].capital || place.word(end - 1) == "o'clock" || !titled(place, first),
        Guard::Listed => listed(place, first, end),
        Guard::Modifier => !tag(place, first).starts_with("VB"),
        Guard::Now => place.word(end) != "that" && !in_name(place, first),
        Guard::Attribute => tag(place, first).starts_with("JJ") && describes(place, first),
        Guard::Alone => !describes(place, end - 1),
        Guard::Whole => place.items.get(end).is_none_or(|next| !next.glued || next.word != "-"),
        Guard::Future => tag(place, end - 1) != "JJ",
        Guard::Periodical => periodical(place, first),
        Guard::Rate => rate(place, first),
        Guard::Clock => matches!(
            place.word_before(first),
            "at" | "by" | "around" | "about" | "until" | "till" | "from" | "since" | "before" | "after" | "between" | "and"
        ),
        Guard::Hour => hour(place, first, end),
        Guard::Daypart => daypart(place, first, end),
    }
}

fn tag(place: &Place, at: usize) -> &'static str {
    place.items.get(at).map_or("", |i| place.g.token(i.token).tag)
}

/// Whether item `at` describes or counts a noun behind it: "the 3rd district".
fn describes(place: &Place, at: usize) -> bool {
    let token = place.items[at].token;
    matches!(place.g.label(token), "amod" | "nummod" | "compound" | "nmod")
        && place.g.head(token).is_some_and(|head| head > token)
}

/// The last figure counts no noun behind it: "In March 20 people were killed" names no day.
fn free(place: &Place, first: usize, end: usize) -> bool {
    let figures = (first..end).rev().find(|&i| place.items[i].kind == Kind::Figure && place.items[i].word.len() <= 2);
    let Some(at) = figures.filter(|&at| at + 1 == end) else { return true };
    let token = place.items[at].token;
    let counted =
        place.g.label(token) == "nummod" && place.g.head(token).is_some_and(|h| h > token && place.g.token(h).tag == "NNS");
    let determined = matches!(place.word_before(first), "the" | "a" | "this" | "that" | "'s" | "its" | "their" | "his" | "her");
    let in_month = place.word_before(first) == "in" && tag(place, end) == "NNS";
    let next = place.word(end);
    let not_a_day = in_month || counted && !determined;
    !not_a_day && !matches!(next, "%" | "percent" | "per" | "million" | "billion" | "thousand" | "hundred")
}

/// A month: "may" and "march" need more than a capital letter.
fn proper(place: &Place, at: usize) -> bool {
    let item = &place.items[at];
    let entity = place.entity(at);
    let temporal = LEXICON.temporal.iter().any(|w| w == place.word_before(at));
    let named = matches!(entity, "PERSON" | "ORG" | "FAC" | "GPE" | "PRODUCT" | "WORK_OF_ART");
    if matches!(&*item.word, "may" | "march" | "mar" | "jan" | "sep" | "dec" | "april" | "june") {
        return entity == "DATE" || temporal && !named && tag(place, at).starts_with("NNP");
    }
    !named || temporal
}

/// A word with a capital letter straight behind another name: "Secure America Now", "USA TODAY".
fn in_name(place: &Place, at: usize) -> bool {
    let item = &place.items[at];
    let open = item.capital && !item.parted && !LEXICON.holds("weekday", &item.word);
    let before = at.checked_sub(1).map(|b| &place.items[b]).filter(|_| open);
    before.is_some_and(|b| b.capital && !b.word.ends_with("'s") && place.g.token(b.token).pos == "PROPN")
}

/// Whether the model takes what begins at item `at` for the title of a work or the name of an organisation.
fn titled(place: &Place, at: usize) -> bool {
    matches!(place.entity(at), "ORG" | "WORK_OF_ART" | "PRODUCT") || matches!(place.word_before(at), "'" | "\"" | "“" | "‘")
}

/// One of several days beside the name of their month, which stands before the first or behind the last: "April 5 and 6".
fn listed(place: &Place, first: usize, end: usize) -> bool {
    place.listed_month(first).is_some() && free(place, first, end)
}

/// Four figures that are a year: the model takes them for a date, or a word before them does and they count nothing.
fn year(place: &Place, first: usize, end: usize) -> bool {
    let item = &place.items[first];
    let value: i32 = item.word.parse().unwrap_or(0);
    let next = place.items.get(end).filter(|i| i.glued);
    let plain = next.is_none_or(|i| !(matches!(&*i.word, "/" | ":" | "%") || i.kind != Kind::Mark));
    let before = place.items.get(first.wrapping_sub(1)).filter(|_| item.glued);
    let free = before.is_none_or(|i| matches!(&*i.word, "(" | "-" | "–" | "/" | "“" | "\""));
    let counts = place.g.label(item.token) == "nummod" && place.g.head(item.token).is_some_and(|h| h > item.token);
    let entity = place.entity(first);
    let before = place.word_before(first);
    let temporal = LEXICON.temporal.iter().any(|w| w == before) && !counts;
    let labelled = AMOUNTS.labels.contains_key(before);
    !labelled
        && (1500..2100).contains(&value)
        && plain
        && free
        && (entity == "DATE" || temporal && !matches!(entity, "MONEY" | "QUANTITY"))
}

/// "daily" as adjective or adverb, not the newspaper.
fn periodical(place: &Place, at: usize) -> bool {
    let token = place.items[at].token;
    let noun = matches!(place.g.label(token), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "attr" | "compound" | "appos");
    let titled = at > 0
        && place.g.token(place.items[at - 1].token).pos == "PROPN"
        && place.items.get(at + 1).is_some_and(|next| next.capital && !next.parted);
    (tag(place, at).starts_with("JJ") || tag(place, at).starts_with("RB")) && !noun && !titled
}

/// "at six", with a day or the end of the clause behind it.
fn hour(place: &Place, first: usize, end: usize) -> bool {
    let next = place.word(end);
    let day = matches!(next, "on" | "this" | "today" | "tomorrow" | "yesterday" | "tonight" | "last" | "");
    let token = place.items[first].token;
    let counts = place.g.label(token) == "nummod";
    (day || matches!(next, "." | "," | ";" | ")") || LEXICON.holds("weekday", next))
        && !counts
        && place.items[first].kind != Kind::Mark
}

/// "a day" straight behind what is counted.
fn rate(place: &Place, first: usize) -> bool {
    let Some(before) = first.checked_sub(1).map(|b| &place.items[b]) else { return false };
    let counted = matches!(place.g.token(before.token).pos, "NOUN" | "NUM" | "SYM") || before.word == "%";
    counted
        && !place.items[first].parted
        && !matches!(place.word(first + 2), "ago" | "later" | "earlier" | "before" | "after" | "-")
}

/// "in the morning", "the afternoon": a part of the day told of, not a greeting or a name.
fn daypart(place: &Place, first: usize, end: usize) -> bool {
    end - first >= 2 && place.entity(end - 1) == "TIME" && !matches!(place.word(end), "of" | "hours")
}
