//! Whom pronouns and plural descriptions stand for, where the text leaves no doubt worth speaking of.
//!
//! Enters: the grammatical view and the document's actors, for pairs also its contacts. Leaves: for each such token the actor mentions meant. Unresolved stays unresolved:
//! "he" without a clear antecedent is nobody.

use crate::extract::actor::Actors;
use crate::extract::actor::describe::title_words;
use crate::extract::antecedent::{blamed, in_caption, is_barred, is_paper};
use crate::extract::event::rules::same_family;
use crate::extract::gender::{self, Gender};
use crate::grammar::{Grammar, is_verbal};
use foldhash::HashMap;
use readout_record::annotation::TokenIx;
use readout_record::kind::{ActorKind, EventType, Reality};
use readout_record::mention::EventMention;
use smallvec::{SmallVec, smallvec};

/// Numbers of actor mentions.
pub type Referents = SmallVec<[usize; 2]>;

/// How many sentences back a single person may be looked for, and a pair.
const BACK_ONE: usize = 2;
const BACK_PAIR: usize = 5;

/// Adds the tokens that stand for actors named elsewhere to those that are known to.
pub fn resolve(g: &Grammar, actors: &Actors, found: &mut HashMap<TokenIx, Referents>) {
    for ix in 0..g.tokens().len() {
        let meant = match g.token(ix).pos {
            "PRON" | "NOUN" | "PROPN" if found.contains_key(&ix) => None,
            "PRON" if is_singular_person(g, ix) => single(g, actors, ix, found),
            "NOUN" | "PROPN" if gender::of_address(g, ix).is_some() => single(g, actors, ix, found),
            _ => None,
        };
        if let Some(meant) = meant {
            found.insert(ix, meant);
        }
    }
}

fn is_singular_person(g: &Grammar, ix: TokenIx) -> bool {
    matches!(g.word(ix).to_lowercase().as_str(), "he" | "she" | "him" | "his" | "her" | "himself" | "herself") && !g.quoted(ix)
}

/// "He": the subject of the clause that reports this one, else the subject or the only person of the nearest sentence before that names one.
fn single(g: &Grammar, actors: &Actors, ix: TokenIx, known: &HashMap<TokenIx, Referents>) -> Option<Referents> {
    let meant = antecedent(g, actors, ix, known)?;
    let wanted = gender::of_address(g, ix).unwrap_or_else(|| match g.word(ix).to_lowercase().as_str() {
        "she" | "her" | "herself" => Gender::Female,
        _ => Gender::Male,
    });
    meant.iter().all(|&m| gender_of(g.text(), actors, m).is_none_or(|told| told == wanted)).then_some(meant)
}

fn antecedent(g: &Grammar, actors: &Actors, ix: TokenIx, known: &HashMap<TokenIx, Referents>) -> Option<Referents> {
    if let Some(subject) = blamed(g, ix).or_else(|| reporter(g, ix)).filter(|&s| s < ix) {
        let person = person_at(g, actors, subject, known);
        let unknown = g.token(subject).pos == "PRON" || actors.at(subject).is_none();
        if person.is_some() || unknown {
            return person;
        }
    }
    let sentence = g.sentence(ix);
    (sentence.saturating_sub(BACK_ONE)..=sentence).rev().find_map(|n| persons_of(g, actors, n, ix, known)).flatten()
}

/// The subject of the clause that the clause of a pronoun hangs in; what "she said" stands inside of is no such clause.
fn reporter(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let own = std::iter::once(ix).chain(g.ancestors(ix)).find(|&a| is_verbal(g.token(a)))?;
    let above = g.ancestors(own).filter(|&a| is_verbal(g.token(a)));
    above.filter(|_| g.label(own) != "parataxis").find_map(|v| g.under(v, &["nsubj"]).next())
}

