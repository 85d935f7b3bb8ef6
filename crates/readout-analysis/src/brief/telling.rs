//! Discrepancies as the record has them: sides, each a value with the documents that tell it, whom they credit with it, and the words.
//!
//! Enters: the desk, values, the places where they are told. Leaves: sides with their evidence, and entries made of them.

use crate::brief::desk::Desk;
use crate::brief::statements::speaker;
use crate::extract::statement::shown::SHOWN;
use crate::link::actors::ActorIx;
use readout_record::kind::DiscrepancyKind;
use readout_record::mention::{DocumentIx, StatementMention};
use readout_record::record::{Discrepancy, Side};
use readout_record::span::Span;

/// A side with who tells it.
pub fn side(desk: &mut Desk, value: String, approximate: bool, places: &[(DocumentIx, Span)]) -> Side {
    let mut documents: Vec<DocumentIx> = places.iter().map(|p| p.0).collect();
    documents.sort_unstable();
    documents.dedup();
    let mut attributed_to: Vec<String> = Vec::new();
    for (document, span) in places {
        if let Some(id) = attributed(desk, *document, *span).filter(|id| !attributed_to.contains(id)) {
            attributed_to.push(id);
        }
    }
    Side {
        value,
        approximate,
        documents: documents.iter().map(|&d| desk.document_id(d)).collect(),
        attributed_to,
        independent_accounts: desk.independent(documents.iter().copied()),
        evidence: places.iter().map(|(d, s)| desk.evidence(*d, *s)).collect(),
    }
}

/// An entry that is about no event, actor or commitment yet, and has no weight.
pub fn entry(id: String, kind: DiscrepancyKind, attribute: String, sides: Vec<Side>) -> Discrepancy {
    Discrepancy { id, kind, event: None, actor: None, commitment: None, attribute, sides, weight: 0.0 }
}

/// How many independent accounts the sides have together.
pub fn accounts<'s>(sides: impl IntoIterator<Item = &'s Side>) -> f64 {
    sides.into_iter().map(|s| s.independent_accounts).sum::<usize>() as f64
}

/// The actor to whom the document attributes what stands at `span`: the source of the narrowest statement around it.
fn attributed(desk: &mut Desk, document: DocumentIx, span: Span) -> Option<String> {
    let statements = &desk.extracted[document].statements;
    let shown = || statements.iter().filter(|s| s.confidence >= SHOWN);
    let length = |s: &&StatementMention| s.content.iter().map(|c| c.len()).sum::<usize>();
    let around = shown().filter(|s| s.content.iter().any(|c| c.contains(span))).min_by_key(length);
    // "Which Chad says it was promised": the clause holds who says it, and most of it is what is said.
    let within = || shown().filter(|s| s.cue.is_some_and(|c| span.contains(c)) && 2 * length(s) >= span.len()).max_by_key(length);
    let narrowest = around.or_else(within)?.clone();
    let words = narrowest.source.map(|s| s.of(desk.grammars[document].text()));
    let actor = speaker(desk, document, &narrowest).or_else(|| known(desk, document, words?));
    actor.map(|a| desk.actor_id(a))
}

/// The actor of a document's story that goes by just these words.
pub fn known(desk: &Desk, document: DocumentIx, words: &str) -> Option<ActorIx> {
    let here = |d: DocumentIx| desk.story_of[d] == desk.story_of[document];
    let mut fits = desk.table.instances.iter().enumerate().filter(|(_, i)| i.name == words && i.kind.is_named());
    let (found, _) = fits.find(|(_, i)| i.mentions.iter().any(|(d, _)| here(*d)))?;
    Some(found)
}
