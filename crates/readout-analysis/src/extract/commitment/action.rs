//! What is to be done, on what condition and for whom.
//!
//! Enters: who is bound to what, as tokens. Leaves: spans: the smallest clause that says what is to be done, its condition, its recipients.
//! What the parse leaves in pieces is completed or refused.

use super::bound::{Bound, WORDS};
use super::{actor, coordination, modal};
use crate::extract::statement::detect::{entity, paragraph};
use crate::grammar::{Grammar, is_nominal, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::span::Span;

/// What becomes of a limit of time at the end of an action.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Limits {
    /// It is told as the due time.
    Left,
    /// It is told nowhere else: "for 30 days".
    Kept,
}

/// The action: the verb with what belongs to it, without its subject, its modal, its reasons and its conditions.
pub fn span(g: &Grammar, bound: &Bound, limits: Limits) -> Option<Span> {
    let head = bound.action;
    // "Committed to good-neighbourliness": a piece of a word is no deed.
    let piece = head > 1 && g.word(head - 1) == "-" && glued(g, head - 1) && glued(g, head - 2);
    if stands_for_another(g, head) || piece && is_nominal(g.token(head)) || !g.word(head).contains(char::is_alphabetic) {
        return None;
    }
    if is_nominal(g.token(head)) && g.token(head).tag != "VBG" {
        let beside = |c: TokenIx| matches!(g.label(c), "relcl" | "conj" | "cc" | "advcl") || after_comma(g, c);
        let mut run = g.subtree_without(head, beside);
        while run.pop_if(|t| g.token(*t).pos == "PUNCT" && g.word(*t) == ",").is_some() {}
        return g.span(&run);
    }
    let passive = undergoes(g, bound) || actor::passive(g, head) || bound.actors.is_empty();
    let home = paragraph(g, head);
    let beside = coordination::beside_continued(g, head);
    let mut tokens = g.subtree_without(head, |c| {
        beside.contains(&c) || cut(g, head, c, passive) && !(limits == Limits::Kept && limit(g, head, c))
    });
    tokens.retain(|t| home.contains(t));
    let mut run: Vec<TokenIx> = Vec::new();
    let from = if passive { subject_start(g, head) } else { first(g, head) };
    for token in tokens.into_iter().filter(|&t| t >= from) {
        let gap = run.last().is_some_and(|&last| {
            (last + 1..token).any(|t| g.token(t).pos != "PUNCT" && g.token(t).pos != "SPACE") && token > head
        });
        if gap {
            break;
        }
        run.push(token);
    }
    let loose = |t: &TokenIx| matches!(g.token(*t).pos, "PUNCT" | "SPACE" | "CCONJ");
    while run.pop_if(|t| loose(t)).is_some() {}
    if prefix(g, head) {
        run = std::iter::once(head).chain(rest(g, head)).collect();
    } else if run == [head] {
        run.extend(broken_off(g, head));
    }
    while run.pop_if(|t| loose(t)).is_some() {}
    if let (Some(start), Some(&last)) = (is_to_start(g, head).filter(|_| passive), run.last()) {
        run = (start..=last).collect();
    }
    closed(g, &completed(g, run)?)
}

/// "Do so", "do it": another clause tells what.
fn stands_for_another(g: &Grammar, head: TokenIx) -> bool {
    let stands = |c: TokenIx| matches!(g.lemma(c).to_lowercase().as_str(), "so" | "it" | "that" | "this" | "same" | "likewise");
    // "I will take that".
    let taken = g.lemma(head) == "take" && g.under(head, &["dobj"]).any(|o| g.lemma(o) == "that" && g.subtree(o).len() == 1);
    taken && g.under(head, &["prep", "prt", "xcomp", "advmod"]).next().is_none()
        || g.lemma(head) == "do" && g.under(head, &["advmod", "dobj"]).any(stands)
}

/// "co" of "co-host": the verb stands behind its hyphen.
fn prefix(g: &Grammar, head: TokenIx) -> bool {
    glued(g, head) && g.tokens().get(head + 1).is_some_and(|t| t.span.of(g.text()) == "-") && glued(g, head + 1)
}

