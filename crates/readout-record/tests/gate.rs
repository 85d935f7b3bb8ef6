//! The gate: a sound record passes, and each way of breaking one is refused with words that name the place.
//!
//! Enters: a small record, broken in one way at a time. Leaves: which violation is told, and where.

use readout_record::check::check;
use readout_record::edtf::Edtf;
use readout_record::kind::*;
use readout_record::record::*;

const TEXT: &str = "Envoys met in Söderport. “We will return,” said Una Brandt.";

fn ev(quote: &str) -> Evidence {
    let start = TEXT.find(quote).expect("the words are in the text");
    let point = TEXT[..start].chars().count();
    Evidence {
        document: "d-1".into(),
        start: point,
        end: point + quote.chars().count(),
        bytes: [start, start + quote.len()],
        quote: quote.into(),
    }
}

fn date(text: &str) -> Option<Edtf> {
    Edtf::parse(text)
}

fn document(id: &str, text: &str) -> DocumentEntry {
    DocumentEntry {
        id: id.into(),
        path: "a.txt".into(),
        also_at: Vec::new(),
        title: None,
        publisher: None,
        author: None,
        published: date("2031-06-03"),
        language: "en".into(),
        url: None,
        text: text.into(),
        origin: None,
        copy_of: None,
        similarity: None,
        words: 10,
    }
}

fn actor(id: &str, name: &str, weight: f64) -> Actor {
    let evidence = vec![ev(name)];
    let name = name.to_owned();
    Actor { id: id.into(), name, aliases: Vec::new(), kind: ActorKind::Person, role: None, of: None, weight, evidence }
}

fn event(id: &str, weight: f64) -> Event {
    Event {
        id: id.into(),
        story: "s-1".into(),
        kind: EventType::Meeting,
        participants: vec![ParticipantEntry { actor: "a-1".into(), role: Role::Party }],
        date: date("2031-06-03"),
        year_by: None,
        place: Some("Söderport".into()),
        reality: Reality::Happened,
        attributes: vec![AttributeEntry {
            name: "duration".into(),
            value: "PT1H".into(),
            approximate: false,
            evidence: vec![ev("met")],
        }],
        accounts: 1,
        weight,
        evidence: vec![ev("Envoys met in Söderport")],
    }
}

fn statement() -> Statement {
    let (content, source) = (ev("We will return"), ev("Una Brandt"));
    Statement {
        id: "t-1".into(),
        document: "d-1".into(),
        source: SourceEntry { actor: Some("a-1".into()), text: source.quote, start: Some(source.start), end: Some(source.end) },
        via: Vec::new(),
        cue: Some(ev("said")),
        content: Content {
            document: content.document,
            start: content.start,
            end: content.end,
            bytes: content.bytes,
            quote: content.quote,
            spans: vec![ev("We will"), ev("return")],
        },
        direct: true,
        stance: Stance::Promises,
        hearsay: false,
        parent: None,
        confidence: 0.9,
        weight: 0.7,
    }
}

fn commitment() -> Commitment {
    Commitment {
        id: "c-1".into(),
        actors: vec!["a-1".into()],
        recipients: Vec::new(),
        action: "return".into(),
        strength: Strength::Will,
        condition: None,
        from: None,
        due: None,
        year_by: None,
        duration: Some("P30D".into()),
        status: CommitmentStatus::Open,
        follow_up: vec![FollowUp { effect: Effect::Kept, late: false, due: None, evidence: vec![ev("met")] }],
        last_told: None,
        accounts: 1,
        weight: 0.7,
        evidence: vec![ev("We will return")],
    }
}

fn side(value: &str) -> Side {
    Side {
        value: value.into(),
        approximate: false,
        documents: vec!["d-1".into()],
        attributed_to: vec!["a-1".into()],
        independent_accounts: 1,
        evidence: vec![ev("met")],
    }
}

fn discrepancy() -> Discrepancy {
    Discrepancy {
        id: "x-1".into(),
        kind: DiscrepancyKind::Quantity,
        event: Some("e-1".into()),
        actor: None,
        commitment: None,
        attribute: "duration".into(),
        sides: vec![side("PT1H"), side("PT2H")],
        weight: 0.5,
    }
}

fn update() -> Update {
    Update { id: "u-1".into(), attribute: "people".into(), earlier: side("1 people"), later: side("2 people"), weight: 0.5 }
}

