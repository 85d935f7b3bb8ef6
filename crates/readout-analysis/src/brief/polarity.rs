//! Discrepancies of polarity: what one account denies and another tells.
//!
//! Enters: the desk and the pairs that linking found. Leaves: discrepancies with the clauses of both sides, one for each deed or promise.

use crate::brief::desk::Desk;
use crate::brief::telling::{accounts, entry, side};
use crate::grammar::Grammar;
use crate::link::claims::cues::{self as claims, CUES};
use crate::link::claims::denial::Pair;
use crate::link::claims::proposition::Proposition;
use readout_record::annotation::TokenIx;
use readout_record::document::stable_id;
use readout_record::kind::DiscrepancyKind;
use readout_record::mention::DocumentIx;
use readout_record::record::{Discrepancy, Side};
use readout_record::span::Span;

/// Weight of such a discrepancy beside those of linked events.
const WEIGHT: f64 = 0.9;
/// Affirmed clauses that are shown against a denied one: the likest.
const SHOWN: usize = 4;

/// What is denied, with the clauses that tell it.
struct Group {
    denied: Vec<Proposition>,
    told: Vec<Proposition>,
}

/// The discrepancies of a story.
pub fn entries(desk: &mut Desk, pairs: &[Pair]) -> Vec<(f64, Discrepancy)> {
    let mut groups: Vec<Group> = Vec::new();
    for pair in likest(pairs) {
        let [denied, told] = &pair.said;
        let holds = |list: &[Proposition], p: &Proposition| list.iter().any(|o| (o.document, o.verb) == (p.document, p.verb));
        match groups.iter_mut().find(|g| holds(&g.denied, denied) || holds(&g.told, told)) {
            Some(group) => {
                group.denied.extend((!holds(&group.denied, denied)).then(|| denied.clone()));
                group.told.extend((!holds(&group.told, told)).then(|| told.clone()));
            }
            None => groups.push(Group { denied: vec![denied.clone()], told: vec![told.clone()] }),
        }
    }
    groups.iter().map(|g| discrepancy(desk, g)).collect()
}

/// Of what is shown, each is at least this share of the likest: that two agree on one thing does not tell that they agree on another.
const NEAR: f64 = 0.85;
/// From here on two texts are one: "no such promise" has the words of the promise itself.
const SAME: f64 = 0.99;

/// For each denied clause the pairs that hold, the likest first.
fn likest(pairs: &[Pair]) -> Vec<&Pair> {
    let mut held: Vec<&Pair> = pairs.iter().filter(|p| p.holds()).collect();
    let denied = |p: &Pair| (p.said[0].document, p.said[0].verb);
    held.sort_by(|a, b| denied(a).cmp(&denied(b)).then(b.meaning.total_cmp(&a.meaning)));
    let near = |run: &[&Pair]| {
        let best = run.iter().map(|p| p.meaning).find(|m| *m < SAME).unwrap_or(0.0);
        run.iter().take_while(|p| p.meaning >= NEAR * best).count().clamp(1, SHOWN)
    };
    held.chunk_by(|a, b| denied(a) == denied(b)).flat_map(|run| run[..near(run)].iter().copied()).collect()
}

fn discrepancy(desk: &mut Desk, group: &Group) -> (f64, Discrepancy) {
    let first = &group.denied[0];
    let attribute = matter(&desk.grammars[first.document], first.verb);
    let start = first.span.start().to_string();
    let id = stable_id("x", [desk.document_id(first.document).as_str(), "polarity", &start]);
    let words = if first.agreeing { ["told as agreed", "told as not agreed"] } else { ["told as done", "told as not done"] };
    let sides = vec![one_side(desk, &group.told, words[0]), one_side(desk, &group.denied, words[1])];
    (WEIGHT + 0.05 * accounts(&sides), entry(id, DiscrepancyKind::Polarity, attribute, sides))
}

/// What is denied, in a word or two: the verb, or the noun where the verb alone says nothing ("made no pledge").
fn matter(g: &Grammar, verb: TokenIx) -> String {
    let light = claims::holds(&CUES.weak, g.lemma(verb)) || claims::holds(&CUES.concluding, g.lemma(verb));
    let nouns = || g.under(verb, &["dobj", "attr", "nsubjpass", "nsubj"]).filter(|&t| g.token(t).pos == "NOUN");
    let noun = nouns().find(|&t| claims::holds(&CUES.agreed, g.lemma(t))).or_else(|| nouns().next()).filter(|_| light);
    g.lemma(noun.unwrap_or(verb)).to_lowercase()
}

fn one_side(desk: &mut Desk, members: &[Proposition], value: &str) -> Side {
    let mut places: Vec<(DocumentIx, Span)> = members.iter().map(|p| (p.document, p.span)).collect();
    places.sort_unstable();
    places.dedup();
    side(desk, value.into(), false, &places)
}
