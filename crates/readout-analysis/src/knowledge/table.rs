//! Lookup tables of the knowledge pack and how words become their keys.
//!
//! Enters: words as a report has them. Leaves: the entry that they stand for.

use std::borrow::Cow;

/// A lookup table. Never iterated: its order is not part of any output.
pub(super) type Table<V> = std::collections::HashMap<String, V, foldhash::fast::FixedState>;

/// The words as the tables hold them: one space between words, straight apostrophes, no possessive ending.
pub(super) fn key(words: &str) -> Cow<'_, str> {
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
pub fn without_article(words: &str) -> &str {
    words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words)
}

/// Looks up the words as they stand, then without their article.
pub(super) fn find<'t, V>(table: &'t Table<V>, words: &str) -> Option<&'t V> {
    let key = key(words);
    table.get(key.as_ref()).or_else(|| table.get(without_article(&key)))
}
