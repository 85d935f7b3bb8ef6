//! What goes from the tree of a page before the report is looked for.
//!
//! Enters: a parsed page. Leaves: the same page with old-fashioned tables for layout reduced to the cell that holds the report, and without
//! menus, forms and other elements that are never part of one. It leaves alone: tables of data.

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Html, Node, Selector};
use std::collections::HashMap;

/// Elements that are never part of a report.
const NEVER: &str = "script:not([type*=\"ld+json\"]), style, noscript, template, nav, form, iframe, dialog, [role=\"navigation\"], [role=\"search\"], [role=\"dialog\"], [role=\"contentinfo\"]";
/// Least text in bytes, and least share of its table's text in hundredths, of a cell that holds the report.
const REPORT_CELL: (usize, usize) = (250, 60);

/// Prunes the page.
pub fn page(page: &mut Html) {
    if let Ok(never) = Selector::parse(NEVER) {
        let never: Vec<NodeId> = page.select(&never).filter(|e| !holds_report(*e)).map(|e| e.id()).collect();
        detach(page, &never);
    }
    let unwanted = unwanted_cells(page);
    detach(page, &unwanted);
}

fn detach(page: &mut Html, nodes: &[NodeId]) {
    for id in nodes {
        if let Some(mut node) = page.tree.get_mut(*id) {
            node.detach();
        }
    }
}

/// Old pages wrap everything into one form.
fn holds_report(element: ElementRef<'_>) -> bool {
    element.value().name() == "form" && element.descendants().filter(|n| is(n, "p")).take(4).count() > 3
}

fn is(node: &NodeRef<'_, Node>, name: &str) -> bool {
    node.value().as_element().is_some_and(|e| e.name() == name)
}

/// The rows and cells beside a cell that holds most of the words of its table that are no links.
fn unwanted_cells(page: &Html) -> Vec<NodeId> {
    let Ok(cells) = Selector::parse("td") else { return Vec::new() };
    let cells: Vec<ElementRef<'_>> = page.select(&cells).collect();
    if cells.is_empty() {
        return Vec::new();
    }
    let words = words_below(page);
    let size = |id: NodeId| words.get(&id).copied().unwrap_or(0);
    let mut unwanted = Vec::new();
    for cell in cells {
        let row = cell.ancestors().find(|n| is(n, "tr"));
        let table = cell.ancestors().find(|n| is(n, "table"));
        let (Some(row), Some(table)) = (row, table) else { continue };
        let here = size(cell.id());
        if here >= REPORT_CELL.0 && here * 100 >= size(table.id()) * REPORT_CELL.1 {
            unwanted.extend(row.children().filter(|c| c.id() != cell.id() && (is(c, "td") || is(c, "th"))).map(|c| c.id()));
            let rows = row.parent().into_iter().flat_map(|p| p.children()).filter(|r| r.id() != row.id() && is(r, "tr"));
            unwanted.extend(rows.filter(|r| size(r.id()) < REPORT_CELL.0).map(|r| r.id()));
        }
    }
    unwanted
}

/// Bytes of text below each element, without the text of links.
fn words_below(page: &Html) -> HashMap<NodeId, usize> {
    let mut sizes: HashMap<NodeId, usize> = HashMap::new();
    for node in page.tree.root().descendants() {
        let Node::Text(text) = node.value() else { continue };
        let size = text.split_whitespace().map(|w| w.len() + 1).sum::<usize>();
        if size == 0 || node.ancestors().any(|a| is(&a, "a")) {
            continue;
        }
        for above in node.ancestors() {
            *sizes.entry(above.id()).or_default() += size;
        }
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::words;

    fn pruned(html: &str) -> String {
        let mut tree = Html::parse_document(html);
        page(&mut tree);
        words::of_page(&tree)
    }

    #[test]
    fn of_a_table_for_layout_the_report_stays() {
        let report = "The ministers met on Monday and agreed to meet again before the end of the month. ".repeat(5);
        let html = format!(
            "<table><tr><td colspan=3><b>Gazette</b></td></tr><tr><td><ul><li>News</li></ul></td><td><h2>Talks</h2><div>{report}</div></td><td>Lottery on Friday</td></tr></table>"
        );
        let text = pruned(&html);
        assert!(
            text.starts_with("Talks\n\nThe ministers")
                && !text.contains("Lottery")
                && !text.contains("Gazette")
                && !text.contains("News")
        );
    }

    #[test]
    fn a_table_of_data_stays_whole() {
        let html = "<table><tr><th>Port</th><th>Ships</th></tr><tr><td>Lissel</td><td>34</td></tr></table>";
        assert_eq!(pruned(html), "Port Ships\nLissel 34");
    }
}
