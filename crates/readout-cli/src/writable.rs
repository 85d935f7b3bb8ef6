//! Where a file may be written.
//!
//! Enters: the file that is wanted and the inputs. Leaves: nothing where it may be written, else why not and what to do.

use std::io::Read;
use std::path::{Path, PathBuf};

/// Refuses a place inside a folder that is read, where the next run would take the file for a report.
pub fn outside(option: &str, file: &Path, inputs: &[PathBuf]) -> Result<(), String> {
    let folder = folder(file);
    let inside = inputs.iter().filter(|p| p.is_dir()).find(|p| p.canonicalize().is_ok_and(|p| folder.starts_with(p)));
    match inside {
        Some(read) => Err(format!(
            "--{option}: {} lies inside {}, and the next run would read it as a report; give a place outside of it",
            file.display(),
            read.display()
        )),
        None => Ok(()),
    }
}

/// The folder that the file is to stand in, or where that is yet to be made, the nearest one above it.
fn folder(file: &Path) -> PathBuf {
    let mut above = file.ancestors().skip(1).map(|p| if p.as_os_str().is_empty() { Path::new(".") } else { p });
    above.find_map(|p| p.canonicalize().ok()).unwrap_or_default()
}

/// The first bytes of a file, none where it can't be read.
pub fn beginning(file: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = std::fs::File::open(file).map(|f| f.take(512).read_to_end(&mut bytes));
    bytes
}
