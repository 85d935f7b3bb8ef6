//! The program as it is used: help, exit status, messages, the same bytes whatever the order of paths and the number of threads.
//!
//! Enters: small reports of invented talks, written to a folder. Leaves: what a user sees.

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const WIRE: &str = "Published: 2031-06-03\nSource: Northern Wire\n\nLethmark and Karsovia leaders talk for 90 minutes\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia talked by telephone for 90 minutes on Tuesday, officials said.\n\nMarrow said: \"Water is not a weapon.\"\n";
const MINISTRY: &str = "Published: 2031-06-03\nSource: Foreign Ministry of Karsovia\n\nOn the telephone call of the Chancellor\n\nChancellor Teodor Venn of Karsovia and President Ilsa Marrow of Lethmark spoke by telephone on 3 June. The call lasted forty minutes, the ministry said.\n";

/// A folder with two reports.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(TempDir::new().expect("a folder"));
        fs::create_dir(desk.path("in")).expect("a folder");
        desk.write("in/wire.txt", WIRE);
        desk.write("in/ministry.txt", MINISTRY);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).expect("a file");
    }

    /// The program, run in the folder.
    fn readout(&self, args: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("readout"));
        command.current_dir(self.0.path()).env_remove("NO_COLOR").args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Assert {
        self.readout(args).assert()
    }
}

fn out(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8")
}

fn err(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).expect("UTF-8")
}

/// A report of a call, published on a Thursday.
fn dated(when: &str) -> String {
    format!(
        "Published: 2024-03-14\nSource: Northern Wire\n\nThe two leaders talk\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia talked by telephone on {when}.\n"
    )
}

#[test]
fn a_day_of_the_week_that_its_date_cannot_fall_on_is_told() {
    let desk = Desk::new();
    for (when, told) in [
        ("Tuesday, 12 March 2024", None),
        ("Tuesday, 13 March 2024", Some("says “Tuesday, 13 March 2024”, but that date falls on a Wednesday; ")),
        ("Tuesday, March 13", Some("says “Tuesday, March 13”, but if the year is 2024, that date falls on a Wednesday; ")),
        ("Wednesday, 13 March", None),
        ("Tuesday", None),
    ] {
        desk.write("call.txt", dated(when));
        let run = desk.run(&["brief", "call.txt"]).success();
        let wanted = told.map(|told| format!("readout: note: call.txt: {told}"));
        let found = err(&run).lines().find(|l| l.contains("falls on")).map(str::to_owned);
        assert_eq!(found.is_some(), wanted.is_some(), "{when}: {found:?}");
        assert!(found.is_none_or(|l| l.starts_with(&wanted.unwrap_or_default()) && l.contains("check which")), "{when}");
        assert!(err(&desk.run(&["brief", "--quiet", "call.txt"]).success()).is_empty(), "{when}");
    }
}

