//! What a report holds against the day that something was due on: "four days late", "as promised", "due on 5 June".
//!
//! Enters: the grammatical view and the times of one document. Leaves: marks of being late, early or in time, and the times that are called a due day.
//! It leaves alone: which promise is meant, and what was done. The words stand in `rules/commitments/schedule.toml`.

use super::spelling::one;
use super::statement::detect::entity;
use crate::grammar::{Grammar, is_verbal};
use crate::rules::{Example, load};
use foldhash::{HashMap, HashSet};
use readout_record::annotation::TokenIx;
use readout_record::mention::TimeMention;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    due: HashSet<String>,
    set: HashSet<String>,
    meant: HashSet<String>,
    told: HashSet<String>,
    days: HashSet<String>,
    late: HashSet<String>,
    early: HashSet<String>,
    past: HashSet<String>,
    ahead: HashSet<String>,
    in_time: Vec<String>,
    units: HashMap<String, i64>,
    about: HashSet<String>,
    some: HashSet<String>,
    fewer: HashSet<String>,
    example: Vec<Example>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| load("commitments/schedule.toml", include_str!("../../rules/commitments/schedule.toml")));

/// Texts with the marks in them.
pub fn examples() -> &'static [Example] {
    &WORDS.example
}

/// On which side of the day that it was due on something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timing {
    /// By it.
    InTime,
    /// Before it.
    Early,
    /// After it.
    Late,
}

/// Words that tell that something was done in time or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// On which side.
    pub timing: Timing,
    /// By how many days, at least and at most.
    pub days: Option<(i64, i64)>,
}

/// Whether a word tells by itself that something was planned or owed.
fn planned(lemma: &str) -> bool {
    WORDS.due.contains(lemma) || WORDS.set.contains(lemma)
}

/// Every mark among some tokens.
pub fn marks(g: &Grammar, tokens: Range<TokenIx>) -> Vec<Mark> {
    tokens.filter_map(|t| mark(g, t)).collect()
}

fn mark(g: &Grammar, t: TokenIx) -> Option<Mark> {
    let word = g.word(t).to_lowercase();
    let length = length_before(g, t);
    let with = |timing| Some(Mark { timing, days: length.flatten() });
    let negated = t > 0 && matches!(g.lemma(t - 1), "not" | "n't");
    if length.is_some() && WORDS.late.contains(&word) || later_than_set(g, t) && length.is_some() {
        return with(Timing::Late);
    }
    if length.is_some() && WORDS.early.contains(&word) {
        return with(Timing::Early);
    }
    if WORDS.past.contains(&word) && due_day(g, t).is_some_and(|day| length.is_some() || word != "over" && !told_more(g, day)) {
        return with(Timing::Late);
    }
    if word == "after" && length.is_some() && after_due(g, t) {
        return with(Timing::Late);
    }
    if WORDS.ahead.contains(&word) && due_day(g, t).is_some() && length.is_some() {
        return with(Timing::Early);
    }
    if word == "only" && is_day_ahead(g, t) && is_planned_for(g, t) {
        return Some(Mark { timing: Timing::Late, days: None });
    }
    let in_time = !negated && (phrase(g, t) || as_set(g, t));
    in_time.then_some(Mark { timing: Timing::InTime, days: None })
}

/// "Only on Monday", "only this Wednesday", "only in May".
fn is_day_ahead(g: &Grammar, only: TokenIx) -> bool {
    let next = (only + 1..g.tokens().len().min(only + 4)).find(|&t| !matches!(g.token(t).pos, "ADP" | "DET"));
    next.is_some_and(|t| entity(g, t) == Some("DATE") && matches!(g.token(t).pos, "PROPN"))
}

/// Whether what the sentence is about is called promised or planned for a time: "the line, promised for March, opened only in May".
fn is_planned_for(g: &Grammar, t: TokenIx) -> bool {
    let Some(sentence) = g.sentences.get(g.sentence(t)) else { return false };
    let goal = |p: TokenIx| g.under(p, &["prep"]).any(|c| matches!(g.lemma(c), "for" | "by"));
    sentence
        .clone()
        .take_while(|&p| p < t)
        .any(|p| planned(&g.lemma(p).to_lowercase()) && matches!(g.token(p).tag, "VBN" | "VBD" | "JJ") && goal(p))
}

/// "Four days" right before a token, and how many days they are where that is told.
fn length_before(g: &Grammar, t: TokenIx) -> Option<Option<(i64, i64)>> {
    let unit = t.checked_sub(1)?;
    let days = *WORDS.units.get(&g.lemma(unit).to_lowercase())?;
    let counted = unit.checked_sub(1)?;
    let number = match g.word(counted).to_lowercase().as_str() {
        "a" | "an" | "one" => 1,
        word if WORDS.some.contains(word) => return Some(None),
        word => one(word).parse().ok().filter(|n| (1..1000).contains(n))?,
    };
    let about = counted > 0 && WORDS.about.contains(&g.word(counted - 1).to_lowercase());
    let exact = number * days;
    let slack = match days {
        0 | 1 => 0,
        7 | 14 => number * days / 7,
        _ => number * 3,
    };
    let slack = if about { exact * 2 / 5 + 1 } else { slack };
    Some(Some((exact - slack, exact + slack.max(i64::from(days == 0)))))
}

