//! Who is told to say what, in clauses of their own, one after the other.
//!
//! Enters: the grammatical view and the statements. Leaves: voices in the order of the text, and whether two of them are put side by side. What is
//! reported inside another's words is no voice.

use super::words::{WORDS, holds};
use crate::extract::Extracted;
use crate::extract::event::slots;
use crate::extract::statement::shown::SHOWN;
use crate::grammar::{Grammar, is_nominal, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::mention::StatementMention;

/// Somebody who is told to say something.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Token that heads the words for who says it.
    pub source: TokenIx,
    /// The verb, or the first word, that attributes.
    pub cue: TokenIx,
    /// The tokens of what is said, without marks at its ends.
    pub said: Vec<TokenIx>,
    /// First token of all this.
    pub from: TokenIx,
    /// Last token of all this.
    pub to: TokenIx,
    /// Number of the sentence.
    pub sentence: usize,
}

/// Most tokens between two that are put side by side: "; the union, for its part,".
const BETWEEN: usize = 6;

/// The voices of a document.
pub fn voices(g: &Grammar, found: &Extracted) -> Vec<Voice> {
    let shown = found.statements.iter().filter(|s| s.confidence >= SHOWN);
    let mut all: Vec<Voice> = shown.filter_map(|s| of_statement(g, s)).collect();
    let further: Vec<Voice> = (0..g.tokens().len()).filter_map(|t| of_verb(g, t, &all)).collect();
    all.extend(further);
    all.sort_by_key(|v| (v.from, v.cue));
    parted(g, all)
}

fn of_statement(g: &Grammar, s: &StatementMention) -> Option<Voice> {
    let (source, cue) = (s.source_head?, s.cue?);
    let cue = g.tokens_in(cue).find(|&t| g.token(t).pos == "VERB").or_else(|| g.tokens_in(cue).next())?;
    let said = s.content.iter().flat_map(|c| g.tokens_in(*c)).collect();
    voice(g, source, cue, said)
}

/// A verb of telling with a subject of its own that no statement has.
fn of_verb(g: &Grammar, verb: TokenIx, known: &[Voice]) -> Option<Voice> {
    let tells = g.token(verb).pos == "VERB" && holds(&WORDS.telling, g.lemma(verb)) && !g.quoted(verb);
    if !tells || matches!(g.label(verb), "relcl" | "acl") || known.iter().any(|v| v.cue == verb) {
        return None;
    }
    let source = g.under(verb, &["nsubj"]).find(|&s| is_nominal(g.token(s)) && s < verb)?;
    let end = g.sentences[g.sentence(verb)].end;
    let said = (verb + 1..end).take_while(|&t| g.word(t) != ";").collect();
    voice(g, source, verb, said)
}

fn voice(g: &Grammar, source: TokenIx, cue: TokenIx, said: Vec<TokenIx>) -> Option<Voice> {
    let said = trimmed(g, said);
    let named = g.noun_phrase(source);
    let all = || said.iter().chain(&named).copied().chain([cue]);
    let (from, to) = (all().min()?, all().max()?);
    let one = g.sentence(from) == g.sentence(to);
    (one && !said.is_empty()).then(|| Voice { source, cue, sentence: g.sentence(from), from, to, said })
}

/// Tokens without marks and blanks at their ends, and without "that" before them.
fn trimmed(g: &Grammar, said: Vec<TokenIx>) -> Vec<TokenIx> {
    let mark = |t: TokenIx| g.token(t).pos == "PUNCT" && !matches!(g.word(t), "\"" | "“" | "”" | "'" | "’" | ")");
    let edge = |t: &TokenIx| g.token(*t).pos == "SPACE" || mark(*t) || holds(&WORDS.joining, g.word(*t));
    let that = |t: &TokenIx| g.word(*t) == "that" && g.label(*t) == "mark";
    let first = said.iter().position(|t| !edge(t) && !that(t)).unwrap_or(said.len());
    let last = said.iter().rposition(|t| !edge(t)).map_or(first, |l| l + 1);
    said.get(first..last).map(<[TokenIx]>::to_vec).unwrap_or_default()
}

impl Voice {
    /// The verb that heads what is said.
    pub fn verb(&self, g: &Grammar) -> Option<TokenIx> {
        let main = |t: &&TokenIx| is_verbal(g.token(**t)) && !matches!(g.label(**t), "aux" | "auxpass" | "amod" | "compound");
        let outside = |t: &&TokenIx| g.head(**t).is_none_or(|h| !self.said.contains(&h));
        self.said.iter().filter(main).find(outside).copied()
    }

