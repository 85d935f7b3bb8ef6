//! Questions about a store over time: its stories, one thing of it, what newer reports changed, what a speaker says otherwise.
//!
//! Enters: the example of the strait and small reports of invented talks, added to a store. Leaves: the answers that a user sees.

mod desk;

use desk::{Desk, out};
use serde_json::Value;

const STRAIT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/strait-calls");

const HARBOUR: [(&str, &str); 3] = [
    (
        "march",
        "Published: 2031-03-04\nSource: Harbour Post\n\nKestria will never sell the harbour, Brandel says\n\nPresident Tomas Brandel of Kestria spoke to reporters in Lensk. “We will never sell the old harbour of Lembra to a foreign company,” President Brandel said.\n",
    ),
    (
        "may",
        "Published: 2031-05-20\nSource: Harbour Post\n\nBrandel on the harbour of Lembra\n\nPresident Tomas Brandel of Kestria answered questions in parliament. “We will perhaps sell the old harbour of Lembra to a foreign company,” President Brandel said.\n",
    ),
    (
        "dam",
        "Published: 2031-06-04\nSource: Northern Wire\n\nMarrow promises to open the sluices\n\nPresident Ilsa Marrow of Lethmark promised to open the sluices of the Orsk dam by 20 June. “Water knows no flag,” President Marrow said.\n",
    ),
];

fn desk() -> Desk {
    let desk = Desk::new();
    for (name, text) in HARBOUR {
        desk.write(&format!("in/{name}.txt"), text);
    }
    desk.run(&["add", "--quiet", "in", STRAIT, "--store", "s.sqlite"]).success();
    desk
}

fn ask(desk: &Desk, question: &[&str]) -> String {
    out(&desk.run(&[question, &["--store", "s.sqlite"]].concat()).success())
}

fn json(desk: &Desk, question: &[&str]) -> Value {
    serde_json::from_str(&ask(desk, &[question, &["--json"]].concat())).expect("JSON")
}

#[test]
fn stories_stand_newest_first_with_what_they_hold() {
    let desk = desk();
    let answer = ask(&desk, &["stories"]);
    assert!(answer.starts_with("5 stories\n\n2031-06-04  Marrow promises to open the sluices  s-"), "{answer}");
    assert!(
        answer.contains("2026-09-03/2026-09-18  Kestria and Valdonia leaders talk for 40 minutes over seized tanker"),
        "{answer}"
    );
    assert!(answer.contains("6 reports, 4 independent accounts"), "{answer}");
    assert!(ask(&desk, &["stories", "--since", "2031-05-20"]).starts_with("2 stories\n"));
    let one = ask(&desk, &["stories", "--limit", "1"]);
    assert!(one.contains("and 4 before these; --limit N or --all shows more") && !one.contains("Brandel"), "{one}");
}

#[test]
fn each_thing_can_be_shown_by_its_id_and_an_actor_by_name() {
    let desk = desk();
    let contacts = json(&desk, &["contacts", "--between", "Brandel", "Marsh"]);
    let call = &contacts["contacts"][1];
    let event = ask(&desk, &["show", call["id"].as_str().expect("an id")]);
    assert!(event.starts_with("phone call  2026-09-03  happened") && event.contains("duration: 70 minutes"), "{event}");
    assert!(
        event.contains("accounts differ: duration")
            && event.contains("“an hour and ten minutes” (Chancellery of Valdonia, 2026-09-03)"),
        "{event}"
    );
    let story = ask(&desk, &["show", call["story"].as_str().expect("an id")]);
    assert!(story.contains("WHERE ACCOUNTS DIFFER") && story.contains("6 reports, 4 independent accounts"), "{story}");
    let report = ask(&desk, &["show", call["evidence"][0]["document"].as_str().expect("an id")]);
    assert!(report.contains("events\n") && report.contains("\ntext\n\n"), "{report}");
    let due = json(&desk, &["due", "--by", "Kestria", "--status", "kept"]);
    let promise = ask(&desk, &["show", due["promises"][0]["id"].as_str().expect("an id")]);
    assert!(promise.contains("kept") && promise.contains("since: kept"), "{promise}");
    let said = json(&desk, &["said", "--by", "Marrow", "--about", "water flag"]);
    let statement = ask(&desk, &["show", said["statements"][0]["id"].as_str().expect("an id")]);
    assert!(statement.contains("speaker: Ilsa Marrow") && statement.contains("“Water knows no flag"), "{statement}");
    let actor = ask(&desk, &["show", "Brandel"]);
    for part in ["Tomas Brandel (3)", "STORIES\n3 stories", "CONTACTS\n", "STATEMENTS\n", "PROMISES\n"] {
        assert!(actor.contains(part), "{part}: {actor}");
    }
    assert!(ask(&desk, &["show", "e-nothing"]).starts_with("nothing found in these documents"));
}

