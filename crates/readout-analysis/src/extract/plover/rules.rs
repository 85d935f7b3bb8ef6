//! The rules of the PLOVER coder: one file of `rules/plover` for each code, and `moods.toml` for what stands above a deed.
//!
//! Enters: TOML. Leaves: triggers and frames that can be looked up by lemma.

use crate::rules::{Example, load};
use foldhash::{HashMap, HashMapExt};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/plover_files.rs"));

/// Whether what a code names brings two sides together or sets them against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Words and deeds for each other.
    Cooperation,
    /// Words against each other.
    Quarrel,
    /// Deeds against each other.
    Conflict,
}

/// One code: its ways to be told and its examples.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeFile {
    /// Root code: `SANCTION`.
    pub code: String,
    /// What it is.
    pub side: Side,
    /// The words that name it.
    #[serde(rename = "trigger")]
    pub triggers: Vec<Trigger>,
    /// Sentences with the code that they get.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

/// A way to tell a deed: a verb or a noun, and what must stand around it. `$name` in a list stands for a class of `moods.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Name of the rule within its file.
    pub id: String,
    /// PLOVER mode, where one is defined.
    #[serde(default)]
    pub mode: Option<String>,
    /// Lemmas of verbs.
    #[serde(default)]
    pub verbs: List,
    /// Lemmas of nouns that a verb has for its object or subject, or that head a sentence without a verb.
    #[serde(default)]
    pub nouns: List,
    /// One of these words must stand in the object, for a noun before it or after its "of".
    #[serde(default)]
    pub objects: List,
    /// None of these words may stand there.
    #[serde(default)]
    pub not_objects: List,
    /// One of these words must stand in the subject.
    #[serde(default)]
    pub subjects: List,
    /// One of these words must stand after a preposition of the verb.
    #[serde(default)]
    pub through: List,
    /// One of these prepositions or particles must hang on the verb.
    #[serde(default)]
    pub prepositions: List,
    /// Dependencies of which one must hang on the verb: `ccomp` for "that they leave", `xcomp` for "to leave".
    #[serde(default)]
    pub clauses: Vec<String>,
    /// Whether an actor must do it: a storm threatens nobody.
    #[serde(default)]
    pub agent: bool,
    /// Added to the number of conditions: of two triggers that fit, the one with more wins.
    #[serde(default)]
    pub priority: i32,
    /// Slots in which whom it concerns stands, the likeliest first; else the usual ones.
    #[serde(default)]
    pub targets: Vec<String>,
}

impl Trigger {
    /// How many things must stand around the word.
    pub fn conditions(&self) -> usize {
        let asked = [&self.objects, &self.subjects, &self.through, &self.prepositions];
        asked.iter().filter(|l| !l.is_empty()).count() + usize::from(!self.clauses.is_empty())
    }

    fn rank(&self) -> i32 {
        self.conditions() as i32 + self.priority
    }
}

/// Words, as they stand in a rule file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct List(BTreeSet<String>);

impl From<Vec<String>> for List {
    fn from(words: Vec<String>) -> List {
        let class = |name: &str| CLASSES.get(name).unwrap_or_else(|| panic!("rules/plover: there is no class {name}"));
        let all = words.into_iter().flat_map(|word| match word.strip_prefix('$') {
            Some(name) => class(name).clone(),
            None => vec![word],
        });
        List(all.collect())
    }
}

impl List {
    /// Whether a word is in the list.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// Whether the list says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Classes of words by name, from `moods.toml`, which must not ask for them itself.
static CLASSES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Classes {
        classes: std::collections::BTreeMap<String, Vec<String>>,
    }
    let found: Classes = load("plover/moods.toml", text_of("moods.toml"));
    found.classes.into_iter().collect()
});

fn text_of(name: &str) -> &'static str {
    PLOVER_FILES.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| text)
}

