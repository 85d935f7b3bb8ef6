//! The stories of a store.
//!
//! Enters: a day. Leaves: stories by their newest report, each with how much it holds.

use super::limit::Limit;
use crate::error::Result;
use crate::store::Store;
use readout_record::edtf::{Date, Edtf};
use rusqlite::{Row, params};
use serde::Serialize;

/// What is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question<'q> {
    /// Only stories with a report from this day on.
    pub since: Option<&'q Edtf>,
    /// How many are shown.
    pub limit: Limit,
}

/// The list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Stories {
    /// How many there are.
    pub total: usize,
    /// Those that are shown.
    pub stories: Vec<Story>,
}

/// A story.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Story {
    /// Its id.
    pub id: String,
    /// Headline of its most central report.
    pub title: String,
    /// Day of its oldest report.
    pub first: Option<Edtf>,
    /// Day of its newest report.
    pub last: Option<Edtf>,
    /// Reports in it.
    pub documents: i64,
    /// Accounts that rest on origins of their own.
    pub independent_accounts: i64,
    /// Events that it tells.
    pub events: i64,
    /// Promises that it tells.
    pub commitments: i64,
    /// Points on which accounts differ.
    pub discrepancies: i64,
}

/// The query of the stories that are wanted: only in those that are shown entries are counted.
fn counted(wanted: &str) -> String {
    format!(
        "SELECT id, title, first_day, last_day, documents, independent_accounts,
            (SELECT count(*) FROM events e WHERE e.story = shown.number),
            (SELECT count(*) FROM commitments c WHERE c.story = shown.number),
            (SELECT count(*) FROM discrepancies d WHERE d.story = shown.number)
         FROM (SELECT number, id, title, first_day, last_day, documents, independent_accounts FROM stories s WHERE {wanted}
            ORDER BY last_day IS NULL, last_day DESC, documents DESC, id LIMIT ?2) shown
         ORDER BY last_day IS NULL, last_day DESC, documents DESC, id"
    )
}

/// The stories, newest first, undated ones last.
pub fn stories(store: &Store, question: Question) -> Result<Stories> {
    let since = question.since.and_then(Edtf::start).and_then(|d| d.day_number());
    let wanted = "?1 IS NULL OR s.last_day >= ?1";
    let count = store.rows(&format!("SELECT count(*) FROM stories s WHERE {wanted}"), [since], |row| row.get::<_, i64>(0))?;
    let most = question.limit.map_or(-1, |n| i64::try_from(n).unwrap_or(i64::MAX));
    let stories = store.rows(&counted(wanted), params![since, most], story)?;
    Ok(Stories { total: count.first().map_or(0, |n| *n as usize), stories })
}

/// The stories in which an actor appears, newest first.
pub fn of_actors(store: &Store, actors: &str, limit: Limit) -> Result<Stories> {
    let wanted = "s.number IN (SELECT story FROM actors WHERE id IN (SELECT value FROM json_each(?1)))";
    let count = store.rows(&format!("SELECT count(*) FROM stories s WHERE {wanted}"), [actors], |row| row.get::<_, i64>(0))?;
    let most = limit.map_or(-1, |n| i64::try_from(n).unwrap_or(i64::MAX));
    let stories = store.rows(&counted(wanted), params![actors, most], story)?;
    Ok(Stories { total: count.first().map_or(0, |n| *n as usize), stories })
}

fn story(row: &Row) -> rusqlite::Result<Story> {
    Ok(Story {
        id: row.get(0)?,
        title: row.get(1)?,
        first: day(row.get(2)?),
        last: day(row.get(3)?),
        documents: row.get(4)?,
        independent_accounts: row.get(5)?,
        events: row.get(6)?,
        commitments: row.get(7)?,
        discrepancies: row.get(8)?,
    })
}

/// A day by its number.
fn day(number: Option<i64>) -> Option<Edtf> {
    let known = Date::ymd(2000, 1, 1)?;
    known.plus_days(number? - known.day_number()?).map(Edtf::from)
}
