//! Two tellings side by side: what speaks for their being one event and what speaks against it.
//!
//! Enters: tellings with their actors resolved. Leaves: whether they can be of one event, and how much they are alike. It leaves alone: clusters.

use crate::extract::actor::lexicon::is_owned;
use crate::extract::deed::WORDS;
use crate::extract::event::rules::same_family;
use crate::knowledge;
use crate::link::actors::{ActorIx, ActorTable, Instance as Actor};
use crate::link::akin::akin;
use crate::link::body;
use crate::link::name::fold;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::{ActorKind, EventType, Reality, Role};
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::BTreeSet;

/// Number of an event mention: its document and its place there.
pub type MentionIx = (DocumentIx, usize);

/// A mention with what linking needs to know of it.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Which mention.
    pub ix: MentionIx,
    /// What kind.
    pub kind: EventType,
    /// Lemma of the word that tells it.
    pub word: String,
    /// Who, each with the part.
    pub actors: Vec<(ActorIx, Role)>,
    /// When.
    pub date: Option<Edtf>,
    /// The words of another report that fix the year of the date.
    pub year_by: Option<(DocumentIx, Span)>,
    /// The contact in which it took place.
    pub during: Option<MentionIx>,
    /// Place, folded; a capital by its state, however it is worded.
    pub place: Option<String>,
    /// The state that the place is in or is, where it is known.
    pub land: Option<&'static str>,
    /// Whether it took place.
    pub reality: Reality,
    /// Whether the telling is about the event enough for its reality to count: a verb, or a noun with a date or with who took part.
    pub firm: bool,
    /// 2 for the second one.
    pub ordinal: Option<u8>,
    /// Whether the kind of contact is left open.
    pub generic: bool,
    /// The sort of text that was agreed or signed.
    pub text: Option<usize>,
    /// Whether it has "the", "this" or no participant of its own, and so may point back.
    pub anaphoric: bool,
    /// The day of publication of a report whose heading or lead tells the event as past, without a date of its own.
    pub news_of: Option<i64>,
    /// Whether it stands in the first sentence of its report.
    pub heading: bool,
    /// Number of its sentence.
    pub sentence: usize,
    /// Whether a verb tells it.
    pub verbal: bool,
    /// How its noun is introduced.
    pub article: Article,
    /// Whether its noun means several.
    pub plural: bool,
    /// Whether it is told as another one than that which the report is about: "a previous truce".
    pub another: bool,
    /// How long it lasted, in minutes.
    pub minutes: Option<f64>,
    /// Hashes of the lemmas of the clause's content words, sorted, each once.
    pub content: Vec<u64>,
}

/// How a noun is introduced: as known, as new, or by nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Article {
    /// "The call", "that round", "their meeting", "Tuesday's contact".
    Definite,
    /// "A call", "another round".
    Indefinite,
    /// Neither.
    None,
}

/// Whether its date is a whole day.
pub fn has_day(t: &Telling) -> bool {
    t.date.as_ref().and_then(Edtf::date).is_some_and(|d| d.day.is_some())
}

/// What two tellings of one event cannot differ in, however alike they are: days, sorts of text, ordinals, the state where they take place, who did it
/// to whom, the two states of a contact, and types, but for those of contacts ("the talks" for a meeting).
pub fn forbidden(a: &Telling, b: &Telling, table: &ActorTable) -> bool {
    let types = a.kind != b.kind && !same_family(a.kind, b.kind);
    let pairs = same_family(a.kind, EventType::Meeting) && other_states(a, b, table);
    // "A previous truce" beside the one that the report is about.
    let another = a.ix.0 == b.ix.0 && a.another != b.another;
    types
        || pairs
        || another
        || other_persons(a, b, table)
        || agreed_and_not(a, b)
        || [days_differ, old_news, texts_differ, numbered, lands_differ, roles_swapped].iter().any(|differ| differ(a, b))
}

/// Whether two reports tell of one contact, or one signing, beyond doubt: held on one day, with two of one name each, and neither told as another one. A call
/// and a meeting of one day are two.
pub fn surely_one(a: &Telling, b: &Telling, table: &ActorTable) -> bool {
    let done = |t: &Telling| matches!(t.reality, Reality::Happened | Reality::UnderWay) && !t.another && !t.plural;
    let kinds = same_family(a.kind, EventType::Meeting) || matches!(a.kind, EventType::Signing | EventType::Ceasefire);
    let party = |role: Role| matches!(role, Role::Party | Role::Host | Role::Guest);
    let both = |x: ActorIx| is_named(&table.instances[x]) && b.actors.iter().any(|(y, role)| *y == x && party(*role));
    let common: BTreeSet<ActorIx> = a.actors.iter().filter(|(x, role)| party(*role) && both(*x)).map(|(x, _)| *x).collect();
    let kinds = kinds && !kinds_apart(a, b, table) && (a.ordinal == b.ordinal || a.ordinal.is_none() || b.ordinal.is_none());
    kinds && a.ix.0 != b.ix.0 && done(a) && done(b) && equal_day(a, b) && common.len() > 1 && !forbidden(a, b, table)
}

