//! Who was informed, consulted or left out, or is to be: the part that a report says somebody was given.
//!
//! Enters: the grammatical view of one document and its actors. Leaves: such parts with the clause that tells them, in the order of the text. It
//! leaves alone: whether they are third parties. The words stand in `rules/involvement.toml`; what is wished or asked gives nothing.

use crate::extract::actor::Actors;
use crate::grammar::{Grammar, is_verbal};
use crate::rules::{Example, load};
use readout_record::annotation::TokenIx;
use readout_record::kind::Standing;
use readout_record::span::Span;
use serde::Deserialize;
use std::sync::LazyLock;

/// Longest clause that is shown whole, in bytes.
const LONGEST: usize = 300;

/// A part that somebody was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Involvement {
    /// Token that heads who it is.
    pub who: TokenIx,
    /// The part.
    pub part: Standing,
    /// The clause.
    pub clause: Span,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    verbs: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    with: Option<String>,
    part: Standing,
    #[serde(default)]
    denied: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    binds: Vec<String>,
    fails: Vec<String>,
    unreal: Vec<String>,
    coming: Vec<String>,
    open: Vec<String>,
    pattern: Vec<Pattern>,
    example: Vec<Example>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| load("involvement.toml", include_str!("../../rules/involvement.toml")));

/// Sentences with who is given which part, as `part: who`.
pub fn examples() -> &'static [Example] {
    &RULES.example
}

/// Whether a deed is told as done, as not done or as to come.
enum Told {
    Done,
    NotDone,
    ToCome,
}

/// The parts that a document tells of.
pub fn involvements(g: &Grammar, actors: &Actors) -> Vec<Involvement> {
    let mut found: Vec<Involvement> = Vec::new();
    for verb in (0..g.tokens().len()).filter(|&t| is_verbal(g.token(t))) {
        for pattern in RULES.pattern.iter().filter(|p| holds(&p.verbs, g.lemma(verb))) {
            let Some(part) = part(g, verb, pattern) else { continue };
            for who in given(g, verb, pattern).into_iter().filter_map(|t| named(g, actors, t)) {
                if let Some(clause) = clause(g, verb).filter(|_| !found.iter().any(|i| i.who == who)) {
                    found.push(Involvement { who, part, clause });
                }
            }
        }
    }
    found
}

/// The token of an actor: itself, or the name that stands after it ("the state's president, Aud Lunde").
fn named(g: &Grammar, actors: &Actors, t: TokenIx) -> Option<TokenIx> {
    let own = (actors.mention(t).is_some() || is_he(g, t)).then_some(t);
    own.or_else(|| g.under(t, &["appos"]).find(|&a| actors.mention(a).is_some()))
}

/// Whether a token is a pronoun that stands for somebody spoken of.
fn is_he(g: &Grammar, t: TokenIx) -> bool {
    matches!(g.word(t).to_lowercase().as_str(), "he" | "she" | "him" | "her" | "they" | "them")
}

fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Whom the verb is done to: the subject of the passive, else the object, or what follows the pattern's preposition.
fn given(g: &Grammar, verb: TokenIx, pattern: &Pattern) -> Vec<TokenIx> {
    if let Some(with) = &pattern.with {
        return g.prepositional(verb, with).into_iter().collect();
    }
    let passive = g.under(verb, &["nsubjpass"]).next();
    let subject = passive.or_else(|| g.under(verb, &["auxpass"]).next().and_then(|_| g.subject(verb)));
    let object = || g.under(verb, &["dobj"]).next().or_else(|| below_complement(g, verb, pattern));
    subject.or_else(object).map_or_else(Vec::new, |t| g.conjuncts(t).into_iter().collect())
}

/// "Keep Norway informed": the parser takes Norway for the subject of "informed".
fn below_complement(g: &Grammar, verb: TokenIx, pattern: &Pattern) -> Option<TokenIx> {
    let complement = g.under(verb, &["ccomp", "xcomp"]).find(|&c| holds(&pattern.words, g.word(c)))?;
    g.under(complement, &["nsubj", "nsubjpass"]).next()
}

