//! Statements: who said what, through whom.
//!
//! Enters: the grammatical view of one document. Leaves: statement mentions, each with source, cue and content as they stand in the text. Detection
//! (`detect`, `transcript`, `headline`) finds the spans; the rest (`finish`, `stance`, `nesting`, `via`) works on spans from any detector. It leaves
//! alone: which actor a source is.

pub mod contents;
pub mod detect;
pub mod example;
mod finish;
mod headline;
pub(super) mod lexicon;
mod nesting;
pub mod quotation;
pub mod shown;
mod stance;
mod transcript;
mod via;
pub mod words;

use crate::grammar::Grammar;
use detect::attribution::Attribution;
use quotation::Quotations;
use readout_record::mention::{DocumentIx, StatementMention};
use shown::SHOWN;

/// All statements of one document, in the order of the text, those below `SHOWN` in confidence included.
pub fn statements(g: &Grammar, document: DocumentIx) -> Vec<StatementMention> {
    let quotations = Quotations::read(g.text());
    told(g, document, &quotations, found(g, detect::attributions(g, &quotations)))
}

/// The same by the patterns alone, whatever the attribution model marks.
pub fn by_patterns(g: &Grammar, document: DocumentIx) -> Vec<StatementMention> {
    let quotations = Quotations::read(g.text());
    told(g, document, &quotations, found(g, detect::by_patterns(g, &quotations)))
}

fn told(g: &Grammar, document: DocumentIx, quotations: &Quotations, attributions: Vec<Attribution>) -> Vec<StatementMention> {
    let mut mentions: Vec<StatementMention> = attributions.iter().map(|a| finish::mention(g, quotations, document, a)).collect();
    nesting::link(g, &mut mentions);
    via::attach(g, &attributions, &mut mentions);
    in_order(mentions)
}

/// An attribution with the words that a corpus of attributions would mark: "that" and quotation marks belong to its content.
pub struct Marked {
    /// Source, cue and content.
    pub attribution: Attribution,
    /// Whether all of the content stands between quotation marks.
    pub direct: bool,
    /// Number of the attribution in whose content this one stands.
    pub parent: Option<usize>,
}

/// All attributions of one document, in the order of their first words.
pub fn marked(g: &Grammar) -> Vec<Marked> {
    let quotations = Quotations::read(g.text());
    let mut all = found(g, detect::attributions(g, &quotations));
    let first = |a: &Attribution| a.source.iter().chain(&a.cue).chain(&a.content).map(|s| s.start()).min();
    let by_model = |a: &Attribution| g.annotations.attributions.iter().any(|m| a.cue == Some(m.cue));
    all.retain(|a| by_model(a) || a.confidence >= SHOWN && !a.content.is_empty());
    let nested: Vec<bool> = all.iter().map(|a| a.is_nested(&all)).collect();
    let mut nested = nested.into_iter();
    all.retain(|a| !nested.next().unwrap_or(false) || nesting::is_told(g.text(), a));
    all.sort_by_key(first);
    let parents: Vec<Option<usize>> = (0..all.len()).map(|i| nesting::holder(&all, i)).collect();
    let marked = |(attribution, parent): (Attribution, Option<usize>)| {
        let direct = attribution.verbatim || finish::is_direct(g, &quotations, &attribution.content);
        Marked { attribution, direct, parent }
    };
    all.into_iter().zip(parents).map(marked).collect()
}

/// What the detector finds, together with the turns of transcripts and the labels of headlines, which it need not know.
fn found(g: &Grammar, mut attributions: Vec<Attribution>) -> Vec<Attribution> {
    let turns = transcript::turns(g);
    if turns.is_empty() {
        attributions.extend(headline::labelled(g, &attributions));
    }
    attributions.extend(turns);
    attributions
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
