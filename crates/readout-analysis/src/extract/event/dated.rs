//! What the date of an event says of its reality: what is to be on a day after the report has not happened yet.
//!
//! Enters: the events of a document with their times. Leaves: the same, planned where the words leave the tense open and the day is still to come.

use super::setting::Setting;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::kind::{EventType, Reality};
use readout_record::mention::EventMention;
use readout_record::span::Span;

/// Events told as having happened, or as going on, on a day after that of the report are planned, unless a verb in the past tense tells them;
/// violence is told after it was done.
pub fn settle(s: &Setting, events: &mut [EventMention]) {
    let Some(published) = s.g.document.metadata.published.as_ref().and_then(|p| p.end()?.day_number()) else { return };
    for event in events {
        let open = matches!(event.reality, Reality::Happened | Reality::UnderWay);
        let violent = matches!(event.kind, EventType::Attack | EventType::Invasion | EventType::Death);
        let time = event.time.and_then(|t| s.times.get(t));
        let day = time.and_then(|t| t.edtf.as_ref()?.start()?.day_number());
        let to_come = day.is_some_and(|d| d > published) || time.is_some_and(|t| later(s.g, t.span));
        if open && !violent && to_come && !past(s.g, event.head) {
            event.reality = Reality::Planned;
        }
    }
}

/// "Later this month", which begins before the report.
fn later(g: &Grammar, time: Span) -> bool {
    g.tokens_in(time)
        .next()
        .is_some_and(|first| (first.saturating_sub(1)..=first).any(|t| g.word(t).eq_ignore_ascii_case("later")))
}

/// "They met on Friday", "they held a meeting on Friday": the verb that tells the event itself stands in the past.
fn past(g: &Grammar, head: TokenIx) -> bool {
    let told = |t: TokenIx| g.token(t).tag == "VBD" || g.under(t, &["aux", "auxpass"]).any(|a| g.token(a).tag == "VBD");
    let holder = g.head(head).filter(|&v| is_verbal(g.token(v)) && matches!(g.label(head), "dobj" | "nsubj" | "nsubjpass"));
    if is_verbal(g.token(head)) { told(head) } else { holder.is_some_and(told) }
}