/// "Six days after it should have left"; "a week after Norway had been due to decide" is about what Norway owed.
fn after_due(g: &Grammar, t: TokenIx) -> bool {
    if g.tokens().get(t + 1).is_none_or(|n| n.pos != "PRON") {
        return false;
    }
    let sentence = g.sentence(t);
    let clause = (t + 1..g.tokens().len().min(t + 9)).take_while(|&n| g.sentence(n) == sentence && g.token(n).pos != "PUNCT");
    let due = |n: TokenIx| planned(&g.lemma(n).to_lowercase()) && matches!(g.token(n).tag, "VBN" | "JJ");
    let owed = |n: TokenIx| g.word(n).eq_ignore_ascii_case("should") && g.tokens().get(n + 1).is_some_and(|h| h.lemma == "have");
    clause.into_iter().any(|n| owed(n) || due(n) && g.lemma(n - 1) == "be")
}

/// How many fewer than promised a report tells: "19 fewer than promised", "one short of the number agreed".
pub fn shortfall(g: &Grammar, tokens: Range<TokenIx>) -> Option<i64> {
    tokens.filter(|&t| WORDS.fewer.contains(&g.word(t).to_lowercase())).find_map(|t| {
        let number = t.checked_sub(1).and_then(|n| one(&g.word(n).to_lowercase()).parse().ok())?;
        let set = |n: TokenIx| {
            let lemma = g.lemma(n).to_lowercase();
            planned(&lemma) || WORDS.told.contains(&lemma)
        };
        let than = g.tokens().get(t + 1).is_some_and(|n| n.lemma == "than");
        (than && (t + 2..g.tokens().len().min(t + 6)).any(set)).then_some(number)
    })
}

/// "Later than planned", "later than Norway had announced".
fn later_than_set(g: &Grammar, t: TokenIx) -> bool {
    let than = g.word(t).eq_ignore_ascii_case("later") && g.tokens().get(t + 1).is_some_and(|n| n.lemma == "than");
    let sentence = g.sentence(t);
    let rest = (t + 2..g.tokens().len().min(t + 8)).take_while(|&n| g.sentence(n) == sentence);
    than && rest.map(|n| g.lemma(n).to_lowercase()).any(|l| planned(&l) || WORDS.told.contains(&l))
}

/// The noun for the due day after a preposition, with nothing between but words that belong to it: "after its own deadline", "ahead of schedule".
fn due_day(g: &Grammar, t: TokenIx) -> Option<TokenIx> {
    let between = |n: TokenIx| {
        matches!(g.token(n).pos, "DET" | "ADJ" | "PRON" | "NUM")
            || g.word(n).eq_ignore_ascii_case("of")
            || g.token(n).tag == "VBN"
    };
    let end = g.tokens().len().min(t + 6);
    let day = (t + 1..end).find(|&n| !between(n))?;
    WORDS.days.contains(&g.lemma(day).to_lowercase()).then_some(day)
}

/// "The deadline that Norway named": it may be another one than that of the promise.
fn told_more(g: &Grammar, day: TokenIx) -> bool {
    g.under(day, &["prep", "relcl", "acl"]).next().is_some()
}

fn phrase(g: &Grammar, t: TokenIx) -> bool {
    let follows = |phrase: &String| {
        let words = phrase.split(' ').enumerate();
        words.clone().all(|(i, w)| g.tokens().get(t + i).is_some_and(|_| g.word(t + i).eq_ignore_ascii_case(w)))
            && g.tokens().get(t + words.count()).is_none_or(|n| n.lemma != "for" && n.lemma != "of" && n.lemma != "to")
    };
    WORDS.in_time.iter().any(follows)
}

/// "As promised", "as had been agreed".
fn as_set(g: &Grammar, t: TokenIx) -> bool {
    let helper = |n: &TokenIx| !matches!(g.lemma(*n), "have" | "be" | "it");
    let next = (t + 1..g.tokens().len().min(t + 5)).find(helper);
    let set = |n: TokenIx| {
        let lemma = g.lemma(n).to_lowercase();
        g.token(n).tag == "VBN" && (planned(&lemma) || WORDS.told.contains(&lemma))
    };
    g.word(t).eq_ignore_ascii_case("as") && next.is_some_and(set)
}

/// The numbers of the times of a sentence that are called the day something was due on.
pub fn due_times(g: &Grammar, times: &[TimeMention], sentence: Range<TokenIx>) -> Vec<usize> {
    let in_sentence = |t: &TimeMention| g.tokens_in(t.span).next().filter(|t| sentence.contains(t));
    let numbered = times.iter().enumerate().filter(|(_, t)| t.edtf.is_some());
    numbered.filter(|(_, t)| in_sentence(t).is_some_and(|token| is_due(g, sentence.start, token))).map(|(n, _)| n).collect()
}