/// `None` when the sentence names no person before `ix`; `Some(None)` when it names several and none is its subject.
fn persons_of(
    g: &Grammar,
    actors: &Actors,
    sentence: usize,
    ix: TokenIx,
    known: &HashMap<TokenIx, Referents>,
) -> Option<Option<Referents>> {
    if in_caption(g, sentence) {
        return None;
    }
    let tokens = g.sentences[sentence].clone().filter(|&t| t < ix && !g.quoted(t) && !is_barred(g, ix, t));
    let subject = tokens.clone().find(|&t| g.label(t) == "nsubj" && g.head(t).is_some_and(|v| g.head(v).is_none()));
    if let Some(found) = subject.and_then(|s| person_at(g, actors, s, known)) {
        return Some(Some(found));
    }
    let mut named: Vec<usize> =
        tokens.filter_map(|t| actors.at(t)).filter(|&m| actors.mentions[m].kind == ActorKind::Person).collect();
    named.dedup();
    named.sort_by_key(|&m| &actors.mentions[m].name);
    named.dedup_by_key(|m| &actors.mentions[*m].name);
    match named.as_slice() {
        [] => None,
        [one] => Some(Some(smallvec![*one])),
        _ => Some(None),
    }
}

fn person_at(g: &Grammar, actors: &Actors, ix: TokenIx, known: &HashMap<TokenIx, Referents>) -> Option<Referents> {
    if let Some(meant) = known.get(&ix) {
        return Some(meant.clone());
    }
    let single = !matches!(g.token(ix).tag, "NNS" | "NNPS") && g.conjuncts(ix).len() == 1;
    let mention = actors.at(ix).filter(|_| single)?;
    let person = matches!(actors.mentions[mention].kind, ActorKind::Person | ActorKind::Office | ActorKind::Unnamed);
    (person && !is_paper(g.lemma(actors.mentions[mention].head))).then(|| smallvec![mention])
}

/// Adds whom "the two leaders" and "the two countries" mean: the parties of the contact told last, since what is merely spoken of there may name two others.
pub fn pairs(g: &Grammar, actors: &Actors, events: &[EventMention], found: &mut HashMap<TokenIx, Referents>) {
    for ix in 0..g.tokens().len() {
        if g.token(ix).pos == "NOUN"
            && !found.contains_key(&ix)
            && let Some(meant) = pair(g, actors, events, ix, found)
        {
            found.insert(ix, meant);
        }
    }
}

/// What a plural for two that deal with each other names.
fn wanted(g: &Grammar, ix: TokenIx) -> Option<ActorKind> {
    match g.lemma(ix) {
        "leader" | "president" | "minister" | "general" | "man" | "official" => Some(ActorKind::Person),
        "side" | "party" | "country" | "government" | "neighbour" | "neighbor" | "nation" | "state" | "capital" => {
            Some(ActorKind::State)
        }
        _ => None,
    }
}

/// "The two leaders", "both presidents", "the sides": the pair of the contact told last; of persons else the pair that the nearest sentence before names
/// together, of states the one that is its subject.
fn pair(
    g: &Grammar,
    actors: &Actors,
    events: &[EventMention],
    ix: TokenIx,
    known: &HashMap<TokenIx, Referents>,
) -> Option<Referents> {
    let wanted = wanted(g, ix)?;
    let marked = g
        .under(ix, &["det", "nummod", "amod", "predet", "poss"])
        .any(|d| matches!(g.lemma(d).to_lowercase().as_str(), "both" | "the"));
    if !matches!(g.token(ix).tag, "NNS") || !marked || g.under(ix, &["prep", "relcl", "acl"]).any(|c| g.lemma(c) == "of") {
        return None;
    }
    let sentence = g.sentence(ix);
    let nearest = || (sentence.saturating_sub(BACK_PAIR)..=sentence).rev().find_map(|n| pair_of(g, actors, n, ix, wanted));
    let pair = match met(g, actors, events, ix, wanted, known) {
        Some(pair) if pair.len() == 2 => pair,
        // "The parties" behind the talks of three are these.
        Some(round) if round.len() > 2 => return None,
        _ if wanted == ActorKind::Person => nearest()?,
        _ => nearest().filter(|pair| told_together(g, actors, pair))?,
    };
    let title = if g.lemma(ix) == "leader" || wanted == ActorKind::State { None } else { title_words(g, ix) };
    let fits = |m: &usize| title.as_deref().is_none_or(|t| bears(actors.mentions[*m].role.as_deref(), t));
    pair.iter().all(fits).then_some(pair)
}

