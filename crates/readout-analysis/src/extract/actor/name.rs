//! Named actors: candidates, straightened by what is known of places, outlets and organisations, with title and allegiance.
//!
//! Enters: the grammatical view. Leaves: a mention for each name that can act.

use super::candidate::{Known, candidates, entities, known};
use super::describe::is_title_head;
use super::found::{Found, Unlisted};
use super::lexicon::LEXICON;
use super::metonymy::{self, Use};
use super::shape::{clean, credited, entity_at, given_name, head_of, is_body, is_initials, is_name, is_thing, plain_name, words};
use super::statehood;
use super::title::{title_before, title_beside};
use crate::extract::gender;
use crate::grammar::Grammar;
use crate::knowledge::{self, Place, Sense};
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::ActorMention;
use std::collections::BTreeSet;
use std::ops::Range;

/// Every named actor, in the order of the text, and what the document tells of states and places that no list has.
pub fn named(g: &Grammar) -> (Vec<Found>, Unlisted) {
    let entities = entities(g);
    let known = known(g, &entities);
    let all = candidates(g, &entities, &known);
    let mentions = all.into_iter().filter_map(|(range, label)| mention(g, range, label, &known));
    let sorted = |names: &BTreeSet<&str>| names.iter().map(|n| (*n).to_owned()).collect();
    let unlisted = Unlisted {
        states: sorted(&known.states),
        perhaps: sorted(&known.perhaps),
        places: sorted(&known.places),
        ships: sorted(&known.ships),
    };
    (mentions.fold(Vec::new(), placed), unlisted)
}

/// Adds a mention after those before it: one that holds others whole, as a title holds whose it is, takes their place; else the first stays.
fn placed(mut found: Vec<Found>, new: Found) -> Vec<Found> {
    while found.last().is_some_and(|last| new.tokens.start <= last.tokens.start && last.tokens.end <= new.tokens.end) {
        found.pop();
    }
    if found.last().is_none_or(|last| last.tokens.end <= new.tokens.start) {
        found.push(new);
    }
    found
}

fn mention(g: &Grammar, range: Range<TokenIx>, label: &'static str, known: &Known) -> Option<Found> {
    let text = words(g, &range);
    let label = if known.shorts.contains(text) { "ORG" } else { known.labels.get(text).copied().unwrap_or(label) };
    if !is_name(g, &range) || credited(g, &range) || is_pair(text, known) || heads_report(g, &range) {
        return None;
    }
    if let Some(place) = knowledge::place(text) {
        return place_mention(g, range, place);
    }
    if known.ships.contains(text) {
        let head = head_of(g, &range);
        return other(g, range.clone(), head, clean(g, &range), ActorKind::Organisation);
    }
    if begins_as_place(g, &range) && !is_titled(g, &range) && !given_name(g, &range) {
        return None;
    }
    if let Some(state) = known.states.iter().find(|s| statehood::is_adjective_of(text, s)) {
        return people_of(g, range, state);
    }
    if let Some(start) = staff(g, &range) {
        let head = head_of(g, &range);
        return other(g, start..range.end, head, clean(g, &(start..range.end)), ActorKind::Organisation);
    }
    if known.states.contains(text) && !is_titled(g, &range) {
        return state(g, range);
    }
    if is_person(g, &range, label, known) {
        return person(g, range.clone()).map(|p| with_state(g, p, range.end, known));
    }
    let known_body = || knowledge::organisation(text).filter(|o| !of_elsewhere(g, text, o.of.as_deref()));
    let listed = knowledge::outlet(text).map(|o| &o.name).or_else(|| known_body().map(|o| &o.name));
    let title = || knowledge::title(&text.to_lowercase()).is_some();
    if listed.is_none() && (is_thing(g, &range) || title() || is_charge(g, &range)) {
        return None;
    }
    let head = head_of(g, &range);
    let article = g.under(head, &["det"]).any(|d| d < range.start);
    let town = label == "GPE" || listed.is_none() && known.places.contains(text);
    if town && !known.places.contains(text) && (tells(g, &range, head) || among_persons(g, &range, head)) {
        return person(g, range);
    }
    match (listed, label) {
        (Some(name), _) => other(g, range, head, name.clone(), ActorKind::Organisation),
        (None, _) if town => metonymy::acts(g, &range, head).then(|| state(g, range)).flatten(),
        (None, "PERSON") if !article && !is_body(g, &range) => person(g, range),
        (None, "ORG" | "PERSON") if label == "ORG" || is_body(g, &range) => {
            titled_inside(g, &range).or_else(|| other(g, range.clone(), head, clean(g, &range), ActorKind::Organisation))
        }
        (None, "NORP") if g.label(head) != "amod" => other(g, range.clone(), head, clean(g, &range), ActorKind::Group),
        _ => None,
    }
}