fn is_due(g: &Grammar, start: TokenIx, token: TokenIx) -> bool {
    let before = || (token.saturating_sub(3).max(start)..token).rev();
    let goal = before().take(2).any(|t| matches!(g.word(t).to_lowercase().as_str(), "for" | "by" | "before" | "until"));
    let due = |t: TokenIx| {
        let lemma = g.lemma(t).to_lowercase();
        WORDS.due.contains(&lemma) || goal && WORDS.set.contains(&lemma) && matches!(g.token(t).tag, "VBN" | "VBD")
    };
    let beside = before()
        .take_while(|&t| matches!(g.token(t).pos, "ADP" | "DET" | "ADV" | "VERB" | "ADJ" | "NOUN"))
        .find(|&t| !matches!(g.token(t).pos, "ADP" | "DET" | "ADV"));
    let rather = |t: TokenIx| {
        let words = (g.word(t.saturating_sub(1)).to_lowercase(), g.word(t).to_lowercase());
        matches!((words.0.as_str(), words.1.as_str()), ("rather", "than") | ("instead", "of"))
    };
    let replaced = (token.saturating_sub(2).max(start + 1)..token).any(rather);
    replaced || beside.is_some_and(|t| due(t) && g.token(t).tag != "NNS") || under_due(g, token, goal)
}

/// Whether a time hangs, through infinitives alone, on a word of being due, on "was to" or on "should have".
fn under_due(g: &Grammar, token: TokenIx, goal: bool) -> bool {
    let mut to_do = false;
    for t in g.ancestors(token).take(6) {
        let lemma = g.lemma(t).to_lowercase();
        let particle = g.under(t, &["prt"]).next().is_some();
        let set = WORDS.set.contains(&lemma) && (goal || to_do) && !particle;
        if (WORDS.due.contains(&lemma) || set) && matches!(g.token(t).tag, "VBN" | "VBD" | "JJ") {
            return true;
        }
        if !is_verbal(g.token(t)) {
            continue;
        }
        let aux = |lemma: &str| g.under(t, &["aux"]).any(|a| g.lemma(a) == lemma);
        if aux("have") && g.under(t, &["aux"]).any(|a| g.word(a).eq_ignore_ascii_case("should")) {
            return true;
        }
        if !aux("to") {
            return false;
        }
        to_do = true;
        if g.head(t).is_some_and(|h| g.lemma(h) == "be" && g.token(h).tag == "VBD" && g.label(t) == "xcomp") {
            return true;
        }
    }
    false
}

/// Whether what a time says hangs on a verb or on what the verb is about: its subject, its object, or whose part or whose they are.
pub fn bears_on(g: &Grammar, token: TokenIx, verb: TokenIx) -> bool {
    let explains = |t: &TokenIx| matches!(g.label(*t), "relcl" | "acl" | "amod" | "appos" | "nmod");
    let path = || std::iter::once(token).chain(g.ancestors(token));
    let Some(clause) = path().take_while(|&t| t != verb).find(explains) else { return path().any(|t| t == verb) };
    let mut noun = g.head(clause);
    while let Some(of) =
        noun.filter(|&n| g.label(n) == "pobj").and_then(|n| g.head(n)).filter(|&p| matches!(g.lemma(p), "of" | "from"))
    {
        noun = g.head(of);
    }
    noun.is_some_and(|n| {
        n == verb
            || matches!(g.label(n), "nsubj" | "nsubjpass" | "dobj") && (g.head(n) == Some(verb) || g.subject(verb) == Some(n))
    })
}

/// Whether a lemma tells that what stands under it was meant to be, and may not have been: "was due to open".
pub fn is_meant(lemma: &str) -> bool {
    WORDS.meant.contains(lemma)
}

/// Whether a word is told as planned alone: "the talks were supposed to begin", "it had been due to meet", "was to have met".
pub fn is_planned_only(g: &Grammar, token: TokenIx) -> bool {
    let to = |t: TokenIx| g.under(t, &["aux"]).any(|a| g.lemma(a) == "to");
    let was_to =
        |t: TokenIx| to(t) && g.label(t) == "xcomp" && g.head(t).is_some_and(|h| g.lemma(h) == "be" && g.token(h).tag == "VBD");
    let is_to = g.token(token).tag == "VBD" && g.lemma(token) == "be" && g.under(token, &["xcomp"]).any(was_to);
    if was_to(token) || is_to {
        return true;
    }
    let due = |t: &TokenIx| {
        let lemma = g.lemma(*t).to_lowercase();
        let goal = || g.under(*t, &["prep"]).any(|p| g.lemma(p) == "for") || g.under(*t, &["xcomp"]).any(to);
        (WORDS.due.contains(&lemma) || WORDS.set.contains(&lemma) && goal()) && matches!(g.token(*t).tag, "VBN" | "JJ")
    };
    let of_being = |t: TokenIx| g.under(t, &["auxpass"]).next().is_some() || g.head(t).is_some_and(|h| g.lemma(h) == "be");
    let own_or_infinitive = |t: &TokenIx| due(t) || !is_verbal(g.token(*t)) || g.under(*t, &["aux"]).any(|a| g.lemma(a) == "to");
    std::iter::once(token).chain(g.ancestors(token)).take(5).take_while(own_or_infinitive).any(|t| due(&t) && of_being(t))
}
