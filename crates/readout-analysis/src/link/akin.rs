//! Words for one thing or of one stem, and which lists of words have such words in common.
//!
//! Enters: lemmas. Leaves: whether two are akin, how many words of two lists are, and, of many lists, those that share words with a given one.

use crate::link::claims::alike;
use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// How many words of one side the other has too, in any form: "appointment" for "appoint".
pub fn shared(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|x| b.iter().any(|y| akin(x, y))).count()
}

/// Whether two lemmas are words for one thing, or forms of one stem: they begin alike for most of the shorter one, and for four letters at least.
pub fn akin(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let shorter = a.chars().count().min(b.chars().count());
    let gerund = |x: &str, y: &str| x.strip_suffix("ing") == Some(y) && common >= 4;
    a == b
        || (common >= 4 && common * 10 >= shorter * 7 && shorter >= 5)
        || gerund(a, b)
        || gerund(b, a)
        || alike::word(a) == alike::word(b)
}

/// Lists of words, found by the words in them.
#[derive(Default)]
pub struct Index {
    words: Vec<String>,
    numbers: HashMap<String, usize>,
    /// Words by their first letters and by the word that stands for them.
    near: HashMap<String, Vec<usize>>,
    /// For each word the lists that hold it.
    lists: Vec<Vec<(usize, usize)>>,
}

impl Index {
    /// Adds the list that is called `list`.
    pub fn add(&mut self, list: (usize, usize), words: &[String]) {
        for word in words {
            let number = self.number(word);
            self.lists[number].push(list);
        }
    }

    fn number(&mut self, word: &str) -> usize {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len();
        self.words.push(word.to_owned());
        self.lists.push(Vec::new());
        self.numbers.insert(word.to_owned(), number);
        keys(word).into_iter().for_each(|key| self.near.entry(key).or_default().push(number));
        number
    }

    /// The lists with words akin to some of `words`, each with how many of `words` it has, as `shared` counts them.
    pub fn sharing(&self, words: &[String]) -> BTreeMap<(usize, usize), usize> {
        let mut counts = BTreeMap::new();
        for word in words {
            let found: BTreeSet<usize> = keys(word).iter().filter_map(|key| self.near.get(key)).flatten().copied().collect();
            let akin = found.into_iter().filter(|&n| akin(word, &self.words[n]));
            let mut lists: Vec<(usize, usize)> = akin.flat_map(|n| self.lists[n].iter().copied()).collect();
            lists.sort_unstable();
            lists.dedup();
            lists.into_iter().for_each(|list| *counts.entry(list).or_default() += 1);
        }
        counts
    }
}

/// Whatever is akin to a word shares one of these with it.
fn keys(word: &str) -> Vec<String> {
    let mut keys = vec![alike::word(word)];
    let beginning: String = word.chars().take(4).collect();
    keys.extend((beginning != keys[0] && beginning.chars().count() == 4).then_some(beginning));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_stem_are_akin() {
        assert!(
            akin("appoint", "appointment")
                && akin("withdraw", "withdrawal")
                && akin("medical", "medicine")
                && akin("aid", "aid")
                && akin("fill", "filling")
        );
        assert!(!akin("committee", "common") && !akin("port", "portrait") && !akin("soldier", "solution"));
    }

    #[test]
    fn the_index_counts_as_shared_does() {
        let list = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let lists =
            ["appointment boat aid", "soldier aid", "portrait solution", "withdrawal medicine boat ship troops"].map(list);
        let mut index = Index::default();
        lists.iter().enumerate().for_each(|(i, words)| index.add((0, i), words));
        for asked in ["appoint boat aid", "withdraw medical", "port soldiers", "vessel troop", "river"].map(list) {
            let expected = lists.iter().enumerate().map(|(i, l)| ((0, i), shared(&asked, l))).filter(|(_, n)| *n > 0);
            assert_eq!(index.sharing(&asked), expected.collect::<BTreeMap<_, _>>(), "{asked:?}");
        }
    }
}
