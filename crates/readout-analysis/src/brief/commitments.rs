//! The record's commitments: tellings of one promise together, with who is bound, by when and where it stands.
//!
//! Enters: the desk and the day that decides what is overdue. Leaves: commitment entries, ranked. Silence is never called a breach.

use crate::brief::deeds::{Deeds, due_times_around, is_to_gather};
use crate::brief::desk::Desk;
use crate::brief::follow_ups::{Followed, follow_ups};
use crate::brief::held::held_that_day;
use crate::brief::linked::Linked;
use crate::brief::promise::{Answer, Promise};
use crate::brief::rank::ranked;
use crate::brief::reach::{Reach, differ, reach};
use crate::brief::sentences::Sentences;
use crate::brief::wording::{is_nobody_known, with_limit, worded};
use crate::extract::event::rules::same_family;
use crate::extract::quantity::duration_iso;
use crate::extract::schedule::{Timing, is_planned_only, marks};
use crate::extract::time::deadline::deadline;
use crate::extract::turn::turn_of;
use crate::link::actors::ActorIx;
use crate::link::tellings::Telling as EventTelling;
use readout_record::annotation::TokenIx;
use readout_record::calendar;
use readout_record::document::stable_id;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::{ActorKind, CommitmentStatus, Effect, EventType, Reality, Strength};
use readout_record::mention::{CommitmentMention, DocumentIx, EventMention};
use readout_record::record::{Commitment, FollowUp};
use readout_record::span::Span;
use std::collections::BTreeSet;

/// One telling with what comparing needs.
struct Telling {
    document: DocumentIx,
    mention: CommitmentMention,
    /// All who are bound: who is to do it and who gave the word.
    actors: Vec<ActorIx>,
    /// Those of them who are named before it.
    named: Vec<ActorIx>,
    /// What is to be done, as it is shown.
    action: Span,
    recipients: Vec<ActorIx>,
    due: Option<Edtf>,
    year_by: Option<(DocumentIx, Span)>,
    content: BTreeSet<String>,
    reach: Reach,
}

/// The entries, ranked. Commitments that the words negate are nobody's promise and are left out.
pub fn entries(
    desk: &mut Desk,
    linked: &[Linked],
    deeds: &mut Deeds,
    sentences: &Sentences,
    as_of: Option<&Edtf>,
) -> Vec<Commitment> {
    let mut groups: Vec<Vec<Telling>> = Vec::new();
    for document in 0..desk.grammars.len() {
        for mention in desk.extracted[document].commitments.clone() {
            if !mention.negated {
                let telling = telling(desk, document, mention);
                if !telling.actors.is_empty() || !is_nobody_known(desk, document, &telling.mention) {
                    place(desk, &mut groups, telling);
                }
            }
        }
    }
    let promises: Vec<Promise> = groups.iter().map(|g| promise(desk, g)).collect();
    let follow_ups = follow_ups(desk, &promises, deeds, sentences);
    let told = groups.iter().zip(follow_ups).map(|(g, f)| {
        let answers = if f.answers.is_empty() { of_contact(desk, linked, g) } else { f.answers };
        (g, Followed { answers, ..f })
    });
    let told: Vec<(&Vec<Telling>, Followed)> = told.collect();
    let scored = told.into_iter().map(|(g, f)| (score(g), entry(desk, g, f, as_of))).collect();
    ranked(scored, |c: &Commitment| (c.due.is_none(), c.due.clone(), c.id.clone()), |c, w| c.weight = w)
}

fn telling(desk: &mut Desk, document: DocumentIx, mention: CommitmentMention) -> Telling {
    let own = resolve(desk, document, &mention.actors);
    let mut actors = own.clone();
    let givers = resolve(desk, document, &mention.promised_by);
    actors.extend(givers.iter().filter(|a| !actors.contains(a)).copied().collect::<Vec<_>>());
    let action = worded(desk, document, &mention, &own, &actors);
    let named = if givers.is_empty() || action == mention.action && !own.is_empty() { own } else { givers };
    let recipients = resolve(desk, document, &mention.recipients);
    let due = mention.due.and_then(|t| deadline(desk.grammars[document].text(), &desk.extracted[document].times[t]));
    let limit = mention.due.filter(|_| due.is_none()).map(|t| desk.extracted[document].times[t].span);
    let action = limit.map_or(action, |time| with_limit(&desk.grammars[document], action, time));
    let (due, year_by) = desk.with_year(document, due);
    let content = desk.content_words(document, mention.action);
    let reach = reach(desk, document, mention.action);
    Telling { document, mention, actors, named, action, recipients, due, year_by, content, reach }
}

