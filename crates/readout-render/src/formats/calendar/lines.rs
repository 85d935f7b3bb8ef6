//! Content lines of iCalendar (RFC 5545): escaped and folded.
//!
//! Enters: names and values. Leaves: lines of at most 75 octets, cut between characters and ended by CRLF.

use crate::view::visible::visible;

/// Longest line in octets, its line break not counted.
const LONGEST: usize = 75;

/// A line whose value is no text: a date, a status.
pub fn plain(name: &str, value: &str) -> String {
    folded(&format!("{name}:{value}"))
}

/// A line whose value is text.
pub fn text(name: &str, value: &str) -> String {
    plain(name, &escaped(value))
}

/// Backslash, semicolon and comma marked, line breaks as `\n`; characters that act unseen are shown by their code.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in visible(&text.replace("\r\n", "\n").replace('\r', "\n")).chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_whitespace() && c.is_control() => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out + "\r\n"
}
