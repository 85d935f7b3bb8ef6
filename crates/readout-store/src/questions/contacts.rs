//! The register of contacts: who has called, met or visited whom.
//!
//! Enters: two names, a day. Leaves: the contacts that took place, newest first. It leaves alone: planned and denied ones.

use super::limit::{Limit, first};
use super::names::{Ids, bearers_and_theirs, listed};
use super::report::{Reports, note_all};
use super::shelf::{Opened, Shelf, actor, story_id};
use crate::error::Result;
use crate::number::StoryNumber;
use crate::store::Store;
use readout_record::edtf::Edtf;
use readout_record::kind::{EventType, Role};
use readout_record::record::{Event, Evidence};
use serde::Serialize;
use std::collections::BTreeSet;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Question<'q> {
    /// Only contacts between these two.
    pub between: Option<[&'q str; 2]>,
    /// Only contacts from this day on.
    pub since: Option<&'q Edtf>,
    /// Days are counted to this one.
    pub as_of: Option<&'q Edtf>,
    /// How many are shown.
    pub limit: Limit,
}

/// How high those stand who deal with each other, highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Heads of state or of government.
    Leaders,
    /// Members of governments.
    Ministers,
    /// Envoys, officers, other officials.
    Officials,
}

/// The register.
#[derive(Clone, Debug, Serialize)]
pub struct Contacts {
    /// Days are counted to this one.
    pub as_of: Option<Edtf>,
    /// A name that nobody bears.
    pub unknown: Option<String>,
    /// How many there are.
    pub total: usize,
    /// How many were left out because their day is not known in full.
    pub undated: usize,
    /// Days since the last one.
    pub days_since_last: Option<i64>,
    /// Those that are shown.
    pub contacts: Vec<Contact>,
    /// The reports that they rest on.
    pub documents: Reports,
}

/// A contact.
#[derive(Clone, Debug, Serialize)]
pub struct Contact {
    /// Id of the event.
    pub id: String,
    /// Id of its story.
    pub story: String,
    /// Call, meeting, visit …
    #[serde(rename = "type")]
    pub kind: EventType,
    /// When.
    pub date: Option<Edtf>,
    /// Days since.
    pub days_since: Option<i64>,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// Where.
    pub place: Option<String>,
    /// How high both sides stand, where the reports tell their offices.
    pub level: Option<Level>,
    /// Each length that accounts give.
    pub durations: Vec<Length>,
    /// How many reports tell it.
    pub accounts: usize,
    /// Their words.
    pub evidence: Vec<Evidence>,
}

/// Who took part.
#[derive(Clone, Debug, Serialize)]
pub struct Participant {
    /// Id of the actor.
    pub actor: String,
    /// Name.
    pub name: String,
    /// Its part.
    pub part: Role,
    /// Office.
    pub role: Option<String>,
    /// State or organisation.
    pub of: Option<String>,
}

/// A length that accounts give.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Length {
    /// ISO 8601.
    pub value: String,
    /// Whether it is told as about.
    pub approximate: bool,
}

const KINDS: [EventType; 6] =
    [EventType::PhoneCall, EventType::VideoCall, EventType::Meeting, EventType::Visit, EventType::Summit, EventType::Negotiation];

/// Two different participants stand for the two sides.
const JOINS: &str = "AND EXISTS (SELECT 1 FROM participants p JOIN participants q
        ON q.story = p.story AND q.event = p.event AND q.actor <> p.actor
    WHERE p.story = e.story AND p.event = e.id
        AND p.actor IN (SELECT value FROM json_each(?2)) AND q.actor IN (SELECT value FROM json_each(?3)))";

/// A row: story, place, last day.
type Found = (StoryNumber, i64, Option<i64>);

