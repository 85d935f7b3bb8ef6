//! Sources: who speaks, seen from a cue.
//!
//! Enters: the token of a cue. Leaves: the token that heads its source and the words that name it. It leaves alone: who that is.

use super::content::{is_mark, paragraph};
use crate::extract::statement::lexicon::{Frame, LEXICON};
use crate::grammar::{Grammar, contiguous_around, is_nominal, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::span::Span;

/// Longest source in tokens before it is cut to its noun phrase.
const LONGEST: usize = 40;

/// The token that heads the source of verb `verb`: its subject, that of the verb it is coordinated with or depends on, or the noun it modifies.
pub fn of_verb(g: &Grammar, verb: TokenIx) -> Option<TokenIx> {
    find(g, verb, 0)
}

fn find(g: &Grammar, verb: TokenIx, depth: usize) -> Option<TokenIx> {
    if depth > 6 {
        return None;
    }
    if let Some(subject) = own_subject(g, verb) {
        return Some(subject);
    }
    let head = g.head(verb).filter(|&h| near(g, verb, h))?;
    let up = |verb| find(g, verb, depth + 1);
    match g.label(verb) {
        "conj" if is_verbal(g.token(head)) => up(telling_above(g, verb, head).unwrap_or(head)),
        "xcomp" => g.under(head, &["dobj"]).next().filter(|_| controls_object(g, head)).or_else(|| up(head)),
        "advcl" | "ccomp" | "parataxis" if participle(g, verb) && is_verbal(g.token(head)) => up(head),
        "prep" if participle(g, verb) && is_verbal(g.token(head)) => up(head),
        "pcomp" => {
            let above = g.head(head)?;
            if is_verbal(g.token(above)) { up(above) } else { None }
        }
        "acl"
            if participle(g, verb) && g.token(verb).tag == "VBG"
                || g.token(verb).tag == "VBD" && g.under(verb, &["dobj", "oprd", "ccomp"]).next().is_some() =>
        {
            Some(head)
        }
        "acomp" | "attr" => up(head),
        _ => None,
    }
}

/// "Replied that the council had paid and said": a finite verb of telling goes with the one that tells, not with a verb of another form inside of what
/// is told.
fn telling_above(g: &Grammar, verb: TokenIx, head: TokenIx) -> Option<TokenIx> {
    let above = g.head(head).filter(|&a| g.label(head) == "ccomp" && near(g, verb, a))?;
    let helped = |t: TokenIx| g.under(t, &["aux", "auxpass"]).next().is_some();
    let past = |t: TokenIx| g.token(t).tag == "VBD" && !helped(t) && LEXICON.attributes(g.lemma(t));
    // "Said that the council took note, and reminded them": the comma closes what is told.
    let comma = || g.under(head, &["cc"]).any(|c| c < verb && c > 0 && g.word(c - 1) == "," && g.word(c) == "and");
    let other = g.token(head).tag != "VBD" && helped(head);
    (past(verb) && past(above) && (other || comma())).then_some(above)
}

/// Whether a verb inside of what is told goes with the one that tells it, or an "and" stands before such a verb.
pub fn goes_back(g: &Grammar, verb: TokenIx) -> bool {
    if g.label(verb) == "cc" {
        return g.head(verb).is_some_and(|h| g.under(h, &["conj"]).find(|&c| c > verb).is_some_and(|c| goes_back(g, c)));
    }
    let head = g.head(verb).filter(|&h| g.label(verb) == "conj" && is_verbal(g.token(h)));
    head.is_some_and(|h| own_subject(g, verb).is_none() && telling_above(g, verb, h).is_some())
}

/// The subject of `verb` itself: of several, as the parser gives them where it runs over a heading, the nearest.
fn own_subject(g: &Grammar, verb: TokenIx) -> Option<TokenIx> {
    g.under(verb, &["nsubj", "nsubjpass", "csubj"]).filter(|&s| near(g, verb, s)).min_by_key(|&s| s.abs_diff(verb))
}

/// Whether two tokens stand in one paragraph and none of them alone in a quotation.
fn near(g: &Grammar, a: TokenIx, b: TokenIx) -> bool {
    paragraph(g, a).contains(&b)
}

/// The source of a verb that the parse leaves without a subject: the noun phrase right before it, or, after a quotation, right behind it.
pub fn beside(g: &Grammar, verb: TokenIx, after_quotation: bool) -> Option<TokenIx> {
    let nominal = |&t: &TokenIx| is_nominal(g.token(t)) && near(g, verb, t);
    if after_quotation {
        return (verb + 1..g.tokens().len().min(verb + 8))
            .take_while(|&t| !is_mark(g, t))
            .find(nominal)
            .map(|t| whole_name(g, t, verb));
    }
    let first =
        (0..verb).rev().take(3).take_while(|&t| g.head(t) == Some(verb) && matches!(g.label(t), "aux" | "advmod" | "neg")).last();
    let at = first.unwrap_or(verb);
    let before = at.checked_sub(1).map(|t| if g.word(t) == "," { t.saturating_sub(1) } else { t });
    before.filter(nominal).map(|t| whole_name(g, t, verb))
}

/// "Adler, the head of the union, said": from "union" to the head, and on to Adler.
fn of_office(g: &Grammar, token: TokenIx, verb: TokenIx) -> TokenIx {
    let head = g.head(token).filter(|&p| g.label(token) == "pobj" && g.word(verb.saturating_sub(1)) == "," && near(g, verb, p));
    let office = head.and_then(|p| g.head(p)).filter(|&n| LEXICON.can_speak(&g.lemma(n).to_lowercase()) && near(g, verb, n));
    let name = office.and_then(|o| g.head(o).filter(|&n| g.label(o) == "appos" && g.token(n).pos == "PROPN"));
    name.or(office).unwrap_or(token)
}

/// From a word of a noun phrase to its head, and from a name to the office that it stands beside: "the minister, Adler".
fn whole_name(g: &Grammar, token: TokenIx, verb: TokenIx) -> TokenIx {
    let mut top = token;
    while let Some(head) = g.head(top).filter(|&h| is_nominal(g.token(h)) && near(g, verb, h)) {
        let part = matches!(g.label(top), "compound" | "det" | "amod" | "poss" | "nmod");
        let named = LEXICON.can_speak(&g.lemma(head).to_lowercase()) || g.token(head).pos == "PROPN";
        if !(part || g.label(top) == "appos" && named) {
            break;
        }
        top = head;
    }
    of_office(g, top, verb)
}

fn participle(g: &Grammar, verb: TokenIx) -> bool {
    matches!(g.token(verb).tag, "VBG" | "VBN") && g.under(verb, &["aux", "auxpass"]).next().is_none()
}

/// "asked him to say": the object speaks.
fn controls_object(g: &Grammar, head: TokenIx) -> bool {
    LEXICON.verb(g.lemma(head)).iter().any(|c| c.frames.contains(&Frame::Request))
}

/// Whether the noun or pronoun at `token` can speak: a name of a person, an organisation or a state, a pronoun, a speaker by trade, a document.
pub fn can_speak(g: &Grammar, token: TokenIx) -> bool {
    let lemma = g.lemma(token).to_lowercase();
    match g.token(token).pos {
        "PRON" => !matches!(
            lemma.as_str(),
            "it" | "this" | "that" | "these" | "what" | "nothing" | "something" | "everything" | "there" | "which"
        ),
        "PROPN" => {
            !matches!(entity(g, token), Some("DATE" | "TIME" | "MONEY" | "PERCENT" | "QUANTITY" | "LAW" | "EVENT" | "PRODUCT"))
        }
        "NUM" | "DET" | "ADJ" => true,
        _ => LEXICON.can_speak(&lemma) || LEXICON.documents.contains(&lemma) || named(g, token),
    }
}

fn named(g: &Grammar, token: TokenIx) -> bool {
    matches!(entity(g, token), Some("PERSON" | "ORG" | "GPE" | "NORP"))
}

/// Label of the entity that `token` is part of.
pub fn entity(g: &Grammar, token: TokenIx) -> Option<&'static str> {
    let entities = &g.annotations.entities;
    let at = entities.partition_point(|e| e.end as usize <= token);
    entities.get(at).filter(|e| e.first as usize <= token).map(|e| e.label)
}

