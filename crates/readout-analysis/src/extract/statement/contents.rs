//! What of an attribution is told: where its content begins and ends, and whether it tells anything.
//!
//! Enters: an attribution of any detector. Leaves: the pieces of its content without what the report says itself, and yes or no. The words stand in
//! `rules/statements/contents.toml`. It leaves alone: who is cited, and what an evaluation of attributions counts.

use super::detect::attribution::Attribution;
use super::detect::entity;
use super::lexicon::LEXICON;
use crate::grammar::{Grammar, is_verbal};
use crate::rules::{self, Example};
use readout_record::annotation::TokenIx;
use readout_record::span::Span;
use serde::Deserialize;
use std::sync::LazyLock;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| rules::load("statements/contents.toml", include_str!("../../../rules/statements/contents.toml")));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    reports: Vec<String>,
    deeds: Vec<String>,
    citing: Vec<String>,
    hearing: Vec<String>,
    explaining: Vec<String>,
    between: Vec<String>,
    comments: Vec<String>,
    unnamed: Vec<String>,
    example: Vec<Example>,
}

/// The examples of the table, which are read with the attribution model.
pub fn examples() -> &'static [Example] {
    &TABLE.example
}

/// Marks by which a piece quotes.
const QUOTES: [char; 6] = ['“', '”', '"', '‘', '«', '„'];

fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w == word)
}

/// The pieces of a content that the source tells, in words of the report.
pub fn told(g: &Grammar, attribution: &Attribution, pieces: Vec<Span>) -> Vec<Span> {
    let pieces = in_own_sentence(g, attribution, pieces);
    let pieces = named(g, attribution.cue_head, pieces);
    let told = pieces.iter().filter(|piece| !is_comment(g, **piece)).map(|piece| without_comment(g, *piece)).collect();
    from_clause(g, attribution, told)
}

/// Without what stands in another sentence than the cue, or behind a semicolon after it: there the report speaks.
fn in_own_sentence(g: &Grammar, attribution: &Attribution, mut pieces: Vec<Span>) -> Vec<Span> {
    let Some(cue) = attribution.cue else { return pieces };
    let Some(at) = g.tokens_in(cue).next().map(|t| g.sentence(t)) else { return pieces };
    let quotes = |piece: &Span| piece.of(g.text()).contains(QUOTES);
    let beside = |piece: &Span| g.tokens_in(*piece).any(|t| g.sentence(t) == at);
    let gap = |piece: &Span| g.text().get(cue.end()..piece.start()).unwrap_or("");
    let reported = |piece: &Span| !gap(piece).contains(';') || quotes(piece);
    if pieces.iter().any(|p| beside(p) && reported(p)) {
        pieces.retain(|piece| quotes(piece) || beside(piece) && reported(piece));
    }
    pieces
}

/// "Which both sides describe as calm": the words that "which" stands for in its place. A relative clause of another verb that a piece begins with is
/// the report's.
fn named(g: &Grammar, cue: Option<TokenIx>, pieces: Vec<Span>) -> Vec<Span> {
    let relative = |piece: &Span| {
        let first = g.tokens_in(*piece).find(|&t| g.token(t).pos != "SPACE")?;
        let which = matches!(g.token(first).tag, "WDT" | "WP") && g.word(first).eq_ignore_ascii_case("which");
        let clause = g.ancestors(first).find(|&a| g.label(a) == "relcl").filter(|_| which)?;
        Some((first, clause, g.head(clause).filter(|&noun| noun < first)?))
    };
    let parts = |piece: Span| {
        let Some((which, clause, noun)) = relative(&piece) else { return vec![piece] };
        let own = Some(clause) == cue || cue.is_some_and(|cue| g.ancestors(cue).any(|a| a == clause));
        let last = g.subtree(clause).last().copied().unwrap_or(which);
        let from = if own { which } else { last };
        let rest = Span::trimmed(g.text(), g.token(from).span.end().min(piece.end()), piece.end());
        let rest = rest.and_then(|r| {
            Span::trimmed(g.text(), r.start() + r.len() - r.of(g.text()).trim_start_matches([',', ' ']).len(), r.end())
        });
        let rest = rest.filter(|r| r.of(g.text()).contains(char::is_alphanumeric));
        let noun = g.span(&before(g, g.noun_phrase(whole(g, noun, which)), which)).filter(|_| own);
        noun.into_iter().chain(rest).collect()
    };
    pieces.into_iter().flat_map(parts).collect()
}

