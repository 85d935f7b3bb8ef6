//! Which sentences of later reports tell what became of a promise, in whatever words.
//!
//! Enters: the desk and promises. Leaves: for each promise sentences with what the encoder says they tell of it, the surest first. It leaves alone: what is made
//! of that; grammar has its say elsewhere.

use crate::brief::desk::Desk;
use crate::brief::promise::{Promise, is_later};
use crate::brief::sentences::{Sentence, Sentences};
use crate::extract::deed::WORDS;
use crate::extract::event::slots;
use crate::link::akin::akin;
use crate::link::claims::alike;
use crate::link::claims::value::contents;
use crate::link::claims::vocabulary::{Bag, Vocabulary};
use readout_record::annotation::TokenIx;
use readout_record::meaning::{Asked, Outcome};
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::BTreeSet;

/// Sentences that are read for one promise at most: those with most words in common that have its noun or its verb.
const CANDIDATES: usize = 4;
/// Sentences that are read for all promises of a story at most: that takes time.
const MOST: usize = 40;

/// Weight of a word that the action and a sentence have in common, and what the same word counts for elsewhere.
const BESIDE_ACTION: f64 = 0.4;
const WHO: f64 = 0.3;
const BEFORE: f64 = 0.5;
const AFTER: f64 = 0.3;
/// A sentence with less in common is not read.
const LEAST: f64 = 2.5;

/// A sentence and what it tells.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    /// The report.
    pub document: DocumentIx,
    /// The sentence.
    pub sentence: Span,
    /// What it tells of the promise.
    pub outcome: Outcome,
}

/// For each promise that `waits` the sentences that were read, the surest first.
pub fn heard(desk: &Desk, promises: &[Promise], waits: &[bool], sentences: &Sentences) -> Vec<Vec<Heard>> {
    let mut asked: Vec<(f64, usize, DocumentIx, Span)> = Vec::new();
    for (number, promise) in promises.iter().enumerate().filter(|(n, _)| waits[*n]) {
        let keys = keys(desk, promise);
        let near = near(desk, promise, sentences).into_iter().filter(|&(_, d, s)| names_its_thing(desk, &keys, d, s));
        asked.extend(near.take(CANDIDATES).map(|(weight, document, sentence)| (weight, number, document, sentence)));
    }
    asked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
    let mut read = vec![0; desk.stories.len()];
    asked.retain(|&(_, _, document, _)| {
        let read = &mut read[desk.story_of[document]];
        *read += 1;
        *read <= MOST
    });
    let promised: Vec<[String; 2]> =
        promises.iter().zip(waits).map(|(p, waits)| waits.then(|| in_words(desk, p)).unwrap_or_default()).collect();
    let texts = asked.iter().map(|&(_, n, document, sentence)| {
        let [promise, told] = &promised[n];
        Asked { promise, told, later: sentence.of(desk.grammars[document].text()) }
    });
    let mut found: Vec<Vec<Heard>> = promises.iter().map(|_| Vec::new()).collect();
    for ((_, number, document, sentence), outcome) in asked.iter().zip(desk.encoder.outcomes(&texts.collect::<Vec<_>>())) {
        found[*number].push(Heard { document: *document, sentence: *sentence, outcome });
    }
    let sure = |h: &Heard| h.outcome.nothing;
    found.iter_mut().for_each(|f| {
        f.sort_by(|a, b| sure(a).total_cmp(&sure(b)).then((a.document, a.sentence).cmp(&(b.document, b.sentence))))
    });
    found
}

/// Whether a sentence has the noun that heads what was promised, or its verb: what is told around these may be the same of another matter.
fn names_its_thing(desk: &Desk, keys: &[String], document: DocumentIx, sentence: Span) -> bool {
    let g = &desk.grammars[document];
    let telling = |t: &TokenIx| matches!(g.token(*t).pos, "NOUN" | "VERB" | "ADJ");
    let like = |a: &String, b: &String| akin(a, b) || WORDS.fulfilling.iter().any(|group| group.contains(a) && group.contains(b));
    g.tokens_in(sentence).filter(telling).any(|t| keys.iter().any(|k| like(k, &g.lemma(t).to_lowercase())))
}

