//! The lists of the brief, as a reader sees them: the timetable, third parties, the agenda, what one account alone tells, the summary.
//!
//! Enters: the examples of `rules/involvement.toml`, `rules/representation.toml` and `rules/leaning.toml`, and small reports of invented talks. Leaves: what the record holds.

use crate::ENGLISH;
use assert_cmd::Command;
use readout_analysis::extract::{actor, involvement, leaning, representation};
use readout_analysis::grammar::Grammar;
use readout_record::document::{Document, Metadata};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

fn read<T>(text: &str, look: impl FnOnce(&Grammar) -> T) -> T {
    let document = Document::new("example".into(), Metadata::default(), "en".into(), text.into(), Vec::new());
    let annotations = ENGLISH.annotate(text);
    look(&Grammar::new(&document, &annotations))
}

#[test]
fn who_is_informed_consulted_or_left_out() {
    let mut wrong = Vec::new();
    for example in involvement::examples() {
        let found: Vec<String> = read(&example.text, |g| {
            let told = involvement::involvements(g, &actor::actors(g));
            let words = |who| g.span(&g.noun_phrase(who)).map_or("", |s| s.of(g.text()));
            told.iter().map(|i| format!("{}: {}", i.part, words(i.who))).collect()
        });
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {found:?}", example.text, example.finds));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn who_acts_for_whom() {
    let mut wrong = Vec::new();
    for example in representation::examples() {
        let found: Vec<String> = read(&example.text, |g| {
            let actors = actor::actors(g);
            let name = |m: usize| actors.mentions[m].name.clone();
            let told = representation::representations(g, &actors);
            told.iter().map(|r| format!("{}: {}", name(r.person), name(r.body))).collect()
        });
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {found:?}", example.text, example.finds));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_sentence_that_needs_another_is_known() {
    let mut wrong = Vec::new();
    for example in leaning::examples() {
        let signs = read(&example.text, |g| {
            let sentence = g.sentences[0].clone();
            [leaning::leans(g, &actor::actors(g), sentence.clone()), leaning::is_aside(g, sentence)]
        });
        let found: Vec<&str> = signs.iter().zip(["leans", "aside"]).filter(|(sign, _)| **sign).map(|(_, name)| name).collect();
        if example.finds != found {
            wrong.push(format!("{} – {found:?}", example.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_promised_action_that_tells_nothing_alone_is_known() {
    for example in leaning::actions() {
        assert_eq!(example.finds, if leaning::action_leans(&example.text) { vec!["leans"] } else { vec![] }, "{}", example.text);
    }
}

const WIRE: &str = "Published: 2031-06-03\nSource: Northern Wire\n\nLethmark and Karsovia leaders talk about dam\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia talked by telephone for 90 minutes on Tuesday, officials said.\n\nThe two leaders will meet in Port Ansel on 12 June. Marrow promised to open the northern sluice by 20 June.\n\nNorway welcomed the call between the two leaders. Iceland was not consulted before the call, diplomats said.\n\nThe envoys met in Port Ansel on 28 May.\n";
const MINISTRY: &str = "Published: 2031-06-03\nSource: Foreign Ministry of Karsovia\n\nOn the telephone call of the Chancellor\n\nChancellor Teodor Venn of Karsovia and President Ilsa Marrow of Lethmark spoke by telephone on 3 June. The call lasted forty minutes, the ministry said.\n\nHe demanded that the sanctions against the port be lifted. Venn proposed that the sanctions be lifted in stages.\n";

/// The record of the two reports, as of a day.
fn record(as_of: &str) -> Value {
    record_of(&[("wire.txt", WIRE), ("ministry.txt", MINISTRY)], as_of)
}

/// The record of some reports, as of a day.
fn record_of(reports: &[(&str, &str)], as_of: &str) -> Value {
    let folder = TempDir::new().expect("a folder");
    reports.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).expect("a file"));
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("readout"));
    let names = reports.iter().map(|(name, _)| *name);
    command.current_dir(folder.path()).args(["brief", "--json", "--quiet", "--as-of", as_of]).args(names);
    let out = command.assert().success().get_output().stdout.clone();
    serde_json::from_slice(&out).expect("a record")
}

fn list<'v>(record: &'v Value, name: &str) -> &'v [Value] {
    record[name].as_array().map_or(&[], Vec::as_slice)
}

/// The name of the actor of that id.
fn name<'v>(record: &'v Value, id: &Value) -> &'v str {
    list(record, "actors").iter().find(|a| a["id"] == *id).and_then(|a| a["name"].as_str()).unwrap_or("")
}

