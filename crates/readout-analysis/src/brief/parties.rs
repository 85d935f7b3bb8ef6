//! Who is told as a party of a contact or an agreement, once all tellings of it lie side by side.
//!
//! Enters: linked tellings. Leaves: the same without those whom words name that may be anybody ("the sides"), without offices that a named party holds,
//! and without the state in which others met. Who is left out here is not known well enough to be told; what the tellings are of, linking has decided.

use crate::brief::desk::Desk;
use crate::brief::pairs;
use crate::extract::actor::lexicon::is_owned;
use crate::extract::event::rules::{is_dealing, same_family};
use crate::knowledge;
use crate::link::actors::{ActorIx, Instance as Actor};
use crate::link::body;
use crate::link::events::Instance;
use crate::link::name::fold;
use crate::link::tellings::Telling;
use crate::rules::{self, Example};
use foldhash::HashSet;
use readout_record::kind::{ActorKind, EventType, Role};
use readout_record::mention::DocumentIx;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    anyone: Vec<String>,
    pub(super) before: Vec<String>,
    between: Vec<String>,
    pub(super) folk: Vec<String>,
    pub(super) crews: Vec<String>,
    #[serde(rename = "example")]
    examples: Vec<Example>,
}

/// The lists.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| rules::load("actors/parties.toml", include_str!("../../rules/actors/parties.toml")));

/// Reports with the events of their record.
pub fn examples() -> &'static [Example] {
    &WORDS.examples
}

/// Whether an actor tells a reader who takes part: somebody with a name, an office of a state or a body, a group that words tell from others.
pub fn is_known(actor: &Actor) -> bool {
    match actor.kind {
        // "The government", of which state no words tell.
        ActorKind::Organisation if body::is_sort(&actor.name) => false,
        ActorKind::Person | ActorKind::State | ActorKind::Organisation => !is_anyone(&actor.name) && !is_owned(&actor.name),
        // "The Honourable Minister", of what no words tell.
        ActorKind::Office => actor.name.split(' ').filter(|w| is_telling(w)).count() > 1 && !is_owned(&actor.name),
        ActorKind::Group => actor.name.contains(char::is_uppercase) && !is_anyone(&actor.name) && !is_owned(&actor.name),
        ActorKind::Unnamed => false,
    }
}

/// Takes those out of an event of whom no words tell who they are.
pub fn settle(desk: &Desk, instance: &mut Instance) {
    name_those_without_names(desk, instance);
    if !is_dealing(instance.kind()) {
        return;
    }
    leave_anyone(desk, instance);
    leave_owner(desk, instance);
    leave_offices(desk, instance);
    leave_host(desk, instance);
}

/// A contact of two persons is not one of their states besides.
pub fn persons_for_states(desk: &Desk, t: &mut Telling) {
    let instances = &desk.table.instances;
    let states: Vec<&String> =
        t.actors.iter().filter_map(|(a, _)| Some(&instances[*a]).filter(|i| i.kind == ActorKind::Person)?.of.as_ref()).collect();
    let spoken_for: Vec<ActorIx> = t
        .actors
        .iter()
        .map(|(a, _)| *a)
        .filter(|&a| instances[a].kind == ActorKind::State && states.contains(&&instances[a].name))
        .collect();
    t.actors.retain(|(a, _)| !spoken_for.contains(a));
}

