//! Text of reports as HTML that shows it and obeys none of it.
//!
//! Enters: any text. Leaves: text for elements and double-quoted attributes.

use crate::view::visible::{acts_unseen, code};

/// The text for an element. What acts unseen is shown by its code, which the style sheet sets, so that copying gives the words alone.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match entity(c) {
            Some(entity) => out.push_str(entity),
            None if acts_unseen(c) => out.push_str(&format!("<span class=\"unseen\" data-code=\"{}\"></span>", code(c))),
            None => out.push(c),
        }
    }
    out
}

/// The text for a double-quoted attribute or a title.
pub fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match entity(c) {
            Some(entity) => out.push_str(entity),
            None if acts_unseen(c) => out.push_str(&code(c)),
            None => out.push(c),
        }
    }
    out
}

/// The address where it is one of the web, escaped; a link to anything else could run.
pub fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    matches!(scheme.as_str(), "http" | "https").then(|| attribute(text))
}

fn entity(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_shown_and_unseen_characters_are_named() {
        assert_eq!(escaped("<b>&'\""), "&lt;b&gt;&amp;&#39;&quot;");
        assert_eq!(escaped("a\u{202e}b"), "a<span class=\"unseen\" data-code=\"U+202E\"></span>b");
        assert_eq!(attribute("a\u{1b}\""), "aU+001B&quot;");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(web_address("https://example.org/?a&b").as_deref(), Some("https://example.org/?a&amp;b"));
        for bad in ["javascript:alert(1)", "javascript://example.org/%0aalert(1)", "data:text/html,x", "//example.org", "a b"] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }
}
