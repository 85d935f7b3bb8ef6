//! What later reports tell of a promise: done, or told as not done.
//!
//! Enters: the desk and the promises. Leaves: for each promise what was told of it later, the last word first. Silence is nothing told.

use crate::brief::deeds::{Deeds, Told, gathers, give_meanings, telling_verb, things};
use crate::brief::desk::Desk;
use crate::brief::effects::effect;
use crate::brief::outcomes::heard;
use crate::brief::promise::{Answer, Promise, is_later};
use crate::brief::sentences::Sentences;
use crate::brief::timing::{before_promise, is_another_time, is_due_otherwise, is_tied, when};
use crate::brief::turns::turned;
use crate::brief::verdict::{Verdict, verdict};
use crate::extract::deed::{WORDS, deed};
use crate::extract::turn::by_verb;
use crate::grammar::{is_nominal, is_verbal};
use crate::link::akin::Index;
use crate::link::follow_ups::{Side, answers};
use readout_record::annotation::TokenIx;
use readout_record::kind::Effect;
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::BTreeSet;

/// At most so many deeds are held against one promise by their meaning: those with most words in common.
const CANDIDATES: usize = 6;

/// What was told of a promise later.
pub struct Followed {
    /// What became of it, the last word first.
    pub answers: Vec<Answer>,
    /// Where that is not sure, a sentence that may tell it.
    pub last_told: Option<(DocumentIx, Span)>,
}

/// For each promise what was told of it later.
pub fn follow_ups(desk: &mut Desk, promises: &[Promise], deeds: &mut Deeds, sentences: &Sentences) -> Vec<Followed> {
    let mut sides: Vec<Side> = promises.iter().map(|p| promise_side(desk, p)).collect();
    let pairs = candidates(desk, promises, &sides, deeds);
    read_meanings(desk, promises, &mut sides, deeds, &pairs);
    let mut found: Vec<Vec<Answer>> = promises.iter().map(|_| Vec::new()).collect();
    for (number, document, i) in pairs {
        let Some(deed) = deeds.get(document, i) else { continue };
        found[number].extend(answer(desk, &promises[number], &sides[number], deed));
    }
    found.iter_mut().for_each(keep_surest);
    found.iter_mut().zip(turned(desk, promises)).for_each(|(f, more)| f.extend(more));
    let waits: Vec<bool> = found.iter().zip(promises).map(|(f, p)| f.is_empty() && !is_done(desk, p)).collect();
    let heard = heard(desk, promises, &waits, sentences);
    let mut last_told: Vec<Option<(DocumentIx, Span)>> = vec![None; promises.len()];
    for (number, heard) in heard.into_iter().enumerate() {
        match verdict(desk, &promises[number], &heard, deeds) {
            Some(Verdict::Answer(answer)) => found[number].push(answer),
            Some(Verdict::Words(document, sentence)) => last_told[number] = Some((document, sentence)),
            None => {}
        }
    }
    let both = found.into_iter().zip(last_told);
    both.map(|(f, last_told)| Followed { answers: last_word_first(desk, f), last_told }).collect()
}

/// What a deed says of a promise, where it is the one promised.
fn answer(desk: &Desk, promise: &Promise, side: &Side, told: &Told) -> Option<Answer> {
    if before_promise(desk, promise, told) || is_another_time(desk, promise, told) || is_due_otherwise(promise, told) {
        return None;
    }
    let g = &desk.grammars[told.document];
    if by_verb(g, told.deed.verb).is_some_and(|turn| turn.effect != Effect::Broken)
        && (told.deed.done || is_tied(desk, promise, told))
    {
        return None;
    }
    let sure = answers(side, &told.side, when(desk, promise, told), &desk.table)?;
    let done = effect(desk, promise, side, told)?;
    Some(Answer { effect: done.effect, late: done.late, sure, document: told.document, clause: told.deed.clause, due: None })
}

/// Promises with the deeds of later reports of their story that share most words with them.
fn candidates(desk: &mut Desk, promises: &[Promise], sides: &[Side], deeds: &mut Deeds) -> Vec<(usize, DocumentIx, usize)> {
    let mut indices: Vec<Option<Deedbook>> = (0..desk.stories.len()).map(|_| None).collect();
    let mut pairs = Vec::new();
    for (number, promise) in promises.iter().enumerate() {
        let own = promise.documents[0];
        let story = desk.story_of[own];
        if desk.stories[story].len() < 2 || is_done(desk, promise) {
            continue;
        }
        let index = indices[story].take().unwrap_or_else(|| index(desk, story, deeds));
        let mut near: Vec<(usize, DocumentIx, usize)> = Vec::new();
        let mut shares = index.things.sharing(&sides[number].things);
        let verb: Vec<String> = sides[number].verb.iter().cloned().collect();
        index.bare.sharing(&verb).into_keys().for_each(|at| _ = shares.entry(at).or_default());
        if sides[number].gathers {
            let met = index.gathered.iter().filter(|&&(d, i)| deeds.get(d, i).is_some_and(|t| is_tied(desk, promise, t)));
            met.for_each(|&at| _ = shares.entry(at).or_default());
        }
        for ((document, i), common) in shares {
            let Some(deed) = deeds.get(document, i) else { continue };
            let later = is_later(desk, promise, document, deed.date.as_ref());
            if deed.deed.restating || promise.documents.contains(&document) || !later {
                continue;
            }
            let same_verb = sides[number].same_verb(&deed.side) || (common > 0 && sides[number].like_verb(&deed.side));
            let tied = (common > 0 || sides[number].gathers && deed.side.gathers) && is_tied(desk, promise, deed);
            if common >= 2 || same_verb || tied || deed.term.timing.is_some() {
                near.push((common * 2 + usize::from(same_verb) + 4 * usize::from(tied), document, i));
            }
        }
        indices[story] = Some(index);
        near.sort_by_key(|&(score, document, i)| (std::cmp::Reverse(score), document, i));
        pairs.extend(near.into_iter().take(CANDIDATES).map(|(_, document, i)| (number, document, i)));
    }
    pairs
}

