//! Nodes: their addresses, dates, evidence, and actors.
//!
//! Enters: entries of the record. Leaves: JSON-LD nodes without the fields that are not known.

use readout_record::edtf::{Date, Edtf};
use readout_record::kind::ActorKind;
use readout_record::record::{Actor, Evidence};
use serde_json::{Map, Value, json};

/// The address of an entry.
pub fn urn(id: &str) -> String {
    format!("urn:readout:{id}")
}

/// A link to an entry.
pub fn link(id: &str) -> Value {
    json!({ "@id": urn(id) })
}

/// A node of these fields; what is null or an empty list is left out.
pub fn node<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let known = |value: &Value| !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty());
    let fields = fields.into_iter().filter(|(_, value)| known(value));
    Value::Object(fields.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

/// A date as ISO 8601, as far as it is known; nothing where the year is not.
pub fn iso(date: Option<Date>) -> Option<String> {
    let date = date.filter(|d| d.year.is_some())?;
    Some(Edtf::from(Date { approximate: false, ..date }).to_string())
}

/// The words of some evidence as quotations of their reports.
pub fn quotations(evidence: &[Evidence]) -> Value {
    evidence.iter().map(quotation).collect()
}

fn quotation(e: &Evidence) -> Value {
    json!({
        "@type": "Quotation", "@id": format!("{}#char={},{}", urn(&e.document), e.start, e.end), "text": e.quote,
        "isPartOf": link(&e.document),
    })
}

/// An actor.
pub fn actor(a: &Actor) -> Value {
    let (kind, role, of) = match a.kind {
        ActorKind::Person => ("Person", "jobTitle", "affiliation"),
        ActorKind::State => ("Country", "description", "containedInPlace"),
        ActorKind::Organisation => ("Organization", "description", "parentOrganization"),
        ActorKind::Office | ActorKind::Group | ActorKind::Unnamed => ("Thing", "description", "disambiguatingDescription"),
    };
    let of_what = match kind {
        "Person" | "Organization" => a.of.as_ref().map(|of| json!({ "@type": "Organization", "name": of })),
        "Country" => a.of.as_ref().map(|of| json!({ "@type": "Place", "name": of })),
        _ => a.of.as_ref().map(|of| json!(of)),
    };
    node([
        ("@type", json!(kind)),
        ("@id", json!(urn(&a.id))),
        ("name", json!(a.name)),
        ("alternateName", a.aliases.iter().filter(|alias| **alias != a.name).map(|alias| json!(alias)).collect()),
        (role, json!(a.role)),
        (of, json!(of_what)),
        ("subjectOf", quotations(&a.evidence)),
    ])
}
