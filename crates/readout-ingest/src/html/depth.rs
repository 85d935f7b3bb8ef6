//! A cap on nesting, set on the characters before any parser builds a tree.
//!
//! Enters: decoded HTML, however hostile. Leaves: the same HTML, without drawings, without the tags of elements that lie deeper than a page
//! has reason to, and without emphasis that is opened over and over and never closed. It leaves alone: text, attributes, and pages that are not nested so deep.
//!
//! The depth is never counted lower than a parser would: where HTML's rules of repair are in doubt, an element counts as still open.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Deepest element that stays.
pub const DEEPEST: usize = 120;
/// How many elements of emphasis may be open at once: parsers open them anew in each paragraph.
const MOST_EMPHASIS: usize = 6;
/// Longest tag that is taken for one, in bytes.
const LONGEST_TAG: usize = 1 << 20;

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "basefont",
    "bgsound", "frame", "keygen",
];
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe"];
/// Elements that hold no text of a report and have rules of nesting of their own: they are left out whole.
const DRAWINGS: &[&str] = &["svg", "math"];
const EMPHASIS: &[&str] = &["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "a"];
/// Parts of tables: only end tags of such parts reach through cells, and none through a table.
const CELLS: &[&str] = &["td", "th", "tr", "tbody", "thead", "tfoot", "caption"];
/// End tags outside of these do not reach through them.
const WALLS: &[&str] = &["table", "template", "object", "applet", "marquee", "button", "select"];
/// Elements that no other than an element of this kind closes by its end tag; a parser stops at them when it looks for one to close.
const INLINE: &[&str] =
    &["span", "label", "abbr", "cite", "sub", "sup", "q", "time", "mark", "ins", "del", "kbd", "var", "dfn", "bdi", "bdo"];
/// A start tag on the left ends open elements on the right.
const ENDS: &[(&str, &[&str])] = &[
    ("li", &["li"]),
    ("dt", &["dt", "dd"]),
    ("dd", &["dt", "dd"]),
    ("option", &["option"]),
    ("optgroup", &["option", "optgroup"]),
    ("td", &["td", "th"]),
    ("th", &["td", "th"]),
    ("tr", &["td", "th", "tr"]),
    ("tbody", &["td", "th", "tr", "tbody", "thead", "tfoot"]),
    ("thead", &["td", "th", "tr", "tbody", "thead", "tfoot"]),
    ("tfoot", &["td", "th", "tr", "tbody", "thead", "tfoot"]),
];
/// Start tags that end an open paragraph.
const ENDS_PARAGRAPH: &[&str] = &[
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "blockquote",
    "pre",
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "nav",
    "main",
    "figure",
    "address",
    "form",
    "hr",
    "center",
    "fieldset",
    "details",
    "dt",
    "dd",
];
/// The HTML with its nesting capped.
pub fn tamed(html: &str) -> Cow<'_, str> {
    let mut scan = Scan {
        html,
        out: String::new(),
        copied: 0,
        open: Vec::new(),
        left_out: HashMap::new(),
        unclosed: HashSet::new(),
        emphasis: 0,
    };
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        at = scan.tag(at + found);
    }
    scan.finish()
}

struct Scan<'a> {
    html: &'a str,
    out: String,
    /// Everything before this byte was copied or left out.
    copied: usize,
    /// Names of open elements whose tags stay: never more than `DEEPEST`.
    open: Vec<String>,
    /// How many start tags of each name were left out and wait for their end tags.
    left_out: HashMap<String, usize>,
    /// Names of drawings of which no end tag is left.
    unclosed: HashSet<String>,
    /// Start tags of emphasis that stay and saw no end tag of their own.
    emphasis: usize,
}

