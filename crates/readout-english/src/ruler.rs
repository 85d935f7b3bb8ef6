//! Rules that turn tags, words and dependencies into parts of speech, morphology and some lemmas.
//!
//! Enters: tokens with tag, dependency and the class of their word. Leaves: what the rules set; of several rules the last counts.

use crate::blob::{Blob, BlobError, Texts};
use crate::expression::{Expression, Scratch};
use crate::tables::{Map, Tables};

/// What rules see in a word: its number among the words they name, and which of their patterns it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordClass {
    text: u32,
    patterns: u32,
}

/// Number of a text that no rule names.
const UNNAMED: u32 = u32::MAX;

/// What rules see in a token.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Its tag, as `Ruler::text_number` gives it.
    pub tag: u32,
    /// Its dependency, likewise.
    pub label: u32,
    /// Its word.
    pub word: WordClass,
    /// Whether it is white space.
    pub is_space: bool,
}

/// What rules set on a token: 1 + number of a text, 0 where nothing is set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Set {
    /// Part of speech, morphology, lemma, tag, dependency.
    pub values: [u32; 5],
    rules: [u32; 5],
}

/// Places in `Set::values`.
pub const POS: usize = 0;
/// Morphology.
pub const MORPH: usize = 1;
/// Lemma.
pub const LEMMA: usize = 2;
/// Tag.
pub const TAG: usize = 3;
/// Dependency.
pub const DEP: usize = 4;

struct Condition {
    attribute: u32,
    kind: u32,
    values: Vec<u32>,
}

struct Pattern {
    rule: u32,
    target: u32,
    sets: [u32; 5],
    tokens: Vec<Vec<Condition>>,
}

/// All rules.
pub struct Ruler {
    texts: Texts,
    numbers: Map<&'static str, u32>,
    programs: Vec<Expression>,
    patterns: Vec<Pattern>,
    /// Patterns whose first token names no word, by its tag.
    by_tag: Map<u32, Vec<u32>>,
    /// Patterns whose first token names a word.
    by_word: Map<u32, Vec<u32>>,
    /// Patterns whose first token has a word that an expression matches.
    by_expression: Vec<u32>,
}

impl Ruler {
    /// Reads the rules.
    pub fn new(blob: &Blob, tags: Texts) -> Result<Ruler, BlobError> {
        let texts = blob.texts("ruler.texts")?;
        let wrong = || BlobError::Section("ruler.rules".into());
        let programs = read_programs(&blob.words("ruler.programs")?).ok_or_else(wrong)?;
        let patterns = read_rules(&blob.words("ruler.rules")?).ok_or_else(wrong)?;
        let numbers = texts.iter().zip(0..).collect();
        let mut ruler = Ruler {
            texts,
            numbers,
            programs,
            patterns,
            by_tag: Map::default(),
            by_word: Map::default(),
            by_expression: Vec::new(),
        };
        ruler.index(tags);
        Ok(ruler)
    }

    fn index(&mut self, tags: Texts) {
        let tags: Vec<u32> = tags.iter().map(|tag| self.text_number(tag)).chain([UNNAMED]).collect();
        for (number, pattern) in (0..).zip(&self.patterns) {
            let first = &pattern.tokens[0];
            let word = first.iter().find(|c| c.attribute == 1 && c.kind != 1);
            match word {
                Some(named) if named.kind == 2 => self.by_expression.push(number),
                Some(named) => named.values.iter().for_each(|v| self.by_word.entry(*v).or_default().push(number)),
                None => {
                    for tag in tags.iter().filter(|tag| first.iter().all(|c| c.attribute != 0 || c.allows(**tag))) {
                        let all = self.by_tag.entry(*tag).or_default();
                        if !all.contains(&number) {
                            all.push(number);
                        }
                    }
                }
            }
        }
    }

    /// Number of a tag or dependency among the texts that rules name.
    pub fn text_number(&self, text: &str) -> u32 {
        self.numbers.get(text).copied().unwrap_or(UNNAMED)
    }

