//! `readout export` as it is used: where files go, and what is refused.

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use std::fs;
use tempfile::TempDir;

const WIRE: &str = "Published: 2031-06-03\nSource: Northern Wire\n\nLethmark and Karsovia leaders talk\n\nPresident Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia talked by telephone for 90 minutes on Tuesday.\n";

fn desk() -> TempDir {
    let desk = TempDir::new().expect("a folder");
    fs::create_dir(desk.path().join("in")).expect("a folder");
    fs::write(desk.path().join("in/wire.txt"), WIRE).expect("a file");
    desk
}

fn export(desk: &TempDir, args: &[&str]) -> Assert {
    Command::new(assert_cmd::cargo::cargo_bin!("readout")).current_dir(desk.path()).arg("export").args(args).assert()
}

fn told(assert: &Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

#[test]
fn tables_go_into_a_folder_that_is_made_and_can_be_written_again() {
    let desk = desk();
    for _ in 0..2 {
        let run = export(&desk, &["--format", "csv", "in", "--out", "new/tables"]).success();
        assert!(told(&run).contains("wrote new/tables/events.csv"), "{}", told(&run));
    }
    let events = fs::read_to_string(desk.path().join("new/tables/events.csv")).expect("the file");
    assert!(events.starts_with("id,story,type,") && events.contains("phone call"), "{events}");
    let one = export(&desk, &["-f", "csv", "--table", "events", "in"]).success();
    assert_eq!(String::from_utf8_lossy(&one.get_output().stdout), events);
}

#[test]
fn one_file_goes_to_standard_output_to_a_file_or_into_a_folder() {
    let desk = desk();
    let shown = export(&desk, &["--format", "jsonl", "in"]).success().get_output().stdout.clone();
    export(&desk, &["--format", "jsonl", "in", "--out", "a.jsonl"]).success();
    export(&desk, &["--format", "jsonl", "in", "--out", "out/"]).success();
    for file in ["a.jsonl", "out/record.jsonl"] {
        assert_eq!(fs::read(desk.path().join(file)).expect("the file"), shown, "{file}");
    }
}

#[test]
fn wrong_use_is_told_before_anything_is_read() {
    let desk = desk();
    for (args, message) in [
        (&["--format", "csv", "in"][..], "give a folder with --out, or one table with --table"),
        (&["--format", "csv", "in", "--table", "events", "--out", "in/events.csv"], "the next run would read it as a report"),
        (&["--format", "csv", "in", "--out", "in/tables"], "the next run would read it as a report"),
        (&["--format", "csv", "--table", "calls", "in"], "there is no table \"calls\"; give one of documents, events,"),
        (&["--format", "json", "--table", "events", "in"], "json has no tables"),
        (&["--format", "docx", "in"], "possible values: json, jsonl, csv"),
    ] {
        let run = export(&desk, args).code(2);
        assert!(told(&run).contains(message), "{args:?}: {}", told(&run));
    }
}

#[test]
fn what_is_no_such_export_is_not_written_over() {
    let desk = desk();
    fs::write(desk.path().join("memo.md"), "my own notes on the talks\n").expect("a file");
    let run = export(&desk, &["--format", "md", "in", "--out", "memo.md"]).code(1);
    assert!(told(&run).contains("memo.md exists and is no such export"), "{}", told(&run));
    assert_eq!(fs::read_to_string(desk.path().join("memo.md")).expect("the file"), "my own notes on the talks\n");
}