fn part(g: &Grammar, verb: TokenIx, pattern: &Pattern) -> Option<Standing> {
    let needs = pattern.words.is_empty() || {
        let words = below(g, verb);
        pattern.words.iter().any(|w| words.contains(&format!(" {w} ")))
    };
    let told = told(g, verb).filter(|_| needs)?;
    match (pattern.part, told) {
        (Standing::LeftOut, Told::Done) => Some(Standing::LeftOut),
        (Standing::LeftOut, _) => None,
        (_, Told::NotDone) => Some(Standing::LeftOut),
        _ if pattern.denied => None,
        (part, Told::Done) => Some(part),
        (Standing::Informed, Told::ToCome) => Some(Standing::ToBeInformed),
        (_, Told::ToCome) => Some(Standing::ToBeConsulted),
    }
}

/// The words under a verb in lower case, each between spaces.
fn below(g: &Grammar, verb: TokenIx) -> String {
    let words: Vec<String> = g.subtree(verb).into_iter().map(|t| g.word(t).to_lowercase()).collect();
    format!(" {} ", words.join(" "))
}

/// How the deed is told; `None` where it is only wished, possible or asked.
fn told(g: &Grammar, verb: TokenIx) -> Option<Told> {
    let chain: Vec<TokenIx> = std::iter::once(verb).chain(g.ancestors(verb).take_while(|&a| is_verbal(g.token(a)))).collect();
    let marked = |v: TokenIx| g.under(v, &["mark", "advmod"]).any(|m| holds(&RULES.unreal, g.word(m)));
    if chain.iter().any(|&v| marked(v)) {
        return None;
    }
    let own: Vec<&str> = auxiliaries(g, verb);
    if own.iter().any(|w| holds(&RULES.open, w)) {
        return None;
    }
    if negated(g, verb) {
        return Some(Told::NotDone);
    }
    if own.iter().any(|w| holds(&RULES.coming, w)) {
        return Some(Told::ToCome);
    }
    if own.iter().any(|w| w.eq_ignore_ascii_case("to")) || g.token(verb).tag == "VB" {
        let head = g.head(verb)?;
        return match g.lemma(head) {
            word if holds(&RULES.binds, word) => Some(Told::ToCome),
            word if holds(&RULES.fails, word) => Some(Told::NotDone),
            // "He will call Norway to inform it."
            _ => auxiliaries(g, head).iter().any(|w| holds(&RULES.coming, w)).then_some(Told::ToCome),
        };
    }
    let said = g.under(verb, &["nsubj", "nsubjpass"]).next().is_some()
        || matches!(g.token(verb).tag, "VBD" | "VBN" | "VBZ" | "VBP" | "VBG");
    said.then_some(Told::Done)
}

/// The auxiliaries of a verb, or of the one that it is coordinated with.
fn auxiliaries<'d>(g: &Grammar<'d>, verb: TokenIx) -> Vec<&'d str> {
    let own: Vec<&str> = g.under(verb, &["aux", "auxpass"]).map(|t| g.word(t)).collect();
    let first = g.head(verb).filter(|_| own.is_empty() && g.label(verb) == "conj");
    first.map_or(own, |v| g.under(v, &["aux", "auxpass"]).map(|t| g.word(t)).collect())
}

/// Not, never, neither; or "without consulting".
fn negated(g: &Grammar, verb: TokenIx) -> bool {
    let neither = |v: TokenIx| g.under(v, &["preconj", "cc", "advmod"]).any(|t| g.word(t).eq_ignore_ascii_case("neither"));
    let without = g.head(verb).is_some_and(|h| g.label(verb) == "pcomp" && g.word(h).eq_ignore_ascii_case("without"));
    g.negated(verb) || neither(verb) || without
}

/// The sentence, or where it is long the verb with all that stands under it.
fn clause(g: &Grammar, verb: TokenIx) -> Option<Span> {
    let sentence = g.sentences[g.sentence(verb)].clone();
    let whole = g.span(&sentence.collect::<Vec<_>>())?;
    if whole.len() <= LONGEST { Some(whole) } else { g.span(&g.subtree(verb)) }
}
