//! Discrepancies that a report itself puts side by side.
//!
//! Enters: the desk and the discrepancies found so far. Leaves: further ones whose sides are credited to those who are told to say them, never to the
//! report. Where it is not known who they are, or both speak for one side, there is none.

use crate::brief::desk::Desk;
use crate::brief::telling::{entry, known, side};
use crate::knowledge::{self, OrganisationKind};
use crate::link::actors::ActorIx;
use crate::link::contrasts::contrasts;
use crate::link::contrasts::told::{Contrast, Told};
use readout_record::annotation::TokenIx;
use readout_record::document::stable_id;
use readout_record::kind::ActorKind;
use readout_record::mention::DocumentIx;
use readout_record::record::{Discrepancy, Side};
use readout_record::span::Span;
use std::collections::BTreeMap;

/// Weight of such a discrepancy beside those that accounts of several reports make.
const WEIGHT: f64 = 0.85;

/// The further discrepancies of all stories.
pub fn entries(desk: &mut Desk, told: &[(f64, Discrepancy)]) -> Vec<(f64, Discrepancy)> {
    let mut found: Vec<(f64, Discrepancy)> = Vec::new();
    for story in 0..desk.stories.len() {
        let mut of_story: Vec<Discrepancy> = Vec::new();
        for document in desk.originals(story) {
            for contrast in contrasts(&desk.grammars[document], &desk.extracted[document]) {
                if told.iter().any(|(_, d)| has_both(desk, d, document, &contrast)) {
                    continue;
                }
                if let Some(entry) = discrepancy(desk, document, &contrast) {
                    add(desk, &mut of_story, entry);
                }
            }
        }
        found.extend(of_story.into_iter().map(|d| (WEIGHT, d)));
    }
    found
}

/// Adds what a report puts side by side, to the same of another report where there is one.
fn add(desk: &Desk, found: &mut Vec<Discrepancy>, entry: Discrepancy) {
    let key = |side: &Side| (side.attributed_to.clone(), side.value.to_lowercase());
    let place = |known: &Discrepancy, side: &Side| known.sides.iter().position(|s| key(s) == key(side));
    let same = found.iter_mut().find_map(|known| {
        let places: Vec<usize> = entry.sides.iter().map_while(|s| place(known, s)).collect();
        (known.kind == entry.kind && places.len() == entry.sides.len()).then_some((known, places))
    });
    match same {
        Some((known, places)) => {
            for (side, place) in entry.sides.into_iter().zip(places) {
                let into = &mut known.sides[place];
                let further = side.documents.into_iter().filter(|d| !into.documents.contains(d)).collect::<Vec<_>>();
                into.documents.extend(further);
                into.evidence.extend(side.evidence);
                let number = |id: &String| desk.grammars.iter().position(|g| g.document.id == *id);
                into.independent_accounts = desk.independent(into.documents.iter().filter_map(number));
            }
        }
        None => found.push(entry),
    }
}

/// Whether a discrepancy already has words of both on two of its sides.
fn has_both(desk: &Desk, entry: &Discrepancy, document: DocumentIx, contrast: &Contrast) -> bool {
    let id = desk.document_id(document);
    let cites = |side: &Side, words: Span| {
        let (start, end) = desk.points(document, words);
        side.evidence.iter().any(|e| e.document == id && e.start < end && start < e.end)
    };
    let at = |words: Span| entry.sides.iter().position(|s| cites(s, words));
    at(contrast.sides[0].span).zip(at(contrast.sides[1].span)).is_some_and(|(a, b)| a != b)
}

fn discrepancy(desk: &mut Desk, document: DocumentIx, contrast: &Contrast) -> Option<Discrepancy> {
    let who = if contrast.mutual { the_two(desk, document)? } else { speakers(desk, document, contrast)? };
    let sides = [0, 1].map(|i| {
        let told = &contrast.sides[i];
        let other = || desk.table.instances[who[1 - i]].name.clone();
        let value = if contrast.mutual { other() } else { told.value.clone() };
        Side { attributed_to: vec![desk.actor_id(who[i])], ..side(desk, value, false, &[(document, told.span)]) }
    });
    let start = contrast.sides[0].span.start().to_string();
    let id = stable_id("x", [desk.document_id(document).as_str(), "contrast", &start]);
    Some(entry(id, contrast.kind, contrast.attribute.clone(), sides.into()))
}