#[test]
fn a_contact_that_several_stories_tell_stands_once() {
    let desk = Desk::new();
    let told = "President Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia";
    desk.write("in/june.txt", format!("Published: 2031-06-03\nSource: Northern Wire\n\nLeaders talk about the Orsk dam\n\n{told} talked by telephone on Tuesday about the sluices of the Orsk dam.\n"));
    desk.write("in/autumn.txt", format!("Published: 2031-09-10\nSource: Pell Gazette\n\nHerring quotas stay open\n\n{told} talked by telephone on 3 June 2031. Herring quotas in Skelm Bay are still open, fishermen said.\n"));
    desk.write("in/july.txt", format!("Published: 2031-07-20\nSource: Pell Gazette\n\nVenn and Marrow on licences\n\n{told} talked by telephone on 19 July 2031 about fishing licences.\n"));
    desk.run(&["add", "--quiet", "in", "--store", "s.sqlite"]).success();
    let answer = json(&desk, &["contacts", "--between", "Lethmark", "Venn"]);
    assert_eq!(answer["total"], 2, "{answer:#}");
    let june = &answer["contacts"][1];
    assert_eq!(
        (&june["date"], &june["accounts"], june["also"].as_array().map(Vec::len)),
        (&"2031-06-03".into(), &2.into(), Some(1))
    );
    assert_eq!(answer["contacts"][0]["date"], "2031-07-19", "another day is another call");
    let near = ask(&desk, &["contacts", "--between", "Ilsa Marow", "Venn"]);
    assert!(near.contains("nobody named Ilsa Marow; near it: Ilsa Marrow"), "{near}");
}

#[test]
fn newer_reports_tell_what_they_changed() {
    let desk = desk();
    let answer = ask(&desk, &["diff", "--since", "2026-09-10"]);
    assert!(answer.contains("6 reports published on 2026-09-10 or after, in 5 stories"), "{answer}");
    let lines: Vec<&str> = answer.lines().collect();
    let has = |kind: &str, words: &str| lines.iter().any(|l| l.trim_start().starts_with(kind) && l.contains(words));
    assert!(has("event", "phone call: Tomas Brandel and Helena Marsh") && has("event", "17 September 2026"), "{answer}");
    assert!(has("follow-up", "reported as kept"), "{answer}");
    assert!(has("reality", "now reported as held, before planned"), "{answer}");
    assert!(has("promise", "open the sluices"), "{answer}");
    assert!(!has("event", "event       3 September 2026: phone call"), "what earlier reports told is not new: {answer}");
    let later = json(&desk, &["diff", "--since", "2031-05-01", "--as-of", "2031-07-01"]);
    assert_eq!((&later["reports"], &later["total"]), (&2.into(), &2.into()), "{later:#}");
    let overdue = later["overdue"]["promises"].as_array().expect("a list");
    assert!(overdue.iter().any(|p| p["action"].as_str().is_some_and(|a| a.contains("open the sluices"))), "{later:#}");
    let lines = later["stories"].as_array().expect("a list").iter().flat_map(|s| s["lines"].as_array().expect("a list"));
    let changed: Vec<&Value> = lines.filter(|l| l["kind"] == "statement").collect();
    assert_eq!(changed.len(), 1, "{later:#}");
    assert!(changed[0]["text"].as_str().is_some_and(|t| t.contains("perhaps") && t.contains("never")), "{changed:?}");
    assert!(ask(&desk, &["diff", "--since", "2040-01-01"]).starts_with("nothing found in these documents"));
    assert!(ask(&desk, &["diff", "--since", "2020-01-01", "--added"]).starts_with("10 reports added on 2020-01-01 or after"));
}

