//! The right side of the page: the reports themselves, with the marks that lines lead to.
//!
//! Enters: the reports and the marks. Leaves: HTML, one article a report.

use super::escape::{attribute, escaped, web_address};
use super::fold::numbered;
use super::marks::Marks;
use crate::view::phrase;
use crate::view::sources::Sources;
use readout_record::record::DocumentEntry;
use std::fmt::Write as _;

/// Reports that are listed before the reader asks for the rest.
const LISTED: usize = 20;

/// The reports.
pub fn reports(sources: &Sources<'_>, marks: &Marks) -> String {
    let documents = || sources.documents().iter().zip(1..);
    let items: Vec<String> = documents()
        .map(|(d, i)| {
            let title = escaped(title(d));
            format!("<li><a href=\"#d{i}\" dir=\"auto\">{title}</a>{}</li>\n", about(sources, d))
        })
        .collect();
    let list = numbered(&items, LISTED);
    let mut out = format!(
        "<aside id=\"reports\" aria-label=\"Reports\" tabindex=\"0\">\n<a class=\"close\" href=\"#record\">Back to the record</a>\n\
         <section class=\"list\">\n<h2>Reports</h2>\n{list}</section>\n"
    );
    for (document, number) in documents() {
        report(sources, marks, number, document, &mut out);
    }
    out.push_str("</aside>\n");
    out
}

fn title(document: &DocumentEntry) -> &str {
    document.title.as_deref().unwrap_or("(no title)")
}

/// Outlet, date and what is to be known before the report is counted.
fn about(sources: &Sources<'_>, document: &DocumentEntry) -> String {
    let mut known: Vec<String> = Vec::new();
    known.extend(document.publisher.clone());
    known.extend(document.published.as_ref().map(phrase::date));
    known.extend(sources.notes(document));
    known.iter().map(|note| format!(" <span class=\"note\">{}</span>", escaped(note))).collect()
}

fn report(sources: &Sources<'_>, marks: &Marks, number: usize, document: &DocumentEntry, out: &mut String) {
    let language =
        if document.language == "und" { String::new() } else { format!(" lang=\"{}\"", attribute(&document.language)) };
    let outlet = document.publisher.as_deref().unwrap_or(title(document));
    let published = document.published.as_ref().map(|d| format!(", {}", phrase::date(d))).unwrap_or_default();
    let _ = writeln!(
        out,
        "<article class=\"report\" id=\"d{number}\" aria-label=\"Report {number}\">\n\
         <header><span class=\"number\">{number}</span> {}{published}</header>",
        escaped(outlet)
    );
    let paragraphs = sources.paragraphs(number).iter().enumerate();
    let _ = writeln!(out, "<div class=\"text\"{language}>");
    if !sources.has_headline(number) {
        let _ = writeln!(out, "<h3 dir=\"auto\">{}</h3>", escaped(title(document)));
    }
    for (i, paragraph) in paragraphs {
        let tag = if i == 0 && sources.has_headline(number) { "h3" } else { "p" };
        let _ = writeln!(out, "<{tag} dir=\"auto\">{}</{tag}>", marks.html(number, &document.text, paragraph));
    }
    let _ = writeln!(out, "</div>\n<footer>{}</footer>\n</article>", origin(document));
}

/// Where the report was read; a link where that is a web address.
fn origin(document: &DocumentEntry) -> String {
    let mut words = vec![escaped(&document.path)];
    if let Some(url) = &document.url {
        words.push(match web_address(url) {
            Some(address) => format!("<a href=\"{address}\" rel=\"noopener noreferrer nofollow\">{}</a>", escaped(url)),
            None => escaped(url),
        });
    }
    words.extend(document.author.as_deref().map(escaped));
    words.join(" · ")
}
