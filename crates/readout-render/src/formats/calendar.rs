//! Promised and planned dates as iCalendar (RFC 5545).
//!
//! Enters: a checked record. Leaves: an entry for every promise with a date and every planned, proposed or possible event with one that no such
//! promise tells already. All are whole days, since reports seldom tell a zone; a month is all of its days. What is dated by a year alone, without
//! a year or not at all has no place in a calendar and is told in a note. No clock is read: the stamp is the day of the record.

mod lines;

use super::days::{Days, days};
use super::plain;
use crate::export::{Export, Exported};
use crate::view::context::Context;
use crate::view::lines::{event_name, promise, reality, stands};
use crate::view::phrase;
use lines::{plain as line, text};
use readout_record::check::Checked;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::{CommitmentStatus, Reality};
use readout_record::record::{Commitment, Event, Evidence, Record};
use std::collections::BTreeSet;

/// `--format icalendar`.
pub struct Calendar;

/// Longest time, in days, that an entry may cover: a quarter. Longer ones hide a calendar and tell nothing.
const LONGEST: i64 = 92;

impl Export for Calendar {
    fn name(&self) -> &'static str {
        "icalendar"
    }

    fn help(&self) -> &'static str {
        "promised and planned dates as an iCalendar file"
    }

    fn files(&self, record: &Checked, _: Option<&str>) -> std::io::Result<Exported> {
        let context = Context::new(record.record());
        let entries = entries(&context);
        let placed: Vec<(&Entry<'_>, Days)> = entries.iter().filter_map(|e| Some((e, place(e.date.as_ref()?)?))).collect();
        let mut notes = Vec::new();
        if placed.len() < entries.len() {
            let left = entries.len() - placed.len();
            notes.push(format!(
                "{left} of {} promises and plans are left out: the reports tell no day or month for them",
                entries.len()
            ));
        }
        let head = head(record.record(), &notes);
        let body: String = placed.iter().map(|(entry, days)| entry.shown(&context, *days)).collect();
        let mut exported = Exported::one("dates.ics", format!("{head}{body}END:VCALENDAR\r\n"));
        exported.notes = notes;
        Ok(exported)
    }
}

fn head(record: &Record, notes: &[String]) -> String {
    let as_of = record.as_of.as_ref().map(|d| format!("As of {}. ", phrase::date(d))).unwrap_or_default();
    let about = format!("{as_of}{}", notes.iter().map(|n| format!("{n}. ")).collect::<String>());
    [
        line("BEGIN", "VCALENDAR"),
        line("VERSION", "2.0"),
        text("PRODID", &format!("-//Readout//Readout {}//EN", record.readout)),
        line("CALSCALE", "GREGORIAN"),
        text("NAME", "Promised and planned"),
        text("X-WR-CALNAME", "Promised and planned"),
        text("DESCRIPTION", about.trim_end()),
    ]
    .concat()
}

/// The days of a date, where they are few enough to be one entry.
fn place(date: &Edtf) -> Option<Days> {
    days(date).filter(|d| length(*d).is_some_and(|n| (0..LONGEST).contains(&n)))
}

fn length(days: Days) -> Option<i64> {
    Some(days.last.day_number()? - days.first.day_number()?)
}

/// A promise or a plan.
struct Entry<'r> {
    id: &'r str,
    date: Option<Edtf>,
    kind: &'static str,
    summary: String,
    state: &'static str,
    /// Whether the state is news for whoever reads only the summary.
    told: bool,
    /// `STATUS` of RFC 5545.
    status: &'static str,
    location: Option<&'r str>,
    evidence: &'r [Evidence],
}

/// Promises in their rank, then plans in theirs.
fn entries<'r>(context: &Context<'r>) -> Vec<Entry<'r>> {
    let record = context.record;
    let told = told_as_promises(record);
    let promises = record.commitments.iter().map(|c| of_commitment(context, c));
    let plans = record.events.iter().filter(|e| matches!(e.reality, Reality::Planned | Reality::Proposed | Reality::Possible));
    let plans = plans.filter(|e| !told.contains(e.id.as_str())).map(|e| of_event(context, e));
    promises.chain(plans).collect()
}

