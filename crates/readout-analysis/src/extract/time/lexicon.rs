//! Time rules and classes, read once from `rules/times` and compiled into one trie, so that a text is walked once for all rules.
//!
//! Enters: TOML that is part of the crate. Leaves: the trie, the classes, the holidays, the examples. It leaves alone: texts.

use super::pattern::{Slot, Taken, sequences};
use crate::rules;
use foldhash::{HashMap, HashMapExt};
use readout_record::mention::TimexType;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How the value of a rule's finds is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Make {
    /// Calendar parts as told, the year inferred where it is not.
    Date,
    /// Two days of a month.
    Range,
    /// Figures with slashes or points, whose order may be open.
    Slash,
    /// A further day of a month that is named beside it.
    Listed,
    /// A day of the week.
    Weekday,
    /// A day of the week by its number in a month.
    Nth,
    /// A day with a name.
    Holiday,
    /// The unit that lies `direction` from the anchor.
    Step,
    /// A length of time from the anchor.
    Shift,
    /// A length of time that ends or begins at the publication.
    Period,
    /// A length of time.
    Duration,
    /// A unit without a number.
    Bare,
    /// What repeats.
    Set,
    /// A time of day.
    Clock,
    /// A fixed value.
    Reference,
}

/// A word of a class or a fixed slot: a number or a text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Worth {
    /// A number.
    Number(i32),
    /// A text.
    Text(String),
}

/// A rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    name: String,
    #[serde(rename = "type")]
    timex: Timex,
    /// How its value is worked out.
    pub make: Make,
    pattern: String,
    #[serde(default)]
    with: BTreeMap<String, Worth>,
    /// Named tests that the place must pass.
    #[serde(default)]
    pub guards: Vec<Guard>,
    /// Words of which one must stand before.
    #[serde(default)]
    pub after: Vec<String>,
    /// Words that must not stand before.
    #[serde(default)]
    pub not_after: Vec<String>,
    /// Words of which one must stand behind.
    #[serde(default)]
    pub before: Vec<String>,
    /// Words that must not stand behind.
    #[serde(default)]
    pub not_before: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Timex {
    Date,
    Time,
    Duration,
    Set,
}

/// Tests that a rule may ask of the place where it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Guard {
    /// The last figure counts no noun behind it.
    Free,
    /// A month's name and no verb or person.
    Proper,
    /// Four figures that are a year.
    Year,
    /// A season or a quarter, and no verb.
    Season,
    /// One of several days beside the name of their month.
    Listed,
    /// The clause says with "will" or the like that it lies ahead.
    Ahead,
    /// The clause lies ahead and nothing says from when.
    Forward,
    /// No object follows.
    Final,
    /// No part of a name.
    Unnamed,
    /// No part of a title such as that of a programme.
    Untitled,
    /// The first word is no verb.
    Modifier,
    /// "now" as an adverb of time.
    Now,
    /// A noun of the future.
    Future,
    /// No noun behind it that it describes.
    Alone,
    /// No hyphen joins it to what follows.
    Whole,
    /// An adjective before its noun.
    Attribute,
    /// "daily", not in a name.
    Periodical,
    /// "a day" behind what is counted.
    Rate,
    /// A time of day and no score.
    Clock,
    /// A bare hour that counts nothing.
    Hour,
    /// A part of the day that stands alone.
    Daypart,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    temporal: Vec<String>,
    class: BTreeMap<String, Class>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    #[serde(default)]
    capital: bool,
    words: BTreeMap<String, Worth>,
}

/// A named day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    names: Vec<String>,
    /// Month and day.
    pub on: Option<(u8, u8)>,
    /// Month, weekday (Monday 1), which one of the month (-1 the last).
    pub nth: Option<(u8, u8, i8)>,
    /// Days after `nth`.
    #[serde(default)]
    pub plus: u8,
    /// Days from Easter Sunday.
    pub easter: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    holiday: Vec<Holiday>,
    rule: Vec<Rule>,
    example: Vec<TimeExample>,
}

/// A text and the times that must be found in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeExample {
    /// The text.
    pub text: String,
    /// Publication date in EDTF, if there is one.
    pub published: Option<String>,
    /// `words => value`, with `(EDTF)` behind it where that is not the value itself.
    pub finds: Vec<String>,
}

