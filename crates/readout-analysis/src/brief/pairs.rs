//! Whom "the two leaders" and "his counterpart" mean in an event: the two persons whom a report, else its story, shows dealing with each other.
//!
//! Enters: the table of actors and the tellings of one story. Leaves: the same tellings with persons in the place of such words, where one pair stands out.

use crate::extract::event::rules::{is_dealing, same_family};
use crate::link::actors::{ActorIx, ActorTable, Instance};
use crate::link::tellings::Telling;
use crate::rules::{self, Example};
use readout_record::kind::{ActorKind, EventType, Reality, Role};
use readout_record::mention::DocumentIx;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Two persons, in the order of their numbers.
pub type Pair = [ActorIx; 2];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    people: Vec<String>,
    offices: Vec<String>,
    sides: Vec<String>,
    before: Vec<String>,
    counterparts: Vec<String>,
    #[serde(rename = "example")]
    examples: Vec<Example>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| rules::load("actors/pairs.toml", include_str!("../../rules/actors/pairs.toml")));

/// Reports with who takes part in their events.
pub fn examples() -> &'static [Example] {
    &WORDS.examples
}

/// The two persons who deal with each other by each report, else by its story where it tells `least` contacts of them, of the tellings of one story.
pub fn of_documents<'t>(
    table: &ActorTable,
    tellings: impl Iterator<Item = &'t Telling>,
    documents: &[DocumentIx],
    least: usize,
) -> BTreeMap<DocumentIx, Pair> {
    let here = pairs_of_documents(table, tellings);
    let mut whole: BTreeMap<Pair, usize> = BTreeMap::new();
    here.values().flatten().for_each(|(pair, n)| *whole.entry(*pair).or_default() += n);
    let of_story = most(&whole).filter(|pair| whole[pair] >= least);
    let own = |d: DocumentIx| here.get(&d).filter(|pairs| !pairs.is_empty()).map_or(of_story, most);
    documents.iter().filter_map(|&d| Some((d, own(d)?))).collect()
}

/// Whether words for people or sides may mean the two of `pair`: "the two ministers", "the sides".
pub fn may_be_of(table: &ActorTable, name: &str, pair: Pair) -> bool {
    let words = stripped(name);
    let people = WORDS.people.contains(&words) && pair.iter().all(|&p| may_be(&table.instances[p], &words));
    people || WORDS.sides.contains(&words)
}

/// Whether words are for two bodies: "both sides".
pub fn is_side(name: &str) -> bool {
    WORDS.sides.contains(&stripped(name))
}

/// Whether a noun is an office that persons hold: "minister".
pub fn is_office(noun: &str) -> bool {
    WORDS.offices.iter().any(|o| o == noun)
}

/// Whether words end with a noun for the other of two: "his interlocutor".
pub fn is_the_other(words: &str) -> bool {
    let words = words.to_lowercase();
    WORDS.counterparts.iter().any(|w| words.ends_with(w.as_str()))
}

/// Puts persons in the place of words for them.
pub fn name(table: &ActorTable, tellings: &mut [Telling]) {
    let here = pairs_of_documents(table, tellings.iter());
    let mut whole: BTreeMap<Pair, usize> = BTreeMap::new();
    here.values().flatten().for_each(|(pair, n)| *whole.entry(*pair).or_default() += n);
    let of_story = most(&whole);
    for t in tellings.iter_mut().filter(|t| is_dealing(t.kind)) {
        let own = here.get(&t.ix.0).filter(|pairs| !pairs.is_empty());
        // One contact of two persons makes them no pair of which other reports speak.
        let elsewhere = || of_story.filter(|pair| whole[pair] > 1);
        // Of two that another pair outnumbers in the story, "the ministers" may be either.
        let of_own = |pairs: &BTreeMap<Pair, usize>| most(pairs).filter(|pair| of_story == Some(*pair) || pairs[pair] > 1);
        let Some(pair) = own.map_or_else(elsewhere, of_own) else { continue };
        name_the_two(table, t, pair);
        name_the_other(table, t, pair);
    }
}

/// "Kestrian and Valdonian leaders", "foreign ministers of the two": whether a description means persons who deal with each other, or the sides that they speak for.
pub fn are_people(name: &str) -> bool {
    let lower = name.to_lowercase();
    let head =
        [" of ", " in ", " from ", " for "].iter().filter_map(|p| lower.find(p)).min().map_or(lower.as_str(), |at| &lower[..at]);
    let ends = |word: &String| head == word || head.strip_suffix(word.as_str()).is_some_and(|rest| rest.ends_with(' '));
    WORDS.people.iter().chain(&WORDS.sides).any(ends)
}

/// How often each document tells contacts and agreements of two persons.
fn pairs_of_documents<'t>(
    table: &ActorTable,
    tellings: impl Iterator<Item = &'t Telling>,
) -> BTreeMap<DocumentIx, BTreeMap<Pair, usize>> {
    let person = |a: ActorIx| table.instances[a].kind == ActorKind::Person;
    let mut found: BTreeMap<DocumentIx, BTreeMap<Pair, usize>> = BTreeMap::new();
    for t in tellings.filter(|t| is_dealing(t.kind)) {
        let acting = t.actors.iter().filter(|(_, role)| !matches!(role, Role::Mediator | Role::Host));
        let mut persons: Vec<ActorIx> = acting.map(|(a, _)| *a).filter(|&a| person(a)).collect();
        persons.sort_unstable();
        if let [a, b] = persons[..] {
            *found.entry(t.ix.0).or_default().entry([a, b]).or_default() += 1;
        }
    }
    found
}