/// The two sides of a report. The United Nations and their like are never one of them.
fn the_two(desk: &Desk, document: DocumentIx) -> Option<[ActorIx; 2]> {
    let who = desk.pair(document).or_else(|| foremost(desk, document))?;
    who.iter().all(|&a| is_side(desk, a)).then_some(who)
}

fn is_side(desk: &Desk, actor: ActorIx) -> bool {
    let known = knowledge::organisation(&desk.table.instances[actor].name);
    known.is_none_or(|o| matches!(o.kind, OrganisationKind::ArmedGroup | OrganisationKind::Military | OrganisationKind::Party))
}

/// How often the two of whom a report speaks are named in it at least, and how much more often than any other.
const NAMED: usize = 3;
const MORE: usize = 2;

/// The two states or bodies of whom a report speaks far more than of others; what their people do counts as theirs.
fn foremost(desk: &Desk, document: DocumentIx) -> Option<[ActorIx; 2]> {
    let mut named: BTreeMap<ActorIx, usize> = BTreeMap::new();
    for mention in 0..desk.extracted[document].actors.mentions.len() {
        let actor = desk.table.of(document, mention);
        let body = desk.table.group_of(actor).unwrap_or(actor);
        if matches!(desk.table.instances[body].kind, ActorKind::State | ActorKind::Organisation) && is_side(desk, body) {
            *named.entry(body).or_default() += 1;
        }
    }
    let mut order: Vec<(ActorIx, usize)> = named.into_iter().collect();
    order.sort_by_key(|&(actor, n)| (std::cmp::Reverse(n), actor));
    let [first, second, rest @ ..] = order.as_slice() else { return None };
    let alone = rest.first().is_none_or(|third| third.1 * MORE <= second.1);
    let one = desk.table.stands_for(first.0, second.0);
    (second.1 >= NAMED && alone && !one).then(|| [first.0.min(second.0), first.0.max(second.0)])
}

/// The two who are told to say it, if they are two.
fn speakers(desk: &mut Desk, document: DocumentIx, contrast: &Contrast) -> Option<[ActorIx; 2]> {
    let [a, b] = &contrast.sides;
    let (first, second) = (speaker(desk, document, a, b)?, speaker(desk, document, b, a)?);
    let of = |actor: ActorIx| desk.table.group_of(actor);
    let one = desk.table.stands_for(first, second) || of(first).is_some() && of(first) == of(second);
    (!one).then_some([first, second])
}

/// The actor of whoever says it: one that is known, else those whom the words describe; "a Chadian one" is what the other is called.
fn speaker(desk: &mut Desk, document: DocumentIx, told: &Told, other: &Told) -> Option<ActorIx> {
    match desk.actors_at(document, told.source).as_slice() {
        // In "the army puts it at 12, the rebels at 30" the words of whoever has no verb may reach too far.
        [one] if !desk.table.instances[*one].name.contains(|c: char| c.is_ascii_digit()) => return Some(*one),
        [_] => {}
        [] => {}
        _ => return None,
    }
    let g = &desk.grammars[document];
    let word = |t: TokenIx| g.word(t).to_owned();
    let named: Vec<TokenIx> = g.noun_phrase(told.source).into_iter().filter(|&t| g.token(t).pos != "DET").collect();
    let span = g.span(&named)?;
    let name = match g.token(told.source).pos {
        _ if g.lemma(told.source) == "one" => {
            let before = named.iter().filter(|&&t| t < told.source).map(|&t| word(t));
            before.chain([g.lemma(other.source).to_owned()]).collect::<Vec<_>>().join(" ")
        }
        "NOUN" | "PROPN" => g.plain(span),
        _ => return None,
    };
    Some(known(desk, document, &name).unwrap_or_else(|| desk.table.group(&name, document, span)))
}
