//! A record written by hand: invented talks between Lethmark and Karsovia about the Tarn dam, five reports, one of them a copy, one not English.
//!
//! Enters: nothing. Leaves: a sound record, and one of hostile reports.
#![allow(dead_code, reason = "each test file uses a part")]

pub mod browser;

use readout_record::check::{Checked, check};
use readout_record::codepoint::CodePoints;
use readout_record::edtf::Edtf;
use readout_record::kind::*;
use readout_record::record::*;

const PRESIDENCY: &str = "Readout of the President's call with the Chancellor of Karsovia\n\nPresident Ilsa Marrow spoke by telephone on 3 June with Chancellor Teodor Venn of Karsovia. The call lasted an hour and a half.\n\nThe two leaders agreed that the sluices of the Tarn dam will stay open for thirty days. President Marrow said: “Water is not a weapon, and it will not become one.”\n\nThe delegations are to meet in Port Ansel on 12 June.";
const MINISTRY: &str = "On the telephone conversation of the Chancellor\n\nThe Chancellor of Karsovia, Teodor Venn, had a telephone conversation with the President of Lethmark, Ilsa Marrow, on 3 June at the request of the Lethmark side. It took about forty minutes.\n\nThe Chancellor denied that Karsovian engineers had closed the northern sluice.";
const WIRE: &str = "Lethmark, Karsovia leaders talk for 90 minutes on dam\n\nPORT ANSEL, June 3 (Northern Wire) – The leaders of Lethmark and Karsovia talked for 90 minutes on Tuesday about the Tarn dam, officials said.\n\n“There is no deal on the northern sluice,” said Ketil Roos, a spokesman for the Chancellor.\n\nThe River League welcomed the call as “a first step”. It was not clear who would monitor the sluices. By Thursday two of the four sluices had been opened, the league said.";
const LANTERN: &str = "Leaders talk for 90 minutes on Tarn dam\n\nThe leaders of Lethmark and Karsovia talked for 90 minutes on Tuesday about the Tarn dam, officials said.\n\n“There is no deal on the northern sluice,” said Ketil Roos, a spokesman for the Chancellor.";
const GAZETTE: &str = "Les dirigeants se parlent\n\nLes dirigeants ont parlé du barrage.";

/// The words `quote` of document `document`, whose text is `text`.
fn cut(document: &str, text: &str, quote: &str) -> Evidence {
    let start = text.find(quote).unwrap_or_else(|| panic!("{quote:?} is not in {document}"));
    let bytes = [start, start + quote.len()];
    let table = CodePoints::new(text);
    Evidence { document: document.into(), start: table.at(bytes[0]), end: table.at(bytes[1]), bytes, quote: quote.into() }
}

fn text_of(document: &str) -> &'static str {
    match document {
        "d-1" => PRESIDENCY,
        "d-2" => MINISTRY,
        "d-3" => WIRE,
        "d-4" => LANTERN,
        _ => GAZETTE,
    }
}

/// Evidence in one of the five reports.
pub fn ev(document: &str, quote: &str) -> Evidence {
    cut(document, text_of(document), quote)
}

fn date(text: &str) -> Option<Edtf> {
    Some(Edtf::parse(text).expect("a date"))
}

fn document(id: &str, publisher: &str, published: &str, text: &str) -> DocumentEntry {
    DocumentEntry {
        id: id.into(),
        path: format!("reports/{id}.txt"),
        also_at: Vec::new(),
        title: text.lines().next().map(str::to_owned),
        publisher: Some(publisher.into()),
        author: None,
        published: date(published),
        language: "en".into(),
        url: None,
        text: text.into(),
        origin: None,
        copy_of: None,
        similarity: None,
        words: text.split_whitespace().count(),
    }
}

fn actor(id: &str, name: &str, kind: ActorKind, weight: f64, evidence: Evidence) -> Actor {
    Actor {
        id: id.into(),
        name: name.into(),
        aliases: vec![name.into()],
        kind,
        role: None,
        of: None,
        weight,
        evidence: vec![evidence],
    }
}

