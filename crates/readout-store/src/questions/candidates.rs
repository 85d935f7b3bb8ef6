//! Stories that may tell of a sentence.
//!
//! Enters: names that a report must have, and words of which it must have some. Leaves: stories, those of the best reports by BM25 first. It leaves
//! alone: what the reports say.

use crate::error::Result;
use crate::number::StoryNumber;
use crate::store::Store;
use rusqlite::params;

/// Reports that are looked at.
const MOST: i64 = 200;

/// The stories, and how many reports of each were found.
pub fn stories(store: &Store, names: &[String], words: &[String]) -> Result<Vec<StoryNumber>> {
    let query = query(names, words);
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT d.story FROM document_words JOIN documents d ON d.number = document_words.rowid
        WHERE document_words MATCH ?1 AND d.story IS NOT NULL ORDER BY bm25(document_words), d.id LIMIT ?2";
    let mut found: Vec<StoryNumber> = Vec::new();
    for story in store.rows(sql, params![query, MOST], |row| row.get(0))? {
        if !found.contains(&story) {
            found.push(story);
        }
    }
    Ok(found)
}

/// How many words the reports of a story have.
pub fn words(store: &Store, story: StoryNumber) -> Result<u64> {
    let sums =
        store.rows("SELECT coalesce(sum(words), 0) FROM documents WHERE story = ?1", [story], |row| row.get::<_, i64>(0))?;
    Ok(sums.first().map_or(0, |n| (*n).max(0) as u64))
}

/// Words as FTS5 wants them: all names, and any of the words or of words that begin so.
fn query(names: &[String], words: &[String]) -> String {
    let plain = |word: &&String| word.chars().any(char::is_alphanumeric);
    let quoted = |word: &String| format!("\"{}\"", word.replace('"', ""));
    let all: Vec<String> = names.iter().filter(plain).map(quoted).collect();
    let any: Vec<String> = words.iter().filter(plain).map(|w| format!("{}*", quoted(w))).collect();
    match (all.is_empty(), any.is_empty()) {
        (_, true) => all.join(" AND "),
        (true, false) => any.join(" OR "),
        (false, false) => format!("{} AND ({})", all.join(" AND "), any.join(" OR ")),
    }
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn names_must_stand_and_words_may() {
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        assert_eq!(query(&list(&["Marsh"]), &list(&["call", "last"])), "\"Marsh\" AND (\"call\"* OR \"last\"*)");
        assert_eq!(query(&[], &list(&["call"])), "\"call\"*");
        assert_eq!(query(&list(&["\"NEAR("]), &[]), "\"NEAR(\"");
        assert_eq!(query(&[], &list(&["-"])), "");
    }
}