/// "Mount Sarn", "Porto Lume": a name whose first word is one for a place.
fn begins_as_place(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let first = g.word(range.start);
    range.len() > 1 && range.len() < 4 && first.starts_with(char::is_uppercase) && {
        LEXICON.place_beginnings.contains(&first.to_lowercase()) && !is_body(g, range)
    }
}

/// "Tirvanis" of a state that no list has are its people; "Tirvani" before a noun tells whose that is.
fn people_of(g: &Grammar, range: Range<TokenIx>, state: &str) -> Option<Found> {
    let head = head_of(g, &range);
    let name = clean(g, &range);
    let plural = matches!(g.token(head).tag, "NNS" | "NNPS");
    plural.then(|| found(g, range, head, name, ActorKind::Group, None, Some(state.to_owned()))).flatten()
}

/// Where "General Staff" begins, a body whose first word is no title.
fn staff(g: &Grammar, range: &Range<TokenIx>) -> Option<TokenIx> {
    let second = range.len() == 1 && LEXICON.staffs.contains(g.word(range.start));
    range.start.checked_sub(1).filter(|&t| second && g.word(t) == "General")
}

/// "BERGEN, Norway (NPA) -": a town in capitals that opens a report, and the agency in brackets behind it.
fn heads_report(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let text = words(g, range);
    let capitals = text.chars().filter(|c| c.is_alphabetic()).count() > 1 && !text.chars().any(char::is_lowercase);
    let word = |t: Option<TokenIx>| t.filter(|&t| t < g.tokens().len()).map_or("", |t| g.word(t));
    let before = range.start.checked_sub(1);
    let dash = matches!(word(Some(range.end + 1)), "-" | "–" | "—" | "--");
    let agency = word(before) == "(" && word(Some(range.end)) == ")" && dash;
    capitals && (agency || metonymy::dateline(g, range))
}

/// "Foreign Affairs" in "Minister of Foreign Affairs", "State for Fisheries" in "Secretary of State for Fisheries": what somebody is charged with, unless it has the name
/// of a body.
fn is_charge(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let article = usize::from(range.start > 0 && g.word(range.start - 1) == "the");
    let of = range.start.checked_sub(1 + article).filter(|&t| matches!(g.word(t), "of" | "for"));
    let office = of.and_then(|t| t.checked_sub(1)).map_or("", |t| g.word(t));
    matches!(office, "Minister" | "Ministers" | "Secretary" | "Undersecretary" | "Commissioner") && !is_body(g, range)
}

/// "Congress" in a report that nowhere speaks of the United States: a name that bodies of several states bear, of a state that is not told.
fn of_elsewhere(g: &Grammar, text: &str, of: Option<&str>) -> bool {
    LEXICON.shared_bodies.contains(text) && of.is_some_and(|of| !names(g, of))
}

