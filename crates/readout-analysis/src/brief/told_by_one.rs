//! What one account alone tells: events, commitments and speakers.
//!
//! Enters: the desk and the finished lists. Leaves: entries, ranked, for stories that have several independent accounts. Copies of one account count
//! with it. That others leave something out is never a discrepancy.

use crate::brief::desk::Desk;
use crate::brief::elsewhere::Elsewhere;
use crate::brief::rank::ranked;
use crate::extract::event::rules::{is_dealing, same_family};
use crate::extract::leaning::action_leans;
use crate::grammar::is_verbal;
use crate::link::actors::ActorIx;
use crate::link::body;
use foldhash::HashMap;
use readout_record::annotation::TokenIx;
use readout_record::edtf::Edtf;
use readout_record::kind::{ActorKind, EventType, Reality};
use readout_record::mention::DocumentIx;
use readout_record::record::{Commitment, Event, Evidence, Statement, ToldByOne};
use readout_record::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Most pieces of evidence of an entry.
const WORDS: usize = 3;
/// Weight of a speaker beside events and commitments.
const SPEAKER: f64 = 0.6;

/// The entries, ranked. What another account may tell in other words is left out.
pub fn entries(
    desk: &Desk,
    events: &[Event],
    commitments: &[Commitment],
    statements: &[Statement],
    elsewhere: &mut Elsewhere,
) -> Vec<ToldByOne> {
    let accounts = Accounts::new(desk);
    let clauses = Clauses::new(desk, &accounts, events, commitments, statements);
    let by_id = desk.actors_by_id();
    let named = |id: &String| by_id.get(id).is_some_and(|&a| is_named(desk, a));
    let mut scored = speakers(desk, &accounts, &by_id, statements);
    for e in events {
        // Of what is said not to be, and of who knows whom, there is nothing to tell a reader.
        let plain = e.reality != Reality::Denied
            && is_own_news(e)
            && e.participants.iter().any(|p| named(&p.actor))
            && accounts.stands(desk, &e.evidence[0])
            && !e.evidence.iter().any(|w| accounts.is_heading(desk, w) || accounts.opens_with_pronoun(desk, w));
        let alike = || events.iter().any(|o| is_alike(e, o) && accounts.differ(&e.evidence, &o.evidence));
        let one =
            accounts.alone(&e.evidence).filter(|_| plain && !alike() && !clauses.told_elsewhere(desk, &accounts, &e.evidence));
        scored.extend(one.map(|one| (e.weight, ToldByOne { event: Some(e.id.clone()), ..one })));
    }
    for c in commitments {
        let heading = c.evidence.iter().any(|w| accounts.is_heading(desk, w));
        let plain = c.actors.iter().any(named) && says_much(c) && !heading;
        let alike = || commitments.iter().any(|o| is_due_with(c, o) && accounts.differ(&c.evidence, &o.evidence));
        let one =
            accounts.alone(&c.evidence).filter(|_| plain && !alike() && !clauses.told_elsewhere(desk, &accounts, &c.evidence));
        scored.extend(one.map(|one| (c.weight, ToldByOne { commitment: Some(c.id.clone()), ..one })));
    }
    scored.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.evidence[0].start.cmp(&y.evidence[0].start)));
    scored = each_once(scored);
    scored.retain(|(_, told)| {
        !told
            .evidence
            .iter()
            .any(|e| accounts.place(desk, e).is_some_and(|(d, span)| elsewhere.told(desk, &accounts.keys, d, span)))
    });
    let key = |t: &ToldByOne| (t.event.clone(), t.commitment.clone(), t.actor.clone(), t.document.clone());
    ranked(scored, key, |t, w| t.weight = w)
}

/// Whether an event can be one account's own: a contact, an agreement or aid is told by others as well, who name other people and other days for it.
fn is_own_news(e: &Event) -> bool {
    let shared = matches!(e.kind, EventType::Other | EventType::Aid | EventType::Withdrawal | EventType::Invitation);
    let day = e.date.as_ref().and_then(Edtf::date).is_some_and(|d| d.day.is_some());
    !shared && !is_dealing(e.kind) && (e.kind != EventType::Visit || day)
}

/// Words that the action of a promise has at least: "stop" and "allow myself" tell nothing.
const ACTION: usize = 3;

fn says_much(c: &Commitment) -> bool {
    c.action.split_whitespace().count() >= ACTION && !action_leans(&c.action)
}

