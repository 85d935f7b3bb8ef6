//! What the analysis knows of the world: states, titles, nouns for those who act, organisations, outlets.
//!
//! Enters: words of a report. Leaves: the entry that they stand for, if there is one. It leaves alone: whether the entry is meant in this
//! sentence; ambiguous words are for the caller to judge. The facts stand in `rules/knowledge/*.toml`.

mod organisation;
mod outlet;
mod person;
mod place;
mod table;
mod title;

pub use organisation::{Organisation, OrganisationKind, organisation};
pub use outlet::{Outlet, OutletKind, credited_outlet, outlet};
pub use person::given_name;
pub use place::{Place, Sense, State, StateKind, place, state};
pub use title::{ActorNoun, Title, TitleKind, actor_noun, title};
