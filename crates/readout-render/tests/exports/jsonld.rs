//! Web Annotations and schema.org, read as RDF by the crate oxjsonld. The contexts are the mappings of the two vocabularies for the terms that are
//! used; a term without a mapping would be lost, which the counts below would show.

use crate::{common, cut, hostile, text};
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::{NamedOrBlankNode, Quad, Term};
use readout_record::check::Checked;
use std::collections::BTreeMap;

const ANNOTATION: &str = include_str!("annotation-context.json");
const SCHEMA: &str = r#"{"@context":{"@vocab":"http://schema.org/","url":{"@type":"@id"},"eventStatus":{"@type":"@id"}}}"#;
const OA: &str = "http://www.w3.org/ns/oa#";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

fn rdf(json: &str) -> Vec<Quad> {
    let parser = JsonLdParser::new().for_slice(json).with_load_document_callback(|url, _| {
        let document = match url {
            "http://www.w3.org/ns/anno.jsonld" => ANNOTATION,
            "https://schema.org" | "https://schema.org/" => SCHEMA,
            other => return Err(format!("an unknown context: {other}").into()),
        };
        Ok(JsonLdRemoteDocument { document: document.as_bytes().to_vec(), document_url: url.to_owned() })
    });
    parser.collect::<Result<_, _>>().expect("JSON-LD")
}

/// Looks values up by subject and predicate.
struct Graph(BTreeMap<(String, String), Vec<Term>>);

impl Graph {
    fn new(json: &str) -> Graph {
        let mut all: BTreeMap<(String, String), Vec<Term>> = BTreeMap::new();
        for quad in rdf(json) {
            let subject = match quad.subject {
                NamedOrBlankNode::NamedNode(n) => n.into_string(),
                NamedOrBlankNode::BlankNode(n) => n.into_string(),
            };
            let objects = all.entry((subject, quad.predicate.into_string())).or_default();
            if !objects.contains(&quad.object) {
                objects.push(quad.object);
            }
        }
        Graph(all)
    }

    /// Values as text: addresses, names of blank nodes, literals.
    fn of(&self, subject: &str, predicate: &str) -> Vec<String> {
        let terms = self.0.get(&(subject.to_owned(), predicate.to_owned())).into_iter().flatten();
        let shown = |term: &Term| match term {
            Term::NamedNode(n) => n.as_str().to_owned(),
            Term::BlankNode(n) => n.as_str().to_owned(),
            Term::Literal(l) => l.value().to_owned(),
        };
        terms.map(shown).collect()
    }

    fn one(&self, subject: &str, predicate: &str) -> String {
        let mut values = self.of(subject, predicate);
        assert_eq!(values.len(), 1, "{subject} {predicate}: {values:?}");
        values.remove(0)
    }

    fn typed(&self, kind: &str) -> Vec<String> {
        let is = |terms: &[Term]| terms.iter().any(|t| matches!(t, Term::NamedNode(n) if n.as_str() == kind));
        self.0.iter().filter(|((_, p), terms)| p == TYPE && is(terms)).map(|((s, _), _)| s.clone()).collect()
    }
}

fn oa(name: &str) -> String {
    format!("{OA}{name}")
}

/// Every quote selector with a position beside it cuts the report, and what stands before and after does too.
fn selectors_hold(record: &Checked, graph: &Graph) -> usize {
    let mut held = 0;
    for target in graph.typed(&oa("SpecificResource")) {
        let source = graph.one(&target, &oa("hasSource"));
        let Some(document) = source.strip_prefix("urn:readout:") else { continue };
        let selectors = graph.of(&target, &oa("hasSelector"));
        let of_kind = |kind: &str| selectors.iter().find(|s| graph.one(s, TYPE) == oa(kind)).expect("the selector");
        let (quote, position) = (of_kind("TextQuoteSelector"), of_kind("TextPositionSelector"));
        let place = |name: &str| graph.one(position, &oa(name)).parse::<usize>().expect("a number");
        let (start, end) = (place("start"), place("end"));
        assert_eq!(cut(record, document, start, end), graph.one(quote, &oa("exact")));
        let prefix = graph.one(quote, &oa("prefix"));
        assert_eq!(cut(record, document, start - prefix.chars().count(), start), prefix);
        let suffix = graph.one(quote, &oa("suffix"));
        assert_eq!(cut(record, document, end, end + suffix.chars().count()), suffix);
        held += 1;
    }
    held
}

