//! Paths to bytes: folders walked in order, files and standard input read under a size cap, gzip undone.
//!
//! Enters: the paths that the user gave. Leaves: the inputs they stand for, in order of their names, and the bytes of each, or a diagnostic
//! that says what can be done. It leaves alone: what the bytes mean.

use crate::format::Format;
use crate::options::Options;
use flate2::bufread::MultiGzDecoder;
use readout_record::diagnostic::{Diagnostic, Severity};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The name of standard input among the paths.
pub const STDIN: &str = "-";

/// How many folders deep a walk goes; deeper ones are told as errors.
const DEEPEST: usize = 64;

/// Bytes of one input, after gzip was undone.
#[derive(Debug)]
pub struct Source {
    /// The path as given, or `-`.
    pub name: String,
    /// What the name says of the format.
    pub format: Option<Format>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The files and `-` that `paths` stand for, each once, in order of their names.
pub fn expand(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Diagnostic>) {
    let mut walk = Walk::default();
    for path in paths {
        let path = path.strip_prefix(".").ok().filter(|p| !p.as_os_str().is_empty() && p.as_os_str() != STDIN).unwrap_or(path);
        if path.as_os_str() != STDIN && path.is_dir() {
            let before = walk.files.len();
            walk.folder(path, 0);
            if walk.files.len() == before && !walk.noted {
                walk.tell(
                    path,
                    Severity::Error,
                    "is a folder without files that can be read",
                    "give a folder that holds reports",
                );
            }
        } else {
            walk.files.insert(path.to_path_buf());
        }
    }
    (walk.files.into_iter().collect(), walk.diagnostics)
}

#[derive(Default)]
struct Walk {
    files: BTreeSet<PathBuf>,
    seen: BTreeSet<PathBuf>,
    diagnostics: Vec<Diagnostic>,
    noted: bool,
}

impl Walk {
    /// Takes every file below that has a name Readout knows; tells the others; leaves out hidden ones and folders seen before (loops of links).
    fn folder(&mut self, folder: &Path, depth: usize) {
        if depth > DEEPEST {
            return self.tell(folder, Severity::Error, "is nested too deep", "give this folder on its own");
        }
        if fs::canonicalize(folder).is_ok_and(|real| !self.seen.insert(real)) {
            self.noted = true;
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                return self.tell(folder, Severity::Error, &format!("cannot be opened ({})", plain(&error)), remedy(&error));
            }
        };
        let mut children: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        children.sort();
        for child in children.iter().filter(|c| !hidden(c)) {
            if child.is_dir() && Format::of_name(&name_of(child)).is_none() {
                self.folder(child, depth + 1);
            } else if Format::of_name(&name_of(child)).is_some() {
                self.files.insert(child.clone());
            } else {
                let message =
                    "is left out: its name ends in none of .txt .md .html .htm .json .jsonl .ndjson .warc (or these with .gz)";
                self.tell(child, Severity::Note, message, "give the file itself if it is a report");
            }
        }
    }

    fn tell(&mut self, path: &Path, severity: Severity, message: &str, remedy: &str) {
        self.noted |= severity == Severity::Error;
        self.diagnostics.push(diagnostic(&name_of(path), severity, message, remedy));
    }
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'))
}