/// The pair that was told of more often than all others together.
fn most(counts: &BTreeMap<Pair, usize>) -> Option<Pair> {
    let all: usize = counts.values().sum();
    counts.iter().find(|(_, n)| 2 * **n > all).map(|(pair, _)| *pair)
}

/// "The two leaders": the pair, where the telling names nobody besides.
fn name_the_two(table: &ActorTable, t: &mut Telling, pair: Pair) {
    // "The delegations will sit down" need not mean the two who fixed it by phone.
    let ahead = matches!(t.reality, Reality::Planned | Reality::Proposed);
    let contact = same_family(t.kind, EventType::Meeting) && !ahead;
    let vague = |a: ActorIx| {
        let words = plain(&table.instances[a]);
        let fits = |w: &String| WORDS.people.contains(w) && pair.iter().all(|&p| may_be(&table.instances[p], w));
        words.is_some_and(|w| fits(&w) || contact && WORDS.sides.contains(&w)) || of_the_pair(table, a, pair)
    };
    let each = t.actors.len() == 2 && one_and_other(table, t, pair);
    if !t.actors.is_empty() && (each || t.actors.iter().all(|(a, _)| vague(*a))) {
        t.actors = pair.map(|a| (a, Role::Party)).to_vec();
    }
}

/// "The president … his Chadian counterpart": an office without a name and one who holds the like office in a state of the pair.
fn one_and_other(table: &ActorTable, t: &Telling, pair: Pair) -> bool {
    let of = |a: ActorIx| table.instances[a].of.as_deref();
    let counterpart = |a: ActorIx| is_counterpart(&table.instances[a]) && pair.iter().any(|&p| of(p).is_some() && of(p) == of(a));
    let office = |a: ActorIx| matches!(table.instances[a].kind, ActorKind::Office | ActorKind::Unnamed);
    let is = |i: usize, test: &dyn Fn(ActorIx) -> bool| test(t.actors[i].0);
    is(0, &office) && is(1, &counterpart) || is(1, &office) && is(0, &counterpart)
}

/// "His Chadian counterpart".
pub fn is_counterpart(actor: &Instance) -> bool {
    let name = actor.name.to_lowercase();
    !actor.kind.is_named() && WORDS.counterparts.iter().any(|w| name.ends_with(w.as_str()))
}

/// Whether a person may be one of those whom a plural names: of a president no "generals" are said, of a prime minister no "foreign ministers".
fn may_be(person: &Instance, plural: &str) -> bool {
    let noun = plural.rsplit(' ').next().unwrap_or(plural);
    let office = noun.strip_suffix('s').filter(|noun| WORDS.offices.iter().any(|o| o == noun));
    let singular = plural.strip_suffix('s').unwrap_or(plural);
    let role = person.role.as_deref().map(str::to_lowercase);
    // "Minister of Water" may be one of the "water ministers".
    office.zip(role).is_none_or(|(office, role)| role.contains(singular) || role.starts_with(office))
}

/// The words of a group without what may stand before them; `None` where it has a name or somebody's.
fn plain(actor: &Instance) -> Option<String> {
    let words = stripped(&actor.name);
    // "The Parties", "Heads of State": capitals make no name of such words.
    let nameless = !actor.kind.is_named() || WORDS.people.contains(&words) || WORDS.sides.contains(&words);
    nameless.then_some(words)
}

/// Words in lower case without what may stand before them.
fn stripped(name: &str) -> String {
    let name = name.to_lowercase();
    let mut words = name.split(' ').peekable();
    while words.next_if(|w| WORDS.before.iter().any(|b| b == w)).is_some() {}
    words.collect::<Vec<_>>().join(" ")
}

/// "The water ministers of Chad and Niger": holders of one office in the states of the pair.
fn of_the_pair(table: &ActorTable, actor: ActorIx, pair: Pair) -> bool {
    let instance = &table.instances[actor];
    let Some((people, states)) = instance.name.split_once(" of ").filter(|_| instance.kind == ActorKind::Group) else {
        return false;
    };
    let office = people.rsplit(' ').next().is_some_and(|noun| WORDS.people.iter().any(|p| p == noun));
    let of = |a: ActorIx| table.instances[a].of.as_deref();
    let named: Vec<&str> = states.split(" and ").collect();
    let fits = |a: ActorIx| of(a).is_none_or(|state| named.contains(&state));
    let office = office && pair.iter().all(|&a| may_be(&table.instances[a], &people.to_lowercase()));
    office
        && named.len() == 2
        && pair.iter().all(|&a| fits(a))
        && pair.iter().any(|&a| of(a).is_some())
        && of(pair[0]) != of(pair[1])
}

/// "His Chadian counterpart": the other one of the pair, where one of them takes part and the words tell no other's state.
fn name_the_other(table: &ActorTable, t: &mut Telling, pair: Pair) {
    let [first, second] = pair;
    let has = |a: ActorIx| t.actors.iter().any(|(x, _)| *x == a);
    let other = match (has(first), has(second)) {
        (true, false) => second,
        (false, true) => first,
        _ => return,
    };
    let of = table.instances[other].of.as_deref();
    let meant = |a: ActorIx| {
        let i = &table.instances[a];
        is_counterpart(i) && i.of.as_deref().is_none_or(|state| of.is_none_or(|own| own == state))
    };
    if let Some(at) = t.actors.iter().position(|(a, _)| meant(*a)) {
        t.actors[at].0 = other;
    }
}
