//! `readout contacts`: who has called, met or visited whom.
//!
//! Enters: a record, two names, a day. Leaves: the contacts that took place, newest first. It leaves alone: planned and denied ones.

use super::known::{Known, NOTHING, counted};
use super::names::bearers_and_theirs;
use crate::args::ContactsArgs;
use readout_record::edtf::Edtf;
use readout_record::kind::{EventType, Reality};
use readout_record::record::{AttributeEntry, Event};
use std::collections::BTreeSet;
use std::fmt::Write as _;

const CONTACTS: [EventType; 6] =
    [EventType::PhoneCall, EventType::VideoCall, EventType::Meeting, EventType::Visit, EventType::Summit, EventType::Negotiation];

/// The register.
pub fn answer(known: &Known, args: &ContactsArgs) -> String {
    let sides: Vec<BTreeSet<&str>> = args.between.iter().map(|name| bearers_and_theirs(known.record, name)).collect();
    if let Some(at) = sides.iter().position(BTreeSet::is_empty) {
        return format!("{NOTHING}: nobody named {}\n", args.between[at]);
    }
    let mut contacts: Vec<&Event> = known.record.events.iter().filter(|e| is_contact(e) && joins(e, &sides)).collect();
    let since = args.since.as_ref().and_then(Edtf::start).and_then(|d| d.day_number());
    let undated = contacts.iter().filter(|e| last_day(e).is_none()).count();
    contacts.retain(|e| since.is_none_or(|since| last_day(e).is_some_and(|day| day >= since)));
    contacts.sort_by_key(|e| (std::cmp::Reverse(last_day(e)), e.id.as_str()));
    let mut text = if contacts.is_empty() { format!("{NOTHING}: no contact\n") } else { head(known, &contacts) };
    for contact in contacts {
        put(known, contact, &mut text);
    }
    if since.is_some() && undated > 0 {
        let _ = writeln!(text, "\n{} without a full date left out", counted(undated, "contact"));
    }
    text
}

fn head(known: &Known, contacts: &[&Event]) -> String {
    let day = known.record.as_of.as_ref().map_or("an unknown day", Edtf::as_str);
    format!("{}, days counted to {day}\n", counted(contacts.len(), "contact"))
}

fn is_contact(event: &Event) -> bool {
    CONTACTS.contains(&event.kind) && event.reality == Reality::Happened
}

/// Whether two different participants stand for the two sides.
fn joins(event: &Event, sides: &[BTreeSet<&str>]) -> bool {
    let [one, other] = sides else { return true };
    let of = |side: &BTreeSet<&str>| -> BTreeSet<String> {
        event.participants.iter().filter(|p| side.contains(p.actor.as_str())).map(|p| p.actor.clone()).collect()
    };
    let (one, other) = (of(one), of(other));
    one.iter().any(|a| other.iter().any(|b| a != b))
}

fn last_day(event: &Event) -> Option<i64> {
    event.date.as_ref()?.end()?.day_number()
}

fn put(known: &Known, contact: &Event, text: &mut String) {
    let date = contact.date.as_ref().map_or("undated", Edtf::as_str);
    let who = known.names(contact.participants.iter().map(|p| &p.actor));
    let _ = writeln!(text, "\n{date}  {}  {who}", contact.kind);
    let facts = [ago(known, contact), durations(contact), Some(told(contact))];
    let _ = writeln!(text, "  {}", facts.into_iter().flatten().collect::<Vec<_>>().join("; "));
    if let Some(first) = contact.evidence.first() {
        let _ = writeln!(text, "  {}", known.words(first));
    }
}

fn told(contact: &Event) -> String {
    format!("told by {}", counted(contact.accounts, "report"))
}

fn ago(known: &Known, contact: &Event) -> Option<String> {
    let today = known.record.as_of.as_ref()?.end()?.day_number()?;
    let days = today.checked_sub(last_day(contact)?)?;
    Some(format!("{} ago", counted(usize::try_from(days).ok()?, "day")))
}

/// Each length that accounts give, once.
fn durations(contact: &Event) -> Option<String> {
    let given = contact.attributes.iter().filter(|a| a.name == "duration");
    let each: BTreeSet<String> = given.map(length).collect();
    let each: Vec<String> = each.into_iter().collect();
    (!each.is_empty()).then(|| format!("duration {}", each.join(" or ")))
}

fn length(given: &AttributeEntry) -> String {
    let about = if given.approximate { "about " } else { "" };
    format!("{about}{}", readout_render::duration(&given.value).unwrap_or_else(|| given.value.clone()))
}