fn actors() -> Vec<Actor> {
    let marrow = Actor {
        role: Some("President".into()),
        of: Some("Lethmark".into()),
        aliases: vec!["Ilsa Marrow".into(), "President Marrow".into()],
        ..actor("a-marrow", "Ilsa Marrow", ActorKind::Person, 0.9, ev("d-1", "President Ilsa Marrow"))
    };
    vec![
        marrow,
        actor("a-venn", "Teodor Venn", ActorKind::Person, 0.9, ev("d-1", "Chancellor Teodor Venn of Karsovia")),
        actor("a-roos", "Ketil Roos", ActorKind::Person, 0.4, ev("d-3", "Ketil Roos, a spokesman for the Chancellor")),
        actor("a-league", "River League", ActorKind::Organisation, 0.3, ev("d-3", "The River League")),
        actor("a-officials", "officials", ActorKind::Unnamed, 0.2, ev("d-3", "officials")),
    ]
}

fn events() -> Vec<Event> {
    let party = |actor: &str, role| ParticipantEntry { actor: actor.into(), role };
    let duration = |value: &str, approximate, evidence| AttributeEntry {
        name: "duration".into(),
        value: value.into(),
        approximate,
        evidence: vec![evidence],
    };
    let call = Event {
        id: "e-call".into(),
        story: "s-1".into(),
        kind: EventType::PhoneCall,
        participants: vec![party("a-marrow", Role::Party), party("a-venn", Role::Party)],
        date: date("2031-06-03"),
        year_by: None,
        place: None,
        reality: Reality::Happened,
        attributes: vec![
            duration("PT90M", false, ev("d-1", "an hour and a half")),
            duration("PT40M", true, ev("d-2", "about forty minutes")),
        ],
        accounts: 4,
        weight: 1.0,
        evidence: vec![
            ev("d-1", "President Ilsa Marrow spoke by telephone on 3 June with Chancellor Teodor Venn of Karsovia"),
            ev("d-2", "had a telephone conversation with the President of Lethmark, Ilsa Marrow, on 3 June"),
            ev("d-3", "The leaders of Lethmark and Karsovia talked for 90 minutes on Tuesday"),
            ev("d-4", "The leaders of Lethmark and Karsovia talked for 90 minutes on Tuesday"),
        ],
    };
    let meeting = Event {
        id: "e-meeting".into(),
        kind: EventType::Meeting,
        participants: Vec::new(),
        date: date("2031-06-12"),
        place: Some("Port Ansel".into()),
        reality: Reality::Planned,
        attributes: Vec::new(),
        accounts: 1,
        weight: 0.6,
        evidence: vec![ev("d-1", "The delegations are to meet in Port Ansel on 12 June")],
        ..call.clone()
    };
    vec![call, meeting]
}

fn statement(id: &str, actor: &str, source: &str, content: Evidence, stance: Stance, direct: bool, weight: f64) -> Statement {
    let named = ev(&content.document, source);
    Statement {
        id: id.into(),
        document: content.document.clone(),
        source: SourceEntry { actor: Some(actor.into()), text: source.into(), start: Some(named.start), end: Some(named.end) },
        via: Vec::new(),
        cue: None,
        content: Content {
            document: content.document,
            start: content.start,
            end: content.end,
            bytes: content.bytes,
            quote: content.quote,
            spans: Vec::new(),
        },
        direct,
        stance,
        hearsay: false,
        parent: None,
        confidence: 0.9,
        weight,
    }
}

fn statements() -> Vec<Statement> {
    let water = ev("d-1", "“Water is not a weapon, and it will not become one.”");
    let sluice = ev("d-2", "Karsovian engineers had closed the northern sluice");
    let deal = ev("d-3", "There is no deal on the northern sluice");
    let step = ev("d-3", "a first step");
    let wire = ev("d-3", "Northern Wire");
    let mut roos = statement("t-3", "a-roos", "Ketil Roos, a spokesman for the Chancellor", deal, Stance::Asserts, true, 0.7);
    roos.via = vec![ViaEntry { actor: None, text: wire.quote, kind: ViaKind::Agency, start: wire.start, end: wire.end }];
    vec![
        statement("t-1", "a-marrow", "President Marrow", water, Stance::Asserts, true, 0.9),
        statement("t-2", "a-venn", "The Chancellor", sluice, Stance::Denies, false, 0.8),
        roos,
        statement("t-4", "a-league", "The River League", step, Stance::Welcomes, true, 0.5),
    ]
}