/// Those between whom the last contact before `ix` was, by their states where states are wanted.
fn met(
    g: &Grammar,
    actors: &Actors,
    events: &[EventMention],
    ix: TokenIx,
    wanted: ActorKind,
    known: &HashMap<TokenIx, Referents>,
) -> Option<Referents> {
    let vague =
        |e: &EventMention| e.participants.iter().any(|p| actors.at(p.head).is_none_or(|_| self::wanted(g, p.head).is_some()));
    let settled = |e: &EventMention| is_verbal(g.token(e.head)) && matches!(e.kind, EventType::Agreement | EventType::Signing);
    let held = |e: &EventMention| matches!(e.reality, Reality::Happened | Reality::UnderWay);
    let contact = |e: &&EventMention| {
        e.head < ix && e.participants.len() > 1 && held(e) && (same_family(e.kind, EventType::Meeting) || settled(e))
    };
    let last = events.iter().rev().filter(contact).find(|e| !vague(e))?;
    let state_of = |m: usize| {
        let of = actors.mentions[m].of.as_deref()?;
        (0..actors.mentions.len()).find(|&s| actors.mentions[s].kind == ActorKind::State && actors.mentions[s].name == of)
    };
    let mut meant = Referents::new();
    for p in &last.participants {
        let found = known.get(&p.head).and_then(|m| m.first().copied()).or_else(|| actors.at(p.head))?;
        let found = if actors.mentions[found].kind == wanted {
            Some(found)
        } else {
            state_of(found).filter(|_| wanted == ActorKind::State)
        }?;
        if !meant.iter().any(|&n| same_name(&actors.mentions[n].name, &actors.mentions[found].name)) {
            meant.push(found);
        }
    }
    Some(meant)
}

/// Whether two states are the subject of one sentence: "Chad and Niger are neighbours".
fn told_together(g: &Grammar, actors: &Actors, pair: &Referents) -> bool {
    let [first, second] = [pair[0], pair[1]].map(|m| actors.mentions[m].head);
    matches!(g.label(first), "nsubj" | "nsubjpass") && g.conjuncts(first).contains(&second)
}

/// Whether a role is the title that a plural names: "Foreign Minister" for "foreign ministers".
fn bears(role: Option<&str>, plural: &str) -> bool {
    let title = plural.to_lowercase();
    role.is_some_and(|r| r.to_lowercase().ends_with(title.trim_end_matches('s')))
}

fn pair_of(g: &Grammar, actors: &Actors, sentence: usize, ix: TokenIx, wanted: ActorKind) -> Option<Referents> {
    let mut named: Vec<usize> = Vec::new();
    for t in g.sentences[sentence].clone().filter(|&t| t < ix) {
        let Some(m) = actors.at(t).filter(|&m| actors.mentions[m].kind == wanted) else { continue };
        if !named.iter().any(|&n| same_name(&actors.mentions[n].name, &actors.mentions[m].name)) {
            named.push(m);
        }
    }
    (named.len() == 2).then(|| named.into_iter().collect())
}

/// Whether two names are equal, in full or by their last word.
pub fn same_name(a: &str, b: &str) -> bool {
    a == b || a.split(' ').next_back() == b.split(' ').next_back()
}

/// What is known of an actor mention: for a person what all mentions by the same last name say, if they agree.
pub fn gender_of(text: &str, actors: &Actors, mention: usize) -> Option<Gender> {
    let own = &actors.mentions[mention];
    if own.kind != ActorKind::Person {
        return gender::of(own.span.of(text));
    }
    let family = own.name.rsplit(' ').next();
    let same = actors.mentions.iter().filter(|m| m.kind == ActorKind::Person && m.name.rsplit(' ').next() == family);
    let mut told = same.filter_map(|m| gender::of(m.span.of(text)));
    let first = told.next()?;
    told.all(|other| other == first).then_some(first)
}
