//! Which rows of the register are one contact: stories of their own tell it, or reports that linking keeps apart.
//!
//! Enters: rows of contacts. Leaves: groups of rows of one day and one way, in which the same persons take part. A row without its day joins the only
//! group that it fits: of its own story, or of its month. Two calls of the same two on one day that one story keeps apart stay two.

use crate::error::Result;
use crate::number::StoryNumber;
use crate::store::Store;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::EventType;
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};

/// A contact as its row tells it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Number of the story.
    pub story: StoryNumber,
    /// Place in the story's record.
    pub place: usize,
    /// Id of the event.
    pub id: String,
    /// Call, meeting, visit …
    pub kind: String,
    /// When.
    pub date: Option<Edtf>,
    /// First and last day.
    pub days: (Option<i64>, Option<i64>),
}

/// Whether by telephone, and on which day.
type Day = (bool, i64);

/// Fewest persons that two rows must have in common.
const COMMON: usize = 2;

/// Rows that are one contact, the first of each in the order of the rows.
pub fn joined(store: &Store, rows: Vec<Row>) -> Result<Vec<Vec<Row>>> {
    let mut groups =
        Groups { store, groups: Vec::new(), persons: BTreeMap::new(), days: BTreeMap::new(), stories: BTreeMap::new() };
    let (exact, others): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| day(row).is_some());
    for row in exact {
        let of_day = day(&row).and_then(|day| groups.days.get(&day)).cloned().unwrap_or_default();
        groups.put(row, &of_day, |group, row| group.iter().all(|other| other.story != row.story))?;
    }
    for row in others {
        let fitting = groups.of_same_persons(&row)?;
        let only = if let [only] = fitting.as_slice() { vec![*only] } else { Vec::new() };
        groups.put(row, &only, |_, _| true)?;
    }
    Ok(groups.groups)
}

struct Groups<'s> {
    store: &'s Store,
    groups: Vec<Vec<Row>>,
    /// Surnames of those who take part, by group, as far as they were asked for.
    persons: BTreeMap<usize, BTreeSet<String>>,
    /// The groups of each day, and of each story.
    days: BTreeMap<Day, Vec<usize>>,
    stories: BTreeMap<StoryNumber, Vec<usize>>,
}

impl Groups<'_> {
    /// Puts a row to the first of some groups with the same persons that `may` take it, or into one of its own.
    fn put(&mut self, row: Row, among: &[usize], may: impl Fn(&[Row], &Row) -> bool) -> Result<()> {
        if !among.is_empty() {
            let own = persons(self.store, &row)?;
            for &at in among {
                if may(&self.groups[at], &row) && are_one(&self.persons_of(at)?, &own) {
                    self.stories.entry(row.story).or_default().push(at);
                    self.groups[at].push(row);
                    return Ok(());
                }
            }
        }
        if let Some(day) = day(&row) {
            self.days.entry(day).or_default().push(self.groups.len());
        }
        self.stories.entry(row.story).or_default().push(self.groups.len());
        self.groups.push(vec![row]);
        Ok(())
    }

    fn persons_of(&mut self, at: usize) -> Result<BTreeSet<String>> {
        if let Some(known) = self.persons.get(&at) {
            return Ok(known.clone());
        }
        let found = persons(self.store, &self.groups[at][0])?;
        self.persons.insert(at, found.clone());
        Ok(found)
    }

    /// The groups that a row without its day fits.
    fn of_same_persons(&mut self, row: &Row) -> Result<Vec<usize>> {
        let fitting = self.fitting(row);
        let own = if fitting.is_empty() { BTreeSet::new() } else { persons(self.store, row)? };
        let mut found = Vec::new();
        for at in fitting {
            if are_one(&self.persons_of(at)?, &own) {
                found.push(at);
            }
        }
        Ok(found)
    }

    /// Groups of a day that a row without one may be of: those of its month; those of its own story, where it has no date at all.
    fn fitting(&self, row: &Row) -> Vec<usize> {
        let call = is_call(&row.kind);
        match &row.date {
            Some(date) => match month(date) {
                Some((from, to)) => self.days.range((call, from)..=(call, to)).flat_map(|(_, at)| at.clone()).collect(),
                None => Vec::new(),
            },
            None => {
                let here = self.stories.get(&row.story).into_iter().flatten();
                here.copied().filter(|&at| day(&self.groups[at][0]).is_some_and(|(other, _)| other == call)).collect()
            }
        }
    }
}

/// The day of a row that tells one.
fn day(row: &Row) -> Option<Day> {
    row.days.0.filter(|_| row.days.0 == row.days.1).map(|day| (is_call(&row.kind), day))
}

/// The first and the last day of a month.
fn month(date: &Edtf) -> Option<(i64, i64)> {
    let month = Date { day: None, ..date.date()? };
    month.month?;
    Some((month.first_day()?.day_number()?, month.last_day()?.day_number()?))
}

fn is_call(kind: &str) -> bool {
    [EventType::PhoneCall, EventType::VideoCall].iter().any(|k| k.as_str() == kind)
}

/// Whether all persons of the one take part in the other, and they are several.
fn are_one(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let common = a.intersection(b).count();
    common >= COMMON && (common == a.len() || common == b.len())
}

/// The surnames of the persons who take part.
fn persons(store: &Store, row: &Row) -> Result<BTreeSet<String>> {
    let sql = "SELECT a.key FROM participants p JOIN actors a ON a.story = p.story AND a.id = p.actor
        WHERE p.story = ?1 AND p.event = ?2 AND a.kind = 'person'";
    let keys = store.rows(sql, params![row.story, row.id], |row| row.get::<_, String>(0))?;
    Ok(keys.iter().filter_map(|key| key.rsplit([' ', ':']).next()).map(str::to_owned).collect())
}
