//! The store as it is used: documents added in any order and number give one record, what was told as added stays, faults are told.
//!
//! Enters: the examples and small reports of invented talks. Leaves: what a user sees.

mod desk;

use desk::{Desk, err, out};
use std::fs;

/// Reports of two calls of the same pair, a talk of the same week elsewhere, and a matter of its own; then the examples.
fn reports(desk: &Desk) -> Vec<String> {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    for folder in ["river-truce", "strait-calls"] {
        for entry in fs::read_dir(format!("{examples}/{folder}")).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
            fs::copy(&path, desk.path(&format!("in/{folder}-{name}"))).expect("a copy");
        }
    }
    for (name, text) in OWN {
        desk.write(&format!("in/{name}.txt"), text);
    }
    let mut names: Vec<String> = fs::read_dir(desk.path("in"))
        .expect("a folder")
        .filter_map(|e| Some(format!("in/{}", e.ok()?.file_name().to_str()?)))
        .collect();
    names.sort();
    names
}

const OWN: [(&str, &str); 6] = [
    (
        "wire",
        "Published: 2031-06-03\nSource: Northern Wire\n\nLethmark and Karsovia leaders talk for 90 minutes about the Orsk dam\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia talked by telephone for 90 minutes on Tuesday about the Orsk dam, officials said. Marrow promised to open the sluices of the Orsk dam by 20 June.\n",
    ),
    (
        "ministry",
        "Published: 2031-06-03\nSource: Foreign Ministry of Karsovia\n\nOn the telephone call of Chancellor Venn with President Marrow\n\nChancellor Teodor Venn of Karsovia and President Ilsa Marrow of Lethmark spoke by telephone on 3 June about the sluices of the Orsk dam. The call lasted forty minutes, the ministry said.\n",
    ),
    (
        "second",
        "Published: 2031-08-21\nSource: Northern Wire\n\nMarrow and Venn speak again, this time on fishing rights\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia spoke by telephone on Thursday about herring quotas and fishing licences in Skelm Bay.\n",
    ),
    (
        "elsewhere",
        "Published: 2031-06-04\nSource: Northern Wire\n\nQuarrin hosts talks on the Tamber border crossing\n\nForeign ministers of Quarrin and Ostavia met in Pell on Wednesday to discuss the Tamber border crossing. Minister Ada Holt of Quarrin said that lorries would pass from July.\n",
    ),
    (
        "elsewhere-later",
        "Published: 2031-06-05\nSource: Pell Gazette\n\nTamber crossing to open for lorries, ministers agree\n\nQuarrin and Ostavia will open the Tamber border crossing to lorries in July, Minister Ada Holt of Quarrin said after talks in Pell with the foreign minister of Ostavia.\n",
    ),
    (
        "fair",
        "Published: 2031-06-04\nSource: Pell Gazette\n\nApple fair draws record crowd\n\nMore than 9,000 people came to the apple fair on the market square, the organisers said.\n",
    ),
];

/// The names in an order that `seed` gives.
fn shuffled(names: &[String], seed: u64) -> Vec<String> {
    let mut keyed: Vec<(u64, &String)> = names.iter().enumerate().map(|(at, name)| (mix(seed ^ (at as u64 + 1)), name)).collect();
    keyed.sort();
    keyed.into_iter().map(|(_, name)| name.clone()).collect()
}

fn mix(n: u64) -> u64 {
    let h = (n ^ (n >> 30)).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb)
}

fn add(desk: &Desk, store: &str, names: &[String], batch: &str) {
    let mut args = vec!["add", "--store", store, "--batch", batch];
    args.extend(names.iter().map(String::as_str));
    desk.run(&args).success();
}

fn record(desk: &Desk, store: &str) -> String {
    out(&desk.run(&["brief", "--store", store, "--json"]).success())
}