#[test]
fn help_shows_examples() {
    let desk = Desk::new();
    for args in [&["--help"][..], &["brief", "--help"], &["export", "--help"], &["annotate", "--help"]] {
        let help = out(&desk.run(args).success());
        assert!(help.contains("Examples:\n  readout "), "{args:?}: {help}");
    }
    let help = out(&desk.run(&["brief", "--help"]).success());
    for option in ["--json", "--md", "--html <FILE>", "--as-of <DATE>", "--jobs <N>", "--quiet", "--max-size <MIB>"] {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn the_brief_is_plain_text_where_no_terminal_is() {
    let desk = Desk::new();
    let brief = out(&desk.run(&["brief", "in"]).success());
    assert!(brief.contains("WHERE ACCOUNTS DIFFER") && brief.contains("phone call"), "{brief}");
    assert!(!brief.contains('\u{1b}'));
}

#[test]
fn json_is_a_record_whose_evidence_is_exact() {
    let desk = Desk::new();
    let record = out(&desk.run(&["brief", "in", "--json"]).success());
    assert!(record.starts_with("{\n  \"readout\": ") && record.ends_with("}\n"));
    let record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
    assert_eq!(record["readout"], env!("CARGO_PKG_VERSION"));
    assert_eq!(record["documents"].as_array().map(Vec::len), Some(2));
    let event = &record["events"][0]["evidence"][0];
    let documents = record["documents"].as_array().expect("a list");
    let text = documents.iter().find(|d| d["id"] == event["document"]).and_then(|d| d["text"].as_str()).expect("its text");
    let at = |key: &str| event[key].as_u64().expect("a number") as usize;
    let cut: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
    assert_eq!(event["quote"], cut.as_str());
}

#[test]
fn order_of_paths_and_threads_change_no_byte() {
    let desk = Desk::new();
    let first = out(&desk.run(&["brief", "--json", "in/wire.txt", "in/ministry.txt", "--jobs", "1"]).success());
    for args in
        [&["in/ministry.txt", "in/wire.txt", "--jobs", "2"][..], &["in", "--jobs", "2"], &["in/wire.txt", "in", "--jobs", "1"]]
    {
        let again = out(&desk.run(&[&["brief", "--json"], args].concat()).success());
        assert!(first == again, "{args:?}");
    }
}

#[test]
fn a_bad_input_is_named_with_a_remedy_and_the_rest_goes_on() {
    let desk = Desk::new();
    desk.write("in/empty.txt", "");
    desk.write("in/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0");
    let run = desk.run(&["brief", "in", "missing.txt", "--quiet"]).code(1);
    let told = err(&run);
    for name in ["in/empty.txt: ", "in/picture.txt: ", "missing.txt: "] {
        let line = told.lines().find(|l| l.contains(name)).unwrap_or_else(|| panic!("{name} in {told}"));
        assert!(line.starts_with("readout: ") && line.contains("; "), "what was seen; what can be done: {line}");
    }
    assert!(out(&run).contains("WHERE ACCOUNTS DIFFER"));
}

#[test]
fn nothing_readable_gives_no_brief() {
    let desk = Desk::new();
    let run = desk.run(&["brief", "missing.txt", "--json"]).code(1);
    assert_eq!(out(&run), "");
    assert!(err(&run).contains("missing.txt: ") && err(&run).contains("no report could be read"), "{}", err(&run));
}

#[test]
fn wrong_use_ends_with_2_and_says_what_is_wanted() {
    let desk = Desk::new();
    for (args, told) in [
        (&["brief"][..], "PATH"),
        (&["brief", "in", "--as-of", "yesterday"], "such as 2025-03-20"),
        (&["brief", "in", "--as-of", "2025-02-30"], "such as 2025-03-20"),
        (&["brief", "in", "--jobs", "0"], "--jobs"),
        (&["brief", "in", "--max-size", "much"], "--max-size"),
        (&["brief", "in", "--json", "--md"], "only one of --json and --md can go to standard output"),
        (&["brief", "in", "--json", "--html", "-"], "only one of --json and --html"),
        (&["annotate", "in/wire.txt", "--json", "--conllu"], "--conllu"),
        (&["render", "in"], "render"),
    ] {
        let run = desk.run(args).code(2);
        assert!(err(&run).contains(told), "{args:?}: {}", err(&run));
    }
}

#[test]
fn as_of_stands_in_the_record() {
    let desk = Desk::new();
    let record = out(&desk.run(&["brief", "in", "--json", "--as-of", "2031-07-01"]).success());
    assert!(record.contains("\"as_of\": \"2031-07-01\""));
}

#[test]
fn a_page_goes_to_its_file_beside_other_output() {
    let desk = Desk::new();
    let run = desk.run(&["brief", "in", "--json", "--html", "brief.html"]).success();
    assert!(out(&run).starts_with("{\n"));
    assert!(err(&run).contains("readout: wrote brief.html"));
    let page = fs::read_to_string(desk.path("brief.html")).expect("a page");
    assert!(page.starts_with("<!doctype html>") && page.contains("talk for 90 minutes"));
    let again = desk.run(&["brief", "in", "--html", "brief.html", "--quiet"]).success();
    assert_eq!(err(&again), "", "its own page may be written over");
    let printed = out(&desk.run(&["brief", "in", "--html", "-"]).success());
    assert_eq!(printed, page);
}

#[test]
fn a_report_is_never_written_over() {
    let desk = Desk::new();
    let report = "<html><body><p>The envoys met in Port Ansel on Tuesday.</p></body></html>";
    desk.write("report.html", report);
    let run = desk.run(&["brief", "--html", "report.html", "in"]).code(2);
    assert!(err(&run).contains("report.html exists and Readout did not write it"), "{}", err(&run));
    assert_eq!(fs::read_to_string(desk.path("report.html")).expect("it is there"), report);
    let run = desk.run(&["brief", "in", "--html", "in/brief.html"]).code(2);
    assert!(err(&run).contains("lies inside in") && !desk.path("in/brief.html").exists(), "{}", err(&run));
}

#[test]
fn standard_input_is_a_report() {
    let desk = Desk::new();
    let run = desk.readout(&["brief", "-", "in/ministry.txt", "--json"]).write_stdin(WIRE).assert().success();
    let record: serde_json::Value = serde_json::from_str(&out(&run)).expect("JSON");
    let paths: Vec<&str> = record["documents"].as_array().expect("a list").iter().filter_map(|d| d["path"].as_str()).collect();
    assert!(paths.contains(&"-") && paths.contains(&"in/ministry.txt"), "{paths:?}");
}

#[test]
fn quiet_silences_notes_but_not_errors() {
    let desk = Desk::new();
    desk.write("in/autre.txt", "Les dirigeants se parlent\n\nLes dirigeants des deux pays ont parlé hier du barrage et de la navigation sur le fleuve, a déclaré le ministère.\n");
    assert!(err(&desk.run(&["brief", "in"]).success()).contains("in/autre.txt"));
    assert_eq!(err(&desk.run(&["brief", "in", "--quiet"]).success()), "");
    assert!(err(&desk.run(&["brief", "in", "gone.txt", "--quiet"]).code(1)).contains("gone.txt"));
}

#[test]
fn annotations_are_json_lines_with_code_points() {
    let desk = Desk::new();
    desk.write(
        "texts.jsonl",
        "{\"id\": \"a\", \"text\": \"Zoë met  Ana in Paris.\"}\n{\"id\": \"b\", \"text\": \"They left.\"}\n",
    );
    let printed = out(&desk.run(&["annotate", "--raw", "texts.jsonl"]).success());
    let lines: Vec<serde_json::Value> = printed.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.iter().map(|l| l["id"].as_str().expect("an id")).collect::<Vec<_>>(), ["a", "b"]);
    let text: Vec<char> = lines[0]["text"].as_str().expect("a text").chars().collect();
    let words: Vec<String> = lines[0]["tokens"]
        .as_array()
        .expect("tokens")
        .iter()
        .map(|t| text[t["start"].as_u64().expect("start") as usize..t["end"].as_u64().expect("end") as usize].iter().collect())
        .collect();
    assert_eq!(words, ["Zoë", "met", " ", "Ana", "in", "Paris", "."]);
    let met = &lines[0]["tokens"][1];
    assert_eq!((met["tag"].as_str(), met["lemma"].as_str(), met["label"].as_str()), (Some("VBD"), Some("meet"), Some("ROOT")));
    assert_eq!((met["head"].as_u64(), met["pos"].as_str()), (Some(1), Some("VERB")));
    assert!(
        lines[0]["entities"]
            .as_array()
            .expect("a list")
            .iter()
            .any(|e| e["label"] == "GPE" && e["start"] == 16 && e["end"] == 21)
    );
}

#[test]
fn annotations_tell_times_quantities_and_actors() {
    let desk = Desk::new();
    desk.write(
        "told.jsonl",
        "{\"id\": \"a\", \"text\": \"Zoë rang on Tuesday, for more than 30 minutes.\", \"published\": \"2025-03-13\"}\n",
    );
    desk.write("plain.txt", "They met on Tuesday.");
    let line = |args: &[&str]| -> serde_json::Value { serde_json::from_str(&out(&desk.run(args).success())).expect("JSON") };
    let told = line(&["annotate", "--raw", "--date", "2024-01-01", "told.jsonl"]);
    let tuesday = serde_json::json!({"start": 12, "end": 19, "type": "DATE", "value": "2025-03-11", "edtf": "2025-03-11"});
    assert_eq!(told["times"][0], tuesday, "the date of the line goes before --date");
    let minutes = serde_json::json!({"start": 25, "end": 45, "value": 30.0, "low": 30.0, "high": null, "unit": "minute", "noun": null, "approximate": false});
    assert_eq!(told["quantities"][0], minutes);
    desk.write("names.txt", "French President Paul Duval rang the minister.");
    let duval =
        serde_json::json!({"start": 0, "end": 27, "name": "Paul Duval", "kind": "person", "role": "President", "of": "France"});
    let names = line(&["annotate", "--raw", "names.txt"]);
    assert_eq!(names["actors"][0], duval);
    assert_eq!(names["named"][0], serde_json::json!({"start": 0, "end": 27, "kind": "person", "actor": 0}));
    assert_eq!(line(&["annotate", "--raw", "--date", "2025-03-13", "plain.txt"])["times"][0]["value"], "2025-03-11");
    assert_eq!(line(&["annotate", "--raw", "plain.txt"])["times"][0]["edtf"], serde_json::Value::Null, "no date, no guess");
}

#[test]
fn annotations_are_conllu_that_gives_the_text_again() {
    let desk = Desk::new();
    desk.write("a.txt", "“We met,” she said.\n\nThey left  at once.");
    let printed = out(&desk.run(&["annotate", "--raw", "--conllu", "a.txt"]).success());
    assert!(printed.starts_with("# newdoc id = a.txt\n# sent_id = 1\n# text = "), "{printed}");
    for sentence in printed.trim_end().split("\n\n") {
        let text = sentence.lines().find_map(|l| l.strip_prefix("# text = ")).expect("a text");
        let rows: Vec<Vec<&str>> = sentence.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        let told: String =
            rows.iter().map(|r| format!("{}{}", r[1], if r[9].contains("SpaceAfter=No") { "" } else { " " })).collect();
        assert_eq!(told.trim_end(), text);
        for (i, row) in rows.iter().enumerate() {
            assert_eq!((row.len(), row[0].parse().ok()), (10, Some(i + 1)));
            assert!(row[6].parse::<usize>().is_ok_and(|head| head <= rows.len() && head != i + 1), "{row:?}");
            assert!(!row[1].trim().is_empty());
        }
        assert_eq!(rows.iter().filter(|r| r[6] == "0").count(), 1, "one root");
    }
}

#[test]
fn annotations_do_not_depend_on_threads() {
    let desk = Desk::new();
    let one = out(&desk.run(&["annotate", "in", "--jobs", "1"]).success());
    assert_eq!(one.lines().count(), 2);
    assert!(one == out(&desk.run(&["annotate", "in", "--jobs", "2"]).success()));
}

#[test]
fn schema_and_completions_are_printed() {
    let desk = Desk::new();
    let schema: serde_json::Value = serde_json::from_str(&out(&desk.run(&["schema"]).success())).expect("JSON");
    assert!(schema["properties"]["discrepancies"].is_object());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = out(&desk.run(&["completions", shell]).success());
        for word in ["brief", "stories", "show", "diff", "check", "contacts", "between", "changed", "limit"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let desk = Desk::new();
    let program = assert_cmd::cargo::cargo_bin!("readout");
    let line = format!("'{}' brief in --json; echo $? >&2", program.display());
    let run = Command::new("sh").current_dir(desk.0.path()).args(["-c", &format!("{{ {line}; }} | true")]).assert();
    let told = err(&run);
    assert!(Path::new(program).exists() && !told.contains("panicked") && !told.contains("roken pipe"), "{told}");
    assert!(told.trim_end().ends_with('0'), "{told}");
}