/// The reasons why two tellings are not of one event, each by itself: days, old news, sorts of text, ordinals, states where they take place, types, words of deeds,
/// realities, parts, people.
pub fn objections(a: &Telling, b: &Telling, table: &ActorTable) -> [bool; 10] {
    [
        days_differ(a, b),
        old_news(a, b),
        texts_differ(a, b),
        numbered(a, b),
        lands_differ(a, b),
        kinds_apart(a, b, table),
        words_apart(a, b),
        realities_apart(a, b),
        roles_swapped(a, b),
        other_people(a, b, table),
    ]
}

/// Whether two tellings give days that cannot be one.
pub fn days_differ(a: &Telling, b: &Telling) -> bool {
    // "Has still not been held by Monday": what did not take place has no day.
    let absent = [a, b].iter().any(|t| t.reality == Reality::Denied);
    !absent && a.date.as_ref().zip(b.date.as_ref()).is_some_and(|(x, y)| !overlap(x, y))
}

fn equal_day(a: &Telling, b: &Telling) -> bool {
    a.date.is_some() && a.date == b.date && has_day(a)
}

fn numbered(a: &Telling, b: &Telling) -> bool {
    let later = |t: &Telling| t.ordinal.unwrap_or(1) > 1;
    a.ordinal != b.ordinal && (later(a) || later(b)) && !equal_day(a, b)
}

fn lands_differ(a: &Telling, b: &Telling) -> bool {
    let lands = a.land.zip(b.land);
    same_family(a.kind, EventType::Meeting) && !equal_day(a, b) && lands.is_some_and(|(x, y)| x != y)
}

fn texts_differ(a: &Telling, b: &Telling) -> bool {
    a.text.zip(b.text).is_some_and(|(x, y)| x != y)
}

/// Tellings of different types are of two events, unless one leaves the kind of contact open, or both tell of people in one room on one day, or of the same
/// people in one place. A call is no meeting, and talks without a day or a place may go on over many meetings.
fn kinds_apart(a: &Telling, b: &Telling, table: &ActorTable) -> bool {
    let room = |k: EventType| matches!(k, EventType::Meeting | EventType::Negotiation | EventType::Summit);
    let equal_place = a.place.is_some() && a.place == b.place;
    let together = equal_day(a, b) || equal_place && shared_names(a, b, table) > 0;
    let open = (a.generic || b.generic) && same_family(a.kind, b.kind);
    a.kind != b.kind && !open && !(together && room(a.kind) && room(b.kind))
}

/// Deeds that no type has are one only where they are told by one word, or by words for one deed: "boarded" is not "transferred".
fn words_apart(a: &Telling, b: &Telling) -> bool {
    let group = || WORDS.fulfilling.iter().any(|group| group.contains(&a.word) && group.contains(&b.word));
    a.kind == EventType::Other && b.kind == EventType::Other && !akin(&a.word, &b.word) && !group()
}

/// Who invites in one telling and is invited in the other takes part in two invitations; so with agents and targets, hosts and guests.
fn roles_swapped(a: &Telling, b: &Telling) -> bool {
    let acts = |r: Role| matches!(r, Role::Agent | Role::Initiator | Role::Host);
    let undergoes = |r: Role| matches!(r, Role::Target | Role::Subject | Role::Recipient | Role::Guest);
    let opposed = |x: Role, y: Role| acts(x) && undergoes(y) || undergoes(x) && acts(y);
    let differs = |x: &(ActorIx, Role)| b.actors.iter().any(|y| x.0 == y.0 && opposed(x.1, y.1));
    !same_family(a.kind, EventType::Meeting) && a.actors.iter().any(differs)
}

/// What a heading tells without a date is news, and none of the deeds of weeks before that the report recalls.
fn old_news(a: &Telling, b: &Telling) -> bool {
    const FRESH: i64 = 10;
    let day = |t: &Telling| t.date.as_ref().and_then(Edtf::end).and_then(Date::day_number);
    let older =
        |heading: &Telling, other| heading.news_of.zip(day(other)).is_some_and(|(published, day)| day + FRESH < published);
    older(a, b) || older(b, a)
}