/// Whether a document names a state or a body, by whichever of its names.
fn names(g: &Grammar, body: &str) -> bool {
    let is = |name: &str| knowledge::body_name(name).is_some_and(|b| b == body);
    let entities = g.annotations.entities.iter().map(|e| words(g, &(e.first as usize..e.end as usize)));
    entities.chain((0..g.tokens().len()).map(|t| g.word(t))).any(is)
}

/// Whether a document names the state of a capital by another word than that capital.
fn names_otherwise(g: &Grammar, capital: &Range<TokenIx>, place: &Place) -> bool {
    let other = |t: TokenIx| {
        g.word(t) != g.word(capital.start) && knowledge::place(g.word(t)).is_some_and(|p| p.state.name == place.state.name)
    };
    (0..g.tokens().len()).any(other)
}

/// "The Marwick-Shen call": two surnames of the document are two persons and no body.
fn is_pair(text: &str, known: &Known) -> bool {
    let halves = text.split_once(['-', '–']).filter(|_| !text.contains(' '));
    let surname = |name: &str| known.surnames.contains(name) || gender::family_first(&name.to_lowercase());
    halves.is_some_and(|(a, b)| surname(a) && surname(b))
}

/// What makes a name that of a person whatever the model takes it for: a form of address, a title beside it, a surname of the document.
fn is_person(g: &Grammar, range: &Range<TokenIx>, label: &str, known: &Known) -> bool {
    let text = words(g, range);
    let unlisted = || knowledge::outlet(text).is_none() && knowledge::organisation(text).is_none();
    let surname = known.surnames.contains(g.word(range.end - 1)) && range.len() <= 3 && unlisted();
    let courtesy =
        range.len() > 1 && knowledge::title(&g.word(range.start).to_lowercase()).is_some_and(knowledge::Title::courtesy);
    let beside = || {
        let words = range.clone().filter(|&t| g.word(t).starts_with(char::is_uppercase)).count();
        matches!(words, 2 | 3)
            && plain_name(g, range)
            && unlisted()
            && !is_thing(g, range)
            && (title_beside(g, head_of(g, range), range.end).is_some() || label == "ORG" && given_name(g, range))
    };
    courtesy || surname || label != "NORP" && is_titled(g, range) || beside()
}

/// "Sarin Bolde of Velmar": whose a person without a title is, where a state's name follows.
fn with_state(g: &Grammar, mut person: Found, end: TokenIx, known: &Known) -> Found {
    let state = || state_after(g, end).filter(|s| knowledge::place(s).is_some() || known.states.contains(s.as_str()));
    let untitled = person.mention.of.is_none() && person.mention.role.is_none();
    person.mention.of = person.mention.of.or_else(|| if untitled { state() } else { None });
    person
}

/// Whether a single name is told to speak, as persons do and towns do not.
fn tells(g: &Grammar, range: &Range<TokenIx>, head: TokenIx) -> bool {
    let speaks = g.label(head) == "nsubj" && g.head(head).is_some_and(|v| LEXICON.told.contains(g.lemma(v)));
    speaks && range.len() == 1 && plain_name(g, range) && g.under(head, &["det"]).next().is_none()
}

/// Whether a single name is the last of several that the model takes for persons: "Berg, Holm and Krasniqi".
fn among_persons(g: &Grammar, range: &Range<TokenIx>, head: TokenIx) -> bool {
    let person = |t: TokenIx| entity_at(g, t).is_some_and(|e| e.label == "PERSON");
    range.len() == 1 && plain_name(g, range) && g.label(head) == "conj" && g.head(head).is_some_and(person)
}

fn is_titled(g: &Grammar, range: &Range<TokenIx>) -> bool {
    range.len() <= 3 && plain_name(g, range) && title_before(g, range.start).is_some()
}

