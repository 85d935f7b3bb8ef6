//! By when it is due, or from when it holds.
//!
//! Enters: who is bound to what, and the times of the document. Leaves: the time that the action is due at, and whether it only begins then. It leaves
//! alone: times of what is told beside the action, and days before the report.

use super::actor;
use super::bound::{Bound, WORDS};
use crate::grammar::{Grammar, is_nominal, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::kind::Strength;
use readout_record::mention::{TimeMention, TimexType};
use readout_record::span::Span;

/// The number of the time by which it is due: one that depends on the action, a deadline before others, and not one of the telling.
pub fn due(g: &Grammar, times: &[TimeMention], bound: &Bound, condition: Option<Span>, evidence: Span) -> Option<usize> {
    let sentence = g.sentences.get(g.sentence(bound.action))?;
    let line = line(g, bound.action);
    let candidates = times.iter().enumerate().filter(|(_, time)| line.contains(time.span)).filter_map(|(number, time)| {
        let token = g.tokens_in(time.span).next().filter(|t| sentence.contains(t))?;
        let deadline = deadline(g, token);
        let vague = time.timex == TimexType::Duration && !deadline || time.timex == TimexType::Set;
        let of_action =
            g.ancestors(token).take_while(|&a| a != bound.cue || bound.cue == bound.action).any(|a| a == bound.action);
        let told_of = std::iter::once(token).chain(g.ancestors(token)).take_while(|&a| a != bound.action).any(|t| beyond(g, t));
        let of_action = of_action && !told_of;
        let verb = g.ancestors(token).find(|&a| is_verbal(g.token(a)));
        // "Agreed a cut, together with a duty to look at it by May": the time is that of the other noun.
        let apart = !is_verbal(g.token(bound.action)) && (bound.action..token.max(bound.action)).any(|t| g.word(t) == ",");
        let of_action = of_action && !apart;
        let beside = deadline && !apart && (verb == Some(bound.cue) || evidence.contains(time.span));
        // "Are due in Oslo on 4 May to open the talks".
        let scheduled = g.label(bound.cue) == "acomp" && g.lemma(bound.cue) == "due";
        let of_action = of_action || scheduled && verb == g.head(bound.cue);
        let of_another = verb.is_some_and(|v| before(g, v, bound.action) && token < bound.action && !of_action)
            || verb.is_some_and(|v| v != bound.action && after(g, v, bound.action));
        // "Signed an accord before dawn on Friday to share the lake".
        let of_signing =
            is_nominal(g.token(bound.cue)) && token < bound.action && !of_action && verb == actor::carrier(g, bound.cue);
        let of_telling = of_signing || is_past(g, time) && !(deadline && told_in_full(g, time)) || is_now(g, bound, time);
        let of_condition =
            condition.is_some_and(|c| c.contains(time.span) || time.timex == TimexType::Duration && !is_exception(g, c));
        let of_another = of_another || of_condition || through_another(g, token, bound.action) || is_anchored(g, time);
        let open = on_event(g, bound, time)
            || is_undone_until(g, bound, token)
            || of_noun(g, bound.action, token)
            || is_season_of(g, time);
        let later = !of_action && token < bound.action || through_conjunct(g, token, bound.action);
        (!of_another && !open && !vague && !of_telling && (of_action || beside)).then_some((later, !deadline, number))
    });
    candidates.min().map(|(.., number)| last_of_list(g, times, number))
}

/// "Free the men held since May", "as agreed on 4 May", "including by opening a post in June": the time is that of what is told beside the deed.
fn beyond(g: &Grammar, t: TokenIx) -> bool {
    let as_told = g.label(t) == "advcl" && g.under(t, &["mark", "advmod"]).any(|m| g.word(m).eq_ignore_ascii_case("as"));
    let participle = matches!(g.label(t), "acl" | "advcl") && g.token(t).tag == "VBN";
    // "So that a judge may rule within three days": the time is that of the judge.
    let so_that = g.label(t) == "advcl"
        && g.under(t, &["mark"]).any(|m| matches!(g.lemma(m), "so" | "that" | "if" | "unless"))
        && g.under(t, &["nsubj", "nsubjpass"]).next().is_some();
    g.label(t) == "relcl" || so_that || participle || as_told || matches!(g.lemma(t), "since" | "include" | "including")
}

/// What is still to be done is not due before the day of the report; that needs a word such as "by".
fn is_past(g: &Grammar, time: &TimeMention) -> bool {
    let end = time.edtf.as_ref().and_then(|e| e.end()).and_then(|d| d.last_day().unwrap_or(d).day_number());
    end.zip(g.document.metadata.day()).is_some_and(|(end, told)| end < told)
}

/// "By June" without a day or a year may be the next June as well.
fn told_in_full(g: &Grammar, time: &TimeMention) -> bool {
    time.span.of(g.text()).contains(|c: char| c.is_ascii_digit())
}

/// "Stands ready to help today": a readiness of now is due on no day.
fn is_now(g: &Grammar, bound: &Bound, time: &TimeMention) -> bool {
    bound.strength == Strength::Willing && matches!(time.span.of(g.text()).to_lowercase().as_str(), "today" | "now" | "currently")
}

/// Of "in June and July" the last: so long there is time. It leaves alone what comes earlier than the one before.
fn last_of_list(g: &Grammar, times: &[TimeMention], number: usize) -> usize {
    let at = times[number].span.end();
    let goes_on = |t: &TimeMention| {
        let between = g.text().get(at..t.span.start()).map(|b| b.trim().to_lowercase());
        let later = || t.edtf.is_some() && t.edtf >= times[number].edtf;
        between.is_some_and(|b| WORDS.time_lists.phrases.contains(&b)) && t.timex == times[number].timex && later()
    };
    match times.iter().position(|t| t.span.start() > at && goes_on(t)) {
        Some(next) => last_of_list(g, times, next),
        None => number,
    }
}

/// Whether the action begins at its time and is not done by it: "from 4 May", "a truce at noon", "stop firing at midnight".
pub fn begins(g: &Grammar, bound: &Bound, time: &TimeMention) -> bool {
    let Some(token) = g.tokens_in(time.span).next() else { return false };
    let one = time.edtf.as_ref().is_some_and(|e| e.date().is_some());
    let opened = (token.saturating_sub(2)..token).any(|t| WORDS.beginnings.words.contains(&g.word(t).to_lowercase()));
    let lasting = |t: TokenIx| WORDS.lasting.nouns.contains(&g.lemma(t).to_lowercase());
    let ceases = WORDS.lasting.verbs.contains(&g.lemma(bound.action).to_lowercase());
    let keeps = lasting(bound.action) || g.under(bound.action, &["dobj"]).any(lasting);
    one && (opened || !deadline(g, token) && (ceases || keeps))
}

/// "To leave by 4 May and to send data": whether a verb is coordinated with `action` and stands before it, so that its time is its own.
fn before(g: &Grammar, verb: TokenIx, action: TokenIx) -> bool {
    let mut at = action;
    while let Some(head) = g.head(at).filter(|_| g.label(at) == "conj") {
        if head == verb {
            return true;
        }
        at = head;
    }
    false
}

/// "To clear the roads and to open the schools from Friday": a verb with a "to" of its own after `action` keeps its time.
fn after(g: &Grammar, verb: TokenIx, action: TokenIx) -> bool {
    let to = |v: TokenIx| g.under(v, &["aux"]).any(|a| g.token(a).tag == "TO");
    let holds = |v: TokenIx| g.under(v, &["dobj"]).next().is_some();
    before(g, action, verb) && to(verb) && holds(verb) && holds(action)
}

/// "Keep ships away and have a line working from April", "no gun will come near, and what was moved is to go back by March": between the time and the
/// action stands a clause or a noun coordinated with the action, which keeps its time.
fn through_another(g: &Grammar, token: TokenIx, action: TokenIx) -> bool {
    let own = |t: TokenIx| g.under(t, &["aux", "nsubj", "nsubjpass"]).next().is_some();
    let path: Vec<TokenIx> = g.ancestors(token).take_while(|&a| a != action).collect();
    g.ancestors(token).any(|a| a == action)
        && path.iter().any(|&t| {
            g.label(t) == "conj"
                && g.head(t) == Some(action)
                && t > action
                && (if is_verbal(g.token(t)) {
                    own(t) && !shares(g, t, action) && !completes(g, t)
                } else {
                    !is_verbal(g.token(action))
                })
        })
}

/// Whether a time hangs on a verb that the action shares its words with: "will meet and talk on Friday".
fn shares(g: &Grammar, verb: TokenIx, action: TokenIx) -> bool {
    let bare = |t: TokenIx| g.under(t, &["dobj", "prep", "xcomp", "ccomp", "advmod"]).all(|c| c < t);
    // "Will restore the licences and will do so by May" is one deed.
    let again =
        g.lemma(verb) == "do" && g.under(verb, &["advmod", "dobj"]).any(|c| matches!(g.lemma(c), "so" | "it" | "this" | "that"));
    (bare(action) || again) && g.under(verb, &["nsubj", "nsubjpass"]).next().is_none()
}

/// "And the measure will be finished by May": when what stands before it is done.
fn completes(g: &Grammar, verb: TokenIx) -> bool {
    let words = &WORDS.completion;
    let stands_for = |t: TokenIx| words.subjects.contains(&g.lemma(t).to_lowercase());
    words.verbs.contains(&g.lemma(verb).to_lowercase()) && g.under(verb, &["nsubj", "nsubjpass"]).any(stands_for)
}

/// "Within a week unless the men are freed" counts from now, "if the truce holds, within a week" does not.
fn is_exception(g: &Grammar, condition: Span) -> bool {
    g.tokens_in(condition).take(1).any(|t| matches!(g.lemma(t).to_lowercase().as_str(), "unless" | "until"))
}

/// "Within ten days of the entry into force": nothing tells when that is.
fn is_anchored(g: &Grammar, time: &TimeMention) -> bool {
    let tokens = g.tokens_in(time.span);
    let after: Vec<TokenIx> = (tokens.end..g.tokens().len().min(tokens.end + 6)).collect();
    let counts =
        after.iter().take(2).any(|&t| matches!(g.lemma(t).to_lowercase().as_str(), "of" | "after" | "from" | "following"));
    let ends = |t: &&TokenIx| !matches!(g.token(**t).pos, "PUNCT" | "CCONJ");
    let anchor = |&t: &TokenIx| WORDS.anchors.nouns.contains(&g.lemma(t).to_lowercase());
    time.timex == TimexType::Duration && counts && after.iter().take_while(ends).any(anchor)
}

/// "Will, at the request of one of them, consult within 24 hours", "will reply to requests within 25 days": the time is counted from what may come, and
/// from each of them anew.
fn on_event(g: &Grammar, bound: &Bound, time: &TimeMention) -> bool {
    let words = &WORDS.occasions;
    let opens = |p: TokenIx| {
        let run: Vec<String> = (p..g.tokens().len().min(p + 3)).map(|t| g.word(t).to_lowercase()).collect();
        (1..=run.len()).any(|n| words.phrases.contains(&run[..n].join(" ")))
    };
    let occasion = g.under(bound.action, &["prep", "advcl", "mark"]).any(opens);
    let many = |o: &TokenIx| g.token(*o).tag == "NNS";
    let answers = words.verbs.contains(&g.lemma(bound.action).to_lowercase())
        && (g.prepositional(bound.action, "to").iter().any(many) || g.under(bound.action, &["dobj"]).any(|o| many(&o)));
    time.timex == TimexType::Duration && (occasion || answers)
}

/// "Not to fly before 4 May": what is left undone until a day is not due on it.
fn is_undone_until(g: &Grammar, bound: &Bound, token: TokenIx) -> bool {
    let left = g.under(bound.action, &["neg"]).next().is_some();
    left && (token.saturating_sub(2)..token).any(|t| matches!(g.lemma(t).to_lowercase().as_str(), "before" | "until" | "till"))
}

/// "Look at a timetable for June": the time is what the noun is for. A contact is set for its day.
fn of_noun(g: &Grammar, action: TokenIx, token: TokenIx) -> bool {
    let mut path = std::iter::once(token).chain(g.ancestors(token)).take_while(|&a| a != action);
    let about = path.find(|&p| g.label(p) == "prep" && g.word(p).eq_ignore_ascii_case("for")).and_then(|p| g.head(p));
    about.is_some_and(|n| n != action && is_nominal(g.token(n)) && !WORDS.planned.nouns.contains(&g.lemma(n).to_lowercase()))
}

/// "Before the summer recess": the season tells which recess.
fn is_season_of(g: &Grammar, time: &TimeMention) -> bool {
    let tokens = g.tokens_in(time.span);
    let last = tokens.clone().last();
    let names = |t: TokenIx| {
        matches!(g.label(t), "compound" | "amod" | "nmod") && g.head(t).is_some_and(|h| h >= tokens.end && is_nominal(g.token(h)))
    };
    let season =
        last.filter(|&t| matches!(g.lemma(t).to_lowercase().as_str(), "summer" | "winter" | "spring" | "autumn" | "fall"));
    season.is_some_and(names)
}

/// "Begin work on 4 May and report by June": the time hangs on a verb that follows the action's own words.
fn through_conjunct(g: &Grammar, token: TokenIx, action: TokenIx) -> bool {
    let path = g.ancestors(token).take_while(|&a| a != action);
    let follows = |t: TokenIx| g.label(t) == "conj" && g.head(t) == Some(action) && t > action && is_verbal(g.token(t));
    is_verbal(g.token(action)) && path.into_iter().any(follows)
}

/// The line of the text that `token` stands in.
fn line(g: &Grammar, token: TokenIx) -> Span {
    let (text, at) = (g.text(), g.token(token).span);
    let from = text[..at.start()].rfind('\n').map_or(0, |n| n + 1);
    let to = text[at.end()..].find('\n').map_or(text.len(), |n| at.end() + n);
    Span::new(text, from, to).unwrap_or(at)
}

/// "by 4 May", "until Friday", "within a week", "not later than".
fn deadline(g: &Grammar, token: TokenIx) -> bool {
    (token.saturating_sub(2)..=token)
        .any(|t| matches!(g.word(t).to_lowercase().as_str(), "by" | "until" | "before" | "within" | "than" | "till"))
}
