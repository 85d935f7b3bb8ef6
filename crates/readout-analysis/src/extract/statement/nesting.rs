//! Statements reported inside statements: "A told B that C had said …".
//!
//! Enters: the statements of one document. Leaves: each with the number of the smallest statement whose content holds its cue.

use readout_record::mention::StatementMention;

/// Sets the parent of each statement that stands wholly inside another's content.
pub fn link(mentions: &mut [StatementMention]) {
    let parents: Vec<Option<usize>> = (0..mentions.len()).map(|i| parent(mentions, i)).collect();
    mentions.iter_mut().zip(parents).for_each(|(mention, parent)| mention.parent = parent);
}

fn parent(mentions: &[StatementMention], child: usize) -> Option<usize> {
    let anchor = mentions[child].cue.or(mentions[child].content.first().copied())?;
    let holds = |m: &StatementMention| m.confidence >= 0.6 && m.content.iter().any(|c| c.contains(anchor) && *c != anchor);
    let size = |m: &StatementMention| m.content.iter().map(|c| c.len()).sum::<usize>();
    (0..mentions.len()).filter(|&i| i != child && holds(&mentions[i])).min_by_key(|&i| (size(&mentions[i]), i))
}