    /// The text of a value that was set.
    pub fn text(&self, value: u32) -> &'static str {
        value.checked_sub(1).map_or("", |number| self.texts.get(number as usize))
    }

    /// The class of a word in lower case.
    pub fn class(&self, lower: &str, tables: &Tables) -> WordClass {
        let scratch = &mut Scratch::default();
        let matches = |e: &Expression| e.match_at(&tables.sets, lower, 0, scratch).is_some();
        let hits = self.programs.iter().map(matches).zip(0..).filter(|(hit, _)| *hit);
        WordClass { text: self.text_number(lower), patterns: hits.fold(0, |bits, (_, i)| bits | 1 << i) }
    }

    /// What the rules set on each token.
    pub fn apply(&self, tokens: &[Seen]) -> Vec<Set> {
        let mut out = vec![Set::default(); tokens.len()];
        for (i, token) in tokens.iter().enumerate() {
            let by_tag = self.by_tag.get(&token.tag).into_iter().flatten();
            let by_word = self.by_word.get(&token.word.text).into_iter().flatten();
            let by_expression = self.by_expression.iter().filter(|_| token.word.patterns != 0);
            for number in by_tag.chain(by_word).chain(by_expression) {
                let pattern = &self.patterns[*number as usize];
                if pattern.fits(&tokens[i..]) {
                    out[i + pattern.target as usize].take(pattern);
                }
            }
        }
        out
    }
}

impl Set {
    fn take(&mut self, pattern: &Pattern) {
        for (place, value) in pattern.sets.iter().enumerate() {
            if *value != 0 && pattern.rule >= self.rules[place] {
                self.values[place] = *value;
                self.rules[place] = pattern.rule;
            }
        }
    }
}

impl Pattern {
    fn fits(&self, tokens: &[Seen]) -> bool {
        self.tokens.len() <= tokens.len()
            && self.tokens.iter().zip(tokens).all(|(wanted, token)| wanted.iter().all(|c| c.holds(token)))
    }
}

impl Condition {
    fn holds(&self, token: &Seen) -> bool {
        match (self.attribute, self.kind) {
            (1, 2) => self.values.iter().all(|v| token.word.patterns >> v & 1 == 1),
            (0, _) => self.allows(token.tag),
            (1, _) => self.allows(token.word.text),
            (2, _) => self.allows(token.label),
            _ => self.values == [u32::from(token.is_space)],
        }
    }

    fn allows(&self, value: u32) -> bool {
        self.values.contains(&value) == (self.kind == 0)
    }
}

fn read_programs(words: &[u32]) -> Option<Vec<Expression>> {
    let (count, mut rest) = words.split_first()?;
    let mut out = Vec::new();
    for _ in 0..*count {
        let (expression, after) = Expression::read(rest)?;
        out.push(expression);
        rest = after;
    }
    Some(out)
}

/// Reads the section whose layout `xtask/src/import_model/ruler.rs` tells.
fn read_rules(words: &[u32]) -> Option<Vec<Pattern>> {
    let mut words = words.iter().copied();
    let mut patterns = Vec::new();
    for rule in 0..words.next()? {
        let target = words.next()?;
        let sets = [words.next()?, words.next()?, words.next()?, words.next()?, words.next()?];
        for _ in 0..words.next()? {
            let tokens = read_tokens(&mut words)?;
            if tokens.is_empty() || target as usize >= tokens.len() {
                return None;
            }
            patterns.push(Pattern { rule, target, sets, tokens });
        }
    }
    Some(patterns)
}

fn read_tokens(words: &mut impl Iterator<Item = u32>) -> Option<Vec<Vec<Condition>>> {
    let mut tokens = Vec::new();
    for _ in 0..words.next()? {
        let mut conditions = Vec::new();
        for _ in 0..words.next()? {
            let (attribute, kind, count) = (words.next()?, words.next()?, words.next()?);
            let values = (0..count).map(|_| words.next()).collect::<Option<_>>()?;
            conditions.push(Condition { attribute, kind, values });
        }
        tokens.push(conditions);
    }
    Some(tokens)
}
