//! What a speaker said in a later statement in other words than in an earlier one.
//!
//! Enters: statements of one speaker in order of their days, as plain words. Leaves: for a statement the latest earlier one that says the same thing,
//! where the words differ, with what was dropped and added. It leaves alone: whether the speaker changed his mind. A shorter cut is no change, nor
//! is another matter told in the same form. `rules/rewording.toml` holds the words that change nothing.

use crate::extract::spelling::one;
use crate::link::subsequence::common_in_order;
use crate::rules::{Example, load};
use foldhash::HashMap;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    light: BTreeSet<String>,
    endings: Vec<String>,
    #[serde(rename = "example")]
    examples: Vec<Example>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| load("rewording.toml", include_str!("../../rules/rewording.toml")));

/// Telling words that both must have.
const LEAST_COMMON: usize = 4;
/// Share of the telling words of the shorter one, and of the longer one, that both must have.
const ALIKE: f64 = 0.7;
const ALIKE_LONGER: f64 = 0.5;
/// Statements of more words are speeches, not remarks.
const LONGEST: usize = 80;
/// Letters that stay when an ending is taken off.
const STEM: usize = 4;

/// A statement.
#[derive(Clone, Copy, Debug)]
pub struct Saying<'t> {
    /// The words.
    pub text: &'t str,
    /// Day of publication.
    pub day: Option<i64>,
    /// Whether in the speaker's own words.
    pub direct: bool,
    /// Who publishes it.
    pub outlet: Option<&'t str>,
}

/// What became of an earlier statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewording {
    /// Number of the earlier statement.
    pub earlier: usize,
    /// Words of it that the later one does not have, as bytes of its text.
    pub dropped: Vec<Range<usize>>,
    /// Words of the later one that it does not have, as bytes of the later text.
    pub added: Vec<Range<usize>>,
}

struct Word {
    bytes: Range<usize>,
    /// Number of its stem.
    stem: u32,
    /// Whether it tells something.
    telling: bool,
    /// Whether it is a name or a number: what the statement is about.
    fixed: bool,
}

/// Statements of one speaker, findable by their words.
pub struct Sayings<'t> {
    all: &'t [Saying<'t>],
    words: Vec<Vec<Word>>,
    /// The statements that have a stem, by its number.
    holders: Vec<Vec<usize>>,
}

/// Stems by number, in the order in which they were first met.
#[derive(Default)]
struct Stems {
    words: HashMap<String, Stem>,
    stems: HashMap<String, u32>,
}

/// What is known of a word in lower case.
#[derive(Clone, Copy)]
struct Stem {
    number: u32,
    telling: bool,
    digits: bool,
}

impl Stems {
    fn of(&mut self, lower: String) -> Stem {
        if let Some(known) = self.words.get(&lower) {
            return *known;
        }
        let word = one(&lower);
        let (telling, digits) = (!RULES.light.contains(&word), word.contains(|c: char| c.is_ascii_digit()));
        let next = self.stems.len() as u32;
        let number = *self.stems.entry(stem(word)).or_insert(next);
        let known = Stem { number, telling, digits };
        self.words.insert(lower, known);
        known
    }
}

impl<'t> Sayings<'t> {
    /// Reads statements that stand in order of their days.
    pub fn new(all: &'t [Saying<'t>]) -> Sayings<'t> {
        let mut stems = Stems::default();
        let words: Vec<Vec<Word>> = all.iter().map(|s| words(s.text, &mut stems)).collect();
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); stems.stems.len()];
        for (at, words) in words.iter().enumerate().filter(|(_, w)| w.len() <= LONGEST) {
            for stem in telling(words) {
                holders[stem as usize].push(at);
            }
        }
        Sayings { all, words, holders }
    }

    /// What a statement says in other words than the latest earlier one that says the same thing.
    pub fn reworded(&self, later: usize) -> Option<Rewording> {
        let wanted = telling(&self.words[later]);
        if self.words[later].len() > LONGEST || wanted.len() < LEAST_COMMON {
            return None;
        }
        let mut shared = vec![0u16; later];
        for stem in wanted {
            let earlier = self.holders[stem as usize].iter().take_while(|&&at| at < later);
            earlier.for_each(|&at| shared[at] += 1);
        }
        let alike = |&at: &usize| usize::from(shared[at]) >= LEAST_COMMON && self.comparable(at, later);
        (0..later).rev().filter(alike).find_map(|at| compared(&self.words[at], &self.words[later]).map(|c| (at, c))).and_then(
            |(earlier, (dropped, added))| {
                let changed = !(dropped.is_empty() && added.is_empty());
                changed.then_some(Rewording { earlier, dropped, added })
            },
        )
    }

    /// Two days; and the speaker's own words both times, or those of one outlet: another outlet's words are no change of the speaker's.
    fn comparable(&self, earlier: usize, later: usize) -> bool {
        let (a, b) = (&self.all[earlier], &self.all[later]);
        let outlet = a.outlet.is_some() && a.outlet == b.outlet;
        a.day.zip(b.day).is_some_and(|(a, b)| a < b) && a.direct == b.direct && (a.direct || outlet)
    }
}

/// The stems of the words that tell something, each once.
fn telling(words: &[Word]) -> BTreeSet<u32> {
    words.iter().filter(|w| w.telling).map(|w| w.stem).collect()
}

type Places = (Vec<Range<usize>>, Vec<Range<usize>>);