/// A state by name, people, capital or seat, where it is meant and not the place; an adjective alone is no actor.
fn place_mention(g: &Grammar, range: Range<TokenIx>, place: Place) -> Option<Found> {
    let head = head_of(g, &range);
    let modifier = matches!(g.label(head), "amod" | "compound" | "nmod" | "npadvmod");
    if modifies_title(g, head) {
        return None;
    }
    let of = || place.state.name.clone();
    // "Brussels says" in a report on the Union, which speaks of no Belgian.
    let seat = metonymy::seat_of(g, &range, head).filter(|all| all.iter().any(|body| names(g, body)));
    if let Some(body) = seat.and_then(<[String]>::first).filter(|_| !names_otherwise(g, &range, &place)) {
        return other(g, range, head, body.clone(), ActorKind::Organisation);
    }
    let used = || metonymy::use_of(g, &range, head);
    match place.sense {
        Sense::Name => other(g, range, head, of(), ActorKind::State),
        Sense::Adjective | Sense::Demonym if modifier => None,
        Sense::Adjective | Sense::Demonym => people(g, range, head, place),
        Sense::Seat if place.office && used() == Use::Place && !modifier => None,
        Sense::Seat if place.office => {
            let name = words(g, &range).to_owned();
            found(g, range, head, name, ActorKind::Office, None, Some(of()))
        }
        Sense::Seat | Sense::Capital => (used() == Use::Actor).then(|| other(g, range, head, of(), ActorKind::State)).flatten(),
    }
}

/// "The Russians agreed" is Russia; "thousands of Russians" are people.
fn people(g: &Grammar, range: Range<TokenIx>, head: TokenIx, place: Place) -> Option<Found> {
    let definite = g.under(head, &["det"]).any(|d| g.word(d).eq_ignore_ascii_case("the"));
    let counted = g.under(head, &["amod", "nummod", "compound"]).next().is_some();
    if definite && !counted && metonymy::use_of(g, &range, head) == Use::Actor {
        return other(g, range, head, place.state.name.clone(), ActorKind::State);
    }
    let plural = matches!(g.token(head).tag, "NNS" | "NNPS") && g.under(head, &["compound"]).next().is_none();
    let name = words(g, &range).to_owned();
    plural.then(|| found(g, range, head, name, ActorKind::Group, None, Some(place.state.name.clone()))).flatten()
}

/// "U.S." in "U.S. President": told with the title, no actor of its own.
fn modifies_title(g: &Grammar, head: TokenIx) -> bool {
    matches!(g.label(head), "compound" | "amod" | "nmod")
        && g.head(head).is_some_and(|h| is_title_head(g, h) || g.token(h).pos == "PROPN")
}

/// A person's name with its titles; what is a title and nothing else is nobody's name.
fn person(g: &Grammar, range: Range<TokenIx>) -> Option<Found> {
    let mut name = without_suffix(g, range.clone());
    if name.is_empty() || knowledge::title(&words(g, &name).to_lowercase()).is_some() {
        return None;
    }
    while name.len() > 1 && (knowledge::title(&g.word(name.start).to_lowercase()).is_some() || is_whose(g, &name)) {
        name.start += 1;
    }
    if !g.word(name.end - 1).contains(char::is_uppercase) {
        return None;
    }
    let head = head_of(g, &name);
    let before = title_before(g, name.start);
    let start = before.as_ref().map_or(name.start, |t| t.start);
    let title = before.map(|t| (t.role, t.of)).or_else(|| title_beside(g, head, range.end));
    let (role, of) = title.map_or((None, None), |t| (Some(t.0), t.1));
    let of = of.or_else(|| role.as_ref().and_then(|_| state_after(g, range.end)));
    found(g, start..name.end, head, in_order(&clean(g, &name)), ActorKind::Person, role, of)
}

/// "Of Velland I. Brandt": the first word of what the model takes for a name is whose office it is, where initials follow.
fn is_whose(g: &Grammar, name: &Range<TokenIx>) -> bool {
    let of = name.start.checked_sub(1).is_some_and(|t| matches!(g.word(t), "of" | "for"));
    of && name.len() > 2 && is_initials(g.word(name.start + 1))
}