/// Whether no space parts `token` from the next one.
fn glued(g: &Grammar, token: TokenIx) -> bool {
    g.tokens().get(token + 1).is_some_and(|n| n.span.start() == g.token(token).span.end())
}

/// The run up to the noun that its last word belongs to: "review Norway's" goes on to "rules". `None` where the parse has no such noun.
fn completed(g: &Grammar, mut run: Vec<TokenIx>) -> Option<Vec<TokenIx>> {
    while let Some(&last) = run.last() {
        let hyphen =
            glued(g, last) && (g.word(last) == "-" || g.tokens().get(last + 1).is_some_and(|t| t.span.of(g.text()) == "-"));
        let modifies = matches!(g.label(last), "amod" | "compound" | "poss" | "det" | "nummod") && g.head(last) > Some(last);
        let to = if hyphen {
            Some(last + 1)
        } else if g.token(last).tag == "POS" {
            g.head(last).and_then(|owner| g.head(owner))
        } else if modifies {
            g.head(last)
        } else {
            return Some(run);
        };
        let to = to.filter(|&t| t > last && t - last <= SHORT && g.sentence(t) == g.sentence(last))?;
        run.extend(last + 1..=to);
    }
    Some(run)
}

/// "The port would open, the minister said": what is done to the subject is promised by another.
fn undergoes(g: &Grammar, bound: &Bound) -> bool {
    let subject = g.under(bound.action, &["nsubj"]).last().filter(|s| !bound.actors.contains(s));
    let other = subject.is_some_and(|s| !matches!(g.token(s).tag, "WDT" | "WP") && !actor::can_act(g, s, false));
    let given = bound.cue != bound.action && WORDS.words_given.verbs.contains(g.lemma(bound.cue));
    other && (given || modal::comes_about(g, bound.action))
        || other && WORDS.deeds.verbs.contains(g.lemma(bound.action)) && g.under(bound.action, &["dobj"]).next().is_none()
}

/// "to release, by 31 May, the crew": where the parse loses the object behind a comma, the rest of the clause.
fn broken_off(g: &Grammar, head: TokenIx) -> Vec<TokenIx> {
    if g.tokens().get(head + 1).is_none_or(|t| t.span.of(g.text()) != ",") {
        return Vec::new();
    }
    // "Agreed to pay, a lawyer said": the clause over it is no rest of it.
    let foreign = |t: TokenIx| {
        let mut path = std::iter::once(t).chain(g.ancestors(t)).take_while(|&a| a != head);
        path.any(|a| a > head && is_verbal(g.token(a)) && g.ancestors(head).any(|h| h == a))
    };
    let rest = rest(g, head);
    if rest.iter().skip(1).take(1).any(|&t| foreign(t)) { Vec::new() } else { rest }
}

/// What follows `head` up to the end of its clause.
fn rest(g: &Grammar, head: TokenIx) -> Vec<TokenIx> {
    let ends = |t: &TokenIx| {
        matches!(g.word(*t), "." | ";" | ":" | "who" | "which")
            || g.token(*t).pos == "SPACE"
            || g.label(*t) == "cc" && g.head(*t).is_some_and(|h| is_verbal(g.token(h)))
    };
    (head + 1..g.tokens().len().min(head + 25)).take_while(|t| !ends(t)).collect()
}

/// The span of `run`, with the bracket that closes one opened inside.
fn closed(g: &Grammar, run: &[TokenIx]) -> Option<Span> {
    let span = g.span(run)?;
    let last = *run.last()?;
    let open = span.of(g.text()).matches('(').count() > span.of(g.text()).matches(')').count();
    let next = g.tokens().get(last + 1).filter(|t| open && t.span.of(g.text()) == ")");
    Some(quotes_closed(g, next.map_or(span, |t| span.join(t.span)), last))
}

