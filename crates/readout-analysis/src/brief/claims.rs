//! Discrepancies between values that stand in no common event: what two accounts tell of one thing in other words.
//!
//! Enters: the desk and the discrepancies found so far. Leaves: further ones, with their sides; none for words that already stand against each other.

use crate::brief::desk::Desk;
use crate::brief::events::value_text;
use crate::brief::linked::Linked;
use crate::brief::telling::{accounts, entry, side};
use crate::brief::{polarity, renamed};
use crate::extract::quantity::can_both_hold;
use crate::link::claims::held;
use crate::link::claims::next::{Rift, rifts};
use crate::link::claims::update::Update;
use crate::link::claims::value::{Sort, Value, dimension};
use crate::link::claims::{Claim, Story};
use readout_record::document::stable_id;
use readout_record::kind::DiscrepancyKind;
use readout_record::mention::{DocumentIx, Quantity};
use readout_record::record::{Discrepancy, Side};
use readout_record::span::Span;

/// Weight of such a discrepancy beside those of linked events.
const WEIGHT: f64 = 0.8;

/// The further discrepancies of all stories, and their newer figures.
pub fn entries(desk: &mut Desk, linked: &[Linked], told: &[(f64, Discrepancy)]) -> (Vec<(f64, Discrepancy)>, Vec<Update>) {
    let (mut found, mut newer) = (Vec::new(), Vec::new());
    for story in 0..desk.stories.len() {
        let documents = desk.originals(story);
        let accounts = Story::new(desk.grammars, &desk.extracted, &documents, desk.encoder);
        let (claims, denials, renamings) = (accounts.claims(), accounts.denials(), accounts.renamings());
        let (rifts, held) = (rifts(&accounts.accounts), held::rifts(&accounts.accounts));
        newer.extend(accounts.updates());
        drop(accounts);
        let claims = claims.into_iter().filter(|c| c.holds() && !of_two_events(desk, linked, c)).collect();
        for values in groups(desk, claims, told) {
            found.extend(discrepancy(desk, &values));
        }
        found.extend(polarity::entries(desk, &denials));
        found.extend(renamed::entries(desk, &renamings));
        found.extend(rift(desk, rifts.iter().filter(|r| !r.day), DiscrepancyKind::Place, "place of the next contact"));
        found.extend(rift(desk, rifts.iter().filter(|r| r.day), DiscrepancyKind::Time, "date of the next contact"));
        found.extend(rift(desk, held.iter(), DiscrepancyKind::Place, "place"));
    }
    (found, newer)
}

/// Places, or days, that accounts give for one contact: one side for each.
fn rift<'r>(
    desk: &mut Desk,
    rifts: impl Iterator<Item = &'r Rift>,
    kind: DiscrepancyKind,
    attribute: &str,
) -> Option<(f64, Discrepancy)> {
    let mut sides: Vec<(String, Vec<(DocumentIx, Span)>)> = Vec::new();
    for told in rifts.flat_map(|r| &r.told) {
        let words = (told.document, told.span);
        match sides.iter_mut().find(|(value, _)| *value == told.value) {
            Some((_, places)) if places.contains(&words) => {}
            Some((_, places)) => places.push(words),
            None => sides.push((told.value.clone(), vec![words])),
        }
    }
    let first = sides.first()?.1[0];
    let id = stable_id("x", [desk.document_id(first.0).as_str(), attribute, &first.1.start().to_string()]);
    let mut entries: Vec<Side> = sides.into_iter().map(|(value, places)| side(desk, value, false, &places)).collect();
    entries.sort_by_key(|s| std::cmp::Reverse(s.independent_accounts));
    Some((WEIGHT + 0.05 * accounts(&entries), entry(id, kind, attribute.into(), entries)))
}