#[test]
fn what_comes_next_is_in_order_of_date_and_none_of_it_is_past() {
    let dates = |as_of: &str| -> Vec<String> {
        let record = record(as_of);
        list(&record, "next_steps").iter().filter_map(|s| s["date"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(dates("2031-06-03"), ["2031-06-12", "2031-06-20"]);
    assert_eq!(dates("2031-06-13"), ["2031-06-20"]);
    assert!(dates("2031-07-01").is_empty());
}

const PAPER: &str = "Published: 2031-06-03\nSource: Northern Wire\n\nLethmark and Karsovia sign paper on dam\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia signed a paper on the dam on Tuesday, officials said.\n\nKarsovia will send engineers to the northern sluice. Readers will recall the flood of 2029. Karsovia promised not to close the sluice. The two sides agreed to remain in contact. Will the envoys meet again in Port Ansel? The envoys should have met in Port Ansel. The ministers had meant to visit the port. The envoys might meet in Port Ansel in July. The talks on the harbour, originally planned for late July, will be held in September.\n\nNor does the paper say that the prisoners of the port will be freed, as Lethmark maintains.\n\nNorway called the paper \"a receipt\". Iceland called off a flight to Port Ansel. Finland blamed the delay on the rain. Each side blames the other. Chad called for a second paper.\n";

#[test]
fn what_nobody_can_wait_for_is_no_step() {
    let steps = |as_of: &str| -> Vec<String> {
        let record = record_of(&[("paper.txt", PAPER)], as_of);
        let told = |s: &Value| format!("{} {}", s["date"].as_str().unwrap_or("-"), s["text"].as_str().unwrap_or(""));
        list(&record, "next_steps").iter().map(told).collect()
    };
    let talks = "2031-09 The talks on the harbour, originally planned for late July, will be held in September";
    assert_eq!(steps("2031-06-03"), [talks, "- Karsovia will send engineers to the northern sluice"]);
    // Weeks later nothing tells that what has no day is still to come.
    assert_eq!(steps("2031-07-01"), [talks]);
}

#[test]
fn who_calls_something_names_and_off_demands_nothing() {
    let record = record_of(&[("paper.txt", PAPER)], "2031-06-03");
    let told: Vec<(&str, &str)> =
        list(&record, "positions").iter().map(|p| (name(&record, &p["actor"]), p["stance"].as_str().unwrap_or(""))).collect();
    assert_eq!(told, [("Chad", "demands")]);
}

#[test]
fn the_same_words_are_one_step() {
    let record = record("2031-06-03");
    let steps = list(&record, "next_steps");
    let texts: Vec<&str> = steps.iter().filter_map(|s| s["text"].as_str()).collect();
    let mut once = texts.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), texts.len(), "{texts:?}");
    let meeting = &steps[0];
    assert!(meeting["event"].is_string() && meeting["text"].as_str().is_some_and(|t| t.contains("Port Ansel")), "{meeting}");
}

#[test]
fn third_parties_welcome_and_are_left_out() {
    let record = record("2031-06-03");
    let told: Vec<(&str, &str, bool)> = list(&record, "positions")
        .iter()
        .map(|p| (name(&record, &p["actor"]), p["stance"].as_str().unwrap_or(""), p["statement"].is_string()))
        .collect();
    assert!(told.contains(&("Norway", "welcomes", true)), "{told:?}");
    assert!(told.contains(&("Iceland", "left out", false)), "{told:?}");
    assert!(told.iter().all(|(who, _, _)| ["Norway", "Iceland"].contains(who)), "the parties are no third parties: {told:?}");
}

#[test]
fn a_topic_has_what_is_said_on_it() {
    let record = record("2031-06-03");
    let sanctions = list(&record, "topics").iter().find(|t| t["name"] == "sanctions").expect("the topic");
    let said = list(sanctions, "statements");
    assert!(!said.is_empty());
    for id in said {
        let statement = list(&record, "statements").iter().find(|s| s["id"] == *id).expect("the statement");
        assert!(statement["content"]["quote"].as_str().is_some_and(|q| q.contains("sanctions")), "{statement}");
    }
}

#[test]
fn what_one_account_alone_tells_is_no_discrepancy() {
    let record = record("2031-06-03");
    let call = list(&record, "events").iter().find(|e| e["type"] == "phone call").expect("the call");
    let alone = list(&record, "told_by_one");
    assert!(alone.iter().all(|t| t["event"] != call["id"]), "both tell of the call");
    let wire = list(&record, "documents").iter().find(|d| d["publisher"] == "Northern Wire").expect("the wire");
    let promise = list(&record, "commitments").iter().find(|c| c["due"] == "2031-06-20").expect("the promise");
    assert!(alone.iter().any(|t| t["commitment"] == promise["id"] && t["document"] == wire["id"]), "{alone:?}");
}

#[test]
fn a_summary_leans_on_nothing() {
    let record = record("2031-06-03");
    let lines = list(&record["stories"][0], "summary");
    let texts: Vec<&str> = lines.iter().filter_map(|l| l["text"].as_str()).collect();
    assert!((2..=8).contains(&texts.len()), "{texts:?}");
    assert!(texts[0].contains("telephone"), "the main event first: {texts:?}");
    assert!(texts.iter().any(|t| t.contains("20 June") || t.contains("12 June")), "a promise: {texts:?}");
    assert!(texts.iter().all(|t| !t.starts_with("He ")), "{texts:?}");
}

/// A report: day, outlet, title, text.
type Report<'r> = [&'r str; 4];

