//! The register of contacts: who has called, met or visited whom.
//!
//! Enters: who stands on the two sides, a day. Leaves: the contacts that took place, newest first. It leaves alone: planned and denied ones.

use super::limit::{Limit, first};
use super::names::{Ids, Unknown};
use super::report::{Reports, note_all};
use super::same_contact::{Row, joined};
use super::shelf::{Opened, Shelf, actor, story_id};
use crate::error::Result;
use crate::number::StoryNumber;
use crate::store::Store;
use readout_record::edtf::Edtf;
use readout_record::kind::{EventType, Reality, Role};
use readout_record::record::{Event, Evidence};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Question<'q> {
    /// Only contacts in which each of these sides has somebody: one side, or two that are not the same actor.
    pub sides: &'q [Ids],
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
#[derive(Clone, Debug, Default, Serialize)]
pub struct Contacts {
    /// Days are counted to this one.
    pub as_of: Option<Edtf>,
    /// A name that nobody bears.
    pub unknown: Option<Unknown>,
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
    /// Ids of the same contact in other stories.
    pub also: Vec<String>,
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

/// The contacts that are asked for. `level` tells how high the holder of an office stands.
pub fn contacts(store: &Store, question: &Question, level: fn(&str) -> Option<Level>) -> Result<Contacts> {
    let as_of = store.day_or_newest(question.as_of)?;
    let mut answer = Contacts { as_of, ..Contacts::default() };
    let mut found = rows(store, question.sides)?;
    if let Some(since) = question.since.and_then(Edtf::start).and_then(|d| d.day_number()) {
        answer.undated = found.iter().filter(|row| row.days.1.is_none()).count();
        found.retain(|row| row.days.1.is_some_and(|day| day >= since));
    }
    let found = joined(store, found)?;
    answer.total = found.len();
    answer.days_since_last = found.iter().find_map(|rows| days_between(rows[0].days.1, answer.as_of.as_ref()));
    let mut shelf = Shelf::new(store);
    for rows in first(found, question.limit) {
        let days_since = days_between(rows[0].days.1, answer.as_of.as_ref());
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            let opened = shelf.entry(row.story, |r| &r.events, row.place)?;
            note_all(&mut answer.documents, opened.record, &opened.entry.evidence);
            told.push(contact(&opened, days_since, level));
        }
        answer.contacts.extend(one(told));
    }
    Ok(answer)
}

/// One contact of those that are the same: the one that most reports tell, with the words of all.
fn one(mut told: Vec<Contact>) -> Option<Contact> {
    told.sort_by(|a, b| b.accounts.cmp(&a.accounts).then_with(|| b.participants.len().cmp(&a.participants.len())));
    let date = told.iter().find(|c| c.days_since.is_some()).and_then(|c| c.date.clone());
    let mut others = told.into_iter();
    let mut contact = others.next()?;
    for other in others {
        contact.also.push(other.id);
        contact.evidence.extend(other.evidence);
        contact.durations.extend(other.durations.into_iter().filter(|d| !contact.durations.contains(d)).collect::<Vec<_>>());
        contact.place = contact.place.or(other.place);
        contact.level = contact.level.or(other.level);
    }
    contact.date = date.or(contact.date);
    let documents: BTreeSet<&str> = contact.evidence.iter().map(|e| e.document.as_str()).collect();
    contact.accounts = contact.accounts.max(documents.len());
    Some(contact)
}

/// All contacts that took place, newest first, undated ones last; of two sides where two are given.
fn rows(store: &Store, sides: &[Ids]) -> Result<Vec<Row>> {
    let kinds = KINDS.map(|k| format!("'{k}'")).join(", ");
    let sql = format!(
        "SELECT story, place, id, type, date, first_day, last_day FROM events WHERE type IN ({kinds}) AND reality = ?1
         ORDER BY last_day IS NULL, last_day DESC, id"
    );
    let row = |row: &rusqlite::Row| {
        let (place, date): (i64, Option<String>) = (row.get(1)?, row.get(4)?);
        Ok(Row {
            story: row.get(0)?,
            place: place as usize,
            id: row.get(2)?,
            kind: row.get(3)?,
            date: date.as_deref().and_then(Edtf::parse),
            days: (row.get(5)?, row.get(6)?),
        })
    };
    let all = store.rows(&sql, [Reality::Happened.as_str()], row)?;
    let sides = sides.iter().map(|ids| taken_part(store, ids)).collect::<Result<Vec<_>>>()?;
    let joins = |event: &Key| {
        let there: Vec<&Vec<String>> = sides.iter().filter_map(|side| side.get(event)).collect();
        let apart = |other: &Vec<String>| there[0].iter().any(|a| other.iter().any(|b| a != b));
        there.len() == sides.len() && there.iter().skip(1).all(|other| apart(other))
    };
    Ok(all.into_iter().filter(|row| sides.is_empty() || joins(&(row.story, row.id.clone()))).collect())
}

/// An event by its story and id.
type Key = (StoryNumber, String);

/// The events that these take part in, with who of them does.
fn taken_part(store: &Store, ids: &Ids) -> Result<BTreeMap<Key, Vec<String>>> {
    let mut found: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    for actor in ids {
        for event in
            store.rows("SELECT story, event FROM participants WHERE actor = ?1", [actor], |row| Ok((row.get(0)?, row.get(1)?)))?
        {
            found.entry(event).or_default().push(actor.clone());
        }
    }
    Ok(found)
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
    let durations: BTreeSet<Length> = given.map(|a| Length { value: a.value.clone(), approximate: a.approximate }).collect();
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
        also: Vec::new(),
        accounts: event.accounts,
        evidence: event.evidence.clone(),
    }
}

/// The highest level at which each of two sides has somebody; a side is a state or a body that participants belong to, or who is told without one.
fn common_level(participants: &[Participant], level: fn(&str) -> Option<Level>) -> Option<Level> {
    let mut sides: Vec<(&str, Level)> = Vec::new();
    let ranked = |p: &Participant| level(p.role.as_deref()?);
    for (participant, reached) in participants.iter().filter_map(|p| Some((p, ranked(p)?))) {
        let side = participant.of.as_deref().unwrap_or(&participant.actor);
        match sides.iter_mut().find(|(known, _)| *known == side) {
            Some((_, best)) => *best = reached.min(*best),
            None => sides.push((side, reached)),
        }
    }
    let mut levels: Vec<Level> = sides.into_iter().map(|(_, level)| level).collect();
    levels.sort();
    levels.get(1).copied()
}
