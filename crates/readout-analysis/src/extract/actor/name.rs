//! Named actors: entities of the model, straightened by what is known of places, outlets and organisations, with title and allegiance.
//!
//! Enters: the grammatical view. Leaves: a mention for each name that can act.

use super::describe::{allegiance, is_title_head};
use super::found::Found;
use crate::grammar::Grammar;
use crate::knowledge::{self, Sense};
use foldhash::{HashMap, HashSet};
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::ActorMention;
use std::ops::Range;

/// Every named actor, in the order of the text.
pub fn named(g: &Grammar) -> Vec<Found> {
    let known = known_persons(g);
    let mut found: Vec<Found> =
        candidates(g, &known).into_iter().filter_map(|(range, label)| mention(g, range, label, &known)).collect();
    let mut end = 0;
    found.retain(|f| {
        let free = f.tokens.start >= end;
        if free {
            end = f.tokens.end;
        }
        free
    });
    found
}

/// Words that the model calls a person somewhere in the document: surname, and the whole name.
struct Known<'d> {
    surnames: HashSet<&'d str>,
    labels: HashMap<&'d str, &'static str>,
}

fn known_persons<'d>(g: &Grammar<'d>) -> Known<'d> {
    let mut votes: HashMap<&'d str, Vec<&'static str>> = HashMap::default();
    let mut surnames = HashSet::default();
    for entity in &g.annotations.entities {
        let range = trimmed(g, owner(g, entity.first as usize..entity.end as usize, entity.label));
        if range.is_empty() {
            continue;
        }
        votes.entry(words(g, &range)).or_default().push(entity.label);
        if entity.label == "PERSON" && range.len() > 1 && plain_name(g, &range) {
            surnames.insert(g.word(range.end - 1));
        }
    }
    let labels = votes.into_iter().map(|(name, labels)| (name, majority(&labels))).collect();
    Known { surnames, labels }
}

