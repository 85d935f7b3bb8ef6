//! Discrepancies as the record has them: sides, each a value with the documents that tell it, whom they credit with it, and the words.
//!
//! Enters: the desk, values, the places where they are told. Leaves: sides with their evidence, and entries made of them.

use crate::brief::desk::Desk;
use crate::brief::statements::speaker;
use crate::extract::statement::shown::SHOWN;
use readout_record::kind::DiscrepancyKind;
use readout_record::mention::DocumentIx;
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
    let around = statements.iter().filter(|s| s.confidence >= SHOWN && s.content.iter().any(|c| c.contains(span)));
    let narrowest = around.min_by_key(|s| s.content.iter().map(|c| c.len()).sum::<usize>())?.clone();
    speaker(desk, document, &narrowest).map(|a| desk.actor_id(a))
}
