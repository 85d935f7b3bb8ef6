//! From an attribution to a statement mention: the exact words of a direct quotation, the content without its complementizer, the antecedent of "who".
//!
//! Enters: an attribution of any detector. Leaves: the mention, without chain and parent.

use super::contents;
use super::detect::attribution::Attribution;
use super::detect::{MODEL, certainty};
use super::lexicon::LEXICON;
use super::quotation::Quotations;
use super::stance;
use super::words::WORDS;
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;
use readout_record::mention::{DocumentIx, StatementMention};
use readout_record::span::Span;

/// Confidence of what somebody holds or does rather than says, as "passed a law" and "saw the car": too low to be shown.
const UNTOLD: f32 = 0.55;

/// The mention that `attribution` makes.
pub fn mention(g: &Grammar, quotations: &Quotations, document: DocumentIx, attribution: &Attribution) -> StatementMention {
    let told_in_quotation = attribution.cue.is_some_and(|cue| quotations.around(cue).is_some());
    let exact = direct(g.text(), quotations, &without_that(g, &attribution.content)).filter(|_| !told_in_quotation);
    let direct = exact.is_some() || attribution.verbatim;
    let content = match exact {
        Some(exact) => exact,
        None if attribution.verbatim => attribution.content.iter().flat_map(|piece| sentences(g, *piece)).collect(),
        None => {
            let told = attribution.content.iter().filter(|piece| !parted(g.text(), **piece, attribution));
            let told = told.filter_map(|piece| beside_cue(g, *piece, attribution.cue));
            reported(g, &contents::told(g, attribution, told.collect()))
        }
    };
    let told = tells(g, attribution, direct) && (attribution.verbatim || !contents::is_none(g, attribution, &content, direct));
    let (source, source_head) = antecedent(g, attribution);
    StatementMention {
        document,
        source: source.and_then(|s| {
            Span::trimmed(g.text(), s.start(), s.start() + s.of(g.text()).trim_end_matches([',', ';', ':', ' ']).len())
        }),
        source_head,
        cue: attribution.cue,
        direct,
        stance: stance::of(g, attribution, &content),
        via: Vec::new(),
        parent: None,
        hearsay: stance::hearsay(g, attribution),
        confidence: if told { attribution.confidence } else { attribution.confidence.min(UNTOLD) },
        rule: attribution.rule.clone(),
        content,
    }
}

/// Whether something is told, not merely possible or left unsaid; and whether the cue is known to tell something, or the content is a clause or quotes; the model alone also marks what people do and see.
fn tells(g: &Grammar, attribution: &Attribution, direct: bool) -> bool {
    if attribution.cue_head.is_some_and(|cue| !direct && calls_up(g, attribution, cue)) {
        return false;
    }
    if attribution.cue_head.is_some_and(|cue| !direct && (certainty(g, cue) < 1.0 || withheld(g, cue))) {
        return false;
    }
    let known = |t: TokenIx| LEXICON.attributes(g.lemma(t));
    if direct || attribution.rule != MODEL || attribution.cue.is_some_and(|cue| g.tokens_in(cue).any(known)) {
        return true;
    }
    let quotes = attribution.content.iter().any(|piece| piece.of(g.text()).contains(['“', '"', '‘']));
    let clause = |t: TokenIx| {
        g.token(t).pos == "VERB"
            && g.label(t) == "ccomp"
            && !attribution.cue_head.is_some_and(|cue| WORDS.perceiving.contains(g.lemma(cue)))
    };
    quotes || attribution.content.iter().any(|piece| g.tokens_in(*piece).any(clause))
}

/// "Called off a flight", "called the ministry at night": a call that takes something off, or that is one by telephone as far as any pattern sees, says nothing
/// of its object; "called it “a trap”" does.
fn calls_up(g: &Grammar, attribution: &Attribution, cue: TokenIx) -> bool {
    let off = || g.under(cue, &["prt"]).any(|p| g.word(p) == "off");
    let quotes = || attribution.content.iter().any(|piece| piece.of(g.text()).contains(['“', '"', '‘']));
    // "Called the sum a fairy tale": an article right behind a noun begins what it is called.
    let named = |t: TokenIx| t > 0 && g.token(t).pos == "DET" && matches!(g.token(t - 1).pos, "NOUN" | "PROPN" | "PRON");
    let names = || attribution.content.iter().any(|piece| g.tokens_in(*piece).skip(1).any(named));
    let asks = || {
        g.under(cue, &["prep"]).any(|p| matches!(g.word(p), "for" | "on" | "upon")) || g.under(cue, &["ccomp"]).next().is_some()
    };
    let bare = || attribution.rule == MODEL && !quotes() && !names() && !asks();
    g.lemma(cue) == "call" && g.token(cue).pos == "VERB" && (off() || bare())
}

