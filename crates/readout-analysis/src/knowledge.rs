//! What the analysis knows of the world: states, titles, nouns for those who act, organisations, outlets.
//!
//! Enters: words of a report. Leaves: the entry that they stand for, if there is one. It leaves alone: whether the entry is meant in this
//! sentence; ambiguous words are for the caller to judge. The facts stand in `rules/knowledge/*.toml`.

mod organisation;
mod outlet;
mod place;
mod publisher;
mod table;
mod title;

pub use organisation::{Organisation, OrganisationKind, organisation};
pub use outlet::{Outlet, OutletKind, credited_outlet, outlet};
pub use place::{Place, Sense, State, StateKind, place, state};
pub use publisher::is_office;
pub use table::without_article;
pub use title::{ActorNoun, Title, TitleKind, actor_noun, title};

/// The state, else the organisation, that the words name, by its canonical name.
pub fn body_name(words: &str) -> Option<&'static str> {
    let state = place(words).map(|p| p.state.name.as_str());
    state.or_else(|| organisation(words).map(|o| o.name.as_str()))
}
