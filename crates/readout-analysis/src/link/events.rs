//! One entry for each event across the accounts: which tellings are of the same call, meeting or release.
//!
//! Enters: event mentions with their actors resolved. Leaves: events as lists of mentions. Two different calls stay two: a date, an ordinal or
//! another pair of participants keeps them apart, and nothing merges without a reason.

use crate::extract::event::rules::same_family;
use crate::link::actors::{ActorIx, ActorTable, Instance as Actor};
use crate::link::body;
use crate::link::name::fold;
use foldhash::HashMap;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::{ActorKind, EventType, Reality, Role};
use readout_record::mention::DocumentIx;
use readout_record::span::Span;

/// Number of an event mention: its document and its place there.
pub type MentionIx = (DocumentIx, usize);

/// A mention with what linking needs to know of it.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Which mention.
    pub ix: MentionIx,
    /// What kind.
    pub kind: EventType,
    /// Who, each with the part.
    pub actors: Vec<(ActorIx, Role)>,
    /// When.
    pub date: Option<Edtf>,
    /// The words of another report that fix the year of the date.
    pub year_by: Option<(DocumentIx, Span)>,
    /// The contact in which it took place.
    pub during: Option<MentionIx>,
    /// Place, folded.
    pub place: Option<String>,
    /// Whether it took place.
    pub reality: Reality,
    /// Whether the telling is about the event enough for its reality to count: a verb, or a noun with a date or with who took part.
    pub firm: bool,
    /// 2 for the second one.
    pub ordinal: Option<u8>,
    /// Whether the kind of contact is left open.
    pub generic: bool,
    /// Whether it has "the", "this" or no participant of its own, and so may point back.
    pub anaphoric: bool,
    /// Hashes of the lemmas of the clause's content words, sorted, each once.
    pub content: Vec<u64>,
}

/// One event: its tellings in the order of the documents.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The tellings.
    pub tellings: Vec<Telling>,
    /// The day of the contact in which it took place, where no telling has a date.
    pub contact_day: Option<Edtf>,
}

impl Instance {
    /// What kind: the one that most tellings that are sure of it give, the first on a tie.
    pub fn kind(&self) -> EventType {
        let sure: Vec<EventType> = self.tellings.iter().filter(|t| !t.generic).map(|t| t.kind).collect();
        let pool = if sure.is_empty() { self.tellings.iter().map(|t| t.kind).collect() } else { sure };
        let count = |k: EventType| pool.iter().filter(|x| **x == k).count();
        let best = pool.iter().map(|k| count(*k)).max().unwrap_or(0);
        pool.iter().copied().find(|k| count(*k) == best).unwrap_or(EventType::Other)
    }

    /// The date that is known best: of the most exact ones the one told most, the first on a tie; else that of the contact that it was part of.
    pub fn date(&self) -> Option<Edtf> {
        self.told_date().or_else(|| self.contact_day.clone())
    }

    /// The words that fix the year of its date, where no telling of that date has a year of its own.
    pub fn year_by(&self) -> Option<(DocumentIx, Span)> {
        let date = self.told_date()?;
        let mut telling = self.tellings.iter().filter(|t| t.date.as_ref() == Some(&date));
        let first = telling.next()?.year_by?;
        telling.all(|t| t.year_by.is_some()).then_some(first)
    }

    fn told_date(&self) -> Option<Edtf> {
        let dates: Vec<&Edtf> = self.tellings.iter().filter_map(|t| t.date.as_ref()).collect();
        let exact = |e: &Edtf| (e.date().is_some(), e.start().map_or(0, Date::exactness));
        let best = dates.iter().map(|d| exact(d)).max()?;
        let pool: Vec<&&Edtf> = dates.iter().filter(|d| exact(d) == best).collect();
        let count = |d: &Edtf| pool.iter().filter(|x| ***x == d).count();
        let most = pool.iter().map(|d| count(d)).max()?;
        pool.iter().find(|d| count(d) == most).map(|d| (**d).clone())
    }

    /// Reality by the accounts: happened wins over plans that preceded it, a plain plan over a proposal.
    pub fn reality(&self) -> Reality {
        let order =
            [Reality::Happened, Reality::UnderWay, Reality::Planned, Reality::Proposed, Reality::Possible, Reality::Denied];
        let firm = |r: &Reality| self.tellings.iter().any(|t| t.firm && t.reality == *r);
        let any = |r: &Reality| self.tellings.iter().any(|t| t.reality == *r);
        order.into_iter().find(firm).or_else(|| order.into_iter().find(any)).unwrap_or(Reality::Happened)
    }

