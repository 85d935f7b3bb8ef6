//! A folder in which the program runs.
//!
//! Enters: files and arguments. Leaves: what the program printed.
#![allow(dead_code, reason = "each test uses its part")]

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A folder with a folder `in`.
pub struct Desk(TempDir);

impl Desk {
    pub fn new() -> Desk {
        let desk = Desk(TempDir::new().expect("a folder"));
        fs::create_dir(desk.path("in")).expect("a folder");
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).expect("a file");
    }

    /// The program, run in the folder.
    pub fn readout(&self, args: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("readout"));
        command.current_dir(self.0.path()).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Assert {
        self.readout(args).assert()
    }
}

pub fn out(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).expect("UTF-8")
}

pub fn err(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).expect("UTF-8")
}
