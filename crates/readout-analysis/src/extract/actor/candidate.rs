//! What could be the name of an actor: the model's entities, straightened, and proper nouns that it left out.
//!
//! Enters: the grammatical view. Leaves: ranges of tokens with the label that most mentions of the name carry.

use super::alias::in_brackets;
use super::lexicon::LEXICON;
use super::office;
use super::shape::{credited, entity_at, given_name, head_of, is_body, is_genre, is_name, is_wrap, plain_name, trimmed, words};
use super::statehood;
use super::title::direct_title;
use crate::grammar::Grammar;
use crate::knowledge;
use foldhash::{HashMap, HashSet};
use readout_record::annotation::TokenIx;
use std::collections::BTreeSet;
use std::ops::Range;

/// The model's labels whose names may be those of actors.
const LABELS: &[&str] = &["PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"];

/// What a document as a whole tells of its names.
pub struct Known<'d> {
    /// Last words of persons' full names.
    pub surnames: HashSet<&'d str>,
    /// The label that most mentions of a name carry.
    pub labels: HashMap<&'d str, &'static str>,
    /// Short forms of organisations, given in brackets after the long ones.
    pub shorts: HashSet<&'d str>,
    /// Names that the document tells as places somewhere.
    pub places: BTreeSet<&'d str>,
    /// Names of states that no list has.
    pub states: BTreeSet<&'d str>,
    /// Names that one sign makes those of states.
    pub perhaps: BTreeSet<&'d str>,
    /// Names of ships.
    pub ships: BTreeSet<&'d str>,
}

