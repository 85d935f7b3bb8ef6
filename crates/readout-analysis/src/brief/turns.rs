//! Which promise it is that a later report tells as broken, withdrawn or put off.
//!
//! Enters: the desk and the promises. Leaves: for each promise the turns that it took, with the new date of what was put off. A turn is matched by
//! the words of its sentence, and by who is bound; an accusation is no turn.

use crate::brief::deeds::things;
use crate::brief::desk::Desk;
use crate::brief::promise::{Answer, Promise, is_later};
use crate::extract::deed::WORDS;
use crate::extract::statement::shown::SHOWN;
use crate::extract::time::deadline::deadline;
use crate::extract::turn::{Turn, turns};
use crate::link::actors::ActorIx;
use crate::link::akin::{akin, shared};
use readout_record::edtf::Edtf;
use readout_record::kind::Effect;
use readout_record::mention::DocumentIx;
use readout_record::span::Span;

/// A turn as one report tells it.
struct Told {
    document: DocumentIx,
    turn: Turn,
    actors: Vec<ActorIx>,
    things: Vec<String>,
    dates: Vec<(bool, Edtf)>,
}

/// For each promise the turns that it took.
pub fn turned(desk: &mut Desk, promises: &[Promise]) -> Vec<Vec<Answer>> {
    let told: Vec<Vec<Told>> = (0..desk.stories.len()).map(|story| of_story(desk, story)).collect();
    promises.iter().map(|p| answers(desk, p, &told[desk.story_of[p.documents[0]]])).collect()
}

fn of_story(desk: &mut Desk, story: usize) -> Vec<Told> {
    let mut found = Vec::new();
    for document in desk.stories[story].clone() {
        let turns = turns(&desk.grammars[document]);
        let plain = turns.into_iter().filter(|t| t.effect != Effect::Broken || !is_alleged(desk, document, t));
        found.extend(plain.collect::<Vec<_>>().into_iter().map(|turn| told(desk, document, turn)));
    }
    found
}

/// A breach that somebody else reports is an allegation, and none by the report.
fn is_alleged(desk: &Desk, document: DocumentIx, turn: &Turn) -> bool {
    let inside = |spans: &[Span]| spans.iter().any(|c| c.contains(turn.clause));
    desk.extracted[document].statements.iter().any(|s| s.confidence >= SHOWN && inside(&s.content))
}

fn told(desk: &mut Desk, document: DocumentIx, turn: Turn) -> Told {
    let actors = turn.agent.map_or_else(Vec::new, |a| desk.actors_at(document, a));
    let g = &desk.grammars[document];
    let times = desk.extracted[document].times.iter().filter(|t| turn.clause.contains(t.span));
    let dates = times.filter_map(|t| {
        let before = g.text()[..t.span.start()].trim_end();
        let to = ["to", "until", "till", "by"].iter().any(|w| before.ends_with(&format!(" {w}")));
        Some((to, deadline(g.text(), t)?))
    });
    Told { document, actors, things: things(desk, document, turn.clause), dates: dates.collect(), turn }
}

fn answers(desk: &Desk, promise: &Promise, told: &[Told]) -> Vec<Answer> {
    let own = things(desk, promise.documents[0], promise.evidence);
    let later = told.iter().filter(|t| is_later(desk, promise, t.document, None));
    later.filter(|t| about(desk, promise, &own, t)).map(answer).collect()
}

/// Whether a turn is one of this promise: nobody else's, and told with its words or of the very day that it is due on.
fn about(desk: &Desk, promise: &Promise, own: &[String], told: &Told) -> bool {
    let named = |a: &ActorIx| desk.table.instances[*a].kind.is_named();
    let bound = |a: &ActorIx| promise.actors.iter().any(|p| desk.table.stands_for(*p, *a));
    let by_bound = told.actors.iter().any(bound);
    let by_others = !by_bound && told.actors.iter().any(named) && !promise.actors.is_empty();
    let object = desk.grammars[told.document].lemma(told.turn.object).to_lowercase();
    let telling: Vec<String> =
        told.things.iter().filter(|t| !WORDS.turns.terms.contains(*t) && (**t == object || !is_plan(t))).cloned().collect();
    let common = shared(&telling, own);
    let object_named = !is_plan(&object) && own.iter().any(|o| akin(o, &object));
    let enough = common >= 2 && (object_named || is_plan(&object) || common >= 3);
    enough && !by_others && (told.turn.effect != Effect::Broken || by_bound)
}

/// Nouns that tell a promise or a plan and not what is promised: "offer", "agreement".
fn is_plan(noun: &str) -> bool {
    matches!(noun, "offer" | "plan" | "proposal" | "decision" | "intention")
        || (WORDS.agreed.contains(noun) && !matches!(noun, "truce" | "ceasefire"))
}

fn answer(told: &Told) -> Answer {
    let due = told.dates.iter().find(|(to, _)| *to).map(|(_, date)| date.clone());
    let due = due.filter(|_| told.turn.effect == Effect::Extended);
    Answer { effect: told.turn.effect, sure: 1.0, document: told.document, clause: told.turn.clause, due }
}