/// The label that most mentions of a name carry; the first one on a tie.
fn majority(labels: &[&'static str]) -> &'static str {
    let count = |l: &str| labels.iter().filter(|x| **x == l).count();
    let best = labels.iter().map(|l| count(l)).max().unwrap_or(0);
    labels.iter().find(|l| count(l) == best).copied().unwrap_or("")
}

/// Names are made of capitalised words; this keeps "Putin says" and the like out of the list of surnames.
fn plain_name(g: &Grammar, range: &Range<TokenIx>) -> bool {
    range.clone().all(|t| {
        g.word(t).starts_with(|c: char| c.is_uppercase())
            || matches!(g.word(t), "al" | "bin" | "de" | "der" | "van" | "von" | "-")
    })
}

/// Entities, and proper nouns that the model left out but that are a surname of the document or a place that is known.
fn candidates(g: &Grammar, known: &Known) -> Vec<(Range<TokenIx>, &'static str)> {
    let mut found: Vec<(Range<TokenIx>, &'static str)> = g
        .annotations
        .entities
        .iter()
        .filter(|e| matches!(e.label, "PERSON" | "ORG" | "GPE" | "NORP" | "FAC" | "LOC" | "PRODUCT" | "WORK_OF_ART"))
        .map(|e| (trimmed(g, owner(g, e.first as usize..e.end as usize, e.label)), e.label))
        .filter(|(range, _)| !range.is_empty())
        .collect();
    let mut covered = vec![false; g.tokens().len()];
    for (range, _) in &found {
        covered[range.clone()].fill(true);
    }
    let mut at = 0;
    while at < g.tokens().len() {
        let run = (at..g.tokens().len()).take_while(|&t| !covered[t] && g.token(t).pos == "PROPN").count();
        let range = at..at + run;
        at += run.max(1);
        if run > 0 {
            found.extend(left_out(g, &range, known));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn left_out(g: &Grammar, run: &Range<TokenIx>, known: &Known) -> Option<(Range<TokenIx>, &'static str)> {
    if knowledge::place(words(g, run)).is_some() {
        return Some((run.clone(), "GPE"));
    }
    if knowledge::outlet(words(g, run)).is_some() {
        return Some((run.clone(), "ORG"));
    }
    let last = run.end - 1;
    let argument =
        matches!(g.label(last), "nsubj" | "nsubjpass" | "dobj" | "pobj") && g.head(last).is_some_and(|h| takes_actors(g, h));
    if run.len() == 1 && argument && g.under(last, &["det", "amod"]).next().is_none() && plain_name(g, run) {
        return Some((run.clone(), "PERSON"));
    }
    if plain_name(g, run)
        && run.len() <= 3
        && run.start > 0
        && g.sentence(run.start - 1) == g.sentence(run.start)
        && title_before(g, run.start).1.is_some()
    {
        return Some((run.clone(), "PERSON"));
    }
    let is_title = |words: &usize| knowledge::title(&self::words(g, &(run.start..run.start + words)).to_lowercase()).is_some();
    if let Some(words) = (1..run.len().min(4)).rev().find(is_title).filter(|_| plain_name(g, run)) {
        return Some((run.start + words..run.end, "PERSON"));
    }
    if known.surnames.contains(g.word(last)) {
        let first = (run.start..last).rev().take_while(|&t| knowledge::title(&g.word(t).to_lowercase()).is_none()).last();
        return Some((first.unwrap_or(last)..run.end, "PERSON"));
    }
    None
}

/// Whether a verb, or a preposition under one, is of the kind whose arguments act and speak: contacts and speech.
fn takes_actors(g: &Grammar, head: TokenIx) -> bool {
    let verb = if g.token(head).pos == "ADP" { g.head(head).unwrap_or(head) } else { head };
    let person = [
        "meet",
        "say",
        "tell",
        "invite",
        "phone",
        "telephone",
        "speak",
        "talk",
        "appoint",
        "thank",
        "add",
        "call",
        "hold",
        "extend",
    ];
    person.contains(&g.lemma(verb)) && (head == verb || matches!(g.lemma(head), "with" | "to" | "by" | "between"))
}

/// A person's name up to a possessive ending: of a headline's "Adler’s Meeting", which the model takes for one name, "Adler".
fn owner(g: &Grammar, range: Range<TokenIx>, label: &str) -> Range<TokenIx> {
    let end = range.clone().skip(1).find(|&t| label == "PERSON" && matches!(g.word(t), "’s" | "'s" | "’" | "'"));
    range.start..end.unwrap_or(range.end)
}

/// The entity without articles, possessive endings, quotation marks and titles at its edges.
fn trimmed(g: &Grammar, range: Range<TokenIx>) -> Range<TokenIx> {
    let mut range = range;
    let edge = |t: TokenIx| {
        matches!(g.token(t).tag, "DT" | "POS" | "PRP$" | "CD") || matches!(g.token(t).pos, "PUNCT" | "SPACE" | "ADP" | "CCONJ")
    };
    while !range.is_empty() && edge(range.start) {
        range.start += 1;
    }
    while !range.is_empty() && edge(range.end - 1) {
        range.end -= 1;
    }
    range
}

fn words<'d>(g: &Grammar<'d>, range: &Range<TokenIx>) -> &'d str {
    let from = g.token(range.start).span.start();
    let to = g.token(range.end - 1).span.end();
    &g.text()[from..to]
}

/// The token of a range that governs the others.
pub fn head_of(g: &Grammar, range: &Range<TokenIx>) -> TokenIx {
    g.tops(range.clone()).next().unwrap_or(range.end - 1)
}

fn mention(g: &Grammar, range: Range<TokenIx>, label: &'static str, known: &Known) -> Option<Found> {
    let text = words(g, &range);
    let label = known.labels.get(text).copied().unwrap_or(label);
    if let Some(place) = knowledge::place(text) {
        return place_mention(g, range, place);
    }
    let surname = known.surnames.contains(g.word(range.end - 1));
    let courtesy =
        knowledge::title(&g.word(range.start).to_lowercase()).is_some_and(knowledge::Title::courtesy) && range.len() > 1;
    let titled = range.len() <= 3 && plain_name(g, &range) && title_before(g, range.start).1.is_some();
    let beside = matches!(range.len(), 2 | 3)
        && plain_name(g, &range)
        && knowledge::outlet(text).is_none()
        && knowledge::organisation(text).is_none()
        && title_beside(g, head_of(g, &range)).is_some_and(|(title, _)| !title.ends_with('s'));
    if label == "PERSON" || courtesy || titled || beside || (surname && range.len() <= 3) {
        return person(g, range);
    }
    let head = head_of(g, &range);
    let (kind, name) = if let Some(outlet) = knowledge::outlet(text) {
        (ActorKind::Organisation, outlet.name.to_owned())
    } else if let Some(organisation) = knowledge::organisation(text) {
        (ActorKind::Organisation, organisation.name.to_owned())
    } else {
        match label {
            "GPE" => (ActorKind::State, text.to_owned()),
            "ORG" => (ActorKind::Organisation, text.to_owned()),
            "NORP" if g.label(head) != "amod" => (ActorKind::Group, text.to_owned()),
            _ => return None,
        }
    };
    if modifies_title(g, head) {
        return None;
    }
    found(g, range, head, name, kind, None, None)
}

/// A state by name, people, capital or seat; an adjective alone is no actor.
fn place_mention(g: &Grammar, range: Range<TokenIx>, place: knowledge::Place) -> Option<Found> {
    let head = head_of(g, &range);
    let adjective = matches!(place.sense, Sense::Adjective | Sense::Demonym)
        && matches!(g.label(head), "amod" | "compound" | "nmod" | "npadvmod");
    if adjective || modifies_title(g, head) {
        return None;
    }
    match place.sense {
        Sense::Seat => {
            let name = words(g, &range).to_owned();
            found(g, range, head, name, ActorKind::Office, None, Some(place.state.name.to_owned()))
        }
        _ => found(g, range, head, place.state.name.to_owned(), ActorKind::State, None, None),
    }
}

/// "U.S." in "U.S. President": told with the title, no actor of its own.
fn modifies_title(g: &Grammar, head: TokenIx) -> bool {
    matches!(g.label(head), "compound" | "amod" | "nmod")
        && g.head(head).is_some_and(|h| is_title_head(g, h) || g.token(h).pos == "PROPN")
}

fn person(g: &Grammar, range: Range<TokenIx>) -> Option<Found> {
    let mut name = range.clone();
    while name.len() > 1 && knowledge::title(&g.word(name.start).to_lowercase()).is_some() {
        name.start += 1;
    }
    if !g.word(name.end - 1).starts_with(|c: char| c.is_uppercase()) {
        return None;
    }
    let head = head_of(g, &name);
    let (start, before) = title_before(g, name.start);
    let title = before.or_else(|| title_beside(g, head));
    let (role, of) = title.map_or((None, None), |t| (Some(t.0), t.1));
    let text = words(g, &name).to_owned();
    found(g, start..name.end, head, text, ActorKind::Person, role, of)
}

/// A title that stands before a name: "Russian Foreign Minister" in "Russian Foreign Minister Sergei Lavrov". First token of it all, title, allegiance.
fn title_before(g: &Grammar, name: TokenIx) -> (TokenIx, Option<(String, Option<String>)>) {
    let sentence = g.sentence(name);
    let floor = (name.saturating_sub(5)..name).find(|&t| g.sentence(t) == sentence).unwrap_or(name);
    for from in (floor..name).filter(|&from| (from..name).all(|t| !matches!(g.token(t).pos, "SPACE" | "DET"))) {
        let text = words(g, &(from..name));
        if knowledge::title(&text.to_lowercase()).is_some() {
            let (start, of) = allegiance_before(g, from);
            return (start, Some((text.to_owned(), of)));
        }
    }
    (name, None)
}

/// A state or organisation just before a title: "Russian …", "U.S. …", "Poland's …".
fn allegiance_before(g: &Grammar, title: TokenIx) -> (TokenIx, Option<String>) {
    let mut end = title;
    while end > 0
        && (g.token(end - 1).tag == "POS" || matches!(g.token(end - 1).tag, "JJ") && knowledge::place(g.word(end - 1)).is_none())
    {
        end -= 1;
    }
    for length in (1..=3.min(end)).rev() {
        let range = end - length..end;
        if let Some(place) = knowledge::place(words(g, &range)) {
            return (range.start, Some(place.state.name.to_owned()));
        }
        if let Some(organisation) = knowledge::organisation(words(g, &range)) {
            return (range.start, Some(organisation.name.to_owned()));
        }
    }
    (title, None)
}

/// A title in apposition: "Hugh Hill, a doctor", "the prime minister, Ilka Dorenn".
fn title_beside(g: &Grammar, head: TokenIx) -> Option<(String, Option<String>)> {
    let below = g.under(head, &["appos"]).find(|&a| is_title_head(g, a));
    let above = || (g.label(head) == "appos").then(|| g.head(head)).flatten().filter(|&h| is_title_head(g, h));
    let noun = below.or_else(above)?;
    let title = super::describe::title_words(g, noun)?;
    Some((title, allegiance(g, noun)))
}

fn found(
    g: &Grammar,
    tokens: Range<TokenIx>,
    head: TokenIx,
    name: String,
    kind: ActorKind,
    role: Option<String>,
    of: Option<String>,
) -> Option<Found> {
    let span = g.span(&[tokens.start, tokens.end - 1])?;
    Some(Found { mention: ActorMention { span, head, name, kind, role, of }, tokens })
}
