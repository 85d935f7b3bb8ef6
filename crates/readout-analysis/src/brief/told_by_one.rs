//! What one account alone tells: events, commitments and speakers.
//!
//! Enters: the desk and the finished lists. Leaves: entries, ranked, for stories that have several independent accounts. Copies of one account count
//! with it. That others leave something out is never a discrepancy.

use crate::brief::desk::Desk;
use crate::brief::rank::ranked;
use crate::extract::event::rules::same_family;
use crate::link::actors::ActorIx;
use foldhash::HashMap;
use readout_record::edtf::Edtf;
use readout_record::kind::ActorKind;
use readout_record::mention::DocumentIx;
use readout_record::record::{Commitment, Event, Evidence, Statement, ToldByOne};
use readout_record::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Most pieces of evidence of an entry.
const WORDS: usize = 3;
/// Weight of a speaker beside events and commitments.
const SPEAKER: f64 = 0.6;

/// The entries, ranked.
pub fn entries(desk: &Desk, events: &[Event], commitments: &[Commitment], statements: &[Statement]) -> Vec<ToldByOne> {
    let accounts = Accounts::new(desk);
    let mut scored = speakers(desk, &accounts, statements);
    for e in events {
        let elsewhere = || events.iter().any(|o| is_alike(e, o) && accounts.differ(&e.evidence, &o.evidence));
        let one = accounts.alone(&e.evidence).filter(|_| !elsewhere());
        scored.extend(one.map(|one| (e.weight, ToldByOne { event: Some(e.id.clone()), ..one })));
    }
    let promises = Promises::new(desk, &accounts, commitments);
    for (i, c) in commitments.iter().enumerate() {
        let elsewhere =
            || (0..commitments.len()).any(|o| promises.alike(i, o) && accounts.differ(&c.evidence, &commitments[o].evidence));
        let one = accounts.alone(&c.evidence).filter(|_| !elsewhere());
        scored.extend(one.map(|one| (c.weight, ToldByOne { commitment: Some(c.id.clone()), ..one })));
    }
    let key = |t: &ToldByOne| (t.event.clone(), t.commitment.clone(), t.actor.clone(), t.document.clone());
    ranked(scored, key, |t, w| t.weight = w)
}

/// Whether two events could be one that the linker did not join: then neither is told by one account for sure.
fn is_alike(a: &Event, b: &Event) -> bool {
    if a.id == b.id || a.story != b.story || !same_family(a.kind, b.kind) {
        return false;
    }
    let dates = a.date.as_ref().and_then(Edtf::date).zip(b.date.as_ref().and_then(Edtf::date));
    let days = dates.is_none_or(|(x, y)| x.compatible(y));
    let common = a.participants.iter().any(|p| b.participants.iter().any(|q| p.actor == q.actor));
    let anybody = a.participants.is_empty() || b.participants.is_empty() || common;
    days && anybody
}

/// Content words that two promises have in common when they could be one.
const COMMON: usize = 2;
/// Days by which their due days may differ.
const DAYS: i64 = 1;

/// One promise with what comparing needs.
struct Promise {
    story: usize,
    actors: Vec<ActorIx>,
    words: Vec<u64>,
    due: Option<i64>,
}

/// The promises of the record, each where its first words could be read.
struct Promises<'p, 'g, 'd> {
    desk: &'p Desk<'g, 'd>,
    of: Vec<Option<Promise>>,
}

impl<'p, 'g, 'd> Promises<'p, 'g, 'd> {
    fn new(desk: &'p Desk<'g, 'd>, accounts: &Accounts, commitments: &[Commitment]) -> Promises<'p, 'g, 'd> {
        let by_id: HashMap<String, ActorIx> = (0..desk.table.instances.len()).map(|a| (desk.actor_id(a), a)).collect();
        let read = |c: &Commitment| {
            let first = c.evidence.first()?;
            let document = *accounts.numbers.get(first.document.as_str())?;
            let span = Span::new(desk.grammars[document].text(), first.bytes[0], first.bytes[1])?;
            Some(Promise {
                story: desk.story_of[document],
                actors: c.actors.iter().filter_map(|id| by_id.get(id).copied()).collect(),
                words: desk.content_hashes(document, span),
                due: c.due.as_ref().and_then(Edtf::end).and_then(|d| d.day_number()),
            })
        };
        Promises { desk, of: commitments.iter().map(read).collect() }
    }

    /// Whether two promises could be one that was not joined: then neither is told by one account for sure.
    fn alike(&self, a: usize, b: usize) -> bool {
        let (Some(x), Some(y)) = (&self.of[a], &self.of[b]) else { return a != b };
        let bound = || x.actors.iter().any(|p| y.actors.iter().any(|q| self.desk.table.stands_for(*p, *q)));
        let due = x.due.zip(y.due).is_some_and(|(p, q)| (p - q).abs() <= DAYS);
        let common = || x.words.iter().filter(|w| y.words.binary_search(w).is_ok()).count() >= COMMON;
        a != b && x.story == y.story && (due && bound() || common())
    }
}

/// Which account each document belongs to.
struct Accounts<'g> {
    numbers: HashMap<&'g str, DocumentIx>,
    keys: Vec<String>,
    story_of: Vec<usize>,
    of_story: Vec<usize>,
}

