//! GraphML, read by the crate roxmltree.

use crate::{common, hostile, text};
use readout_record::check::Checked;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};

type Data = BTreeMap<String, String>;

/// Names of the keys, then the attributes and data of the nodes, then of the edges.
fn read(xml: &str) -> (Vec<Data>, Vec<Data>) {
    let document = Document::parse(xml).expect("XML");
    let of = |tag: &'static str| {
        document.descendants().filter(move |n| n.has_tag_name(("http://graphml.graphdrawing.org/xmlns", tag)))
    };
    let names: BTreeMap<&str, &str> = of("key").filter_map(|k| Some((k.attribute("id")?, k.attribute("attr.name")?))).collect();
    let data = |n: Node<'_, '_>| -> Data {
        let attributes = n.attributes().map(|a| (a.name().to_owned(), a.value().to_owned()));
        let inside = n.children().filter(Node::is_element);
        let inside =
            inside.map(|d| (names[d.attribute("key").expect("a key")].to_owned(), d.text().unwrap_or_default().to_owned()));
        attributes.chain(inside).collect()
    };
    (of("node").map(data).collect(), of("edge").map(data).collect())
}

fn sound(record: &Checked) -> (Vec<Data>, Vec<Data>) {
    let (nodes, edges) = read(&text("graphml", record));
    let ids: BTreeSet<&str> = nodes.iter().map(|n| n["id"].as_str()).collect();
    assert_eq!(ids.len(), record.record().actors.len());
    let edge_ids: BTreeSet<&str> = edges.iter().map(|e| e["id"].as_str()).collect();
    assert_eq!(edge_ids.len(), edges.len(), "every id once");
    assert!(edges.iter().all(|e| ids.contains(e["source"].as_str()) && ids.contains(e["target"].as_str())));
    (nodes, edges)
}

#[test]
fn the_call_is_an_edge_between_the_two() {
    let (nodes, edges) = sound(&common::talks());
    assert_eq!(
        (nodes[0]["label"].as_str(), nodes[0]["role"].as_str(), nodes[0]["of"].as_str()),
        ("Ilsa Marrow", "President", "Lethmark")
    );
    assert_eq!(edges.len(), 1);
    let expected = [
        ("source", "a-marrow"),
        ("target", "a-venn"),
        ("type", "phone call"),
        ("date", "2031-06-03"),
        ("reality", "happened"),
        ("accounts", "4"),
        ("document", "d-1"),
    ];
    assert!(expected.iter().all(|(key, value)| edges[0][*key] == *value), "{:?}", edges[0]);
}

#[test]
fn hostile_names_stay_text() {
    let (nodes, edges) = sound(&hostile::record());
    let labels: Vec<&str> = nodes.iter().map(|n| n["label"].as_str()).collect();
    for (label, name) in labels.iter().zip(hostile::paragraphs()) {
        let unseen = |c: char| c < ' ' && !matches!(c, '\t' | '\n' | '\r') || c == '\u{fffe}';
        let shown: String =
            name.chars().map(|c| if unseen(c) { format!("⟨U+{:04X}⟩", u32::from(c)) } else { c.to_string() }).collect();
        assert_eq!(*label, shown);
    }
    assert!(!edges.is_empty());
    assert!(sound(&hostile::empty()).0.is_empty());
}