fn sound() -> Record {
    Record {
        readout: "0.1.0".into(),
        as_of: None,
        documents: vec![document("d-1", TEXT), document("d-2", "No comment.")],
        stories: vec![Story {
            id: "s-1".into(),
            title: "Envoys met".into(),
            documents: vec!["d-1".into(), "d-2".into()],
            independent_accounts: 2,
            summary: vec![SummaryLine { text: "Envoys met.".into(), evidence: vec![ev("Envoys met in Söderport.")] }],
            weight: 1.0,
        }],
        actors: vec![actor("a-1", "Una Brandt", 0.9), actor("a-2", "Envoys", 0.4)],
        events: vec![event("e-1", 0.9), event("e-2", 0.9)],
        statements: vec![statement()],
        commitments: vec![commitment()],
        discrepancies: vec![discrepancy()],
        updates: vec![update()],
        topics: vec![Topic {
            name: "monitoring and verification".into(),
            documents: vec!["d-1".into()],
            statements: Vec::new(),
            commitments: Vec::new(),
            weight: 0.5,
            evidence: vec![ev("met")],
        }],
        timeline: vec![TimelineEntry {
            date: date("2031-06-03").expect("a date"),
            event: "e-1".into(),
            text: "meeting".into(),
            evidence: vec![ev("met")],
        }],
        next_steps: vec![NextStep {
            date: None,
            text: "return".into(),
            event: None,
            commitment: Some("c-1".into()),
            evidence: vec![ev("return")],
        }],
        positions: vec![Position {
            actor: "a-1".into(),
            stance: Standing::Welcomes,
            on: "return".into(),
            statement: Some("t-1".into()),
            weight: 0.5,
            evidence: vec![ev("return")],
        }],
        told_by_one: vec![ToldByOne {
            document: "d-1".into(),
            event: Some("e-1".into()),
            commitment: None,
            actor: None,
            weight: 0.5,
            evidence: vec![ev("met")],
        }],
        open_questions: vec![OpenQuestion { text: "return".into(), weight: 0.5, evidence: vec![ev("return")] }],
    }
}

/// The one violation of the sound record broken by `breaks`.
#[track_caller]
fn refused(breaks: impl FnOnce(&mut Record), told: &str) {
    let mut record = sound();
    breaks(&mut record);
    let violations = check(record).expect_err(told);
    let all: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(all.iter().any(|v| v == told), "wanted {told:?}, got {all:?}");
}

#[test]
fn a_sound_record_passes_unchanged() {
    let checked = check(sound()).expect("nothing is broken");
    assert_eq!(*checked.record(), sound());
}

#[test]
fn evidence_must_cut_its_quote() {
    refused(
        |r| r.events[0].evidence[0].quote = "Envoys quarrelled".into(),
        "events[0].evidence[0]: the text does not read \"Envoys quarrelled\" there",
    );
    refused(
        |r| r.events[1].evidence[0].bytes[0] += 1,
        "events[1].evidence[0]: the text does not read \"Envoys met in Söderport\" there",
    );
    refused(|r| r.topics[0].evidence[0].bytes = [900, 903], "topics[0].evidence[0]: the text does not read \"met\" there");
    refused(|r| r.topics[0].evidence[0].bytes = [9, 3], "topics[0].evidence[0]: the text does not read \"met\" there");
    refused(
        |r| r.statements[0].content.quote = "We will not return".into(),
        "statements[0].content: the text does not read \"We will not return\" there",
    );
    refused(
        |r| r.statements[0].content.spans[1].quote = "returned".into(),
        "statements[0].content.evidence[1]: the text does not read \"returned\" there",
    );
    refused(
        |r| r.stories[0].summary[0].evidence[0].quote = "Envoys".into(),
        "stories[0].summary[0].evidence[0]: the text does not read \"Envoys\" there",
    );
}

#[test]
fn a_cut_character_is_refused_without_a_panic() {
    let inside = TEXT.find('ö').expect("it is there") + 1;
    refused(
        |r| r.topics[0].evidence[0].bytes = [inside, inside + 1],
        "topics[0].evidence[0]: the text does not read \"met\" there",
    );
}

