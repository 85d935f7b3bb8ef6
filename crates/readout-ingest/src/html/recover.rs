//! Paragraphs of the report that the extractor passed over.
//!
//! Enters: the pruned page and the lines that were found in it. Leaves: the same lines with those paragraphs in their places that stand in the
//! page in the same kind of element as found ones, between them, and read as sentences. It leaves alone: everything else.

use crate::html::words;
use scraper::{ElementRef, Html, Node};
use std::collections::{HashMap, HashSet};

/// Elements whose words are a block.
const BLOCKS: &[&str] = &["p", "blockquote", "div", "td", "li", "section", "article"];
/// Elements inside of which a `div` or cell is no block of its own.
const INNER: &[&str] = &[
    "p",
    "div",
    "ul",
    "ol",
    "table",
    "blockquote",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "aside",
    "figure",
    "header",
    "footer",
    "nav",
];
/// Elements, and beginnings of words in class names and ids, of what is no report.
const APART: &[&str] = &["aside", "figure", "figcaption", "footer", "nav", "form", "button"];
const APART_NAMES: &[&str] = &[
    "comment",
    "related",
    "share",
    "social",
    "newsletter",
    "promo",
    "subscri",
    "caption",
    "footer",
    "sidebar",
    "advert",
    "cookie",
    "consent",
    "author",
    "bio",
    "byline",
    "credit",
    "tags",
    "recirc",
    "teaser",
    "paywall",
    "disclaimer",
    "popular",
    "recommend",
    "trending",
    "readmore",
    "widget",
];
/// Shortest paragraph that is recovered, in bytes.
const SHORTEST: usize = 60;
/// How many letters and digits two paragraphs must share at their beginning to be one.
const KEY: usize = 48;

/// A paragraph of the page.
struct Block {
    words: String,
    /// The element's kind: names and classes of it and the elements around it.
    kind: String,
    /// Whether it reads as sentences of a report.
    sentences: bool,
}

/// The lines with what was passed over.
pub fn of(page: &Html, found: &str) -> String {
    let lines: Vec<&str> = found.lines().collect();
    let place: HashMap<String, usize> = lines.iter().enumerate().rev().map(|(at, line)| (key(line), at)).collect();
    let blocks = blocks(page);
    let at: Vec<Option<usize>> = blocks.iter().map(|b| place.get(&key(&b.words)).copied()).collect();
    let kinds: HashSet<&str> =
        blocks.iter().zip(&at).filter(|(b, at)| at.is_some() && b.sentences).map(|(b, _)| b.kind.as_str()).collect();
    let last = at.iter().rposition(Option::is_some).unwrap_or(0);
    let mut after: HashMap<usize, Vec<&str>> = HashMap::new();
    let mut current = None;
    let mut seen = HashSet::new();
    for (index, block) in blocks.iter().enumerate() {
        match (at[index], current) {
            (Some(line), _) => current = Some(line),
            (None, Some(line))
                if block.sentences
                    && kinds.contains(block.kind.as_str())
                    && index <= last + 1
                    && seen.insert(key(&block.words)) =>
            {
                after.entry(line).or_default().push(&block.words);
            }
            _ => {}
        }
    }
    join(&lines, &after)
}

fn join(lines: &[&str], after: &HashMap<usize, Vec<&str>>) -> String {
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        text.push_str(line);
        text.push('\n');
        for words in after.get(&at).into_iter().flatten() {
            text.push('\n');
            text.push_str(words);
            text.push('\n');
        }
    }
    text
}

fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).take(KEY).flat_map(char::to_lowercase).collect()
}

fn blocks(page: &Html) -> Vec<Block> {
    let mut blocks = Vec::new();
    for element in page.root_element().descendants().filter_map(ElementRef::wrap) {
        let name = element.value().name();
        let own = name == "p" || element.children().any(|c| matches!(c.value(), Node::Text(t) if t.trim().len() > 20));
        if !BLOCKS.contains(&name) || !own || (name != "p" && holds_blocks(element)) {
            continue;
        }
        let (kind, apart) = kind_of(element);
        let linked: usize = element
            .descendants()
            .filter_map(ElementRef::wrap)
            .filter(|e| e.value().name() == "a")
            .map(|a| a.text().map(str::len).sum::<usize>())
            .sum();
        let all = words::of(element);
        let few_links = linked * 3 < all.len();
        for line in all.lines().filter(|l| !l.is_empty()) {
            let ended = line.trim_end_matches(['"', '”', '’', '\'', ')', '»', ' ']).ends_with(['.', '!', '?', '…']);
            blocks.push(Block {
                words: line.to_owned(),
                kind: kind.clone(),
                sentences: !apart && few_links && ended && line.len() >= SHORTEST,
            });
        }
    }
    blocks
}

fn holds_blocks(element: ElementRef<'_>) -> bool {
    element.descendants().skip(1).filter_map(ElementRef::wrap).any(|e| INNER.contains(&e.value().name()))
}

/// The kind of an element, and whether it stands apart from reports.
fn kind_of(element: ElementRef<'_>) -> (String, bool) {
    let mut kind = String::new();
    let mut apart = false;
    let around = std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap));
    for (depth, e) in around.enumerate() {
        let class = e.attr("class").unwrap_or("");
        let id = e.attr("id").unwrap_or("");
        apart |= APART.contains(&e.value().name());
        apart |= !matches!(e.value().name(), "body" | "html" | "main" | "article")
            && names_of(class, id).any(|n| APART_NAMES.iter().any(|a| n.starts_with(a)));
        if depth < 4 {
            kind.push_str(e.value().name());
            kind.push('.');
            kind.push_str(class);
            kind.push('>');
        }
    }
    (kind, apart)
}

fn names_of<'a>(class: &'a str, id: &'a str) -> impl Iterator<Item = String> + 'a {
    let parts = |text: &'a str| text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    parts(class).chain(parts(id)).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_among_its_like_comes_back_in_its_place() {
        let page = Html::parse_document(
            "<div class=post><p>The ministers met on Monday in the free port of Lissel, both said.</p></div>\
             <div class=post><p>They agreed to meet again before the end of the month, officials said.</p></div>\
             <div class=comment><p>I do not believe a single word of what they said on Monday, sorry.</p></div>\
             <div class=post><p>Neither of the two took any questions when they left the building.</p></div>",
        );
        let found = "The ministers met on Monday in the free port of Lissel, both said.\n\nNeither of the two took any questions when they left the building.";
        let text = of(&page, found);
        assert!(text.contains("both said.\n\nThey agreed to meet again") && !text.contains("single word"));
    }
}
