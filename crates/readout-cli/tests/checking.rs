//! A sentence held against the reports of a store.
//!
//! Enters: reports of invented talks, a sentence. Leaves: which of them say so, which say otherwise, which are silent.

mod desk;

use desk::{Desk, out};
use serde_json::Value;

const REPORTS: [(&str, &str); 6] = [
    (
        "wire",
        "Published: 2031-06-03\nSource: Northern Wire\n\nMarrow and Venn talk about the Orsk dam\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia talked by telephone on Tuesday about the sluices of the Orsk dam. The call lasted 90 minutes, an official in Lethmark said. Marrow signed the fishing treaty on Monday.\n",
    ),
    (
        "ministry",
        "Published: 2031-06-03\nSource: Foreign Ministry of Karsovia\n\nOn the telephone call of Chancellor Venn with President Marrow\n\nChancellor Teodor Venn of Karsovia and President Ilsa Marrow of Lethmark spoke by telephone on 3 June about the sluices of the Orsk dam. The call lasted forty minutes. The ministry denied that President Marrow had signed the fishing treaty.\n",
    ),
    (
        "gazette",
        "Published: 2031-06-04\nSource: Pell Gazette\n\nLeaders of Lethmark and Karsovia speak about dam\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia spoke by telephone on 3 June about the Orsk dam. The call lasted more than an hour, according to a diplomat in Pell.\n",
    ),
    (
        "courier",
        "Published: 2031-06-04\nSource: Coast Courier\n\nOrsk dam: Marrow speaks with Venn\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia spoke by telephone on 3 June about the sluices of the Orsk dam. The call went on for an hour and a half.\n",
    ),
    (
        "post",
        "Published: 2031-06-04\nSource: Lethmark Post\n\nMarrow and Venn discuss sluices of the Orsk dam\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia spoke by telephone on 3 June. They discussed the sluices of the Orsk dam and will speak again.\n",
    ),
    (
        "elsewhere",
        "Published: 2031-09-02\nSource: Northern Wire\n\nQuarrin and Ostavia talk about herring\n\nPresident Oda Brask of Quarrin and Minister Ada Holt of Ostavia talked by telephone on Monday about herring. The call lasted 20 minutes.\n",
    ),
];

fn desk() -> Desk {
    let desk = Desk::new();
    for (name, text) in REPORTS {
        desk.write(&format!("in/{name}.txt"), text);
    }
    desk.run(&["add", "--quiet", "in", "--store", "s.sqlite"]).success();
    desk
}

fn check(desk: &Desk, sentence: &str) -> Value {
    let answer = out(&desk.run(&["check", sentence, "--json", "--store", "s.sqlite"]).success());
    serde_json::from_str(&answer).expect("JSON")
}

/// The outlets on one side of the first matter.
fn outlets(answer: &Value, side: &str) -> Vec<String> {
    let reports = answer["matters"][0][side]["reports"].as_array().expect("reports");
    let outlet =
        |told: &Value| answer["documents"][told["document"].as_str().expect("an id")]["publisher"].as_str().map(str::to_owned);
    reports.iter().map(|told| outlet(told).expect("an outlet")).collect()
}

#[test]
fn amounts_agree_differ_fit_or_are_not_told() {
    let answer = check(&desk(), "The call between Marrow and Venn lasted 90 minutes.");
    assert_eq!(outlets(&answer, "says_so"), ["Northern Wire", "Coast Courier"], "another unit says the same: {answer:#}");
    assert_eq!(outlets(&answer, "otherwise"), ["Foreign Ministry of Karsovia"], "{answer:#}");
    assert_eq!(outlets(&answer, "fits"), ["Pell Gazette"], "a bound is not otherwise");
    assert_eq!(outlets(&answer, "silent"), ["Lethmark Post"]);
    assert_eq!(answer["matters"].as_array().map(Vec::len), Some(1), "another call is another matter");
    let matter = &answer["matters"][0];
    assert_eq!(matter["event"]["type"], "phone call");
    assert_eq!(matter["says_so"]["independent_accounts"], 2);
    assert_eq!(matter["otherwise"]["reports"][0]["value"]["quote"], "forty minutes");
    assert_eq!(matter["says_so"]["reports"][0]["credited"], "official in Lethmark");
}

#[test]
fn what_a_report_denies_is_otherwise() {
    let answer = check(&desk(), "Marrow signed the fishing treaty.");
    assert_eq!(outlets(&answer, "says_so"), ["Northern Wire"], "{answer:#}");
    assert_eq!(outlets(&answer, "otherwise"), ["Foreign Ministry of Karsovia"]);
    let words = answer["matters"][0]["otherwise"]["reports"][0]["words"]["quote"].as_str().expect("words");
    assert!(words.contains("denied that"), "{words}");
    let passive = check(&desk(), "The fishing treaty was signed by Marrow");
    assert_eq!(outlets(&passive, "says_so"), ["Northern Wire"], "the same told in another form: {passive:#}");
}

#[test]
fn another_event_is_not_held_against_the_sentence() {
    let desk = desk();
    let brask = check(&desk, "The call of Brask and Holt lasted 20 minutes.");
    assert_eq!(outlets(&brask, "says_so"), ["Northern Wire"], "{brask:#}");
    assert_eq!(brask["matters"].as_array().map(Vec::len), Some(1));
    let day = check(&desk, "The call of Marrow and Venn on 9 July lasted 20 minutes.");
    assert!(
        day["matters"].as_array().expect("a list").iter().all(|m| m["otherwise"]["reports"] == serde_json::json!([])),
        "{day:#}"
    );
    let nobody = out(&desk.run(&["check", "Zorro met the queen", "--store", "s.sqlite"]).success());
    assert!(nobody.contains("nothing found in these documents"), "{nobody}");
}

#[test]
fn quotations_stand_in_their_reports_and_no_verdict_is_given() {
    let desk = desk();
    let text = out(&desk.run(&["check", "The call lasted 90 minutes", "--store", "s.sqlite"]).success());
    let all: String = REPORTS.iter().map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect();
    let quotes: Vec<&str> = text.split('“').skip(2).filter_map(|rest| rest.split('”').next()).collect();
    assert!(quotes.len() > 5 && quotes.iter().all(|quote| all.contains(quote)), "{text}");
    assert!(!["true", "false", "right", "wrong", "correct"].iter().any(|verdict| text.contains(verdict)), "{text}");
}
