//! A folder on disk that goes when the test ends.

#![allow(dead_code, reason = "each test file uses a part")]

use readout_ingest::input::{Ingested, Options, Raw, read_paths, read_raw};
use readout_record::document::Document;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a folder for the test"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }

    pub fn paths(&self, names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(|n| if *n == "." { self.path().to_path_buf() } else { self.path().join(n) }).collect()
    }

    pub fn read(&self, names: &[&str]) -> Ingested {
        read_paths(&self.paths(names), &Options::default())
    }

    pub fn raw(&self, name: &str) -> Raw {
        read_raw(&self.path().join(name), &Options::default())
    }

    /// A path as it stands below the folder.
    pub fn local(&self, path: &str) -> String {
        let root = format!("{}/", self.path().to_string_lossy());
        path.strip_prefix(&root).unwrap_or(path).to_owned()
    }

    pub fn names(&self, documents: &[Document]) -> Vec<String> {
        documents.iter().map(|d| self.local(&d.path)).collect()
    }
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).expect("packing");
    packer.finish().expect("packing")
}