    fn documents(&self) -> impl Iterator<Item = DocumentIx> {
        self.tellings.iter().map(|t| t.ix.0)
    }
}

/// Clusters the tellings of one story.
pub fn link(tellings: Vec<Telling>, table: &ActorTable) -> Vec<Instance> {
    let mut events: Vec<Instance> = Vec::new();
    let mut places: HashMap<Trace, Vec<usize>> = HashMap::default();
    for telling in anchored_first(tellings) {
        let traces = traces(&telling, table);
        let mut near: Vec<usize> = traces.iter().filter_map(|t| places.get(t)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let scores = near.into_iter().filter_map(|i| Some((score(&events[i], &telling, table)?, i)));
        let best = scores.max_by_key(|&(s, i)| (s, std::cmp::Reverse(i))).filter(|&(s, _)| s >= ENOUGH);
        let event = best.map_or(events.len(), |(_, i)| i);
        match events.get_mut(event) {
            Some(known) => known.tellings.push(telling),
            None => events.push(Instance { tellings: vec![telling], contact_day: None }),
        }
        for trace in traces {
            let list = places.entry(trace).or_default();
            if list.last() != Some(&event) && !list.contains(&event) {
                list.push(event);
            }
        }
    }
    for event in &mut events {
        event.tellings.sort_by_key(|t| t.ix);
    }
    events.sort_by_key(|e| e.tellings[0].ix);
    date_by_contacts(&mut events);
    events
}

/// What was done in a contact was done on its day.
fn date_by_contacts(events: &mut [Instance]) {
    let place: HashMap<MentionIx, usize> =
        events.iter().enumerate().flat_map(|(i, e)| e.tellings.iter().map(move |t| (t.ix, i))).collect();
    let day = |e: &Instance| {
        let contact = e.tellings.iter().find_map(|t| place.get(&t.during?)).map(|&i| &events[i])?;
        let held = contact.reality() == Reality::Happened && e.reality() == Reality::Happened;
        contact.told_date().filter(|d| held && d.date().is_some_and(|d| d.day.is_some()))
    };
    let days: Vec<Option<Edtf>> = events.iter().map(day).collect();
    events.iter_mut().zip(days).for_each(|(event, day)| event.contact_day = day);
}

/// What two tellings of one event have in common at least one of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Trace {
    Document(DocumentIx),
    Actor(ActorIx),
    Date(String),
}

fn traces(t: &Telling, table: &ActorTable) -> Vec<Trace> {
    let actors = t.actors.iter().flat_map(|(a, _)| [Some(*a), table.group_of(*a)]).flatten().map(Trace::Actor);
    let date = t.date.as_ref().map(|d| Trace::Date(d.start().map_or_else(String::new, |d| format!("{:?}-{:?}", d.month, d.day))));
    std::iter::once(Trace::Document(t.ix.0)).chain(actors).chain(date).collect()
}

/// Reasons to merge must add up to this: an equal day, or a shared participant in a like event, or pointing back within the document.
const ENOUGH: i32 = 4;

/// Those that say most of themselves (day, several participants) are placed first, so that the vague ones find them.
fn anchored_first(mut tellings: Vec<Telling>) -> Vec<Telling> {
    let vague = |t: &Telling| (t.generic, !has_day(t), t.actors.len() < 2, t.anaphoric);
    tellings.sort_by_key(|t| (vague(t), t.ix));
    tellings
}

fn has_day(t: &Telling) -> bool {
    t.date.as_ref().and_then(Edtf::date).is_some_and(|d| d.day.is_some())
}

/// How much speaks for a telling to be of an event; `None` where something speaks against it.
fn score(event: &Instance, t: &Telling, table: &ActorTable) -> Option<i32> {
    let kinds_fit = event.tellings.iter().all(|o| o.kind == t.kind || ((o.generic || t.generic) && same_family(o.kind, t.kind)));
    if !kinds_fit || event.tellings.iter().any(|o| against(o, t, table)) {
        return None;
    }
    let best = event.tellings.iter().map(|o| likeness(o, t, table)).max()?;
    Some(best + points_back(event, t))
}

