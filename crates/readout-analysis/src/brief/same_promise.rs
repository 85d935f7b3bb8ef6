//! Which tellings are of one promise, and which of them is shown for all.
//!
//! Enters: tellings of promises with their actors, days and places. Leaves: them in groups, each group one promise; the words that say most of it, and who
//! is named for it. Two promises of one side by one day stay two where one report tells both.

use crate::brief::deeds::is_to_gather;
use crate::brief::desk::Desk;
use crate::brief::reach::{Reach, differ};
use crate::grammar::Grammar;
use crate::link::actors::ActorIx;
use crate::link::tellings::overlap;
use readout_record::edtf::Edtf;
use readout_record::kind::{ActorKind, Strength};
use readout_record::mention::{CommitmentMention, DocumentIx};
use readout_record::span::Span;
use std::collections::BTreeSet;

/// One telling with what comparing needs.
pub struct Telling {
    /// The report.
    pub document: DocumentIx,
    /// What was found there.
    pub mention: CommitmentMention,
    /// All who are bound: who is to do it and who gave the word.
    pub actors: Vec<ActorIx>,
    /// Those of them who are named before it.
    pub named: Vec<ActorIx>,
    /// What is to be done, as it is shown.
    pub action: Span,
    /// For whom.
    pub recipients: Vec<ActorIx>,
    /// By when.
    pub due: Option<Edtf>,
    /// The words of another report that fix the year.
    pub year_by: Option<(DocumentIx, Span)>,
    /// The lemmas of its content words.
    pub content: BTreeSet<String>,
    /// Its figures and places.
    pub reach: Reach,
    /// Whether the heading of its report tells it.
    pub heading: bool,
}

/// Share of the smaller action's content words that two tellings of one commitment have in common at least.
const ALIKE: f64 = 0.6;

/// Puts a telling to those of the same promise.
pub fn place(desk: &Desk, groups: &mut Vec<Vec<Telling>>, t: Telling) {
    match groups.iter_mut().find(|g| g.iter().any(|o| same(desk, o, &t))) {
        Some(group) => group.push(t),
        None => groups.push(vec![t]),
    }
}

/// The same promise: one story, a bound actor in common, like words, and no due dates, figures or places that differ.
fn same(desk: &Desk, a: &Telling, b: &Telling) -> bool {
    let story = desk.story_of[a.document] == desk.story_of[b.document];
    let bound = bound(desk, a, b);
    let common = a.content.intersection(&b.content).count() as f64;
    let alike = common >= 2.0 && common / a.content.len().min(b.content.len()).max(1) as f64 >= ALIKE;
    let due_differs = a.due.is_some() && b.due.is_some() && a.due != b.due;
    let due_differs = due_differs && !(bound && same_weeks(desk, a, b));
    story
        && (bound && (alike || same_weeks(desk, a, b)) || same_contact(desk, a, b, bound))
        && !due_differs
        && !differ(&a.reach, &b.reach)
}

/// "Should meet this month", "will meet before the end of February": a contact of the same two, told by two reports with a day that can be one.
fn same_weeks(desk: &Desk, a: &Telling, b: &Telling) -> bool {
    let gathers = |t: &Telling| is_to_gather(&desk.grammars[t.document], t.mention.action);
    let near = a.due.as_ref().zip(b.due.as_ref()).is_some_and(|(x, y)| overlap(x, y));
    a.document != b.document && near && gathers(a) && gathers(b)
}

/// Two tellings, `bound` by one actor or not, of coming together at one place on one day: "ministers agreed that the round will be held in Oslo on 4 May", "they will meet in Oslo".
fn same_contact(desk: &Desk, a: &Telling, b: &Telling, bound: bool) -> bool {
    let gathers = |t: &Telling| is_to_gather(&desk.grammars[t.document], t.mention.action);
    // Two pairs may meet at one place on one day.
    let anyone = |t: &Telling| t.actors.iter().all(|x| !desk.table.instances[*x].kind.is_named());
    let one_day = a.due.is_some() && a.due == b.due && a.due.as_ref().and_then(Edtf::end).is_some_and(|d| d.day.is_some());
    let together = bound || anyone(a) || anyone(b);
    together && one_day && a.document != b.document && a.reach.share_a_place(&b.reach) && gathers(a) && gathers(b)
}

/// Joins the groups of which the reports as a whole show that they are one promise.
pub fn once(desk: &Desk, mut groups: Vec<Vec<Telling>>) -> Vec<Vec<Telling>> {
    // What is joined may draw others: until a whole round joins none.
    loop {
        let (before, mut at) = (groups.len(), 0);
        while at < groups.len() {
            let other = (0..groups.len())
                .find(|&o| o != at && (is_headed_by(desk, &groups[o], &groups[at]) || only_ones(desk, &groups, o, at)));
            match other {
                Some(other) => {
                    let told = groups.remove(at);
                    let into = &mut groups[other - usize::from(other > at)];
                    into.extend(told);
                    into.sort_by_key(|t| (t.document, t.mention.action.start()));
                }
                None => at += 1,
            }
        }
        if groups.len() == before {
            return groups;
        }
    }
}

/// Sentences of a report, its heading left out, that say at its head what the heading says.
const LEAD: usize = 2;

