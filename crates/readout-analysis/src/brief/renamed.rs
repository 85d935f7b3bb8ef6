//! Discrepancies of name: one thing that accounts call by two names.
//!
//! Enters: the desk and the pairs that linking found. Leaves: discrepancies with every mention of both names.

use crate::brief::desk::Desk;
use crate::brief::telling::{accounts, entry, side};
use crate::link::claims::rename::{Name, Pair};
use readout_record::document::stable_id;
use readout_record::kind::DiscrepancyKind;
use readout_record::mention::DocumentIx;
use readout_record::record::{Discrepancy, Side};
use readout_record::span::Span;
use std::collections::BTreeMap;

/// Weight of such a discrepancy beside those of linked events.
const WEIGHT: f64 = 0.7;

/// The discrepancies of a story: one for each two names of which a pair of mentions holds.
pub fn entries(desk: &mut Desk, pairs: &[Pair]) -> Vec<(f64, Discrepancy)> {
    let mut groups: BTreeMap<[String; 2], Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        let mut key = [pair.names[0].key(), pair.names[1].key()];
        key.sort_unstable();
        groups.entry(key).or_default().push(pair);
    }
    let held = groups.into_iter().filter(|(_, pairs)| pairs.iter().any(|p| p.holds()));
    held.map(|(key, pairs)| discrepancy(desk, &key, &pairs)).collect()
}

fn discrepancy(desk: &mut Desk, key: &[String; 2], pairs: &[&Pair]) -> (f64, Discrepancy) {
    let mut sides = key.clone().map(|name| one_side(desk, pairs.iter().flat_map(|p| &p.names).filter(|n| n.key() == name)));
    sides.sort_by_key(|s| std::cmp::Reverse(s.independent_accounts));
    let document = sides[0].evidence[0].document.as_str().to_owned();
    let id = stable_id("x", [document.as_str(), "name", &key[0], &key[1]]);
    (WEIGHT + 0.05 * accounts(&sides), entry(id, DiscrepancyKind::Name, "name".into(), sides.into()))
}

fn one_side<'n>(desk: &mut Desk, names: impl Iterator<Item = &'n Name>) -> Side {
    let mut places: Vec<(DocumentIx, Span)> = names.map(|n| (n.document, n.span)).collect();
    places.sort_unstable();
    places.dedup();
    let (document, span) = places[0];
    let value = desk.grammars[document].plain(span);
    side(desk, value, false, &places)
}