#[test]
fn the_order_of_additions_and_the_size_of_batches_change_no_byte() {
    let desk = Desk::new();
    let names = reports(&desk);
    add(&desk, "once.sqlite", &names, "64");
    let once = record(&desk, "once.sqlite");
    for (seed, batch, at_a_time) in [(1, "1", 7), (2, "3", 10), (3, "64", 5)] {
        let store = format!("{seed}.sqlite");
        for part in shuffled(&names, seed).chunks(at_a_time) {
            add(&desk, &store, part, batch);
        }
        assert!(record(&desk, &store) == once, "order {seed} gives another record");
    }
    let checked = out(&desk.run(&["store", "check", "--store", "1.sqlite"]).success());
    assert!(checked.contains("sound, 20 documents"), "{checked}");
}

#[test]
fn reports_of_one_matter_are_one_story_and_others_stay_apart() {
    let desk = Desk::new();
    reports(&desk);
    add(&desk, "s.sqlite", &["in".to_owned()], "64");
    let record: serde_json::Value = serde_json::from_str(&record(&desk, "s.sqlite")).expect("JSON");
    let path_of = |id: &serde_json::Value| {
        let documents = record["documents"].as_array().expect("documents");
        documents.iter().find(|d| d["id"] == *id).and_then(|d| d["path"].as_str()).expect("a path").to_owned()
    };
    let mut stories: Vec<Vec<String>> = record["stories"]
        .as_array()
        .expect("stories")
        .iter()
        .map(|s| s["documents"].as_array().expect("documents").iter().map(path_of).collect())
        .collect();
    stories.iter_mut().for_each(|s| s.sort());
    let story_of = |name: &str| stories.iter().find(|s| s.contains(&format!("in/{name}.txt"))).expect("a story").clone();
    assert_eq!(story_of("wire"), ["in/ministry.txt", "in/wire.txt"]);
    assert_eq!(story_of("elsewhere"), ["in/elsewhere-later.txt", "in/elsewhere.txt"]);
    assert_eq!(story_of("second"), ["in/second.txt"], "another call of the same pair");
    assert_eq!(story_of("fair"), ["in/fair.txt"]);
}

#[test]
fn what_is_there_is_told_and_a_second_path_is_kept() {
    let desk = Desk::new();
    desk.write("b.txt", OWN[0].1);
    desk.write("a.txt", OWN[0].1);
    let first = desk.run(&["add", "b.txt", "--store", "s.sqlite"]).success();
    assert_eq!(out(&first), "added  b.txt\n");
    assert!(
        err(&first).contains("1 added, 0 there already, 0 not readable; s.sqlite holds 1 documents in 1 stories"),
        "{}",
        err(&first)
    );
    let again = desk.run(&["add", "a.txt", "missing.txt", "--store", "s.sqlite"]).code(1);
    assert_eq!(out(&again), "known  a.txt\n");
    assert!(err(&again).contains("missing.txt"), "{}", err(&again));
    let record: serde_json::Value = serde_json::from_str(&record(&desk, "s.sqlite")).expect("JSON");
    assert_eq!((&record["documents"][0]["path"], &record["documents"][0]["also_at"][0]), (&"a.txt".into(), &"b.txt".into()));
}

#[test]
fn the_day_decides_what_is_overdue_when_somebody_asks() {
    let desk = Desk::new();
    desk.write("wire.txt", OWN[0].1);
    add(&desk, "s.sqlite", &["wire.txt".to_owned()], "64");
    let status = |day: &str| {
        let run = desk.run(&["brief", "--store", "s.sqlite", "--json", "--as-of", day]).success();
        let record: serde_json::Value = serde_json::from_str(&out(&run)).expect("JSON");
        record["commitments"][0]["status"].as_str().expect("a status").to_owned()
    };
    assert_eq!(["2031-06-05", "2031-06-20", "2031-06-21"].map(status), ["open", "due", "overdue"]);
}

#[test]
fn a_backup_is_a_store_and_writes_over_nothing() {
    let desk = Desk::new();
    desk.write("wire.txt", OWN[0].1);
    add(&desk, "s.sqlite", &["wire.txt".to_owned()], "64");
    desk.run(&["store", "backup", "copy.sqlite", "--store", "s.sqlite"]).success();
    assert!(record(&desk, "copy.sqlite") == record(&desk, "s.sqlite"));
    let again = err(&desk.run(&["store", "backup", "copy.sqlite", "--store", "s.sqlite"]).code(1));
    assert!(again.contains("copy.sqlite: exists already; give a FILE that does not exist"), "{again}");
}
