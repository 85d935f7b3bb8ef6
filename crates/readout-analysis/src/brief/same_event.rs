//! How likely each two tellings of a story are of one event, by what grammar says of them, by their words and by what these mean.
//!
//! Enters: the desk, tellings, and which of them to hold against each other. Leaves: a likelihood for each pair. Sentences are read by the encoder once each,
//! and only those that a pair asks for.

use crate::brief::desk::Desk;
use crate::extract::event::rules::same_family;
use crate::link::events::Pair;
use crate::link::same_event::company::Company;
use crate::link::same_event::features::{self, features};
use crate::link::same_event::judge::JUDGE;
use crate::link::same_event::signs::{self, Beside, by_signs, signs};
use crate::link::same_event::told::{Told, Vectors};
use crate::link::tellings::{Article, Telling, days_differ, surely_one};
use foldhash::HashMap;
use readout_record::annotation::TokenIx;
use readout_record::meaning::{Reading, Vector};
use readout_record::mention::DocumentIx;
use std::collections::{BTreeMap, BTreeSet};

/// How likely two reports tell of one contact that say so by its day and its people.
const SURE: f32 = 0.95;

/// How likely each pair is of one event.
pub fn likely(desk: &Desk, tellings: &[Telling], pairs: &[Pair]) -> Vec<f32> {
    let reports = reports(tellings);
    let weighed = compared(desk, tellings, pairs).into_iter().zip(pairs);
    let one = |((signs, common), pair): (([f32; signs::COUNT], _), &Pair)| {
        let elsewhere = points_elsewhere(tellings, &reports, *pair);
        let sure = if surely_one(&tellings[pair.0], &tellings[pair.1], &desk.table) { SURE } else { 0.0f32 };
        if elsewhere { 0.0 } else { JUDGE.likely(Some(&signs), &common).max(by_signs(&signs)).max(sure) }
    };
    weighed.map(one).collect()
}

/// What each pair is judged by.
pub fn compared(desk: &Desk, tellings: &[Telling], pairs: &[Pair]) -> Vec<([f32; signs::COUNT], [f32; features::COUNT])> {
    if pairs.is_empty() {
        return Vec::new();
    }
    let asked: BTreeSet<usize> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    let asked: Vec<usize> = asked.into_iter().collect();
    let documents: BTreeSet<DocumentIx> = asked.iter().map(|&t| tellings[t].ix.0).collect();
    let documents: Vec<DocumentIx> = documents.into_iter().collect();
    let told = told(desk, tellings, &asked, &documents);
    let place: HashMap<usize, usize> = asked.iter().enumerate().map(|(at, &t)| (t, at)).collect();
    let views = || documents.iter().map(|&d| &desk.grammars[d]);
    let company = Company::new(
        &told,
        &views().map(|g| g.document).collect::<Vec<_>>(),
        &views().map(|g| g.annotations).collect::<Vec<_>>(),
    );
    let reports = reports(tellings);
    let compare = |&(a, b): &Pair| {
        let common = features(&told[place[&a]], &told[place[&b]], &company);
        (signs(&tellings[a], &tellings[b], beside(tellings, &reports, (a, b)), &desk.table), common)
    };
    pairs.iter().map(compare).collect()
}

/// The places of the tellings of each report.
fn reports(tellings: &[Telling]) -> HashMap<DocumentIx, Vec<usize>> {
    let mut reports: HashMap<DocumentIx, Vec<usize>> = HashMap::default();
    tellings.iter().enumerate().for_each(|(place, t)| reports.entry(t.ix.0).or_default().push(place));
    reports
}

/// Whether one of a pair of two reports is "the call", without a day, in a report that told a call of another day last before it.
fn points_elsewhere(tellings: &[Telling], reports: &HashMap<DocumentIx, Vec<usize>>, (a, b): Pair) -> bool {
    let points = |of: usize, other: usize| {
        let (own, other) = (&tellings[of], &tellings[other]);
        let asked = own.date.is_none() && own.article == Article::Definite && other.date.is_some() && own.ix.0 != other.ix.0;
        let before = || reports[&own.ix.0].iter().copied().take_while(|&p| p < of);
        let last = || before().filter(|&p| tellings[p].kind == own.kind && tellings[p].date.is_some()).last();
        asked && last().is_some_and(|p| days_differ(&tellings[p], other))
    };
    points(a, b) || points(b, a)
}