/// What a word that stands above a deed makes of its code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Name of the rule.
    pub id: String,
    /// Lemmas of verbs, of adjectives after "be", of nouns that a verb holds, of auxiliaries.
    pub words: List,
    /// Code in place of one of cooperation; the code stays where none is given.
    #[serde(default)]
    pub cooperation: Option<String>,
    /// Code in place of one of conflict.
    #[serde(default)]
    pub conflict: Option<String>,
    /// Code in place of words against each other.
    #[serde(default)]
    pub quarrel: Option<String>,
    /// Code where the deed is none that the rules know.
    #[serde(default)]
    pub unknown: Option<String>,
    /// Whether who speaks wants it of the subject: "Chad must leave".
    #[serde(default)]
    pub asked: bool,
    /// Code in place of one of cooperation, and of what is unknown, where the word is negated; nothing else is coded then.
    #[serde(default)]
    pub negated: Option<String>,
}

/// `moods.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Moods {
    /// Verbs that only tell that something is said; what they report is coded.
    reports: List,
    /// Slots in which a target stands, the likeliest first.
    targets: Vec<String>,
    /// Auxiliaries, and what they make of the verb that they stand before.
    auxiliary: Vec<Frame>,
    /// Verbs, adjectives and nouns, and what they make of the clause under them.
    frame: Vec<Frame>,
    #[serde(rename = "classes")]
    _classes: toml::Table,
    #[serde(default, rename = "example")]
    examples: Vec<Example>,
}

/// A trigger with its file.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// File name without its ending.
    pub file: &'static str,
    /// The code.
    pub code: &'static CodeFile,
    /// The trigger.
    pub trigger: &'static Trigger,
}

/// All rules.
pub struct Rules {
    /// Codes in order of file name.
    pub files: Vec<(&'static str, &'static CodeFile)>,
    /// Examples of what stands above a deed.
    pub mood_examples: &'static [Example],
    moods: &'static Moods,
    verbs: HashMap<&'static str, Vec<Entry>>,
    nouns: HashMap<&'static str, Vec<Entry>>,
}

impl Rules {
    /// Triggers for a verb, those that ask for most first.
    pub fn verb(&self, lemma: &str) -> &[Entry] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Triggers for a noun, in the same order.
    pub fn noun(&self, lemma: &str) -> &[Entry] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether a verb only tells that something is said.
    pub fn reports(&self, lemma: &str) -> bool {
        self.moods.reports.has(lemma)
    }

    /// Slots in which a target stands, the likeliest first.
    pub fn targets(&self) -> &'static [String] {
        &self.moods.targets
    }

    /// What an auxiliary makes of its verb.
    pub fn auxiliary(&self, word: &str) -> Option<&'static Frame> {
        self.moods.auxiliary.iter().find(|f| f.words.has(word))
    }

    /// What a word makes of the clause under it.
    pub fn frame(&self, lemma: &str) -> Option<&'static Frame> {
        self.moods.frame.iter().find(|f| f.words.has(lemma))
    }

    /// What a code is.
    pub fn side(&self, code: &str) -> Option<Side> {
        self.files.iter().find(|(_, f)| f.code == code).map(|(_, f)| f.side)
    }
}

/// The rules of the crate.
pub static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let moods: &'static Moods = Box::leak(Box::new(load("plover/moods.toml", text_of("moods.toml"))));
    let mut rules =
        Rules { files: Vec::new(), mood_examples: &moods.examples, moods, verbs: HashMap::new(), nouns: HashMap::new() };
    let mut entries: Vec<Entry> = Vec::new();
    for (name, text) in PLOVER_FILES.iter().filter(|(name, _)| *name != "moods.toml") {
        let code: &'static CodeFile = Box::leak(Box::new(load(&format!("plover/{name}"), text)));
        let file = name.trim_end_matches(".toml");
        rules.files.push((file, code));
        entries.extend(code.triggers.iter().map(|trigger| Entry { file, code, trigger }));
    }
    entries.sort_by_key(|e| std::cmp::Reverse(e.trigger.rank()));
    for entry in entries {
        for verb in &entry.trigger.verbs.0 {
            rules.verbs.entry(verb).or_default().push(entry);
        }
        for noun in &entry.trigger.nouns.0 {
            rules.nouns.entry(noun).or_default().push(entry);
        }
    }
    rules
});
