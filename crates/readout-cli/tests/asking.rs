//! Questions to a store: promises, contacts, statements, words.
//!
//! Enters: the example of the strait, added to a store. Leaves: the answers that a user sees.

mod desk;

use desk::{Desk, err, out};
use std::fs;

const STRAIT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/strait-calls");

/// A desk with the store of the example.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.run(&["add", "--quiet", STRAIT, "--store", "s.sqlite"]).success();
    desk
}

fn ask(desk: &Desk, question: &[&str]) -> String {
    let args = [question, &["--store", "s.sqlite"]].concat();
    let answer = out(&desk.run(&args).success());
    assert_eq!(answer, out(&desk.run(&args).success()), "the same question, the same answer");
    answer
}

/// The paragraphs of an answer that hold all of the words.
fn entries<'a>(answer: &'a str, words: &[&str]) -> Vec<&'a str> {
    answer.split("\n\n").filter(|entry| words.iter().all(|word| entry.contains(word))).collect()
}

#[test]
fn promises_stand_by_deadline_with_what_was_reported_since() {
    let desk = desk();
    let answer = ask(&desk, &["due"]);
    let kept = entries(
        &answer,
        &[
            "2026-09-13  kept  Tomas Brandel, Kestria: “the 14 crew members of the Aurelia would be released”",
            "told by 3 reports",
        ],
    );
    assert_eq!(kept.len(), 1, "{answer}");
    assert!(
        kept[0].contains("since: kept: “The 14 sailors of the tanker Aurelia came home on Saturday")
            && kept[0].contains("(The Ambrel Bell, 2026-09-13)")
    );
    let dates: Vec<&str> = answer.split("\n\n").skip(1).filter_map(|e| e.split("  ").next()).collect();
    assert!(dates.len() > 3 && dates.is_sorted(), "dates in order, none last: {dates:?}");
}

#[test]
fn the_day_asked_for_decides_what_is_overdue() {
    let desk = desk();
    let meeting = |status: &str| format!("2026-09-21  {status}  Helena Marsh, Tomas Brandel: “their foreign ministers will meet");
    assert_eq!(entries(&ask(&desk, &["due"]), &[&meeting("open")]).len(), 1);
    assert_eq!(entries(&ask(&desk, &["due", "--as-of", "2026-09-21"]), &[&meeting("due")]).len(), 1);
    assert_eq!(entries(&ask(&desk, &["due", "--as-of", "2026-10-01"]), &[&meeting("overdue")]).len(), 1);
}

#[test]
fn contacts_are_those_that_took_place_newest_first() {
    let desk = desk();
    let answer = ask(&desk, &["contacts", "--between", "kestria", "MARSH"]);
    let calls = entries(&answer, &["phone call", "Tomas Brandel", "Helena Marsh"]);
    assert_eq!(calls.len(), 2, "{answer}");
    assert!(calls[0].starts_with("2026-09-17") && calls[0].contains("1 day ago; duration 30 minutes; told by 1 report"));
    assert!(calls[1].starts_with("2026-09-03") && calls[1].contains("15 days ago") && calls[1].contains("70 minutes"));
    assert!(calls[1].contains("told by 5 reports") && calls[1].contains("spoke by telephone on Thursday"));
    assert!(!answer.contains("2026-09-21"), "a planned meeting is no contact yet");
    let later = ask(&desk, &["contacts", "--since", "2026-09-10"]);
    assert!(later.contains("2026-09-17  phone call") && !later.contains("2026-09-03  "), "{later}");
}

#[test]
fn contacts_that_no_day_is_told_of_are_counted() {
    let desk = Desk::new();
    let undated = "President Ilsa Marrow of Lethmark once met Chancellor Teodor Venn of Karsovia in Lembra.";
    let dated = "President Ilsa Marrow of Lethmark spoke by telephone with Premier Jonas Berg of Ostrane on 18 May 2031.";
    let told = format!("Published: 2031-05-20\nSource: Harbour Post\n\n{undated}\n\n{dated}\n");
    desk.write("in/undated.txt", told);
    desk.run(&["add", "--quiet", "in", "--store", "s.sqlite"]).success();
    let since = ask(&desk, &["contacts", "--since", "2026-09-10"]);
    assert!(since.contains("1 contact without a full date left out"), "{since}");
}

#[test]
fn a_speakers_statements_stand_in_order_of_publication() {
    let desk = desk();
    let answer = ask(&desk, &["said", "--by", "brandel"]);
    let days: Vec<&str> = answer.lines().filter_map(|l| l.split_once(", 2026-")).map(|(_, day)| &day[..5]).collect();
    assert!(days.len() > 3 && days.is_sorted(), "{answer}");
    assert!(answer.contains("“The strait feeds both our shores” … “It can be shared, but it cannot be taken.”"), "{answer}");
    assert!(!answer.contains("Helena Marsh, "), "nobody else's");
    let about = ask(&desk, &["said", "--by", "Prime Minister Marsh", "--about", "LAW sea"]);
    assert!(
        about.starts_with("1 statement\n") && about.contains("Chancellery of Valdonia, 2026-09-03  Helena Marsh, “said”"),
        "{about}"
    );
}

#[test]
fn search_takes_all_words_and_phrases_and_never_fails_on_signs() {
    let desk = desk();
    let phrase = ask(&desk, &["search", "\"free passage\""]);
    assert!(phrase.starts_with("1 report\n") && phrase.contains("Chancellery of Valdonia"), "{phrase}");
    assert!(ask(&desk, &["search", "\"passage free\""]).contains("nothing found in these documents"));
    assert!(ask(&desk, &["search", "pilot -NEAR( *"]).contains("nothing found"), "the report must have the word near");
    assert!(ask(&desk, &["search", "strait (pilot* : ^"]).contains("Evening Courier"));
}

/// What stands between quotation marks is in a report, letter for letter but for the ends of lines.
#[test]
fn quotation_marks_stand_only_around_words_of_a_report() {
    let desk = desk();
    let record = out(&desk.run(&["brief", "--json", "--quiet", "--store", "s.sqlite"]).success());
    let record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
    let documents = record["documents"].as_array().expect("documents");
    let text = |d: &serde_json::Value| format!("{}\n{}", d["title"].as_str().unwrap_or(""), d["text"].as_str().unwrap_or(""));
    let texts = documents.iter().map(text).collect::<Vec<_>>().join("\n");
    let texts = texts.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut seen = 0;
    for question in [&["due"][..], &["contacts"], &["said", "--by", "brandel"], &["said", "--by", "holloway"]] {
        let answer = ask(&desk, question);
        for quote in answer.split('“').skip(1).filter_map(|rest| rest.split('”').next()) {
            assert!(texts.contains(quote), "{quote}");
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn an_empty_answer_says_so_and_a_missing_store_is_told() {
    let desk = desk();
    for question in [
        &["contacts", "--between", "Zorro", "Marsh"][..],
        &["said", "--by", "Zorro"],
        &["said", "--by", "Marsh", "--about", "elephants"],
        &["contacts", "--since", "2030-01-01"],
        &["search", "zebra"],
        &["search", "*"],
    ] {
        assert!(ask(&desk, question).starts_with("nothing found in these documents"), "{question:?}");
    }
    for question in [&["due"][..], &["contacts"], &["said", "--by", "Marsh"], &["search", "dam"]] {
        let failed = desk.run(&[question, &["--store", "none.sqlite"]].concat()).code(1);
        assert!(err(&failed).contains("none.sqlite: does not exist"), "{}", err(&failed));
        assert!(!fs::exists(desk.path("none.sqlite")).expect("a look"), "a question makes no store");
    }
}