impl<'a> Scan<'a> {
    /// Handles what begins with `<` at byte `at` and returns the byte to go on from.
    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.html[at..];
        if rest.starts_with("<!--") {
            return rest.find("-->").map_or(self.html.len(), |end| at + end + 3);
        }
        let closing = rest.starts_with("</");
        let from = at + 1 + usize::from(closing);
        let name = name_at(&self.html[from..]);
        if name.is_empty() {
            return at + 1;
        }
        let Some(end) = end_of_tag(self.html, from) else { return at + 1 };
        if DRAWINGS.contains(&name.as_str()) {
            let end = if closing { end } else { self.after_drawing(&name, end) };
            self.leave_out(at, end);
            return end;
        }
        if closing {
            self.close(&name, at, end);
            return end;
        }
        self.open(&name, at, end);
        if RAW.contains(&name.as_str()) { self.after_raw(&name, end) } else { end }
    }

    fn open(&mut self, name: &str, at: usize, end: usize) {
        // Elements of raw text stay where they are: they hold no others, and without their tags their text would be read.
        if VOID.contains(&name) || RAW.contains(&name) {
            return;
        }
        // A cell of a table that was left out would end the cell of the table around it.
        let orphan = CELLS.contains(&name) && self.left_out.get("table").is_some_and(|n| *n > 0);
        if !orphan {
            self.end_implied(name);
        }
        let emphasis = EMPHASIS.contains(&name) && name != "a";
        if self.open.len() >= DEEPEST || orphan || (emphasis && self.emphasis >= MOST_EMPHASIS) {
            self.leave_out(at, end);
            *self.left_out.entry(name.to_owned()).or_default() += 1;
            return;
        }
        self.emphasis += usize::from(emphasis);
        self.open.push(name.to_owned());
    }

    fn close(&mut self, name: &str, at: usize, end: usize) {
        if let Some(waiting) = self.left_out.get_mut(name).filter(|n| **n > 0) {
            *waiting -= 1;
            return self.leave_out(at, end);
        }
        match self.open.iter().rposition(|open| open == name) {
            Some(index) if self.open[index + 1..].iter().all(|open| reaches(name, open)) => {
                self.open.truncate(index);
                self.emphasis -= usize::from(EMPHASIS.contains(&name) && name != "a" && self.emphasis > 0);
            }
            _ => {}
        }
    }

    /// Closes what a start tag ends without an end tag: an open paragraph, the item or cell before this one.
    fn end_implied(&mut self, name: &str) {
        let inline = |open: &String| EMPHASIS.contains(&open.as_str()) || INLINE.contains(&open.as_str());
        while let Some(index) = self.open.iter().rposition(|open| !inline(open)) {
            let open = self.open[index].as_str();
            let ended = ENDS.iter().any(|(start, ends)| *start == name && ends.contains(&open));
            if !(ended || open == "p" && ENDS_PARAGRAPH.contains(&name)) {
                return;
            }
            self.open.truncate(index);
        }
    }

    /// The byte of the end tag of a raw text element, or the end of the page.
    fn after_raw(&mut self, name: &str, from: usize) -> usize {
        let bytes = self.html.as_bytes();
        let mut at = from;
        while let Some(found) = self.html[at..].find("</") {
            at += found + 2;
            if bytes[at..].len() >= name.len() && bytes[at..at + name.len()].eq_ignore_ascii_case(name.as_bytes()) {
                return end_of_tag(self.html, at).unwrap_or(self.html.len());
            }
        }
        self.html.len()
    }

    /// The byte after the end tag of a drawing; the end of its start tag where it has none.
    fn after_drawing(&mut self, name: &str, from: usize) -> usize {
        if self.unclosed.contains(name) {
            return from;
        }
        let bytes = self.html.as_bytes();
        let ends =
            |at: &usize| bytes[*at..].len() >= name.len() && bytes[*at..*at + name.len()].eq_ignore_ascii_case(name.as_bytes());
        let close = self.html[from..].match_indices("</").map(|(at, _)| from + at + 2).find(ends);
        if close.is_none() {
            self.unclosed.insert(name.to_owned());
        }
        close.and_then(|at| end_of_tag(self.html, at)).unwrap_or(from)
    }

    fn leave_out(&mut self, at: usize, end: usize) {
        self.out.push_str(&self.html[self.copied..at]);
        self.out.push(' ');
        self.copied = end;
    }

    fn finish(mut self) -> Cow<'a, str> {
        if self.copied == 0 {
            return Cow::Borrowed(self.html);
        }
        self.out.push_str(&self.html[self.copied..]);
        Cow::Owned(self.out)
    }
}

