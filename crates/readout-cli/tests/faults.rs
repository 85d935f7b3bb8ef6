//! What the store survives: kills at any instant, a full disk, a file that may not be written, a damaged file, two writers.
//!
//! Enters: small reports; `READOUT_KILLS` for how many kills. Leaves: that nothing told as added is lost, nothing half added shows, and each fault is told
//! with its remedy. What needs a file system of its own is skipped, aloud, where none may be mounted.

mod desk;

use desk::{Desk, err, out};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

const PLACES: [&str; 8] = ["Brell", "Corvale", "Dorn", "Estmark", "Falk", "Gorvia", "Hesk", "Ilmar"];

/// A report of one of several stories.
fn report(number: usize) -> String {
    let place = PLACES[number % PLACES.len()];
    format!(
        "Published: 2031-0{}-1{}\nSource: Outlet {number}\n\n{place} talks enter round {number}\n\nDelegates of {place} and the coastal league met in {place} on Monday, a spokesman said. They promised to exchange {number} lists of detainees by Friday.\n",
        1 + number % PLACES.len(),
        number % 5,
    )
}

fn folder(desk: &Desk, reports: usize) {
    for number in 0..reports {
        desk.write(&format!("in/{number:03}.txt"), report(number));
    }
}

fn program() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("readout"))
}

/// The paths of the documents in a store.
fn paths(desk: &Desk, store: &str) -> BTreeSet<String> {
    let record = out(&desk.run(&["brief", "--store", store, "--json"]).success());
    let record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
    let documents = record["documents"].as_array().expect("documents");
    documents.iter().filter_map(|d| d["path"].as_str().map(str::to_owned)).collect()
}

/// Some number that differs from run to run: when a kill comes is chance.
fn chance(below: u64) -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| u64::from(d.subsec_nanos()));
    ((now / 7).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33) % below.max(1)
}

/// Runs `add` and kills it after a while; what it had told by then.
fn killed(desk: &Desk, after: Duration) -> (Vec<String>, bool) {
    let mut run = program();
    run.current_dir(desk.path("")).args(["add", "in", "--store", "s.sqlite", "--batch", "2", "--jobs", "1"]);
    let mut child = run.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a run");
    let stdout = child.stdout.take().expect("its output");
    let reader = std::thread::spawn(move || {
        let lines = BufReader::new(stdout).lines().map_while(Result::ok);
        lines.filter_map(|l| l.strip_prefix("added  ").map(str::to_owned)).collect::<Vec<_>>()
    });
    let until = Instant::now() + after;
    let mut ended = false;
    while Instant::now() < until && !ended {
        std::thread::sleep(Duration::from_millis(1));
        ended = child.try_wait().expect("a state").is_some();
    }
    let _ = child.kill();
    let _ = child.wait();
    (reader.join().expect("lines"), ended)
}

