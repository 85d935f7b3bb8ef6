//! Which events a reader is told of, and which of them first.
//!
//! Enters: the linked events of all stories. Leaves: for each whether it is an entry, and its score. A line that says neither when nor who tells a reader
//! nothing; one that says less of what another says with its day and its parties is that one, told again, and would be taken for a second event.

use crate::brief::desk::Desk;
use crate::brief::linked::{Linked, actors, documents};
use crate::brief::parties::is_known;
use crate::brief::rank::{certainty, importance};
use crate::extract::event::rules::{is_dealing, same_family};
use crate::link::actors::ActorIx;
use crate::link::body;
use crate::link::events::Instance;
use crate::link::tellings::overlap;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::{ActorKind, EventType, Reality, Role};
use readout_record::mention::DocumentIx;
use std::collections::BTreeSet;

/// Days after an event in which a report that gives no day speaks of it.
const FRESH: i64 = 21;

/// The events with what decides over them.
pub struct Shown<'s, 'g, 'd> {
    desk: &'s Desk<'g, 'd>,
    linked: &'s [Linked],
    known: Vec<Vec<ActorIx>>,
}

impl<'s, 'g, 'd> Shown<'s, 'g, 'd> {
    /// Looks at all events once.
    pub fn new(desk: &'s Desk<'g, 'd>, linked: &'s [Linked]) -> Shown<'s, 'g, 'd> {
        let known = |l: &Linked| {
            let told = actors(l).into_iter().filter(|(_, role)| *role != Role::Mediator);
            told.map(|(a, _)| a).filter(|a| is_known(&desk.table.instances[*a])).collect()
        };
        Shown { desk, linked, known: linked.iter().map(known).collect() }
    }

    /// Whether an event is an entry of its own.
    pub fn is_shown(&self, number: usize) -> bool {
        self.tells(number) && !self.repeats(number)
    }

    /// Whether its line says anything: a day, a place or somebody; of a contact or an agreement that one report tells, its day or two who take part.
    fn tells(&self, number: usize) -> bool {
        let l = &self.linked[number];
        let instance = &l.instance;
        let anyone = actors(l).iter().any(|(a, _)| self.desk.table.instances[*a].kind != ActorKind::Unnamed);
        let dated = instance.tellings.iter().any(|t| t.date.is_some());
        let placed = instance.tellings.iter().any(|t| t.place.is_some());
        if is_dealing(instance.kind()) && !dated {
            let several = documents(instance).len() > 1;
            // "The minister summoned the ambassador" tells both, whatever they are called.
            let both = received(instance);
            // "She agreed not to raise the fee": what one side agrees to, without a day and without the other, is no line of its own.
            if instance.kind() == EventType::Agreement {
                return self.known[number].len() > 1 || placed && several;
            }
            if instance.kind() == EventType::Signing && instance.reality() == Reality::Denied {
                return !self.known[number].is_empty();
            }
            let ahead = instance.reality() == Reality::Planned;
            return both || self.known[number].len() > usize::from(!placed && !ahead);
        }
        let several = documents(instance).len() > 1;
        // "Soldiers whom it holds": whom, by whom and when, a reader is not told.
        let open = !matches!(instance.kind(), EventType::Visit | EventType::Attack | EventType::Withdrawal | EventType::Other);
        dated || placed || anyone && (several || !open || !self.known[number].is_empty())
    }

    /// Whether another event of its story is the one that it tells again, with less.
    fn repeats(&self, number: usize) -> bool {
        let l = &self.linked[number];
        (0..self.linked.len()).any(|other| other != number && self.linked[other].story == l.story && self.covers(other, number))
    }

    /// Whether `surer` tells what `bare` tells, and more.
    fn covers(&self, surer: usize, bare: usize) -> bool {
        let (a, b) = (&self.linked[surer].instance, &self.linked[bare].instance);
        let done = |i: &Instance| matches!(i.reality(), Reality::Happened | Reality::UnderWay);
        if done(a) && self.came_about(surer, bare) {
            return true;
        }
        if !kin(a, b) || !done(a) || !done(b) {
            return false;
        }
        let ordinal = |i: &Instance| i.tellings.iter().find_map(|t| t.ordinal);
        let another = |i: &Instance| i.tellings.iter().any(|t| t.another);
        let texts = |i: &Instance| i.tellings.iter().filter_map(|t| t.text).collect::<Vec<usize>>();
        let (one, other) = (texts(a), texts(b));
        let apart = another(a) != another(b)
            || received(b) && !received(a)
            || ordinal(b).is_some_and(|n| ordinal(a).map_or(!self.one_day(surer, bare), |own| own != n))
            || !one.is_empty() && other.iter().any(|t| !one.contains(t))
            || documents(a).len() < documents(b).len();
        !apart && (self.parties_of(surer, bare) || is_signed(a, b)) && self.dates(surer, bare)
    }

    /// Whether `plan` is told as planned and `held` as what came of it: a contact or a visit of the same parties, from its day on and no more than weeks later,
    /// of which later reports tell. "Was planned" would say that it was not held.
    fn came_about(&self, held: usize, plan: usize) -> bool {
        let (a, b) = (&self.linked[held].instance, &self.linked[plan].instance);
        let meets = |k: EventType| same_family(k, EventType::Meeting) || k == EventType::Visit;
        let kinds = a.kind() == b.kind() || same_family(a.kind(), b.kind());
        let ahead = matches!(b.reality(), Reality::Planned | Reality::Proposed);
        let parties = self.known[plan].len() >= if b.kind() == EventType::Visit { 1 } else { 2 };
        if !kinds || !meets(b.kind()) || !ahead || !parties {
            return false;
        }
        let day = |date: Option<Date>| date.and_then(Date::day_number);
        let own = a.date().filter(has_day).and_then(|d| day(d.start()));
        let planned = b.date();
        let first = planned.as_ref().and_then(|d| day(d.start().and_then(Date::first_day)).or_else(|| day(d.end())));
        let last = planned.as_ref().and_then(|d| day(d.end().and_then(Date::last_day)));
        let near = own.zip(first.zip(last)).is_some_and(|(own, (first, last))| (first..=last + FRESH).contains(&own));
        near && self.parties_of(held, plan)
    }

    /// Whether both are told of one whole day.
    fn one_day(&self, a: usize, b: usize) -> bool {
        let day = |n: usize| self.linked[n].instance.date().filter(has_day).and_then(|d| d.start());
        day(a).zip(day(b)).is_some_and(|(x, y)| x.day_number() == y.day_number())
    }

    /// Whether all who are told to take part in `bare` take part in `surer` or stand for one who does; "the government" may be any.
    fn parties_of(&self, surer: usize, bare: usize) -> bool {
        let all: Vec<ActorIx> = actors(&self.linked[surer]).into_iter().map(|(a, _)| a).collect();
        let there = |a: ActorIx| {
            all.iter().any(|b| self.desk.table.stands_for(a, *b) || self.may_be(a, *b) || self.is_of(a, *b))
                || body::is_sort(&self.desk.table.instances[a].name)
        };
        let told = actors(&self.linked[bare]);
        !self.known[surer].is_empty() && told.into_iter().filter(|(_, role)| *role != Role::Mediator).all(|(a, _)| there(a))
    }

    /// "The minister of the Armenians" beside Armenia's minister by name.
    fn may_be(&self, office: ActorIx, person: ActorIx) -> bool {
        let instances = &self.desk.table.instances;
        let kinds = matches!(instances[office].kind, ActorKind::Office | ActorKind::Unnamed)
            && instances[person].kind == ActorKind::Person;
        let of = |a: ActorIx| self.desk.table.group_of(a);
        kinds && of(office).is_some() && of(office) == of(person)
    }

    /// "Chad's general staff" beside Chad, of which no list tells that it is a state.
    fn is_of(&self, body: ActorIx, owner: ActorIx) -> bool {
        let name = |a: ActorIx| &self.desk.table.instances[a].name;
        name(body).strip_prefix(name(owner).as_str()).is_some_and(|rest| rest.starts_with("'s ") || rest.starts_with("’s "))
    }

    /// Whether the date of `surer` says more than that of `bare`, and both can be of one day.
    fn dates(&self, surer: usize, bare: usize) -> bool {
        let (a, b) = (&self.linked[surer].instance, &self.linked[bare].instance);
        let Some(day) = a.date().filter(has_day) else { return false };
        match b.date() {
            None => self.speaks_of(&day, &documents(a), &documents(b)),
            Some(other) if has_day(&other) => {
                let more = |n: usize| (documents(&self.linked[n].instance).len(), self.known[n].len(), std::cmp::Reverse(n));
                let number = |e: &Edtf| e.start().and_then(Date::day_number);
                overlap(&day, &other) && number(&day) == number(&other) && more(surer) > more(bare)
            }
            Some(other) => overlap(&day, &other),
        }
    }

    /// Whether reports are of the day or of the weeks after it; one without a day is, if it tells of the day too.
    fn speaks_of(&self, day: &Edtf, told: &[DocumentIx], reports: &[DocumentIx]) -> bool {
        let number = day.start().and_then(Date::day_number);
        let near = |&d: &DocumentIx| match self.desk.day(d) {
            Some(own) => number.is_some_and(|day| (0..=FRESH).contains(&(own - day))),
            None => told.contains(&d),
        };
        reports.iter().all(near)
    }

    /// How much an event matters to a reader, and how sure its line is.
    pub fn score(&self, number: usize) -> f64 {
        let l = &self.linked[number];
        let e = &l.instance;
        let accounts = documents(e).len() as f64;
        // What reports are about they say at their head.
        let heads: BTreeSet<DocumentIx> = e.tellings.iter().filter(|t| t.heading).map(|t| t.ix.0).collect();
        let persons = actors(l).iter().filter(|(a, _)| self.prominent(*a)).count().min(2) as f64;
        importance(e.kind())
            * certainty(e.reality())
            * self.sureness(number)
            * (0.6 + 0.25 * persons)
            * (1.0 + accounts.ln())
            * (1.0 + heads.len() as f64 / self.desk.stories[l.story].len() as f64)
            * (1.0 + 0.1 * (e.tellings.len() as f64).ln())
    }

    /// A line that says when and between whom is surer than one that does not.
    fn sureness(&self, number: usize) -> f64 {
        let e = &self.linked[number].instance;
        let when = match e.date() {
            Some(day) if has_day(&day) => 1.25,
            Some(_) => 1.0,
            None => 0.8,
        };
        // What was to be by now, and of which nothing more is told.
        let stale = e.reality() == Reality::Planned && self.is_over(number);
        let when = if stale { when * 0.6 } else { when };
        // "The government and the rebels" are two.
        let name = |a: &ActorIx| &self.desk.table.instances[*a].name;
        let known: usize = self.known[number].iter().map(|a| 1 + usize::from(name(a).contains(" and "))).sum();
        let between = if is_dealing(e.kind()) && known < 2 { 0.7 } else { 1.0 };
        when * between
    }

    /// Whether its day is before that of the last report of its story.
    fn is_over(&self, number: usize) -> bool {
        let l = &self.linked[number];
        let last = self.desk.newest(l.story);
        let day = l.instance.date().as_ref().and_then(Edtf::end).and_then(Date::day_number);
        day.zip(last).is_some_and(|(day, last)| day < last)
    }

    fn prominent(&self, actor: ActorIx) -> bool {
        matches!(
            self.desk.table.instances[actor].kind,
            ActorKind::Person | ActorKind::State | ActorKind::Organisation | ActorKind::Office
        )
    }
}

