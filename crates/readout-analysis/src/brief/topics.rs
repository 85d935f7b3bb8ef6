//! The agenda: matters of negotiation, each with the statements and commitments whose words touch it.
//!
//! Enters: the desk, events, statements and commitments. Leaves: topics, by how many documents touch them and how plainly. What one report of several
//! raises is no matter of the story, nor what two raise in passing; of a matter all words are taken that speak of it, in whatever report.

use crate::brief::desk::Desk;
use crate::brief::rank::ranked;
use crate::extract::topic::TopicMention;
use readout_record::kind::EventType;
use readout_record::mention::DocumentIx;
use readout_record::record::{Commitment, Event, Evidence, Statement, Topic};
use std::collections::{BTreeMap, BTreeSet};

/// Reports from which on a story is told often enough that its matters come back: then what one report raises is an aside.
const SEVERAL: usize = 3;
/// Reports of which a matter is raised in so many that nothing else has to speak for it.
const MANY: usize = 5;
/// Pieces of a statement that a reader is shown first.
const PIECES: usize = 2;
/// Bytes before an action in which who does it is named: "the monitoring commission will report".
const BEFORE: usize = 60;

/// The entries, ranked.
pub fn entries(desk: &Desk, events: &[Event], statements: &[Statement], commitments: &[Commitment]) -> Vec<Topic> {
    let promised: Vec<(&Commitment, Vec<Place>)> = commitments.iter().map(|c| (c, action(c))).collect();
    let mut topics = raised(desk, &promised);
    for topic in &mut topics {
        let said = statements.iter().filter(|s| touches(topic, &pieces(s))).map(|s| s.id.clone());
        topic.statements = said.collect();
        topic.commitments = promised.iter().filter(|(_, p)| touches(topic, p)).map(|(c, _)| c.id.clone()).collect();
    }
    let dealt_with = |t: &Topic| !t.statements.is_empty() || !t.commitments.is_empty() || events.iter().any(|e| is_of(t, e));
    topics.retain(|t| t.documents.len() > 1 || dealt_with(t) || several(t));
    topics
}

/// A document and bytes in it.
type Place<'r> = (&'r str, [usize; 2]);

fn places(evidence: &[Evidence]) -> Vec<Place<'_>> {
    evidence.iter().map(|e| (e.document.as_str(), e.bytes)).collect()
}

/// The words of a statement, in one piece or the first of several.
fn pieces(s: &Statement) -> Vec<Place<'_>> {
    let spans = &s.content.spans;
    if spans.is_empty() {
        vec![(s.content.document.as_str(), s.content.bytes)]
    } else {
        places(&spans[..spans.len().min(PIECES)])
    }
}

/// The words of what is promised and of who is to do it: what else its sentence tells is another matter.
fn action(c: &Commitment) -> Vec<Place<'_>> {
    let place = |e: &'_ Evidence| match e.quote.find(&c.action) {
        Some(at) => [e.bytes[0] + at.saturating_sub(BEFORE), e.bytes[0] + at + c.action.len()],
        None => e.bytes,
    };
    c.evidence.iter().map(|e| (e.document.as_str(), place(e))).collect()
}

/// Whether different words of a report raise a topic.
fn several(topic: &Topic) -> bool {
    let words: BTreeSet<String> = topic.evidence.iter().map(|e| e.quote.to_lowercase()).collect();
    words.len() > 1
}

/// Whether words that raise a topic stand with an event that has a type or a party.
fn is_of(topic: &Topic, event: &Event) -> bool {
    (event.kind != EventType::Other || !event.participants.is_empty()) && touches(topic, &places(&event.evidence))
}

