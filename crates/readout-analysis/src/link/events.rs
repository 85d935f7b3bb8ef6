//! One entry for each event across the accounts: which tellings are of the same call, meeting or release.
//!
//! Enters: event mentions with their actors resolved, and how likely each two are one event. Leaves: events as lists of mentions. Two different calls stay
//! two: grammar forbids (two days, two ordinals, two types) before anything is weighed.

use crate::extract::event::rules::same_family;
use crate::link::actors::{ActorIx, ActorTable};
use crate::link::same_event::grouping;
use crate::link::same_event::judge::JUDGE;
use crate::link::tellings::{MentionIx, Telling, forbidden};
use foldhash::{HashMap, HashSet};
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::{EventType, Reality};
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::BTreeMap;

/// One event: its tellings in the order of the documents.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The tellings.
    pub tellings: Vec<Telling>,
    /// The day of the contact in which it took place, where no telling has a date.
    pub contact_day: Option<Edtf>,
}

impl Instance {
    /// What kind: the one that most tellings that are sure of it give; on a tie that of the text before that of a heading, then the first.
    pub fn kind(&self) -> EventType {
        let sure: Vec<&Telling> = self.tellings.iter().filter(|t| !t.generic).collect();
        let pool = if sure.is_empty() { self.tellings.iter().collect() } else { sure };
        let count = |t: &Telling| pool.iter().filter(|x| x.kind == t.kind).count();
        let best = pool.iter().map(|t| (count(t), !t.heading)).max();
        pool.iter().find(|t| Some((count(t), !t.heading)) == best).map_or(EventType::Other, |t| t.kind)
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
        // "Was to leave by the 5th", "left": the limit that a plan set is not the day of what was done.
        let came_about = matches!(self.reality(), Reality::Happened | Reality::UnderWay);
        let limit = |t: &&Telling| came_about && !told_done(t) && t.date.as_ref().is_some_and(|d| d.start().is_none());
        let counted = self.tellings.iter().filter(|t| (!held || done(t)) && !limit(t));
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
}

fn told_done(t: &Telling) -> bool {
    matches!(t.reality, Reality::Happened | Reality::UnderWay)
}

/// Two tellings by their places, the earlier first.
pub type Pair = (usize, usize);

/// Which tellings to hold against each other: those that share something and that nothing forbids to be one event.
pub fn candidates(tellings: &[Telling], table: &ActorTable) -> Vec<Pair> {
    let rare = rare_words(tellings);
    let mut places: BTreeMap<Trace, Vec<usize>> = BTreeMap::new();
    for (place, telling) in tellings.iter().enumerate() {
        traces(telling, table, &rare).into_iter().for_each(|trace| places.entry(trace).or_default().push(place));
    }
    let mut pairs: Vec<Pair> = Vec::new();
    for (trace, holders) in &places {
        if holders.len() <= COMMON_TRACE || matches!(trace, Trace::Document(_)) {
            pairs.extend(
                holders.iter().enumerate().flat_map(|(n, &later)| holders[..n].iter().map(move |&earlier| (earlier, later))),
            );
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|&(a, b)| a < b && !forbidden(&tellings[a], &tellings[b], table));
    pairs
}

/// From this likelihood on two tellings of one report are one event, whatever other tellings are of it (chosen on stories that the judge had not seen).
const BACK: f32 = 0.7;

/// The same of a plan in one report and what another tells as done: plans are told in words of their own, and many together would keep what came of them away.
const CAME_ABOUT: f32 = 0.9;

/// Clusters the tellings of one story by how likely each of `pairs` is one event.
pub fn link(tellings: Vec<Telling>, pairs: &[Pair], likely: &[f32], table: &ActorTable) -> Vec<Instance> {
    let links: Vec<(Pair, f32)> = pairs.iter().copied().zip(likely.iter().copied()).collect();
    let done = |t: usize| matches!(tellings[t].reality, Reality::Happened | Reality::UnderWay);
    let sure = |(a, b): Pair, likely: f32| {
        let one_report = tellings[a].ix.0 == tellings[b].ix.0;
        likely >= if one_report { BACK } else { CAME_ABOUT } && (one_report || done(a) != done(b))
    };
    let forbidden = |a: usize, b: usize| forbidden(&tellings[a], &tellings[b], table);
    let mut events: Vec<Instance> = grouping::groups(tellings.len(), JUDGE.threshold(), &links, sure, forbidden)
        .into_iter()
        .map(|members| Instance { tellings: members.into_iter().map(|m| tellings[m].clone()).collect(), contact_day: None })
        .collect();
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trace {
    Document(DocumentIx),
    Actor(ActorIx),
    Date(String),
    /// Where a contact was or is to be.
    Place(String),
    /// A word of the clause of a deed, by its hash.
    Word(u64),
    /// The family of types.
    Sort(&'static str),
}

/// What more tellings than this share leads nowhere: half the archive is told with it.
const COMMON_TRACE: usize = 120;

/// Words in more clauses than this lead nowhere: half the story is told with them.
const COMMON_WORD: usize = 12;

fn traces(t: &Telling, table: &ActorTable, rare: &HashSet<u64>) -> Vec<Trace> {
    let actors = t.actors.iter().flat_map(|(a, _)| [Some(*a), table.group_of(*a)]).flatten().map(Trace::Actor);
    let date = t.date.as_ref().map(|d| Trace::Date(d.start().map_or_else(String::new, |d| format!("{:?}-{:?}", d.month, d.day))));
    let deed = !same_family(t.kind, EventType::Meeting);
    let place = t.place.clone().filter(|_| !deed).map(Trace::Place);
    let words = t.content.iter().filter(|w| deed && rare.contains(w)).map(|w| Trace::Word(*w));
    let sort = if deed { t.kind.as_str() } else { EventType::Meeting.as_str() };
    [Trace::Document(t.ix.0), Trace::Sort(sort)].into_iter().chain(actors).chain(date).chain(place).chain(words).collect()
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
