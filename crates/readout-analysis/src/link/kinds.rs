//! What sort of actor a name is: person, state or organisation, by what all documents take it for.
//!
//! Enters: the actor mentions of all documents. Leaves: one kind for each name.

use crate::extract::Extracted;
use crate::extract::actor::statehood::{formal_in, is_adjective_of};
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
    /// Names that some document tells as those of places and no other as anybody's.
    places: HashSet<String>,
    /// Names of ships.
    ships: HashSet<String>,
    /// Names of states that no list has, as they are told.
    pub states: Vec<String>,
}

impl Kinds {
    /// Counts the votes of all documents; `publishers` stand in their order.
    pub fn new(documents: &[Extracted], publishers: &[Option<&str>]) -> Kinds {
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
        // What one report tells as a state's is one in all of them.
        let named = |m: &&ActorMention| m.kind == ActorKind::State && knowledge::state(&m.name).is_none();
        let mentioned = documents.iter().flat_map(|d| &d.actors.mentions).filter(named).map(|m| m.name.clone());
        let on_maps: HashSet<&String> = documents.iter().flat_map(|d| &d.actors.unlisted.places).collect();
        let perhaps = documents.iter().flat_map(|d| &d.actors.unlisted.perhaps).filter(|name| on_maps.contains(name));
        let issued = publishers.iter().flatten().filter_map(|p| formal_in(p)).map(str::to_owned);
        let told = documents.iter().flat_map(|d| &d.actors.unlisted.states).chain(perhaps).cloned().chain(issued);
        let free = |name: &String| !surnames.contains(&fold(name)) && !titled.contains(&fold(name));
        let told: Vec<String> = told.filter(free).collect::<std::collections::BTreeSet<String>>().into_iter().collect();
        let adjective = |name: &String| told.iter().any(|other| is_adjective_of(name, other));
        let mut states: Vec<String> = told.iter().filter(|name| !adjective(name)).cloned().collect();
        states.iter().for_each(|name| {
            by_name.insert(fold(name), ActorKind::State);
        });
        let generic = |name: &str| knowledge::actor_noun(&name.to_lowercase()).is_some();
        states.extend(mentioned.filter(|name| by_name.get(&fold(name)) == Some(&ActorKind::State)));
        states.retain(|name| !generic(name));
        states.sort_unstable();
        states.dedup();
        let told = documents.iter().flat_map(|d| &d.actors.unlisted.places).map(|p| fold(p));
        let anybody =
            |name: &String| surnames.contains(name) || titled.contains(name) || by_name.get(name) == Some(&ActorKind::State);
        let places = told.filter(|name| !anybody(name)).collect();
        let ships = documents.iter().flat_map(|d| &d.actors.unlisted.ships).filter(|s| knowledge::place(s).is_none());
        let ships = ships.map(|s| fold(s)).filter(|name| !anybody(name)).collect();
        Kinds { by_name, states, places, ships }
    }

    /// Whether a mention has the name of a ship.
    pub fn is_ship(&self, m: &ActorMention) -> bool {
        column(m.kind).is_some() && m.role.is_none() && self.ships.contains(&fold(&m.name))
    }

    /// Whether a mention that one document takes for an actor has the name of a place.
    pub fn is_place(&self, m: &ActorMention) -> bool {
        let taken = matches!(m.kind, ActorKind::Person | ActorKind::Organisation | ActorKind::Group)
            && m.role.is_none()
            && m.of.is_none();
        let short = m.name.split(' ').count() < 3 && m.name.starts_with(char::is_uppercase);
        let listed = || knowledge::organisation(&m.name).is_some() || knowledge::outlet(&m.name).is_some();
        let noun = || knowledge::actor_noun(&m.name.to_lowercase()).is_some();
        taken && short && !noun() && self.places.contains(&fold(&m.name)) && !listed()
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