/// The span with the other one of a quotation mark that stands alone in it, where that is near.
fn quotes_closed(g: &Grammar, span: Span, last: TokenIx) -> Span {
    let words = span.of(g.text());
    let marks: Vec<(usize, &str)> = words.match_indices(['"', '“', '”']).collect();
    let [.., (at, mark)] = marks[..] else { return span };
    if marks.len().is_multiple_of(2) {
        return span;
    }
    let sentence = g.sentence(last);
    let is_mark = |t: &TokenIx| matches!(g.word(*t), "\"" | "“" | "”" | "``" | "''");
    let opens = mark == "“" || mark == "\"" && words[..at].chars().next_back().is_none_or(char::is_whitespace);
    let other = if opens {
        (last + 1..g.tokens().len().min(last + 13)).find(is_mark)
    } else {
        let first = g.tokens_in(span).next().unwrap_or(last);
        (first.saturating_sub(4)..first).rev().find(is_mark)
    };
    let to = other.filter(|&t| g.sentence(t) == sentence).map(|t| span.join(g.token(t).span));
    to.or_else(|| Some(span).filter(|_| !opens || at == 0))
        .unwrap_or_else(|| Span::trimmed(g.text(), span.start(), span.start() + at).unwrap_or(span))
}

/// First token of the subject of `head`, where there is one.
fn subject_start(g: &Grammar, head: TokenIx) -> TokenIx {
    let subject = g.under(head, &["nsubjpass", "nsubj"]).last();
    subject.and_then(|s| g.subtree(s).first().copied()).unwrap_or_else(|| first(g, head))
}

/// First token of the subject over "is to be": "the contracts are to be lodged".
fn is_to_start(g: &Grammar, head: TokenIx) -> Option<TokenIx> {
    let be = g.head(head).filter(|&b| g.label(head) == "xcomp" && g.lemma(b) == "be")?;
    let subject = g.under(be, &["nsubj"]).next().filter(|&s| s < head)?;
    g.subtree(subject).first().copied()
}

/// First token of an action: its verb, or a "not", "never" or adverb right before it.
fn first(g: &Grammar, head: TokenIx) -> TokenIx {
    let mut at = head;
    while at > 0
        && g.head(at - 1) == Some(head)
        && (matches!(g.label(at - 1), "neg" | "advmod") || g.token(at - 1).tag == "TO")
        && !g.word(at - 1).eq_ignore_ascii_case("also")
    {
        at -= 1;
    }
    (at..=head).find(|&t| g.token(t).tag != "TO").unwrap_or(head)
}

fn cut(g: &Grammar, head: TokenIx, child: TokenIx, passive: bool) -> bool {
    if g.head(child) != Some(head) {
        return aside(g, child);
    }
    match g.label(child) {
        "nsubj" | "nsubjpass" | "aux" | "auxpass" => !passive,
        "cc" => !(coordination::bare(g, head) || g.under(head, &["conj"]).any(|c| coordination::of_relative(g, head, c))),
        "mark" | "parataxis" | "expl" => true,
        "conj" => !(coordination::bare(g, head) || coordination::of_relative(g, head, child)),
        "advcl" => !(purpose(g, child) && kept_purpose(g, head) || until(g, child) && g.negated(head)),
        "ccomp" => child < head,
        "dobj" | "xcomp" => false,
        "advmod" if has_clause(g, child) => true,
        _ => child > head && (after_comma(g, child) && !object_follows(g, head, child) || when(g, child) || background(g, child)),
    }
}

/// "to release, by 31 May, the crew": what stands before the object stays.
fn object_follows(g: &Grammar, head: TokenIx, child: TokenIx) -> bool {
    g.under(head, &["dobj", "xcomp"]).any(|o| o > child)
}