fn promise(desk: &Desk, group: &[Telling]) -> Promise {
    let mut actors: Vec<ActorIx> = group.iter().flat_map(|t| &t.actors).copied().collect();
    actors.sort_unstable();
    actors.dedup();
    let mut documents: Vec<DocumentIx> = group.iter().map(|t| t.document).collect();
    documents.dedup();
    let names: Vec<&str> = group[0].named.iter().map(|a| desk.table.instances[*a].name.as_str()).collect();
    Promise {
        documents,
        told: group.iter().map(|t| (t.document, t.mention.evidence.join(t.mention.action))).collect(),
        actors,
        who: names.join(", "),
        action: group[0].mention.action,
        evidence: group[0].mention.evidence,
        due: group.iter().find_map(|t| t.due.clone()),
    }
}

fn resolve(desk: &mut Desk, document: DocumentIx, heads: &[(Span, TokenIx)]) -> Vec<ActorIx> {
    let mut found: Vec<ActorIx> = Vec::new();
    for (_, head) in heads {
        for actor in desk.actors_at(document, *head) {
            if !found.contains(&actor) {
                found.push(actor);
            }
        }
    }
    found
}

/// Share of the smaller action's content words that two tellings of one commitment have in common at least.
const ALIKE: f64 = 0.6;

fn place(desk: &Desk, groups: &mut Vec<Vec<Telling>>, t: Telling) {
    match groups.iter_mut().find(|g| g.iter().any(|o| same(desk, o, &t))) {
        Some(group) => group.push(t),
        None => groups.push(vec![t]),
    }
}

/// The same promise: one story, a bound actor in common, like words, and no due dates, figures or places that differ.
fn same(desk: &Desk, a: &Telling, b: &Telling) -> bool {
    let story = desk.story_of[a.document] == desk.story_of[b.document];
    let bound = a.actors.iter().any(|x| b.actors.iter().any(|y| desk.table.stands_for(*x, *y)));
    let common = a.content.intersection(&b.content).count() as f64;
    let alike = common >= 2.0 && common / a.content.len().min(b.content.len()).max(1) as f64 >= ALIKE;
    let due_differs = a.due.is_some() && b.due.is_some() && a.due != b.due;
    story && (bound && alike || same_contact(desk, a, b, bound)) && !due_differs && !differ(&a.reach, &b.reach)
}

/// Two tellings, `bound` by one actor or not, of coming together at one place on one day: "ministers agreed that the round will be held in Oslo on 4 May", "they will meet in Oslo".
fn same_contact(desk: &Desk, a: &Telling, b: &Telling, bound: bool) -> bool {
    let gathers = |t: &Telling| is_to_gather(&desk.grammars[t.document], t.mention.action);
    // Two pairs may meet at one place on one day.
    let anyone = |t: &Telling| t.actors.iter().all(|x| desk.table.instances[*x].kind == ActorKind::Unnamed);
    let one_day = a.due.is_some() && a.due == b.due && a.due.as_ref().and_then(Edtf::end).is_some_and(|d| d.day.is_some());
    let together = bound || anyone(a) || anyone(b);
    together && one_day && a.document != b.document && a.reach.share_a_place(&b.reach) && gathers(a) && gathers(b)
}

fn score(group: &[Telling]) -> f64 {
    let strongest = group.iter().map(|t| weight_of(t.mention.strength)).fold(0.0, f64::max);
    let due = if group.iter().any(|t| t.due.is_some()) { 1.3 } else { 1.0 };
    let bound = if group.iter().any(|t| !t.actors.is_empty()) { 1.0 } else { 0.6 };
    strongest * due * bound * (1.0 + (documents(group) as f64).ln())
}

fn weight_of(strength: Strength) -> f64 {
    match strength {
        Strength::Ordered | Strength::Agreed => 1.0,
        Strength::Will => 0.9,
        Strength::Announced => 0.85,
        Strength::Willing => 0.7,
        Strength::Considering => 0.4,
    }
}

fn documents(group: &[Telling]) -> usize {
    let mut found: Vec<DocumentIx> = group.iter().map(|t| t.document).collect();
    found.dedup();
    found.len()
}

