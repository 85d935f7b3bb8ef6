//! Nouns that attribute: "the claim by X that", "X's promise to".
//!
//! Enters: the token of a noun. Leaves: the attribution it makes, if it makes one. Without a source there is none: "the claim that" names nobody.

use super::attribution::Attribution;
use super::content::{clause, pieces};
use super::source;
use crate::extract::statement::lexicon::{Cue, Frame, LEXICON};
use crate::extract::statement::quotation::Quotations;
use crate::extract::statement::words::WORDS;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;

/// The attribution that noun `noun` makes.
pub fn read(g: &Grammar, noun: TokenIx) -> Option<Attribution> {
    LEXICON.noun(&g.lemma(noun).to_lowercase()).iter().find_map(|cue| with(g, noun, cue))
}

fn with(g: &Grammar, noun: TokenIx, cue: &Cue) -> Option<Attribution> {
    let (content_head, joined) = cue.frames.iter().find_map(|frame| content_of(g, noun, frame))?;
    let (head, marker) = source_of(g, noun, cue)?;
    if !source::can_speak(g, head) {
        return None;
    }
    let cut = |c: TokenIx| c == noun || c == head;
    let content = pieces(g, &Quotations::default(), &clause(g, content_head, noun, cut));
    let to = joined.or(marker.filter(|&m| m == noun + 1));
    let cue_tokens: Vec<TokenIx> = std::iter::once(noun).chain(to.filter(|&t| t == noun + 1)).collect();
    let words = g.span(&cue_tokens)?;
    let span = source::span(g, head, noun).filter(|s| !s.overlaps(words) && !content.iter().any(|c| c.overlaps(*s)))?;
    (!content.is_empty()).then(|| Attribution {
        source: Some(span),
        source_head: Some(head),
        cue: Some(words),
        cue_head: Some(noun),
        content,
        stance: Some(cue.stance),
        confidence: cue.confidence,
        rule: cue.rule.clone(),
        verbatim: false,
    })
}

fn content_of(g: &Grammar, noun: TokenIx, frame: &Frame) -> Option<(TokenIx, Option<TokenIx>)> {
    let mut complements = g.under(noun, &["acl", "ccomp", "relcl"]).filter(|&c| c > noun && complete(g, c));
    match frame {
        Frame::Clause => complements
            .find(|&c| g.under(c, &["mark", "dobj"]).any(|m| g.word(m).eq_ignore_ascii_case("that")))
            .map(|c| (c, None)),
        Frame::Infinitive => complements.find(|&c| g.under(c, &["aux"]).any(|a| g.token(a).tag == "TO")).map(|c| (c, None)),
        Frame::To(word) => {
            let preposition = g.under(noun, &["prep"]).find(|&p| g.word(p).eq_ignore_ascii_case(word))?;
            g.under(preposition, &["pobj", "pcomp"]).next().map(|o| (o, Some(preposition)))
        }
        _ => None,
    }
}

/// Whether a clause lacks nothing, so that its "that" introduces it: "the warning that the dam might break", but not "the claim that he made".
fn complete(g: &Grammar, clause: TokenIx) -> bool {
    g.label(clause) != "relcl"
        || g.under(clause, &["nsubj"]).any(|s| !matches!(g.token(s).tag, "WDT" | "WP"))
            && !WORDS.transitive.contains(g.lemma(clause))
}

/// The source of a noun: possessor, object of one of the cue's prepositions, or subject of the verb that carries the noun.
fn source_of(g: &Grammar, noun: TokenIx, cue: &Cue) -> Option<(TokenIx, Option<TokenIx>)> {
    if let Some(possessor) = g.under(noun, &["poss"]).next() {
        return Some((possessor, None));
    }
    let by = g.under(noun, &["prep", "agent"]).find(|&p| cue.source.iter().any(|s| g.word(p).eq_ignore_ascii_case(s)));
    if let Some((preposition, object)) = by.and_then(|p| Some((p, g.under(p, &["pobj"]).next()?))) {
        return Some((object, Some(preposition)));
    }
    let carrier =
        g.head(noun).filter(|&h| g.label(noun) == "dobj" && is_verbal(g.token(h)) && WORDS.carrying.contains(g.lemma(h)))?;
    source::of_verb(g, carrier).map(|s| (s, None))
}
