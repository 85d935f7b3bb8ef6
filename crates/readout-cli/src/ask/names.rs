//! Who is meant by a name that a user types.
//!
//! Enters: a typed name and the actors of a record. Leaves: the ids of those who bear it. It leaves alone: who is likelier meant, where several do.

use readout_record::kind::ActorKind;
use readout_record::record::{Actor, Record};
use readout_store::fold::fold;
use std::collections::BTreeSet;

/// Those whose name or alias it is, or whose surname.
pub fn bearers<'r>(record: &'r Record, typed: &str) -> BTreeSet<&'r str> {
    let typed = fold(typed);
    record.actors.iter().filter(|a| bears(a, &typed)).map(|a| a.id.as_str()).collect()
}

/// The same, and those who belong to a state of this name: a call of two presidents is a contact of their states.
pub fn bearers_and_theirs<'r>(record: &'r Record, typed: &str) -> BTreeSet<&'r str> {
    let folded = fold(typed);
    let mut ids = bearers(record, typed);
    if record.actors.iter().any(|a| a.kind == ActorKind::State && ids.contains(a.id.as_str())) {
        let theirs = |a: &&Actor| a.of.as_deref().is_some_and(|of| bears_state(record, of, &folded));
        ids.extend(record.actors.iter().filter(theirs).map(|a| a.id.as_str()));
    }
    ids
}

fn bears(actor: &Actor, typed: &str) -> bool {
    let name = fold(&actor.name);
    let surname = actor.kind == ActorKind::Person && name.strip_suffix(typed).is_some_and(|rest| rest.ends_with(' '));
    !typed.is_empty() && (name == typed || surname || actor.aliases.iter().any(|alias| fold(alias) == typed))
}

/// Whether `of` names the state that is typed, under any of its names.
fn bears_state(record: &Record, of: &str, typed: &str) -> bool {
    let of = fold(of);
    of == typed || record.actors.iter().any(|a| a.kind == ActorKind::State && bears(a, typed) && bears(a, &of))
}
