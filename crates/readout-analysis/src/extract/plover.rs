//! PLOVER codes: what the main clause of a sentence tells, in the terms of the ontology of political events, and who does it to whom.
//!
//! Enters: the grammatical view and the actors of a document. Leaves: for each sentence the code of its main coded clause, with its words, the words
//! for source and target, and the rule. Deeds are told by the triggers of `rules/plover/<code>.toml`; what stands above a deed ("agreed to", "will",
//! "refused to") turns its code as `moods.toml` says. It leaves alone: which events are one, and whether they happened.

pub mod fit;
pub mod parties;
pub mod rules;

use crate::extract::actor::Actors;
use crate::grammar::{Grammar, is_verbal};
use parties::Parties;
use readout_record::annotation::TokenIx;
use readout_record::span::Span;
use rules::{Entry, Frame, RULES, Side};

/// A clause with its code.
#[derive(Clone, Debug, PartialEq)]
pub struct Coded {
    /// Root code: `SANCTION`.
    pub code: &'static str,
    /// Mode of the deed, where the code is its own and a mode is defined.
    pub mode: Option<&'static str>,
    /// The word that names the deed.
    pub trigger: Span,
    /// Who does it.
    pub sources: Vec<Span>,
    /// To whom or about whom.
    pub targets: Vec<Span>,
    /// `file#rule` of the deed; `moods#rule` where only what stands above it is known.
    pub rule: String,
}

/// A deed on the way up to its code.
#[derive(Clone, Debug)]
struct Deed {
    code: &'static str,
    mode: Option<&'static str>,
    /// The verb or noun that names it.
    at: TokenIx,
    /// Whether who speaks wants it of the subject.
    asked: bool,
    /// Whether an actor must do it.
    agent: bool,
    /// Whether its rule asks for words around it, so that no frame of the same verb is meant.
    sure: bool,
    /// The trigger's slots for the target.
    targets: &'static [String],
    rule: String,
}

/// Deepest clause that is looked into.
const DEEPEST: usize = 8;

/// The code of each sentence that has one, in the order of the text. A deed of which nobody is named at either end is none of politics.
pub fn coded(g: &Grammar, actors: &Actors) -> Vec<Coded> {
    g.sentences.iter().filter_map(|range| sentence(g, actors, range.clone())).collect()
}

fn sentence(g: &Grammar, actors: &Actors, range: std::ops::Range<TokenIx>) -> Option<Coded> {
    let roots = || g.tops(range.clone()).filter(|&t| g.token(t).pos != "PUNCT");
    let deed = roots().find_map(|root| clause(g, root, DEEPEST)).or_else(|| anywhere(g, range.clone()))?;
    let find = if deed.asked { parties::asked } else { parties::parties };
    let Parties { sources, targets } =
        find(g, actors, deed.at, deed.targets).filter(|p| !deed.agent || p.by_someone(g, actors))?;
    let trigger = g.token(deed.at).span;
    Some(Coded { code: deed.code, mode: deed.mode, trigger, sources, targets, rule: deed.rule })
}

/// The first deed of a sentence whose parse leads to none from its root.
fn anywhere(g: &Grammar, range: std::ops::Range<TokenIx>) -> Option<Deed> {
    let verbs = range.clone().filter(|&t| is_verbal(g.token(t)) && g.label(t) != "amod");
    let nouns = range.filter(|&t| matches!(g.token(t).pos, "NOUN"));
    verbs.chain(nouns).find_map(|t| own(g, t))
}

/// What the clause under `ix` tells: its own deed with what is made of it, else that of a clause under it.
fn clause(g: &Grammar, ix: TokenIx, depth: usize) -> Option<Deed> {
    if depth == 0 {
        return None;
    }
    let named = by_verb(g, ix);
    let reports = named.is_none() && RULES.reports(&lemma(g, ix));
    let content = || reported(g, ix).into_iter().find_map(|c| clause(g, c, depth - 1));
    if let Some(deed) = reports.then(content).flatten() {
        return Some(deed);
    }
    if let Some((frame, word)) = framed(g, ix, named.as_ref()) {
        let inner = complements(g, ix, word).into_iter().find_map(|c| clause(g, c, depth - 1));
        if let Some(deed) = turned(g, frame, word, inner).and_then(|d| under_auxiliary(g, ix, d)) {
            return Some(deed);
        }
    }
    let deed = own(g, ix).and_then(|deed| under_auxiliary(g, ix, deed));
    deed.or_else(|| obliged(g, ix)).or_else(|| below(g, ix).into_iter().find_map(|c| clause(g, c, depth - 1)))
}

fn lemma(g: &Grammar, ix: TokenIx) -> String {
    g.lemma(ix).to_lowercase()
}

/// The deed that a verb names by itself or with its object, or that a noun names.
fn own(g: &Grammar, ix: TokenIx) -> Option<Deed> {
    if !is_verbal(g.token(ix)) {
        return by_entry(g, ix, RULES.noun(&lemma(g, ix)));
    }
    let by_noun = |noun: TokenIx| by_entry(g, noun, RULES.noun(&lemma(g, noun)));
    by_verb(g, ix).or_else(|| fit::held(g, ix).into_iter().find_map(by_noun))
}

/// The deed that a verb names by itself or with its object.
fn by_verb(g: &Grammar, ix: TokenIx) -> Option<Deed> {
    is_verbal(g.token(ix)).then(|| by_entry(g, ix, RULES.verb(&lemma(g, ix)))).flatten()
}

