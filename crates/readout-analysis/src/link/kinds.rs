//! What sort of actor a name is: person, state or organisation, by what all documents take it for.
//!
//! Enters: the actor mentions of all documents. Leaves: one kind for each name.

use crate::extract::Extracted;
use crate::knowledge::{self, TitleKind};
use crate::link::body;
use crate::link::name::fold;
use foldhash::{HashMap, HashSet};
use readout_record::kind::ActorKind;
use readout_record::mention::ActorMention;
use std::collections::BTreeMap;

/// Votes of a mention that leaves no doubt.
const SURE: usize = 4;
/// The column of states among the votes.
const STATE: usize = 1;

/// The kind of each name by most of its mentions in all documents: a model that takes a person for a place once is outvoted.
pub struct Kinds {
    by_name: HashMap<String, ActorKind>,
}

impl Kinds {
    /// Counts the votes of all documents.
    pub fn new(documents: &[Extracted]) -> Kinds {
        let mut votes: BTreeMap<String, [usize; 3]> = BTreeMap::new();
        let mut titled: HashSet<String> = HashSet::default();
        let persons = documents.iter().flat_map(|d| &d.actors.mentions).filter(|m| m.kind == ActorKind::Person);
        let surnames: HashSet<String> =
            persons.filter_map(|m| fold(&m.name).rsplit_once(' ').map(|(_, last)| last.to_owned())).collect();
        for m in documents.iter().flat_map(|d| &d.actors.mentions) {
            if let Some(state) = state_served(m).filter(|name| !surnames.contains(&fold(name))) {
                votes.entry(fold(&state)).or_default()[STATE] += SURE;
            }
            let Some(column) = column(m.kind) else { continue };
            let name = fold(&m.name);
            let sure = m.kind == ActorKind::Person && m.role.is_some();
            if sure && !name.contains(' ') {
                titled.insert(name.clone());
            }
            votes.entry(name).or_default()[column] += if sure { SURE } else { 1 };
        }
        let mut by_name: HashMap<String, ActorKind> = HashMap::default();
        for (name, counts) in &votes {
            let family =
                name.split(' ').count() > 1 && name.split(' ').skip(1).any(|w| titled.contains(w)) && name.split(' ').count() < 4;
            let best = counts.iter().max().copied().unwrap_or(0);
            let winner = if family { 0 } else { counts.iter().position(|&c| c == best).unwrap_or(0) };
            by_name.insert(name.clone(), [ActorKind::Person, ActorKind::State, ActorKind::Organisation][winner]);
        }
        Kinds { by_name }
    }

    /// The kind of a mention: that of its name; known states and seats are never outvoted.
    pub fn of(&self, m: &ActorMention) -> ActorKind {
        if column(m.kind).is_none() || knowledge::place(&m.name).is_some() || knowledge::organisation(&m.name).is_some() {
            return m.kind;
        }
        self.by_name.get(&fold(&m.name)).copied().unwrap_or(m.kind)
    }
}

/// The state that a mention tells of by what it has: a government, an army, a president.
fn state_served(m: &ActorMention) -> Option<String> {
    let office = |role: &str| {
        knowledge::title(&role.to_lowercase())
            .is_some_and(|t| matches!(t.kind, TitleKind::Head | TitleKind::Minister | TitleKind::Diplomat))
    };
    let served = m.of.clone().filter(|of| !of.contains(' ') && m.role.as_deref().is_some_and(office));
    body::body(m).and_then(|b| b.of).or(served).filter(|of| knowledge::organisation(of).is_none())
}

fn column(kind: ActorKind) -> Option<usize> {
    match kind {
        ActorKind::Person => Some(0),
        ActorKind::State => Some(1),
        ActorKind::Organisation => Some(2),
        _ => None,
    }
}
