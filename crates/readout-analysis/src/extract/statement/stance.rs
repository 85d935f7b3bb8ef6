//! What a source does with what it says: asserts, denies, asks, and whether the text marks it as hearsay.
//!
//! Enters: an attribution and its content. Leaves: a stance, from the cue and, where the cue is neutral, from the content by the table of
//! `rules/statements/stance.toml`.

use super::detect::attribution::Attribution;
use super::lexicon;
use crate::grammar::Grammar;
use crate::rules;
use readout_record::annotation::TokenIx;
use readout_record::kind::Stance;
use readout_record::span::Span;
use serde::Deserialize;
use std::sync::LazyLock;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| rules::load("statements/stance.toml", include_str!("../../../rules/statements/stance.toml")));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    views: Vec<String>,
    hearsay: Hearsay,
    content: Vec<ContentRule>,
    #[serde(rename = "example")]
    _example: Vec<rules::Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hearsay {
    adverbs: Vec<String>,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContentRule {
    stance: String,
    #[serde(default)]
    contains: Vec<String>,
    #[serde(default)]
    begins: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

/// The stance of an attribution with this content.
pub fn of(g: &Grammar, attribution: &Attribution, content: &[Span]) -> Stance {
    let view = attribution.cue_head.is_some_and(|cue| TABLE.views.iter().any(|v| v == g.lemma(cue)));
    match attribution.stance {
        Some(Stance::Asserts) | None if !view => of_content(g.text(), content).unwrap_or(Stance::Asserts),
        stance => stance.unwrap_or(Stance::Asserts),
    }
}

fn of_content(text: &str, content: &[Span]) -> Option<Stance> {
    let last = content.last()?.of(text);
    if last.ends_with('?') {
        return Some(Stance::Asks);
    }
    let words = content.iter().map(|s| plain(s.of(text))).collect::<String>();
    let holds = |phrase: &String| words.contains(&format!(" {phrase} "));
    let begins = |phrase: &String| words.starts_with(&format!(" {phrase} "));
    let fits = |rule: &&ContentRule| {
        (rule.contains.iter().any(holds) || rule.begins.iter().any(begins)) && !rule.unless.iter().any(holds)
    };
    TABLE.content.iter().find(fits).map(|rule| lexicon::stance(&rule.stance))
}

/// Lower case, one space around each word, no punctuation.
fn plain(text: &str) -> String {
    let mut out = String::from(" ");
    for word in
        text.to_lowercase().split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-')).filter(|w| !w.is_empty())
    {
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// Whether an adverb on the cue or on the content's verb, or the words of the source, mark it as hearsay.
pub fn hearsay(g: &Grammar, attribution: &Attribution) -> bool {
    let marks = |t: TokenIx| TABLE.hearsay.adverbs.iter().any(|a| g.word(t).eq_ignore_ascii_case(a));
    let on_cue = attribution.cue_head.is_some_and(|cue| g.children(cue).iter().any(|&c| marks(c)));
    let in_content =
        attribution.content.first().is_some_and(|first| g.tokens_in(*first).take(12).any(|t| marks(t) && !g.quoted(t)));
    let of_source = attribution.source.is_some_and(|s| {
        let words = plain(s.of(g.text()));
        TABLE.hearsay.phrases.iter().any(|p| words.contains(&format!(" {p} ")))
    });
    on_cue || in_content || of_source || attribution.source.is_none()
}