/// What is told beside the deed: long relative clauses and whatever follows a comma, unless it goes on with a list or a name.
fn aside(g: &Grammar, child: TokenIx) -> bool {
    match g.label(child) {
        // "Wind, solar and tidal power": the adjective after the comma goes on with a list.
        "conj" | "cc" | "punct" | "amod" | "compound" | "nummod" => false,
        "relcl" if !purpose(g, child) => {
            let those = g.head(child).is_some_and(|h| matches!(g.lemma(h), "those" | "all" | "anyone" | "everyone" | "whoever"));
            let effect = g.under(child, &["aux"]).any(|a| matches!(g.lemma(a), "will" | "would"));
            !those && (after_comma(g, child) || effect || g.subtree(child).len() > SHORT)
        }
        "appos" | "nmod" | "npadvmod" if listed(g, child) => false,
        _ => after_comma(g, child) && g.head(child).is_some_and(|h| h < child) || background(g, child),
    }
}

/// Longest relative clause, in tokens, that stays with the action.
const SHORT: usize = 12;

/// "Madrid, Spain", "to Ghana, Togo and Benin": a name or a list member after a comma.
fn listed(g: &Grammar, child: TokenIx) -> bool {
    let name = g.subtree(child).first().is_some_and(|&f| g.token(f).pos == "PROPN")
        && g.head(child).is_some_and(|h| g.token(h).pos == "PROPN");
    name || g.under(child, &["conj"]).next().is_some()
}

/// "as part of a tour", "for as long as it takes": what surrounds the deed.
fn background(g: &Grammar, child: TokenIx) -> bool {
    let words: Vec<String> = g.subtree(child).into_iter().take(3).map(|t| g.word(t).to_lowercase()).collect();
    g.label(child) == "prep" && WORDS.background.phrases.contains(&words.join(" "))
}

/// A purpose belongs to a verb that says little, or that has hardly a word of its own.
fn kept_purpose(g: &Grammar, head: TokenIx) -> bool {
    let own =
        g.subtree_without(head, |c| g.head(c) == Some(head) && matches!(g.label(c), "advcl" | "nsubj" | "aux" | "conj" | "cc"));
    WORDS.empty.verbs.contains(g.lemma(head)) || own.into_iter().filter(|&t| t >= head).count() <= 6
}

fn until(g: &Grammar, clause: TokenIx) -> bool {
    g.under(clause, &["mark"]).any(|m| g.word(m).eq_ignore_ascii_case("until"))
}

/// "For 30 days", "within a week of the signing": a time that limits the action.
fn limit(g: &Grammar, head: TokenIx, child: TokenIx) -> bool {
    let word = g.word(child).to_lowercase();
    g.head(child) == Some(head)
        && when(g, child)
        && matches!(word.as_str(), "for" | "within" | "until" | "by" | "before" | "through")
}

/// A time at the end of the action, which is told as its due time.
fn when(g: &Grammar, child: TokenIx) -> bool {
    let dated = |t: TokenIx| matches!(entity(g, t), Some("DATE" | "TIME"));
    let ends = |l: TokenIx| g.tokens().get(l + 1).is_none_or(|t| matches!(t.pos, "PUNCT" | "SPACE" | "CCONJ"));
    let last = g.subtree(child).last().is_none_or(|&l| ends(l));
    last && match g.label(child) {
        "npadvmod" => dated(child),
        "prep" | "agent" => g.under(child, &["pobj"]).any(dated),
        _ => false,
    }
}

fn purpose(g: &Grammar, clause: TokenIx) -> bool {
    g.under(clause, &["aux"]).any(|a| g.token(a).tag == "TO")
}

/// Whether the words under `child` begin after a comma.
fn after_comma(g: &Grammar, child: TokenIx) -> bool {
    g.subtree(child).first().is_some_and(|&f| f > 0 && g.word(f - 1) == ",")
}

/// The condition: a clause with "if", "unless", "as long as" … under the action or the binding word, or an inverted "should".
pub fn condition(g: &Grammar, bound: &Bound) -> Option<Span> {
    // "It runs until March, and both will build a line": the clause before has conditions of its own.
    let above = |t: TokenIx| {
        let apart = g.label(t) == "conj" && g.under(t, &["nsubj", "nsubjpass"]).next().is_some();
        g.head(t).filter(|_| !apart)
    };
    let tops = [Some(bound.action), Some(bound.cue), above(bound.action), above(bound.cue)];
    tops.into_iter().flatten().filter(|&t| is_verbal(g.token(t))).find_map(|top| {
        let clauses = g.under(top, &["advcl", "prep", "ccomp", "advmod"]).filter(|&c| g.label(c) != "advmod" || has_clause(g, c));
        clauses.filter(|&c| c != bound.action && c != bound.cue).find_map(|c| conditional(g, c))
    })
}