/// Reads the document's names once.
pub fn known<'d>(g: &Grammar<'d>, entities: &[(Range<TokenIx>, &'static str)]) -> Known<'d> {
    let mut votes: HashMap<&'d str, Vec<&'static str>> = HashMap::default();
    let mut surnames = HashSet::default();
    let mut shorts = HashSet::default();
    let mut places = BTreeSet::default();
    let mut ships = BTreeSet::default();
    for (range, label) in entities {
        votes.entry(words(g, range)).or_default().push(label);
        if (*label == "PERSON" || given_name(g, range)) && range.len() > 1 && plain_name(g, range) && !credited(g, range) {
            surnames.insert(g.word(range.end - 1));
        }
        let noun = knowledge::actor_noun(&words(g, range).to_lowercase()).is_some();
        if !noun && (is_spatial(g, range) || of_place(g, range)) {
            places.insert(words(g, range));
        }
        places.extend(before_place_noun(g, range));
        if is_ship(g, range) {
            ships.insert(words(g, range));
            ships.extend(LEXICON.vessel_marks.contains(g.word(range.start)).then(|| g.word(range.end - 1)));
        }
        if *label == "ORG" && range.len() > 1 {
            shorts.extend(in_brackets(g, range.end).map(|t| g.word(t)));
        }
    }
    places.extend(never_acting(g, entities).filter(|name| !surnames.contains(name)));
    let states = statehood::states(g, entities, &places);
    let labels = votes.into_iter().map(|(name, labels)| (name, majority(&labels))).collect();
    Known { surnames, labels, shorts, places, states, perhaps: statehood::perhaps(g, entities), ships }
}

/// Whether a name of one or two words, with no article, stands where places stand: "near Zarvin".
fn is_spatial(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let head = head_of(g, range);
    let capitals = words(g, range).chars().all(|c| !c.is_lowercase());
    let slot = g.label(head) == "pobj" && g.head(head).is_some_and(|p| LEXICON.spatial.contains(&g.lemma(p).to_lowercase()));
    slot && range.len() < 3 && !capitals && !is_body(g, range) && g.under(head, &["det", "poss"]).next().is_none()
}

/// Names of one word that the model takes for persons and that stand after "at", and nowhere where somebody acts or has something: "at Zarvin". One
/// can be shouted at, but is seldom only that.
fn never_acting<'d>(g: &Grammar<'d>, entities: &[(Range<TokenIx>, &'static str)]) -> impl Iterator<Item = &'d str> {
    let mut at: BTreeSet<&'d str> = BTreeSet::default();
    let mut acting: HashSet<&'d str> = HashSet::default();
    for (range, _) in entities.iter().filter(|(range, label)| range.len() == 1 && *label == "PERSON") {
        let (name, head) = (g.word(range.start), range.start);
        let after = |words: &[&str]| g.label(head) == "pobj" && g.head(head).is_some_and(|p| words.contains(&g.lemma(p)));
        let stands =
            after(&["at", "from", "to", "of", "out", "through", "towards"]) || is_spatial(g, range) || of_place(g, range);
        at.extend(after(&["at"]).then_some(name));
        acting.extend((!stands && !matches!(g.label(head), "compound" | "nmod")).then_some(name));
    }
    at.into_iter().filter(move |name| !acting.contains(name))
}

/// "Zarvin airport", "the market of Zarvin": a name that stands with a noun for a place, as what it is the place of.
fn of_place(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let head = head_of(g, range);
    let place = |t: TokenIx| g.token(t).pos == "NOUN" && LEXICON.places.contains(g.lemma(t));
    let governor = g.head(head);
    let noun = match g.label(head) {
        "compound" | "nmod" => governor.filter(|&n| n == range.end || n == range.end + 1 && g.head(range.end) == Some(n)),
        "pobj" => governor.filter(|&p| g.word(p) == "of").and_then(|p| g.head(p)),
        _ => None,
    };
    range.len() < 3 && plain_name(g, range) && !is_body(g, range) && noun.is_some_and(place)
}

/// "Zarvin" in "Zarvin airport", which the model takes for one name.
fn before_place_noun<'d>(g: &Grammar<'d>, range: &Range<TokenIx>) -> Option<&'d str> {
    let noun = range.end.checked_sub(1).filter(|&t| g.token(t).pos == "NOUN" && LEXICON.places.contains(g.lemma(t)))?;
    let name = range.start..noun;
    ((1..3).contains(&name.len()) && plain_name(g, &name)).then(|| words(g, &name))
}

/// "The cutter Petra", "KM Guntur": a name right behind a noun of ships, or with the mark of one.
fn is_ship(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let mark = |t: TokenIx| LEXICON.vessel_marks.contains(g.word(t));
    let noun = |t: TokenIx| g.token(t).pos == "NOUN" && LEXICON.vessels.contains(g.lemma(t));
    let before = range.start.checked_sub(1).is_some_and(|t| noun(t) || mark(t));
    plain_name(g, range) && range.len() < 4 && (before || mark(range.start) && range.len() > 1)
}

/// The label that most mentions of a name carry; the first one on a tie.
fn majority(labels: &[&'static str]) -> &'static str {
    let count = |l: &str| labels.iter().filter(|x| **x == l).count();
    let best = labels.iter().map(|l| count(l)).max().unwrap_or(0);
    labels.iter().find(|l| count(l) == best).copied().unwrap_or("")
}

/// The model's entities that may name actors, without what is not part of the name.
pub fn entities(g: &Grammar) -> Vec<(Range<TokenIx>, &'static str)> {
    let all = g.annotations.entities.iter().filter(|e| LABELS.contains(&e.label));
    all.flat_map(|e| parts(g, e.first as usize..e.end as usize, e.label))
        .map(|(range, label)| (whole_place(g, trimmed(g, range, label)), label))
        .filter(|(range, _)| !range.is_empty() && is_name(g, range))
        .collect()
}

/// "Dar es Salaam" of "Salaam": the longest name of a listed place that ends with an entity.
fn whole_place(g: &Grammar, range: Range<TokenIx>) -> Range<TokenIx> {
    const LONGER: usize = 3;
    if range.is_empty() {
        return range;
    }
    let first = g.sentences[g.sentence(range.start)].start.max(range.start.saturating_sub(LONGER));
    let listed = |start: &TokenIx| knowledge::place(words(g, &(*start..range.end))).is_some();
    let start =
        (first..range.start).filter(|&t| g.token(t).pos != "DET" && g.word(t).starts_with(char::is_uppercase)).find(listed);
    start.map_or(range.clone(), |start| start..range.end)
}

/// The names in an entity that the model has run together: "Berg, Holm" and "Republic of Chad Adam Brahim" are two each.
fn parts(g: &Grammar, range: Range<TokenIx>, label: &'static str) -> Vec<(Range<TokenIx>, &'static str)> {
    if family_name(g, &range) {
        return vec![(range, "PERSON")];
    }
    let short = |part: Range<TokenIx>| label == "PERSON" || part.len() < 3 && plain_name(g, &part);
    let comma = range.clone().skip(1).find(|&t| g.word(t) == "," && t + 1 < range.end && !is_suffix(g.word(t + 1)));
    let comma = comma.filter(|&t| short(range.start..t) && short(t + 1..range.end));
    if let Some(comma) = comma {
        return vec![(range.start..comma, label), (comma + 1..range.end, label)];
    }
    if let Some(at) = office::name_in(g, &range) {
        return vec![(range.start..at, "ORG"), (at..range.end, "PERSON")];
    }
    let named = |name: &Range<TokenIx>| given_name(g, name) || label == "GPE" && !is_body(g, name);
    let person = |at: &TokenIx| matches!(range.end - at, 2 | 3) && plain_name(g, &(*at..range.end)) && named(&(*at..range.end));
    let place = |at: &TokenIx| *at > range.start + 1 && knowledge::place(words(g, &(range.start..*at))).is_some();
    match range.clone().find(|at| person(at) && place(at)) {
        Some(at) => vec![(range.start..at, "GPE"), (at..range.end, "PERSON")],
        None => vec![(range, label)],
    }
}

/// Whether a name begins with a particle and follows a given name that the model left out: "al-Harthy" after "Salim".
fn family_name(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let particle = LEXICON.particles.contains(g.word(range.start).to_lowercase().as_str()) && range.len() < 5;
    let given = |t: TokenIx| g.token(t).pos == "PROPN" && g.sentence(t) == g.sentence(range.start) && entity_at(g, t).is_none();
    let capital = |t: TokenIx| g.word(t).starts_with(char::is_uppercase) && knowledge::place(g.word(t)).is_none();
    particle && range.start > 0 && given(range.start - 1) && capital(range.start - 1)
}

/// Whether a word stands behind a name as part of it: "Jr.".
pub fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "Esq." | "Inc." | "Inc" | "Ltd." | "Ltd" | "LLC" | "Corp.")
}

/// Entities, and proper nouns that the model left out but that are a surname of the document or a place that is known.
pub fn candidates(
    g: &Grammar,
    entities: &[(Range<TokenIx>, &'static str)],
    known: &Known,
) -> Vec<(Range<TokenIx>, &'static str)> {
    let mut found = entities.to_vec();
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
    let whole = words(g, run);
    if knowledge::place(whole).is_some() {
        return Some((run.clone(), "GPE"));
    }
    if known.shorts.contains(whole)
        || knowledge::outlet(whole).is_some()
        || abbreviation(whole) && knowledge::organisation(whole).is_some()
    {
        return Some((run.clone(), "ORG"));
    }
    if knowledge::title(&whole.to_lowercase()).is_some() || run.clone().all(|t| is_genre(g, t)) {
        return None;
    }
    if entity_at(g, run.start).is_some() {
        return None;
    }
    if let Some(at) = office::name_in(g, run).or_else(|| office::name_after(g, run).then_some(run.start)) {
        return Some((at..run.end, "PERSON"));
    }
    person_left_out(g, run, known).map(|range| (range, "PERSON"))
}

fn abbreviation(words: &str) -> bool {
    words.len() > 2 && words.chars().all(|c| c.is_uppercase() || c == '.')
}

/// The person in a run of proper nouns: by the verb that it is an argument of, by a title, by a surname of the document.
fn person_left_out(g: &Grammar, run: &Range<TokenIx>, known: &Known) -> Option<Range<TokenIx>> {
    let last = run.end - 1;
    let argument =
        matches!(g.label(last), "nsubj" | "nsubjpass" | "dobj" | "pobj") && g.head(last).is_some_and(|h| takes_actors(g, h));
    let described = || knowledge::actor_noun(&g.word(last).to_lowercase()).is_some();
    if run.len() == 1 && argument && !described() && g.under(last, &["det", "amod"]).next().is_none() && plain_name(g, run) {
        return Some(run.clone());
    }
    let same_sentence = run.start > 0 && g.sentence(run.start - 1) == g.sentence(run.start);
    let next = (run.end..g.tokens().len()).find(|&t| !is_wrap(g, t));
    let rest = next.and_then(|t| entity_at(g, t).filter(|e| e.first as usize == t));
    let goes_on = rest.is_some();
    if plain_name(g, run) && run.len() <= 3 && same_sentence && direct_title(g, run.start).is_some() {
        return match rest {
            Some(entity) => {
                (entity.label == "PERSON").then(|| run.start..trimmed(g, run.start..entity.end as usize, "PERSON").end)
            }
            None => Some(run.clone()),
        };
    }
    let is_title = |n: &usize| {
        let words = words(g, &(run.start..run.start + n)).to_lowercase();
        knowledge::title(&words).is_some_and(|t| !words.ends_with('s') || t.name.ends_with('s'))
    };
    if let Some(n) = (1..run.len().min(4)).rev().find(is_title).filter(|_| plain_name(g, run) && !goes_on) {
        return Some(run.start + n..run.end);
    }
    if known.surnames.contains(g.word(last)) {
        let first = (run.start..last).rev().take_while(|&t| knowledge::title(&g.word(t).to_lowercase()).is_none()).last();
        return Some(first.unwrap_or(last)..run.end);
    }
    None
}

/// Whether a verb, or a preposition under one, is of the kind whose arguments act and speak: contacts and speech.
fn takes_actors(g: &Grammar, head: TokenIx) -> bool {
    let verb = if g.token(head).pos == "ADP" { g.head(head).unwrap_or(head) } else { head };
    LEXICON.personal.contains(g.lemma(verb)) && (head == verb || matches!(g.lemma(head), "with" | "to" | "by" | "between"))
}