/// "Meeting with Officials", "The leaders talk": whom a telling calls by words that may be anybody's are those whom the same contact names elsewhere, in the
/// report or, where two persons are named, in another one.
fn name_those_without_names(desk: &Desk, instance: &mut Instance) {
    let actor = |a: ActorIx| &desk.table.instances[a];
    let nameless = |a: ActorIx| is_nameless(actor(a));
    let bare = |a: ActorIx| nameless(a) && !actor(a).name.contains(' ');
    let people = |a: ActorIx| (nameless(a) || actor(a).kind == ActorKind::Organisation) && pairs::are_people(&actor(a).name);
    let named = |t: &Telling| !t.heading && t.actors.iter().filter(|(a, _)| actor(*a).kind.is_named()).count() > 1;
    let below: Vec<DocumentIx> = instance.tellings.iter().filter(|t| named(t)).map(|t| t.ix.0).collect();
    for t in instance.tellings.iter_mut().filter(|t| t.heading && below.contains(&t.ix.0)) {
        t.actors.retain(|(a, _)| !bare(*a));
    }
    // "Government and rebels" of a heading are the two that the text names.
    let both = |a: ActorIx| nameless(a) && actor(a).name.contains(" and ");
    let parties: HashSet<ActorIx> = told(instance).into_iter().filter(|&a| actor(a).kind.is_named() && !both(a)).collect();
    if parties.len() > 1 {
        instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(a, _)| !both(*a)));
    }
    let contact = same_family(instance.kind(), EventType::Meeting);
    if !is_dealing(instance.kind()) {
        return;
    }
    let all = told(instance);
    // Who agreed is told by two states as well as by two persons.
    let party = |a: ActorIx| actor(a).kind == ActorKind::Person || !contact && actor(a).kind == ActorKind::State;
    let named: HashSet<ActorIx> = all.iter().copied().filter(|&a| party(a)).collect();
    let first = all.into_iter().find(|&a| people(a)).filter(|_| named.len() < 2);
    for t in &mut instance.tellings {
        t.actors.retain(|(a, _)| !people(*a) || first == Some(*a));
    }
}

fn told(instance: &Instance) -> Vec<ActorIx> {
    instance.tellings.iter().flat_map(|t| &t.actors).map(|(a, _)| *a).collect()
}

fn is_nameless(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::Group | ActorKind::Unnamed | ActorKind::Office)
}

/// "The sides agreed", "its minister met Anna Lund": nobody whom a reader knows by that.
fn leave_anyone(desk: &Desk, instance: &mut Instance) {
    let actor = |a: ActorIx| &desk.table.instances[a];
    let party = |role: Role| matches!(role, Role::Party | Role::Host | Role::Guest);
    let counterpart = |a: ActorIx| pairs::is_counterpart(actor(a));
    let lower = |a: ActorIx| !actor(a).name.contains(char::is_uppercase);
    let owned = |a: ActorIx| is_owned(&actor(a).name) && !counterpart(a);
    let several = told(instance).into_iter().any(|a| !are_sides_of(&actor(a).name));
    let nobody = |a: ActorIx| {
        (is_nameless(actor(a)) || lower(a)) && (is_anyone(&actor(a).name) || owned(a) || several && are_sides_of(&actor(a).name))
    };
    instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(a, role)| !(party(*role) && nobody(*a))));
}

/// "The Embassy of Norway asked that Norway be heard": a state beside a body of its own is no second party.
fn leave_owner(desk: &Desk, instance: &mut Instance) {
    let actor = |a: ActorIx| &desk.table.instances[a];
    let mut all = told(instance);
    all.sort_unstable();
    all.dedup();
    let of_state = |a: ActorIx, s: ActorIx| a != s && desk.table.stands_for(a, s);
    if let [a, b] = all[..] {
        let state = [(a, b), (b, a)].into_iter().find(|&(x, y)| actor(y).kind == ActorKind::State && of_state(x, y));
        if let Some((_, state)) = state {
            instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(x, _)| *x != state));
        }
    }
}

/// "The sides", "two parties", "both staffs".
fn is_anyone(name: &str) -> bool {
    let lower = name.to_lowercase();
    let number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let passed = |word: &&str| number(word) || WORDS.before.iter().any(|b| b == word);
    let mut words = lower.split(' ').peekable();
    while words.next_if(passed).is_some() {}
    words.next().is_some_and(|noun| WORDS.anyone.iter().any(|a| a == noun)) && words.next().is_none()
}

/// "Chad's warring sides": those whom the same contact names are meant.
fn are_sides_of(name: &str) -> bool {
    let own = ["'s ", "\u{2019}s "].iter().find_map(|mark| name.split_once(mark)).map(|(_, rest)| rest.to_lowercase());
    own.is_some_and(|rest| {
        is_anyone(&rest) && ["sides", "parties", "factions", "camps", "rivals"].iter().any(|noun| rest.ends_with(noun))
    })
}

