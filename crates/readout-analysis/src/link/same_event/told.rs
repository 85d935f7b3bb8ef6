//! One telling of an event as it is compared with others.
//!
//! Enters: the parse of a sentence, the words that name the event there, and vectors. Leaves: lemmas by what they do: the name of the event, who and what
//! takes part, times, names, numbers, the rest.

use crate::grammar::{Grammar, Tokens};
use crate::link::claims::cues::CUES;
use readout_record::annotation::TokenIx;
use readout_record::meaning::Vector;
use std::collections::BTreeSet;
use std::ops::Range;

/// Lemmas in lower case, each once.
pub type Lemmas = BTreeSet<String>;

/// One telling.
#[derive(Clone, Debug)]
pub struct Told {
    /// Number of its document.
    pub document: usize,
    /// Number of its sentence there.
    pub sentence: usize,
    /// Lemma of the word that names the event.
    pub lemma: String,
    /// Lemmas of all words that name it.
    pub named: Lemmas,
    /// Whether a verb names it.
    pub verbal: bool,
    /// Who and what takes part, as far as the parse tells.
    pub parts: Lemmas,
    /// Words of time that depend on it.
    pub times: Lemmas,
    /// Words of names in the sentence.
    pub names: Lemmas,
    /// Numbers in the sentence, as they stand.
    pub numbers: Lemmas,
    /// Other words of the sentence that carry meaning.
    pub others: Lemmas,
    /// What it means.
    pub vectors: Vectors,
}

/// What the words mean: by themselves, in their sentence, and the sentence.
#[derive(Clone, Debug)]
pub struct Vectors {
    /// The words that name the event, read without their sentence.
    pub alone: Vector,
    /// The same words, read in it.
    pub within: Vector,
    /// The sentence.
    pub around: Vector,
}

impl Told {
    /// Reads one telling; `words` name the event, `sentence` holds them.
    pub fn new(g: &Grammar, words: &[TokenIx], sentence: Range<TokenIx>, at: (usize, usize), vectors: Vectors) -> Told {
        let head = head(g, words, &sentence);
        let timed = labelled(g, &["DATE", "TIME"]);
        let (mut parts, mut times) = (Lemmas::new(), Lemmas::new());
        for part in partakers(g, head, words) {
            let into = if timed.contains(&part) { &mut times } else { &mut parts };
            into.extend(phrase(g, part));
        }
        let kind = |t: TokenIx| g.token(t).pos;
        let carries = |t: &TokenIx| matches!(kind(*t), "VERB" | "NOUN" | "PROPN" | "ADJ" | "NUM");
        let lemma = lower(g, head);
        let mut named: Lemmas = words.iter().filter(|t| carries(t) || kind(**t) == "ADV").map(|t| lower(g, *t)).collect();
        if named.is_empty() {
            named.insert(lemma.clone());
        }
        let entities: BTreeSet<TokenIx> = labelled(g, &[]).difference(&labelled(g, NO_NAMES)).copied().collect();
        let names = sentence.clone().filter(|t| kind(*t) == "PROPN" && entities.contains(t));
        let numbers = sentence.clone().filter(|t| kind(*t) == "NUM");
        let others = sentence.clone().filter(|t| carries(t) && !words.contains(t));
        Told {
            document: at.0,
            sentence: at.1,
            verbal: matches!(kind(head), "VERB" | "AUX"),
            lemma,
            named,
            parts,
            times,
            names: names.map(|t| lower(g, t)).collect(),
            numbers: numbers.map(|t| g.word(t).to_lowercase()).collect(),
            others: others.map(|t| lower(g, t)).collect(),
            vectors,
        }
    }
}

/// Labels of entities that are no names.
const NO_NAMES: &[&str] = &["DATE", "TIME", "CARDINAL", "ORDINAL"];

/// Tokens in entities of these labels, or of any when none is given.
fn labelled(g: &Grammar, labels: &[&str]) -> BTreeSet<TokenIx> {
    let chosen = g.annotations.entities.iter().filter(|e| labels.is_empty() || labels.contains(&e.label));
    chosen.flat_map(|e| e.first as usize..e.end as usize).collect()
}

fn lower(g: &Grammar, t: TokenIx) -> String {
    g.lemma(t).to_lowercase()
}

/// The word among those that name the event that nothing else among them governs, rather one that carries meaning.
fn head(g: &Grammar, words: &[TokenIx], sentence: &Range<TokenIx>) -> TokenIx {
    let tops: Tokens = words.iter().copied().filter(|&t| g.head(t).is_none_or(|h| !words.contains(&h))).collect();
    let carries = |t: &&TokenIx| matches!(g.token(**t).pos, "VERB" | "NOUN" | "PROPN" | "ADJ" | "AUX");
    tops.iter().find(carries).or(tops.first()).or(words.first()).copied().unwrap_or(sentence.start)
}

/// What depends on the event's word, after a preposition too; where it has no subject of its own, that of the clause that it belongs to.
fn partakers(g: &Grammar, head: TokenIx, words: &[TokenIx]) -> Vec<TokenIx> {
    let outside = |t: &TokenIx| !words.contains(t);
    let mut found: Vec<TokenIx> = Vec::new();
    for child in g.children(head).iter().copied().filter(outside) {
        match g.label(child) {
            "punct" | "det" | "aux" | "auxpass" | "mark" | "cc" | "neg" => {}
            "prep" | "agent" => found.extend(g.under(child, &["pobj", "pcomp"])),
            _ => found.push(child),
        }
    }
    const SUBJECTS: &[&str] = &["nsubj", "nsubjpass"];
    const INSIDE: &[&str] = &["xcomp", "conj", "advcl", "dobj", "relcl", "acl", "ccomp", "pobj", "attr"];
    if g.under(head, SUBJECTS).any(|t| outside(&t)) {
        return found;
    }
    let mut inner = head;
    for outer in g.ancestors(head).take(3) {
        if !INSIDE.contains(&g.label(inner)) {
            break;
        }
        let before = found.len();
        found.extend(g.under(outer, SUBJECTS).filter(outside));
        if found.len() > before {
            break;
        }
        inner = outer;
    }
    found
}

/// The lemmas of a noun and of what stands close to it.
fn phrase(g: &Grammar, top: TokenIx) -> impl Iterator<Item = String> {
    let near = g.under(top, &["compound", "amod", "poss", "nummod", "nmod"]);
    let lemmas = std::iter::once(top).chain(near).map(|t| lower(g, t));
    lemmas.filter(|l| !CUES.empty.contains(l) && l.contains(char::is_alphanumeric))
}