/// The verb of what was promised, unless it says little, and the nouns that head its objects; of a noun phrase its head.
fn keys(desk: &Desk, promise: &Promise) -> Vec<String> {
    let (g, times) = (&desk.grammars[promise.documents[0]], &desk.extracted[promise.documents[0]].times);
    let tops: Vec<TokenIx> = g.tops(g.tokens_in(promise.action)).collect();
    let objects = |&t: &TokenIx| {
        let passive = slots::is_passive(g, t).then(|| g.subject(t)).flatten();
        let mut heads = slots::objects(g, t);
        heads.extend(passive);
        if heads.is_empty() {
            heads.extend(g.under(t, &["prep"]).flat_map(|p| g.under(p, &["pobj"])).collect::<Vec<_>>());
        }
        heads.into_iter().flat_map(|o| g.conjuncts(o)).collect::<Vec<_>>()
    };
    let timed = |t: TokenIx| times.iter().any(|time| time.span.contains(g.token(t).span));
    let all = tops.iter().copied().chain(tops.iter().flat_map(objects));
    let telling = all.filter(|&t| matches!(g.token(t).pos, "NOUN" | "VERB") && !timed(t));
    telling.map(|t| g.lemma(t).to_lowercase()).filter(|l| !WORDS.light.contains(l)).collect()
}

/// A promise as it is asked about: who and what, and the words in which it is told.
pub fn in_words(desk: &Desk, promise: &Promise) -> [String; 2] {
    let document = promise.documents[0];
    let text = desk.grammars[document].text();
    let told = sentence_around(desk, document, promise.action);
    [format!("{}: {}", promise.who, promise.action.of(text)), told.of(text).to_owned()]
}

/// The sentence that holds the first of some words.
pub fn sentence_around(desk: &Desk, document: DocumentIx, words: Span) -> Span {
    let g = &desk.grammars[document];
    let sentence = g.tokens_in(words).next().and_then(|t| g.sentences.get(g.sentence(t)));
    sentence.and_then(|s| g.span(&s.clone().collect::<Vec<_>>())).unwrap_or(words)
}

/// The sentences of later reports, and those after it in its own, that have words in common with a promise, with the weight of these, the largest first.
pub fn near(desk: &Desk, promise: &Promise, sentences: &Sentences) -> Vec<(f64, DocumentIx, Span)> {
    let own = promise.documents[0];
    let g = &desk.grammars[own];
    let (vocabulary, all) = sentences.of(desk, own);
    let action = contents(g, g.tokens_in(promise.action));
    let beside: BTreeSet<String> = contents(g, g.tokens_in(promise.evidence)).difference(&action).cloned().collect();
    let who: BTreeSet<String> = promise.who.split_whitespace().map(alike::word).collect();
    let [action, beside, who] = [&action, &beside, &who].map(|words| vocabulary.bag(words));
    let later: BTreeSet<DocumentIx> =
        desk.stories[desk.story_of[own]].iter().copied().filter(|&d| is_later(desk, promise, d, None)).collect();
    let comes_after = |s: &Sentence| later.contains(&s.document) || s.document == own && s.span.start() > promise.action.end();
    let mut near: Vec<(f64, DocumentIx, Span)> = Vec::new();
    for (place, s) in all.iter().enumerate() {
        if !comes_after(s) || promise.told.iter().any(|(d, told)| *d == s.document && told.overlaps(s.span)) {
            continue;
        }
        let neighbour = |place: Option<usize>| {
            let words = place.and_then(|p| all.get(p)).filter(|n| n.document == s.document).map(|n| &n.words);
            words.map_or(0.0, |w| vocabulary.common(&action, w))
        };
        let weight = weight(vocabulary, [&action, &beside, &who], &s.words)
            + BEFORE * neighbour(place.checked_sub(1))
            + AFTER * neighbour(Some(place + 1));
        near.extend((weight >= LEAST).then_some((weight, s.document, s.span)));
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    near
}

fn weight(vocabulary: &Vocabulary, [action, beside, who]: [&Bag; 3], words: &Bag) -> f64 {
    let common = |bag: &Bag| vocabulary.common(bag, words);
    common(action) + BESIDE_ACTION * common(beside) + WHO * common(who)
}
