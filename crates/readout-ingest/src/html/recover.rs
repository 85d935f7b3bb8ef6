//! Paragraphs of the report that the extractor passed over.
//!
//! Enters: the pruned page and the lines that were found in it. Leaves: the same lines with those paragraphs in their places that stand in the
//! page in the same kind of element as found ones, between them, and read as sentences. It leaves alone: everything else.

use crate::html::words;
use scraper::{ElementRef, Html, Node};
use std::collections::{HashMap, HashSet};

/// Elements whose words are a block.
const BLOCKS: &[&str] = &["p", "blockquote", "div", "td", "li", "section", "article"];
/// Elements that end a run of words around them.
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
const APART: &[&str] = &["aside", "figure", "figcaption", "footer", "nav", "button"];
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
/// How many paragraphs before the first found one are looked at.
const LEAD: usize = 4;
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
    let place: HashMap<String, usize> =
        lines.iter().enumerate().rev().map(|(at, line)| (key(line), at)).filter(|(key, _)| !key.is_empty()).collect();
    let blocks = blocks(page);
    let at: Vec<Option<usize>> = blocks.iter().map(|b| place.get(&key(&b.words)).copied()).collect();
    let (Some(first), Some(last)) = (at.iter().position(Option::is_some), at.iter().rposition(Option::is_some)) else {
        return found.to_owned();
    };
    let kinds: HashSet<&str> =
        blocks.iter().zip(&at).filter(|(b, at)| at.is_some() && b.sentences).map(|(b, _)| b.kind.as_str()).collect();
    let mut after: HashMap<usize, Vec<&str>> = HashMap::new();
    let mut current = 0;
    let mut seen = HashSet::new();
    for (index, block) in blocks.iter().enumerate().take(last + 2).skip(first.saturating_sub(LEAD)) {
        let missing = block.sentences && kinds.contains(block.kind.as_str());
        match at[index] {
            Some(line) => current = line + 1,
            None if missing && seen.insert(key(&block.words)) => after.entry(current).or_default().push(&block.words),
            None => {}
        }
    }
    join(&lines, &after)
}

/// The lines, with the paragraphs `before` each of them; those before the end come last.
fn join(lines: &[&str], before: &HashMap<usize, Vec<&str>>) -> String {
    let mut text = String::new();
    for at in 0..=lines.len() {
        for words in before.get(&at).into_iter().flatten() {
            text.push('\n');
            text.push_str(words);
            text.push_str("\n\n");
        }
        text.push_str(lines.get(at).copied().unwrap_or(""));
        text.push('\n');
    }
    text
}

fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).take(KEY).flat_map(char::to_lowercase).collect()
}

fn blocks(page: &Html) -> Vec<Block> {
    let mut blocks = Vec::new();
    for element in page.root_element().descendants().filter_map(ElementRef::wrap) {
        if !BLOCKS.contains(&element.value().name()) {
            continue;
        }
        let runs = runs(element);
        if runs.is_empty() {
            continue;
        }
        let (kind, apart) = kind_of(element);
        for run in runs {
            let ended = run.words.trim_end_matches(['"', '”', '’', '\'', ')', '»', ' ']).ends_with(['.', '!', '?', '…']);
            let sentences = !apart && ended && run.words.len() >= SHORTEST && run.linked * 3 < run.words.len();
            blocks.push(Block { words: run.words, kind: kind.clone(), sentences });
        }
    }
    blocks
}

/// Words that stand in one line of an element itself, and how many bytes of them are links.
#[derive(Default)]
struct Run {
    words: String,
    linked: usize,
}

/// The runs of words of an element, without those of the blocks inside it.
fn runs(element: ElementRef<'_>) -> Vec<Run> {
    let mut runs = vec![Run::default()];
    for child in element.children() {
        let Some(run) = runs.last_mut() else { break };
        match child.value() {
            Node::Text(text) => run.words.push_str(text),
            Node::Element(e) if e.name() == "br" || INNER.contains(&e.name()) => runs.push(Run::default()),
            Node::Element(e) => {
                let words = ElementRef::wrap(child).map(words::of).unwrap_or_default();
                run.linked += if e.name() == "a" { words.len() } else { 0 };
                run.words.push_str(&words);
            }
            _ => {}
        }
    }
    for run in &mut runs {
        run.words = run.words.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    }
    runs.retain(|r| !r.words.is_empty());
    runs
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
        // Names far out are those of the page's frame, which found paragraphs share.
        if depth < 4 {
            apart |= !matches!(e.value().name(), "body" | "html" | "main" | "article")
                && names_of(class, id).any(|n| APART_NAMES.iter().any(|a| n.starts_with(a)));
            kind.push_str(e.value().name());
            kind.push('.');
            // Paragraphs of one report differ in their own classes, but not in what is around them.
            kind.push_str(if depth == 0 { "" } else { class });
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
            "<p>– –</p><div class=post><p>The ministers met on Monday in the free port of Lissel, both said.</p></div>\
             <div class=post><p>They agreed to meet again before the end of the month, officials said.</p></div>\
             <div class=comment><p>I do not believe a single word of what they said on Monday, sorry.</p></div>\
             <div class=post><p>Neither of the two took any questions when they left the building.</p></div>",
        );
        let second = "They agreed to meet again before the end of the month, officials said.\n\nNeither of the two took any questions when they left the building.";
        assert!(of(&page, second).trim_start().starts_with("The ministers met"), "the lead comes first");
        let found = "The ministers met on Monday in the free port of Lissel, both said.\n\nNeither of the two took any questions when they left the building.";
        let text = of(&page, found);
        assert!(text.contains("both said.\n\nThey agreed to meet again") && !text.contains("single word"));
    }
}