/// Whether somebody is told to have received somebody.
fn received(instance: &Instance) -> bool {
    let role = |role: Role| instance.tellings.iter().flat_map(|t| &t.actors).any(|(_, r)| *r == role);
    role(Role::Host) && role(Role::Guest)
}

/// A signing without a day, told only in reports that tell one with its day: "the minister and the envoys signed the deal".
fn is_signed(surer: &Instance, bare: &Instance) -> bool {
    let signing = surer.kind() == EventType::Signing && bare.kind() == EventType::Signing && bare.date().is_none();
    let reports = documents(surer);
    signing && documents(bare).iter().all(|d| reports.contains(d))
}

fn has_day(date: &Edtf) -> bool {
    date.date().is_some_and(|d| d.day.is_some())
}

/// Whether two types may be words for one thing: contacts of one kind, or of which one leaves the kind open; an agreement and what it was signed or begun by.
fn kin(surer: &Instance, bare: &Instance) -> bool {
    use EventType::{Agreement, Ceasefire, Meeting, Negotiation, Signing, Summit};
    let (a, b) = (surer.kind(), bare.kind());
    let open = bare.tellings.iter().all(|t| t.generic);
    let room = |k: EventType| matches!(k, Meeting | Negotiation | Summit);
    a == b && is_dealing(a)
        || same_family(a, b) && (open || room(a) && room(b))
        || b == Agreement && matches!(a, Signing | Ceasefire)
        || b == Signing && a == Agreement
}
