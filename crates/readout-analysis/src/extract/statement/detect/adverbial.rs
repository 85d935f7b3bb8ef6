//! Adverbials that attribute: "according to X", "in X's view", "from X's perspective"; and "is how X put it".
//!
//! Enters: the token of "according" or of a noun such as "view". Leaves: the attribution it makes over its clause.

use super::attribution::Attribution;
use super::content::{clause, is_mark, pieces};
use super::source;
use crate::extract::statement::quotation::Quotations;
use crate::extract::statement::words::WORDS;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::kind::Stance;

/// "according to X", "per X" at its first token.
pub fn according(g: &Grammar, quotations: &Quotations, token: TokenIx) -> Option<Attribution> {
    let to = (token + 1..g.tokens().len()).next().filter(|&t| g.word(t).eq_ignore_ascii_case("to"))?;
    if !g.word(token).eq_ignore_ascii_case("according") {
        return None;
    }
    let head = g.under(to, &["pobj"]).next().or_else(|| g.under(token, &["pobj"]).next())?;
    if !source::can_speak(g, head) {
        return None;
    }
    over_clause(g, quotations, token, head, vec![token, to], 0.95, "statements/cues.toml#according to")
}

/// "in X's view" at its noun.
pub fn perspective(g: &Grammar, quotations: &Quotations, noun: TokenIx) -> Option<Attribution> {
    let preposition = g.head(noun).filter(|_| g.label(noun) == "pobj" && WORDS.views.contains(g.lemma(noun)))?;
    if !matches!(g.word(preposition).to_lowercase().as_str(), "in" | "from" | "by") {
        return None;
    }
    let possessor = g.under(noun, &["poss"]).next();
    let head = possessor.or_else(|| g.prepositional(noun, "of").first().copied()).filter(|&h| source::can_speak(g, h))?;
    let word = if possessor.is_some() { noun } else { preposition };
    over_clause(g, quotations, preposition, head, vec![word], 0.75, "statements/cues.toml#in the view of")
}

/// What an attribution by "is how X put it" names as its rule.
pub const IS_HOW: &str = "statements/cues.toml#is how somebody put it";

/// `"…," is how X put it` at the verb: the quotation right before "is" is X's.
pub fn is_how(g: &Grammar, quotations: &Quotations, verb: TokenIx) -> Option<Attribution> {
    let how = g.under(verb, &["advmod"]).find(|&t| g.word(t) == "how").filter(|_| WORDS.putting.contains(g.lemma(verb)))?;
    let is = g.head(verb).filter(|&t| g.lemma(t) == "be" && t + 1 == how)?;
    let quotation = quotations.before(g.token(is).span.start())?;
    let gap = g.text().get(quotation.outer.end()..g.token(is).span.start())?;
    let head = g.under(verb, &["nsubj"]).next().filter(|&s| s < verb && source::can_speak(g, s))?;
    gap.chars().all(|c| matches!(c, ' ' | ',')).then_some(())?;
    Some(Attribution {
        source: Some(source::span(g, head, verb)?),
        source_head: Some(head),
        cue: Some(g.token(verb).span),
        cue_head: Some(verb),
        content: quotations.pieces.iter().filter(|q| q.utterance == quotation.utterance).map(|q| q.outer).collect(),
        stance: Some(Stance::Asserts),
        confidence: 0.9,
        rule: IS_HOW.to_string(),
        verbatim: false,
    })
}

fn over_clause(
    g: &Grammar,
    quotations: &Quotations,
    top: TokenIx,
    head: TokenIx,
    cue: Vec<TokenIx>,
    confidence: f32,
    rule: &str,
) -> Option<Attribution> {
    let governor = governing_clause(g, top)?;
    let span = source::span(g, head, top)?;
    let words = g.span(&cue)?;
    let own = g.subtree(top);
    let tokens = clause(g, governor, top, |c| c == top || own.contains(&c));
    let content: Vec<_> =
        pieces(g, quotations, &tokens).into_iter().filter(|p| !p.overlaps(span) && !p.overlaps(words)).collect();
    (!content.is_empty()).then(|| Attribution {
        source: Some(span),
        source_head: Some(head),
        cue: Some(words),
        cue_head: Some(top),
        content,
        stance: Some(Stance::Asserts),
        confidence,
        rule: rule.to_string(),
        verbatim: false,
    })
}

/// The clause that an adverbial stands over: the nearest verb above it, or, when it stands at an edge of the sentence, the main verb.
fn governing_clause(g: &Grammar, top: TokenIx) -> Option<TokenIx> {
    let verbs: Vec<TokenIx> = g.ancestors(top).filter(|&a| is_verbal(g.token(a)) || g.head(a).is_none()).collect();
    let own = g.subtree(top);
    let (first, last) = (*own.first()?, *own.last()?);
    let sentence = g.sentences.get(g.sentence(top))?;
    let opens = (sentence.start..first).all(|t| is_mark(g, t));
    let ends = (last + 1..sentence.end).all(|t| is_mark(g, t)) && first > 0 && is_mark(g, first - 1);
    if opens || ends { verbs.last().copied() } else { verbs.first().copied() }
}
