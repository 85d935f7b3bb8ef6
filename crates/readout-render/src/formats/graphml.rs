//! Actors and their contacts as GraphML, for Gephi, yEd, NetworkX and igraph.
//!
//! Enters: a checked record. Leaves: a node an actor; for every call, meeting, visit, summit, negotiation and mediation an edge between each two
//! who take part in it, with its words. Characters that XML has no place for are shown by their code.

use super::tables::table::{Cell, Column, EVIDENCE, Kind, WEIGHT, cited, count, integer, list, maybe, text, words};
use crate::export::{Export, Exported};
use crate::view::visible::code;
use readout_record::check::Checked;
use readout_record::kind::EventType;
use readout_record::record::{Actor, Event, ParticipantEntry};

/// `--format graphml`.
pub struct GraphMl;

/// What a node carries before its evidence; Gephi shows `label`.
const NODE: [Column; 6] = [
    text("label", "name"),
    text("kind", "person, office, state, organisation, group or unnamed"),
    text("role", "title or office"),
    text("of", "state or organisation"),
    text("aliases", "other words for it"),
    WEIGHT,
];

/// What an edge carries before its evidence.
const EDGE: [Column; 8] = [
    text("event", "id of the event"),
    text("type", "phone call, video call, meeting, visit, summit, negotiation or mediation"),
    text("date", "EDTF; XXXX where the year is not known"),
    text("place", "where"),
    text("reality", "happened, under way, planned, proposed, possible or denied"),
    integer("accounts", "number of reports that tell it"),
    text("source_role", "part of the first actor"),
    text("target_role", "part of the second"),
];

impl Export for GraphMl {
    fn name(&self) -> &'static str {
        "graphml"
    }

    fn help(&self) -> &'static str {
        "actors and their contacts as a GraphML graph"
    }

    fn files(&self, record: &Checked, _: Option<&str>) -> std::io::Result<Exported> {
        let record = record.record();
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
             xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
        );
        out += &keys("node", &NODE);
        out += &keys("edge", &EDGE);
        out += "  <graph id=\"contacts\" edgedefault=\"undirected\">\n";
        out.extend(record.actors.iter().map(node));
        out.extend(record.events.iter().filter(|e| is_contact(e.kind)).map(edges));
        out += "  </graph>\n</graphml>\n";
        Ok(Exported::one("contacts.graphml", out))
    }
}

fn is_contact(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::PhoneCall
            | EventType::VideoCall
            | EventType::Meeting
            | EventType::Visit
            | EventType::Summit
            | EventType::Negotiation
            | EventType::Mediation
    )
}

fn keys(of: &str, columns: &[Column]) -> String {
    let key = |c: &Column| {
        let kind = match c.kind {
            Kind::Text => "string",
            Kind::Integer => "long",
            Kind::Real => "double",
            Kind::Flag => "boolean",
        };
        let (name, about) = (c.name, escaped(c.about));
        format!("  <key id=\"{of}-{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"><desc>{about}</desc></key>\n")
    };
    columns.iter().chain(&EVIDENCE).map(key).collect()
}

fn node(a: &Actor) -> String {
    let aliases = a.aliases.iter().filter(|alias| **alias != a.name);
    let cells =
        [words(&a.name), words(a.kind), maybe(a.role.as_ref()), maybe(a.of.as_ref()), list(aliases), Cell::Real(a.weight)];
    let data = data("node", &NODE, cells.into_iter().chain(cited(a.evidence.first())));
    format!("    <node id=\"{}\">\n{data}    </node>\n", escaped(&a.id))
}

fn edges(e: &Event) -> String {
    let mut parts: Vec<&ParticipantEntry> = Vec::new();
    for part in &e.participants {
        if !parts.iter().any(|known| known.actor == part.actor) {
            parts.push(part);
        }
    }
    let pairs = parts.iter().enumerate().flat_map(|(i, a)| parts[i + 1..].iter().map(move |b| (*a, *b)));
    pairs.map(|(a, b)| edge(e, a, b)).collect()
}

fn edge(e: &Event, a: &ParticipantEntry, b: &ParticipantEntry) -> String {
    let cells = [
        words(&e.id),
        words(e.kind),
        maybe(e.date.as_ref()),
        maybe(e.place.as_ref()),
        words(e.reality),
        count(e.accounts),
        words(a.role),
        words(b.role),
    ];
    let data = data("edge", &EDGE, cells.into_iter().chain(cited(e.evidence.first())));
    let (event, source, target) = (escaped(&e.id), escaped(&a.actor), escaped(&b.actor));
    format!("    <edge id=\"{event}.{source}.{target}\" source=\"{source}\" target=\"{target}\">\n{data}    </edge>\n")
}

fn data(of: &str, columns: &[Column], cells: impl Iterator<Item = Cell>) -> String {
    let one = |(c, cell): (&Column, Cell)| {
        let value = match cell {
            Cell::Empty => return None,
            Cell::Text(text) => escaped(&text),
            Cell::Integer(number) => number.to_string(),
            Cell::Real(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
        };
        Some(format!("      <data key=\"{of}-{}\">{value}</data>\n", c.name))
    };
    columns.iter().chain(&EVIDENCE).zip(cells).filter_map(one).collect()
}

/// Text in which no character is markup. A carriage return is told by number, or a reader would drop it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push_str(&format!("⟨{}⟩", code(c))),
            c => out.push(c),
        }
    }
    out
}
