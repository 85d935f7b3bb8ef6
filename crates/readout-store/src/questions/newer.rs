//! Which documents are newer than a day, and what they touch.
//!
//! Enters: a day of publication or a time of addition. Leaves: ids of documents, the stories that they are in, and what was there without them.

use super::names::{Ids, listed};
use crate::documents::DocumentNumber;
use crate::error::Result;
use crate::number::StoryNumber;
use crate::store::Store;
use readout_record::calendar::newest;
use readout_record::edtf::Edtf;

/// The documents published on a day or after it; those without a day are none of them.
pub fn published_since(store: &Store, day: i64) -> Result<Ids> {
    Ok(store.rows("SELECT id FROM documents WHERE day >= ?1", [day], |row| row.get(0))?.into_iter().collect())
}

/// The documents added on a day (UTC, year-month-day) or after it.
pub fn added_since(store: &Store, day: &str) -> Result<Ids> {
    Ok(store.rows("SELECT id FROM documents WHERE added >= ?1", [day], |row| row.get(0))?.into_iter().collect())
}

/// The stories of some documents, those with the most of them first.
pub fn touched(store: &Store, documents: &Ids) -> Result<Vec<StoryNumber>> {
    let sql = "SELECT s.number FROM documents d JOIN stories s ON s.number = d.story
        WHERE d.id IN (SELECT value FROM json_each(?1)) GROUP BY s.number ORDER BY s.documents DESC, count(*) DESC, s.last_day DESC, s.id";
    store.rows(sql, [listed(documents)], |row| row.get(0))
}

/// The other documents of a story.
pub fn older(store: &Store, story: StoryNumber, documents: &Ids) -> Result<Vec<DocumentNumber>> {
    let all = store.rows("SELECT number, id FROM documents WHERE story = ?1", [story], |row| {
        Ok((row.get::<_, DocumentNumber>(0)?, row.get::<_, String>(1)?))
    })?;
    Ok(all.into_iter().filter(|(_, id)| !documents.contains(id)).map(|(number, _)| number).collect())
}

/// The newest day of publication without some documents.
pub fn newest_without(store: &Store, documents: &Ids) -> Result<Option<Edtf>> {
    let sql = "SELECT DISTINCT published FROM documents
        WHERE published IS NOT NULL AND id NOT IN (SELECT value FROM json_each(?1))";
    let dates = store.rows(sql, [listed(documents)], |row| row.get::<_, String>(0))?;
    Ok(newest(&dates.iter().filter_map(|d| Edtf::parse(d)).collect::<Vec<_>>()))
}
