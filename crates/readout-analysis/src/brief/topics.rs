//! The agenda: matters of negotiation, each with the statements and commitments whose words touch it.
//!
//! Enters: the desk, events, statements and commitments. Leaves: topics, by how many documents touch them and how plainly. What one report alone
//! touches, and nobody there does, says or promises anything of, is no topic; of what is a matter of its story all words are taken that speak of it.

use crate::brief::desk::Desk;
use crate::brief::rank::rounded;
use crate::extract::topic::{TopicMention, WEAK};
use readout_record::kind::EventType;
use readout_record::mention::DocumentIx;
use readout_record::record::{Commitment, Event, Evidence, IN_PASSING, Statement, Topic};
use std::collections::{BTreeMap, BTreeSet};

/// Reports from which on two, and three, signs are asked for.
const SEVERAL: usize = 3;
const MANY: usize = 5;
/// Pieces of a statement that a reader is shown first.
const PIECES: usize = 2;

/// The entries, ranked.
pub fn entries(desk: &Desk, events: &[Event], statements: &[Statement], commitments: &[Commitment]) -> Vec<Topic> {
    let by_id = desk.actors_by_id();
    let names = |c: &Commitment| -> Vec<&str> {
        c.actors.iter().filter_map(|id| Some(desk.table.instances[*by_id.get(id)?].name.as_str())).collect()
    };
    let places = Places {
        statements: statements.iter().map(|s| (s.id.as_str(), pieces(s))).collect(),
        commitments: commitments.iter().map(|c| (c.id.as_str(), action(c, &names(c)))).collect(),
    };
    let mut found: Vec<((f64, bool), Topic)> = Vec::new();
    for story in &desk.stories {
        for (name, spoken) in spoken(desk, story) {
            let (score, topic) = of_story(desk, name, &spoken, &places, story.len());
            let matters = is_matter(&topic, touched(&spoken), story.len());
            let dealt_with =
                || !topic.statements.is_empty() || !topic.commitments.is_empty() || events.iter().any(|e| is_of(&topic, e));
            if topic.documents.len() > 1 || !topic.documents.is_empty() && (dealt_with() || several(&topic)) {
                join(&mut found, (score, matters), topic);
            }
        }
    }
    let top = found.iter().map(|((score, _), _)| *score).fold(f64::MIN_POSITIVE, f64::max);
    for ((score, matters), topic) in &mut found {
        topic.weight = rounded(if *matters { IN_PASSING.max(*score / top) } else { 0.9 * IN_PASSING * *score / top });
    }
    let mut topics: Vec<Topic> = found.into_iter().map(|(_, t)| t).collect();
    topics.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
    topics
}

/// The reports with words of a topic that would raise it if there were more of them.
fn touched(spoken: &Spoken) -> usize {
    spoken.values().filter(|m| m.iter().any(|m| m.weight >= WEAK)).count()
}

/// Whether a story of so many reports is about a topic: each report that raises it is a sign, a promise on it is one, and so are two statements, and that
/// most of the reports touch it.
fn is_matter(topic: &Topic, touched: usize, reports: usize) -> bool {
    let asked = 1 + usize::from(reports >= SEVERAL) + usize::from(reports >= MANY);
    let signs = topic.documents.len()
        + topic.commitments.len().min(1)
        + usize::from(topic.statements.len() > 1)
        + usize::from(topic.documents.len() > 1 && 2 * touched > reports);
    !topic.documents.is_empty() && signs >= asked
}

/// Where everything that is said and promised stands, by id.
struct Places<'r> {
    statements: Vec<(&'r str, Vec<Place<'r>>)>,
    commitments: Vec<(&'r str, Vec<Place<'r>>)>,
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