/// What two tellings of one event cannot differ in.
fn against(a: &Telling, b: &Telling, table: &ActorTable) -> bool {
    let dates = a.date.as_ref().zip(b.date.as_ref());
    let days_differ = dates.is_some_and(|(x, y)| !overlap(x, y));
    let equal_day = dates.is_some_and(|(x, y)| x == y && has_day(a));
    let numbered = a.ordinal != b.ordinal && (a.ordinal.unwrap_or(1) > 1 || b.ordinal.unwrap_or(1) > 1) && !equal_day;
    days_differ || numbered || realities_apart(a, b) || roles_swapped(a, b) || other_people(a, b, table)
}

/// Who invites in one telling and is invited in the other takes part in two invitations; so with agents and targets, hosts and guests.
fn roles_swapped(a: &Telling, b: &Telling) -> bool {
    let differs = |x: &(ActorIx, Role)| b.actors.iter().any(|y| x.0 == y.0 && x.1 != y.1);
    !same_family(a.kind, EventType::Meeting) && a.actors.iter().any(differs)
}

/// Whether two values can be of one day.
fn overlap(a: &Edtf, b: &Edtf) -> bool {
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
    let equal_day = a.date.is_some() && a.date == b.date && has_day(a);
    contact && done(a.reality) != done(b.reality) && !equal_day
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
        return match a.actors.len().min(b.actors.len()) {
            1 => shared == 0 && a.actors.len() + b.actors.len() > 2,
            _ => shared < 2,
        };
    }
    let person = |t: &Telling| t.actors.iter().any(|(x, _)| table.instances[*x].kind == ActorKind::Person);
    // "14 crew members" here may be "the sailors" there: only those with a name of their own can be others.
    let named = |(x, _): &&(ActorIx, Role)| !matches!(table.instances[*x].kind, ActorKind::Group | ActorKind::Unnamed);
    let one_part = a.actors.iter().filter(named).any(|(_, role)| b.actors.iter().filter(named).any(|(_, other)| role == other));
    shared == 0 && one_part && person(a) == person(b)
}

/// Participants of `a` whom `b` has too, or who stand for one of `b`'s.
fn shared(a: &Telling, b: &Telling, table: &ActorTable) -> usize {
    let same = |x: ActorIx, y: ActorIx| table.stands_for(x, y) || described_alike(&table.instances[x], &table.instances[y]);
    a.actors.iter().filter(|(x, _)| b.actors.iter().any(|(y, _)| same(*x, *y))).count()
}

/// "Four soldiers" here and "the four soldiers" there: people without a name whom two reports describe by the same words.
fn described_alike(a: &Actor, b: &Actor) -> bool {
    let group = |x: &Actor| matches!(x.kind, ActorKind::Group | ActorKind::Unnamed);
    let described = |x: &Actor| group(x) && x.name.contains(' ') && !body::is_anyone(&x.name);
    described(a) && described(b) && fold(&a.name) == fold(&b.name)
}

fn likeness(a: &Telling, b: &Telling, table: &ActorTable) -> i32 {
    let people = shared(a, b, table).min(2) as i32;
    let day = a.date.is_some() && b.date.is_some();
    let exact_day = day && has_day(a) && has_day(b);
    let place = a.place.is_some() && a.place == b.place;
    let content = content_overlap(a, b);
    let contact = same_family(a.kind, EventType::Meeting);
    let mut points = 2 * people + i32::from(exact_day) * 3 + i32::from(day) + i32::from(place);
    points += if contact { 0 } else { (content * 8.0) as i32 - 1 };
    // Two deeds of one day to nobody in common are two, unless their clauses say much the same.
    let strangers = people == 0 && !a.actors.is_empty() && !b.actors.is_empty();
    points -= if strangers && !contact { 2 } else { 0 };
    points
}

/// Share of content words in common, of the smaller clause.
fn content_overlap(a: &Telling, b: &Telling) -> f64 {
    let common = a.content.iter().filter(|w| b.content.binary_search(w).is_ok()).count();
    common as f64 / a.content.len().min(b.content.len()).max(3) as f64
}

/// "The call": the event of that kind that the document told before, when it tells no other.
fn points_back(event: &Instance, t: &Telling) -> i32 {
    let here = event.documents().any(|d| d == t.ix.0);
    if t.anaphoric && here { 4 } else { 0 }
}
