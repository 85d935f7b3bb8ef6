//! Events as PLOVER JSON Lines: one coded event a line, in the field names of the PLOVER manual.
//!
//! Enters: a checked record. Leaves: events that have a code of the ontology. What the manual has no field for (`edtf`, `reality`, `accounts`,
//! `weight`, `evidence`) stands beside its fields under the record's names. Actors come by name; the record has no country codes.

pub mod codes;

use super::days::days;
use super::tables::lookup::Lookup;
use crate::export::{Export, Exported};
use readout_record::check::Checked;
use readout_record::edtf::Edtf;
use readout_record::kind::{EventType, Role};
use readout_record::record::{Actor, DocumentEntry, Event};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// `--format plover`.
pub struct Plover;

impl Export for Plover {
    fn name(&self) -> &'static str {
        "plover"
    }

    fn help(&self) -> &'static str {
        "events as PLOVER JSON Lines"
    }

    fn files(&self, record: &Checked, _: Option<&str>) -> std::io::Result<Exported> {
        let coder = Coder::new(record);
        let events = &record.record().events;
        let coded: Vec<String> = events.iter().filter_map(|e| coder.coded(e)).map(|e| format!("{e}\n")).collect();
        let left = events.len() - coded.len();
        let mut exported = Exported::one("events.plover.jsonl", coded.concat());
        if left > 0 {
            exported.notes.push(format!("{left} of {} events left out: their types have no PLOVER code", events.len()));
        }
        Ok(exported)
    }
}

struct Coder<'r> {
    lookup: Lookup<'r>,
    actors: BTreeMap<&'r str, &'r Actor>,
    documents: BTreeMap<&'r str, &'r DocumentEntry>,
}

impl<'r> Coder<'r> {
    fn new(record: &'r Checked) -> Coder<'r> {
        let record = record.record();
        Coder {
            lookup: Lookup::new(record),
            actors: record.actors.iter().map(|a| (a.id.as_str(), a)).collect(),
            documents: record.documents.iter().map(|d| (d.id.as_str(), d)).collect(),
        }
    }

    fn coded(&self, event: &Event) -> Option<Value> {
        let code = codes::code(event.kind)?;
        let (sources, recipients) = ends(event, code);
        let first = event.evidence.first();
        let mut out = Map::new();
        let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
        put("id", json!(event.id));
        dates(event.date.as_ref(), &mut put);
        put("source", self.list(&sources, event));
        put("recipient", self.list(&recipients, event));
        put("event", json!([code]));
        put("mode", json!(codes::mode(event.kind)));
        put("context", json!(codes::context(event.reality)));
        put("quad_code", json!(codes::quad(code)));
        put("event_loc", event.place.as_ref().map_or(Value::Null, |place| json!({ "name": place })));
        put("event_text", json!(event.evidence.iter().map(|e| &e.quote).collect::<Vec<_>>()));
        put("text", json!(first.map(|e| &e.quote)));
        put("text_info", json!({ "start": first.map(|e| e.start), "end": first.map(|e| e.end) }));
        put("cite_info", self.citation(first.map(|e| e.document.as_str())));
        put("coder", json!(format!("Readout {}", self.lookup.record.readout)));
        put("type", json!(event.kind));
        put("edtf", json!(event.date));
        put("reality", json!(event.reality));
        put("accounts", json!(event.accounts));
        put("weight", json!(event.weight));
        put("evidence", json!(event.evidence));
        Some(Value::Object(out))
    }

    fn list(&self, ids: &[&str], event: &Event) -> Value {
        ids.iter().filter_map(|id| self.actors.get(id)).map(|actor| self.actor(actor, event)).collect()
    }

    /// `actor_text` is how the report names the actor that the event is cited from, where the record has that.
    fn actor(&self, actor: &Actor, event: &Event) -> Value {
        let document = event.evidence.first().map(|e| &e.document);
        let there = actor.evidence.iter().find(|e| Some(&e.document) == document).or(actor.evidence.first());
        json!({
            "actor_text": there.map(|e| &e.quote), "identifier_id": actor.id, "identifier_text": actor.name, "office": actor.role,
            "of": actor.of, "kind": actor.kind,
        })
    }

    fn citation(&self, document: Option<&str>) -> Value {
        let Some(d) = document.and_then(|id| self.documents.get(id)) else { return Value::Null };
        json!({
            "citation": d.id, "publication": d.publisher, "title": d.title, "url": d.url, "language": d.language,
            "published": d.published, "path": d.path,
        })
    }
}

/// `date` and `enddate` are days: the first and last that the event's date can mean. `date` is null where the year or all of it is not known.
fn dates(date: Option<&Edtf>, put: &mut impl FnMut(&str, Value) -> Option<Value>) {
    let days = date.and_then(days);
    put("date", json!(days.map(|d| Edtf::from(d.first))));
    let last = days.filter(|d| d.last != d.first).map(|d| Edtf::from(d.last));
    put("enddate", json!(last));
}

/// Who does it and to whom: in consultations all are sources, but for a host who is visited; elsewhere the part decides.
fn ends<'e>(event: &'e Event, code: &str) -> (Vec<&'e str>, Vec<&'e str>) {
    let visited = event.participants.iter().any(|p| p.role == Role::Guest);
    let is_source = |role: Role| match role {
        Role::Party | Role::Initiator | Role::Guest | Role::Agent | Role::Mediator => true,
        Role::Host => !visited,
        Role::Recipient | Role::Target => code == "CONSULT",
        Role::Subject => event.kind == EventType::Resignation,
    };
    let ids = |source: bool| {
        let parts = event.participants.iter().filter(move |p| is_source(p.role) == source);
        parts.map(|p| p.actor.as_str()).collect()
    };
    (ids(true), ids(false))
}
