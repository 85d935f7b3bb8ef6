//! Values of one event that cannot both hold: how long, how many.
//!
//! Enters: events with the values that their tellings give. Leaves: discrepancies with their sides. Precision first: values that the words or
//! their rounding allow to be equal are no discrepancy, and both sides must stand in documents of their own.

use crate::extract::quantity::can_both_hold;
use readout_record::mention::{Attribute, DocumentIx, Quantity};
use readout_record::span::Span;

/// A value as one document tells it of one event.
#[derive(Clone, Debug)]
pub struct Told {
    /// Document.
    pub document: DocumentIx,
    /// Number of the event mention there.
    pub mention: usize,
    /// The value.
    pub quantity: Quantity,
    /// The words.
    pub span: Span,
}

/// Values that can all be equal.
#[derive(Clone, Debug)]
pub struct Side {
    /// Who tells them, in the order of the documents.
    pub told: Vec<Told>,
}

/// Values of one attribute that cannot all be equal.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// `duration`, or what is counted.
    pub attribute: String,
    /// Two sides or more; the one with most documents first.
    pub sides: Vec<Side>,
}

/// The conflicts among the values that the tellings of one event give.
pub fn conflicts<'a>(told: impl Iterator<Item = (DocumentIx, usize, &'a Attribute)>) -> Vec<Conflict> {
    let mut by_name: Vec<(String, Vec<Told>)> = Vec::new();
    for (document, mention, attribute) in told {
        let value = Told { document, mention, quantity: attribute.quantity.clone(), span: attribute.span };
        match by_name.iter_mut().find(|(name, _)| *name == attribute.name) {
            Some((_, values)) => values.push(value),
            None => by_name.push((attribute.name.clone(), vec![value])),
        }
    }
    by_name.into_iter().filter_map(|(attribute, values)| conflict(attribute, values)).collect()
}

/// A value joins the first side with all of whose values it can hold; what fits several sides tells nothing and takes none.
fn conflict(attribute: String, mut values: Vec<Told>) -> Option<Conflict> {
    values.sort_by_key(|t| (t.quantity.approximate, t.document, t.span));
    let mut sides: Vec<Side> = Vec::new();
    for value in values {
        let fits = |side: &Side| side.told.iter().all(|o| can_both_hold(&o.quantity, &value.quantity));
        let fitting: Vec<usize> = (0..sides.len()).filter(|&i| fits(&sides[i])).collect();
        match fitting.as_slice() {
            [] => sides.push(Side { told: vec![value] }),
            [one] => sides[*one].told.push(value),
            _ => {}
        }
    }
    for side in &mut sides {
        side.told.sort_by_key(|t| (t.document, t.span));
    }
    sides.sort_by_key(|s| (std::cmp::Reverse(documents(s).len()), s.told[0].document, s.told[0].span));
    let apart = sides.iter().skip(1).any(|s| documents(s).iter().any(|d| !documents(&sides[0]).contains(d)));
    (sides.len() > 1 && apart).then_some(Conflict { attribute, sides })
}

/// The documents of a side, each once.
pub fn documents(side: &Side) -> Vec<DocumentIx> {
    let mut found: Vec<DocumentIx> = side.told.iter().map(|t| t.document).collect();
    found.dedup();
    found
}
