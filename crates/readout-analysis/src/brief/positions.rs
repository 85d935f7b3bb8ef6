//! Third parties: who welcomes, doubts, condemns, urges or offers, and who was informed, consulted or left out.
//!
//! Enters: the desk, statements and events. Leaves: positions, ranked. Whoever takes part in the main events of a story, belongs to those who do or
//! speaks for them is no third party there.

use crate::brief::desk::Desk;
use crate::brief::rank::ranked;
use crate::extract::actor::lexicon::LEXICON;
use crate::extract::event::rules::is_dealing;
use crate::extract::statement::words::WORDS;
use crate::knowledge::{self, TitleKind};
use crate::link::actors::ActorIx;
use foldhash::HashMap;
use readout_record::kind::{ActorKind, Reality, Stance, Standing};
use readout_record::record::{Event, Evidence, Position, Statement};

/// Events of a story, first in rank, whose participants are its parties.
const MAIN: usize = 3;
/// Weight of a part that somebody was given, beside statements.
const GIVEN: f64 = 0.7;
/// Most pieces of evidence of a part.
const PIECES: usize = 5;

/// The entries, ranked.
pub fn entries(desk: &mut Desk, statements: &[Statement], events: &[Event]) -> Vec<Position> {
    let by_id = desk.actors_by_id();
    let of_stories =
        |all| -> Vec<Vec<ActorIx>> { (0..desk.stories.len()).map(|s| parties(&desk.story_id(s), events, &by_id, all)).collect() };
    let (main, parties) = (of_stories(false), of_stories(true));
    let numbers = desk.numbers();
    let taken = statements.iter().filter_map(|s| {
        let actor = *by_id.get(s.source.actor.as_ref()?)?;
        let story = desk.story_of[*numbers.get(s.document.as_str())?];
        let takes = by_cue(s) || speaks_for_others(desk, actor);
        let standing = standing(s)?;
        // Who demands, proposes and offers is often one of those who deal with each other; who welcomes and condemns seldom.
        let judges = matches!(standing, Standing::Welcomes | Standing::Condemns | Standing::Doubts);
        let parties = if judges { &main[story] } else { &parties[story] };
        Some((s.weight.max(0.001), position(s, standing))).filter(|_| takes && is_third(desk, actor, parties))
    });
    let mut scored: Vec<(f64, Position)> = taken.collect();
    scored.extend(given(desk, &parties));
    let key = |p: &Position| (p.statement.clone(), p.actor.clone(), p.stance);
    ranked(scored, key, |p, w| p.weight = w)
}

/// Who takes part in the main events of a story, as far as they are more than proposed or possible; of `all`, also in any contact or agreement.
fn parties(story: &str, events: &[Event], by_id: &HashMap<String, ActorIx>, all: bool) -> Vec<ActorIx> {
    let real = |e: &&Event| matches!(e.reality, Reality::Happened | Reality::UnderWay | Reality::Planned);
    let own = || events.iter().filter(|e| e.story == story && !e.participants.is_empty());
    let main = own().take(MAIN).filter(real);
    main.chain(own().filter(|e| all && is_dealing(e.kind)))
        .flat_map(|e| &e.participants)
        .filter_map(|p| by_id.get(&p.actor).copied())
        .collect()
}

/// Whether an actor has a name and is none of the parties, nor theirs.
fn is_third(desk: &Desk, actor: ActorIx, parties: &[ActorIx]) -> bool {
    let table = &desk.table;
    let kin = |&p: &ActorIx| {
        let shared = table.group_of(actor).is_some() && table.group_of(actor) == table.group_of(p);
        let of = |a: ActorIx, b: ActorIx| table.instances[a].of.as_ref() == Some(&table.instances[b].name);
        shared || table.stands_for(actor, p) || of(actor, p) || of(p, actor)
    };
    let name = &table.instances[actor].name;
    // "Observers", "his leadership" and "Each side" are nobody's names.
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    let bare = if LEXICON.beginnings.contains(&first.to_lowercase()) { rest } else { name };
    let named = table.instances[actor].kind != ActorKind::Unnamed && bare.contains(char::is_uppercase);
    named && !parties.iter().any(kin)
}

/// Whether the verb of a statement itself tells the position: "condemned", not a "must" in what somebody says.
fn by_cue(s: &Statement) -> bool {
    let neutral = |word: &str| WORDS.neutral.contains(&word.to_lowercase());
    s.cue.as_ref().is_some_and(|cue| !cue.quote.split_whitespace().any(neutral))
}

/// Whether what somebody says is more than a view of one's own: a state, a body, or who holds a public office.
fn speaks_for_others(desk: &Desk, actor: ActorIx) -> bool {
    let instance = &desk.table.instances[actor];
    let office = |role: &String| {
        knowledge::title(&role.to_lowercase()).is_some_and(|t| {
            matches!(t.kind, TitleKind::Head | TitleKind::Minister | TitleKind::Diplomat | TitleKind::Spokesperson)
        })
    };
    match instance.kind {
        ActorKind::State | ActorKind::Organisation => true,
        _ => instance.role.as_ref().is_some_and(office),
    }
}

/// What a statement does, where that is a position.
fn standing(s: &Statement) -> Option<Standing> {
    let cue = s.cue.as_ref().map_or("", |c| c.quote.as_str());
    match s.stance {
        Stance::Welcomes => Some(Standing::Welcomes),
        Stance::Condemns => Some(Standing::Condemns),
        Stance::Doubts => Some(Standing::Doubts),
        Stance::Demands => Some(Standing::Demands),
        Stance::Proposes if cue.starts_with("offer") => Some(Standing::Offers),
        Stance::Proposes if !cue.starts_with("refus") && !cue.starts_with("declin") => Some(Standing::Proposes),
        _ => None,
    }
}

fn position(s: &Statement, stance: Standing) -> Position {
    let c = &s.content;
    let words = Evidence { document: c.document.clone(), start: c.start, end: c.end, bytes: c.bytes, quote: c.quote.clone() };
    let actor = s.source.actor.clone().unwrap_or_default();
    Position { actor, stance, on: c.quote.clone(), statement: Some(s.id.clone()), weight: 0.0, evidence: vec![words] }
}

/// The parts that the reports say third parties were given, each actor's part once with the words of all reports that tell it.
fn given(desk: &mut Desk, parties: &[Vec<ActorIx>]) -> Vec<(f64, Position)> {
    let mut found: Vec<(ActorIx, Position)> = Vec::new();
    for document in 0..desk.grammars.len() {
        for involvement in desk.extracted[document].involvements.clone() {
            let words = desk.evidence(document, involvement.clause);
            let actors = desk.actors_at(document, involvement.who);
            let parties = &parties[desk.story_of[document]];
            let named = |a: ActorIx| desk.table.instances[a].kind.is_named();
            for actor in actors.into_iter().filter(|&a| named(a) && is_third(desk, a, parties)) {
                match found.iter_mut().find(|(a, p)| *a == actor && p.stance == involvement.part) {
                    Some((_, known)) if known.evidence.len() < PIECES => known.evidence.push(words.clone()),
                    Some(_) => {}
                    None => found.push((actor, part(desk, actor, involvement.part, words.clone()))),
                }
            }
        }
    }
    found.into_iter().map(|(_, p)| (GIVEN + 0.05 * p.evidence.len() as f64, p)).collect()
}

fn part(desk: &Desk, actor: ActorIx, stance: Standing, words: Evidence) -> Position {
    Position { actor: desk.actor_id(actor), stance, on: words.quote.clone(), statement: None, weight: 0.0, evidence: vec![words] }
}