/// Events that a step of the record holds to be what a dated promise promises.
fn told_as_promises(record: &Record) -> BTreeSet<&str> {
    let dated: BTreeSet<&str> = record.commitments.iter().filter(|c| c.due.is_some()).map(|c| c.id.as_str()).collect();
    let steps = record.next_steps.iter().filter(|s| s.commitment.as_deref().is_some_and(|c| dated.contains(c)));
    steps.filter_map(|s| s.event.as_deref()).collect()
}

fn of_commitment<'r>(context: &Context<'r>, c: &'r Commitment) -> Entry<'r> {
    // What is due within some days is due by the last of them.
    let due = c.due.as_ref().map(|due| due.end().map_or_else(|| due.clone(), Edtf::from));
    Entry {
        id: &c.id,
        date: due,
        kind: "Promise",
        summary: format!("Due: {}", plain::words(&promise(context, c))),
        state: stands(c),
        told: !matches!(c.status, CommitmentStatus::Open | CommitmentStatus::Due | CommitmentStatus::Overdue),
        status: if c.status == CommitmentStatus::Withdrawn { "CANCELLED" } else { "CONFIRMED" },
        location: None,
        evidence: &c.evidence,
    }
}

fn of_event<'r>(context: &Context<'r>, e: &'r Event) -> Entry<'r> {
    Entry {
        id: &e.id,
        date: e.date.clone(),
        kind: "Plan",
        summary: plain::pieces(&event_name(context, e)),
        state: reality(e.reality),
        told: true,
        status: if e.reality == Reality::Planned { "CONFIRMED" } else { "TENTATIVE" },
        location: e.place.as_deref(),
        evidence: &e.evidence,
    }
}

impl Entry<'_> {
    fn shown(&self, context: &Context<'_>, days: Days) -> String {
        let stamp = context.record.as_of.as_ref().and_then(super::days::days).map_or("19700101".to_owned(), |d| basic(d.first));
        let after = days.last.plus_days(1).unwrap_or(days.last);
        let mut out = [
            line("BEGIN", "VEVENT"),
            line("UID", &format!("{}@readout", self.id)),
            line("DTSTAMP", &format!("{stamp}T000000Z")),
            line("DTSTART;VALUE=DATE", &basic(days.first)),
            line("DTEND;VALUE=DATE", &basic(after)),
            text("SUMMARY", &self.headline()),
            text("DESCRIPTION", &self.description(context)),
            text("CATEGORIES", self.kind),
            line("STATUS", self.status),
            line("TRANSP", "TRANSPARENT"),
        ]
        .concat();
        out.extend(self.location.map(|place| text("LOCATION", place)));
        out.extend(self.date.as_ref().map(|date| text("X-READOUT-EDTF", date.as_str())));
        out + &line("END", "VEVENT")
    }

    /// The summary with its state, and with the date in words where that is no single day.
    fn headline(&self) -> String {
        let state = if self.told { format!(" – {}", self.state) } else { String::new() };
        let date = self.date.as_ref().filter(|d| d.date().is_none_or(|d| d.day.is_none() || d.approximate || d.time.is_some()));
        format!("{}{state}{}", self.summary, date.map(|d| format!(" ({})", phrase::date(d))).unwrap_or_default())
    }

    /// Its state, then every piece of evidence with its report and place.
    fn description(&self, context: &Context<'_>) -> String {
        let words = self.evidence.iter().map(|e| {
            let outlet = context.sources.name(&e.document);
            format!("\n“{}” – {outlet}, {} {}–{}", phrase::unquoted(&e.quote), e.document, e.start, e.end)
        });
        format!("{}, {}.{}", self.kind, self.state, words.collect::<String>())
    }
}

/// `20260921`.
fn basic(date: Date) -> String {
    Edtf::from(date).as_str().replace('-', "")
}
