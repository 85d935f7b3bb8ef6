//! Events as schema.org knows them.
//!
//! Enters: an event. Leaves: a node. Reality has no field there, but for what is scheduled; it stands in words.

use super::things::{iso, link, node, quotations, urn};
use crate::formats::plain;
use crate::view::context::Context;
use crate::view::lines::{event_name, reality};
use readout_record::kind::{Reality, Role};
use readout_record::record::Event;
use serde_json::{Value, json};

/// An event.
pub fn event<'r>(context: &Context<'r>, e: &'r Event) -> Value {
    let start = iso(e.date.as_ref().and_then(|d| d.start()));
    let end = iso(e.date.as_ref().filter(|d| d.date().is_none()).and_then(|d| d.end()));
    let held = matches!(e.reality, Reality::Happened | Reality::UnderWay | Reality::Planned);
    let with =
        |roles: &[Role]| -> Value { e.participants.iter().filter(|p| roles.contains(&p.role)).map(|p| link(&p.actor)).collect() };
    node([
        ("@type", json!("Event")),
        ("@id", json!(urn(&e.id))),
        ("name", json!(plain::pieces(&event_name(context, e)))),
        ("keywords", json!([e.kind])),
        ("startDate", json!(start)),
        ("endDate", json!(end)),
        ("location", json!(e.place.as_ref().map(|place| json!({ "@type": "Place", "name": place })))),
        ("eventStatus", json!(held.then_some("https://schema.org/EventScheduled"))),
        ("disambiguatingDescription", json!(reality(e.reality))),
        ("attendee", with(&[Role::Party, Role::Guest, Role::Mediator])),
        ("organizer", with(&[Role::Host, Role::Initiator, Role::Agent])),
        ("about", with(&[Role::Recipient, Role::Target, Role::Subject])),
        ("subjectOf", quotations(&e.evidence)),
    ])
}