/// "Declined", "declined to say".
fn withheld(g: &Grammar, cue: TokenIx) -> bool {
    let above = g.head(cue).filter(|_| g.label(cue) == "xcomp");
    std::iter::once(cue).chain(above).any(|t| WORDS.withholding.contains(g.lemma(t)) && !g.negated(t))
}

/// Whether every word of a content stands between marks, but for a "that" before it.
pub fn is_direct(g: &Grammar, quotations: &Quotations, content: &[Span]) -> bool {
    direct(g.text(), quotations, &without_that(g, content)).is_some()
}

/// The words between the marks, when every word of the content stands between marks.
fn direct(text: &str, quotations: &Quotations, content: &[Span]) -> Option<Vec<Span>> {
    let mut exact = Vec::with_capacity(content.len());
    for piece in content {
        let mut at = piece.start();
        for quotation in quotations.touching(*piece) {
            if has_words(text, at, quotation.outer.start()) {
                return None;
            }
            let (start, end) = (quotation.inner.start().max(piece.start()), quotation.inner.end().min(piece.end()));
            exact.extend(Span::trimmed(text, start, end).and_then(|s| without_comma(text, s)));
            at = quotation.outer.end();
        }
        if has_words(text, at, piece.end()) {
            return None;
        }
    }
    (!exact.is_empty()).then_some(exact)
}

/// The sentences of a piece, each for itself.
fn sentences(g: &Grammar, piece: Span) -> Vec<Span> {
    let tokens: Vec<TokenIx> = g.tokens_in(piece).collect();
    tokens
        .chunk_by(|a, b| g.sentence(*a) == g.sentence(*b))
        .filter_map(|run| g.span(run))
        .filter_map(|s| Span::trimmed(g.text(), s.start(), s.end()))
        .collect()
}

fn has_words(text: &str, from: usize, to: usize) -> bool {
    from < to && text.get(from..to).is_some_and(|gap| gap.chars().any(char::is_alphanumeric))
}

/// The comma before a closing mark is the report's, not the speaker's.
fn without_comma(text: &str, span: Span) -> Option<Span> {
    Span::trimmed(text, span.start(), span.start() + span.of(text).trim_end_matches(',').len())
}

/// The pieces without the "that" which introduces them.
fn without_that(g: &Grammar, content: &[Span]) -> Vec<Span> {
    let mut pieces = content.to_vec();
    if pieces.len() > 1 {
        pieces.retain(|piece| !piece.of(g.text()).trim_matches([',', ' ']).eq_ignore_ascii_case("that"));
    }
    if let Some(first) = pieces.first_mut() {
        let mut tokens = g.tokens_in(*first);
        let that = tokens.next().filter(|&t| matches!(g.label(t), "mark" | "dobj") && g.word(t).eq_ignore_ascii_case("that"));
        if let Some(rest) = that.and_then(|t| Span::trimmed(g.text(), g.token(t).span.end(), first.end())) {
            *first = rest;
        }
    }
    pieces
}

/// Reported content: without the "that" that introduces it.
fn reported(g: &Grammar, content: &[Span]) -> Vec<Span> {
    let pieces = without_that(g, content);
    pieces.into_iter().flat_map(|piece| propositions(g, piece)).filter_map(|piece| without_lead(g.text(), piece)).collect()
}

/// "The ministry says seven; Ann Lee said eight": what stands before a semicolon is told by the report, where the source says something behind it.
fn parted(text: &str, piece: Span, attribution: &Attribution) -> bool {
    let Some(cue) = attribution.cue else { return false };
    let from = attribution.source.map_or(cue.start(), |s| s.start().min(cue.start()));
    let gap = text.get(piece.end()..from).map(str::trim_start);
    let quoted = piece.of(text).contains(['“', '”', '"', '‘', '«', '„']);
    let says = attribution.content.iter().any(|p| p.start() > cue.start());
    !quoted && says && gap.is_some_and(|gap| gap.starts_with(';'))
}

