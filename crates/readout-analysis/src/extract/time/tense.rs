//! Whether a time lies behind or ahead by the clause that holds it.
//!
//! Enters: the grammatical view and a token of the time expression. Leaves: a tense, and whether the clause reports what someone said.

use super::lexicon::LEXICON;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;

/// Where a clause puts what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It has happened.
    Past,
    /// It is to happen.
    Future,
    /// It is told in the present.
    Present,
    /// It is named in a clause that lies elsewhere: "will discuss Tuesday's call", "will accept Saturday's vote".
    Either,
    /// The clause doesn't tell.
    Open,
}

/// The tense of the clause around `token`, and the verb that governs it.
pub fn tense(g: &Grammar, token: TokenIx) -> (Tense, Option<TokenIx>) {
    let (mut possessive, mut owned) = (false, false);
    let mut at = token;
    for up in g.ancestors(token).take(8) {
        if !owned && points_ahead(g, at, up) {
            return (Tense::Future, Some(up));
        }
        if is_verbal(g.token(up)) {
            let found = if stays(g, at, up) { Tense::Future } else { verb_tense(g, up) };
            let object = possessive && !matches!(g.label(at), "nsubj" | "nsubjpass");
            let named = object && found == Tense::Future || possessive && found == Tense::Present;
            return (if named { Tense::Either } else { found }, Some(up));
        }
        owned |= g.label(at) == "poss";
        possessive |= matches!(g.label(at), "poss" | "compound" | "nmod") || g.label(at) == "amod";
        at = up;
    }
    (Tense::Open, None)
}

/// Whether `head` puts what hangs on it by `below` ahead: "scheduled for Friday", "due on Friday".
fn points_ahead(g: &Grammar, below: TokenIx, head: TokenIx) -> bool {
    let preposition = g.label(below) == "prep";
    match LEXICON.worth("ahead", g.lemma(head)) {
        Some(2) => preposition || g.label(below) == "npadvmod",
        Some(3) => preposition && g.lemma(below) == "for",
        Some(_) => preposition && matches!(g.lemma(below), "for" | "until" | "till" | "to"),
        None => false,
    }
}

/// Whether the verb that governs `token` is one of calling for or setting what is to come: "called for a rally on Saturday".
pub fn looks_ahead(g: &Grammar, token: TokenIx) -> bool {
    let verb = g.ancestors(token).take(8).find(|&up| is_verbal(g.token(up)));
    verb.is_some_and(|verb| LEXICON.worth("ahead", g.lemma(verb)).is_some())
}

/// "has given them until Tuesday": what lasts now ends later.
fn stays(g: &Grammar, below: TokenIx, verb: TokenIx) -> bool {
    let until = g.label(below) == "prep" && matches!(&*g.word(below).to_ascii_lowercase(), "until" | "till");
    until && g.under(verb, &["aux"]).any(|a| matches!(g.word(a), "has" | "have" | "'ve"))
}

/// Whether the words say outright that the day at `token` lies ahead: as a limit ("no later than Thursday"), by what it is due or set for, or as the time of a verb with "will",
/// "may" or the like. A day that only stands in such a clause, or in one told in the present, may as well be the last.
pub fn outright(g: &Grammar, token: TokenIx) -> bool {
    let limit = token > 1 && g.lemma(token - 1) == "than" && matches!(g.word(token - 2), "later" | "sooner");
    if limit {
        return true;
    }
    let (mut at, mut direct) = (token, true);
    for up in g.ancestors(token).take(8) {
        if points_ahead(g, at, up) {
            return true;
        }
        if is_verbal(g.token(up)) {
            let modal = || g.under(up, &["aux"]).any(|a| g.token(a).tag == "MD");
            return stays(g, at, up) || direct && (modal() || promised(g, token));
        }
        direct &= g.token(up).pos == "ADP";
        at = up;
    }
    false
}

/// Whether the clause around `token` says with "will", or by what someone plans or agrees to, that it lies ahead.
pub fn promised(g: &Grammar, token: TokenIx) -> bool {
    let (Tense::Future, Some(verb)) = tense(g, token) else { return false };
    let will = g.under(verb, &["aux"]).any(|a| matches!(g.lemma(a), "will" | "would" | "shall" | "'ll" | "’ll"));
    will || g.head(verb).is_some_and(|up| is_verbal(g.token(up)) && LEXICON.holds("intends", g.lemma(up)))
}

