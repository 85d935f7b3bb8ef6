//! Who is meant by a name that a user types.
//!
//! Enters: a typed name. Leaves: the ids of the actors that bear it. It leaves alone: who is likelier meant, where several do.

use crate::error::Result;
use crate::fold::fold;
use crate::store::Store;
use rusqlite::{Row, params};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An alias that an actor has in fewer of its stories than one in so many is a slip.
const SLIPS: i64 = 20;
/// Names that are suggested, and letters by which they may differ, at most.
const SUGGESTED: usize = 3;
const FARTHEST: usize = 2;
/// Letters of a short form of a first name.
const SHORT: usize = 4;
/// Share of the stories with a surname in full that must be of those who are meant, for the surname alone to mean them too.
const NEARLY_ALL: f64 = 0.8;

/// Ids of actors.
pub type Ids = BTreeSet<String>;

/// Ids as a list that SQL can open with `json_each`.
pub fn listed(ids: &Ids) -> String {
    serde_json::to_string(ids).unwrap_or_default()
}

/// Those whose name or alias it is, or whose surname; and those who are told by their surname alone, where nearly all who bear it in full are meant. An id
/// of an actor stands for itself.
pub fn bearers(store: &Store, typed: &str) -> Result<Ids> {
    let mut ids: Ids =
        store.rows("SELECT DISTINCT id FROM actors WHERE id = ?1", [typed], |row| row.get(0))?.into_iter().collect();
    let sql = "SELECT n.actor, count(*), (SELECT count(*) FROM actors a WHERE a.id = n.actor)
        FROM actor_names n WHERE n.name = ?1 GROUP BY n.actor";
    let borne = |row: &Row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?));
    for (id, stories, all) in store.rows(sql, [fold(typed)], borne)? {
        // What one story in many calls an actor is a slip of that story.
        if stories * SLIPS >= all {
            ids.insert(id);
        }
    }
    for surname in surnames(store, &ids)? {
        let family = family(store, &surname)?;
        let theirs: Vec<&Bearer> = family.iter().filter(|b| ids.contains(&b.id)).collect();
        let more: Ids = family.iter().filter(|b| theirs.iter().any(|t| b.may_be(t))).map(|b| b.id.clone()).collect();
        ids.extend(more);
        let (mine, all) = family
            .iter()
            .fold((0, 0), |(mine, all), b| (mine + if ids.contains(&b.id) { b.stories } else { 0 }, all + b.stories));
        if mine > 0 && mine as f64 >= NEARLY_ALL * all as f64 {
            let alone = "SELECT DISTINCT id FROM actors WHERE key = ?1";
            ids.extend(store.rows(alone, [format!("person:{surname}")], |row| row.get(0))?);
        }
    }
    Ok(ids)
}

/// A name that nobody bears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// The name.
    pub name: String,
    /// Names in the store that are nearly it.
    pub near: Vec<String>,
}

impl Unknown {
    /// What is told of a name that nobody bears.
    pub fn new(store: &Store, name: &str) -> Result<Unknown> {
        Ok(Unknown { name: name.to_owned(), near: near(store, name)? })
    }
}

/// Names in the store that are nearly the typed one: at most one letter in four put in, left out or changed.
fn near(store: &Store, typed: &str) -> Result<Vec<String>> {
    let name = fold(typed);
    let Some(start) = name.chars().next() else { return Ok(Vec::new()) };
    let sql =
        "SELECT DISTINCT name FROM actor_names WHERE name >= ?1 AND name < ?2 AND ending = 0 AND length(name) BETWEEN ?3 AND ?4";
    let next = char::from_u32(u32::from(start) + 1).unwrap_or(char::MAX);
    let (length, most) = (name.chars().count(), name.chars().count() / 4);
    let values = params![start.to_string(), next.to_string(), length.saturating_sub(most) as i64, (length + most) as i64];
    let all = store.rows(sql, values, |row| row.get::<_, String>(0))?;
    let mut found: Vec<(usize, String)> = all.into_iter().map(|other| (distance(&name, &other), other)).collect();
    found.retain(|(distance, _)| *distance <= most.min(FARTHEST));
    found.sort();
    found.truncate(SUGGESTED);
    let shown = |name: &String| {
        let sql = "SELECT a.name FROM actor_names n JOIN actors a ON a.story = n.story AND a.id = n.actor
            WHERE n.name = ?1 GROUP BY a.name ORDER BY count(*) DESC, a.name LIMIT 1";
        store.rows(sql, [name], |row| row.get::<_, String>(0))
    };
    let mut names: Vec<String> = Vec::new();
    for (_, name) in &found {
        names.extend(shown(name)?.into_iter().filter(|n| !names.contains(n)).collect::<Vec<_>>());
    }
    Ok(names)
}