fn entry(desk: &Desk, group: &[Telling], told: Followed, as_of: Option<&Edtf>) -> Commitment {
    let first = &group[0];
    let text = desk.grammars[first.document].text();
    let all = |pick: fn(&Telling) -> &Vec<ActorIx>| {
        let mut ids: Vec<String> = Vec::new();
        for actor in group.iter().flat_map(pick) {
            let id = desk.actor_id(*actor);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    };
    let dated = group.iter().find(|t| t.due.is_some());
    let begins = group.iter().any(|t| t.due.is_some() && t.mention.begins);
    let (from, due) =
        dated.and_then(|t| t.due.clone()).map_or((None, None), |d| if begins { (Some(d), None) } else { (None, Some(d)) });
    let strength = group.iter().map(|t| t.mention.strength).min().unwrap_or(Strength::Will);
    let shown =
        |a: Answer| FollowUp { effect: a.effect, late: a.late, due: a.due, evidence: vec![desk.evidence(a.document, a.clause)] };
    let last_told = told.last_told.filter(|_| told.answers.is_empty()).map(|(document, span)| desk.evidence(document, span));
    let follow_up = told.answers.into_iter().map(shown).collect();
    let duration = group.iter().find_map(|t| t.mention.duration.as_ref()).and_then(|(_, q)| duration_iso(q));
    let mut entry = Commitment {
        id: stable_id("c", [desk.grammars[first.document].document.id.as_str(), &first.mention.action.start().to_string()]),
        actors: all(|t| &t.named),
        recipients: all(|t| &t.recipients),
        action: first.action.of(text).to_owned(),
        strength,
        condition: group.iter().find_map(|t| t.mention.condition.map(|c| c.of(desk.grammars[t.document].text()).to_owned())),
        from,
        status: CommitmentStatus::Open,
        due,
        year_by: dated.filter(|_| !begins).and_then(|t| t.year_by).map(|(document, span)| desk.evidence(document, span)),
        duration,
        follow_up,
        last_told,
        accounts: documents(group),
        weight: 0.0,
        evidence: group.iter().map(|t| desk.evidence(t.document, t.mention.evidence.join(t.action))).collect(),
    };
    calendar::settle(&mut entry, as_of);
    entry
}

/// A contact is held so many days before its day at most.
const EARLY: i64 = 7;

/// What later reports tell of a contact that was promised: that it took place, was called off or put off. It is the same event.
fn of_contact(desk: &Desk, linked: &[Linked], group: &[Telling]) -> Vec<Answer> {
    let that_day = |t: &Telling| {
        let (document, clause) = held_that_day(desk, t.document, t.mention.action, t.due.as_ref()?)?;
        Some(Answer { effect: Effect::Kept, late: false, sure: 1.0, document, clause, due: None })
    };
    let found = group.iter().find_map(|t| later_telling(desk, linked, t)).or_else(|| group.iter().find_map(that_day));
    found.into_iter().collect()
}

fn later_telling(desk: &Desk, linked: &[Linked], t: &Telling) -> Option<Answer> {
    let contact = |e: &EventMention| same_family(e.kind, EventType::Meeting) && e.reality != Reality::Happened;
    let inside = |e: &EventMention| t.mention.action.contains(e.trigger) && contact(e);
    let number = desk.extracted[t.document].events.iter().position(inside)?;
    let event = linked.iter().find(|l| l.instance.tellings.iter().any(|o| o.ix == (t.document, number)))?;
    let later = || event.instance.tellings.iter().filter(|o| o.ix.0 != t.document && !older(desk, o.ix.0, t.document));
    let answer = |o: &EventTelling, effect, late, clause| Answer { effect, late, sure: 1.0, document: o.ix.0, clause, due: None };
    let mention = |o: &EventTelling| &desk.extracted[o.ix.0].events[o.ix.1];
    let took_place =
        |o: &&EventTelling| o.firm && o.reality == Reality::Happened && !is_planned_only(&desk.grammars[o.ix.0], mention(o).head);
    let off = |o: &EventTelling| {
        let turn = turn_of(&desk.grammars[o.ix.0], mention(o).head)?;
        matches!(turn.effect, Effect::Withdrawn | Effect::Extended).then(|| answer(o, turn.effect, false, turn.clause))
    };
    // What is to be in September was not held in March.
    let early = |o: &&EventTelling| {
        let from = t.due.as_ref().and_then(Edtf::start).map(|d| d.first_day().unwrap_or(d)).and_then(Date::day_number);
        from.zip(desk.day(o.ix.0)).is_some_and(|(due, told)| told + EARLY < due)
    };
    let took_place = |o: &&EventTelling| took_place(o) && !early(o);
    let held = || {
        let o = later().find(took_place)?;
        let late = is_told_late(desk, t, mention(o));
        Some(answer(o, if late { Effect::PartlyKept } else { Effect::Kept }, late, mention(o).evidence))
    };
    let called_off = later().find_map(off);
    called_off.or_else(held)
}

/// Whether the report holds a contact against the day that it was due on and tells a later one.
fn is_told_late(desk: &Desk, t: &Telling, e: &EventMention) -> bool {
    let (g, times) = (&desk.grammars[e.document], &desk.extracted[e.document].times);
    let said = marks(g, g.tokens_in(e.evidence)).iter().any(|m| m.timing == Timing::Late);
    let day = |e: &Edtf| e.end().and_then(Date::day_number);
    let due = t.due.as_ref().and_then(day);
    let named = due_times_around(g, times, e.head).into_iter().filter_map(|n| deadline(g.text(), &times[n]));
    let tied = due.is_some() && named.into_iter().any(|d| day(&d) == due);
    let held = e.time.and_then(|n| times[n].edtf.as_ref()).and_then(day);
    said || tied && held.zip(due).is_some_and(|(held, due)| held > due)
}

fn older(desk: &Desk, a: DocumentIx, b: DocumentIx) -> bool {
    let published = |d: DocumentIx| desk.grammars[d].document.metadata.published.as_ref();
    published(a).zip(published(b)).is_some_and(|(x, y)| x < y)
}