/// "as long as the truce holds", which hangs on "long".
fn has_clause(g: &Grammar, adverb: TokenIx) -> bool {
    g.under(adverb, &["advcl"]).next().is_some()
}

fn conditional(g: &Grammar, clause: TokenIx) -> Option<Span> {
    let tokens: Vec<TokenIx> = g.subtree(clause).into_iter().filter(|&t| g.token(t).pos != "SPACE").collect();
    let words: Vec<String> =
        tokens.iter().filter(|&&t| g.token(t).pos != "PUNCT").take(3).map(|&t| g.word(t).to_lowercase()).collect();
    let opens = (1..=words.len()).any(|n| WORDS.conditions.marks.contains(&words[..n].join(" ")));
    let mark = words.first().map(String::as_str);
    // "Until March" is a term, and "after the court had ruled" tells what went before.
    let weak = matches!(mark, Some("after" | "when" | "where" | "until")) && !is_verbal(g.token(clause))
        || matches!(mark, Some("after" | "when" | "where")) && is_past(g, clause)
        || matches!(mark, Some("when" | "where")) && of_a_day(g, &tokens);
    let span = g.span(&tokens)?;
    let end = span.of(g.text()).trim_end_matches(['.', ',', ';', '"', '”', ' ']).len();
    if opens && !weak { Span::new(g.text(), span.start(), span.start() + end) } else { None }
}

/// "On Thursday, when the list is likely to be read": what is told of the day.
fn of_a_day(g: &Grammar, clause: &[TokenIx]) -> bool {
    let before = clause.first().and_then(|f| f.checked_sub(2)).filter(|&b| g.word(b + 1) == ",");
    before.is_some_and(|b| matches!(entity(g, b), Some("DATE" | "TIME")))
}

fn is_past(g: &Grammar, clause: TokenIx) -> bool {
    let verb = std::iter::once(clause).chain(g.under(clause, &["pcomp"])).find(|&v| is_verbal(g.token(v)));
    verb.is_some_and(|v| g.token(v).tag == "VBD" || g.under(v, &["aux", "auxpass"]).any(|a| g.token(a).tag == "VBD"))
}

/// For whom: an indirect object, the object of a verb of helping, whoever something is given or sent to.
pub fn recipients(g: &Grammar, bound: &Bound) -> Vec<(Span, TokenIx)> {
    let verb = bound.action;
    let object = g.under(verb, &["dobj"]).find(|_| WORDS.benefits.verbs.contains(g.lemma(verb)));
    let dative = g
        .under(verb, &["dative"])
        .flat_map(|d| if g.token(d).pos == "ADP" { g.under(d, &["pobj"]).next() } else { Some(d) })
        .next();
    // "Pay a visit to Sweden", "send ministers to Tbilisi": a place where somebody goes gets nothing.
    let goes = g.under(verb, &["dobj"]).any(|o| WORDS.planned.nouns.contains(g.lemma(o)) || actor::can_act(g, o, false));
    let place = |t: TokenIx| goes && matches!(entity(g, t), Some("GPE" | "LOC" | "FAC"));
    let to = g
        .under(verb, &["dobj"])
        .flat_map(|o| g.prepositional(o, "to"))
        .next()
        .or_else(|| g.prepositional(verb, "to").first().copied());
    let dative = dative.filter(|&d| !place(d));
    let found = object.or(dative).or(to.filter(|&t| !place(t) && !WORDS.heading.verbs.contains(g.lemma(verb))));
    found.filter(|&f| actor::can_act(g, f, false)).into_iter().flat_map(|f| actor::spans(g, f)).collect()
}