/// Whether a parser looks past the open element `open` for one that the end tag `name` closes.
fn reaches(name: &str, open: &str) -> bool {
    // The end tag of a form leaves what was opened inside it open.
    if WALLS.contains(&open) || name == "form" {
        return false;
    }
    if CELLS.contains(&open) {
        return CELLS.contains(&name) || name == "table";
    }
    // Emphasis that is closed across a block leaves the block open; other inline elements are not closed across one.
    match (EMPHASIS.contains(&name), INLINE.contains(&name)) {
        (true, _) => false,
        (_, true) => INLINE.contains(&open) || EMPHASIS.contains(&open),
        _ => true,
    }
}

/// The name of a tag, in small letters; empty when no letter begins it.
fn name_at(rest: &str) -> String {
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return String::new();
    }
    let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
    rest[..end].chars().take(64).collect::<String>().to_ascii_lowercase()
}

/// The byte after the `>` that ends a tag; one inside quotation marks of an attribute does not.
fn end_of_tag(html: &str, from: usize) -> Option<usize> {
    let mut quote = None;
    let mut value = false;
    for (at, byte) in html.as_bytes()[from..].iter().enumerate().take(LONGEST_TAG) {
        match (quote, *byte) {
            (None, b'>') => return Some(from + at + 1),
            (None, b'"' | b'\'') if value => quote = Some(*byte),
            (Some(q), b) if q == b => quote = None,
            _ => {}
        }
        value = *byte == b'=' || (value && byte.is_ascii_whitespace());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use ego_tree::iter::Edge;
    use scraper::{Html, Node};

    /// Deepest element of the tree that a parser builds.
    fn depth_of(html: &str) -> (usize, usize) {
        let page = Html::parse_document(html);
        let (mut depth, mut deepest, mut nodes) = (0_usize, 0, 0);
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(n) if matches!(n.value(), Node::Element(_)) => {
                    depth += 1;
                    nodes += 1;
                    deepest = deepest.max(depth);
                }
                Edge::Close(n) if matches!(n.value(), Node::Element(_)) => depth -= 1,
                _ => {}
            }
        }
        (deepest, nodes)
    }

    #[test]
    fn ordinary_pages_pass_unchanged() {
        let rows = "<tr><td>a<td>b".repeat(3000);
        let html = format!(
            "<!doctype html><p>one<p>two<ul>{}</ul><table>{rows}</table><br>{}",
            "<li>x".repeat(3000),
            "<p><b>y</b>".repeat(3000)
        );
        assert!(matches!(tamed(&html), Cow::Borrowed(_)));
        let hidden = format!("<script>{}</script><!-- {} -->", "<div>".repeat(900), "<div>".repeat(900));
        assert!(matches!(tamed(&hidden), Cow::Borrowed(_)));
    }

    #[test]
    fn no_nesting_grows_past_the_cap() {
        let n = 3000;
        for unit in [
            "<div>",
            "<span>",
            "<b>",
            "<ul><li>",
            "<table><tr><td>",
            "<div><table></div>",
            "<b><p></b>",
            "<p><b class=x>",
            "<a href=x><table><td>",
            "<span><div></span>",
            "<button><div></button>",
            "<svg><g>",
            "<svg><desc><div></svg>",
            "<dl><dt>",
            "<form><div></form>",
            "<x-y>",
            "<select><div></select>",
            "<font color=a><p></font>",
            "<object><p></object>",
            "<i><table></i>",
            "<li><b><p></li>",
            "<em><h1></em>",
        ] {
            let html = format!("{}end", unit.repeat(n));
            let (deepest, nodes) = depth_of(&tamed(&html));
            assert!(deepest <= 3 * DEEPEST, "{unit}: {deepest} deep");
            assert!(nodes <= 40 * n, "{unit}: {nodes} nodes");
        }
        let numbered: String = (0..n).map(|i| format!("<p><b id={i}>")).collect();
        let (deepest, nodes) = depth_of(&tamed(&numbered));
        assert!(deepest <= 3 * DEEPEST && nodes <= 40 * n, "{deepest} deep, {nodes} nodes");
    }

    #[test]
    fn the_words_inside_stay() {
        let html = format!("{}They met{}", "<div>".repeat(5000), "</div>".repeat(5000));
        assert!(tamed(&html).contains("They met"));
    }
}
