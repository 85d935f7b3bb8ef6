//! The report in a page, without what stands around it.
//!
//! Enters: a parsed page. Leaves: the words of the report, a line a paragraph, an empty line between. It leaves alone: metadata.

use crate::html::{prune, recover, words};
use ego_tree::iter::Edge;
use scraper::{Html, Selector};
use trafilatura::{ExtractionFocus, Options};

/// Pages whose nodes have more elements around them than this, all counted together, are read without the extractor, whose time grows with that
/// number; pages of news have less than a tenth of it.
const MOST_WORK: usize = 400_000;
/// Fewest bytes of a report; a page in which the extractor finds less is read as a whole.
const SHORTEST: usize = 80;

/// The words of the report.
pub fn of(mut page: Html) -> String {
    prune::page(&mut page);
    let found = if work(&page) <= MOST_WORK { extracted(&page.html()) } else { String::new() };
    let text = recover::of(&page, &found);
    if text.trim().len() >= SHORTEST { text } else { widest(&page) }
}

/// For each node the number of elements around it, added up.
fn work(page: &Html) -> usize {
    let (mut depth, mut sum) = (0_usize, 0);
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(_) => {
                depth += 1;
                sum += depth;
            }
            Edge::Close(_) => depth -= 1,
        }
    }
    sum
}

fn extracted(html: &str) -> String {
    let options = Options::default().with_focus(ExtractionFocus::FavorPrecision).with_exclude_comments(true).with_fallback(true);
    match trafilatura::extract(html, &options) {
        Ok(found) => words::of_page(&Html::parse_document(&found.content_html)),
        Err(_) => String::new(),
    }
}

/// The words of the first element that pages put their main content in, else of the page.
fn widest(page: &Html) -> String {
    let main = ["article", "main", "[role=\"main\"]", "#content", "body"].iter().filter_map(|css| Selector::parse(css).ok());
    let texts = main.filter_map(|s| page.select(&s).next().map(words::of));
    texts.into_iter().find(|t| t.len() >= SHORTEST).unwrap_or_else(|| words::of_page(page))
}
