//! One matter that a sentence can be about: an event of a story, or the story itself.
//!
//! Enters: findings, report by report, and the record of the story. Leaves: the reports by where they stand, with counts of independent accounts.

use readout_analysis::check::finding::{Finding, Stand};
use readout_record::codepoint::CodePoints;
use readout_record::edtf::Edtf;
use readout_record::kind::EventType;
use readout_record::record::{DocumentEntry, Event, Evidence, Record, Statement};
use readout_record::span::Span;
use readout_store::questions::report::{Reports, note};
use readout_store::questions::shelf::story_id;
use readout_store::questions::who::{Named, named};
use serde::Serialize;
use std::collections::BTreeSet;

/// A matter.
#[derive(Serialize)]
pub struct Matter {
    /// Id of the story.
    pub story: String,
    /// Its title.
    pub title: String,
    /// The event that the words are told of, where linking has found one.
    pub event: Option<About>,
    /// Reports that say so.
    pub says_so: Side,
    /// Reports that say what fits and is less exact.
    pub fits: Side,
    /// Reports that say otherwise.
    pub otherwise: Side,
    /// Reports with near words of which it cannot be told.
    pub not_clear: Side,
    /// Reports that say nothing of it.
    pub silent: Side,
}

/// An event.
#[derive(Serialize)]
pub struct About {
    /// Its id.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// When.
    pub date: Option<Edtf>,
    /// Who takes part.
    pub participants: Vec<Named>,
}

/// Reports that stand alike.
#[derive(Default, Serialize)]
pub struct Side {
    /// Accounts that rest on origins of their own.
    pub independent_accounts: usize,
    /// The reports, oldest first.
    pub reports: Vec<Told>,
}

/// What one report tells.
#[derive(Serialize)]
pub struct Told {
    /// Id of the report.
    pub document: String,
    /// Its words; of a silent one the nearest, if any are near.
    pub words: Option<Evidence>,
    /// The amount among them.
    pub value: Option<Evidence>,
    /// Whom it credits with them.
    pub credited: Option<String>,
}

impl Matter {
    /// Whether some report tells of it clearly.
    pub fn is_clear(&self) -> bool {
        [&self.says_so, &self.fits, &self.otherwise].iter().any(|side| !side.reports.is_empty())
    }

    /// Whether any report has words of it, or near it.
    pub fn has_words(&self) -> bool {
        self.is_clear() || !self.not_clear.reports.is_empty() || self.silent.reports.iter().any(|t| t.words.is_some())
    }
}

/// The matters of a story; `ids` are the reports in the order of their numbers.
pub fn matters(record: &Record, ids: &[String], findings: &[Finding], days: &[Edtf], reports: &mut Reports) -> Vec<Matter> {
    let clear = |f: &&Finding| !matches!(f.stand, Stand::Silent | Stand::NotClear);
    let mut findings = findings.to_vec();
    let about: Vec<Option<&Event>> = findings.iter().map(|f| event_of(record, &ids[f.report], f)).collect();
    let about: Vec<Option<&Event>> = about.iter().zip(&mut findings).map(|(event, f)| placed(*event, f, days)).collect();
    let findings = findings.as_slice();
    let mut events: Vec<Option<&Event>> = Vec::new();
    for (event, _) in about.iter().zip(findings).filter(|(_, f)| clear(f)) {
        if !events.iter().any(|known| known.map(|e| &e.id) == event.map(|e| &e.id)) {
            events.push(*event);
        }
    }
    // What agrees and stands in no event is told of the one event that others tell it of.
    let lone = |f: &Finding| matches!(f.stand, Stand::SaysSo | Stand::Fits);
    let known: Vec<&Event> = events.iter().flatten().copied().collect();
    let mut about = about;
    if let [one] = known.as_slice() {
        about.iter_mut().zip(findings).filter(|(event, f)| event.is_none() && lone(f)).for_each(|(event, _)| *event = Some(*one));
        if !about.iter().zip(findings).any(|(event, f)| event.is_none() && clear(&f)) {
            events.retain(Option::is_some);
        }
    }
    if events.is_empty() {
        events.push(None);
    }
    ids.iter().for_each(|id| note(reports, record, id));
    let of_event = |event: Option<&Event>| -> Vec<&Finding> {
        let same = |other: &Option<&Event>| other.map(|e| &e.id) == event.map(|e| &e.id);
        let own = about.iter().zip(findings).filter(|(e, f)| same(e) || !clear(f)).map(|(_, f)| f);
        own.collect()
    };
    events.into_iter().map(|event| matter(record, ids, event, &of_event(event))).collect()
}

fn matter(record: &Record, ids: &[String], event: Option<&Event>, findings: &[&Finding]) -> Matter {
    let side = |stand: Stand| {
        // What one report tells several times, in a headline and below it, it tells once; with its day, if it tells that.
        let mut of_stand: Vec<&&Finding> = findings.iter().filter(|f| f.stand == stand).collect();
        of_stand.sort_by_key(|f| (f.report, !f.dated));
        of_stand.dedup_by_key(|f| f.report);
        sided(record, of_stand.into_iter().map(|f| told(record, &ids[f.report], f)).collect())
    };
    let told_here = |at: usize| findings.iter().any(|f| f.report == at && f.stand != Stand::Silent);
    let silent = (0..ids.len()).filter(|at| !told_here(*at)).map(|at| {
        let near = findings.iter().find(|f| f.report == at && f.words.is_some());
        match near {
            Some(near) => told(record, &ids[at], near),
            None => Told { document: ids[at].clone(), words: None, value: None, credited: None },
        }
    });
    let silent: Vec<Told> = silent.collect();
    Matter {
        story: story_id(record),
        title: record.stories.first().map_or_else(String::new, |s| s.title.clone()),
        event: event.map(|e| About {
            id: e.id.clone(),
            kind: e.kind,
            date: e.date.clone(),
            participants: named(record, e.participants.iter().map(|p| &p.actor)),
        }),
        says_so: side(Stand::SaysSo),
        fits: side(Stand::Fits),
        otherwise: side(Stand::Otherwise),
        not_clear: side(Stand::NotClear),
        silent: sided(record, silent),
    }
}