impl<'g> Accounts<'g> {
    fn new(desk: &Desk<'g, '_>) -> Accounts<'g> {
        let keys = (0..desk.grammars.len()).map(|d| desk.origin_key(d)).collect();
        let of_story = desk.stories.iter().map(|members| desk.independent(members.iter().copied())).collect();
        Accounts { numbers: desk.numbers(), keys, story_of: desk.story_of.clone(), of_story }
    }

    /// Whether the second of two pieces of evidence stands in an account that the first does not stand in.
    fn differ(&self, one: &[Evidence], other: &[Evidence]) -> bool {
        let keys = |all: &[Evidence]| -> BTreeSet<&str> {
            all.iter().filter_map(|e| Some(self.keys[*self.numbers.get(e.document.as_str())?].as_str())).collect()
        };
        !keys(other).is_subset(&keys(one))
    }

    /// An entry without its subject, where the words stand in one account of a story that has several.
    fn alone(&self, evidence: &[Evidence]) -> Option<ToldByOne> {
        let documents: BTreeSet<DocumentIx> =
            evidence.iter().filter_map(|e| self.numbers.get(e.document.as_str()).copied()).collect();
        let first = *documents.first()?;
        let one = documents.iter().all(|&d| self.keys[d] == self.keys[first]) && self.of_story[self.story_of[first]] > 1;
        let home = evidence.iter().find(|e| self.numbers.get(e.document.as_str()) == Some(&first))?;
        one.then(|| ToldByOne {
            document: home.document.clone(),
            event: None,
            commitment: None,
            actor: None,
            weight: 0.0,
            evidence: evidence.iter().take(WORDS).cloned().collect(),
        })
    }
}

/// Named speakers of a story whose words one account alone gives. Where another account cites whom they speak for, they are not alone.
fn speakers(desk: &Desk, accounts: &Accounts, statements: &[Statement]) -> Vec<(f64, ToldByOne)> {
    let by_id: HashMap<String, ActorIx> = (0..desk.table.instances.len()).map(|a| (desk.actor_id(a), a)).collect();
    let mut said: BTreeMap<(usize, &str), Vec<&Statement>> = BTreeMap::new();
    for s in statements {
        let story = accounts.numbers.get(s.document.as_str()).map(|&d| accounts.story_of[d]);
        if let Some(key) = story.zip(s.source.actor.as_deref()) {
            said.entry(key).or_default().push(s);
        }
    }
    let words: Vec<_> = said.iter().map(|(key, all)| (*key, all.iter().map(|s| content(s)).collect::<Vec<Evidence>>())).collect();
    let cited_elsewhere = |story: usize, actor: ActorIx, own: &[Evidence]| {
        let kin = |id: &str| by_id.get(id).is_some_and(|&other| desk.table.stands_for(actor, other));
        words.iter().any(|((s, id), all)| *s == story && kin(id) && accounts.differ(own, all))
    };
    let alone = words.iter().filter_map(|((story, id), words)| {
        let actor = *by_id.get(*id)?;
        let one = accounts.alone(words).filter(|_| is_named(desk, actor) && !cited_elsewhere(*story, actor, words))?;
        let weight = SPEAKER * said[&(*story, *id)].iter().map(|s| s.weight).fold(0.0, f64::max);
        Some((weight, ToldByOne { actor: Some((*id).to_owned()), ..one }))
    });
    alone.collect()
}

/// "Observers" and "his leadership" are nobody's names.
fn is_named(desk: &Desk, actor: ActorIx) -> bool {
    let instance = &desk.table.instances[actor];
    let named = !matches!(instance.kind, ActorKind::Unnamed | ActorKind::Group);
    named && instance.name.starts_with(char::is_uppercase)
}

/// What is said, its first piece where a cue interrupts it.
fn content(s: &Statement) -> Evidence {
    let c = &s.content;
    let whole = || Evidence { document: c.document.clone(), start: c.start, end: c.end, bytes: c.bytes, quote: c.quote.clone() };
    c.spans.first().cloned().unwrap_or_else(whole)
}
