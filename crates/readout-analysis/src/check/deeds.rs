//! Deeds: what the sentence says that somebody did, and clauses of a report that tell or deny it.
//!
//! Enters: the accounts, the first of which is the sentence. Leaves: clauses that say so, deny it, or tell it as planned or possible.

use super::asked::Asked;
use super::finding::Stand;
use super::held::Held;
use crate::link::claims::Story;
use crate::link::claims::account::Account;
use crate::link::claims::alike;
use crate::link::claims::denial::{self, Pair};
use crate::link::claims::proposition::{Denial, Proposition};
use crate::link::claims::tense::Tense;
use crate::link::claims::value::Value;
use readout_record::edtf::Edtf;
use readout_record::kind::Reality;
use readout_record::meaning::likeness;
use readout_record::mention::EventMention;
use readout_record::span::Span;

/// Clauses of a report that are looked at, the nearest by their words.
const LOOKED_AT: usize = 3;
/// Weight of common words, and meaning, from which two clauses tell one deed.
const COMMON: f64 = 2.5;
const ALIKE: f64 = 0.5;
/// Meaning from which one of them denies what the other tells.
const ALIKE_DENIED: f64 = 0.55;

/// The clauses of a report that tell or deny what the sentence says. A sentence with an amount stands by its amount.
pub fn held(story: &Story, asked: &Asked, report: usize) -> Vec<Held> {
    let Some(main) = asked.main.filter(|_| asked.amounts.is_empty()) else { return Vec::new() };
    let account = &story.accounts[report];
    let mut found = events(story, asked, report);
    let mut near: Vec<(f64, &Proposition)> =
        account.propositions.iter().map(|p| (story.words.common(&main.words, &p.words), p)).collect();
    near.retain(|(common, p)| *common >= COMMON && agree(story, main, p) && !asked.is_another_day(&days(account, p)));
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.verb.cmp(&b.1.verb)));
    near.truncate(LOOKED_AT);
    let texts: Vec<&str> = std::iter::once(main).chain(near.iter().map(|(_, p)| *p)).map(|p| p.plain.as_str()).collect();
    let meanings = if near.is_empty() { Vec::new() } else { story.encoder.embed(&texts) };
    for (at, (_, told)) in near.iter().enumerate() {
        let alike = f64::from(likeness(&meanings[0], &meanings[at + 1]));
        let denied = main.denial.is_some() != told.denial.is_some();
        if alike >= if denied { ALIKE_DENIED } else { ALIKE } {
            let stand = stand(main, told);
            let wanted = story.accounts[0].found.events.first().map(|e| e.kind);
            let around = account.found.events.iter().filter(|e| e.evidence.contains(told.span) || told.span.contains(e.trigger));
            let event = wanted.or_else(|| around.min_by_key(|e| e.evidence.len()).map(|e| e.kind));
            let dated = !days(account, told).is_empty();
            found.push(Held { report, stand, words: words(account, told), value: None, length: None, event, dated });
        }
    }
    found
}

/// The clause; the sentence where the words that deny stand outside of it: "she denied that".
fn words(account: &Account, told: &Proposition) -> Span {
    let sentence = || account.g.span(&account.g.sentences[told.sentence].clone().collect::<Vec<_>>());
    let called = told.denial == Some(Denial::Called);
    called.then(sentence).flatten().unwrap_or(told.span)
}

/// Clauses of reports that deny what the sentence says, or tell what it denies, as accounts are held against each other. A sentence with an amount
/// stands by its amount.
pub fn denials(story: &Story, asked: &Asked) -> Vec<Held> {
    if !asked.amounts.is_empty() {
        return Vec::new();
    }
    let of_sentence = |p: &Pair| p.said.iter().filter(|s| s.document == 0).count() == 1;
    let mut pairs: Vec<Pair> = denial::pairs(&story.accounts, &story.words).into_iter().filter(of_sentence).collect();
    let texts: Vec<&str> = pairs.iter().flat_map(|p| p.said.iter().map(|s| s.plain.as_str())).collect();
    let meanings = if texts.is_empty() { Vec::new() } else { story.encoder.embed(&texts) };
    let alike: Vec<f64> = meanings.chunks(2).map(|m| f64::from(likeness(&m[0], &m[1]))).collect();
    pairs.iter_mut().zip(alike).for_each(|(pair, alike)| pair.meaning = alike);
    let held = pairs.iter().filter(|p| p.holds()).filter_map(|p| p.said.iter().find(|s| s.document != 0));
    let about = held.filter(|told| asked.is_about(&story.accounts[told.document]));
    let another_day = |told: &&Proposition| asked.is_another_day(&days(&story.accounts[told.document], told));
    about.filter(|told| !another_day(told)).map(|told| denied(story, told)).collect()
}

