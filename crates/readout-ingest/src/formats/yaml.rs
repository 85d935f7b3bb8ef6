//! Front matter in the Jekyll manner: the part of YAML that report archives use.
//!
//! Enters: text that may begin with `---`. Leaves: where the front matter stands, and its top-level names with their values: plain, quoted
//! (over several lines too), block scalars and lists. It leaves alone: nested maps, anchors and tags.

use std::ops::Range;

/// The range of the front matter between its fences and the byte after it.
pub fn block(input: &str) -> Option<(Range<usize>, usize)> {
    let first = input.split_inclusive('\n').next()?;
    (first.trim_end() == "---").then_some(())?;
    let start = first.len();
    let mut at = start;
    for line in input[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Names and values of the top level, in order; the items of a list are joined with `, `.
pub fn fields(block: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = block.lines().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        let Some((name, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t', '#', '-'])) else { continue };
        let more = lines[at..].iter().take_while(|l| l.trim().is_empty() || l.starts_with([' ', '\t', '-'])).count();
        let value = value_of(value.trim(), &lines[at..at + more]);
        at += more;
        found.push((name.trim().trim_matches(['"', '\'']).to_owned(), value));
    }
    found
}

fn value_of(first: &str, more: &[&str]) -> String {
    if first.starts_with(['|', '>']) {
        let mark = if first.starts_with('|') { "\n" } else { " " };
        return more.iter().map(|l| l.trim()).collect::<Vec<_>>().join(mark).trim().to_owned();
    }
    if first.starts_with('"') {
        return double_quoted(first, more);
    }
    if first.starts_with('\'') {
        let whole = joined(first, more);
        let inner = whole.strip_prefix('\'').unwrap_or(&whole);
        return inner.strip_suffix('\'').unwrap_or(inner).replace("''", "'");
    }
    if first.is_empty() || first.starts_with('[') {
        return list(first, more);
    }
    let plain = joined(first, more);
    plain.split(" #").next().unwrap_or("").trim_end().to_owned()
}

fn joined(first: &str, more: &[&str]) -> String {
    let mut whole = first.to_owned();
    for line in more.iter().map(|l| l.trim()).filter(|l| !l.is_empty()) {
        whole.push(' ');
        whole.push_str(line);
    }
    whole
}

fn list(first: &str, more: &[&str]) -> String {
    let flow = first.trim_start_matches('[').trim_end_matches(']');
    let inline = flow.split(',').map(str::trim).filter(|i| !i.is_empty());
    let items = more.iter().filter_map(|l| l.trim().strip_prefix('-')).map(str::trim);
    let clean = |item: &str| item.trim_matches(['"', '\'']).to_owned();
    inline.chain(items).map(clean).collect::<Vec<_>>().join(", ")
}

/// A value in double quotes: escapes undone, lines folded; a backslash at the end of a line joins it to the next without a blank.
fn double_quoted(first: &str, more: &[&str]) -> String {
    let mut whole = first.to_owned();
    for line in more.iter().map(|l| l.trim()) {
        if whole.ends_with('\\') && !whole.ends_with("\\\\") {
            whole.pop();
        } else {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    let mut out = String::new();
    let mut chars = whole.chars().skip(1);
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => out.extend(escape(&mut chars)),
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

fn escape(chars: &mut impl Iterator<Item = char>) -> Option<char> {
    let number = |chars: &mut dyn Iterator<Item = char>, len: usize| {
        let digits: String = chars.take(len).collect();
        u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)
    };
    match chars.next()? {
        'n' => Some('\n'),
        't' => Some('\t'),
        '_' => Some('\u{A0}'),
        'N' => Some('\u{85}'),
        'L' => Some('\u{2028}'),
        'P' => Some('\u{2029}'),
        'x' => number(chars, 2),
        'u' => number(chars, 4),
        'U' => number(chars, 8),
        '0' => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_the_dresses_that_archives_use() {
        let input = "---\ntags: talks\ntitle: \"The\\_Bank\\u2019s way\\\n  \\ home: a report\"\ndate: '2024-09-10'\nsummary: >\n  They met\n  twice.\nauthor:\n  - Jane Doe\n  - 'John Roe'\nlabels: [a, \"b\"]\nplain: it's: so # a remark\nlong: They met\n  and parted\nempty:\n---\nBody";
        let (range, end) = block(input).unwrap();
        assert_eq!(&input[end..], "Body");
        let found = fields(&input[range]);
        let get = |name: &str| found.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
        assert_eq!(get("title"), Some("The\u{A0}Bank’s way home: a report"));
        assert_eq!(get("date"), Some("2024-09-10"));
        assert_eq!(get("summary"), Some("They met twice."));
        assert_eq!(get("author"), Some("Jane Doe, John Roe"));
        assert_eq!(get("labels"), Some("a, b"));
        assert_eq!(get("plain"), Some("it's: so"));
        assert_eq!(get("long"), Some("They met and parted"));
        assert_eq!(get("empty"), Some(""));
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(block("---\nThey met."), None);
        assert_eq!(block("They met.\n---\n"), None);
    }
}
