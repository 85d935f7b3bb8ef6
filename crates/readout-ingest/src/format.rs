//! The formats of reports, and how an input is recognised as one of them: by the end of its name, else by its first characters.
//!
//! Enters: a name or decoded text. Leaves: a `Format`. A new format is a variant here, a row in `NAMES` and a file in `formats/`.

/// What a format is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, with or without a header block.
    Text,
    /// Markdown, with or without YAML front matter.
    Markdown,
    /// A web page.
    Html,
    /// One JSON object, or an array of them.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// A web archive.
    Warc,
}

/// Ends of names, without `.gz`.
const NAMES: &[(&str, Format)] = &[
    (".txt", Format::Text),
    (".text", Format::Text),
    (".md", Format::Markdown),
    (".markdown", Format::Markdown),
    (".html", Format::Html),
    (".htm", Format::Html),
    (".xhtml", Format::Html),
    (".json", Format::Json),
    (".jsonl", Format::JsonLines),
    (".ndjson", Format::JsonLines),
    (".warc", Format::Warc),
];

impl Format {
    /// The format that the end of a name says, whether or not `.gz` follows it.
    pub fn of_name(name: &str) -> Option<Format> {
        let lower = name.to_ascii_lowercase();
        let stem = lower.strip_suffix(".gz").unwrap_or(&lower);
        NAMES.iter().find(|(end, _)| stem.ends_with(end)).map(|(_, format)| *format)
    }

    /// Whether bytes begin as web archives do.
    pub fn is_archive(bytes: &[u8]) -> bool {
        bytes.starts_with(b"WARC/")
    }

    /// Whether a text begins as whole web pages do.
    pub fn is_page(text: &str) -> bool {
        let head: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
        head.starts_with("<!doctype html") || head.starts_with("<html")
    }

    /// The format that the text itself shows; plain text where it shows none.
    pub fn of_text(text: &str) -> Format {
        let head = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
        if looks_like_markup(head) {
            Format::Html
        } else if head.starts_with('{') || head.starts_with('[') {
            of_json(head)
        } else if head.starts_with("---\n") || head.starts_with("---\r\n") || head.starts_with("# ") {
            Format::Markdown
        } else {
            Format::Text
        }
    }
}

fn looks_like_markup(head: &str) -> bool {
    let beginning: String = head.chars().take(1024).collect::<String>().to_ascii_lowercase();
    let starts = ["<!doctype html", "<html", "<head", "<body", "<?xml", "<!--", "<div", "<article", "<p>", "<meta", "<title"];
    starts.iter().any(|s| beginning.starts_with(s)) || beginning.contains("<html") || beginning.contains("<!doctype html")
}

/// JSON Lines when the first line is an object of its own and another begins after it.
fn of_json(head: &str) -> Format {
    let mut lines = head.lines();
    let first = lines.next().unwrap_or("").trim();
    let whole = first.starts_with('{') && serde_json::from_str::<serde_json::Value>(first).is_ok();
    match (whole, lines.find(|l| !l.trim().is_empty())) {
        (true, Some(next)) if next.trim_start().starts_with('{') => Format::JsonLines,
        (true, _) => Format::Json,
        _ if serde_json::from_str::<serde::de::IgnoredAny>(head).is_ok() => Format::Json,
        _ => Format::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_decide_with_and_without_gz() {
        assert_eq!(Format::of_name("a/B.HTML.GZ"), Some(Format::Html));
        assert_eq!(Format::of_name("a.ndjson"), Some(Format::JsonLines));
        assert_eq!(Format::of_name("a.pdf"), None);
        assert_eq!(Format::of_name("html"), None);
    }

    #[test]
    fn a_page_is_known_by_its_beginning() {
        assert!(Format::is_page("\n<!DOCTYPE html>\n<p>"));
        assert!(!Format::is_page("The tag <html> begins a page."));
    }

    #[test]
    fn text_without_a_name_shows_what_it_is() {
        for (text, format) in [
            ("\u{FEFF}  <!DOCTYPE html><p>x", Format::Html),
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", Format::JsonLines),
            ("{\"text\":\n \"a\"}\n", Format::Json),
            ("[{\"text\": \"a\"}]", Format::Json),
            ("---\ntitle: a\n---\nb", Format::Markdown),
            ("[Reuters] The talks ended.", Format::Text),
            ("Talks end\n\nThey met.", Format::Text),
        ] {
            assert_eq!(Format::of_text(text), format, "{text}");
        }
    }
}