/// The words of what is promised and those that name who is to do it: what else its sentence tells is another matter.
fn action<'c>(c: &'c Commitment, names: &[&str]) -> Vec<Place<'c>> {
    let place = |e: &'c Evidence, words: &str| {
        let at = e.bytes[0] + e.quote.find(words)?;
        Some((e.document.as_str(), [at, at + words.len()]))
    };
    let found: Vec<Place> = c.evidence.iter().filter_map(|e| place(e, &c.action)).collect();
    if found.is_empty() {
        return places(&c.evidence);
    }
    let doers = c.evidence.iter().flat_map(|e| names.iter().filter_map(move |name| place(e, name)));
    doers.chain(found.iter().copied()).collect()
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

/// Whether words that raise a topic stand in one of the places, or reach into it: "the forces are to leave" and what they do.
fn touches(topic: &Topic, places: &[Place<'_>]) -> bool {
    let meets =
        |e: &Evidence, (document, bytes): &Place<'_>| e.document == *document && bytes[0] < e.bytes[1] && e.bytes[0] < bytes[1];
    topic.evidence.iter().any(|e| places.iter().any(|p| meets(e, p)))
}

/// The mentions of a topic in the reports of a story.
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

/// A topic of a story with its score: from the reports that raise it, and where it is a matter of the story from all that speak of it.
fn of_story(desk: &Desk, name: &str, spoken: &Spoken, places: &Places, reports: usize) -> (f64, Topic) {
    let (mut score, mut topic) = (0.0, topic(name));
    let raises = |mentions: &[&TopicMention]| mentions.iter().any(|m| m.raised);
    for (document, mentions) in spoken.iter().filter(|(_, m)| raises(m)) {
        score += add(desk, &mut topic, *document, mentions.clone());
    }
    touch(&mut topic, places);
    if is_matter(&topic, touched(spoken), reports) {
        for (document, mentions) in spoken.iter().filter(|(_, m)| !raises(m)) {
            score += 0.2 * add(desk, &mut topic, *document, mentions.clone());
        }
        touch(&mut topic, places);
    }
    let order: BTreeMap<String, DocumentIx> = spoken.keys().map(|&d| (desk.document_id(d), d)).collect();
    topic.documents.sort_by_key(|id| order.get(id));
    topic.evidence.sort_by_key(|e| order.get(&e.document));
    (score, topic)
}

/// Fills in what is said and promised in words of a topic.
fn touch(topic: &mut Topic, places: &Places) {
    let within =
        |all: &[(&str, Vec<Place>)]| all.iter().filter(|(_, p)| touches(topic, p)).map(|(id, _)| (*id).to_owned()).collect();
    let (said, promised): (Vec<String>, Vec<String>) = (within(&places.statements), within(&places.commitments));
    topic.statements = said;
    topic.commitments = promised;
}

/// Adds what a report says of a topic, its plainest words first, and tells how plain it is.
fn add(desk: &Desk, topic: &mut Topic, document: DocumentIx, mut mentions: Vec<&TopicMention>) -> f64 {
    mentions.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.span.start().cmp(&b.span.start())));
    topic.documents.push(desk.document_id(document));
    topic.evidence.extend(mentions.iter().map(|m| desk.evidence(document, m.span)));
    f64::from(mentions[0].weight) + mentions.iter().map(|m| f64::from(m.weight) * 0.2).sum::<f64>()
}

/// Adds a topic of a story to those of the others.
fn join(found: &mut Vec<((f64, bool), Topic)>, (score, matters): (f64, bool), topic: Topic) {
    match found.iter_mut().find(|(_, t)| t.name == topic.name) {
        Some(((sum, known_matters), known)) => {
            *sum += score;
            *known_matters |= matters;
            known.documents.extend(topic.documents);
            known.evidence.extend(topic.evidence);
            for id in topic.statements {
                if !known.statements.contains(&id) {
                    known.statements.push(id);
                }
            }
            for id in topic.commitments {
                if !known.commitments.contains(&id) {
                    known.commitments.push(id);
                }
            }
        }
        None => found.push(((score, matters), topic)),
    }
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