fn commitments() -> Vec<Commitment> {
    vec![Commitment {
        id: "c-1".into(),
        actors: vec!["a-marrow".into(), "a-venn".into()],
        recipients: Vec::new(),
        action: "the sluices of the Tarn dam will stay open".into(),
        strength: Strength::Agreed,
        condition: None,
        from: date("2031-06-03"),
        due: date("2031-07-03"),
        year_by: None,
        duration: Some("P30D".into()),
        status: CommitmentStatus::PartlyKept,
        follow_up: vec![FollowUp {
            effect: Effect::PartlyKept,
            late: false,
            due: None,
            evidence: vec![ev("d-3", "two of the four sluices had been opened")],
        }],
        last_told: None,
        accounts: 1,
        weight: 0.9,
        evidence: vec![ev("d-1", "The two leaders agreed that the sluices of the Tarn dam will stay open for thirty days")],
    }]
}

fn discrepancies() -> Vec<Discrepancy> {
    let long = Side {
        value: "PT90M".into(),
        approximate: false,
        documents: vec!["d-1".into(), "d-3".into(), "d-4".into()],
        attributed_to: vec!["a-officials".into()],
        independent_accounts: 2,
        evidence: vec![ev("d-1", "an hour and a half"), ev("d-3", "90 minutes on Tuesday"), ev("d-4", "90 minutes on Tuesday")],
    };
    let short = Side {
        value: "PT40M".into(),
        approximate: true,
        documents: vec!["d-2".into()],
        attributed_to: Vec::new(),
        independent_accounts: 1,
        evidence: vec![ev("d-2", "about forty minutes")],
    };
    vec![Discrepancy {
        id: "x-1".into(),
        kind: DiscrepancyKind::Quantity,
        event: Some("e-call".into()),
        actor: None,
        commitment: None,
        attribute: "duration".into(),
        sides: vec![long, short],
        weight: 0.9,
    }]
}

fn stories() -> Vec<Story> {
    let summary = SummaryLine {
        text: "The call lasted an hour and a half.".into(),
        evidence: vec![ev("d-1", "The call lasted an hour and a half.")],
    };
    let story = |id: &str, text: &str, documents: &[&str], accounts, summary, weight| Story {
        id: id.into(),
        title: text.lines().next().unwrap_or_default().into(),
        documents: documents.iter().copied().map(String::from).collect(),
        independent_accounts: accounts,
        summary,
        weight,
    };
    vec![
        story("s-1", WIRE, &["d-1", "d-2", "d-3", "d-4"], 3, vec![summary], 1.0),
        story("s-2", GAZETTE, &["d-5"], 1, Vec::new(), 0.2),
    ]
}

fn told_by_one() -> Vec<ToldByOne> {
    let venn = ToldByOne {
        document: "d-2".into(),
        event: None,
        commitment: None,
        actor: Some("a-venn".into()),
        weight: 0.5,
        evidence: vec![ev("d-2", "Karsovian engineers had closed the northern sluice")],
    };
    let promise = ToldByOne {
        document: "d-1".into(),
        commitment: Some("c-1".into()),
        actor: None,
        weight: 0.9,
        evidence: vec![ev("d-1", "The two leaders agreed that the sluices of the Tarn dam will stay open for thirty days")],
        ..venn.clone()
    };
    let meeting = ToldByOne {
        event: Some("e-meeting".into()),
        commitment: None,
        weight: 0.6,
        evidence: vec![ev("d-1", "The delegations are to meet in Port Ansel on 12 June")],
        ..promise.clone()
    };
    vec![promise, meeting, venn]
}