/// A rule ready for use.
#[derive(Debug)]
pub struct Compiled {
    /// The rule.
    pub rule: Rule,
    /// TIMEX3 type of its finds.
    pub timex: TimexType,
    /// `file#rule`.
    pub id: String,
    /// Slots that it always fills.
    pub with: Vec<(Slot, Worth)>,
}

/// A state of the walk: what may follow, and which rules end here.
#[derive(Default)]
pub struct Node {
    /// Next state by word; whether it must stand without a space.
    pub words: HashMap<String, Vec<(bool, u32)>>,
    /// Next state by class.
    pub classes: Vec<Edge>,
    /// Rules that end here.
    pub rules: Vec<u16>,
}

/// A way on by class.
pub struct Edge {
    /// Number of the class.
    pub class: u8,
    /// Where what it holds is kept.
    pub slot: Option<Slot>,
    /// Whether it must stand without a space.
    pub glued: bool,
    /// Next state.
    pub next: u32,
}

/// A phrase of a class: its words, the class, what it is worth, whether it must begin with a capital letter.
pub struct ClassPhrase {
    /// Words of items.
    pub words: Vec<String>,
    /// Number of the class.
    pub class: u8,
    /// What it is worth.
    pub worth: Worth,
    /// Whether it must begin with a capital letter.
    pub capital: bool,
}

/// Everything the engine knows.
pub struct Lexicon {
    /// Names of the classes, by number; the first are built in.
    pub classes: Vec<String>,
    /// Phrases of classes by their first word.
    pub phrases: HashMap<String, Vec<ClassPhrase>>,
    /// States; the first is the start.
    pub nodes: Vec<Node>,
    /// Rules in order of preference.
    pub rules: Vec<Compiled>,
    /// Words before a month or a year that make it one.
    pub temporal: Vec<String>,
    /// Named days; a class phrase is worth its number.
    pub holidays: Vec<Holiday>,
    /// Examples with the file that carries them.
    pub examples: Vec<(&'static str, TimeExample)>,
}

/// Classes that the engine reads itself, in the order of their numbers.
pub const BUILT_IN: &[&str] = &[
    "day", "th", "year", "anyyear", "yy", "mm", "dd", "clock", "military", "hour", "figure", "dotted", "tens", "measure",
    "amount",
];

/// Rule files in order of preference: where two rules fit equally long words, the earlier wins.
const FILES: &[(&str, &str)] = &[
    ("times/holidays.toml", include_str!("../../../rules/times/holidays.toml")),
    ("times/dates.toml", include_str!("../../../rules/times/dates.toml")),
    ("times/weekdays.toml", include_str!("../../../rules/times/weekdays.toml")),
    ("times/relative.toml", include_str!("../../../rules/times/relative.toml")),
    ("times/sets.toml", include_str!("../../../rules/times/sets.toml")),
    ("times/clocks.toml", include_str!("../../../rules/times/clocks.toml")),
    ("times/durations.toml", include_str!("../../../rules/times/durations.toml")),
    ("times/references.toml", include_str!("../../../rules/times/references.toml")),
];

/// The tables, read at first use.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(read);

fn read() -> Lexicon {
    let words: WordFile = rules::load("times/words.toml", include_str!("../../../rules/times/words.toml"));
    let classes: Vec<String> =
        BUILT_IN.iter().map(|c| (*c).to_owned()).chain(words.class.keys().cloned()).chain(["holiday".to_owned()]).collect();
    let phrases = HashMap::new();
    let (nodes, temporal) = (vec![Node::default()], words.temporal);
    let mut lexicon = Lexicon { classes, phrases, nodes, rules: vec![], temporal, holidays: vec![], examples: vec![] };
    for (name, class) in words.class {
        for (phrase, worth) in class.words {
            lexicon.add_phrase(&name, &phrase, worth, class.capital);
        }
    }
    for (file, text) in FILES {
        let read: RuleFile = rules::load(file, text);
        for holiday in read.holiday {
            lexicon.add_holiday(holiday);
        }
        for rule in read.rule {
            lexicon.add_rule(file, rule);
        }
        lexicon.examples.extend(read.example.into_iter().map(|e| (*file, e)));
    }
    lexicon
}

impl Lexicon {
    /// Number of the class of that name.
    pub fn class(&self, name: &str) -> Option<u8> {
        self.classes.iter().position(|c| c == name).map(|c| c as u8)
    }