/// The deed of the first trigger that fits.
fn by_entry(g: &Grammar, at: TokenIx, entries: &'static [Entry]) -> Option<Deed> {
    entries.iter().find(|e| fit::fits(g, at, e.trigger)).map(|e| Deed {
        code: &e.code.code,
        mode: e.trigger.mode.as_deref(),
        at,
        asked: false,
        agent: e.trigger.agent,
        sure: e.trigger.conditions() > 0,
        targets: &e.trigger.targets,
        rule: format!("plover/{}#{}", e.file, e.trigger.id),
    })
}

/// The word at or beside a predicate that says how the clause under it is meant: the verb, the adjective after "be", a noun that it holds.
/// Where the verb names a deed itself, what it holds is the matter of that deed.
fn framed(g: &Grammar, ix: TokenIx, deed: Option<&Deed>) -> Option<(&'static Frame, TokenIx)> {
    let own = RULES.frame(&lemma(g, ix)).map(|f| (f, ix)).filter(|_| !deed.is_some_and(|d| d.sure));
    let beside = || {
        let held = g.under(ix, &["acomp", "attr", "oprd", "dobj"]);
        held.filter(|&w| !clauses(g, w).is_empty()).find_map(|w| RULES.frame(&lemma(g, w)).map(|f| (f, w)))
    };
    own.or_else(|| if deed.is_some() { None } else { beside() })
}

/// Heads of the clauses that hang on a word as what it is about.
fn clauses(g: &Grammar, word: TokenIx) -> Vec<TokenIx> {
    let direct = g.under(word, &["xcomp", "ccomp", "acl"]);
    let through = g.under(word, &["prep"]).flat_map(|p| g.under(p, &["pcomp"]).collect::<Vec<_>>());
    direct.chain(through).collect()
}

/// The clause under a frame; for one that takes its deed as a noun, that noun.
fn complements(g: &Grammar, ix: TokenIx, word: TokenIx) -> Vec<TokenIx> {
    let mut found = clauses(g, word);
    if word != ix {
        found.extend(clauses(g, ix));
    }
    let nouns =
        g.under(word, &["dobj", "nsubjpass"]).chain(["to", "on", "upon", "for"].iter().flat_map(|p| g.prepositional(word, p)));
    found.extend(nouns.collect::<Vec<_>>());
    found
}

/// What a verb of saying reports.
fn reported(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    let pieces = g.under(ix, &["ccomp", "parataxis", "xcomp"]);
    let quoted_as = g.under(ix, &["prep"]).flat_map(|p| g.under(p, &["pcomp"]).collect::<Vec<_>>());
    pieces.chain(quoted_as).collect()
}

/// The deed as the frame above it turns it. The frame's word names the deed where none is known.
fn turned(g: &Grammar, frame: &'static Frame, word: TokenIx, inner: Option<Deed>) -> Option<Deed> {
    let negated = negated(g, word);
    let side = inner.as_ref().and_then(|d| RULES.side(d.code));
    let code = match side {
        Some(Side::Cooperation) if negated => Some(frame.negated.as_deref()?),
        None if negated => Some(frame.negated.as_deref().filter(|_| frame.unknown.is_some())?),
        _ if negated => return None,
        Some(Side::Cooperation) => frame.cooperation.as_deref(),
        Some(Side::Conflict) => frame.conflict.as_deref(),
        Some(Side::Quarrel) => frame.quarrel.as_deref(),
        None => Some(frame.unknown.as_deref()?),
    };
    let known = inner.map(|deed| match code {
        Some(code) => Deed { code, mode: None, asked: frame.asked, ..deed },
        None => deed,
    });
    let rule = || format!("plover/moods#{}", frame.id);
    known.or_else(|| {
        code.map(|code| Deed {
            code,
            mode: None,
            at: word,
            asked: frame.asked,
            agent: false,
            sure: false,
            targets: &[],
            rule: rule(),
        })
    })
}

/// The deed as auxiliaries and negation of its verb turn it: "will visit" agrees, "will not leave" rejects.
fn under_auxiliary(g: &Grammar, ix: TokenIx, deed: Deed) -> Option<Deed> {
    let auxiliary = g.under(ix, &["aux"]).find_map(|a| RULES.auxiliary(&lemma(g, a)));
    let bare = || negated(g, ix).then(|| RULES.auxiliary("not")).flatten();
    match auxiliary.or_else(bare) {
        Some(frame) => turned(g, frame, ix, Some(deed)),
        None => Some(deed),
    }
}

/// "The government must …", whatever it must do.
fn obliged(g: &Grammar, ix: TokenIx) -> Option<Deed> {
    let frame = g.under(ix, &["aux"]).find_map(|a| RULES.auxiliary(&lemma(g, a)))?;
    turned(g, frame, ix, None)
}

fn negated(g: &Grammar, ix: TokenIx) -> bool {
    g.negated(ix) || g.head(ix).is_some_and(|h| g.label(ix) == "acomp" && g.negated(h))
}

/// Clauses and nouns under a predicate, those that say most of what it tells first.
fn below(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    const ORDER: &[&[&str]] = &[
        &["ccomp", "xcomp", "parataxis", "pcomp"],
        &["conj"],
        &["dobj", "attr", "acomp", "oprd", "nsubj", "nsubjpass"],
        &["acl", "relcl", "advcl", "appos"],
        &["prep"],
        &["pobj"],
    ];
    ORDER.iter().flat_map(|labels| g.under(ix, labels).collect::<Vec<_>>()).collect()
}