/// "Chad, Niger agree aid corridor": what only headings tell of an agreement is what the first sentences of these reports tell of one.
fn is_headed_by(desk: &Desk, lead: &[Telling], heading: &[Telling]) -> bool {
    let agreed = |t: &Telling| t.mention.strength == Strength::Agreed;
    let g = |t: &Telling| &desk.grammars[t.document];
    let opens = |t: &Telling| {
        let sentence = g(t).tokens_in(t.mention.action).next().map_or(usize::MAX, |a| g(t).sentence(a));
        agreed(t) && !t.heading && sentence <= LEAD + headings(g(t))
    };
    let told = |h: &Telling| lead.iter().any(|t| t.document == h.document && opens(t) && !differ(&t.reach, &h.reach));
    !heading.is_empty() && heading.iter().all(|h| h.heading && agreed(h) && told(h))
}

/// Sentences of the first line.
fn headings(g: &Grammar) -> usize {
    let end = g.text().find('\n').unwrap_or(0);
    g.sentences.iter().filter(|s| g.token(s.start).span.end() <= end).count().saturating_sub(1)
}

/// "Will be back in Oslo by Friday", "will return by 4 May": in each report it is the only thing that this side is to do by this day.
fn only_ones(desk: &Desk, groups: &[Vec<Telling>], a: usize, b: usize) -> bool {
    let story = |o: usize| groups[o].first().map(|t| desk.story_of[t.document]);
    let one =
        || groups[a].iter().any(|x| groups[b].iter().any(|y| one_day(x, y) && bound(desk, x, y) && !differ(&x.reach, &y.reach)));
    let common = || groups[a].iter().any(|x| groups[b].iter().any(|y| x.document == y.document));
    if story(a) != story(b) || !one() || common() {
        return false;
    }
    let others = |of: usize| {
        let rivals = (0..groups.len()).filter(|&o| o != a && o != b).flat_map(|o| &groups[o]);
        rivals
            .filter(|t| groups[of].iter().any(|own| own.document == t.document && one_day(own, t) && bound(desk, own, t)))
            .count()
    };
    let akin = groups[a].iter().any(|x| {
        groups[b].iter().any(|y| x.content.intersection(&y.content).next().is_some() || x.reach.share_a_place(&y.reach))
    });
    let words = akin || groups[a].iter().chain(&groups[b]).any(|t| is_pronoun(desk, t));
    words && others(a) == 0 && others(b) == 0
}

fn one_day(a: &Telling, b: &Telling) -> bool {
    a.due.is_some() && a.due == b.due && a.mention.begins == b.mention.begins
}

fn bound(desk: &Desk, a: &Telling, b: &Telling) -> bool {
    a.actors.iter().any(|x| b.actors.iter().any(|y| desk.table.stands_for(*x, *y)))
}

/// Whether what is to be done is told of somebody or something by a pronoun.
fn is_pronoun(desk: &Desk, t: &Telling) -> bool {
    let g = &desk.grammars[t.document];
    let stands = |p: usize| {
        matches!(g.label(p), "nsubj" | "nsubjpass" | "dobj" | "pobj")
            && matches!(
                g.word(p).to_lowercase().as_str(),
                "it" | "they" | "them" | "he" | "she" | "him" | "her" | "this" | "that"
            )
    };
    g.tokens_in(t.action).any(stands)
}

/// The telling whose words are shown: in the text rather than in a heading, with names rather than without, by nouns rather than pronouns.
///
/// # Panics
/// Without a telling.
#[expect(clippy::expect_used, reason = "a promise is told at least once")]
pub fn best<'t>(desk: &Desk, group: impl Iterator<Item = &'t Telling>) -> &'t Telling {
    let named = |t: &Telling| t.named.iter().any(|a| desk.table.instances[*a].kind.is_named());
    let rank = |t: &&Telling| (is_pronoun(desk, t), t.heading, !named(t), t.due.is_none());
    group.min_by_key(rank).expect("a telling")
}

/// The telling whose day is told: one of a whole day rather than of a month.
pub fn dated(group: &[Telling]) -> Option<&Telling> {
    let whole = |t: &&Telling| t.due.as_ref().and_then(Edtf::end).is_none_or(|d| d.day.is_none());
    group.iter().filter(|t| t.due.is_some()).min_by_key(whole)
}

/// Who is named for a promise: those whom any telling names, of headings only beside persons; where none has a name, those of the words that are shown.
pub fn shown_actors(desk: &Desk, group: &[Telling]) -> Vec<ActorIx> {
    let kind = |a: &ActorIx| desk.table.instances[*a].kind;
    let mut found: Vec<ActorIx> = group.iter().filter(|t| !t.heading).flat_map(|t| &t.named).copied().collect();
    if found.iter().all(|a| kind(a) == ActorKind::Person || !kind(a).is_named()) {
        // "Chad, Niger agree" names both; "Chad, Nigerien leaders agree" would leave one out.
        let whole = |t: &&Telling| t.heading && t.named.len() > 1 && t.named.iter().all(|a| kind(a).is_named());
        found.extend(group.iter().filter(whole).flat_map(|t| &t.named));
    }
    if found.iter().any(|a| kind(a).is_named()) && group.len() > 1 {
        found.retain(|a| kind(a).is_named());
    } else {
        found.clone_from(&best(desk, group.iter()).named);
    }
    dedup(&mut found);
    found
}

/// Each once, in order.
pub fn dedup<T: PartialEq>(all: &mut Vec<T>) {
    let mut at = 0;
    while at < all.len() {
        if all[..at].contains(&all[at]) {
            all.remove(at);
        } else {
            at += 1;
        }
    }
}