/// Whether words that raise a topic stand in one of the places.
fn touches(topic: &Topic, places: &[Place<'_>]) -> bool {
    let inside =
        |e: &Evidence, (document, bytes): &Place<'_>| e.document == *document && bytes[0] <= e.bytes[0] && e.bytes[1] <= bytes[1];
    topic.evidence.iter().any(|e| places.iter().any(|p| inside(e, p)))
}

/// The matters of all stories: those of one name are one entry.
fn raised(desk: &Desk, promised: &[(&Commitment, Vec<Place>)]) -> Vec<Topic> {
    let mut found: Vec<(f64, Topic)> = Vec::new();
    for story in &desk.stories {
        for (name, spoken) in spoken(desk, story) {
            if !is_matter(desk, story, &spoken, promised) {
                continue;
            }
            let at = found.iter().position(|(_, t)| t.name == name).unwrap_or_else(|| {
                found.push((0.0, topic(name)));
                found.len() - 1
            });
            for (document, mentions) in spoken {
                add(desk, &mut found[at], document, mentions);
            }
        }
    }
    ranked(found, |t: &Topic| t.name.clone(), |t, w| t.weight = w)
}

/// The mentions of each topic in the reports of a story.
type Spoken<'e> = BTreeMap<DocumentIx, Vec<&'e TopicMention>>;

fn spoken<'e>(desk: &'e Desk, story: &[DocumentIx]) -> BTreeMap<&'static str, Spoken<'e>> {
    let mut found: BTreeMap<&'static str, Spoken> = BTreeMap::new();
    for &document in story {
        for mention in &desk.extracted[document].topics {
            found.entry(mention.name).or_default().entry(document).or_default().push(mention);
        }
    }
    found
}

/// Whether enough reports of a story raise a topic: one of two, two of four; of more three, or two where it stands in a heading, is promised or all but
/// a few reports speak of it.
fn is_matter(desk: &Desk, story: &[DocumentIx], spoken: &Spoken, promised: &[(&Commitment, Vec<Place>)]) -> bool {
    let plain: Vec<(&DocumentIx, &Vec<&TopicMention>)> = spoken.iter().filter(|(_, m)| m.iter().any(|m| m.raised)).collect();
    let firm = || plain.iter().any(|(d, mentions)| mentions.iter().any(|m| is_firm(desk, **d, m, promised)));
    match story.len() {
        0..SEVERAL => !plain.is_empty(),
        SEVERAL..MANY => plain.len() > 1,
        n => plain.len() > 2 || plain.len() > 1 && (2 * spoken.len() > n || firm()),
    }
}

/// Whether a plain word of a topic stands in a heading or in what is promised.
fn is_firm(desk: &Desk, document: DocumentIx, mention: &TopicMention, promised: &[(&Commitment, Vec<Place>)]) -> bool {
    let heading = desk.grammars[document].document.headline.is_some_and(|h| h.overlaps(mention.span));
    let id = desk.document_id(document);
    let (from, to) = (mention.span.start(), mention.span.end());
    let inside = |(d, bytes): &Place| *d == id && bytes[0] <= from && to <= bytes[1];
    mention.weight >= 1.0 && (heading || promised.iter().any(|(_, places)| places.iter().any(inside)))
}

/// Adds what a report says of a topic, its plainest words first.
fn add(desk: &Desk, (score, topic): &mut (f64, Topic), document: DocumentIx, mut mentions: Vec<&TopicMention>) {
    mentions.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.span.start().cmp(&b.span.start())));
    let raised = mentions.iter().any(|m| m.raised);
    *score += if raised { f64::from(mentions[0].weight) } else { 0.0 };
    *score += mentions.iter().map(|m| f64::from(m.weight) * 0.2).sum::<f64>();
    topic.documents.push(desk.document_id(document));
    topic.evidence.extend(mentions.iter().map(|m| desk.evidence(document, m.span)));
}

fn topic(name: &str) -> Topic {
    Topic {
        name: name.to_owned(),
        documents: Vec::new(),
        statements: Vec::new(),
        commitments: Vec::new(),
        weight: 0.0,
        evidence: Vec::new(),
    }
}