/// The contacts that are asked for. `level` tells how high the holder of an office stands.
pub fn contacts(store: &Store, question: &Question, level: fn(&str) -> Option<Level>) -> Result<Contacts> {
    let as_of = question.as_of.cloned().map_or_else(|| store.newest(), |day| Ok(Some(day)))?;
    let mut answer = Contacts {
        as_of,
        unknown: None,
        total: 0,
        undated: 0,
        days_since_last: None,
        contacts: Vec::new(),
        documents: Reports::new(),
    };
    let mut sides: Vec<Ids> = Vec::new();
    for name in question.between.iter().flatten() {
        let ids = bearers_and_theirs(store, name)?;
        if ids.is_empty() {
            answer.unknown = Some((*name).to_owned());
            return Ok(answer);
        }
        sides.push(ids);
    }
    let mut found = rows(store, &sides)?;
    if let Some(since) = question.since.and_then(Edtf::start).and_then(|d| d.day_number()) {
        answer.undated = found.iter().filter(|(.., day)| day.is_none()).count();
        found.retain(|(.., day)| day.is_some_and(|day| day >= since));
    }
    answer.total = found.len();
    answer.days_since_last = found.iter().find_map(|(.., day)| days_between(*day, answer.as_of.as_ref()));
    let mut shelf = Shelf::new(store);
    for (story, place, day) in first(found, question.limit) {
        let opened = shelf.entry(story, |r| &r.events, place as usize)?;
        note_all(&mut answer.documents, opened.record, &opened.entry.evidence);
        let days_since = days_between(day, answer.as_of.as_ref());
        answer.contacts.push(contact(&opened, days_since, level));
    }
    Ok(answer)
}

fn rows(store: &Store, sides: &[Ids]) -> Result<Vec<Found>> {
    let kinds = KINDS.map(|k| format!("'{k}'")).join(", ");
    let (joins, side) = match sides {
        [one, other] => (JOINS, [listed(one), listed(other)]),
        _ => ("AND ?2 = ?3", [String::new(), String::new()]),
    };
    let sql = format!(
        "SELECT e.story, e.place, e.last_day FROM events e WHERE e.type IN ({kinds}) AND e.reality = ?1 {joins}
         ORDER BY e.last_day IS NULL, e.last_day DESC, e.id"
    );
    let [one, other] = &side;
    store.rows(&sql, ["happened", one, other], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Days from the one day to the other, where both are known and in that order.
fn days_between(day: Option<i64>, as_of: Option<&Edtf>) -> Option<i64> {
    let today = as_of?.end()?.day_number()?;
    Some(today - day?).filter(|days| *days >= 0)
}

fn contact(opened: &Opened<Event>, days_since: Option<i64>, level: fn(&str) -> Option<Level>) -> Contact {
    let event = opened.entry;
    let participants: Vec<Participant> = event
        .participants
        .iter()
        .filter_map(|p| {
            let actor = actor(opened.record, &p.actor)?;
            let (name, role, of) = (actor.name.clone(), actor.role.clone(), actor.of.clone());
            Some(Participant { actor: p.actor.clone(), name, part: p.role, role, of })
        })
        .collect();
    let given = event.attributes.iter().filter(|a| a.name == "duration");
    let durations: BTreeSet<Length> =
        given.map(|a| Length { value: a.value.clone(), approximate: a.approximate }).collect();
    Contact {
        id: event.id.clone(),
        story: story_id(opened.record),
        kind: event.kind,
        date: event.date.clone(),
        days_since,
        level: common_level(&participants, level),
        participants,
        place: event.place.clone(),
        durations: durations.into_iter().collect(),
        accounts: event.accounts,
        evidence: event.evidence.clone(),
    }
}

/// The highest level at which each of two sides has somebody; a side is a state or a body that participants belong to.
fn common_level(participants: &[Participant], level: fn(&str) -> Option<Level>) -> Option<Level> {
    let mut sides: Vec<(&str, Level)> = Vec::new();
    for (of, reached) in participants.iter().filter_map(|p| Some((p.of.as_deref()?, level(p.role.as_deref()?)?))) {
        match sides.iter_mut().find(|(side, _)| *side == of) {
            Some((_, best)) => *best = reached.min(*best),
            None => sides.push((of, reached)),
        }
    }
    let mut levels: Vec<Level> = sides.into_iter().map(|(_, level)| level).collect();
    levels.sort();
    levels.get(1).copied()
}