fn denied(story: &Story, told: &Proposition) -> Held {
    let account = &story.accounts[told.document];
    let event = story.accounts[0].found.events.first().map(|e| e.kind);
    let dated = !days(account, told).is_empty();
    Held { report: told.document, stand: Stand::Otherwise, words: words(account, told), value: None, length: None, event, dated }
}

/// Days told in the sentence of a clause.
fn days<'a>(account: &'a Account, p: &Proposition) -> Vec<&'a Edtf> {
    let here = account.values.iter().filter(|v| v.sentence == p.sentence).filter_map(Value::stretch);
    here.filter(|s| s.to - s.from <= 24 * 60).map(|s| &s.edtf).collect()
}

/// One verb, one who does it, one to whom or what it is done, and one number, as far as both are told.
fn agree(story: &Story, asked: &Proposition, told: &Proposition) -> bool {
    let slot = story.words.common(&asked.subject, &told.subject) > 0.0 || story.words.common(&asked.object, &told.object) > 0.0;
    let agents = asked.agents.is_empty() || told.agents.is_empty() || !asked.agents.is_disjoint(&told.agents);
    let objects = asked.object.is_empty() || told.object.is_empty() || story.words.common(&asked.object, &told.object) > 0.0;
    let numbers = asked.numbers.is_empty() || told.numbers.is_empty() || !asked.numbers.is_disjoint(&told.numbers);
    agents && numbers && slot && objects && is_one_verb(story, asked, told)
}

/// Whether one verb, or one word for a verb, governs both.
fn is_one_verb(story: &Story, asked: &Proposition, told: &Proposition) -> bool {
    let lemma = |p: &Proposition| alike::word(story.accounts[p.document].g.lemma(p.verb));
    lemma(asked) == lemma(told)
}

fn stand(asked: &Proposition, told: &Proposition) -> Stand {
    let ahead = |p: &Proposition| p.tense == Tense::Ahead;
    match () {
        () if told.open || asked.open || ahead(asked) != ahead(told) => Stand::NotClear,
        () if asked.denial.is_some() != told.denial.is_some() => Stand::Otherwise,
        () => Stand::SaysSo,
    }
}

/// Events of the type that the sentence tells, with the same participants.
fn events(story: &Story, asked: &Asked, report: usize) -> Vec<Held> {
    let account = &story.accounts[report];
    let Some(wanted) = story.accounts[0].found.events.first().filter(|e| !e.participants.is_empty() && asked.names.len() > 1)
    else {
        return Vec::new();
    };
    let same = |e: &&EventMention| e.kind == wanted.kind && names_all(asked, account, e);
    let mut found = Vec::new();
    for event in account.found.events.iter().filter(same) {
        let day = event.time.and_then(|t| account.found.times.get(t)).and_then(|t| t.edtf.as_ref());
        if asked.is_another_day(&day.into_iter().collect::<Vec<_>>()) {
            continue;
        }
        let stand = match (wanted.reality, event.reality) {
            (a, b) if a == b => Stand::SaysSo,
            (Reality::Happened, Reality::Denied) | (Reality::Denied, Reality::Happened) => Stand::Otherwise,
            _ => Stand::NotClear,
        };
        found.push(Held {
            report,
            stand,
            words: event.evidence,
            value: None,
            length: None,
            event: Some(event.kind),
            dated: day.is_some(),
        });
    }
    found
}

/// Whether the report's telling of an event has every name of the sentence, two of them among those who take part.
fn names_all(asked: &Asked, account: &Account, told: &EventMention) -> bool {
    let words = |span: Span| account.g.tokens_in(span).map(|t| account.g.word(t)).collect::<Vec<_>>();
    let there: Vec<&str> = told.participants.iter().flat_map(|p| words(p.span)).collect();
    let clause = words(told.evidence);
    let taking = asked.names.iter().filter(|n| there.contains(n)).count();
    taking > 1 && asked.names.iter().all(|n| there.contains(n) || clause.contains(n))
}
