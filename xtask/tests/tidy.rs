//! `cargo xtask tidy` on small trees: a sound one passes, and each breach is told with its file and its remedy.

use std::path::Path;
use std::process::Command;

const HEADER: &str = "//! A part.\n//!\n//! Enters: this. Leaves: that.\n";
const EXAMPLES: &str = "[[example]]\ntext = \"They met.\"\nfinds = [\"met\"]\n[[example]]\ntext = \"It rained.\"\nfinds = []\n";

/// Files of a tree that is in order.
fn sound() -> Vec<(&'static str, String)> {
    vec![
        ("README.md", "`.txt` and `--json` and `brief`".into()),
        ("crates/readout-record/Cargo.toml", "[dependencies]\n".into()),
        ("crates/readout-record/src/lib.rs", format!("{HEADER}pub mod span;\npub use span::Span;\n")),
        ("crates/readout-record/src/span.rs", HEADER.into()),
        ("crates/readout-analysis/Cargo.toml", "[dependencies]\nreadout-record.workspace = true\n".into()),
        ("crates/readout-analysis/src/lib.rs", format!("{HEADER}pub mod extract;\npub mod link;\n")),
        ("crates/readout-analysis/src/extract.rs", format!("{HEADER}use readout_record::span::Span;\n")),
        ("crates/readout-analysis/src/link.rs", format!("{HEADER}use crate::extract::A;\n")),
        ("crates/readout-analysis/rules/events/meeting.toml", EXAMPLES.into()),
        ("crates/readout-ingest/src/format.rs", format!("{HEADER}const N: &[X] = &[\n    (\".txt\", Format::Text),\n];\n")),
        (
            "crates/readout-render/src/formats/json.rs",
            format!("{HEADER}impl Format for Json {{\n    fn name(&self) -> &'static str {{\n        \"json\"\n    }}\n}}\n"),
        ),
        ("crates/readout-render/src/registry.rs", format!("{HEADER}pub const FORMATS: &[&dyn Format] = &[&Json];\n")),
        ("crates/readout-cli/src/main.rs", format!("{HEADER}#[derive(Subcommand)]\nenum C {{\n    Brief(A),\n}}\n")),
    ]
}

/// Exit status and output for the sound tree with one file in place of, or beside, its own.
fn tidy(path: &str, text: &str) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in sound().iter().map(|(f, t)| (*f, t.as_str())).chain([(path, text)]) {
        let place = folder.path().join(file);
        std::fs::create_dir_all(place.parent().unwrap_or(Path::new("."))).unwrap();
        std::fs::write(place, text).unwrap();
    }
    let run = Command::new(env!("CARGO_BIN_EXE_xtask")).args(["tidy", "--root"]).arg(folder.path()).output().unwrap();
    (run.status.success(), String::from_utf8(run.stdout).unwrap())
}

#[track_caller]
fn refused(path: &str, text: &str, fault: &str, remedy: &str) {
    let (passes, output) = tidy(path, text);
    let line = output.lines().find(|l| l.contains(fault)).unwrap_or_else(|| panic!("no finding says {fault:?}: {output}"));
    assert!(!passes, "{output}");
    assert!(line.starts_with(path), "names another file: {line}");
    assert!(line.contains(remedy), "no remedy {remedy:?}: {line}");
    assert_eq!(output.lines().count(), 2, "more than one finding: {output}");
}

#[test]
fn a_sound_tree_passes() {
    let (passes, output) = tidy("notes.txt", "nothing");
    assert!(passes, "{output}");
}

#[test]
fn a_dependency_against_the_layers() {
    let manifest = "[dependencies]\nreadout-ingest.workspace = true\n";
    refused("crates/readout-analysis/Cargo.toml", manifest, "readout-analysis imports readout-ingest", "move the type down");
}

#[test]
fn an_import_against_the_layers() {
    let code = format!("{HEADER}fn f() {{ readout_english::model::load() }}\n");
    refused("crates/readout-record/src/span.rs", &code, "readout-record imports readout-english", "none of the crates");
}

#[test]
fn a_crate_outside_the_layers() {
    refused("crates/readout-more/Cargo.toml", "", "readout-more has no place", "xtask/src/tidy/layers.rs");
}

#[test]
fn an_arrow_against_the_stages_of_analysis() {
    let code = format!("{HEADER}use crate::link::{{L, M}};\n");
    refused("crates/readout-analysis/src/extract/deep.rs", &code, "against extract <- link <- brief", "earlier stage");
}

#[test]
fn modules_that_import_one_another() {
    let parent = format!("{HEADER}mod parts;\nfn f() {{ parts::g() }}\n");
    assert!(tidy("crates/readout-record/src/span.rs", &parent).0, "a parent may use its child");
    let (passes, output) = tidy("crates/readout-record/src/span.rs", &format!("{HEADER}use crate::Other;\n"));
    let fault = "crates/readout-record/src/lib.rs: the modules (root), span import one another";
    assert!(!passes);
    for words in [fault, "a module of its own", "span.rs:4 -> (root)"] {
        assert!(output.contains(words), "does not say {words:?}: {output}");
    }
}

#[test]
fn a_file_without_its_header() {
    refused("crates/readout-record/src/span.rs", "pub struct Span;\n", "has no header", "begin it with `//!`");
    refused("crates/readout-record/src/span.rs", "//! A span.\n", "does not say what enters", "Enters:");
}

#[test]
fn a_file_that_is_too_long() {
    let code = format!("{HEADER}{}", "\n".repeat(500));
    refused("crates/readout-record/src/span.rs", &code, "has 503 lines", "divide it");
}

#[test]
fn a_readme_that_is_silent_about_something() {
    refused("README.md", "`--json` and `brief`", "the input .txt", "add `.txt`");
    refused("README.md", "`.txt` and `brief`", "the output option --json", "add `--json`");
    refused("README.md", "`.txt` and `--json`", "the command brief", "add `brief`");
}

#[test]
fn a_rule_without_examples() {
    let path = "crates/readout-analysis/rules/events/meeting.toml";
    refused(path, "type = \"meeting\"\n", "has no examples", "[[example]]");
    refused(path, "[[example]]\ntext = \"They met.\"\nfinds = [\"met\"]\n", "what must not be found", "finds = []");
    refused(path, "[[rule]]\nname = \"bars\"\ncuts = [\"x\"]\n", "the rule bars has no examples", "leave alone");
}

#[test]
fn a_place_on_one_machine() {
    let path = ["/ho", "me/ann/reports"].concat();
    refused(
        "crates/readout-record/src/span.rs",
        &format!("{HEADER}// see {path}\n"),
        "names a place on one machine",
        "an argument",
    );
}
