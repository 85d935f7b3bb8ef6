//! Discrepancies of polarity: what one account tells as done or agreed and another denies.
//!
//! Enters: the desk. Leaves: discrepancies with the clauses of both sides. Precision first: the two clauses must share things and meaning, their
//! agents must not differ, and a later report of a deed that an earlier one missed is no discrepancy but news.

use crate::brief::deeds::{Deeds, Told, give_meanings};
use crate::brief::desk::Desk;
use crate::brief::telling::{accounts, entry, side};
use crate::extract::deed::WORDS;
use crate::link::akin::shared;
use readout_record::document::stable_id;
use readout_record::kind::DiscrepancyKind;
use readout_record::mention::DocumentIx;
use readout_record::record::{Discrepancy, Side};
use readout_record::span::Span;
use std::collections::BTreeSet;

/// Weight of such a discrepancy beside those of linked events.
const WEIGHT: f64 = 0.9;
/// At most so many affirmed deeds are held against one that is denied.
const CANDIDATES: usize = 4;

/// The discrepancies of all stories.
pub fn entries(desk: &mut Desk, deeds: &mut Deeds) -> Vec<(f64, Discrepancy)> {
    let mut found = Vec::new();
    for story in 0..desk.stories.len() {
        let documents = desk.originals(story);
        if documents.len() < 2 {
            continue;
        }
        let mut told: Vec<Told> = documents.into_iter().flat_map(|d| deeds.take(desk, d)).collect();
        for group in groups(desk, &mut told) {
            found.push(discrepancy(desk, &told, &group));
        }
    }
    found
}

/// A denied deed with the affirmed ones that it stands against.
struct Group {
    denied: Vec<usize>,
    affirmed: Vec<usize>,
}

fn groups(desk: &Desk, told: &mut [Told]) -> Vec<Group> {
    let pairs = candidates(desk, told);
    let paired: BTreeSet<usize> = pairs.iter().flat_map(|p| [p.0, p.1]).collect();
    give_meanings(desk, told.iter_mut().enumerate().filter(|(i, _)| paired.contains(i)).map(|(_, t)| t));
    let mut groups: Vec<Group> = Vec::new();
    for (denied, affirmed) in pairs {
        if !contradicts(&told[denied], &told[affirmed]) {
            continue;
        }
        match groups.iter_mut().find(|g| g.denied.contains(&denied) || g.affirmed.contains(&affirmed)) {
            Some(group) => {
                group.denied.extend((!group.denied.contains(&denied)).then_some(denied));
                group.affirmed.extend((!group.affirmed.contains(&affirmed)).then_some(affirmed));
            }
            None => groups.push(Group { denied: vec![denied], affirmed: vec![affirmed] }),
        }
    }
    groups
}

/// Pairs of a denied and an affirmed deed of two reports that words, agents and time allow to be one.
fn candidates(desk: &Desk, told: &[Told]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for denied in (0..told.len()).filter(|&i| told[i].deed.denied && !holds_in_part(desk, &told[i])) {
        let d = &told[denied];
        let one = |a: usize| told[a].document != d.document && same_verb(d, &told[a]) && could_be_one(desk, d, &told[a]);
        let mut near: Vec<(usize, usize)> = (0..told.len())
            .filter(|&a| told[a].deed.done && one(a) && is_plain(desk, &told[a]))
            .map(|a| (shared(&d.side.things, &told[a].side.things), a))
            .filter(|&(common, _)| common > 0)
            .collect();
        near.sort_by_key(|&(score, a)| (std::cmp::Reverse(score), a));
        pairs.extend(near.into_iter().take(CANDIDATES).map(|(_, a)| (denied, a)));
    }
    pairs
}

/// Agents that do not differ, and no report of the deed after the one that denies it.
fn could_be_one(desk: &Desk, denied: &Told, affirmed: &Told) -> bool {
    let (a, b) = (&denied.side.actors, &affirmed.side.actors);
    let one = a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| desk.table.stands_for(*x, *y)));
    let news = desk.day(affirmed.document).zip(desk.day(denied.document)).is_some_and(|(yes, no)| yes > no);
    let days = denied.day.zip(affirmed.day).is_some_and(|(x, y)| x != y);
    one && !news && !days
}

/// One verb, in any form; verbs of agreeing count as one.
fn same_verb(a: &Told, b: &Told) -> bool {
    let agreeing = |t: &Told| {
        t.verb_is(&WORDS.agreeing) || (t.verb_is(&WORDS.concluding) && t.side.things.iter().any(|n| WORDS.agreed.contains(n)))
    };
    (agreeing(a) && agreeing(b)) || a.side.same_verb(&b.side)
}

/// Whether the meaning of both clauses is near enough for what they share.
fn contradicts(denied: &Told, affirmed: &Told) -> bool {
    let near = denied.side.near(&affirmed.side);
    let common = shared(&denied.side.things, &affirmed.side.things);
    let known = !denied.side.actors.is_empty() && !affirmed.side.actors.is_empty();
    let least = if common > 1 { 0.62 } else { 0.7 };
    common > 0 && near >= if known { least - 0.06 } else { least }
}

/// Whether a clause says one thing plainly: no negation, no hearsay, no denial over it.
fn is_plain(desk: &Desk, told: &Told) -> bool {
    let g = &desk.grammars[told.document];
    let hedged = |t| g.label(t) == "neg" || WORDS.hedging.contains(&g.lemma(t).to_lowercase());
    // "Denied that it had agreed": what stands above the clause counts too, as far as it governs what is said.
    let above = g.ancestors(told.deed.verb).take_while(|&t| g.sentence(t) == g.sentence(told.deed.verb));
    !g.tokens_in(told.deed.clause).any(hedged) && !above.into_iter().any(|t| WORDS.denying.contains(&g.lemma(t).to_lowercase()))
}

/// "The first title since 1908" and "none since 1908" are both true; and of those "who never played" others did.
fn holds_in_part(desk: &Desk, told: &Told) -> bool {
    let g = &desk.grammars[told.document];
    let of_some =
        |noun: usize| matches!(g.token(noun).tag, "NNS" | "NNPS") || g.under(noun, &["amod", "det", "nummod"]).next().is_some();
    let clause = matches!(g.label(told.deed.verb), "relcl" | "acl");
    let relative = clause && (told.side.actors.is_empty() || g.head(told.deed.verb).is_some_and(of_some));
    relative || g.tokens_in(told.deed.clause).any(|t| g.label(t) == "prep" && g.lemma(t).eq_ignore_ascii_case("since"))
}

fn discrepancy(desk: &mut Desk, told: &[Told], group: &Group) -> (f64, Discrepancy) {
    let first = &told[group.denied[0]];
    let attribute = desk.grammars[first.document].lemma(first.deed.verb).to_lowercase();
    let start = first.deed.clause.start().to_string();
    let id = stable_id("x", [desk.document_id(first.document).as_str(), "polarity", &start]);
    let sides =
        vec![one_side(desk, told, &group.affirmed, "told as done"), one_side(desk, told, &group.denied, "told as not done")];
    (WEIGHT + 0.05 * accounts(&sides), entry(id, DiscrepancyKind::Polarity, attribute, sides))
}

fn one_side(desk: &mut Desk, told: &[Told], members: &[usize], value: &str) -> Side {
    let mut places: Vec<(DocumentIx, Span)> = members.iter().map(|&i| (told[i].document, told[i].deed.clause)).collect();
    places.sort_unstable();
    places.dedup();
    side(desk, value.into(), false, &places)
}