/// "The fight at the post on 7 March, which": the fight, and neither its place nor its date.
fn whole(g: &Grammar, noun: TokenIx, which: TokenIx) -> TokenIx {
    let comma = which > 0 && g.word(which - 1) == ",";
    let dated = |t: TokenIx| comma || matches!(entity(g, t), Some("DATE" | "TIME"));
    let above =
        |t: TokenIx| g.head(t).filter(|&p| g.label(t) == "pobj" && dated(t) && g.token(p).pos == "ADP").and_then(|p| g.head(p));
    let noun_above = |t: TokenIx| above(t).filter(|&n| matches!(g.token(n).pos, "NOUN" | "PROPN"));
    std::iter::successors(Some(noun), |&t| noun_above(t)).take(4).last().unwrap_or(noun)
}

/// The tokens of a noun phrase that stand before `end`, without marks at their end.
fn before(g: &Grammar, mut phrase: Vec<TokenIx>, end: TokenIx) -> Vec<TokenIx> {
    phrase.retain(|&t| t < end);
    while phrase.last().is_some_and(|&t| matches!(g.token(t).pos, "PUNCT" | "SPACE" | "ADP")) {
        phrase.pop();
    }
    phrase
}

/// "A claim which witnesses dispute", behind a comma.
fn is_comment(g: &Grammar, piece: Span) -> bool {
    let mut tokens = g.tokens_in(piece);
    let (Some(article), Some(noun)) = (tokens.next(), tokens.next()) else { return false };
    let comma = g.text()[..piece.start()].trim_end().ends_with(',');
    comma
        && g.token(article).pos == "DET"
        && holds(&TABLE.comments, g.lemma(noun))
        && tokens.next().is_some_and(|t| opens_clause(g, t))
}

fn opens_clause(g: &Grammar, t: TokenIx) -> bool {
    matches!(g.word(t), "that" | "which" | "who")
}

/// Without ", a claim which witnesses dispute" at its end.
fn without_comment(g: &Grammar, piece: Span) -> Span {
    let tokens = g.tokens_in(piece);
    let clause = |t: TokenIx| t + 1 < tokens.end && opens_clause(g, t + 1);
    let comment = |&t: &TokenIx| {
        let article = t.checked_sub(1).filter(|&a| g.token(a).pos == "DET");
        let comma = article.and_then(|a| a.checked_sub(1)).is_some_and(|c| g.word(c) == ",");
        comma && clause(t) && holds(&TABLE.comments, g.lemma(t)) && !g.quoted(t)
    };
    let cut = tokens.clone().skip(4).find(comment);
    cut.and_then(|t| Span::trimmed(g.text(), piece.start(), g.token(t - 2).span.start())).unwrap_or(piece)
}

/// From the clause that "that" opens, where the piece begins with who hears it or how it is said: "reporters as he left that the bridge was shut".
fn from_clause(g: &Grammar, attribution: &Attribution, mut pieces: Vec<Span>) -> Vec<Span> {
    let Some(cue) = attribution.cue_head else { return pieces };
    let Some(first) = pieces.first().copied().filter(|p| p.start() > g.token(cue).span.start()) else { return pieces };
    let tokens = g.tokens_in(first);
    let opens = |&t: &TokenIx| {
        let clause = g.head(t).filter(|&c| g.label(t) == "mark" && g.word(t) == "that" && g.label(c) == "ccomp");
        clause.is_some_and(|c| g.head(c) == Some(cue) && g.subtree(c).first() == Some(&t))
    };
    let begins = tokens.clone().next().is_some_and(|t| holds(&TABLE.between, &g.word(t).to_lowercase()));
    let marks = |&t: &TokenIx| begins && g.label(t) == "mark" && g.word(t) == "that" && t < tokens.start + 9;
    let that = tokens
        .clone()
        .skip(1)
        .find(|t| opens(t) || marks(t))
        .filter(|&t| !(tokens.start..t).any(|b| is_verbal(g.token(b)) && g.head(b).is_none()));
    if let Some(rest) = that.and_then(|t| Span::trimmed(g.text(), g.token(t).span.end(), first.end())) {
        pieces[0] = rest;
    }
    pieces
}

/// Whether an attribution tells nothing: by how its source and cue stand, or because its content is none.
pub fn is_none(g: &Grammar, attribution: &Attribution, content: &[Span], direct: bool) -> bool {
    hears(g, attribution) || !direct && (without_source(g, attribution) || empty(g, attribution, content))
}

/// Whether who is cited is only spoken to or of: "asked how they were, they smiled", "three men declared unwanted", "they were asked to leave".
fn hears(g: &Grammar, attribution: &Attribution) -> bool {
    let (Some(cue), Some(source)) = (attribution.cue_head, attribution.source_head) else { return false };
    if g.word(source).eq_ignore_ascii_case("you") {
        return true;
    }
    let bare = g.token(cue).tag == "VBN" && g.under(cue, &["aux", "auxpass", "agent", "nsubj"]).next().is_none();
    let modifies = bare && g.label(cue) == "acl" && g.head(cue) == Some(source);
    let beside = bare && g.label(cue) == "advcl" && LEXICON.hearers.contains(g.lemma(cue));
    let passive = g.label(source) == "nsubjpass" && g.head(source) == Some(cue);
    // "Ann Lee, asked how she was, smiled": by the commas, where the parse fails.
    let apart = attribution.source.zip(attribution.cue).is_some_and(|(s, c)| {
        let words = g.text().get(s.start()..c.start()).unwrap_or("").trim_end();
        words.ends_with(',') && words.matches(',').count() == 1
    });
    let past = matches!(g.token(cue).tag, "VBN" | "VBD") && LEXICON.hearers.contains(g.lemma(cue));
    modifies || beside || passive || apart && past
}