    /// What `word` is worth in the class of that name.
    pub fn worth(&self, class: &str, word: &str) -> Option<i32> {
        match self.single(class, word)?.worth {
            Worth::Number(n) => Some(n),
            Worth::Text(_) => None,
        }
    }

    fn single(&self, class: &str, word: &str) -> Option<&ClassPhrase> {
        self.phrases.get(word)?.iter().find(|p| p.words.len() == 1 && self.classes[usize::from(p.class)] == class)
    }

    /// Whether `word` is in the class of that name.
    pub fn holds(&self, class: &str, word: &str) -> bool {
        self.single(class, word).is_some()
    }

    fn add_phrase(&mut self, class: &str, phrase: &str, worth: Worth, capital: bool) {
        let words: Vec<String> = phrase.split_whitespace().map(|w| w.trim_end_matches('.').to_lowercase()).collect();
        if let (Some(class), Some(first)) = (self.class(class), words.first().cloned()) {
            self.phrases.entry(first).or_default().push(ClassPhrase { words, class, worth, capital });
        }
    }

    fn add_holiday(&mut self, holiday: Holiday) {
        let number = Worth::Number(self.holidays.len() as i32);
        for name in &holiday.names {
            self.add_phrase("holiday", name, number.clone(), !name.starts_with("the "));
        }
        self.holidays.push(holiday);
    }

    fn add_rule(&mut self, file: &str, rule: Rule) {
        let number = self.rules.len() as u16;
        let all = sequences(&rule.pattern).unwrap_or_else(|wrong| panic!("rules/{file}: {wrong}"));
        for sequence in all.iter().filter(|s| !s.is_empty()) {
            let end = sequence.iter().fold(0, |node, step| self.follow(file, node, step));
            self.nodes[end as usize].rules.push(number);
        }
        let timex = match rule.timex {
            Timex::Date => TimexType::Date,
            Timex::Time => TimexType::Time,
            Timex::Duration => TimexType::Duration,
            Timex::Set => TimexType::Set,
        };
        let slot = |name: &str| Slot::named(name).unwrap_or_else(|| panic!("rules/{file} fills no slot {name:?}"));
        let with = rule.with.iter().map(|(name, worth)| (slot(name), worth.clone())).collect();
        self.rules.push(Compiled { timex, id: format!("{file}#{}", rule.name), with, rule });
    }

    /// The state behind `step`, made where there is none yet.
    fn follow(&mut self, file: &str, from: u32, step: &super::pattern::Step) -> u32 {
        let fresh = self.nodes.len() as u32;
        let next = match &step.taken {
            Taken::Word(word) => {
                let ways = self.nodes[from as usize].words.entry(word.clone()).or_default();
                match ways.iter().find(|(glued, _)| *glued == step.glued) {
                    Some((_, next)) => *next,
                    None => {
                        ways.push((step.glued, fresh));
                        fresh
                    }
                }
            }
            Taken::Class(name, slot) => {
                let class = self.class(name).unwrap_or_else(|| panic!("rules/{file} names no class {name:?}"));
                let ways = &mut self.nodes[from as usize].classes;
                match ways.iter().find(|e| (e.class, e.slot, e.glued) == (class, *slot, step.glued)) {
                    Some(edge) => edge.next,
                    None => {
                        ways.push(Edge { class, slot: *slot, glued: step.glued, next: fresh });
                        fresh
                    }
                }
            }
        };
        if next == fresh {
            self.nodes.push(Node::default());
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_load_and_every_file_has_examples() {
        for (file, _) in FILES {
            assert!(LEXICON.examples.iter().filter(|(f, _)| f == file).count() >= 5, "{file}");
        }
        assert!(LEXICON.rules.len() > 60 && LEXICON.nodes.len() < 30_000);
    }
}
