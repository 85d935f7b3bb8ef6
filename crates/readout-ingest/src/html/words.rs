//! A tree of HTML to lines of text.
//!
//! Enters: a parsed page or an element of it. Leaves: its words: paragraphs, headings, quotations and tables parted by an empty line, items and
//! rows on lines of their own, white space as a browser shows it. It leaves alone: which of them belong to the report.

use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Node};

/// Elements whose content nobody reads as text.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe", "object", "embed", "canvas", "audio",
    "video", "select", "button", "textarea", "input", "form", "map", "dialog",
];
/// Elements that stand apart from what is around them.
const PARAGRAPHS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "table",
    "ul",
    "ol",
    "dl",
    "figure",
    "hr",
    "article",
    "section",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "address",
    "details",
];
/// Elements that begin a new line.
const LINES: &[&str] =
    &["div", "li", "tr", "dt", "dd", "figcaption", "caption", "summary", "center", "body", "html", "legend", "fieldset", "time"];
/// Inline elements that a page sets apart without white space in its source.
const CELLS: &[&str] = &["td", "th"];

/// The words of a whole page.
pub fn of_page(page: &Html) -> String {
    of(page.root_element())
}

/// The words of an element.
pub fn of(root: ElementRef<'_>) -> String {
    let mut out = Lines::default();
    let mut silent = 0_usize;
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(e) if silent > 0 || is_silent(e) => silent += 1,
                Node::Element(e) => out.boundary(e.name()),
                Node::Text(text) if silent == 0 => out.words(text),
                _ => {}
            },
            Edge::Close(node) => match node.value() {
                Node::Element(_) if silent > 0 => silent -= 1,
                Node::Element(e) if e.name() != "br" => out.boundary(e.name()),
                _ => {}
            },
        }
    }
    out.text.trim().to_owned()
}

fn is_silent(element: &scraper::node::Element) -> bool {
    SILENT.contains(&element.name()) || element.attr("hidden").is_some() || element.attr("aria-hidden") == Some("true")
}

/// What must stand before the next word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Blank,
    Line,
    Paragraph,
}

#[derive(Default)]
struct Lines {
    text: String,
    gap: Gap,
}

impl Lines {
    fn boundary(&mut self, name: &str) {
        let gap = match name {
            "br" if self.gap == Gap::Line => Gap::Paragraph,
            "br" => Gap::Line,
            name if PARAGRAPHS.contains(&name) => Gap::Paragraph,
            name if LINES.contains(&name) => Gap::Line,
            name if CELLS.contains(&name) => Gap::Blank,
            _ => return,
        };
        self.gap = self.gap.max(gap);
    }

    fn words(&mut self, text: &str) {
        // No-break spaces are characters of the text; the others are the source's layout.
        let is_space = |c: char| c.is_ascii_whitespace();
        if text.starts_with(is_space) {
            self.gap = self.gap.max(Gap::Blank);
        }
        for word in text.split(is_space).filter(|w| !w.is_empty()) {
            if !self.text.is_empty() {
                self.text.push_str(["", " ", "\n", "\n\n"][self.gap as usize]);
            }
            self.text.push_str(word);
            self.gap = Gap::Blank;
        }
        if !text.ends_with(is_space) && text.contains(|c| !is_space(c)) {
            self.gap = Gap::None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_as_a_browser_shows_them() {
        let html = "<h1>Talks\n end</h1><div>They <b>met</b>, they\nsaid.<br>Then<br><br>they parted.</div>\
            <ul><li>one</li><li>two</li></ul><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><style>x</style>";
        let text = of_page(&Html::parse_document(html));
        assert_eq!(text, "Talks end\n\nThey met, they said.\nThen\n\nthey parted.\n\none\ntwo\n\na b\nc");
    }
}