/// Whether two values can be of one day.
pub fn overlap(a: &Edtf, b: &Edtf) -> bool {
    if let (Some(x), Some(y)) = (a.date(), b.date()) {
        return x.compatible(y);
    }
    let first = |e: &Edtf| e.start().and_then(Date::day_number).unwrap_or(i64::MIN);
    let last = |e: &Edtf| e.end().and_then(Date::day_number).unwrap_or(i64::MAX);
    first(a) <= last(b) && first(b) <= last(a)
}

/// A contact that was held and one that is planned are two, unless their days are equal; other plans may be what was then done.
fn realities_apart(a: &Telling, b: &Telling) -> bool {
    let done = |r: Reality| matches!(r, Reality::Happened | Reality::UnderWay);
    let contact = same_family(a.kind, EventType::Meeting) || a.kind == EventType::Visit;
    contact && done(a.reality) != done(b.reality) && !equal_day(a, b)
}

/// Contacts of different pairs, and deeds to or by others, are different events. One side's readout may name the other alone, so two
/// tellings with one name each do not exclude each other. A deed may be told once with the persons and once with the
/// bodies that they act for: those say nothing against each other.
fn other_people(a: &Telling, b: &Telling, table: &ActorTable) -> bool {
    if a.actors.is_empty() || b.actors.is_empty() {
        return false;
    }
    let shared = shared(a, b, table);
    if same_family(a.kind, EventType::Meeting) {
        // "The foreign ministers", "both sides" and "the delegations" may be anyone: only names tell other people.
        let names = |t: &Telling| t.actors.iter().filter(|(x, _)| is_named(&table.instances[*x])).count();
        let shared = shared_names(a, b, table);
        if other_states(a, b, table) {
            return true;
        }
        return match names(a).min(names(b)) {
            0 => false,
            1 => shared == 0 && names(a) + names(b) > 2,
            _ => shared < 2,
        };
    }
    let person = |t: &Telling| t.actors.iter().any(|(x, _)| table.instances[*x].kind == ActorKind::Person);
    // "14 crew members" here may be "the sailors" there: only those with a name of their own can be others.
    let named = |(x, _): &&(ActorIx, Role)| {
        let actor = &table.instances[*x];
        is_named(actor) || actor.kind == ActorKind::Office
    };
    let one_part = a.actors.iter().filter(named).any(|(_, role)| b.actors.iter().filter(named).any(|(_, other)| role == other));
    shared == 0 && one_part && person(a) == person(b)
}

/// "His Indian counterpart" and "his Korean colleague": contacts of two states each that have not both in common.
fn other_states(a: &Telling, b: &Telling, table: &ActorTable) -> bool {
    let states = |t: &Telling| -> BTreeSet<&str> {
        let of = |actor: &'_ ActorIx| {
            let actor = &table.instances[*actor];
            if actor.kind == ActorKind::State { Some(actor.name.as_str()) } else { actor.of.as_deref() }
        };
        t.actors.iter().filter_map(|(actor, _)| of(actor)).filter(|name| knowledge::state(name).is_some()).collect()
    };
    let (one, other) = (states(a), states(b));
    one.len() > 1 && other.len() > 1 && one.intersection(&other).count() < 2
}

/// "No agreement was reached" on one matter beside what was agreed on another: without a day of its own the one denies nothing of the other.
fn agreed_and_not(a: &Telling, b: &Telling) -> bool {
    let done = |t: &Telling| matches!(t.reality, Reality::Happened | Reality::UnderWay);
    let denied = |t: &Telling| t.reality == Reality::Denied;
    // Two reports may differ on one signing; one report tells of two.
    let two = a.kind == EventType::Agreement || matches!(a.kind, EventType::Signing | EventType::Ceasefire) && a.ix.0 == b.ix.0;
    two && b.kind == a.kind && (done(a) && denied(b) || denied(a) && done(b))
}

/// "A spoke to B" and "A spoke to C": contacts of two persons each who are not the same two.
fn other_persons(a: &Telling, b: &Telling, table: &ActorTable) -> bool {
    let persons = |t: &Telling| -> BTreeSet<ActorIx> {
        let acting = t.actors.iter().filter(|(_, role)| *role != Role::Mediator);
        acting.map(|(actor, _)| *actor).filter(|&actor| table.instances[actor].kind == ActorKind::Person).collect()
    };
    // One man under two spellings is no other one.
    let last = |x: &ActorIx| fold(table.instances[*x].name.rsplit(' ').next().unwrap_or(""));
    let (one, other) = (persons(a), persons(b));
    let common = one.iter().filter(|x| other.iter().any(|y| *x == y || last(x) == last(y))).count();
    same_family(a.kind, EventType::Meeting) && one.len() == 2 && other.len() == 2 && common < 2
}

