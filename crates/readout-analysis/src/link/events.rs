//! One entry for each event across the accounts: which tellings are of the same call, meeting or release.
//!
//! Enters: event mentions with their actors resolved. Leaves: events as lists of mentions. Two different calls stay two: a date, an ordinal or
//! another pair of participants keeps them apart, and nothing merges without a reason.

use crate::extract::event::rules::same_family;
use crate::link::actors::{ActorIx, ActorTable};
use crate::link::tellings::{MentionIx, Telling, against, has_day, likeness};
use foldhash::{HashMap, HashSet};
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::{EventType, Reality};
use readout_record::mention::DocumentIx;
use readout_record::span::Span;

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
        let done = |t: &&Telling| t.firm && matches!(t.reality, Reality::Happened | Reality::UnderWay) && t.date.is_some();
        let held = self.tellings.iter().any(|t| done(&t));
        let counted = self.tellings.iter().filter(|t| !held || done(t));
        let dates: Vec<&Edtf> = counted.filter_map(|t| t.date.as_ref()).collect();
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
    let rare = rare_words(&tellings);
    for telling in anchored_first(tellings) {
        let traces = traces(&telling, table, &rare);
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
    join(&mut events, &places, table, &rare);
    for event in &mut events {
        event.tellings.sort_by_key(|t| t.ix);
    }
    events.sort_by_key(|e| e.tellings[0].ix);
    date_by_contacts(&mut events);
    events
}

/// Joins events that a telling placed late holds together: none of their tellings may speak against it.
fn join(events: &mut Vec<Instance>, places: &HashMap<Trace, Vec<usize>>, table: &ActorTable, rare: &HashSet<u64>) {
    for i in 0..events.len() {
        let traces = events[i].tellings.iter().flat_map(|t| traces(t, table, rare)).filter(|t| !matches!(t, Trace::Document(_)));
        let mut near: Vec<usize> = traces.filter_map(|t| places.get(&t)).flatten().copied().filter(|&j| j > i).collect();
        near.sort_unstable();
        near.dedup();
        for j in near {
            let like = |t: &Telling| score(&events[i], t, table);
            let scores: Option<Vec<i32>> = events[j].tellings.iter().map(like).collect();
            if scores.is_some_and(|s| s.into_iter().max().is_some_and(|best| best >= ENOUGH)) {
                let moved = std::mem::take(&mut events[j].tellings);
                events[i].tellings.extend(moved);
            }
        }
    }
    events.retain(|e| !e.tellings.is_empty());
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
    /// Where a contact was or is to be.
    Place(String),
    /// A word of the clause of a deed, by its hash.
    Word(u64),
}

/// Words in more clauses than this lead nowhere: half the story is told with them.
const COMMON_WORD: usize = 12;

fn traces(t: &Telling, table: &ActorTable, rare: &HashSet<u64>) -> Vec<Trace> {
    let actors = t.actors.iter().flat_map(|(a, _)| [Some(*a), table.group_of(*a)]).flatten().map(Trace::Actor);
    let date = t.date.as_ref().map(|d| Trace::Date(d.start().map_or_else(String::new, |d| format!("{:?}-{:?}", d.month, d.day))));
    let deed = !same_family(t.kind, EventType::Meeting);
    let place = t.place.clone().filter(|_| !deed).map(Trace::Place);
    let words = t.content.iter().filter(|w| deed && rare.contains(w)).map(|w| Trace::Word(*w));
    std::iter::once(Trace::Document(t.ix.0)).chain(actors).chain(date).chain(place).chain(words).collect()
}

/// Words of few clauses.
fn rare_words(tellings: &[Telling]) -> HashSet<u64> {
    let mut counts: HashMap<u64, usize> = HashMap::default();
    tellings.iter().flat_map(|t| &t.content).for_each(|w| *counts.entry(*w).or_default() += 1);
    tellings
        .iter()
        .flat_map(|t| &t.content)
        .copied()
        .filter(|w| counts.get(w).is_some_and(|n| (2..=COMMON_WORD).contains(n)))
        .collect()
}

/// Reasons to merge must add up to this: an equal day, or a shared participant in a like event, or pointing back within the document.
const ENOUGH: i32 = 4;

/// Those that say most of themselves (day, several participants) are placed first, so that the vague ones find them.
fn anchored_first(mut tellings: Vec<Telling>) -> Vec<Telling> {
    let vague = |t: &Telling| (t.generic, !has_day(t), t.actors.len() < 2, t.anaphoric);
    tellings.sort_by_key(|t| (vague(t), t.ix));
    tellings
}

/// How much speaks for a telling to be of an event; `None` where something speaks against it.
fn score(event: &Instance, t: &Telling, table: &ActorTable) -> Option<i32> {
    if event.tellings.iter().any(|o| against(o, t, table)) {
        return None;
    }
    let best = event.tellings.iter().map(|o| likeness(o, t, table)).max()?;
    Some(best + points_back(event, t))
}

/// "The call": the event of that kind that the document told before, when it tells no other.
fn points_back(event: &Instance, t: &Telling) -> i32 {
    let here = event.documents().any(|d| d == t.ix.0);
    if t.anaphoric && here { 4 } else { 0 }
}