/// "The Minister of Defence" beside the name of the one who holds that office, and beside two persons any office that no telling has besides both.
fn leave_offices(desk: &Desk, instance: &mut Instance) {
    let actor = |a: ActorIx| &desk.table.instances[a];
    let all = told(instance);
    let mut persons: Vec<ActorIx> = all.iter().copied().filter(|&a| actor(a).kind == ActorKind::Person).collect();
    persons.sort_unstable();
    persons.dedup();
    let office = |a: ActorIx| matches!(actor(a).kind, ActorKind::Office | ActorKind::Unnamed) || pairs::is_counterpart(actor(a));
    let held = |a: ActorIx| persons.iter().any(|&p| holds(actor(p), actor(a)));
    let persons_of = |t: &Telling| t.actors.iter().filter(|(a, _)| actor(*a).kind == ActorKind::Person).count();
    let besides = |a: ActorIx| instance.tellings.iter().any(|t| persons_of(t) > 1 && t.actors.iter().any(|(x, _)| *x == a));
    let wider = |a: ActorIx| {
        all.iter().any(|&o| {
            o != a && actor(o).kind != ActorKind::Person && contains(&office_words(&actor(o).name), &office_words(&actor(a).name))
        })
    };
    let known: HashSet<ActorIx> =
        all.iter().copied().filter(|&a| is_known(actor(a)) && !pairs::is_counterpart(actor(a))).collect();
    let counterpart = |a: ActorIx| pairs::is_counterpart(actor(a)) && known.len() > 1;
    let again = |a: ActorIx| persons.iter().any(|&p| p != a && is_form_of(&actor(p).name, &actor(a).name));
    let gone: HashSet<ActorIx> = all
        .iter()
        .copied()
        .filter(|&a| again(a) || office(a) && (held(a) || wider(a) || counterpart(a) || persons.len() > 1 && !besides(a)))
        .collect();
    instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(a, _)| !gone.contains(a)));
}

/// Whether `form` is the name of a person with titles before it ("Rt Hon Ann Lee") or with initials for the first names ("Minister A. Lee").
fn is_form_of(name: &str, form: &str) -> bool {
    let (Some((firsts, last)), Some((before, own))) = (name.rsplit_once(' '), form.rsplit_once(' ')) else { return false };
    let initial = |word: &str| word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let first = before.rsplit(' ').next().unwrap_or(before);
    let initials = initial(first) && first.chars().next() == firsts.chars().next();
    last == own && (initials || form.strip_suffix(name).is_some_and(|titles| titles.ends_with(' ')))
}

/// Whether a person is told to hold an office by another mention of it.
pub(super) fn holds(person: &Actor, office: &Actor) -> bool {
    let Some(role) = &person.role else { return false };
    let states = person.of.as_deref().zip(office.of.as_deref()).is_none_or(|(a, b)| fold(a) == fold(b));
    // "The minister of Norway": whose the office is stands among its words.
    let own: Vec<String> = office_words(role).into_iter().chain(person.of.iter().flat_map(|of| office_words(of))).collect();
    let words = office_words(&office.name);
    states && contains(&own, &words) && words.iter().any(|w| office_words(role).contains(w))
}

fn contains(all: &[String], some: &[String]) -> bool {
    !some.is_empty() && all.len() >= some.len() && some.iter().all(|w| all.contains(w))
}

fn is_telling(word: &str) -> bool {
    !WORDS.between.contains(&word.to_lowercase())
}

/// What the words of an office say besides whose it is: "foreign secretary".
fn office_words(name: &str) -> Vec<String> {
    let own = |word: &'_ str| word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word).to_owned();
    let plain = |word: &&str| knowledge::place(&own(word)).is_none() && is_telling(word);
    name.split(' ').filter(plain).map(fold).filter(|w| !w.is_empty()).collect()
}

/// "Chad, Niger and Oman agreed in Oman": of three the state in which it was is the host.
fn leave_host(desk: &Desk, instance: &mut Instance) {
    let actor = |a: ActorIx| &desk.table.instances[a];
    let lands: Vec<String> = instance.tellings.iter().filter_map(|t| t.land).map(fold).collect();
    let places: Vec<String> = instance.tellings.iter().filter_map(|t| t.place.clone()).collect();
    let host = |a: ActorIx| {
        let name = fold(&actor(a).name);
        actor(a).kind == ActorKind::State && (lands.contains(&name) || places.contains(&name))
    };
    let others: HashSet<ActorIx> = told(instance).into_iter().filter(|&a| actor(a).kind.is_named() && !host(a)).collect();
    if others.len() > 1 {
        instance.tellings.iter_mut().for_each(|t| t.actors.retain(|(a, _)| !host(*a)));
    }
}
