//! Statements reported inside statements: "A told B that C had said …".
//!
//! Enters: the statements of one document. Leaves: each with the number of the smallest statement whose content holds its cue.

use super::detect::attribution::Attribution;
use super::shown::SHOWN;
use crate::grammar::Grammar;
use readout_record::mention::StatementMention;
use readout_record::span::Span;

/// Least confidence of an attribution inside another's content.
const TOLD: f32 = 0.8;

/// Sets the parent of each statement that stands wholly inside another's content.
pub fn link(g: &Grammar, mentions: &mut [StatementMention]) {
    let parents: Vec<Option<usize>> = (0..mentions.len()).map(|i| parent(mentions, i)).collect();
    mentions.iter_mut().zip(parents).for_each(|(mention, parent)| mention.parent = parent);
    for child in 0..mentions.len() {
        first_person(g, mentions, child);
    }
}

/// "I" in what someone says is that speaker; his own "I say" inside a quotation is no statement beside it.
fn first_person(g: &Grammar, mentions: &mut [StatementMention], child: usize) {
    let word = mentions[child].source.map_or("", |s| s.of(g.text()));
    let Some(parent) = mentions[child].parent.filter(|&p| p != child && matches!(word, "I" | "We" | "we" | "We both")) else {
        return;
    };
    let (source, head, direct) = (mentions[parent].source, mentions[parent].source_head, mentions[parent].direct);
    if word == "I" && source.is_some() {
        mentions[child].source = source;
        mentions[child].source_head = head;
    }
    if direct {
        mentions[child].confidence = mentions[child].confidence.min(0.5);
    }
}

/// Whether an attribution inside another's content tells what someone else said: "I think" and "you say" are the speaker's own words.
pub fn is_told(text: &str, attribution: &Attribution) -> bool {
    let source = attribution.source.map_or("", |s| s.of(text)).to_lowercase();
    let own =
        matches!(source.as_str(), "i" | "we" | "you" | "it" | "that" | "this" | "anyone" | "everyone" | "nobody" | "people" | "");
    !own && attribution.confidence >= TOLD
}

fn parent(mentions: &[StatementMention], child: usize) -> Option<usize> {
    let anchor = mentions[child].cue.or(mentions[child].content.first().copied())?;
    smallest(mentions.iter().map(|m| (m.confidence, m.content.as_slice())), anchor, child)
}

/// Number of the attribution in whose content another one stands.
pub fn holder(attributions: &[Attribution], child: usize) -> Option<usize> {
    let anchor = attributions[child].anchor()?;
    smallest(attributions.iter().map(|a| (1.0, a.content.as_slice())), anchor, child)
}

/// The smallest content of some confidence that holds `anchor` and more.
fn smallest<'c>(contents: impl Iterator<Item = (f32, &'c [Span])>, anchor: Span, child: usize) -> Option<usize> {
    let holds = |content: &[Span]| content.iter().any(|c| c.contains(anchor) && *c != anchor);
    let size = |content: &[Span]| content.iter().map(|c| c.len()).sum::<usize>();
    contents
        .enumerate()
        .filter(|(i, (confidence, content))| *i != child && *confidence >= SHOWN && holds(content))
        .min_by_key(|(i, (_, content))| (size(content), *i))
        .map(|(i, _)| i)
}
