//! What a report negotiates over: ceasefire, borders, prisoners and the other topics of the record.
//!
//! Enters: the grammatical view of one document. Leaves: topics with the words that raise them. It leaves alone: how much a topic matters among
//! several documents. The words stand in `rules/topics/`: a strong phrase raises its topic alone, weak ones only together.

use super::phrase::Phrases;
use crate::grammar::Grammar;
use crate::rules::{Example, load};
use readout_record::span::Span;
use serde::Deserialize;
use std::sync::LazyLock;

/// Weight that a document must give a topic before it is told.
const LEAST: f32 = 1.0;
/// Weight of a weak phrase: three different ones raise a topic.
pub const WEAK: f32 = 0.4;

/// Weight of a phrase that raises nothing and speaks of a topic where the story has it.
const FAINT: f32 = 0.1;
/// Weight of words that look like a topic's and mean something else.
const OTHER: f32 = 0.0;

/// Words of a document that raise a topic or speak of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicMention {
    /// Its name in the contract's list.
    pub name: &'static str,
    /// The words.
    pub span: Span,
    /// How plainly they raise it, 0 to 1.
    pub weight: f32,
    /// Whether the document raises it plainly enough by itself.
    pub raised: bool,
}

/// One file of `rules/topics`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its name in the contract's list.
    pub name: String,
    strong: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    faint: Vec<String>,
    #[serde(default)]
    other: Vec<String>,
    /// Sentences with the words that raise the topic in them.
    pub example: Vec<Example>,
}

macro_rules! files {
    ($($file:literal),+ $(,)?) => { [$(($file, include_str!(concat!("../../rules/topics/", $file, ".toml")))),+] };
}

const FILES: [(&str, &str); 19] = files![
    "ceasefire",
    "security-guarantees",
    "withdrawal",
    "borders",
    "sovereignty",
    "demilitarisation",
    "arms-control",
    "arms-supplies",
    "sanctions",
    "prisoners",
    "humanitarian-access",
    "refugees",
    "energy-infrastructure",
    "nuclear",
    "trade",
    "elections",
    "monitoring",
    "reconstruction",
    "justice",
];

static TOPICS: LazyLock<Vec<Topic>> =
    LazyLock::new(|| FILES.iter().map(|(file, text)| load(&format!("topics/{file}.toml"), text)).collect());

/// For each topic its phrases with their weight; a topic's phrases do not shade those of another.
static PHRASES: LazyLock<Vec<(&'static str, Phrases<f32>)>> = LazyLock::new(|| {
    let phrases = |topic: &'static Topic| {
        let lists = [(&topic.other, OTHER), (&topic.strong, 1.0), (&topic.weak, WEAK), (&topic.faint, FAINT)];
        Phrases::new(lists.into_iter().flat_map(|(list, weight)| list.iter().map(move |phrase| (phrase.as_str(), weight))))
    };
    TOPICS.iter().map(|topic| (topic.name.as_str(), phrases(topic))).collect()
});

/// The topics that a document raises or speaks of, in the order of the contract's list, each with all its words.
pub fn topics(g: &Grammar) -> Vec<TopicMention> {
    let mut found = Vec::new();
    for (name, phrases) in PHRASES.iter() {
        let mut mentions = mentions(g, name, phrases);
        let raised = distinct_weight(g, &mentions) >= LEAST;
        mentions.iter_mut().for_each(|m| m.raised = raised);
        found.extend(mentions);
    }
    found
}

fn mentions(g: &Grammar, name: &'static str, phrases: &Phrases<f32>) -> Vec<TopicMention> {
    let found = phrases.find(g).into_iter();
    let mention = |(from, end, &weight): (usize, usize, &f32)| {
        let span = g.token(from).span.join(g.token(end - 1).span);
        TopicMention { name, span, weight, raised: false }
    };
    found.filter(|(_, _, weight)| **weight > OTHER).map(mention).collect()
}

/// The weight of all mentions, the same words counted once: a word that a document repeats is no plainer for it.
fn distinct_weight(g: &Grammar, mentions: &[TopicMention]) -> f32 {
    let mut words: Vec<(String, f32)> =
        mentions.iter().filter(|m| m.weight >= WEAK).map(|m| (m.span.of(g.text()).to_lowercase(), m.weight)).collect();
    words.sort_by(|a, b| a.0.cmp(&b.0));
    words.dedup_by(|a, b| a.0 == b.0);
    words.iter().map(|(_, weight)| weight).sum()
}

/// All topics with their examples, in the order of the contract's list.
pub fn rules() -> &'static [Topic] {
    &TOPICS
}
