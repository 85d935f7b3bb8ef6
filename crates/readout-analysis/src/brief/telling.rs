//! One side of a discrepancy: a value, the documents that tell it, whom they credit with it, and the words.
//!
//! Enters: the desk, a value, the places where it is told. Leaves: a side with its evidence.

use crate::brief::desk::Desk;
use crate::brief::statements::speaker;
use crate::extract::statement::shown::SHOWN;
use readout_record::mention::DocumentIx;
use readout_record::record::Side;
use readout_record::span::Span;

/// A side with who tells it.
pub fn side(desk: &mut Desk, value: String, approximate: bool, places: &[(DocumentIx, Span)], documents: &[DocumentIx]) -> Side {
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

/// The actor to whom the document attributes what stands at `span`: the source of the narrowest statement around it.
fn attributed(desk: &mut Desk, document: DocumentIx, span: Span) -> Option<String> {
    let statements = &desk.extracted[document].statements;
    let around = statements.iter().filter(|s| s.confidence >= SHOWN && s.content.iter().any(|c| c.contains(span)));
    let narrowest = around.min_by_key(|s| s.content.iter().map(|c| c.len()).sum::<usize>())?.clone();
    speaker(desk, document, &narrowest).map(|a| desk.actor_id(a))
}
