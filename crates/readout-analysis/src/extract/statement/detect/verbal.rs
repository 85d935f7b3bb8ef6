//! Verbs that attribute: "said", "was announced by", "is reported to".
//!
//! Enters: the token of a verb. Leaves: the attribution it makes, if it makes one. Where contents stand is told in `frames` and `quoted`.

use super::attribution::Attribution;
use super::found::Found;
use super::frames;
use super::{content, source};
use crate::extract::statement::lexicon::{Cue, Frame, LEXICON};
use crate::extract::statement::quotation::Quotations;
use crate::extract::statement::words::WORDS;
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;
use readout_record::span::Span;

/// The attribution that verb `verb` makes.
pub fn read(g: &Grammar, quotations: &Quotations, verb: TokenIx) -> Option<Attribution> {
    let groups = LEXICON.verb(g.lemma(verb));
    if groups.is_empty() || frozen(g, verb) {
        return None;
    }
    if passive(g, verb) {
        return groups.iter().find_map(|cue| read_passive(g, quotations, verb, cue));
    }
    let head = source::of_verb(g, verb).or_else(|| stray_source(g, quotations, verb, groups))?;
    let it = g.word(head).eq_ignore_ascii_case("it") && g.label(head) == "nsubj" && g.head(head) == Some(verb);
    let allowed = |cue: &&Cue| !cue.speaker || source::can_speak(g, head) || it && cue.confidence >= 0.85;
    let split = g.quoted(head) != g.quoted(verb) && g.sentence(head) != g.sentence(verb);
    groups.iter().filter(allowed).filter(|_| !split).find_map(|cue| read_active(g, quotations, verb, head, cue))
}

/// Where the parse gives a finite verb of saying no subject: the noun phrase beside it.
fn stray_source(g: &Grammar, quotations: &Quotations, verb: TokenIx, groups: &[Cue]) -> Option<TokenIx> {
    let finite = matches!(g.token(verb).tag, "VBD" | "VBZ" | "VBP") || g.under(verb, &["aux"]).next().is_some();
    let says = groups.iter().any(|cue| cue.confidence >= 0.85);
    let after_quotation = quotations
        .before(g.token(verb).span.start())
        .is_some_and(|q| g.text()[q.outer.end()..g.token(verb).span.start()].chars().all(|c| c == ' ' || c == ','));
    source::beside(g, verb, after_quotation || verb > 0 && g.word(verb - 1) == ",").filter(|_| finite && says)
}

/// "adding up", "that said", "so-called", "to say the least": a form that attributes nothing.
fn frozen(g: &Grammar, verb: TokenIx) -> bool {
    matches!(g.label(verb), "amod" | "compound" | "nmod") || g.under(verb, &["prt"]).any(|p| g.lemma(p) != "out")
}

fn read_active(g: &Grammar, quotations: &Quotations, verb: TokenIx, head: TokenIx, cue: &Cue) -> Option<Attribution> {
    let found = cue.frames.iter().find_map(|frame| frames::find(g, quotations, verb, head, frame))?;
    if found.tokens.contains(&head) && g.label(head) != "appos" {
        return None;
    }
    let source = source::span(g, head, verb)?;
    finish(g, quotations, verb, Some((head, source)), found, cue)
}

fn finish(
    g: &Grammar,
    quotations: &Quotations,
    verb: TokenIx,
    source: Option<(TokenIx, Span)>,
    found: Found,
    cue: &Cue,
) -> Option<Attribution> {
    let words = cue_span(g, verb, &found.with)?;
    let mut pieces = found.pieces;
    if pieces.is_empty() {
        let cut: Vec<TokenIx> = found.tokens.iter().copied().filter(|&t| !inside(g, t, words, source)).collect();
        let whole = content::pieces(g, quotations, &cut);
        pieces = content::whole_quotations(g, quotations, whole, found.head, words);
    }
    pieces.retain(|p| !p.overlaps(words) && source.is_none_or(|(_, s)| !p.overlaps(s)));
    if found.head > verb && subject_follows(g, verb, found.head) && pieces.iter().any(|p| p.start() > words.start()) {
        pieces.retain(|p| p.start() > words.start());
    }
    if !pieces.iter().any(|p| says_something(g, *p)) {
        return None;
    }
    Some(Attribution {
        source: source.map(|(_, span)| span),
        source_head: source.map(|(head, _)| head),
        cue: Some(words),
        cue_head: Some(verb),
        content: pieces,
        stance: Some(cue.stance),
        confidence: cue.confidence * certainty(g, verb),
        rule: cue.rule.clone(),
        verbatim: false,
    })
}

/// Whether the clause of `head` begins after `verb`, so that what stands before the verb is no part of it: "In a letter, she said he had left."
fn subject_follows(g: &Grammar, verb: TokenIx, head: TokenIx) -> bool {
    g.label(head) == "ccomp" && g.under(head, &["nsubj", "nsubjpass", "expl"]).next().is_some_and(|s| s > verb)
}

/// Whether a content has a word of its own: "announced that" has none.
fn says_something(g: &Grammar, piece: Span) -> bool {
    g.tokens_in(piece).any(|t| {
        !matches!(g.token(t).pos, "PRON" | "DET" | "SCONJ" | "PUNCT" | "SPACE" | "ADP" | "PART")
            && !matches!(g.word(t), "that" | "so")
    })
}

fn inside(g: &Grammar, token: TokenIx, cue: Span, source: Option<(TokenIx, Span)>) -> bool {
    let span = g.token(token).span;
    cue.contains(span) || source.is_some_and(|(_, source)| source.contains(span))
}