/// The event of a finding, unless it is of another day than the sentence; what cannot be placed on that day is not clear.
fn placed<'r>(event: Option<&'r Event>, finding: &mut Finding, days: &[Edtf]) -> Option<&'r Event> {
    let one_day = |date: &Edtf| {
        date.date().zip(Some(days)).is_none_or(|(date, days)| days.iter().any(|d| d.date().is_none_or(|d| d.compatible(date))))
    };
    let date = event.and_then(|e| e.date.as_ref());
    if days.is_empty() || date.is_some_and(one_day) || (date.is_none() && finding.dated) {
        return event;
    }
    if date.is_some() {
        finding.stand = Stand::Silent;
    } else if finding.stand != Stand::Silent {
        finding.stand = Stand::NotClear;
    }
    None
}

/// The event that the words of a finding are told of: the one whose figure they are; else one that the report tells with the same figure; else the one
/// with the narrowest evidence around them, of the same type if there is one.
fn event_of<'r>(record: &'r Record, document: &str, finding: &Finding) -> Option<&'r Event> {
    let here = |e: &Evidence, span: Span| e.document == document && e.bytes[0] < span.end() && span.start() < e.bytes[1];
    let of_type = |e: &&Event| finding.event.is_none_or(|kind| kind == e.kind);
    let figure = |e: &&Event| finding.value.is_some_and(|v| e.attributes.iter().flat_map(|a| &a.evidence).any(|w| here(w, v)));
    let length = |e: &&Event| {
        let told = e.evidence.iter().any(|w| w.document == document);
        told && of_type(e) && finding.length.as_ref().is_some_and(|l| e.attributes.iter().any(|a| a.value == *l))
    };
    let around = |e: &Event| {
        let words = finding.value.or(finding.words)?;
        e.evidence.iter().filter(|w| here(w, words)).map(|w| w.bytes[1] - w.bytes[0]).min()
    };
    let narrowest = |wanted: &dyn Fn(&&Event) -> bool| {
        let held = record.events.iter().filter(|e| wanted(e)).filter_map(|e| Some((around(e)?, e)));
        held.min_by_key(|(width, e)| (*width, &e.id)).map(|(_, e)| e)
    };
    let found = record.events.iter().find(figure).or_else(|| record.events.iter().find(length));
    found.or_else(|| narrowest(&of_type)).or_else(|| narrowest(&|_| finding.event.is_none()))
}

fn told(record: &Record, id: &str, finding: &Finding) -> Told {
    let words = |span: Option<Span>| Some(evidence(record.documents.iter().find(|d| d.id == id)?, span?));
    let credited =
        finding.value.or(finding.words).filter(|_| finding.stand != Stand::Silent).and_then(|w| credited(record, id, w));
    Told { document: id.to_owned(), words: words(finding.words), value: words(finding.value), credited }
}

/// Whom a report credits with some words: the source of the narrowest statement around them.
fn credited(record: &Record, document: &str, words: Span) -> Option<String> {
    let around =
        |s: &&Statement| s.document == document && s.content.bytes[0] <= words.start() && words.end() <= s.content.bytes[1];
    let one = record.statements.iter().filter(around).min_by_key(|s| s.content.bytes[1] - s.content.bytes[0])?;
    let name = one.source.actor.as_ref().and_then(|id| record.actors.iter().find(|a| a.id == *id)).map(|a| a.name.clone());
    Some(name.unwrap_or_else(|| one.source.text.clone())).filter(|name| !name.is_empty())
}

fn evidence(document: &DocumentEntry, span: Span) -> Evidence {
    let points = CodePoints::new(&document.text);
    Evidence {
        document: document.id.clone(),
        start: points.at(span.start()),
        end: points.at(span.end()),
        bytes: [span.start(), span.end()],
        quote: span.of(&document.text).to_owned(),
    }
}

/// Reports in order of publication, with the number of independent accounts among them.
fn sided(record: &Record, mut reports: Vec<Told>) -> Side {
    let place = |told: &Told| record.documents.iter().position(|d| d.id == told.document);
    reports.sort_by_key(place);
    let accounts: BTreeSet<String> = reports.iter().map(|t| account(record, &t.document)).collect();
    Side { independent_accounts: accounts.len(), reports }
}

/// What an account rests on: reports that copy one another, or credit or share one outlet, have one key.
fn account(record: &Record, id: &str) -> String {
    let entry = |id: &str| record.documents.iter().find(|d| d.id == id);
    let mut at = id;
    for _ in 0..record.documents.len() {
        match entry(at).and_then(|d| d.copy_of.as_deref()) {
            Some(next) => at = next,
            None => break,
        }
    }
    let named = entry(at).and_then(|d| d.origin.as_ref().or(d.publisher.as_ref()));
    named.map_or_else(|| at.to_owned(), |name| name.to_lowercase())
}
