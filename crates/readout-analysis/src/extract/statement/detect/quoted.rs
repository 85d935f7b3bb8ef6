//! Quotations beside a verb: before it, after it, on both sides.
//!
//! Enters: a verb that can attribute and the quotations of the text. Leaves: the quotations that are its content.

use super::found::Found;
use crate::extract::statement::lexicon::LEXICON;
use crate::extract::statement::quotation::{Quotation, Quotations};
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;
use readout_record::span::Span;

/// Longest stretch of text, in bytes, between a cue and a quotation that belongs to it.
const NEAR: usize = 160;

/// The quotation right before the clause of `verb`, with the one that goes on right after it.
pub fn around(g: &Grammar, quotations: &Quotations, verb: TokenIx, source: TokenIx) -> Option<Found> {
    let start = clause_start(g, verb, source);
    let before = quotations.before(start)?;
    let gap = g.text().get(before.outer.end()..start)?;
    if !gap.chars().all(|c| c.is_whitespace() && c != '\n' || matches!(c, ',' | '-' | '—' | '–'))
        || !is_whole(g.text(), before)
        || led_in(g, before)
    {
        return None;
    }
    let mut pieces: Vec<Span> = quotations.pieces.iter().filter(|q| q.utterance == before.utterance).map(|q| q.outer).collect();
    if before.inner.of(g.text()).ends_with([',', '—', '–', '-']) || gap.contains(',') {
        pieces.extend(gap_free_after(g, quotations, verb).filter(|q| resumes(g, q)).map(|q| q.outer));
    }
    Some(Found::pieces(pieces, verb))
}

/// The quotation after `verb` with nothing but a little of its clause between them: `said on Monday: "…"`.
pub fn following(g: &Grammar, quotations: &Quotations, verb: TokenIx) -> Option<Found> {
    let next = gap_free_after(g, quotations, verb)?;
    let gap = g.text().get(g.token(verb).span.end()..next.outer.start())?.trim();
    let leads = gap.is_empty() || gap.ends_with([':', ',']);
    let pieces = quotations.pieces.iter().filter(|q| q.utterance == next.utterance).map(|q| q.outer).collect();
    leads.then(|| Found::pieces(pieces, verb))
}

fn clause_start(g: &Grammar, verb: TokenIx, source: TokenIx) -> usize {
    let above = g
        .head(source)
        .is_some_and(|h| h == verb || source < verb && g.label(verb) == "pcomp" && g.ancestors(verb).take(2).any(|a| a == h));
    let first_of_source = if above { g.noun_phrase(source).first().copied() } else { None };
    let mut first = first_of_source.unwrap_or(verb).min(verb);
    while first > 0 && g.head(first - 1) == Some(verb) && matches!(g.label(first - 1), "aux" | "advmod" | "neg") {
        first -= 1;
    }
    g.token(first).span.start()
}

/// Whether a quotation begins where a sentence or a clause begins, so that nothing unquoted belongs to the same content.
pub fn is_whole(text: &str, quotation: &Quotation) -> bool {
    let before = text[..quotation.outer.start()].trim_end_matches([' ', '\u{a0}']);
    before.is_empty() || before.ends_with(['\n', '.', '?', '!', ':', ',', ';', '—', '–', '”', '"', ')', '’'])
}

/// Whether unquoted words of the same sentence lead into a quotation after a comma: "With luck, “we will be home by noon,” he said."
fn led_in(g: &Grammar, quotation: &Quotation) -> bool {
    let text = g.text();
    if !text[..quotation.outer.start()].trim_end().ends_with(',') {
        return false;
    }
    let Some(first) = g.tokens_in(quotation.outer).next() else { return false };
    let before: Vec<TokenIx> = (0..first)
        .rev()
        .take(60)
        .take_while(|&t| !matches!(g.word(t), "." | "?" | "!" | "”" | "\"") && !g.word(t).contains('\n'))
        .collect();
    !before.is_empty() && !before.iter().any(|&t| g.token(t).pos == "VERB" && !LEXICON.verb(g.lemma(t)).is_empty())
}

/// The next quotation after `verb`, when no sentence ends and no other cue stands between.
fn gap_free_after<'q>(g: &Grammar, quotations: &'q Quotations, verb: TokenIx) -> Option<&'q Quotation> {
    let end = g.token(verb).span.end();
    let next = quotations.after(end)?;
    let gap = g.text().get(end..next.outer.start())?;
    let ended =
        gap.contains(['\n', '?', '!', ';']) && !gap.trim_end().ends_with(':') || gap.contains(". ") && !gap.contains("Mr. ");
    let other_cue = (verb + 1..g.tokens().len())
        .take_while(|&t| g.token(t).span.start() < next.outer.start())
        .any(|t| g.token(t).pos == "VERB" && !LEXICON.verb(g.lemma(t)).is_empty());
    (gap.len() <= NEAR && !ended && !other_cue).then_some(next)
}

fn resumes(g: &Grammar, quotation: &Quotation) -> bool {
    let text = g.text();
    text[..quotation.outer.start()].trim_end().ends_with([',', '—', '–', '-'])
}
