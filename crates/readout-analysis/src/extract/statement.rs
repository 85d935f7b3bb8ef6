//! Statements: who said what, through whom.
//!
//! Enters: the grammatical view of one document. Leaves: statement mentions, each with source, cue and content as they stand in the text. Detection
//! (`detect`, `transcript`, `headline`) finds the spans; the rest (`finish`, `stance`, `nesting`, `via`) works on spans from any detector. It leaves
//! alone: which actor a source is.

pub mod detect;
pub mod example;
mod finish;
mod headline;
pub(super) mod lexicon;
mod nesting;
pub mod quotation;
mod stance;
mod transcript;
mod via;

use crate::grammar::Grammar;
use detect::attribution::Attribution;
use quotation::Quotations;
use readout_record::mention::{DocumentIx, StatementMention};

/// All statements of one document, in the order of the text, those below 0.6 in confidence included.
pub fn statements(g: &Grammar, document: DocumentIx) -> Vec<StatementMention> {
    let quotations = Quotations::read(g.text());
    let attributions = detect::attributions(g, &quotations);
    from_attributions(g, &quotations, document, attributions)
}

/// The statements that a detector's attributions make, together with the turns of transcripts and the labels of headlines, which no detector needs
/// to know.
pub fn from_attributions(
    g: &Grammar,
    quotations: &Quotations,
    document: DocumentIx,
    mut attributions: Vec<Attribution>,
) -> Vec<StatementMention> {
    let turns = transcript::turns(g);
    if turns.is_empty() {
        attributions.extend(headline::labelled(g, &attributions));
    }
    attributions.extend(turns);
    let mut mentions: Vec<StatementMention> = attributions.iter().map(|a| finish::mention(g, quotations, document, a)).collect();
    nesting::link(g, &mut mentions);
    via::attach(g, &attributions, &mut mentions);
    in_order(mentions)
}

/// Sorts the mentions by their place and renumbers their parents.
fn in_order(mentions: Vec<StatementMention>) -> Vec<StatementMention> {
    let place = |m: &StatementMention| (m.content.first().map(|s| s.start()), m.cue.map(|s| s.start()));
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|&i| place(&mentions[i]));
    let mut rank = vec![0; mentions.len()];
    order.iter().enumerate().for_each(|(new, &old)| rank[old] = new);
    let mut sorted: Vec<Option<StatementMention>> = mentions.into_iter().map(Some).collect();
    order
        .iter()
        .filter_map(|&old| sorted[old].take())
        .map(|m| StatementMention { parent: m.parent.map(|p| rank[p]), ..m })
        .collect()
}
