//! The record's commitments: tellings of one promise together, with who is bound, by when and where it stands.
//!
//! Enters: the desk and the day that decides what is overdue. Leaves: commitment entries, ranked. Silence is never called a breach.

use crate::brief::deeds::{Deeds, due_times_around};
use crate::brief::desk::Desk;
use crate::brief::follow_ups::{Followed, follow_ups};
use crate::brief::held::held_that_day;
use crate::brief::linked::Linked;
use crate::brief::promise::{Answer, Promise};
use crate::brief::promisers::{Promisers, resolve};
use crate::brief::rank::ranked;
use crate::brief::reach::reach;
use crate::brief::same_promise::{Telling, best, dated, dedup, once, place, shown_actors};
use crate::brief::sentences::Sentences;
use crate::brief::standing;
use crate::brief::wording::{is_heading, is_nobody_known, is_unclear, understood, with_limit, worded};
use crate::extract::event::rules::same_family;
use crate::extract::quantity::duration_iso;
use crate::extract::schedule::{Timing, is_planned_only, marks};
use crate::extract::time::deadline::deadline;
use crate::extract::turn::turn_of;
use crate::link::actors::ActorIx;
use crate::link::tellings::Telling as EventTelling;
use readout_record::calendar;
use readout_record::document::stable_id;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::{CommitmentStatus, Effect, EventType, Reality, Strength};
use readout_record::mention::{CommitmentMention, DocumentIx, EventMention};
use readout_record::record::{Commitment, FollowUp};
use readout_record::span::Span;

/// The entries, ranked. Commitments that the words negate are nobody's promise and are left out.
pub fn entries(
    desk: &mut Desk,
    linked: &[Linked],
    deeds: &mut Deeds,
    sentences: &Sentences,
    as_of: Option<&Edtf>,
) -> Vec<Commitment> {
    let promisers = Promisers::new(desk, linked);
    let mut groups: Vec<Vec<Telling>> = Vec::new();
    for document in 0..desk.grammars.len() {
        for mention in desk.extracted[document].commitments.clone() {
            if !mention.negated {
                let telling = telling(desk, &promisers, document, mention);
                let known = !telling.actors.is_empty() || !is_nobody_known(desk, document, &telling.mention);
                if known && !is_unclear(&desk.grammars[document], &telling.mention) {
                    place(desk, &mut groups, telling);
                }
            }
        }
    }
    let groups = once(desk, groups);
    let worded: Vec<Vec<Promise>> = groups.iter().map(|g| promises(desk, g)).collect();
    let sizes: Vec<usize> = worded.iter().map(Vec::len).collect();
    let mut followed = follow_ups(desk, &worded.into_iter().flatten().collect::<Vec<Promise>>(), deeds, sentences).into_iter();
    let followed: Vec<Followed> = sizes.into_iter().map(|n| surest(followed.by_ref().take(n))).collect();
    let told = groups.iter().zip(followed).map(|(g, f)| {
        let answers = if f.answers.is_empty() { of_contact(desk, linked, g) } else { f.answers };
        (g, Followed { answers, ..f })
    });
    let told: Vec<(&Vec<Telling>, Followed)> = told.collect();
    let scored = told.into_iter().map(|(g, f)| (score(g), entry(desk, g, f, as_of))).collect();
    ranked(scored, |c: &Commitment| (c.due.is_none(), c.due.clone(), c.id.clone()), |c, w| c.weight = w)
}

fn telling(desk: &mut Desk, promisers: &Promisers, document: DocumentIx, mention: CommitmentMention) -> Telling {
    let recipients = resolve(desk, document, &mention.recipients);
    let mut own = promisers.bound(desk, document, &mention);
    // "The parties shall report to the ministry": who is told is none of them.
    if own.iter().any(|a| !recipients.contains(a)) {
        own.retain(|a| !recipients.contains(a));
    }
    let mut actors = own.clone();
    let givers = promisers.givers(desk, document, &mention);
    actors.extend(givers.iter().filter(|a| !actors.contains(a)).copied().collect::<Vec<_>>());
    let action = worded(desk, document, &mention, &own, &actors);
    let named = if givers.is_empty() || action == mention.action && !own.is_empty() { own } else { givers };
    let due = mention.due.and_then(|t| deadline(desk.grammars[document].text(), &desk.extracted[document].times[t]));
    let limit = mention.due.filter(|_| due.is_none()).map(|t| desk.extracted[document].times[t].span);
    let action = limit.map_or(action, |time| with_limit(&desk.grammars[document], action, time));
    let action = understood(&desk.grammars[document], &mention, action);
    let heading = is_heading(&desk.grammars[document], mention.action);
    let (due, year_by) = desk.with_year(document, due);
    let content = desk.content_words(document, mention.action);
    let reach = reach(desk, document, mention.action);
    Telling { document, mention, actors, named, action, recipients, due, year_by, content, reach, heading }
}