    /// The voice without what stands at or after a token; nothing where it says nothing before it.
    pub fn before(&self, g: &Grammar, mark: TokenIx) -> Option<Voice> {
        let mut voice = self.clone();
        cut(g, &mut voice, mark);
        (!voice.said.is_empty() && voice.to < mark).then_some(voice)
    }
}

/// The subject and the verb of a clause, for a reader to know what it is about; the object where the subject stands elsewhere.
pub fn about(g: &Grammar, verb: TokenIx) -> String {
    let lower = g.under(verb, &["ccomp"]).find(|&c| g.under(c, &["nsubj", "nsubjpass"]).next().is_some());
    let mut subjects = g.under(verb, &["nsubj", "nsubjpass", "expl"]);
    // "It was understood that the crew would go": what it was.
    if let Some(lower) = lower.filter(|_| subjects.all(|s| g.word(s).eq_ignore_ascii_case("it"))) {
        return about(g, lower);
    }
    let subject = g.under(verb, &["nsubj", "nsubjpass"]).next().map(|s| g.noun_phrase(s)).unwrap_or_default();
    let particle = g.under(verb, &["prt", "prep"]).filter(|&p| g.under(p, &["pobj", "pcomp"]).next().is_none());
    let helpers = g.under(verb, &["aux", "auxpass", "neg"]).chain([verb]).chain(particle).collect::<Vec<_>>();
    let object = slots::objects(g, verb).into_iter().next().filter(|_| subject.is_empty());
    let mut tokens: Vec<TokenIx> = subject.into_iter().chain(helpers).chain(object).collect();
    tokens.sort_unstable();
    let span = tokens.iter().map(|&t| g.word(t)).collect::<Vec<_>>();
    span.join(" ").replace(" n't", "n't").replace(" n’t", "n’t")
}

/// Cuts off what another says in a clause of its own, and leaves out who speaks inside the words of another.
fn parted(g: &Grammar, mut all: Vec<Voice>) -> Vec<Voice> {
    let mut kept: Vec<Voice> = Vec::new();
    for at in 0..all.len() {
        let inner = all[at].clone();
        let mut nested = false;
        for outer in all[..at].iter_mut().chain(&mut kept) {
            if outer.said.contains(&inner.cue) && outer.cue != inner.cue {
                match joint(g, inner.from) {
                    Some(mark) if outer.from < mark => cut(g, outer, mark),
                    _ => nested = true,
                }
            }
        }
        if !nested {
            kept.push(inner);
        }
    }
    kept.retain(|v| !v.said.is_empty());
    kept
}

fn cut(g: &Grammar, voice: &mut Voice, mark: TokenIx) {
    let said = voice.said.iter().copied().filter(|&t| t < mark).collect();
    voice.said = trimmed(g, said);
    let last = voice.said.iter().copied().chain([voice.cue, voice.source]).max();
    voice.to = last.unwrap_or(voice.to);
}

/// The word or mark that joins a clause to the one before it.
fn joint(g: &Grammar, from: TokenIx) -> Option<TokenIx> {
    let before = from.checked_sub(1)?;
    let at = if g.word(before) == "," { before.checked_sub(1)? } else { before };
    [before, at].into_iter().find(|&t| holds(&WORDS.joining, g.word(t)))
}

/// How two voices stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// In one sentence, joined.
    Joined,
    /// In two sentences of one paragraph, with nothing between.
    Next,
}

/// Whether the second of two voices is put beside the first.
pub fn beside(g: &Grammar, a: &Voice, b: &Voice) -> Option<Beside> {
    if a.to >= b.from || a.source == b.source {
        return None;
    }
    let between = || (a.to + 1..b.from).filter(|&t| g.token(t).pos != "SPACE");
    if between().count() > BETWEEN {
        return None;
    }
    if a.sentence == b.sentence {
        let opened = a.from.checked_sub(1).is_some_and(|t| holds(&WORDS.opening, g.word(t)));
        let joined = between().any(|t| holds(&WORDS.joining, g.word(t)));
        return (joined || opened && between().all(|t| g.word(t) == ",")).then_some(Beside::Joined);
    }
    let gap = &g.text()[g.token(a.to).span.end()..g.token(b.from).span.start()];
    (a.sentence + 1 == b.sentence && !gap.contains("\n\n")).then_some(Beside::Next)
}