/// Whether linking has put the two values into events of different days: "the second call lasted half an hour". What a report tells twice in other
/// words is one value.
fn of_two_events(desk: &Desk, linked: &[Linked], claim: &Claim) -> bool {
    let event = |v: &Value| {
        let same = |q: &Quantity| v.amount().is_some_and(|own| v.dimension == dimension(q) && can_both_hold(own, q));
        let tells = |ix: (DocumentIx, usize)| {
            let attributes = &desk.extracted[ix.0].events[ix.1].attributes;
            ix.0 == v.document && attributes.iter().any(|a| a.span.overlaps(v.span) || same(&a.quantity))
        };
        linked.iter().position(|l| l.instance.tellings.iter().any(|t| tells(t.ix)))
    };
    let Some((one, other)) = event(&claim.values[0]).zip(event(&claim.values[1])) else { return false };
    let day = |at: usize| linked[at].instance.date().and_then(|d| d.date());
    one != other && day(one).zip(day(other)).is_some_and(|(x, y)| !x.compatible(y))
}

/// Values that stand against each other, joined over all pairs that share one.
fn groups(desk: &Desk, claims: Vec<Claim>, told: &[(f64, Discrepancy)]) -> Vec<Vec<Value>> {
    let mut groups: Vec<Vec<Value>> = Vec::new();
    for claim in claims {
        if told.iter().any(|(_, d)| claim.values.iter().all(|v| stands_in(desk, d, v))) {
            continue;
        }
        let holds = |g: &Vec<Value>, v: &Value| g.iter().any(|o| (o.document, o.span) == (v.document, v.span));
        let home = groups.iter().position(|g| claim.values.iter().any(|v| holds(g, v)));
        let at = home.unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        for value in claim.values {
            if !holds(&groups[at], &value) {
                groups[at].push(value);
            }
        }
    }
    groups
}

/// Whether a discrepancy already cites the words of a value.
fn stands_in(desk: &Desk, entry: &Discrepancy, value: &Value) -> bool {
    let (id, (start, end)) = (desk.document_id(value.document), desk.points(value.document, value.span));
    let evidence = entry.sides.iter().flat_map(|s| &s.evidence);
    evidence.into_iter().any(|e| e.document == id && e.start < end && start < e.end)
}

/// The sides: values that can all hold stand on one.
fn discrepancy(desk: &mut Desk, values: &[Value]) -> Option<(f64, Discrepancy)> {
    let mut sides: Vec<Vec<&Value>> = Vec::new();
    for value in values {
        match sides.iter_mut().find(|s| s.iter().all(|o| o.can_both_hold(value))) {
            Some(side) => side.push(value),
            None => sides.push(vec![value]),
        }
    }
    let mut entries: Vec<Side> = sides.iter().map(|s| told_side(desk, s)).collect();
    entries.sort_by_key(|s| std::cmp::Reverse(s.independent_accounts));
    let first = &values[0];
    let attribute = attribute(first);
    let place = first.span.start().to_string();
    let id = stable_id("x", [desk.document_id(first.document).as_str(), "claim", &attribute, &place]);
    (entries.len() > 1).then(|| (WEIGHT + 0.05 * accounts(&entries), entry(id, kind(first), attribute, entries)))
}

fn told_side(desk: &mut Desk, values: &[&Value]) -> Side {
    let places: Vec<_> = values.iter().map(|v| (v.document, v.span)).collect();
    let approximate = values.iter().all(|v| v.amount().is_some_and(|q| q.approximate));
    let exact = values.iter().find(|v| v.amount().is_some_and(|q| !q.approximate)).unwrap_or(&values[0]);
    let value = match &exact.sort {
        Sort::Amount(amount) => value_text(amount),
        Sort::Time(time) => time.edtf.to_string(),
    };
    side(desk, value, approximate, &places)
}

/// What the values are values of.
fn attribute(value: &Value) -> String {
    match &value.sort {
        Sort::Time(_) => "deadline".into(),
        Sort::Amount(_) if value.is_duration() => "duration".into(),
        Sort::Amount(q) => q.noun.clone().unwrap_or_else(|| q.unit.clone()),
    }
}

fn kind(value: &Value) -> DiscrepancyKind {
    if value.amount().is_some() { DiscrepancyKind::Quantity } else { DiscrepancyKind::Time }
}