#[test]
fn code_points_must_be_those_of_the_bytes() {
    refused(|r| r.statements[0].cue.as_mut().expect("a cue").start += 1, "statements[0].cue: code points and bytes disagree");
    refused(
        |r| r.discrepancies[0].sides[1].evidence[0].end += 2,
        "discrepancies[0].sides[1].evidence[0]: code points and bytes disagree",
    );
}

#[test]
fn nothing_stands_without_evidence() {
    refused(|r| r.events[0].evidence.clear(), "events[0]: has no evidence");
    refused(|r| r.events[0].attributes[0].evidence.clear(), "events[0].attributes[0]: has no evidence");
    refused(|r| r.actors[1].evidence.clear(), "actors[1]: has no evidence");
    refused(|r| r.commitments[0].evidence.clear(), "commitments[0]: has no evidence");
    refused(|r| r.commitments[0].follow_up[0].evidence.clear(), "commitments[0].follow_up[0]: has no evidence");
    refused(|r| r.discrepancies[0].sides[0].evidence.clear(), "discrepancies[0].sides[0]: has no evidence");
    refused(|r| r.stories[0].summary[0].evidence.clear(), "stories[0].summary[0]: has no evidence");
    refused(|r| r.topics[0].evidence.clear(), "topics[0]: has no evidence");
    refused(|r| r.timeline[0].evidence.clear(), "timeline[0]: has no evidence");
    refused(|r| r.next_steps[0].evidence.clear(), "next_steps[0]: has no evidence");
    refused(|r| r.positions[0].evidence.clear(), "positions[0]: has no evidence");
    refused(|r| r.updates[0].later.evidence.clear(), "updates[0].later: has no evidence");
    refused(|r| r.told_by_one[0].evidence.clear(), "told_by_one[0]: has no evidence");
    refused(|r| r.open_questions[0].evidence.clear(), "open_questions[0]: has no evidence");
    let empty = |r: &mut Record| {
        let e = &mut r.topics[0].evidence[0];
        (e.quote, e.end, e.bytes) = (String::new(), e.start, [e.bytes[0]; 2]);
    };
    refused(empty, "topics[0].evidence[0]: the quote is empty");
}

#[test]
fn source_and_via_must_stand_where_they_say() {
    refused(
        |r| r.statements[0].source.text = "Una Brand".into(),
        "statements[0]: the text does not read \"Una Brand\" at 48..58",
    );
    let via = |r: &mut Record| {
        r.statements[0].via.push(ViaEntry { actor: None, text: "a wire".into(), kind: ViaKind::Agency, start: 0, end: 6 });
    };
    refused(via, "statements[0]: the text does not read \"a wire\" at 0..6");
    refused(|r| r.statements[0].source.end = Some(9000), "statements[0]: the text does not read \"Una Brandt\" at 48..9000");
}

#[test]
fn no_id_dangles() {
    refused(|r| r.documents[0].copy_of = Some("d-9".into()), "documents[0]: there is no document d-9");
    refused(|r| r.stories[0].documents[1] = "d-9".into(), "stories[0]: there is no document d-9");
    refused(|r| r.events[0].story = "s-9".into(), "events[0]: there is no story s-9");
    refused(|r| r.events[0].participants[0].actor = "a-9".into(), "events[0]: there is no actor a-9");
    refused(|r| r.topics[0].evidence[0].document = "d-9".into(), "topics[0].evidence[0]: there is no document d-9");
    refused(|r| r.topics[0].documents[0] = "d-9".into(), "topics[0]: there is no document d-9");
    refused(|r| r.statements[0].source.actor = Some("a-9".into()), "statements[0]: there is no actor a-9");
    refused(|r| r.statements[0].parent = Some("t-9".into()), "statements[0]: there is no statement t-9");
    refused(|r| r.commitments[0].actors[0] = "a-9".into(), "commitments[0]: there is no actor a-9");
    refused(|r| r.commitments[0].recipients.push("a-9".into()), "commitments[0]: there is no actor a-9");
    refused(|r| r.discrepancies[0].event = Some("e-9".into()), "discrepancies[0]: there is no event e-9");
    refused(|r| r.discrepancies[0].actor = Some("a-9".into()), "discrepancies[0]: there is no actor a-9");
    refused(|r| r.discrepancies[0].commitment = Some("c-9".into()), "discrepancies[0]: there is no commitment c-9");
    refused(|r| r.discrepancies[0].sides[0].documents[0] = "d-9".into(), "discrepancies[0].sides[0]: there is no document d-9");
    refused(|r| r.discrepancies[0].sides[1].attributed_to[0] = "a-9".into(), "discrepancies[0].sides[1]: there is no actor a-9");
    refused(|r| r.topics[0].statements.push("t-9".into()), "topics[0]: there is no statement t-9");
    refused(|r| r.topics[0].commitments.push("c-9".into()), "topics[0]: there is no commitment c-9");
    refused(|r| r.told_by_one[0].document = "d-9".into(), "told_by_one[0]: there is no document d-9");
    refused(|r| r.told_by_one[0].event = Some("e-9".into()), "told_by_one[0]: there is no event e-9");
    refused(|r| r.timeline[0].event = "e-9".into(), "timeline[0]: there is no event e-9");
    refused(|r| r.next_steps[0].event = Some("e-9".into()), "next_steps[0]: there is no event e-9");
    refused(|r| r.next_steps[0].commitment = Some("c-9".into()), "next_steps[0]: there is no commitment c-9");
    refused(|r| r.positions[0].actor = "a-9".into(), "positions[0]: there is no actor a-9");
    refused(|r| r.positions[0].statement = Some("t-9".into()), "positions[0]: there is no statement t-9");
}

