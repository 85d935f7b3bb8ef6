//! Who is meant by a name that a user types.
//!
//! Enters: a typed name. Leaves: the ids of the actors that bear it. It leaves alone: who is likelier meant, where several do.

use crate::error::Result;
use crate::fold::fold;
use crate::store::Store;
use std::collections::BTreeSet;

/// Ids of actors.
pub type Ids = BTreeSet<String>;

/// Ids as a list that SQL can open with `json_each`.
pub fn listed(ids: &Ids) -> String {
    serde_json::to_string(ids).unwrap_or_default()
}

/// Those whose name or alias it is, or whose surname. An id of an actor stands for itself.
pub fn bearers(store: &Store, typed: &str) -> Result<Ids> {
    let sql = "SELECT actor FROM actor_names WHERE name = ?1 UNION SELECT id FROM actors WHERE id = ?2";
    Ok(store.rows(sql, [&fold(typed), typed], |row| row.get(0))?.into_iter().collect())
}

/// The same, and those who belong to a state of this name: a call of two presidents is a contact of their states.
pub fn bearers_and_theirs(store: &Store, typed: &str) -> Result<Ids> {
    let mut ids = bearers(store, typed)?;
    let sql = "SELECT DISTINCT id FROM actors WHERE kind = 'state' AND id IN (SELECT value FROM json_each(?1))";
    let states: Ids = store.rows(sql, [listed(&ids)], |row| row.get(0))?.into_iter().collect();
    if states.is_empty() {
        return Ok(ids);
    }
    let sql = r#"SELECT DISTINCT "of" FROM actors WHERE "of" IS NOT NULL"#;
    for of in store.rows(sql, [], |row| row.get::<_, String>(0))? {
        if is_name_of(store, &fold(&of), &states, &fold(typed))? {
            ids.extend(store.rows(r#"SELECT DISTINCT id FROM actors WHERE "of" = ?1"#, [of], |row| row.get(0))?);
        }
    }
    Ok(ids)
}

/// Whether a folded name is the typed one or another one of the same state.
fn is_name_of(store: &Store, name: &str, states: &Ids, typed: &str) -> Result<bool> {
    let sql = "SELECT 1 FROM actor_names WHERE name = ?1 AND actor IN (SELECT value FROM json_each(?2)) LIMIT 1";
    Ok(name == typed || !store.rows(sql, [name, &listed(states)], |row| row.get::<_, i64>(0))?.is_empty())
}
