//! An actor as the whole store knows it.
//!
//! Enters: ids of one actor. Leaves: the names and offices under which reports know it, most stories first.

use super::names::{Ids, listed};
use crate::error::Result;
use crate::store::Store;
use rusqlite::params;
use serde::Serialize;

/// A name, or an office, with how many stories tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Known {
    /// What is told.
    pub told: String,
    /// Stories.
    pub stories: i64,
}

/// An actor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// Its ids: one for each name that is written in full in its own way.
    pub ids: Ids,
    /// What sort it is.
    pub kind: String,
    /// Names.
    pub names: Vec<Known>,
    /// Offices, with the state or body.
    pub roles: Vec<Known>,
}

/// What is known of it.
pub fn profile(store: &Store, ids: &Ids, most: i64) -> Result<Profile> {
    let among = "FROM actors WHERE id IN (SELECT value FROM json_each(?1))";
    let known = |what: &str| {
        let sql = format!(
            "SELECT {what} AS told, count(*) AS n {among} AND told IS NOT NULL GROUP BY told ORDER BY n DESC, told LIMIT ?2"
        );
        store.rows(&sql, params![listed(ids), most], |row| Ok(Known { told: row.get(0)?, stories: row.get(1)? }))
    };
    Ok(Profile {
        ids: ids.clone(),
        kind: known("kind")?.into_iter().next().map_or_else(String::new, |k| k.told),
        names: known("name")?,
        roles: known(r#"role || coalesce(', ' || "of", '')"#)?,
    })
}