#[test]
fn no_id_stands_twice() {
    refused(|r| r.documents[1].id = "d-1".into(), "document d-1: the id stands twice");
    refused(|r| r.actors[1].id = "a-1".into(), "actor a-1: the id stands twice");
    refused(|r| r.events[1].id = "e-1".into(), "event e-1: the id stands twice");
}

#[test]
fn lists_are_ranked() {
    refused(|r| r.actors.reverse(), "actors: is not ranked");
    refused(|r| r.events[1].weight = 0.95, "events: is not ranked");
    refused(|r| r.events[0].weight = 1.5, "events: a weight is not between 0 and 1");
    refused(|r| r.commitments[0].weight = f64::NAN, "commitments: a weight is not between 0 and 1");
    let earlier = |r: &mut Record| {
        let mut entry = r.timeline[0].clone();
        entry.date = date("2031-06-01").expect("a date");
        r.timeline.push(entry);
    };
    refused(earlier, "timeline: is not in order of date");
    let dated_last = |r: &mut Record| {
        let mut step = r.next_steps[0].clone();
        step.date = date("2031-06-09");
        r.next_steps.push(step);
    };
    refused(dated_last, "next_steps: is not in order of date");
    refused(|r| r.documents[0].published = None, "documents: is not in order of date");
}

#[test]
fn counts_durations_and_sides_hold() {
    refused(|r| r.stories[0].independent_accounts = 3, "stories[0]: counts more accounts than documents, or none");
    refused(|r| r.stories[0].independent_accounts = 0, "stories[0]: counts more accounts than documents, or none");
    refused(|r| r.commitments[0].duration = Some("a month".into()), "commitments[0]: the duration is not ISO 8601");
    refused(|r| drop(r.discrepancies[0].sides.pop()), "discrepancies[0]: has fewer than two sides");
    refused(|r| r.documents[1].copy_of = Some("d-2".into()), "documents[1]: is a copy of itself");
}

#[test]
fn what_one_account_tells_is_one_thing() {
    refused(|r| r.told_by_one[0].event = None, "told_by_one[0]: names none or several things");
    refused(|r| r.told_by_one[0].actor = Some("a-1".into()), "told_by_one[0]: names none or several things");
}

#[test]
fn a_date_that_is_none_never_becomes_a_record() {
    let mut value = serde_json::to_value(sound()).expect("JSON");
    value["events"][0]["date"] = "3 June".into();
    let error = serde_json::from_value::<Record>(value).expect_err("no EDTF");
    assert!(error.to_string().contains("\"3 June\" is not an EDTF date"), "{error}");
}

#[test]
fn every_violation_is_told_at_once() {
    let mut record = sound();
    record.events[0].evidence.clear();
    record.timeline[0].event = "e-9".into();
    let places: Vec<String> = check(record).expect_err("two faults").into_iter().map(|v| v.place).collect();
    assert_eq!(places, ["events[0]", "timeline[0]"]);
}
