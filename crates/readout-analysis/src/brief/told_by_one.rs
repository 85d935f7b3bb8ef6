//! What one account alone tells: events, commitments and speakers.
//!
//! Enters: the desk and the finished lists. Leaves: entries, ranked, for stories that have several independent accounts. Copies of one account count
//! with it. That others leave something out is never a discrepancy.

use crate::brief::desk::Desk;
use crate::brief::rank::ranked;
use foldhash::HashMap;
use readout_record::kind::ActorKind;
use readout_record::mention::DocumentIx;
use readout_record::record::{Commitment, Event, Evidence, Statement, ToldByOne};
use std::collections::{BTreeMap, BTreeSet};

/// Most pieces of evidence of an entry.
const WORDS: usize = 3;
/// Weight of a speaker beside events and commitments.
const SPEAKER: f64 = 0.6;

/// The entries, ranked.
pub fn entries(desk: &Desk, events: &[Event], commitments: &[Commitment], statements: &[Statement]) -> Vec<ToldByOne> {
    let accounts = Accounts::new(desk);
    let mut scored: Vec<(f64, ToldByOne)> = Vec::new();
    for e in events {
        scored.extend(accounts.alone(&e.evidence).map(|one| (e.weight, ToldByOne { event: Some(e.id.clone()), ..one })));
    }
    for c in commitments {
        scored.extend(accounts.alone(&c.evidence).map(|one| (c.weight, ToldByOne { commitment: Some(c.id.clone()), ..one })));
    }
    scored.extend(speakers(desk, &accounts, statements));
    let key = |t: &ToldByOne| (t.event.clone(), t.commitment.clone(), t.actor.clone(), t.document.clone());
    ranked(scored, key, |t, w| t.weight = w)
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

/// Named speakers of a story whose words one account alone gives.
fn speakers(desk: &Desk, accounts: &Accounts, statements: &[Statement]) -> Vec<(f64, ToldByOne)> {
    let named: BTreeSet<String> = (0..desk.table.instances.len())
        .filter(|&a| !matches!(desk.table.instances[a].kind, ActorKind::Unnamed | ActorKind::Group))
        .map(|a| desk.actor_id(a))
        .collect();
    let mut said: BTreeMap<(&str, usize), Vec<&Statement>> = BTreeMap::new();
    for s in statements {
        let actor = s.source.actor.as_deref().filter(|a| named.contains(*a));
        let story = accounts.numbers.get(s.document.as_str()).map(|&d| accounts.story_of[d]);
        if let Some(key) = actor.zip(story) {
            said.entry(key).or_default().push(s);
        }
    }
    let alone = said.into_iter().filter_map(|((actor, _), statements)| {
        let words: Vec<Evidence> = statements.iter().map(|s| content(s)).collect();
        let weight = SPEAKER * statements.iter().map(|s| s.weight).fold(0.0, f64::max);
        Some((weight, ToldByOne { actor: Some(actor.to_owned()), ..accounts.alone(&words)? }))
    });
    alone.collect()
}

fn content(s: &Statement) -> Evidence {
    let c = &s.content;
    Evidence { document: c.document.clone(), start: c.start, end: c.end, bytes: c.bytes, quote: c.quote.clone() }
}
