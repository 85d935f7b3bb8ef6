//! Which rows of the register are one contact: stories of their own tell it, or reports that linking keeps apart.
//!
//! Enters: contacts of known days. Leaves: groups of rows of one day and one way, in which the same persons take part. Two calls of the same two on one day
//! that one story keeps apart stay two.

use crate::error::Result;
use crate::number::StoryNumber;
use crate::store::Store;
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
    /// First and last day.
    pub days: (Option<i64>, Option<i64>),
}

/// Whether by telephone, and on which day.
type Day = (bool, i64);

/// Fewest persons that two rows must have in common.
const COMMON: usize = 2;

/// Rows that are one contact, the first of each in the order of the rows.
pub fn joined(store: &Store, rows: Vec<Row>) -> Result<Vec<Vec<Row>>> {
    let day = |row: &Row| row.days.0.filter(|_| row.days.0 == row.days.1).map(|day| (is_call(&row.kind), day));
    let mut together: BTreeMap<Day, usize> = BTreeMap::new();
    rows.iter().filter_map(day).for_each(|day| *together.entry(day).or_default() += 1);
    let mut groups: Vec<Vec<Row>> = Vec::new();
    let mut known: BTreeMap<Day, Vec<(usize, BTreeSet<String>)>> = BTreeMap::new();
    for row in rows {
        let Some(day) = day(&row).filter(|day| together[day] > 1) else {
            groups.push(vec![row]);
            continue;
        };
        let persons = persons(store, &row)?;
        let there = known.entry(day).or_default();
        let apart = |at: usize| groups[at].iter().all(|other| other.story != row.story);
        match there.iter().find(|(at, theirs)| apart(*at) && are_one(theirs, &persons)).map(|(at, _)| *at) {
            Some(at) => groups[at].push(row),
            None => {
                there.push((groups.len(), persons));
                groups.push(vec![row]);
            }
        }
    }
    Ok(groups)
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