/// "HAYASHI Naoko": a family name that stands first in capitals goes behind the given name, where its bearers are not called by it first in English too.
fn in_order(name: &str) -> String {
    let Some((family, given)) = name.split_once(' ') else { return name.to_owned() };
    let capitals = family.chars().count() > 3 && family.chars().all(char::is_uppercase);
    let plain = given.chars().any(char::is_lowercase) && !given.contains([' ', '-']);
    if !capitals || !plain || gender::family_first(&family.to_lowercase()) {
        return name.to_owned();
    }
    let mut letters = family.chars();
    let first: String = letters.next().into_iter().collect();
    format!("{given} {first}{}", letters.as_str().to_lowercase())
}

/// Whose office it is in "President Andrzej Berg of Norway", told after the name: a known state, or one name that no list has. Never past the end of a
/// sentence, and not where the name goes on: "of Georgia Tech".
fn state_after(g: &Grammar, end: TokenIx) -> Option<String> {
    let of = Some(end).filter(|&t| t + 1 < g.tokens().len() && g.word(t) == "of" && g.sentence(t) == g.sentence(t - 1))?;
    let article = usize::from(g.word(of + 1).eq_ignore_ascii_case("the"));
    let from = of + 1 + article;
    let last =
        (from..g.tokens().len()).take(5).take_while(|&t| g.sentence(t) == g.sentence(of) && g.token(t).pos != "SPACE").last()?;
    let ends = |to: usize| !g.tokens().get(to).is_some_and(|t| t.pos == "PROPN" || t.tag == "POS");
    let place = |to: usize| knowledge::place(words(g, &(from..to))).filter(|p| p.sense == Sense::Name);
    if let Some(to) = (from + 1..=last + 1).rev().find(|&to| place(to).is_some()) {
        return place(to).filter(|_| ends(to)).map(|p| p.state.name.clone());
    }
    let name = from..from + 1;
    let person = entity_at(g, from).is_some_and(|e| e.label == "PERSON" && e.end as usize > from + 1);
    (g.token(from).pos == "PROPN" && plain_name(g, &name) && ends(from + 1) && !person).then(|| words(g, &name).to_owned())
}

/// A name without "Jr." and its like at its end.
fn without_suffix(g: &Grammar, range: Range<TokenIx>) -> Range<TokenIx> {
    let suffix = |t: &TokenIx| matches!(g.word(*t), "Jr." | "Jr" | "JR" | "JR." | "Sr." | "Sr" | "," | "Esq.");
    let cut = range.clone().rev().take_while(suffix).count();
    range.start..range.end - cut
}

/// The person in "Roc Nation COO Desiree Perez", which the model takes for one organisation.
fn titled_inside(g: &Grammar, range: &Range<TokenIx>) -> Option<Found> {
    let names = (range.start + 2..range.end).filter(|&t| matches!(range.end - t, 2 | 3));
    let split = names.rev().find(|&t| {
        let title = g.word(t - 1);
        title.starts_with(char::is_uppercase)
            && knowledge::title(&title.to_lowercase()).is_some()
            && plain_name(g, &(t..range.end))
    })?;
    let body = clean(g, &(range.start..split - 1));
    let mut found = person(g, split..range.end)?;
    found.mention.of.get_or_insert(body);
    Some(found)
}

fn state(g: &Grammar, range: Range<TokenIx>) -> Option<Found> {
    let head = head_of(g, &range);
    let name = clean(g, &range);
    other(g, range, head, name, ActorKind::State)
}

/// An actor that bears no title; none where the name only tells whose title follows.
fn other(g: &Grammar, range: Range<TokenIx>, head: TokenIx, name: String, kind: ActorKind) -> Option<Found> {
    if modifies_title(g, head) && kind != ActorKind::State {
        return None;
    }
    found(g, range, head, name, kind, None, None)
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