/// The tense of a verb by its own form, its auxiliaries and what governs it.
fn verb_tense(g: &Grammar, verb: TokenIx) -> Tense {
    for aux in g.under(verb, &["aux", "auxpass"]) {
        match &*g.word(aux).to_ascii_lowercase() {
            "will" | "'ll" | "’ll" | "would" | "shall" | "should" | "may" | "might" | "can" | "must" | "'d" => {
                return if perfect(g, verb) { Tense::Past } else { Tense::Future };
            }
            "could" => return if perfect(g, verb) { Tense::Past } else { Tense::Open },
            "had" | "has" | "have" | "did" | "was" | "were" | "'ve" => return Tense::Past,
            "is" | "are" | "'s" | "'re" | "am" if g.token(verb).tag == "VBG" => return Tense::Future,
            "is" | "are" | "'re" | "am" => return Tense::Present,
            "to" => return infinitive(g, verb),
            _ => {}
        }
    }
    match g.token(verb).tag {
        "VBD" => Tense::Past,
        // "The truce let in trucks": of one alone the present would have an "s".
        "VB" | "VBP" if LEXICON.holds("unchanged", g.lemma(verb)) && of_one(g, verb) => Tense::Past,
        "VBN" | "VBG" => participle(g, verb),
        "VBZ" | "VBP" if LEXICON.holds("reporting", g.lemma(verb)) => Tense::Past,
        "VBZ" | "VBP" => Tense::Present,
        "VB" if matches!(g.label(verb), "ROOT") => Tense::Future,
        _ => inherited(g, verb),
    }
}

/// Whether the subject of a verb is one and neither the speaker nor who is spoken to.
fn of_one(g: &Grammar, verb: TokenIx) -> bool {
    let one =
        |s: TokenIx| matches!(g.token(s).tag, "NN" | "NNP") || matches!(&*g.word(s).to_ascii_lowercase(), "he" | "she" | "it");
    g.under(verb, &["nsubj"]).next().is_some_and(|s| one(s) && g.under(s, &["conj"]).next().is_none())
}

/// Whether "have" stands among the auxiliaries: "would have met".
fn perfect(g: &Grammar, verb: TokenIx) -> bool {
    g.under(verb, &["aux"]).any(|a| matches!(g.word(a), "have" | "'ve"))
}

/// "to meet": ahead when someone plans or agrees to.
fn infinitive(g: &Grammar, verb: TokenIx) -> Tense {
    match g.head(verb) {
        Some(up) if LEXICON.holds("intends", g.lemma(up)) => Tense::Future,
        Some(up) if LEXICON.holds("fulfils", g.lemma(up)) => inherited(g, verb),
        Some(up) if g.token(up).pos == "NOUN" || g.token(up).pos == "ADJ" => Tense::Future,
        Some(up) if is_verbal(g.token(up)) => verb_tense(g, up),
        _ => Tense::Future,
    }
}

/// A participle without auxiliary: "held" is past, unless it shares the auxiliary of what it is coordinated with; "holding" is as its verb.
fn participle(g: &Grammar, verb: TokenIx) -> Tense {
    match g.token(verb).tag {
        "VBN" if g.label(verb) != "conj" => Tense::Past,
        _ => inherited(g, verb),
    }
}

fn inherited(g: &Grammar, verb: TokenIx) -> Tense {
    let up = g.ancestors(verb).take(6).find(|&a| is_verbal(g.token(a)));
    match up.map(|up| g.token(up).tag) {
        Some("VBD") => Tense::Past,
        Some("VB") if g.label(verb) == "xcomp" => up.map_or(Tense::Open, |up| verb_tense(g, up)),
        Some(_) => {
            up.map_or(Tense::Open, |up| if up < verb || g.label(verb) != "ROOT" { verb_tense_once(g, up) } else { Tense::Open })
        }
        None => Tense::Open,
    }
}

/// As `verb_tense`, by auxiliaries alone: what governs the governor no longer counts.
fn verb_tense_once(g: &Grammar, verb: TokenIx) -> Tense {
    let ahead =
        g.under(verb, &["aux"]).any(|a| matches!(g.word(a), "will" | "would" | "shall" | "'ll" | "should" | "may" | "might"));
    if ahead {
        return Tense::Future;
    }
    let behind = g.under(verb, &["aux", "auxpass"]).any(|a| matches!(g.word(a), "had" | "has" | "have" | "was" | "were" | "did"));
    if behind { Tense::Past } else { Tense::Open }
}

/// Whether the verb that governs `token` reports what someone said: its time anchors nothing in the story.
pub fn reports(g: &Grammar, token: TokenIx) -> bool {
    tense(g, token).1.is_some_and(|verb| LEXICON.holds("reporting", g.lemma(verb)))
}