/// What the program prints of reports, one a JSON line.
fn printed(reports: &[Report], form: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder");
    let line = |[day, outlet, title, text]: &Report| {
        serde_json::json!({ "title": title, "published": day, "publisher": outlet, "text": text }).to_string()
    };
    let lines: Vec<String> = reports.iter().map(line).collect();
    fs::write(folder.path().join("reports.jsonl"), lines.join("\n")).expect("a file");
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("readout"));
    command.current_dir(folder.path()).args(["brief", "reports.jsonl", "--quiet"]).args(form);
    String::from_utf8(command.assert().success().get_output().stdout.clone()).expect("UTF-8")
}

/// The record of reports.
fn told(reports: &[Report]) -> Value {
    serde_json::from_str(&printed(reports, &["--json"])).expect("a record")
}

#[test]
fn a_newer_figure_is_an_update_and_no_discrepancy() {
    let first = "The quake in the Sado valley has killed at least 14 people, the civil protection agency in Lisbon said.";
    let later = "The death toll of the quake in the Sado valley has risen to 31, the civil protection agency in Lisbon said.";
    let reports = |days: [&'static str; 2]| [[days[0], "Outlet 0", "Report 0", first], [days[1], "Outlet 1", "Report 1", later]];
    let told_in_turn = reports(["2031-04-01", "2031-04-03"]);
    let (record, brief) = (told(&told_in_turn), printed(&told_in_turn, &[]));
    let update = &list(&record, "updates")[0];
    assert_eq!((&update["earlier"]["value"], &update["later"]["value"]), (&"14 people".into(), &"31 dead".into()));
    assert!(list(&record, "discrepancies").is_empty());
    assert!(brief.contains("31 dead (Outlet 1), before that 14 people (Outlet 0)"), "{brief}");
    let record = told(&reports(["2031-04-03", "2031-04-01"]));
    assert!(list(&record, "updates").is_empty(), "what was printed before is no newer figure");
}

#[test]
fn what_is_said_at_two_briefings_are_two_remarks() {
    let said = |words: &str| {
        format!("MR. VENN: Good morning to you all.\n\nQ: Will the sluice stay open?\n\nMR. VENN: {words}.\n\nQ: Thank you.")
    };
    let one = said("We will keep the northern sluice open until the last farmer has his water");
    let other = said("We will keep the northern sluice open until the last village has its water");
    let wordings = |days: [&str; 2]| {
        let (outlet, title) = ("Chancellery of Karsovia", "Press briefing on the dam by Chancellor Teodor Venn");
        let record = told(&[[days[0], outlet, title, &one], [days[1], outlet, title, &other]]);
        list(&record, "discrepancies").iter().filter(|d| d["kind"] == "wording").count()
    };
    assert_eq!(wordings(["2031-06-03", "2031-06-03"]), 1, "one briefing in two transcripts");
    assert_eq!(wordings(["2031-06-03", "2031-06-04"]), 0, "two briefings");
}

const DAYS: &str = "Published: 2031-06-03\nSource: Northern Wire\n\nQuarrel over dam goes on\n\nThe quarrel has gone on since a first meeting of the envoys in Port Ansel on 25 April 2031.\n\nFees rose after last month's accord.\n";

#[test]
fn a_line_of_the_timeline_tells_of_its_own_day_alone() {
    let record = record_of(&[("days.txt", DAYS)], "2031-06-03");
    let told: Vec<&str> = list(&record, "timeline").iter().filter_map(|l| l["text"].as_str()).collect();
    assert_eq!(told, ["a first meeting of the envoys in Port Ansel on 25 April 2031"]);
}
