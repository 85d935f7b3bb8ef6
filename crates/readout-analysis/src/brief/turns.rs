//! Which promise it is that a later report tells as broken, withdrawn or put off.
//!
//! Enters: the desk and the promises. Leaves: for each promise the turns that it took, with the new date of what was put off. A turn is matched by
//! the words of its sentence, and by who is bound; an accusation is no turn.

use crate::brief::deeds::{due_days, things};
use crate::brief::desk::Desk;
use crate::brief::promise::{Answer, Promise, is_later};
use crate::extract::deed::WORDS;
use crate::extract::schedule::{bears_on, due_times};
use crate::extract::statement::shown::SHOWN;
use crate::extract::time::deadline::deadline;
use crate::extract::turn::{Turn, by_verb, turns};
use crate::grammar::is_verbal;
use crate::link::actors::ActorIx;
use crate::link::akin::{akin, shared};
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::Effect;
use readout_record::mention::{DocumentIx, TimeMention};
use readout_record::span::Span;

/// A turn as one report tells it.
struct Told {
    document: DocumentIx,
    turn: Turn,
    actors: Vec<ActorIx>,
    things: Vec<String>,
    dates: Vec<(bool, Edtf)>,
    /// Days that the sentence calls the one it was due on, or that it was moved from.
    dues: Vec<Edtf>,
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
        let plain = turns.into_iter().filter(|t| t.effect != Effect::Broken || !is_alleged(desk, document, t.clause));
        found.extend(plain.collect::<Vec<_>>().into_iter().map(|turn| told(desk, document, turn)));
    }
    found
}

/// A breach that somebody else reports is an allegation, and none by the report.
pub fn is_alleged(desk: &Desk, document: DocumentIx, clause: Span) -> bool {
    let inside = |spans: &[Span]| spans.iter().any(|c| c.contains(clause));
    desk.extracted[document].statements.iter().any(|s| s.confidence >= SHOWN && inside(&s.content))
}

fn told(desk: &mut Desk, document: DocumentIx, turn: Turn) -> Told {
    let actors = turn.agent.map_or_else(Vec::new, |a| desk.actors_at(document, a));
    let (dates, dues) = (dates(desk, document, turn.clause), dues(desk, document, &turn));
    Told { document, actors, things: things(desk, document, turn.clause), dates, dues, turn }
}

/// The days of a clause, and whether each is one that something lasts or is put off to.
fn dates(desk: &Desk, document: DocumentIx, clause: Span) -> Vec<(bool, Edtf)> {
    let text = desk.grammars[document].text();
    let times = desk.extracted[document].times.iter().filter(|t| clause.contains(t.span));
    let dates = times.filter_map(|t| {
        let before = text[..t.span.start()].trim_end();
        let to = ["to", "until", "till", "by"].iter().any(|w| before.ends_with(&format!(" {w}")));
        Some((to, deadline(text, t)?))
    });
    dates.collect()
}

/// The turn that a sentence tells, whatever of, as what became of a promise.
pub fn turn_in(desk: &Desk, promise: &Promise, document: DocumentIx, sentence: Span, effect: Effect) -> Option<Answer> {
    let g = &desk.grammars[document];
    let turn = g.tokens_in(sentence).filter_map(|t| by_verb(g, t)).find(|t| t.effect == effect)?;
    let due = put_off_to(promise, effect, &dates(desk, document, turn.clause));
    Some(Answer { effect, late: false, sure: 1.0, document, clause: sentence, due })
}

/// The new day of what was put off.
fn put_off_to(promise: &Promise, effect: Effect, dates: &[(bool, Edtf)]) -> Option<Edtf> {
    let new = |(to, date): &&(bool, Edtf)| *to && Some(date) != promise.due.as_ref();
    dates.iter().find(new).map(|(_, date)| date.clone()).filter(|_| effect == Effect::Extended)
}

/// "The hearing set for 18 March was put off", "moved from September".
fn dues(desk: &Desk, document: DocumentIx, turn: &Turn) -> Vec<Edtf> {
    let (g, times) = (&desk.grammars[document], &desk.extracted[document].times);
    let sentence = g.sentences.get(g.sentence(turn.object)).cloned().unwrap_or_default();
    let verb = g.ancestors(turn.object).find(|&a| is_verbal(g.token(a)));
    let of_verb = |t: &&TimeMention| g.tops(g.tokens_in(t.span)).next().zip(verb).is_some_and(|(t, v)| bears_on(g, t, v));
    let called = due_times(g, times, sentence).into_iter().map(|n| &times[n]).filter(of_verb);
    let from = times.iter().filter(|t| turn.clause.contains(t.span) && g.text()[..t.span.start()].ends_with(" from "));
    called.chain(from).flat_map(|t| due_days(g, t)).collect()
}

fn answers(desk: &Desk, promise: &Promise, told: &[Told]) -> Vec<Answer> {
    let own = things(desk, promise.documents[0], promise.evidence);
    let turned = told
        .iter()
        .filter(|t| is_later(desk, promise, t.document, None) && about(desk, promise, &own, t) || is_told_of(desk, promise, t));
    turned.map(|t| answer(promise, t)).collect()
}

/// "The exchange, which both had said would open by 15 May, has slipped": the promise is told of the very word that the turn is told of.
fn is_told_of(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let g = &desk.grammars[told.document];
    let own = promise.documents[0] == told.document && matches!(told.turn.effect, Effect::Extended | Effect::Withdrawn);
    let top = g.tops(g.tokens_in(promise.action)).next().filter(|_| own);
    let clause = top.and_then(|v| std::iter::once(v).chain(g.ancestors(v)).take(3).find(|&a| g.label(a) == "relcl"));
    clause.is_some_and(|c| g.head(c) == Some(told.turn.object))
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
    let g = &desk.grammars[promise.documents[0]];
    let verb = g.tops(g.tokens_in(promise.action)).next().map(|v| g.lemma(v).to_lowercase());
    let object_named = !is_plan(&object) && own.iter().chain(&verb).any(|o| akin(o, &object));
    let due = promise.due.as_ref().and_then(Edtf::end);
    let same_day = |d: Date| due.is_some_and(|due| due.compatible(d) && due.day.is_some() == d.day.is_some());
    let tied = told.dues.iter().filter_map(Edtf::end).any(same_day);
    // "The sitting has been put off until 28 March": of a sitting that was to be before.
    let later = |d: &Edtf| d.start().and_then(Date::day_number) > due.and_then(Date::day_number);
    let moved = due.is_some() && told.dates.iter().any(|(to, d)| *to && later(d));
    let listed = told.turn.listed && common >= 2 && (object_named || is_plan(&object) || common >= 3);
    let unlisted = object_named && (tied || moved && told.turn.effect == Effect::Extended || common >= 3);
    let enough = listed || tied && common >= 1 && object_named || !told.turn.listed && unlisted;
    enough && !by_others && (told.turn.effect != Effect::Broken || by_bound)
}

/// Nouns that tell a promise or a plan and not what is promised: "offer", "agreement".
fn is_plan(noun: &str) -> bool {
    WORDS.turns.offers.contains(noun) || (WORDS.agreed.contains(noun) && !WORDS.turns.lulls.contains(noun))
}

fn answer(promise: &Promise, told: &Told) -> Answer {
    let due = put_off_to(promise, told.turn.effect, &told.dates);
    Answer { effect: told.turn.effect, late: false, sure: 1.0, document: told.document, clause: told.turn.clause, due }
}
