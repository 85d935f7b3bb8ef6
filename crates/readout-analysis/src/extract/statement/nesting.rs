//! Statements reported inside statements: "A told B that C had said …".
//!
//! Enters: the statements of one document. Leaves: each with the number of the smallest statement whose content holds its cue.

use crate::grammar::Grammar;
use readout_record::mention::StatementMention;

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

fn parent(mentions: &[StatementMention], child: usize) -> Option<usize> {
    let anchor = mentions[child].cue.or(mentions[child].content.first().copied())?;
    let holds = |m: &StatementMention| m.confidence >= 0.6 && m.content.iter().any(|c| c.contains(anchor) && *c != anchor);
    let size = |m: &StatementMention| m.content.iter().map(|c| c.len()).sum::<usize>();
    (0..mentions.len()).filter(|&i| i != child && holds(&mentions[i])).min_by_key(|&i| (size(&mentions[i]), i))
}
