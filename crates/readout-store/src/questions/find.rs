//! What an id or a name stands for.
//!
//! Enters: what a user types. Leaves: the thing of that id; else the actors of that name.

use super::names::{Ids, bearers};
use crate::error::Result;
use crate::number::StoryNumber;
use crate::store::Store;

/// What is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A story.
    Story(StoryNumber),
    /// A report, by its id, in its story.
    Document(StoryNumber, String),
    /// An event at a place of its story's record.
    Event(StoryNumber, usize),
    /// A statement.
    Statement(StoryNumber, usize),
    /// A promise.
    Commitment(StoryNumber, usize),
    /// Actors of one name, by their ids.
    Actors(Ids),
    /// Nothing.
    Unknown,
}

/// Finds it. An id of an actor stands for that one alone.
pub fn find(store: &Store, typed: &str) -> Result<Thing> {
    if let Some(story) = store.story_number(typed)? {
        return Ok(Thing::Story(story));
    }
    let story = store.rows("SELECT story FROM documents WHERE id = ?1 AND story IS NOT NULL", [typed], |row| row.get(0))?;
    if let Some(story) = story.first() {
        return Ok(Thing::Document(*story, typed.to_owned()));
    }
    type Make = fn(StoryNumber, usize) -> Thing;
    let lists: [(&str, Make); 3] =
        [("events", Thing::Event), ("statements", Thing::Statement), ("commitments", Thing::Commitment)];
    for (table, thing) in lists {
        let sql =
            format!("SELECT t.story, t.place FROM {table} t JOIN stories s ON s.number = t.story WHERE t.id = ?1 ORDER BY s.id");
        let found = store.rows(&sql, [typed], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))?;
        if let Some((story, place)) = found.first() {
            return Ok(thing(*story, *place as usize));
        }
    }
    let actor = store.rows("SELECT DISTINCT id FROM actors WHERE id = ?1", [typed], |row| row.get(0))?;
    let actors = if actor.is_empty() { bearers(store, typed)? } else { actor.into_iter().collect() };
    Ok(if actors.is_empty() { Thing::Unknown } else { Thing::Actors(actors) })
}