/// The sentence of a piece that stands with the cue: what the report goes on to tell in a sentence of its own is not told by the source. Quoted words may
/// run on.
fn beside_cue(g: &Grammar, piece: Span, cue: Option<Span>) -> Option<Span> {
    let Some(cue) = cue.filter(|_| !piece.of(g.text()).contains(['“', '”', '"', '‘', '«', '„'])) else {
        return Some(piece);
    };
    let tokens = g.tokens_in(piece);
    let starts = tokens.clone().skip(1).filter(|&t| begins_sentence(g, t)).map(|t| g.token(t).span.start());
    let (mut from, mut to) = (piece.start(), piece.end());
    for start in starts {
        if cue.start() >= start {
            from = start;
        } else {
            to = to.min(start);
        }
    }
    Span::trimmed(g.text(), from, to)
}

/// Whether a sentence begins at `token`, by the model or by a capital after the full stop of an abbreviation.
fn begins_sentence(g: &Grammar, token: TokenIx) -> bool {
    let Some(before) = (0..token).rev().find(|&t| g.token(t).pos != "SPACE") else { return true };
    let capital = g.word(token).starts_with(char::is_uppercase);
    let stop = matches!(g.word(before), "." | "!" | "?") && g.sentence(before) != g.sentence(token);
    capital && (stop || g.word(before).ends_with('.') && WORDS.openers.contains(g.word(token)))
}

/// Without the punctuation that a "that" leaves behind: "that, as he put it, …".
fn without_lead(text: &str, piece: Span) -> Option<Span> {
    let lead = piece.len() - piece.of(text).trim_start_matches([',', ';', ':', ' ', '\n', '—', '–']).len();
    Span::trimmed(text, piece.start() + lead, piece.end())
}

/// Cuts "that A, and that B" before each further "that", and before a long ", with …" at the end: each is said for itself.
fn propositions(g: &Grammar, piece: Span) -> Vec<Span> {
    let tokens = g.tokens_in(piece);
    let mut from = piece.start();
    let mut found = Vec::new();
    for token in tokens.clone().skip(3).filter(|&t| begins_proposition(g, t, tokens.end)) {
        let end = g.text()[..g.token(token).span.start()].trim_end_matches([',', ' ', ';']).len();
        let end = g.text()[..end]
            .strip_suffix(" and")
            .or(g.text()[..end].strip_suffix(" but"))
            .map_or(end, |s| s.trim_end_matches([',', ' ', ';']).len());
        found.extend(Span::trimmed(g.text(), from, end.max(from)));
        let that = g.word(token).eq_ignore_ascii_case("that");
        from = if that { g.token(token).span.end() } else { g.token(token).span.start() };
    }
    found.extend(Span::trimmed(g.text(), from, piece.end()));
    found
}

fn begins_proposition(g: &Grammar, token: TokenIx, end: TokenIx) -> bool {
    let before = token.checked_sub(1).map_or("", |t| g.word(t));
    match g.word(token) {
        "that" => g.label(token) == "mark" && matches!(before, "and" | "but" | ",") && !g.quoted(token),
        _ if g.token(token).tag == "VBG" => g.label(token) == "advcl" && before == "," && end - token > 5 && !g.quoted(token),
        "with" => {
            before == ","
                && end - token > 5
                && !g.quoted(token)
                && (token..end).any(|t| g.token(t).tag == "VBG" && g.label(t) == "pcomp" && g.head(t) == Some(token))
        }
        _ => false,
    }
}

/// "X, who said that": X, not "who".
fn antecedent(g: &Grammar, attribution: &Attribution) -> (Option<Span>, Option<TokenIx>) {
    let plain = (attribution.source, attribution.source_head);
    let Some(head) = attribution.source_head else { return plain };
    if !matches!(g.token(head).tag, "WP" | "WDT") {
        return plain;
    }
    let relative = g.ancestors(head).find(|&a| g.label(a) == "relcl").and_then(|clause| g.head(clause));
    match relative.map(|noun| (g.span(&g.noun_phrase(noun)), noun)) {
        Some((Some(span), noun)) => (Some(span), Some(noun)),
        _ => plain,
    }
}