/// The deeds of a story's reports by their words, those inside what is promised left out.
#[derive(Default)]
struct Deedbook {
    things: Index,
    /// "They freed the men": by the verb alone.
    bare: Index,
    /// Those of coming together.
    gathered: Vec<(DocumentIx, usize)>,
}

fn index(desk: &mut Desk, story: usize, deeds: &mut Deeds) -> Deedbook {
    let mut index = Deedbook::default();
    for document in desk.stories[story].clone() {
        for (i, told) in deeds.of(desk, document).iter().enumerate().filter(|(_, d)| !d.promised) {
            index.things.add((document, i), &told.side.things);
            index.gathered.extend(Some((document, i)).filter(|_| told.side.gathers));
            let bare = told.side.things.iter().all(|t| WORDS.standing.contains(t));
            told.side.verb.iter().filter(|_| bare).for_each(|v| index.bare.add((document, i), std::slice::from_ref(v)));
        }
    }
    index
}

/// What is told as done already waits for no follow-up.
fn is_done(desk: &Desk, promise: &Promise) -> bool {
    let g = &desk.grammars[promise.documents[0]];
    let top = g.tops(g.tokens_in(promise.action)).next();
    top.and_then(|t| deed(g, t)).is_some_and(|d| d.done && !d.restating)
}

fn promise_side(desk: &Desk, p: &Promise) -> Side {
    let document = p.documents[0];
    let g = &desk.grammars[document];
    let verb = g.tops(g.tokens_in(p.action)).chain(g.tokens_in(p.action)).find(|&t| is_verbal(g.token(t)));
    let subject = verb.and_then(|v| g.subject(v)).filter(|&s| is_nominal(g.token(s)) && g.token(s).pos != "PRON");
    Side {
        actors: p.actors.clone(),
        heads: subject.into_iter().flat_map(|s| g.conjuncts(s)).map(|t| g.lemma(t).to_lowercase()).collect(),
        of: None,
        verb: verb.and_then(|v| telling_verb(desk, document, v)),
        things: promised_things(desk, document, p.action, verb.zip(subject)),
        gathers: verb.is_some_and(|v| gathers(g, v)),
        meaning: None,
    }
}

/// What is promised, in words; of what is to open, to reopen or to take place, that is the subject.
fn promised_things(desk: &Desk, document: DocumentIx, action: Span, verb: Option<(TokenIx, TokenIx)>) -> Vec<String> {
    let g = &desk.grammars[document];
    let mut found = things(desk, document, action);
    let alone = |v: TokenIx| {
        g.under(v, &["dobj", "xcomp", "attr", "acomp"]).all(|o| g.lemma(o) == "place" || WORDS.works.contains(g.lemma(o)))
    };
    let changed = |v: TokenIx| WORDS.happening.contains(&g.lemma(v).to_lowercase()) && alone(v);
    let phrase = verb.filter(|&(v, _)| changed(v)).and_then(|(_, s)| g.span(&g.noun_phrase(s)));
    found.extend(phrase.map_or_else(Vec::new, |p| things(desk, document, p)));
    found.sort_unstable();
    found.dedup();
    found
}

/// Reads the meanings of promises and deeds that stand in pairs.
fn read_meanings(desk: &Desk, promises: &[Promise], sides: &mut [Side], deeds: &mut Deeds, pairs: &[(usize, DocumentIx, usize)]) {
    let mut numbers: Vec<usize> = pairs.iter().map(|p| p.0).collect();
    numbers.dedup();
    let texts: Vec<&str> =
        numbers.iter().map(|&n| promises[n].evidence.of(desk.grammars[promises[n].documents[0]].text())).collect();
    if texts.is_empty() {
        return;
    }
    numbers.iter().zip(desk.encoder.embed(&texts)).for_each(|(&n, meaning)| sides[n].meaning = Some(meaning));
    let paired: BTreeSet<(DocumentIx, usize)> = pairs.iter().map(|p| (p.1, p.2)).collect();
    give_meanings(desk, deeds.all().filter(|(key, _)| paired.contains(key)).map(|(_, told)| told));
}

/// The surest deed, done before not done.
fn keep_surest(found: &mut Vec<Answer>) {
    found.sort_by(|a, b| b.sure.total_cmp(&a.sure).then(a.document.cmp(&b.document)).then(a.clause.cmp(&b.clause)));
    let best = found.iter().position(|f| f.effect != Effect::NotDone).unwrap_or(0);
    *found = found.drain(..).skip(best).take(1).collect();
}

/// What was reported last stands first; in one report, breaches and withdrawals before deeds.
fn last_word_first(desk: &Desk, mut found: Vec<Answer>) -> Vec<Answer> {
    let rank = |e: Effect| match e {
        Effect::Broken => 0,
        Effect::Withdrawn => 1,
        Effect::Kept | Effect::PartlyKept => 2,
        Effect::Extended => 3,
        Effect::NotDone => 4,
    };
    found.sort_by_key(|a| (std::cmp::Reverse(desk.day(a.document)), rank(a.effect), a.document, a.clause));
    found.dedup_by_key(|a| (a.document, a.clause));
    found
}