/// What the reports of a pair tell beside it. `reports` has the places of the tellings of each.
fn beside(tellings: &[Telling], reports: &HashMap<DocumentIx, Vec<usize>>, (a, b): Pair) -> Beside {
    let (earlier, later) = (&tellings[a], &tellings[b]);
    if earlier.ix.0 == later.ix.0 {
        let between = tellings[a + 1..b].iter().filter(|t| t.kind == later.kind).count();
        return Beside { between, ..Beside::default() };
    }
    let like = |of: usize| {
        let own = &tellings[of];
        let others = reports[&own.ix.0].iter().copied().filter(move |&p| p != of);
        others.filter(|&p| same_family(tellings[p].kind, own.kind))
    };
    let dated_others = |of: usize, other: &Telling| {
        let mut dated = like(of).filter(|&p| tellings[p].date.is_some()).peekable();
        let asked = tellings[of].date.is_none() && other.date.is_some() && dated.peek().is_some();
        asked && dated.all(|p| days_differ(&tellings[p], other))
    };
    Beside {
        between: 0,
        dated_others: dated_others(a, later) || dated_others(b, earlier),
        told_before: later.date.is_none() && like(b).any(|p| p < b && tellings[p].reality == later.reality),
        told: like(a).next().is_some() || like(b).next().is_some(),
    }
}

/// Some tellings with their words and what these mean; documents are counted by their place in `documents`.
fn told(desk: &Desk, tellings: &[Telling], asked: &[usize], documents: &[DocumentIx]) -> Vec<Told> {
    let sentences: BTreeSet<(DocumentIx, usize)> = asked.iter().map(|&t| (tellings[t].ix.0, tellings[t].sentence)).collect();
    let texts: Vec<&str> = sentences.iter().map(|&(d, s)| text(desk, d, s)).collect();
    let read: BTreeMap<(DocumentIx, usize), Reading> = sentences.iter().copied().zip(desk.encoder.read_events(&texts)).collect();
    let names: Vec<String> = asked.iter().map(|&t| name(desk, &tellings[t])).collect();
    let once: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let once: Vec<&str> = once.into_iter().collect();
    let alone: HashMap<&str, Vector> = once.iter().copied().zip(desk.encoder.embed(&once)).collect();
    let one = |(&t, name): (&usize, &String)| {
        let t = &tellings[t];
        let g = &desk.grammars[t.ix.0];
        let (_, places) = sentence(desk, t);
        let reading = &read[&(t.ix.0, t.sentence)];
        let vectors = Vectors { alone: alone[name.as_str()], within: reading.within(&places), around: reading.whole() };
        let document = documents.partition_point(|d| *d < t.ix.0);
        Told::new(g, &words(desk, t), g.sentences[t.sentence].clone(), (document, t.sentence), vectors)
    };
    asked.iter().zip(&names).map(one).collect()
}

/// The sentence of a telling, and the places in it of the words that name the event, in bytes.
pub fn sentence<'d>(desk: &Desk<'_, 'd>, t: &Telling) -> (&'d str, Vec<(usize, usize)>) {
    let g = &desk.grammars[t.ix.0];
    let from = g.token(g.sentences[t.sentence].start).span.start();
    let within = |w: TokenIx| (g.token(w).span.start() - from, g.token(w).span.end() - from);
    (text(desk, t.ix.0, t.sentence), words(desk, t).into_iter().map(within).collect())
}

/// The words that name the event.
fn words(desk: &Desk, t: &Telling) -> Vec<TokenIx> {
    let mention = &desk.extracted[t.ix.0].events[t.ix.1];
    let words: Vec<TokenIx> = desk.grammars[t.ix.0].tokens_in(mention.trigger).collect();
    if words.is_empty() { vec![mention.head] } else { words }
}

fn name(desk: &Desk, t: &Telling) -> String {
    let words: Vec<&str> = words(desk, t).into_iter().map(|w| desk.grammars[t.ix.0].word(w)).collect();
    words.join(" ").to_lowercase()
}

fn text<'d>(desk: &Desk<'_, 'd>, document: DocumentIx, sentence: usize) -> &'d str {
    let g = &desk.grammars[document];
    let tokens = &g.sentences[sentence];
    let last = tokens.end.max(tokens.start + 1) - 1;
    g.text()[g.token(tokens.start).span.start()..g.token(last).span.end()].trim_end()
}
