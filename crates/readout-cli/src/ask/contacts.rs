//! `readout contacts` as text.
//!
//! Enters: the register. Leaves: its lines.

use super::words::{NOTHING, counted, day, more, names, nobody, words};
use readout_store::questions::contacts::{Contact, Contacts, Length, Level};
use std::fmt::Write as _;

/// The register, newest contact first.
pub fn text(answer: &Contacts) -> String {
    if let Some(unknown) = &answer.unknown {
        return nobody(unknown);
    }
    let mut text = if answer.total == 0 { format!("{NOTHING}: no contact\n") } else { head(answer) };
    answer.contacts.iter().for_each(|contact| put(answer, contact, &mut text));
    text += &more(answer.total - answer.contacts.len(), "before these");
    if answer.undated > 0 {
        let _ = writeln!(text, "\n{} without a full date left out", counted(answer.undated, "contact"));
    }
    text
}

fn head(answer: &Contacts) -> String {
    let today = answer.as_of.as_ref().map_or("an unknown day", |d| d.as_str());
    let last = answer.days_since_last.map_or(String::new(), |days| format!("; the last one {}", ago(days)));
    format!("{}, days counted to {today}{last}\n", counted(answer.total, "contact"))
}

fn put(answer: &Contacts, contact: &Contact, text: &mut String) {
    let who = names(contact.participants.iter().map(|p| p.name.as_str()));
    let place = contact.place.as_ref().map_or(String::new(), |place| format!(", in {place}"));
    let _ = writeln!(text, "\n{}  {}  {who}{place}  {}", day(contact.date.as_ref()), contact.kind, contact.id);
    let told = format!("told by {}", counted(contact.accounts, "report"));
    let facts = [contact.days_since.map(ago), durations(contact), Some(told), contact.level.map(level)];
    let _ = writeln!(text, "  {}", facts.into_iter().flatten().collect::<Vec<_>>().join("; "));
    if !contact.also.is_empty() {
        let _ = writeln!(text, "  told in other stories too: {}", contact.also.join(", "));
    }
    if let Some(first) = contact.evidence.first() {
        let _ = writeln!(text, "  {}", words(&answer.documents, first));
    }
}

fn ago(days: i64) -> String {
    format!("{} ago", counted(usize::try_from(days).unwrap_or(0), "day"))
}

fn level(level: Level) -> String {
    let who = match level {
        Level::Leaders => "heads of state or government",
        Level::Ministers => "members of governments",
        Level::Officials => "officials",
    };
    format!("level: {who}")
}

/// Each length that accounts give.
fn durations(contact: &Contact) -> Option<String> {
    let each: Vec<String> = contact.durations.iter().map(length).collect();
    (!each.is_empty()).then(|| format!("duration {}", each.join(" or ")))
}

fn length(given: &Length) -> String {
    let about = if given.approximate { "about " } else { "" };
    format!("{about}{}", readout_render::duration(&given.value).unwrap_or_else(|| given.value.clone()))
}