/// What was promised, in the words of each telling: what became of it may be told in the words of any. A heading counts where there is no other.
fn promises(desk: &Desk, group: &[Telling]) -> Vec<Promise> {
    let text = group.iter().any(|t| !t.heading);
    group.iter().filter(|t| !(text && t.heading)).map(|t| promise(desk, group, t)).collect()
}

/// What became of a promise by one of its wordings: the first that tells anything for sure, else anything.
fn surest(followed: impl Iterator<Item = Followed>) -> Followed {
    let all: Vec<Followed> = followed.collect();
    let sure = all.iter().position(|f| !f.answers.is_empty()).or_else(|| all.iter().position(|f| f.last_told.is_some()));
    all.into_iter().nth(sure.unwrap_or(0)).unwrap_or(Followed { answers: Vec::new(), last_told: None })
}

fn promise(desk: &Desk, group: &[Telling], own: &Telling) -> Promise {
    let mut actors: Vec<ActorIx> = group.iter().flat_map(|t| &t.actors).copied().collect();
    actors.sort_unstable();
    actors.dedup();
    let mut documents: Vec<DocumentIx> = std::iter::once(own).chain(group).map(|t| t.document).collect();
    dedup(&mut documents);
    let names: Vec<&str> = own.named.iter().map(|a| desk.table.instances[*a].name.as_str()).collect();
    Promise {
        documents,
        told: group.iter().map(|t| (t.document, t.mention.evidence.join(t.mention.action))).collect(),
        actors,
        who: names.join(", "),
        action: own.mention.action,
        evidence: own.mention.evidence,
        due: dated(group).and_then(|t| t.due.clone()),
    }
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

/// The words that tell it; where nobody is named they stand for themselves, and are mended if they are broken off.
fn words(desk: &Desk, t: &Telling) -> Span {
    let span = t.mention.evidence.join(t.action);
    let named = !t.named.is_empty() && t.named.iter().all(|a| desk.table.instances[*a].kind.is_named());
    let mended = || standing::mended(&desk.grammars[t.document], &desk.extracted[t.document].actors, span);
    if named { span } else { mended().filter(|m| m.contains(span)).unwrap_or(span) }
}

fn entry(desk: &Desk, group: &[Telling], told: Followed, as_of: Option<&Edtf>) -> Commitment {
    let first = best(desk, group.iter());
    let text = desk.grammars[first.document].text();
    let shown = shown_actors(desk, group);
    let mut recipients: Vec<String> = group.iter().flat_map(|t| &t.recipients).map(|a| desk.actor_id(*a)).collect();
    dedup(&mut recipients);
    let dated = dated(group);
    let begins = group.iter().any(|t| t.due.is_some() && t.mention.begins);
    let (from, due) =
        dated.and_then(|t| t.due.clone()).map_or((None, None), |d| if begins { (Some(d), None) } else { (None, Some(d)) });
    let told_later =
        |a: Answer| FollowUp { effect: a.effect, late: a.late, due: a.due, evidence: vec![desk.evidence(a.document, a.clause)] };
    let last_told = told.last_told.filter(|_| told.answers.is_empty()).map(|(document, span)| desk.evidence(document, span));
    let follow_up = told.answers.into_iter().map(told_later).collect();
    let duration = group.iter().find_map(|t| t.mention.duration.as_ref()).and_then(|(_, q)| duration_iso(q));
    let mut entry = Commitment {
        id: stable_id("c", [desk.grammars[first.document].document.id.as_str(), &first.mention.action.start().to_string()]),
        actors: shown.into_iter().map(|a| desk.actor_id(a)).collect(),
        recipients,
        action: first.action.of(text).to_owned(),
        strength: first.mention.strength,
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
        evidence: group.iter().map(|t| desk.evidence(t.document, words(desk, t))).collect(),
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
