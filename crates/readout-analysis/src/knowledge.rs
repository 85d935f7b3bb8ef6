//! What the analysis knows of the world: states, titles, nouns for those who act, organisations, outlets.
//!
//! Enters: words of a report. Leaves: the entry that they stand for, if there is one. It leaves alone: whether the entry is meant in this
//! sentence; ambiguous words are for the caller to judge. The facts stand in `rules/knowledge/*.toml`.

mod organisation;
mod outlet;
mod place;
mod title;

pub use organisation::{Organisation, OrganisationKind, organisation};
pub use outlet::{Outlet, OutletKind, credited_outlet, outlet};
pub use place::{Place, Sense, State, StateKind, place, state};
pub use title::{ActorNoun, Title, TitleKind, actor_noun, title};

use std::borrow::Cow;

/// A lookup table. Never iterated: its order is not part of any output.
type Table<V> = std::collections::HashMap<String, V, foldhash::fast::FixedState>;

/// The words as the tables hold them: one space between words, straight apostrophes, no possessive ending.
fn key(words: &str) -> Cow<'_, str> {
    let trimmed = words.trim();
    let plain = !trimmed.contains(['’', '\n', '\t', '\u{a0}']) && !trimmed.contains("  ");
    if plain && !trimmed.ends_with("'s") && !trimmed.ends_with('\'') {
        return Cow::Borrowed(trimmed);
    }
    let straight = trimmed.replace('’', "'");
    let bare = straight.strip_suffix("'s").or_else(|| straight.strip_suffix('\'')).unwrap_or(&straight);
    Cow::Owned(bare.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The words without a leading article.
fn without_article(words: &str) -> &str {
    words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words)
}

/// Looks up the words as they stand, then without their article.
fn find<'t, V>(table: &'t Table<V>, words: &str) -> Option<&'t V> {
    let key = key(words);
    table.get(key.as_ref()).or_else(|| table.get(without_article(&key)))
}
