//! Where output goes: standard output and files.
//!
//! Enters: finished text. Leaves: bytes written, or an error that names the file. A reader that stops early (`| head`) is no error.

use anyhow::Context;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Columns where standard output is no terminal.
const COLUMNS: usize = 80;

/// Writes to standard output.
pub fn standard(text: &str) -> anyhow::Result<()> {
    bytes(text.as_bytes())
}

/// Writes bytes to standard output.
pub fn bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// Writes a file.
pub fn file(path: &Path, text: &str) -> anyhow::Result<()> {
    file_of_bytes(path, text.as_bytes())
}

/// Writes a file of bytes.
pub fn file_of_bytes(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("{} can't be written", path.display()))
}

/// Whether the error is that nobody reads on.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}

/// How standard output shows text.
pub fn terminal() -> readout_render::format::TerminalOptions {
    let shown = io::stdout().is_terminal();
    let width = terminal_size::terminal_size_of(io::stdout()).map_or(COLUMNS, |(width, _)| usize::from(width.0));
    let wanted =
        std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()) && std::env::var_os("TERM").is_none_or(|t| t != "dumb");
    readout_render::format::TerminalOptions { width, colour: shown && wanted }
}
