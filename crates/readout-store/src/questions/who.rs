//! Actors as an answer names them.
//!
//! Enters: ids of actors of a record. Leaves: ids with names.

use super::shelf::actor;
use readout_record::record::Record;
use serde::Serialize;

/// Somebody by id and name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    /// Id of the actor.
    pub actor: String,
    /// Name.
    pub name: String,
}

/// Actors by id and name, in the order of their ids' list.
pub fn named<'i>(record: &Record, ids: impl IntoIterator<Item = &'i String>) -> Vec<Named> {
    ids.into_iter().filter_map(|id| Some(Named { actor: id.clone(), name: actor(record, id)?.name.clone() })).collect()
}
