//! Words that stand by themselves: what a reader is shown of a report, from a beginning to an end that can be understood.
//!
//! Enters: the grammatical view of a report and the words that tell something. Leaves: those words, or its whole sentence where they begin or end in
//! the middle of something, with the sentence before where that one only points back; nothing where neither helps.

use crate::brief::sentence;
use crate::extract::actor::Actors;
use crate::extract::leaning::points_back;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::span::Span;
use std::ops::Range;

/// Bytes up to which a reader is shown a sentence, or two, so that they can be understood.
const MOST: usize = 340;

/// The words, mended where they are broken off.
pub fn mended(g: &Grammar, actors: &Actors, span: Span) -> Option<Span> {
    let solid = solid(g, g.tokens_in(span));
    let whole = whole(g, *solid.first()?)?;
    if !is_broken(g, &solid) && !opens_with_pronoun(g, &solid) {
        return Some(span);
    }
    let tokens = self::solid(g, g.tokens_in(whole));
    let sound = whole.len() <= MOST && !is_broken(g, &tokens);
    if sound {
        return Some(with_before(g, actors, whole).unwrap_or(whole));
    }
    (!is_broken(g, &solid)).then_some(span)
}

/// A sentence that points back together with the one before it in its paragraph, where both are short and that one points nowhere.
pub fn with_before(g: &Grammar, actors: &Actors, whole: Span) -> Option<Span> {
    let tokens = g.tokens_in(whole);
    let number = g.sentence(tokens.start);
    if number == 0 || !points_back(g, actors, tokens.clone()) {
        return None;
    }
    let before = g.sentences[number - 1].clone();
    let first = *solid(g, before.clone()).first()?;
    let joined = g.span(&[first, tokens.end - 1])?;
    let paragraph = !joined.of(g.text()).contains('\n');
    let headline = g.document.headline.is_some_and(|h| h.overlaps(joined));
    (paragraph && !headline && joined.len() <= MOST && !points_back(g, actors, before)).then_some(joined)
}

/// The sentence of a token without its stop.
fn whole(g: &Grammar, token: TokenIx) -> Option<Span> {
    let tokens = solid(g, sentence::around(g, token));
    let stop = tokens.last().is_some_and(|&t| matches!(g.word(t), "." | "!" | ";"));
    g.span(&tokens[..tokens.len() - usize::from(stop)])
}

fn solid(g: &Grammar, tokens: Range<TokenIx>) -> Vec<TokenIx> {
    tokens.filter(|&t| g.token(t).pos != "SPACE").collect()
}

/// Whether words begin or end in the middle of a clause, leave a quotation open or say nothing of anybody.
pub fn is_broken(g: &Grammar, tokens: &[TokenIx]) -> bool {
    let plain: Vec<TokenIx> = tokens.iter().copied().filter(|&t| g.token(t).pos != "PUNCT").collect();
    let (Some(&first), Some(&last)) = (plain.first(), plain.last()) else { return true };
    let range = tokens[0]..tokens[tokens.len() - 1] + 1;
    let tells = plain.iter().any(|&t| is_verbal(g.token(t)) && g.subject(t).is_some_and(|s| range.contains(&s)));
    !tells || opens_within(g, first, &range) || ends_within(g, last) || open_quotes(g, tokens)
}

/// "Said the ministers would look", "to open talks", "which will begin", "30 June the parties will meet".
fn opens_within(g: &Grammar, first: TokenIx, range: &Range<TokenIx>) -> bool {
    let tag = g.token(first).tag;
    let verb = matches!(tag, "VBD" | "VBZ" | "VBP" | "MD" | "TO") && g.label(first) != "aux"
        || tag == "TO"
        || tag == "MD" && g.subject(first).is_none();
    let joins = matches!(tag, "CC" | "WDT" | "WP" | "WP$") || g.label(first) == "mark";
    let top = std::iter::once(first).chain(g.ancestors(first)).take_while(|t| range.contains(t)).last();
    let hangs = top.and_then(|t| g.head(t)).is_some_and(|h| h < range.start && g.token(h).pos == "ADP");
    verb || joins || hangs
}

/// "Has slipped to June 8, and", "on the worst violence on the".
fn ends_within(g: &Grammar, last: TokenIx) -> bool {
    let below = || g.children(last).iter().any(|&c| c > last && g.token(c).pos != "PUNCT");
    let preposition = g.token(last).pos == "ADP" && g.label(last) != "prt" && below();
    preposition || matches!(g.token(last).pos, "CCONJ" | "DET" | "SCONJ" | "PART") && g.word(last) != "not"
}

/// Whether quotation marks stand without their others.
fn open_quotes(g: &Grammar, tokens: &[TokenIx]) -> bool {
    let count = |marks: &[&str]| tokens.iter().filter(|&&t| marks.contains(&g.word(t))).count();
    count(&["\""]) % 2 == 1 || count(&["“", "``"]) != count(&["”", "''"])
}

fn opens_with_pronoun(g: &Grammar, tokens: &[TokenIx]) -> bool {
    let first = tokens.iter().find(|&&t| g.token(t).pos != "PUNCT");
    first.is_some_and(|&t| {
        matches!(g.token(t).tag, "PRP" | "PRP$") && !matches!(g.word(t).to_lowercase().as_str(), "i" | "we" | "my" | "our")
    })
}
