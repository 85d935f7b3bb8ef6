//! One thing under two names: the ship that one account calls Star of Faro and another Star of Lagos.
//!
//! Enters: accounts with their words. Leaves: pairs of names that share a word and differ in another, each unknown to the other account, with how
//! alike the sentences around them are. It leaves alone: spellings and short forms of one name, and names that have nothing in common.

use super::account::Account;
use super::value::contents;
use super::vocabulary::{Bag, Vocabulary};
use crate::grammar::Grammar;
use crate::link::name::{distance, fold};
use crate::rules::{self, Example};
use readout_record::annotation::TokenIx;
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    beside: Vec<String>,
    short: Vec<Vec<String>>,
    example: Vec<Example>,
}

static NAMES: LazyLock<File> =
    LazyLock::new(|| rules::load("claims/names.toml", include_str!("../../../rules/claims/names.toml")));

/// The examples of `rules/claims/names.toml`.
pub fn examples() -> &'static [Example] {
    &NAMES.example
}

/// A name as one account gives it.
#[derive(Clone, Debug)]
pub struct Name {
    /// Document.
    pub document: DocumentIx,
    /// The words.
    pub span: Span,
    /// Its words, folded.
    words: Vec<String>,
    /// Content words of its sentence, without its own.
    around: Bag,
    /// The sentence with the name as "it", for whoever compares meanings.
    pub masked: String,
}

impl Name {
    /// What is one for all spellings of the name in small and large letters and in any order of its words.
    pub fn key(&self) -> String {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words.join(" ")
    }
}

/// Two names that may be of one thing.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The names.
    pub names: [Name; 2],
    /// Weight of the words that both sentences have.
    pub common: f64,
    /// Whether they share the last word, and not the first.
    pub last: bool,
    /// From 0 to 1: how alike the words are in which they differ.
    pub near: f64,
    /// How alike the meanings of their sentences are; set by whoever has read them.
    pub meaning: f64,
}

/// The names of an account.
fn names(account: &Account, words: &Vocabulary) -> Vec<Name> {
    let g = account.g;
    runs(g).into_iter().filter_map(|run| name(account, words, run)).collect()
}

/// Runs of two to four words of a name.
fn runs(g: &Grammar) -> Vec<Range<TokenIx>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < g.tokens().len() {
        let named = |t: TokenIx| g.token(t).pos == "PROPN" && g.word(t).starts_with(char::is_uppercase);
        let end = (at..g.tokens().len()).find(|&t| !named(t) || g.sentence(t) != g.sentence(at)).unwrap_or(g.tokens().len());
        if (2..=4).contains(&(end - at)) {
            found.push(at..end);
        }
        at = end.max(at + 1);
    }
    found
}

fn name(account: &Account, words: &Vocabulary, run: Range<TokenIx>) -> Option<Name> {
    let g = account.g;
    let span = g.span(&run.clone().collect::<Vec<_>>())?;
    let sentence = g.sentences[g.sentence(run.start)].clone();
    let around = contents(g, sentence.clone().filter(|t| !run.contains(t)));
    let kept = sentence.filter(|&t| g.token(t).pos != "SPACE" && (t == run.start || !run.contains(&t)));
    let text: Vec<&str> = kept.map(|t| if t == run.start { "it" } else { g.word(t) }).collect();
    Some(Name {
        document: account.document,
        span,
        words: run.clone().map(|t| fold(g.word(t))).filter(|w| !w.is_empty()).collect(),
        around: words.bag(&around),
        masked: text.join(" "),
    })
}

impl Pair {
    /// Whether both are told of one thing: nearly one name, or one with the same last word told in a like sentence.
    pub fn holds(&self) -> bool {
        let slip = self.near > 0.5 && (self.common >= 3.0 || self.meaning >= 0.4);
        let like = self.common >= 3.0 && self.meaning >= 0.6 || self.common >= 10.0 && self.meaning >= 0.45;
        slip || self.last && like
    }
}

/// The pairs of a story.
pub fn pairs(all: &[Account], words: &Vocabulary) -> Vec<Pair> {
    let told: Vec<Vec<Name>> = all.iter().map(|a| names(a, words)).collect();
    let every = |a: &Account| (0..a.g.tokens().len()).map(|t| fold(a.g.word(t))).collect::<BTreeSet<String>>();
    let known: Vec<BTreeSet<String>> = all.iter().map(every).collect();
    let mut found = Vec::new();
    for i in 0..all.len() {
        for j in i + 1..all.len() {
            for (x, y) in told[i].iter().flat_map(|x| told[j].iter().map(move |y| (x, y))) {
                let Some(parted) = apart(x, y) else { continue };
                let [p, q] = parted.words;
                if !known[j].contains(p) && !known[i].contains(q) && !may_be_one(p, q) {
                    let common = words.common(&x.around, &y.around);
                    found.push(Pair {
                        names: [x.clone(), y.clone()],
                        common,
                        last: parted.last,
                        near: nearness(p, q),
                        meaning: 0.0,
                    });
                }
            }
        }
    }
    found
}

/// The words in which two names differ, and whether the last word is not among them.
struct Parted<'n> {
    words: [&'n str; 2],
    last: bool,
}

/// How two names of like length differ, if they share all words but one.
fn apart<'n>(x: &'n Name, y: &'n Name) -> Option<Parted<'n>> {
    if x.words.len() != y.words.len() {
        return None;
    }
    let only = |a: &'n Name, b: &Name| -> Option<(usize, &'n str)> {
        let mut own = a.words.iter().enumerate().filter(|(_, w)| !b.words.contains(w));
        own.next().filter(|_| own.next().is_none()).map(|(at, w)| (at, w.as_str()))
    };
    let ((at, p), (to, q)) = (only(x, y)?, only(y, x)?);
    let proper = |w: &str| w.chars().count() > 2 && w.chars().all(char::is_alphabetic) && !NAMES.beside.iter().any(|b| b == w);
    let last = at + 1 < x.words.len() && to + 1 < y.words.len();
    (proper(p) && proper(q)).then_some(Parted { words: [p, q], last })
}

/// Whether two words may be one name: written by two hands, in two forms, or as people say it.
fn may_be_one(p: &str, q: &str) -> bool {
    let stem = p.chars().zip(q.chars()).take_while(|(a, b)| a == b).count();
    let form = stem >= 3 && stem + 2 >= p.chars().count().min(q.chars().count());
    let letter = distance(p, q) < 2 && stem > 0;
    let short = NAMES.short.iter().any(|s| s.iter().any(|w| w == p) && s.iter().any(|w| w == q));
    form || letter || short || skeleton(p) == skeleton(q)
}

/// The consonants of a name by kinds, each run once: what stays when a name is written in Latin letters by another hand.
fn skeleton(word: &str) -> String {
    let mut found = String::new();
    for c in word.chars() {
        let kind = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'j' | 'w' | 'y' => continue,
            'c' | 'g' | 'h' | 'k' | 'q' | 'x' => 'k',
            's' | 'z' => 's',
            'd' | 't' => 't',
            'b' | 'f' | 'p' | 'v' => 'p',
            other => other,
        };
        if !found.ends_with(kind) {
            found.push(kind);
        }
    }
    found
}

/// From 0 to 1: the share of letters that need no change.
fn nearness(p: &str, q: &str) -> f64 {
    let longest = p.chars().count().max(q.chars().count());
    1.0 - distance(p, q) as f64 / longest as f64
}
