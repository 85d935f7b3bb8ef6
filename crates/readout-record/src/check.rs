//! The gate: refuses a record that breaks its promises. Every output goes through it.
//!
//! Enters: a finished record. Leaves: the same record, known to be sound, or every way in which it is not.

use crate::codepoint::CodePoints;
use crate::edtf::is_duration;
use crate::record::{Content, Discrepancy, Evidence, Record, Side, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// A record that has passed the gate. Renderers and stores take nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked(Record);

impl Checked {
    /// The record.
    pub fn record(&self) -> &Record {
        &self.0
    }
}

/// One broken promise, in words that name the list, the entry and the fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct Violation {
    /// `events[3].evidence[0]`.
    pub place: String,
    /// What is wrong.
    pub fault: String,
}

/// Passes a record whose evidence cuts its quotes, whose ids resolve, whose lists are ranked and whose durations are ISO 8601; dates are EDTF by
/// their type. Otherwise every violation, in the order of the record.
pub fn check(record: Record) -> Result<Checked, Vec<Violation>> {
    let mut gate = Gate::new(&record);
    gate.documents();
    gate.actors_and_stories();
    gate.events();
    gate.statements();
    gate.commitments();
    gate.discrepancies();
    gate.updates();
    gate.views();
    let violations = gate.violations;
    if violations.is_empty() { Ok(Checked(record)) } else { Err(violations) }
}

struct Gate<'r> {
    record: &'r Record,
    texts: BTreeMap<&'r str, (&'r str, CodePoints<'r>)>,
    ids: BTreeMap<&'static str, BTreeSet<&'r str>>,
    violations: Vec<Violation>,
}