#[test]
fn a_changed_wording_is_marked_with_what_was_dropped_and_added() {
    let desk = desk();
    let answer = ask(&desk, &["said", "--by", "Brandel", "--changed"]);
    assert!(answer.starts_with("1 statement\n"), "{answer}");
    assert!(answer.contains("changed wording: dropped “never”; added “perhaps”"), "{answer}");
    assert!(answer.contains("before: “We will never sell the old harbour of Lembra to a foreign company"), "{answer}");
}

#[test]
fn search_takes_days_outlets_actors_and_types() {
    let desk = desk();
    let found = |args: &[&str]| json(&desk, &[&["search"], args].concat())["total"].as_u64().expect("a number");
    assert_eq!(found(&["harbour", "--since", "2031-04-01"]), 1);
    assert_eq!(found(&["harbour", "--until", "2031-03-04", "--outlet", "harbour post"]), 1);
    assert_eq!(found(&["president", "--outlet", "wire"]), 3);
    assert_eq!(found(&["president", "--actor", "Marrow"]), 1);
    assert_eq!((found(&["tanker", "--type", "phone call"]), found(&["tanker", "--type", "trial"])), (6, 0));
    let limited = ask(&desk, &["search", "president", "--limit", "2"]);
    assert!(limited.contains("more; --limit N or --all shows more") && limited.matches("  d-").count() == 2, "{limited}");
    assert!(ask(&desk, &["search", "tanker", "--actor", "Zorro"]).contains("nobody named Zorro"));
}

#[test]
fn each_answer_is_one_json_object_with_the_words_as_the_report_has_them() {
    let desk = desk();
    for question in [
        &["due"][..],
        &["contacts"],
        &["said", "--by", "Brandel"],
        &["search", "tanker"],
        &["stories"],
        &["diff", "--since", "2026-09-01"],
    ] {
        let answer = json(&desk, question);
        assert_eq!((&answer["question"], &answer["readout"]), (&question[0].into(), &env!("CARGO_PKG_VERSION").into()));
        assert!(answer["total"].as_u64().is_some_and(|n| n > 0), "{answer:#}");
    }
    let record = json(&desk, &["brief", "--quiet"]);
    let due = json(&desk, &["due", "--all"]);
    for promise in due["promises"].as_array().expect("a list") {
        for words in promise["evidence"].as_array().expect("a list") {
            let documents = record["documents"].as_array().expect("a list");
            let text = documents.iter().find(|d| d["id"] == words["document"]).and_then(|d| d["text"].as_str()).expect("a text");
            let at = |key: &str| words[key].as_u64().expect("a number") as usize;
            let cut: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
            assert_eq!(words["quote"], cut);
        }
    }
}

#[test]
fn a_store_is_handed_on_as_other_forms() {
    let desk = desk();
    desk.run(&["export", "--quiet", "--format", "csv", "--store", "s.sqlite", "--out", "tables"]).success();
    let documents = std::fs::read_to_string(desk.path("tables/documents.csv")).expect("a file");
    assert!(documents.contains("Harbour Post") && documents.contains("Northgate Wire"), "{documents}");
    let lines = out(&desk.run(&["export", "--quiet", "--format", "jsonl", "--store", "s.sqlite"]).success());
    let stories = lines.lines().filter(|l| l.contains("\"record\":\"story\"")).count();
    assert_eq!(stories, 5, "each story of the store");
    let wrong = desk.run(&["export", "--format", "jsonl", "--store", "s.sqlite", "in"]).code(2);
    assert!(desk::err(&wrong).contains("cannot be used with"), "{}", desk::err(&wrong));
}