/// How many letters have to be put in, left out or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = before + usize::from(x != *y);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The last words of the names of persons that have several.
fn surnames(store: &Store, ids: &Ids) -> Result<BTreeSet<String>> {
    let sql = "SELECT DISTINCT key FROM actors WHERE kind = 'person' AND id IN (SELECT value FROM json_each(?1))";
    let keys = store.rows(sql, [listed(ids)], |row| row.get::<_, String>(0))?;
    Ok(keys.iter().filter_map(|key| key.rsplit_once(' ')).map(|(_, last)| last.to_owned()).collect())
}

/// A person with a surname and names before it.
struct Bearer {
    id: String,
    /// First of the names.
    first: String,
    /// The office that most stories tell.
    role: Option<String>,
    /// In how many stories.
    stories: i64,
}

impl Bearer {
    /// Whether it is the other one, with the first name in another form: "Joe" and "Joseph" who are both told as presidents.
    fn may_be(&self, other: &Bearer) -> bool {
        let (shorter, longer) = if self.first.len() < other.first.len() { (self, other) } else { (other, self) };
        let short = &shorter.first;
        let form = short.len() <= SHORT && short.get(..2).is_some_and(|start| longer.first.starts_with(start));
        let initial = short.chars().count() == 1 && longer.first.starts_with(short.as_str());
        self.first == other.first || ((form || initial) && self.role.is_some() && self.role == other.role)
    }
}

/// All who bear a surname with names before it.
fn family(store: &Store, surname: &str) -> Result<Vec<Bearer>> {
    let sql = "SELECT a.id, a.key, a.role, count(*) FROM actor_names n JOIN actors a ON a.story = n.story AND a.id = n.actor
        WHERE n.name = ?1 AND a.kind = 'person' AND a.key LIKE 'person:% ' || ?1 GROUP BY a.id, a.role ORDER BY a.id, count(*) DESC, a.role";
    let row = |row: &Row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?, row.get::<_, i64>(3)?));
    let mut family: Vec<Bearer> = Vec::new();
    for (id, key, role, stories) in store.rows(sql, [surname], row)? {
        match family.last_mut().filter(|known| known.id == id) {
            Some(known) => {
                known.stories += stories;
                known.role = known.role.take().or(role);
            }
            None => {
                let first = key.trim_start_matches("person:").split(' ').next().unwrap_or_default().to_owned();
                family.push(Bearer { id, first, role, stories });
            }
        }
    }
    Ok(family)
}

/// The same, and those who belong to a state of this name: a call of two presidents is a contact of their states. A state that no report tells as acting
/// itself is known by those who belong to it.
pub fn bearers_and_theirs(store: &Store, typed: &str) -> Result<Ids> {
    let mut ids = bearers(store, typed)?;
    let sql = "SELECT DISTINCT id FROM actors WHERE kind = 'state' AND id IN (SELECT value FROM json_each(?1))";
    let states: Ids = store.rows(sql, [listed(&ids)], |row| row.get(0))?.into_iter().collect();
    if states.is_empty() && !ids.is_empty() {
        return Ok(ids);
    }
    let sql = "SELECT DISTINCT name FROM actor_names WHERE actor IN (SELECT value FROM json_each(?1))";
    let mut names: BTreeSet<String> = store.rows(sql, [listed(&states)], |row| row.get(0))?.into_iter().collect();
    names.insert(fold(typed));
    let all = store.rows(r#"SELECT DISTINCT "of" FROM actors WHERE "of" IS NOT NULL"#, [], |row| row.get::<_, String>(0))?;
    let bodies: BTreeSet<String> = all.into_iter().filter(|of| names.contains(&fold(of))).collect();
    ids.extend(members(store, &bodies)?);
    Ok(ids)
}

/// Those who are told to belong to one of these in more stories than to any other: one slip makes nobody a minister of another state.
fn members(store: &Store, bodies: &BTreeSet<String>) -> Result<Ids> {
    let sql = r#"SELECT id, "of", count(*) FROM actors WHERE "of" IS NOT NULL AND id IN
            (SELECT id FROM actors WHERE "of" IN (SELECT value FROM json_each(?1))) GROUP BY id, "of""#;
    let told = store
        .rows(sql, [listed(bodies)], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?)))?;
    let mut most: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for (id, of, stories) in told {
        let (theirs, others) = most.entry(id).or_default();
        let side = if bodies.contains(&of) { theirs } else { others };
        *side = (*side).max(stories);
    }
    Ok(most.into_iter().filter(|(_, (theirs, others))| theirs > others).map(|(id, _)| id).collect())
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn letters_are_counted_that_two_names_do_not_share() {
        assert_eq!(distance("volodymyr zelensky", "volodymyr zelenskyy"), 1);
        assert_eq!(distance("marsh", "march"), 1);
        assert_eq!(distance("", "venn"), 4);
    }
}