/// The words of the source headed by `head`, appositions and relative clauses included, without the part that holds `cue`.
pub fn span(g: &Grammar, head: TokenIx, cue: TokenIx) -> Option<Span> {
    let home = paragraph(g, cue);
    let holds_cue = |c: TokenIx| cue != head && g.ancestors(cue).any(|a| a == c) || c == cue;
    let tokens = g.subtree_without(head, |c| holds_cue(c) || g.label(c) == "advcl" || g.label(c) == "parataxis");
    let mut run = contiguous_around(&tokens, head);
    run.retain(|t| home.contains(t));
    if run.len() > LONGEST || run.iter().any(|&t| crosses_quotation(g, t)) {
        run = g.noun_phrase(head);
    }
    trimmed(g, &run)
}

/// A quotation mark inside a source is most often a parsing error.
fn crosses_quotation(g: &Grammar, token: TokenIx) -> bool {
    matches!(g.word(token), "\"" | "“" | "”" | "``" | "''")
}

/// The span of `tokens` without punctuation at its edges, but with a closing bracket that one inside opens.
pub fn trimmed(g: &Grammar, tokens: &[TokenIx]) -> Option<Span> {
    let first = tokens.iter().copied().find(|&t| !is_mark(g, t))?;
    let last = tokens.iter().copied().rfind(|&t| !is_mark(g, t))?;
    let span = g.token(first).span.join(g.token(last).span);
    let open = span.of(g.text()).matches('(').count() > span.of(g.text()).matches(')').count();
    let next = last + 1;
    if open && next < g.tokens().len() && g.word(next) == ")" {
        return Some(span.join(g.token(next).span));
    }
    Some(span)
}