/// The record before the gate.
pub fn record() -> Record {
    let mut lantern = document("d-4", "Daily Lantern", "2031-06-04", LANTERN);
    (lantern.copy_of, lantern.similarity, lantern.origin) = (Some("d-3".into()), Some(0.93), Some("Northern Wire".into()));
    let mut gazette = document("d-5", "Gazette", "2031-06-05", GAZETTE);
    gazette.language = "fr".into();
    Record {
        readout: "0.1.0".into(),
        as_of: date("2031-06-05"),
        documents: vec![
            document("d-1", "Presidency of Lethmark", "2031-06-03", PRESIDENCY),
            document("d-2", "Foreign Ministry of Karsovia", "2031-06-03", MINISTRY),
            document("d-3", "Northern Wire", "2031-06-03", WIRE),
            lantern,
            gazette,
        ],
        stories: stories(),
        actors: actors(),
        events: events(),
        statements: statements(),
        commitments: commitments(),
        discrepancies: discrepancies(),
        topics: vec![Topic {
            name: "monitoring and verification".into(),
            documents: vec!["d-3".into()],
            statements: vec!["t-4".into()],
            commitments: vec!["c-1".into()],
            weight: 0.5,
            evidence: vec![ev("d-3", "monitor the sluices")],
        }],
        timeline: vec![TimelineEntry {
            date: Edtf::parse("2031-06-03").expect("a date"),
            event: "e-call".into(),
            text: "phone call: Ilsa Marrow and Teodor Venn".into(),
            evidence: vec![ev("d-1", "spoke by telephone on 3 June")],
        }],
        next_steps: vec![NextStep {
            date: date("2031-06-12"),
            text: "The delegations are to meet in Port Ansel on 12 June".into(),
            event: Some("e-meeting".into()),
            commitment: None,
            evidence: vec![ev("d-1", "The delegations are to meet in Port Ansel on 12 June")],
        }],
        positions: vec![Position {
            actor: "a-league".into(),
            stance: Standing::Welcomes,
            on: "the call".into(),
            statement: Some("t-4".into()),
            weight: 0.5,
            evidence: vec![ev("d-3", "The River League welcomed the call as “a first step”")],
        }],
        told_by_one: told_by_one(),
        updates: Vec::new(),
        open_questions: vec![OpenQuestion {
            text: "It was not clear who would monitor the sluices.".into(),
            weight: 0.5,
            evidence: vec![ev("d-3", "It was not clear who would monitor the sluices.")],
        }],
    }
}

/// The record of the talks about the dam.
pub fn talks() -> Checked {
    check(record()).unwrap_or_else(|violations| panic!("{violations:?}"))
}

/// A headline that tries everything: markup, a script, the end of a script, Markdown, terminal escapes, direction overrides.
pub const HOSTILE_TITLE: &str = "Pact <script>document.title='pwned'</script> **bold** [x](javascript:alert(1)) \u{202E}gnorw";

/// The body that goes with it.
pub const HOSTILE_BODY: &str = "</script><img src=x onerror=\"document.title='pwned'\"><style>*{display:none}</style> said \u{1b}[31m“yes & no” | `code` <!-- ]]>.\n\n<a href='javascript:document.title=1'>open</a>";

/// A record whose reports try to break out of every format.
pub fn hostile() -> Checked {
    let text = format!("{HOSTILE_TITLE}\n\n{HOSTILE_BODY}");
    let mut entry = document("d-1", "<b>Outlet</b> \"quoted\"", "2031-06-03", &text);
    entry.url = Some("javascript:document.title='pwned'".into());
    entry.path = "reports/<i>a\u{1b}[0m&.html".into();
    let all = cut("d-1", &text, HOSTILE_BODY);
    let said = cut("d-1", &text, "said \u{1b}[31m“yes & no” | `code` <!-- ]]>");
    let tail = cut("d-1", &text, "no” | `code` <!-- ]]>.\n\n<a href='javascript:document.title=1'>");
    let question = |evidence: Evidence, weight| OpenQuestion { text: evidence.quote.clone(), weight, evidence: vec![evidence] };
    let record = Record {
        documents: vec![entry],
        stories: vec![Story {
            id: "s-1".into(),
            title: HOSTILE_TITLE.into(),
            documents: vec!["d-1".into()],
            independent_accounts: 1,
            summary: vec![SummaryLine { text: all.quote.clone(), evidence: vec![all] }],
            weight: 1.0,
        }],
        open_questions: vec![question(said, 0.9), question(tail, 0.8)],
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
        ..record()
    };
    check(record).unwrap_or_else(|violations| panic!("{violations:?}"))
}