/// Whether nobody is cited and the cue is none that hands on what is said.
fn without_source(g: &Grammar, attribution: &Attribution) -> bool {
    let Some(cue) = attribution.cue_head.filter(|_| attribution.source.is_none()) else { return false };
    let clause = || g.under(cue, &["ccomp", "xcomp"]).next().is_some();
    matches!(g.token(cue).pos, "VERB" | "AUX") && !(holds(&TABLE.reports, g.lemma(cue)) && clause())
}

/// Whether a content is no proposition and nothing that such a cue can be said of.
fn empty(g: &Grammar, attribution: &Attribution, content: &[Span]) -> bool {
    let tokens: Vec<TokenIx> = content.iter().flat_map(|p| g.tokens_in(*p)).filter(|&t| g.token(t).pos != "SPACE").collect();
    let Some(&first) = tokens.first() else { return true };
    let light =
        |t: TokenIx| matches!(g.token(t).pos, "PRON" | "DET" | "ADP" | "PUNCT" | "AUX" | "SCONJ" | "CCONJ" | "PART" | "ADV");
    let dated = |t: TokenIx| light(t) || matches!(entity(g, t), Some("DATE" | "TIME"));
    let finite = tokens.iter().any(|&t| is_verbal(g.token(t)));
    let quotes = content.iter().any(|p| p.of(g.text()).contains(QUOTES));
    let adverbial =
        g.token(first).pos == "ADP" && !finite && content[0].start() > attribution.cue.map_or(usize::MAX, Span::start);
    let nothing = g.word(first) == "nothing" && !finite;
    let clause = tokens.len() > 3 && tokens.iter().any(|&t| g.token(t).pos == "AUX");
    tokens.iter().all(|&t| dated(t)) && !clause
        || !quotes && (adverbial || nothing)
        || condition(g, &tokens)
        || cites_another(g, attribution, &tokens)
        || attribution.cue_head.is_some_and(|cue| by_cue(g, cue, &tokens, finite, quotes))
}

/// "Not to be named".
fn condition(g: &Grammar, tokens: &[TokenIx]) -> bool {
    let negated = tokens.iter().take(2).any(|&t| matches!(g.lemma(t), "not"));
    negated && tokens.len() < 9 && tokens.iter().any(|&t| holds(&TABLE.unnamed, &g.word(t).to_lowercase()))
}

/// Whether a content is no more than the words that attribute something else: "the ministry said".
fn cites_another(g: &Grammar, attribution: &Attribution, tokens: &[TokenIx]) -> bool {
    let says = |t: TokenIx| holds(&TABLE.citing, g.lemma(t)) && is_verbal(g.token(t)) && Some(t) != attribution.cue_head;
    let own = |t: TokenIx| g.under(t, &["ccomp", "xcomp", "dobj", "prep"]).all(|c| !tokens.contains(&c));
    tokens.len() < 9 && tokens.iter().any(|&t| says(t) && own(t) && g.under(t, &["nsubj"]).any(|s| tokens.contains(&s)))
}

/// Whether a cue says nothing by such words: a deed done to a thing, one who hears, a question that is not answered.
fn by_cue(g: &Grammar, cue: TokenIx, tokens: &[TokenIx], finite: bool, quotes: bool) -> bool {
    let lemma = g.lemma(cue);
    let verb = matches!(g.token(cue).pos, "VERB" | "AUX");
    let heard = || {
        let hearer = g.under(cue, &["dobj", "dative"]).find(|t| tokens.contains(t));
        let whole = hearer.map(|t| g.subtree(t));
        whole.is_some_and(|whole| tokens.iter().all(|t| whole.contains(t)))
    };
    let question = || {
        let first = g.word(tokens[0]).to_lowercase();
        matches!(first.as_str(), "who" | "what" | "where" | "when" | "whether" | "how" | "why" | "which")
    };
    let main = || tokens.iter().any(|&t| is_verbal(g.token(t)) && g.head(t).is_none());
    verb && !quotes
        && (holds(&TABLE.deeds, lemma) && !finite
            || holds(&TABLE.hearing, lemma) && !finite && heard()
            || question() && !main() && !holds(&TABLE.explaining, lemma))
}
