//! A record in which every name, every word of evidence and every title tries to break out of a format; and a record of nothing.

use crate::common;
use readout_record::check::{Checked, check};
use readout_record::codepoint::CodePoints;
use readout_record::edtf::Edtf;
use readout_record::kind::*;
use readout_record::record::*;

/// What the report says, paragraph by paragraph.
pub fn paragraphs() -> Vec<String> {
    let mut all: Vec<String> = [
        "=HYPERLINK(\"http://x.example\",\"open\")",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1,2)",
        "'=already",
        "a \"quoted\" word, a comma; a semicolon\nsecond line\r\nthird \\ backslash \\n",
        "𝒜𝓁𝓁 clear 🕊️ said 日本",
        "שלום \u{202E}gnorw\u{202C} سلام",
        "bell \u{7} escape \u{1b}[31m nul \u{0} tab \t vertical \u{b} delete \u{7f} bom \u{feff} not a character \u{fffe}",
        "{unbalanced \\textbf{ % # & $ _ ^ ~ } }{ @article{x,",
        "</data></node><!-- ]]> &amp; <x y='z'>",
        "BEGIN:VEVENT\r\nEND:VCALENDAR",
    ]
    .map(String::from)
    .into();
    all.push("ü very long line ".repeat(1000).trim_end().to_owned());
    all
}

struct Made {
    text: String,
    paragraphs: Vec<String>,
}

impl Made {
    fn evidence(&self, i: usize) -> Evidence {
        let quote = self.paragraphs[i].clone();
        let start = self.text.find(&quote).expect("the paragraph");
        let bytes = [start, start + quote.len()];
        let points = CodePoints::new(&self.text);
        Evidence { document: "d-1".into(), start: points.at(bytes[0]), end: points.at(bytes[1]), bytes, quote }
    }

    fn actor(&self, i: usize) -> Actor {
        let name = self.paragraphs[i].clone();
        let (role, of) = (Some(name.clone()), Some(name.clone()));
        let kind = ActorKind::ALL[i % ActorKind::ALL.len()];
        Actor {
            id: format!("a-{i}"),
            aliases: vec![name.clone()],
            name,
            kind,
            role,
            of,
            weight: 0.5,
            evidence: vec![self.evidence(i)],
        }
    }

    fn event(&self, i: usize) -> Event {
        let party = |n: usize, role| ParticipantEntry { actor: format!("a-{}", n % self.paragraphs.len()), role };
        let dates = [
            "2031-06-03",
            "2031-06",
            "2031",
            "XXXX-06-03",
            "2031-06-03/2031-06-07",
            "2031-06-03~",
            "2031-06-03T09:30",
            "../2031-07-01",
        ];
        Event {
            id: format!("e-{i}"),
            story: "s-1".into(),
            kind: EventType::ALL[i % EventType::ALL.len()],
            participants: vec![party(i, Role::ALL[i % Role::ALL.len()]), party(i + 1, Role::Party)],
            date: dates.get(i).and_then(|d| Edtf::parse(d)),
            year_by: None,
            place: Some(self.paragraphs[i].clone()),
            reality: Reality::ALL[i % Reality::ALL.len()],
            attributes: Vec::new(),
            accounts: 1,
            weight: 0.5,
            evidence: vec![self.evidence(i)],
        }
    }

    fn commitment(&self, i: usize) -> Commitment {
        Commitment {
            id: format!("c-{i}"),
            actors: vec![format!("a-{i}")],
            recipients: Vec::new(),
            action: self.paragraphs[i].clone(),
            strength: Strength::Will,
            condition: None,
            from: None,
            due: self.event(i).date,
            year_by: None,
            duration: None,
            status: CommitmentStatus::ALL[i % CommitmentStatus::ALL.len()],
            follow_up: Vec::new(),
            last_told: None,
            accounts: 1,
            weight: 0.5,
            evidence: vec![self.evidence(i)],
        }
    }

    fn statement(&self, i: usize) -> Statement {
        let Evidence { document, start, end, bytes, quote } = self.evidence(i);
        Statement {
            id: format!("t-{i}"),
            document: document.clone(),
            source: SourceEntry { actor: Some(format!("a-{i}")), text: quote.clone(), start: Some(start), end: Some(end) },
            via: Vec::new(),
            cue: None,
            content: Content { document, start, end, bytes, quote, spans: Vec::new() },
            direct: i.is_multiple_of(2),
            stance: Stance::ALL[i % Stance::ALL.len()],
            hearsay: false,
            parent: None,
            confidence: 0.9,
            weight: 0.5,
        }
    }

    fn discrepancy(&self, i: usize) -> Discrepancy {
        let side = |n: usize| Side {
            value: self.paragraphs[n].clone(),
            approximate: false,
            documents: vec!["d-1".into()],
            attributed_to: Vec::new(),
            independent_accounts: 1,
            evidence: vec![self.evidence(n)],
        };
        Discrepancy {
            id: format!("x-{i}"),
            kind: DiscrepancyKind::ALL[i % DiscrepancyKind::ALL.len()],
            event: Some(format!("e-{i}")),
            actor: None,
            commitment: None,
            attribute: self.paragraphs[i].clone(),
            sides: vec![side(i), side((i + 1) % self.paragraphs.len())],
            weight: 0.5,
        }
    }

    /// The report: without date and outlet; with a title and an address out of the worst of it.
    fn document(&self) -> DocumentEntry {
        DocumentEntry {
            id: "d-1".into(),
            path: "reports/=a,\"b\"\n{c}.txt".into(),
            title: Some(self.paragraphs.join(" ").chars().take(400).collect()),
            publisher: None,
            published: None,
            author: Some(self.paragraphs[8].clone()),
            url: Some("javascript:alert('}{')".into()),
            text: self.text.clone(),
            origin: Some(self.paragraphs[9].clone()),
            ..common::record().documents.remove(0)
        }
    }
}

/// The hostile record.
pub fn record() -> Checked {
    let paragraphs = paragraphs();
    let made = Made { text: paragraphs.join("\n\n"), paragraphs };
    let all = 0..made.paragraphs.len();
    let story = Story {
        id: "s-1".into(),
        title: made.paragraphs[9].clone(),
        documents: vec!["d-1".into()],
        independent_accounts: 1,
        summary: Vec::new(),
        weight: 1.0,
    };
    let record = Record {
        documents: vec![made.document()],
        stories: vec![story],
        actors: all.clone().map(|i| made.actor(i)).collect(),
        events: all.clone().map(|i| made.event(i)).collect(),
        statements: all.clone().map(|i| made.statement(i)).collect(),
        commitments: all.clone().map(|i| made.commitment(i)).collect(),
        discrepancies: all.map(|i| made.discrepancy(i)).collect(),
        ..nothing()
    };
    check(record).unwrap_or_else(|violations| panic!("{violations:?}"))
}

fn nothing() -> Record {
    Record {
        readout: "0.1.0".into(),
        as_of: None,
        documents: Vec::new(),
        stories: Vec::new(),
        actors: Vec::new(),
        events: Vec::new(),
        statements: Vec::new(),
        commitments: Vec::new(),
        discrepancies: Vec::new(),
        topics: Vec::new(),
        timeline: Vec::new(),
        next_steps: Vec::new(),
        positions: Vec::new(),
        told_by_one: Vec::new(),
        updates: Vec::new(),
        open_questions: Vec::new(),
    }
}

/// A record of nothing.
pub fn empty() -> Checked {
    check(nothing()).unwrap_or_else(|violations| panic!("{violations:?}"))
}