/// Participants of `a` whom `b` has too, or who stand for one of `b`'s.
pub(super) fn shared(a: &Telling, b: &Telling, table: &ActorTable) -> usize {
    let same = |x: ActorIx, y: ActorIx| table.stands_for(x, y) || described_alike(&table.instances[x], &table.instances[y]);
    a.actors.iter().filter(|(x, _)| b.actors.iter().any(|(y, _)| same(*x, *y))).count()
}

pub(super) fn shared_names(a: &Telling, b: &Telling, table: &ActorTable) -> usize {
    let named = |t: &Telling| t.actors.iter().map(|(x, _)| *x).filter(|x| is_named(&table.instances[*x])).collect::<Vec<_>>();
    let others = named(b);
    named(a).iter().filter(|x| others.iter().any(|y| table.stands_for(**x, *y))).count()
}

/// Whether an actor has a name that tells it from others; "our union" and "their embassy" may be anybody's.
fn is_named(actor: &Actor) -> bool {
    actor.kind.is_named() && !is_owned(&actor.name) && actor.name.contains(char::is_uppercase)
}

/// "Four soldiers" here and "the four soldiers" there: people without a name whom two reports describe by the same words.
fn described_alike(a: &Actor, b: &Actor) -> bool {
    let group = |x: &Actor| matches!(x.kind, ActorKind::Group | ActorKind::Unnamed);
    let described = |x: &Actor| group(x) && x.name.contains(' ') && !body::is_anyone(&x.name);
    let counted = || counted(&a.name).is_some() && counted(&a.name) == counted(&b.name);
    described(a) && described(b) && (fold(&a.name) == fold(&b.name) || counted())
}

/// "A team of 24 monitors", "his 24 monitors": how many of what.
fn counted(name: &str) -> Option<(String, String)> {
    let words: Vec<String> = name.split(' ').map(fold).collect();
    let number = words.iter().find(|w| w.len() > 1 && w.chars().all(|c| c.is_ascii_digit()))?;
    Some((number.clone(), words.last()?.clone()))
}

/// How much two tellings that can be of one event are alike: people, day, place, and for deeds the words of their clauses.
pub fn likeness(a: &Telling, b: &Telling, table: &ActorTable) -> i32 {
    let people = shared(a, b, table).min(2) as i32;
    let day = a.date.is_some() && b.date.is_some();
    let exact_day = day && has_day(a) && has_day(b);
    let place = a.place.is_some() && a.place == b.place;
    let content = content_overlap(a, b);
    let contact = same_family(a.kind, EventType::Meeting);
    let mut points = 2 * people + i32::from(exact_day) * 3 + i32::from(day) + i32::from(place);
    // A deadline that both give, and one place.
    points +=
        i32::from(day && !exact_day && a.date == b.date) + i32::from(contact && place && a.date.is_some() && a.date == b.date);
    // One who was there, in one place, and no other day: the contact that both tell.
    points += i32::from(contact && place && people > 0);
    // What the heading of a report tells of somebody, its text tells again.
    let headed = a.ix.0 == b.ix.0 && a.heading != b.heading;
    points += if contact && headed && people > 0 && a.kind == b.kind { 2 } else { 0 };
    // Of what has not taken place, the accounts of one story have one contact in a place.
    let to_come = contact && [a, b].iter().all(|t| !matches!(t.reality, Reality::Happened | Reality::UnderWay));
    points += if to_come && place { 3 } else { 0 };
    // One body that is to meet: the same session.
    points += if to_come && a.actors.len() == 1 && b.actors.len() == 1 && shared_names(a, b, table) == 1 { 2 } else { 0 };
    points += if contact { 0 } else { (content * 8.0) as i32 - 1 };
    // Two events of one day with nobody in common are two, unless their place is one or their clauses say much the same.
    let strangers = people == 0 && !a.actors.is_empty() && !b.actors.is_empty();
    let nameless = |t: &Telling| !t.actors.iter().any(|(x, _)| is_named(&table.instances[*x]));
    points -= if strangers && !(is_single(a.kind) && (nameless(a) || nameless(b))) { 2 } else { 0 };
    points += if is_single(a.kind) && people > 0 { 2 } else { 0 };
    points
}

/// Kinds of which the same people seldom do two in one story.
fn is_single(kind: EventType) -> bool {
    matches!(kind, EventType::Signing | EventType::Ceasefire | EventType::PrisonerExchange | EventType::Invasion)
}

/// Share of content words in common, of the smaller clause.
pub(super) fn content_overlap(a: &Telling, b: &Telling) -> f64 {
    let common = a.content.iter().filter(|w| b.content.binary_search(w).is_ok()).count();
    common as f64 / a.content.len().min(b.content.len()).max(3) as f64
}