impl<'r> Gate<'r> {
    fn new(record: &'r Record) -> Gate<'r> {
        let texts = record.documents.iter().map(|d| (d.id.as_str(), (d.text.as_str(), CodePoints::new(&d.text)))).collect();
        let mut gate = Gate { record, texts, ids: BTreeMap::new(), violations: Vec::new() };
        gate.collect("document", record.documents.iter().map(|d| d.id.as_str()));
        gate.collect("story", record.stories.iter().map(|d| d.id.as_str()));
        gate.collect("actor", record.actors.iter().map(|d| d.id.as_str()));
        gate.collect("event", record.events.iter().map(|d| d.id.as_str()));
        gate.collect("statement", record.statements.iter().map(|d| d.id.as_str()));
        gate.collect("commitment", record.commitments.iter().map(|d| d.id.as_str()));
        gate.collect("discrepancy", record.discrepancies.iter().map(|d| d.id.as_str()));
        gate.collect("update", record.updates.iter().map(|u| u.id.as_str()));
        gate
    }

    fn collect(&mut self, what: &'static str, ids: impl Iterator<Item = &'r str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.fault(format!("{what} {id}"), "the id stands twice");
            }
        }
        self.ids.insert(what, seen);
    }

    fn fault(&mut self, place: impl Into<String>, fault: impl Into<String>) {
        self.violations.push(Violation { place: place.into(), fault: fault.into() });
    }

    fn id(&mut self, what: &'static str, id: &str, place: &str) {
        if !self.ids[what].contains(id) {
            self.fault(place, format!("there is no {what} {id}"));
        }
    }

    fn ids<'a>(&mut self, what: &'static str, ids: impl IntoIterator<Item = &'a String>, place: &str) {
        for id in ids {
            self.id(what, id, place);
        }
    }

    /// The words that fix a year, where there are any.
    fn fixing_words(&mut self, words: Option<&Evidence>, place: &str) {
        if let Some(words) = words {
            self.evidence(std::slice::from_ref(words), &format!("{place}.year_by"));
        }
    }

    fn evidence(&mut self, evidence: &[Evidence], place: &str) {
        if evidence.is_empty() {
            self.fault(place, "has no evidence");
        }
        for (i, e) in evidence.iter().enumerate() {
            self.cut(&e.document, [e.start, e.end], e.bytes, &e.quote, &format!("{place}.evidence[{i}]"));
        }
    }

    /// Bytes must cut the quote, and the code points must be those of the bytes.
    fn cut(&mut self, document: &str, points: [usize; 2], bytes: [usize; 2], quote: &str, place: &str) {
        let Some((text, table)) = self.texts.get(document) else {
            return self.fault(place, format!("there is no document {document}"));
        };
        let reads = text.get(bytes[0]..bytes[1]) == Some(quote);
        let agrees = reads && points == bytes.map(|b| table.at(b));
        if quote.is_empty() {
            self.fault(place, "the quote is empty");
        } else if !reads {
            self.fault(place, format!("the text does not read {quote:?} there"));
        } else if !agrees {
            self.fault(place, "code points and bytes disagree");
        }
    }

    fn ranked(&mut self, list: &str, weights: impl Iterator<Item = f64>) {
        let weights: Vec<f64> = weights.collect();
        if weights.iter().any(|w| !(0.0..=1.0).contains(w)) {
            self.fault(list, "a weight is not between 0 and 1");
        }
        if weights.windows(2).any(|w| w[0] < w[1]) {
            self.fault(list, "is not ranked");
        }
    }

    fn ordered<K: PartialOrd>(&mut self, list: &str, keys: impl Iterator<Item = K>) {
        let keys: Vec<K> = keys.collect();
        if keys.windows(2).any(|w| w[0] > w[1]) {
            self.fault(list, "is not in order of date");
        }
    }

    fn documents(&mut self) {
        let record = self.record;
        self.ordered("documents", record.documents.iter().map(|d| (d.published.is_none(), &d.published)));
        for (i, d) in record.documents.iter().enumerate() {
            let place = format!("documents[{i}]");
            self.ids("document", &d.copy_of, &place);
            if d.copy_of.as_deref() == Some(d.id.as_str()) {
                self.fault(place, "is a copy of itself");
            }
        }
    }

    fn actors_and_stories(&mut self) {
        let record = self.record;
        self.ranked("stories", record.stories.iter().map(|s| s.weight));
        for (i, story) in record.stories.iter().enumerate() {
            let place = format!("stories[{i}]");
            self.ids("document", &story.documents, &place);
            if story.independent_accounts == 0 || story.independent_accounts > story.documents.len() {
                self.fault(&*place, "counts more accounts than documents, or none");
            }
            for (j, line) in story.summary.iter().enumerate() {
                self.evidence(&line.evidence, &format!("{place}.summary[{j}]"));
            }
        }
        self.ranked("actors", record.actors.iter().map(|a| a.weight));
        for (i, actor) in record.actors.iter().enumerate() {
            self.evidence(&actor.evidence, &format!("actors[{i}]"));
        }
    }

    fn events(&mut self) {
        let record = self.record;
        self.ranked("events", record.events.iter().map(|e| e.weight));
        for (i, event) in record.events.iter().enumerate() {
            let place = format!("events[{i}]");
            self.id("story", &event.story, &place);
            self.ids("actor", event.participants.iter().map(|p| &p.actor), &place);
            self.evidence(&event.evidence, &place);
            self.fixing_words(event.year_by.as_ref(), &place);
            for (j, attribute) in event.attributes.iter().enumerate() {
                self.evidence(&attribute.evidence, &format!("{place}.attributes[{j}]"));
            }
        }
    }

    fn statements(&mut self) {
        let record = self.record;
        self.ranked("statements", record.statements.iter().map(|s| s.weight));
        for (i, statement) in record.statements.iter().enumerate() {
            self.statement(statement, &format!("statements[{i}]"));
        }
    }

    fn statement(&mut self, statement: &Statement, place: &str) {
        self.ids("actor", &statement.source.actor, place);
        self.ids("actor", statement.via.iter().filter_map(|v| v.actor.as_ref()), place);
        self.ids("statement", &statement.parent, place);
        self.evidence_of_words(statement, place);
        if let Some(cue) = &statement.cue {
            self.cut(&cue.document, [cue.start, cue.end], cue.bytes, &cue.quote, &format!("{place}.cue"));
        }
        let Content { document, start, end, bytes, quote, spans } = &statement.content;
        self.cut(document, [*start, *end], *bytes, quote, &format!("{place}.content"));
        if !spans.is_empty() {
            self.evidence(spans, &format!("{place}.content"));
        }
    }

    /// Source and via name their place in code points alone.
    fn evidence_of_words(&mut self, statement: &Statement, place: &str) {
        let source = &statement.source;
        let named = source.start.zip(source.end).map(|(s, e)| (s, e, source.text.as_str()));
        let via = statement.via.iter().map(|v| (v.start, v.end, v.text.as_str()));
        for (start, end, words) in named.into_iter().chain(via) {
            let source = self.texts.get(statement.document.as_str());
            let cut = source.and_then(|(text, table)| text.get(table.byte(start)..table.byte(end)));
            if cut != Some(words) || words.is_empty() {
                self.fault(place, format!("the text does not read {words:?} at {start}..{end}"));
            }
        }
    }

    fn commitments(&mut self) {
        let record = self.record;
        self.ranked("commitments", record.commitments.iter().map(|c| c.weight));
        for (i, c) in record.commitments.iter().enumerate() {
            let place = format!("commitments[{i}]");
            self.ids("actor", c.actors.iter().chain(&c.recipients), &place);
            self.evidence(&c.evidence, &place);
            self.fixing_words(c.year_by.as_ref(), &place);
            if let Some(words) = &c.last_told {
                self.evidence(std::slice::from_ref(words), &format!("{place}.last_told"));
            }
            if c.duration.as_deref().is_some_and(|d| !is_duration(d)) {
                self.fault(&*place, "the duration is not ISO 8601");
            }
            for (j, f) in c.follow_up.iter().enumerate() {
                self.evidence(&f.evidence, &format!("{place}.follow_up[{j}]"));
            }
        }
    }

    fn discrepancies(&mut self) {
        let record = self.record;
        self.ranked("discrepancies", record.discrepancies.iter().map(|d| d.weight));
        for (i, d) in record.discrepancies.iter().enumerate() {
            self.discrepancy(d, &format!("discrepancies[{i}]"));
        }
    }

    fn discrepancy(&mut self, d: &Discrepancy, place: &str) {
        self.ids("event", &d.event, place);
        self.ids("actor", &d.actor, place);
        self.ids("commitment", &d.commitment, place);
        if d.sides.len() < 2 {
            self.fault(place, "has fewer than two sides");
        }
        for (j, side) in d.sides.iter().enumerate() {
            self.side(side, &format!("{place}.sides[{j}]"));
        }
    }

    fn side(&mut self, side: &Side, place: &str) {
        self.ids("document", &side.documents, place);
        self.ids("actor", &side.attributed_to, place);
        self.evidence(&side.evidence, place);
    }

    fn updates(&mut self) {
        let record = self.record;
        self.ranked("updates", record.updates.iter().map(|u| u.weight));
        for (i, u) in record.updates.iter().enumerate() {
            self.side(&u.earlier, &format!("updates[{i}].earlier"));
            self.side(&u.later, &format!("updates[{i}].later"));
        }
    }

    fn views(&mut self) {
        let record = self.record;
        self.ranked("topics", record.topics.iter().map(|t| t.weight));
        for (i, topic) in record.topics.iter().enumerate() {
            let place = format!("topics[{i}]");
            self.ids("document", &topic.documents, &place);
            self.ids("statement", &topic.statements, &place);
            self.ids("commitment", &topic.commitments, &place);
            self.evidence(&topic.evidence, &place);
        }
        self.ordered("timeline", record.timeline.iter().map(|t| &t.date));
        for (i, entry) in record.timeline.iter().enumerate() {
            let place = format!("timeline[{i}]");
            self.id("event", &entry.event, &place);
            self.evidence(&entry.evidence, &place);
        }
        self.ordered("next_steps", record.next_steps.iter().map(|n| (n.date.is_none(), &n.date)));
        for (i, step) in record.next_steps.iter().enumerate() {
            let place = format!("next_steps[{i}]");
            self.ids("event", &step.event, &place);
            self.ids("commitment", &step.commitment, &place);
            self.evidence(&step.evidence, &place);
        }
        self.ranked("positions", record.positions.iter().map(|p| p.weight));
        for (i, position) in record.positions.iter().enumerate() {
            let place = format!("positions[{i}]");
            self.id("actor", &position.actor, &place);
            self.ids("statement", &position.statement, &place);
            self.evidence(&position.evidence, &place);
        }
        self.told_by_one();
        self.ranked("open_questions", record.open_questions.iter().map(|q| q.weight));
        for (i, question) in record.open_questions.iter().enumerate() {
            self.evidence(&question.evidence, &format!("open_questions[{i}]"));
        }
    }

    /// Each entry names one thing.
    fn told_by_one(&mut self) {
        let record = self.record;
        self.ranked("told_by_one", record.told_by_one.iter().map(|t| t.weight));
        for (i, told) in record.told_by_one.iter().enumerate() {
            let place = format!("told_by_one[{i}]");
            self.id("document", &told.document, &place);
            self.ids("event", &told.event, &place);
            self.ids("commitment", &told.commitment, &place);
            self.ids("actor", &told.actor, &place);
            self.evidence(&told.evidence, &place);
            if [&told.event, &told.commitment, &told.actor].into_iter().flatten().count() != 1 {
                self.fault(&*place, "names none or several things");
            }
        }
    }
}