/// Whether `verb` stands in the passive.
pub fn passive(g: &Grammar, verb: TokenIx) -> bool {
    g.under(verb, &["auxpass", "nsubjpass"]).next().is_some()
        || (g.token(verb).tag == "VBN" && g.under(verb, &["agent"]).next().is_some())
}

/// "was announced by Qatar", "it is reported that", "is said to have left".
fn read_passive(g: &Grammar, quotations: &Quotations, verb: TokenIx, cue: &Cue) -> Option<Attribution> {
    let agent = g.prepositional(verb, "by").first().copied().filter(|&a| source::can_speak(g, a));
    let subject = g.under(verb, &["nsubjpass"]).next();
    let found = passive_content(g, verb, subject, cue, agent.is_some())?;
    let source = agent.and_then(|a| Some((a, source::span(g, a, verb)?)));
    let mut attribution = finish(g, quotations, verb, source, found, cue)?;
    if source.is_none() {
        attribution.confidence = attribution.confidence.min(0.6);
    }
    Some(attribution)
}

fn passive_content(g: &Grammar, verb: TokenIx, subject: Option<TokenIx>, cue: &Cue, by: bool) -> Option<Found> {
    let expletive = subject.is_none_or(|s| g.word(s).eq_ignore_ascii_case("it"));
    let clause = g.under(verb, &["ccomp", "xcomp"]).next();
    if let (true, Some(clause)) = (expletive, clause.filter(|_| cue.frames.contains(&Frame::Clause))) {
        return Some(Found::tokens(content::clause(g, clause, verb, |_| false), clause));
    }
    if let Some(told) = clause.filter(|&c| by && g.label(c) == "ccomp" && cue.frames.contains(&Frame::Clause)) {
        return Some(Found::tokens(content::clause(g, told, verb, |_| false), told));
    }
    let subject = subject.filter(|_| !expletive)?;
    let told = clause.filter(|&c| g.label(c) == "xcomp" && g.under(c, &["aux"]).any(|a| g.token(a).tag == "TO"));
    if let (Some(told), false) = (told.filter(|_| reportive(g, verb)), by) {
        let mut tokens = content::clause(g, subject, verb, |_| false);
        tokens.extend(content::clause(g, told, verb, |_| false));
        tokens.sort_unstable();
        return Some(Found::tokens(tokens, told));
    }
    let by_object = by && cue.frames.iter().any(|f| matches!(f, Frame::Object | Frame::Naming | Frame::As));
    by_object.then(|| Found::tokens(content::clause(g, subject, verb, |_| false), subject))
}

/// Verbs whose bare passive with an infinitive reports what others say.
fn reportive(g: &Grammar, verb: TokenIx) -> bool {
    WORDS.reportive.contains(g.lemma(verb))
}

/// The verb with its auxiliaries, negation and adverbs before it, its particle and the prepositions `with` after it, as far as they stand together.
fn cue_span(g: &Grammar, verb: TokenIx, with: &[TokenIx]) -> Option<Span> {
    let parts = ["aux", "auxpass", "neg", "advmod"];
    let mut from = verb;
    while from > 0 && g.head(from - 1) == Some(verb) && parts.contains(&g.label(from - 1)) && g.children(from - 1).is_empty() {
        from -= 1;
    }
    while from < verb
        && g.label(from) == "advmod"
        && matches!(g.lemma(from).to_lowercase().as_str(), "as" | "how" | "when" | "where" | "so")
    {
        from += 1;
    }
    let mut to = verb;
    while to + 1 < g.tokens().len() && (with.contains(&(to + 1)) || (g.head(to + 1) == Some(verb) && g.label(to + 1) == "prt")) {
        to += 1;
    }
    g.span(&(from..=to).collect::<Vec<_>>())
}

/// How far the clause of `verb` says that something was said: 1, and less where it is negated, merely possible or hypothetical.
pub fn certainty(g: &Grammar, verb: TokenIx) -> f32 {
    let aux = |words: &[&str]| g.under(verb, &["aux"]).any(|a| words.contains(&g.lemma(a).to_lowercase().as_str()));
    let only = g.under(verb, &["advmod"]).any(|a| g.word(a).eq_ignore_ascii_case("only"));
    let performs = only || g.under(verb, &["nsubj"]).any(|s| matches!(g.word(s).to_lowercase().as_str(), "i" | "we"));
    let mut certainty: f32 = 1.0;
    if g.negated(verb) {
        certainty = certainty.min(0.55);
    }
    if aux(&["may", "might", "could", "can", "should", "would", "must"]) && !performs {
        certainty = certainty.min(0.6);
    }
    if g.under(verb, &["nsubj"]).any(|s| matches!(g.word(s).to_lowercase().as_str(), "me" | "him" | "them" | "us")) {
        certainty = certainty.min(0.6);
    }
    if g.under(verb, &["nsubj"]).any(|s| speaks_for_nobody(g, s)) {
        certainty = certainty.min(0.3);
    }
    if aux(&["to"]) && g.label(verb) != "xcomp" {
        certainty = certainty.min(0.55);
    }
    if g.under(verb, &["mark"]).any(|m| matches!(g.lemma(m).to_lowercase().as_str(), "if" | "unless" | "whether")) {
        certainty = certainty.min(0.5);
    }
    certainty
}

/// "Neither side said", "nobody said".
fn speaks_for_nobody(g: &Grammar, subject: TokenIx) -> bool {
    let none = |t: TokenIx| matches!(g.word(t).to_lowercase().as_str(), "neither" | "no" | "nobody" | "none");
    none(subject) || g.under(subject, &["det", "preconj"]).any(none)
}