#[test]
fn killed_at_any_instant_it_loses_nothing_that_it_told() {
    let kills: usize = std::env::var("READOUT_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let desk = Desk::new();
    folder(&desk, 24);
    let started = Instant::now();
    desk.run(&["add", "in", "--store", "whole.sqlite", "--batch", "2", "--jobs", "1"]).success();
    let whole = started.elapsed().as_millis() as u64;
    let expected = out(&desk.run(&["brief", "--store", "whole.sqlite", "--json"]).success());
    let (mut told, mut amid) = (BTreeSet::new(), 0);
    for _ in 0..kills {
        let (added, ended) = killed(&desk, Duration::from_millis(chance(whole + whole / 4)));
        amid += usize::from(!ended);
        told.extend(added);
        if desk.path("s.sqlite").exists() && !told.is_empty() {
            let there = paths(&desk, "s.sqlite");
            assert!(told.is_subset(&there), "lost: {:?}", told.difference(&there));
            desk.run(&["store", "check", "--store", "s.sqlite"]).success();
        }
        if ended {
            assert!(out(&desk.run(&["brief", "--store", "s.sqlite", "--json"]).success()) == expected, "another record");
            for end in ["", "-wal", "-shm", "-lock"] {
                let _ = fs::remove_file(desk.path(&format!("s.sqlite{end}")));
            }
            told.clear();
        }
    }
    desk.run(&["add", "in", "--store", "s.sqlite"]).success();
    assert!(out(&desk.run(&["brief", "--store", "s.sqlite", "--json"]).success()) == expected, "another record");
    println!("{kills} kills, {amid} of them amid a run");
    assert!(amid > 0, "no kill came in time");
}

/// A small file system of its own.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: PathBuf, size: &str) -> Option<Disk> {
        fs::create_dir(&at).expect("a folder");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(&at).output();
        let mounted = mount.is_ok_and(|m| m.status.success());
        if !mounted {
            eprintln!("SKIPPED: no file system may be mounted here, so a full and a read-only disk are not tried");
        }
        mounted.then_some(Disk(at))
    }

    fn remount(&self, options: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(&self.0).status().expect("mount");
        assert!(done.success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_and_one_that_may_not_be_written_are_told_and_cost_nothing() {
    let desk = Desk::new();
    folder(&desk, 40);
    let Some(disk) = Disk::mount(desk.path("disk"), "1300k") else { return };
    let full = desk.run(&["add", "in", "--store", "disk/s.sqlite", "--batch", "4"]).code(1);
    let told: BTreeSet<String> = out(&full).lines().filter_map(|l| l.strip_prefix("added  ").map(str::to_owned)).collect();
    let message = err(&full);
    assert!(message.contains("disk/s.sqlite") && message.contains("disk is full; free some space and run"), "{message}");
    assert!(!told.is_empty() && told.len() < 40, "{} told", told.len());
    disk.remount("size=20m");
    assert_eq!(paths(&desk, "disk/s.sqlite"), told);
    desk.run(&["add", "in", "--store", "disk/s.sqlite"]).success();
    desk.run(&["store", "check", "--store", "disk/s.sqlite"]).success();
    desk.write("new.txt", report(99));
    disk.remount("ro");
    assert_eq!(paths(&desk, "disk/s.sqlite").len(), 40);
    let refused = err(&desk.run(&["add", "new.txt", "--store", "disk/s.sqlite"]).code(1));
    assert!(refused.contains("disk/s.sqlite: can't be written") && refused.contains("or give another --store FILE"), "{refused}");
}

fn spoil(file: &Path, at: u64, bytes: &[u8]) {
    let mut file = File::options().write(true).open(file).expect("a file");
    file.seek(SeekFrom::Start(at)).expect("a place");
    file.write_all(bytes).expect("bytes");
}

#[test]
fn a_damaged_file_and_one_that_is_no_store_are_told() {
    let desk = Desk::new();
    folder(&desk, 12);
    desk.run(&["add", "in", "--store", "s.sqlite"]).success();
    desk.run(&["store", "backup", "torn.sqlite", "--store", "s.sqlite"]).success();
    let size = fs::metadata(desk.path("torn.sqlite")).expect("a file").len();
    for page in (8..size / 4096).step_by(3) {
        spoil(&desk.path("torn.sqlite"), page * 4096, &[0xA5; 2048]);
    }
    let found = err(&desk.run(&["store", "check", "--store", "torn.sqlite"]).code(1));
    assert!(found.contains("torn.sqlite") && found.contains("is damaged") && found.contains("put back a backup"), "{found}");
    desk.write("notes.sqlite", "these are notes and no database, written long enough to be taken for one".repeat(20));
    for args in [&["add", "in", "--store", "notes.sqlite"][..], &["store", "check", "--store", "notes.sqlite"]] {
        let told = err(&desk.run(args).code(1));
        assert!(told.contains("notes.sqlite: is not a store of Readout; give the path of a store"), "{told}");
    }
    let absent = err(&desk.run(&["brief", "--store", "absent.sqlite"]).code(1));
    assert!(absent.contains("absent.sqlite: does not exist; add documents to it with readout add"), "{absent}");
}

#[test]
fn a_quote_that_is_not_what_its_document_says_is_found() {
    let desk = Desk::new();
    folder(&desk, 3);
    desk.run(&["add", "in", "--store", "s.sqlite"]).success();
    let mut bytes = Vec::new();
    File::open(desk.path("s.sqlite")).and_then(|mut f| f.read_to_end(&mut bytes)).expect("a store");
    let words = b"Delegates of Brell and the coastal league";
    let places: Vec<usize> = (0..bytes.len() - words.len()).filter(|&at| bytes[at..].starts_with(words)).collect();
    assert!(!places.is_empty());
    places.iter().for_each(|&at| spoil(&desk.path("s.sqlite"), at as u64, b"Delegates of Brawl and the coastal league"));
    let found = err(&desk.run(&["store", "check", "--store", "s.sqlite"]).code(1));
    assert!(found.contains("does not read as it was added"), "{found}");
}

#[test]
fn one_writes_at_a_time_and_any_number_read() {
    let desk = Desk::new();
    folder(&desk, 3);
    desk.run(&["add", "in", "--store", "s.sqlite"]).success();
    let mut first = program();
    first.current_dir(desk.path("")).args(["add", "-", "--store", "s.sqlite"]);
    let mut first = first.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a run");
    // The first holds the store as soon as a second is refused; it waits for its standard input.
    desk.write("second.txt", report(50));
    let refused = (0..200).find_map(|n| {
        std::thread::sleep(Duration::from_millis(50));
        desk.write("second.txt", report(50 + n));
        let run = desk.run(&["add", "second.txt", "--store", "s.sqlite"]);
        (run.get_output().status.code() == Some(1)).then(|| err(&run))
    });
    let refused = refused.expect("a refusal");
    assert!(refused.contains("s.sqlite: is being written by another run of Readout; wait until it has ended"), "{refused}");
    assert!(paths(&desk, "s.sqlite").len() >= 3, "reading goes on");
    first.stdin.take().expect("its input").write_all(report(70).as_bytes()).expect("a report");
    assert!(first.wait().expect("an end").success());
    desk.run(&["add", "second.txt", "--store", "s.sqlite"]).success();
}
