//! The record's updates: newer figures that reports give as such, with the figures that they replace.
//!
//! Enters: the desk and the pairs that linking found. Leaves: update entries, ranked. An update is no discrepancy: both figures were right in turn.

use crate::brief::desk::Desk;
use crate::brief::events::value_text;
use crate::brief::rank::ranked;
use crate::brief::telling::{accounts, side};
use crate::link::claims::update::Update as Pair;
use crate::link::claims::value::Value;
use readout_record::document::stable_id;
use readout_record::record::{Side, Update};

/// The entries, ranked: most independent accounts first.
pub fn entries(desk: &mut Desk, pairs: &[Pair]) -> Vec<Update> {
    let scored = pairs.iter().map(|p| update(desk, p)).map(|u| (accounts([&u.earlier, &u.later]), u)).collect();
    ranked(scored, |u: &Update| u.id.clone(), |u, w| u.weight = w)
}

fn update(desk: &mut Desk, pair: &Pair) -> Update {
    let [earlier, later] = &pair.values;
    let attribute = |v: &Value| v.amount().and_then(|q| q.noun.clone());
    let attribute = attribute(later).or_else(|| attribute(earlier)).unwrap_or_else(|| "figure".to_owned());
    let start = later.span.start().to_string();
    let id = stable_id("u", [desk.document_id(later.document).as_str(), &attribute, &start]);
    let (earlier, later) = (figure(desk, earlier), figure(desk, later));
    Update { id, attribute, earlier, later, weight: 0.0 }
}

fn figure(desk: &mut Desk, value: &Value) -> Side {
    let text = value.amount().map_or_else(String::new, value_text);
    side(desk, text, value.amount().is_some_and(|q| q.approximate), &[(value.document, value.span)])
}