/// The entries without those whose words stand in one before them.
fn each_once(scored: Vec<(f64, ToldByOne)>) -> Vec<(f64, ToldByOne)> {
    let mut kept: Vec<(f64, ToldByOne)> = Vec::new();
    for (weight, told) in scored {
        let first = &told.evidence[0];
        let again =
            |k: &ToldByOne| k.evidence.iter().any(|e| e.document == first.document && e.start < first.end && first.start < e.end);
        if !kept.iter().any(|(_, k)| again(k)) {
            kept.push((weight, told));
        }
    }
    kept
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

/// Days by which the due days of one promise may differ between its tellings.
const DAYS: i64 = 1;

/// Whether two promises are due together: they could be one that was not joined.
fn is_due_with(a: &Commitment, b: &Commitment) -> bool {
    let day = |c: &Commitment| c.due.as_ref().and_then(Edtf::end).and_then(|d| d.day_number());
    a.id != b.id && day(a).zip(day(b)).is_some_and(|(x, y)| (x - y).abs() <= DAYS)
}

/// Content words, and the share of the shorter clause's, that two clauses have in common when they may tell one thing.
const COMMON: usize = 2;
const SHARE: f64 = 0.34;

/// The clauses of each story that tell something, with their content words.
struct Clauses {
    of_story: Vec<Vec<(DocumentIx, Vec<u64>)>>,
}

impl Clauses {
    fn new(desk: &Desk, accounts: &Accounts, events: &[Event], commitments: &[Commitment], statements: &[Statement]) -> Clauses {
        let told = events.iter().flat_map(|e| &e.evidence).chain(commitments.iter().flat_map(|c| &c.evidence)).cloned();
        let mut of_story = vec![Vec::new(); desk.stories.len()];
        for evidence in told.chain(statements.iter().map(content)) {
            if let Some((document, words)) = accounts.words(desk, &evidence) {
                of_story[desk.story_of[document]].push((document, words));
            }
        }
        Clauses { of_story }
    }

    /// Whether another account has a clause of like words.
    fn told_elsewhere(&self, desk: &Desk, accounts: &Accounts, evidence: &[Evidence]) -> bool {
        let own: Vec<(DocumentIx, Vec<u64>)> = evidence.iter().filter_map(|e| accounts.words(desk, e)).collect();
        own.iter().any(|(document, words)| {
            let others =
                self.of_story[desk.story_of[*document]].iter().filter(|(d, _)| accounts.keys[*d] != accounts.keys[*document]);
            others.into_iter().any(|(_, other)| like(words, other))
        })
    }
}

/// Whether two sorted lists of words have enough in common.
fn like(a: &[u64], b: &[u64]) -> bool {
    let common = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    common >= COMMON && common as f64 >= SHARE * a.len().min(b.len()) as f64
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

    /// Where some evidence stands.
    fn place(&self, desk: &Desk, e: &Evidence) -> Option<(DocumentIx, Span)> {
        let document = *self.numbers.get(e.document.as_str())?;
        Some((document, Span::new(desk.grammars[document].text(), e.bytes[0], e.bytes[1])?))
    }

    /// Whether some evidence stands in the heading of its report, which sums up what is told below.
    fn is_heading(&self, desk: &Desk, e: &Evidence) -> bool {
        let place = self.place(desk, e);
        place.is_some_and(|(d, span)| desk.grammars[d].document.headline.is_some_and(|h| h.overlaps(span)))
    }

    /// Whether some words begin with one who is named before them.
    fn opens_with_pronoun(&self, desk: &Desk, e: &Evidence) -> bool {
        let first = self.place(desk, e).and_then(|(d, span)| Some((d, desk.grammars[d].tokens_in(span).next()?)));
        first.is_some_and(|(d, t)| desk.grammars[d].token(t).tag == "PRP")
    }

    /// Whether some words say something by themselves: with a verb, and not begun within a clause.
    fn stands(&self, desk: &Desk, e: &Evidence) -> bool {
        let Some((d, span)) = self.place(desk, e) else { return false };
        let g = &desk.grammars[d];
        let tokens = g.tokens_in(span);
        let verb = tokens.clone().any(|t| is_verbal(g.token(t)));
        let within = |t: TokenIx| matches!(g.token(t).tag, "WDT" | "WP") || g.label(t) == "mark" && g.word(t) != "that";
        verb && tokens.clone().next().is_some_and(|t| !within(t)) && !tokens.clone().next_back().is_some_and(within)
    }

    /// The document of some evidence and its content words.
    fn words(&self, desk: &Desk, e: &Evidence) -> Option<(DocumentIx, Vec<u64>)> {
        let (document, span) = self.place(desk, e)?;
        Some((document, desk.content_hashes(document, span)))
    }

    /// Whether the second of two pieces of evidence stands in an account that the first does not stand in.
    fn differ(&self, one: &[Evidence], other: &[Evidence]) -> bool {
        let keys = |all: &[Evidence]| -> BTreeSet<&str> {
            all.iter().filter_map(|e| Some(self.keys[*self.numbers.get(e.document.as_str())?].as_str())).collect()
        };
        !keys(other).is_subset(&keys(one))
    }

    /// Whether a document is of another account than the evidence.
    fn alone_in(&self, evidence: &[Evidence], document: DocumentIx) -> bool {
        let key = |e: &Evidence| self.numbers.get(e.document.as_str()).map(|&d| &self.keys[d]);
        evidence.iter().all(|e| key(e) != Some(&self.keys[document]))
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
fn speakers(
    desk: &Desk,
    accounts: &Accounts,
    by_id: &HashMap<String, ActorIx>,
    statements: &[Statement],
) -> Vec<(f64, ToldByOne)> {
    let mut said: BTreeMap<(usize, &str), Vec<&Statement>> = BTreeMap::new();
    for s in statements {
        let story = accounts.numbers.get(s.document.as_str()).map(|&d| accounts.story_of[d]);
        if let Some(key) = story.zip(s.source.actor.as_deref()) {
            said.entry(key).or_default().push(s);
        }
    }
    let words: Vec<_> = said
        .iter_mut()
        .map(|(key, all)| {
            // Stable: what leans on the words before it comes after what does not.
            all.sort_by_key(|s| leans_on_it(s));
            (*key, all.iter().map(|s| content(s)).collect::<Vec<Evidence>>())
        })
        .collect();
    let cited_elsewhere = |story: usize, actor: ActorIx, own: &[Evidence]| {
        let kin = |id: &str| by_id.get(id).is_some_and(|&other| desk.table.stands_for(actor, other));
        words.iter().any(|((s, id), all)| *s == story && kin(id) && accounts.differ(own, all))
    };
    let alone = words.iter().filter_map(|((story, id), words)| {
        let actor = *by_id.get(*id)?;
        // The report of a side's own office has its words too.
        let told_by_own =
            |d: &DocumentIx| desk.whose(*d).is_some_and(|own| desk.table.stands_for(own, actor)) && accounts.alone_in(words, *d);
        let own = desk.stories[*story].iter().any(told_by_own);
        let leans = leans_on_it(said[&(*story, *id)][0]);
        // What a state says is in the words of its own offices too, whatever they are called.
        let state = desk.table.instances[actor].kind == ActorKind::State;
        let plain = is_named(desk, actor) && accounts.stands(desk, &words[0]) && !own && !leans && !state;
        let one = accounts.alone(words).filter(|_| plain && !cited_elsewhere(*story, actor, words))?;
        let weight = SPEAKER * said[&(*story, *id)].iter().map(|s| s.weight).fold(0.0, f64::max);
        Some((weight, ToldByOne { actor: Some((*id).to_owned()), ..one }))
    });
    alone.collect()
}

/// "Observers" and "his leadership" are nobody's names.
fn is_named(desk: &Desk, actor: ActorIx) -> bool {
    let instance = &desk.table.instances[actor];
    let named = instance.kind.is_named() && !body::is_sort(&instance.name);
    named && instance.name.starts_with(char::is_uppercase)
}

/// "It was answering a call", in the report's words: of what, stands before.
fn leans_on_it(s: &Statement) -> bool {
    let first = s.content.quote.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or_default();
    !s.direct && ["it", "its", "they", "their", "them"].contains(&first.to_lowercase().as_str())
}

/// What is said, its first piece where a cue interrupts it.
fn content(s: &Statement) -> Evidence {
    let c = &s.content;
    let whole = || Evidence { document: c.document.clone(), start: c.start, end: c.end, bytes: c.bytes, quote: c.quote.clone() };
    c.spans.first().cloned().unwrap_or_else(whole)
}