/// The path as it stands in the record: with `/` on every system.
pub fn name_of(path: &Path) -> String {
    let name = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { name.into_owned() } else { name.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// A message about one input.
pub fn diagnostic(input: &str, severity: Severity, message: &str, remedy: &str) -> Diagnostic {
    Diagnostic { input: input.to_owned(), severity, message: message.to_owned(), remedy: remedy.to_owned() }
}

/// An error about one input.
pub fn error(input: &str, message: &str, remedy: &str) -> Diagnostic {
    diagnostic(input, Severity::Error, message, remedy)
}

/// Reads one input whole, within the size cap.
pub fn read(path: &Path, options: &Options) -> Result<Source, Diagnostic> {
    let name = name_of(path);
    let raw = if name == STDIN {
        match &options.stdin {
            Some(bytes) => capped(bytes.as_slice(), options.max_bytes),
            None => capped(io::stdin().lock(), options.max_bytes),
        }
    } else if path.is_dir() {
        return Err(error(&name, "is a folder with the name of a file", "give the files in it"));
    } else {
        File::open(path).and_then(|file| capped(file, options.max_bytes))
    };
    let raw = raw.map_err(|e| error(&name, &format!("cannot be read ({})", plain(&e)), remedy(&e)))?;
    let bytes = sized(raw, &name, options)?;
    let bytes = if bytes.starts_with(b"\x1F\x8B") { gunzip(&bytes, &name, options)? } else { bytes };
    if bytes.iter().all(u8::is_ascii_whitespace) || bytes == b"\xEF\xBB\xBF" {
        return Err(error(&name, "is empty", "give a file with a report in it"));
    }
    Ok(Source { format: Format::of_name(&name), name, bytes })
}

/// A web archive as a stream of unpacked bytes, `None` where the file is none. Archives may be larger than the cap: they are read piece by piece.
pub fn archive(path: &Path) -> io::Result<Option<Box<dyn BufRead>>> {
    if name_of(path) == STDIN || path.is_dir() || !begins_as_archive(unpacked(path)?)? {
        return Ok(None);
    }
    unpacked(path).map(Some)
}

fn begins_as_archive(stream: Box<dyn BufRead>) -> io::Result<bool> {
    let mut head = Vec::new();
    // Packing that is damaged at once is told by whoever reads the file whole.
    let read = stream.take(5).read_to_end(&mut head);
    Ok(read.is_ok() && Format::is_archive(&head))
}

fn unpacked(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
    let packed = file.fill_buf()?.starts_with(b"\x1F\x8B");
    Ok(if packed { Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(file))) } else { Box::new(file) })
}

/// Unpacks gzip to at most `max` bytes.
pub fn gunzip_within(bytes: &[u8], max: u64) -> Result<Vec<u8>, String> {
    match capped(MultiGzDecoder::new(bytes), max) {
        Ok(plain) if plain.len() as u64 > max => Err(format!("is larger than {} (unpacked)", size(max))),
        Ok(plain) => Ok(plain),
        Err(e) => Err(format!("is damaged gzip ({e})")),
    }
}

fn gunzip(bytes: &[u8], name: &str, options: &Options) -> Result<Vec<u8>, Diagnostic> {
    let unpacked = capped(MultiGzDecoder::new(bytes), options.max_bytes);
    match unpacked {
        Ok(unpacked) => sized(unpacked, name, options),
        Err(e) if e.kind() == ErrorKind::UnexpectedEof => {
            Err(error(name, "is a gzip file that is cut short", "fetch or pack it again"))
        }
        Err(e) => Err(error(name, &format!("is a damaged gzip file ({e})"), "fetch or pack it again")),
    }
}

/// At most one byte more than `max`, so that the caller sees that there was more.
fn capped(reader: impl Read, max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(max.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn sized(bytes: Vec<u8>, name: &str, options: &Options) -> Result<Vec<u8>, Diagnostic> {
    if bytes.len() as u64 <= options.max_bytes {
        return Ok(bytes);
    }
    let message = format!("is larger than {} (unpacked)", size(options.max_bytes));
    Err(error(name, &message, "split it or raise the limit"))
}

/// A number of bytes in words.
pub fn size(bytes: u64) -> String {
    match bytes {
        b if b >= 1 << 20 => format!("{} MiB", b >> 20),
        b if b >= 1 << 10 => format!("{} KiB", b >> 10),
        b => format!("{b} bytes"),
    }
}

fn plain(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".into(),
        ErrorKind::PermissionDenied => "permission denied".into(),
        _ => error.to_string(),
    }
}

fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "check the path",
        ErrorKind::PermissionDenied => "make it readable for this user",
        _ => "check the disk or copy the file elsewhere",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_in_words() {
        assert_eq!((size(64 << 20), size(2048), size(9)), ("64 MiB".into(), "2 KiB".into(), "9 bytes".into()));
    }
}
