//! What the date of an event says of its reality: what is to be on a day after the report has not happened yet, and what was to be on a day before it has.
//!
//! Enters: the events of a document with their times. Leaves: the same, planned where the words leave the tense open and the day is still to come, happened
//! where only a noun that looks ahead plans it and the day is past; and truces that are only named are under way.

use super::holders::HOLDERS;
use super::reality::lasts;
use super::setting::Setting;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::kind::{EventType, Reality};
use readout_record::mention::EventMention;
use readout_record::span::Span;

/// Events told as having happened, or as going on, on a day after that of the report are planned, unless a verb in the past tense tells them;
/// violence is told after it was done.
/// A noun that another noun or an adverb plans ("ahead of last week's vote") happened on a day that is over.
pub fn settle(s: &Setting, events: &mut [EventMention]) {
    events.iter_mut().filter(|e| holds(s.g, e)).for_each(|e| e.reality = Reality::UnderWay);
    let Some(published) = s.g.document.metadata.published.as_ref().and_then(|p| p.end()?.day_number()) else { return };
    for event in events {
        let open = matches!(event.reality, Reality::Happened | Reality::UnderWay);
        let violent = matches!(event.kind, EventType::Attack | EventType::Invasion | EventType::Death);
        let time = event.time.and_then(|t| s.times.get(t));
        let day = time.and_then(|t| t.edtf.as_ref()?.start()?.first_day()?.day_number());
        let to_come = day.is_some_and(|d| d > published) || time.is_some_and(|t| later(s.g, t.span));
        // "Have agreed on quotas for next year".
        let settled = matches!(event.kind, EventType::Agreement | EventType::Signing) && has_done(s.g, event.head);
        if open && !violent && !settled && to_come && !past(s.g, event.head) {
            event.reality = Reality::Planned;
        }
        let over = time.and_then(|t| t.edtf.as_ref()?.end()?.last_day()?.day_number()).is_some_and(|d| d < published);
        if event.reality == Reality::Planned && over && looks_ahead(s.g, event.head) {
            event.reality = Reality::Happened;
        }
    }
}

/// A truce, an invasion or a lawsuit goes on after it was begun; what a verb in the past tense tells of it ("began", "was broken") is over.
fn holds(g: &Grammar, event: &EventMention) -> bool {
    (matches!(event.kind, EventType::Ceasefire | EventType::Invasion) || lasts(g, event.head))
        && event.reality == Reality::Happened
        && event.time.is_none()
        && !is_verbal(g.token(event.head))
        && !past(g, event.head)
}

/// "Ahead of the vote", "in preparation for the visit".
fn looks_ahead(g: &Grammar, head: TokenIx) -> bool {
    let over = g.head(head).filter(|_| g.label(head) == "pobj").and_then(|preposition| g.head(preposition));
    !is_verbal(g.token(head)) && over.is_some_and(|o| !is_verbal(g.token(o)))
}

/// "Later this month", which begins before the report.
fn later(g: &Grammar, time: Span) -> bool {
    g.tokens_in(time)
        .next()
        .is_some_and(|first| (first.saturating_sub(1)..=first).any(|t| g.word(t).eq_ignore_ascii_case("later")))
}

/// "Have agreed", "has signed".
fn has_done(g: &Grammar, head: TokenIx) -> bool {
    g.token(head).tag == "VBN" && g.under(head, &["aux"]).any(|a| g.lemma(a) == "have" && matches!(g.token(a).tag, "VBZ" | "VBP"))
}

/// "They met on Friday", "they held a meeting on Friday": the verb that tells the event itself stands in the past. "Welcomed the visit" tells of no visit.
pub fn past(g: &Grammar, head: TokenIx) -> bool {
    let told = |t: TokenIx| g.token(t).tag == "VBD" || g.under(t, &["aux", "auxpass"]).any(|a| g.token(a).tag == "VBD");
    let tells = |v: TokenIx| g.label(head) != "dobj" || HOLDERS.verbs.contains(g.lemma(v));
    let holder =
        g.head(head).filter(|&v| is_verbal(g.token(v)) && matches!(g.label(head), "dobj" | "nsubj" | "nsubjpass") && tells(v));
    if is_verbal(g.token(head)) { told(head) } else { holder.is_some_and(told) }
}