/// What one has and the other has not, where both say one thing; nothing in it where they do so in the same words, or in a cut of them.
fn compared(earlier: &[Word], later: &[Word]) -> Option<Places> {
    let (a, b) = (telling(earlier), telling(later));
    let shared = a.intersection(&b).count() as f64;
    let (shorter, longer) = (a.len().min(b.len()) as f64, a.len().max(b.len()) as f64);
    let common = common_in_order(earlier, later, |x, y| x.stem == y.stem);
    let told = common.iter().filter(|(i, _)| earlier[*i].telling).count();
    let one =
        told >= LEAST_COMMON && shared >= ALIKE * shorter && shared >= ALIKE_LONGER * longer && fixed(earlier) == fixed(later);
    if !one || (told as f64) < ALIKE * shorter {
        return None;
    }
    let kept: (BTreeSet<usize>, BTreeSet<usize>) = common.iter().copied().unzip();
    let (dropped, added) = (runs(earlier, &b, &kept.0), runs(later, &a, &kept.1));
    let inside = |runs: &[Range<usize>], words: &[Word], kept: &BTreeSet<usize>| {
        let (first, last) = (kept.first().map(|&i| words[i].bytes.start), kept.last().map(|&i| words[i].bytes.end));
        runs.iter().any(|r| first.is_some_and(|f| r.start > f) && last.is_some_and(|l| r.end < l))
    };
    // What only one of them has before or after the rest may have been left out by who reports it.
    let cut =
        (dropped.is_empty() && !inside(&added, later, &kept.1)) || (added.is_empty() && !inside(&dropped, earlier, &kept.0));
    Some(if cut { Places::default() } else { (dropped, added) })
}

/// Names and numbers.
fn fixed(words: &[Word]) -> BTreeSet<u32> {
    words.iter().filter(|w| w.fixed).map(|w| w.stem).collect()
}

/// Runs of words that are not common to both and hold one that tells something and that the other has nowhere.
fn runs(words: &[Word], other: &BTreeSet<u32>, kept: &BTreeSet<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let end = (at..words.len()).find(|i| kept.contains(i)).unwrap_or(words.len());
        let new = words[at..end].iter().any(|w| w.telling && !other.contains(&w.stem));
        if new {
            found.push(words[at].bytes.start..words[end - 1].bytes.end);
        }
        at = end + 1;
    }
    found
}

fn words(text: &str, stems: &mut Stems) -> Vec<Word> {
    let letters: Vec<(usize, char)> = text.char_indices().chain([(text.len(), ' ')]).collect();
    let next = |at: usize| letters.get(at + 1).map_or(' ', |(_, c)| *c);
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    for (at, &(byte, c)) in letters.iter().enumerate() {
        // "U.S." is one word, "U.S.-Spain" is two, "cease-fire" one.
        let joins = match c {
            '\'' | '’' | '.' => next(at).is_alphanumeric(),
            '-' => next(at).is_lowercase() || next(at).is_numeric(),
            _ => false,
        };
        let inside = c.is_alphanumeric() || c == '%' || (start.is_some() && joins);
        match start {
            None if inside => start = Some(byte),
            Some(from) if !inside => {
                found.push(word(text, from..byte, found.is_empty(), stems));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn word(text: &str, bytes: Range<usize>, first: bool, stems: &mut Stems) -> Word {
    let surface = &text[bytes.clone()];
    let Stem { number, telling, digits } = stems.of(surface.to_lowercase());
    let fixed = digits || (!first && surface.len() > 1 && surface.starts_with(char::is_uppercase));
    Word { bytes, stem: number, telling, fixed: fixed && telling }
}

fn stem(word: String) -> String {
    let ending = |e: &&String| word.strip_suffix(e.as_str()).is_some_and(|stem| stem.chars().count() >= STEM);
    match RULES.endings.iter().find(ending) {
        Some(ending) => word[..word.len() - ending.len()].to_owned(),
        None => word,
    }
}

/// Two statements each, and what was dropped and added.
pub fn examples() -> &'static [Example] {
    &RULES.examples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saying(text: &str, day: i64) -> Saying<'_> {
        Saying { text, day: Some(day), direct: true, outlet: None }
    }

    #[test]
    fn changes_are_those_of_the_examples() {
        for example in examples() {
            let (earlier, later) = example.text.trim().split_once("\n---\n").unwrap();
            let all = [saying(earlier, 1), saying(later, 2)];
            let mut found = Vec::new();
            if let Some(change) = Sayings::new(&all).reworded(1) {
                found.extend(change.dropped.iter().map(|r| format!("- {}", &earlier[r.clone()])));
                found.extend(change.added.iter().map(|r| format!("+ {}", &later[r.clone()])));
            }
            assert_eq!(found, example.finds, "{}", example.text);
        }
    }

    #[test]
    fn a_change_is_one_of_days_and_of_the_speakers_own_words() {
        let (earlier, later) = ("We will never sell the old harbour of Lembra", "We will perhaps sell the old harbour of Lembra");
        let changed = |a: Saying<'_>, b: Saying<'_>| Sayings::new(&[a, b]).reworded(1).is_some();
        assert!(changed(saying(earlier, 1), saying(later, 2)));
        assert!(!changed(saying(earlier, 1), saying(later, 1)), "one day");
        let told = |text, day, outlet| Saying { text, day: Some(day), direct: false, outlet: Some(outlet) };
        assert!(changed(told(earlier, 1, "Post"), told(later, 2, "Post")));
        assert!(!changed(told(earlier, 1, "Post"), told(later, 2, "Wire")), "two outlets tell it in their words");
    }

    #[test]
    fn what_was_said_again_since_is_what_counts() {
        let (one, two) = ("We will never sell the old harbour of Lembra", "We will perhaps sell the old harbour of Lembra");
        let all = [saying(one, 1), saying(two, 2), saying(two, 3)];
        let sayings = Sayings::new(&all);
        assert_eq!(sayings.reworded(1).map(|r| r.earlier), Some(0));
        assert_eq!(sayings.reworded(2), None);
    }
}