#[test]
fn every_annotation_selects_the_words_of_its_entry() {
    for record in [common::talks(), hostile::record()] {
        let graph = Graph::new(&text("web-annotation", &record));
        let annotations = graph.typed(&oa("Annotation"));
        let r = record.record();
        let lists =
            [r.actors.len(), r.events.len(), r.statements.len(), r.commitments.len(), r.discrepancies.len(), r.topics.len()];
        let views = [r.timeline.len(), r.next_steps.len(), r.positions.len(), r.told_by_one.len(), r.open_questions.len()];
        let updates = r.updates.len();
        let summaries = r.stories.iter().map(|s| s.summary.len()).sum::<usize>();
        let follow_ups = r.commitments.iter().map(|c| c.follow_up.len()).sum::<usize>();
        assert_eq!(annotations.len(), lists.iter().chain(&views).sum::<usize>() + updates + summaries + follow_ups);
        for annotation in &annotations {
            assert_eq!(graph.of(annotation, &oa("hasBody")).len(), 2);
            assert!(!graph.of(annotation, &oa("hasTarget")).is_empty(), "{annotation}");
        }
        assert!(selectors_hold(&record, &graph) > annotations.len() / 2);
    }
}

#[test]
fn a_report_on_the_web_is_a_target_of_its_own_without_a_position() {
    let mut record = common::record();
    record.documents[0].url = Some("https://presidency.example/call".into());
    let record = readout_record::check::check(record).expect("a record");
    let graph = Graph::new(&text("web-annotation", &record));
    let targets = graph.typed(&oa("SpecificResource")).into_iter();
    let pages: Vec<String> = targets.filter(|t| graph.one(t, &oa("hasSource")) == "https://presidency.example/call").collect();
    assert!(!pages.is_empty());
    for page in pages {
        assert_eq!(graph.one(&graph.one(&page, &oa("hasSelector")), TYPE), oa("TextQuoteSelector"));
    }
}

#[test]
fn a_record_of_nothing_is_an_empty_collection() {
    let graph = Graph::new(&text("web-annotation", &hostile::empty()));
    assert!(graph.typed(&oa("Annotation")).is_empty());
    assert_eq!(graph.one("urn:readout:record", "https://www.w3.org/ns/activitystreams#totalItems"), "0");
}

#[test]
fn schema_org_has_articles_events_quotations_and_claims() {
    for record in [common::talks(), hostile::record(), hostile::empty()] {
        let graph = Graph::new(&text("schema-org", &record));
        let r = record.record();
        let schema = |name: &str| format!("http://schema.org/{name}");
        let urn = |id: &String| format!("urn:readout:{id}");
        let typed = |kind: &str| graph.typed(&schema(kind));
        assert_eq!(typed("NewsArticle").len(), r.documents.len());
        assert_eq!(typed("Event").len(), r.events.len());
        assert_eq!(typed("Claim").len(), r.statements.iter().filter(|s| !s.direct).count());
        for s in &r.statements {
            let (kind, report) = if s.direct { ("Quotation", "isPartOf") } else { ("Claim", "appearance") };
            assert_eq!(graph.one(&urn(&s.id), TYPE), schema(kind));
            assert_eq!(graph.one(&urn(&s.id), &schema(report)), urn(&s.document));
        }
        for words in typed("Quotation") {
            let Some((document, place)) = words.split_once("#char=") else { continue };
            let (start, end) = place.split_once(',').expect("two places");
            let document = document.trim_start_matches("urn:readout:");
            let (start, end) = (start.parse().expect("a number"), end.parse().expect("a number"));
            assert_eq!(graph.one(&words, &schema("text")), cut(&record, document, start, end));
        }
    }
}

#[test]
fn who_denies_is_no_author_of_the_claim() {
    let graph = Graph::new(&text("schema-org", &common::talks()));
    assert!(graph.of("urn:readout:t-2", "http://schema.org/author").is_empty());
    assert!(
        graph.one("urn:readout:t-2", "http://schema.org/description").starts_with("Teodor Venn denies: “Karsovian engineers")
    );
    let call = "urn:readout:e-call";
    assert_eq!(graph.one(call, "http://schema.org/startDate"), "2031-06-03");
    assert_eq!(graph.of(call, "http://schema.org/attendee"), ["urn:readout:a-marrow", "urn:readout:a-venn"]);
}
