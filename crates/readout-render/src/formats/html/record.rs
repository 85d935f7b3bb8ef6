//! The left side of the page: the record, line by line.
//!
//! Enters: a brief and its marks. Leaves: HTML in which every line is a link to the words it rests on.

use super::escape::{attribute, escaped};
use super::fold::numbered;
use super::marks::Marks;
use crate::view::brief::{ALONE, Brief};
use crate::view::line::{Column, Difference, Line, Piece, Section, Side, Story, Words};
use crate::view::lines::{NOT_ANALYSED, NOTHING_FOUND, WHO_TELLS_WHAT};
use crate::view::phrase;
use crate::view::sources::Sources;
use std::fmt::Write as _;

/// Lines of a section that are shown before the reader asks for the rest.
const SHOWN: usize = 12;
/// The same in the comparison, which is to be taken in at a glance.
const COMPARED: usize = 6;

/// The record.
pub fn record(brief: &Brief<'_>, marks: &Marks) -> String {
    let mut page = Page { sources: &brief.context.sources, marks, out: String::new(), lines: 0 };
    let as_of = brief.context.record.as_of.as_ref().map(|d| format!(" · as of {}", phrase::date(d))).unwrap_or_default();
    let _ = write!(
        page.out,
        "<main id=\"record\">\n<header class=\"masthead\"><p class=\"brand\">Readout</p><p>{}{as_of}</p></header>\n",
        brief.count()
    );
    page.contents(&brief.stories);
    for (i, story) in brief.stories.iter().enumerate() {
        page.story(i + 1, story);
    }
    page.out.push_str("</main>\n");
    page.out
}

struct Page<'b, 'r> {
    sources: &'b Sources<'r>,
    marks: &'b Marks,
    out: String,
    lines: usize,
}

impl<'r> Page<'_, 'r> {
    fn add(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn contents(&mut self, stories: &[Story<'r>]) {
        if stories.len() < 2 {
            return;
        }
        let items: Vec<String> = stories
            .iter()
            .enumerate()
            .map(|(i, story)| {
                let title = escaped(story_title(story));
                format!("<li><a href=\"#s{}\" dir=\"auto\">{title}</a> <span class=\"note\">{}</span></li>\n", i + 1, story.count)
            })
            .collect();
        let list = numbered(&items, SHOWN);
        let _ = writeln!(self.out, "<nav class=\"contents\" aria-label=\"Stories\">\n{list}</nav>");
    }

    fn story(&mut self, number: usize, story: &Story<'r>) {
        let title = escaped(story_title(story));
        let _ = write!(
            self.out,
            "<article class=\"story\" id=\"s{number}\" aria-labelledby=\"h{number}\">\n<h1 id=\"h{number}\" dir=\"auto\">{title}</h1>\n\
             <p class=\"count\">{}</p>\n",
            story.count
        );
        if !story.analysed {
            let _ = writeln!(self.out, "<p class=\"nothing\">{NOT_ANALYSED}</p>\n</article>");
            return;
        }
        self.summary(&story.summary);
        self.section(&story.events);
        self.differences(story);
        for section in &story.sections {
            if section.key == ALONE && !story.comparison.is_empty() {
                self.comparison(&story.comparison);
            } else {
                self.section(section);
            }
        }
        self.add("</article>\n");
    }

    fn summary(&mut self, lines: &[Line<'r>]) {
        if !lines.is_empty() {
            self.add("<section class=\"summary\">\n<h2>In the reports’ words</h2>\n");
            self.list(lines, SHOWN);
            self.add("</section>\n");
        }
    }

    fn differences(&mut self, story: &Story<'r>) {
        self.add("<section class=\"differ\">\n<h2>Where accounts differ</h2>\n");
        if story.differences.is_empty() {
            let _ = writeln!(self.out, "<p class=\"nothing\">{NOTHING_FOUND}</p>");
        }
        story.differences.iter().for_each(|d| self.difference(d));
        self.add("</section>\n");
    }

    fn difference(&mut self, difference: &Difference<'r>) {
        let about: String = difference.about.iter().map(piece).collect();
        let attribute = escaped(&difference.attribute);
        let _ = writeln!(
            self.out,
            "<div class=\"difference\">\n<h3>{attribute} <span class=\"about\">{about}</span></h3>\n<ul class=\"sides\">"
        );
        difference.sides.iter().for_each(|s| self.side(s));
        self.add("</ul>\n</div>\n");
    }

    fn side(&mut self, side: &Side<'r>) {
        let words = side.evidence.first().map_or(String::new(), |w| quoted(w.quote));
        let value = side.value.as_deref().map(|v| format!("<span class=\"value\">{}</span> ", escaped(v))).unwrap_or_default();
        let who = escaped(&side.who);
        let inside = format!("{value}<span class=\"who\">{who}</span> <span class=\"words\">{words}</span>");
        let open = self.opening("side", &side.evidence);
        let refs = self.refs(&side.evidence);
        let _ = writeln!(self.out, "{open}{inside}</a><span class=\"note\">{}</span>{refs}</li>", side.accounts);
    }

    fn comparison(&mut self, columns: &[Column<'r>]) {
        if columns.iter().all(|c| c.lines.is_empty()) {
            return;
        }
        let _ = writeln!(self.out, "<section class=\"accounts\">\n<h2>{WHO_TELLS_WHAT}</h2>\n<div class=\"compare\">");
        for column in columns {
            let _ = writeln!(self.out, "<div class=\"column\">\n<h3>{}</h3>", escaped(&column.heading));
            if column.lines.is_empty() {
                let _ = writeln!(self.out, "<p class=\"nothing\">{NOTHING_FOUND}</p>");
            }
            self.list(&column.lines, COMPARED);
            self.add("</div>\n");
        }
        self.add("</div>\n</section>\n");
    }

    fn section(&mut self, section: &Section<'r>) {
        if section.lines.is_empty() && !section.even_empty {
            return;
        }
        let _ = writeln!(self.out, "<section class=\"{}\">\n<h2>{}</h2>", section.key, section.heading);
        if section.lines.is_empty() {
            let _ = writeln!(self.out, "<p class=\"nothing\">{NOTHING_FOUND}</p>");
        }
        self.list(&section.lines, SHOWN);
        self.add("</section>\n");
    }

    /// The lines, the less important ones behind a fold.
    fn list(&mut self, lines: &[Line<'r>], shown: usize) {
        if lines.is_empty() {
            return;
        }
        let (first, rest) = lines.split_at(lines.len().min(shown));
        self.add("<ul class=\"lines\">\n");
        first.iter().for_each(|line| self.line(line));
        self.add("</ul>\n");
        if !rest.is_empty() {
            let _ = writeln!(self.out, "<details><summary>{} more</summary>\n<ul class=\"lines\">", rest.len());
            rest.iter().for_each(|line| self.line(line));
            self.add("</ul></details>\n");
        }
    }

    fn line(&mut self, line: &Line<'r>) {
        let open = self.opening("line", &line.evidence);
        let lead =
            line.lead.as_ref().map(|(long, _)| format!("<span class=\"lead\">{}</span> ", escaped(long))).unwrap_or_default();
        let words: String = line.pieces.iter().map(piece).collect();
        let notes: String = line.notes.iter().map(|n| format!(" <span class=\"note\">{}</span>", escaped(n))).collect();
        let refs = self.refs(&line.evidence);
        let _ = write!(self.out, "{open}{lead}{words}</a>{notes}{refs}");
        if !line.under.is_empty() {
            self.add("\n<ul class=\"under\">\n");
            line.under.iter().for_each(|under| self.line(under));
            self.add("</ul>");
        }
        self.add("</li>\n");
    }

    /// `<li …><a href="#m12">`: the line leads to the first of its words.
    fn opening(&mut self, class: &str, words: &[Words<'r>]) -> String {
        self.lines += 1;
        let href = words.first().map_or(String::new(), |w| format!(" href=\"#m{}\"", self.marks.number(self.sources, *w)));
        format!("<li class=\"{class}\" id=\"l{}\"><a class=\"go\"{href} dir=\"auto\">", self.lines)
    }

    /// A small link to each of the words.
    fn refs(&self, words: &[Words<'r>]) -> String {
        let links: String = words.iter().map(|w| self.reference(*w)).collect();
        format!("<span class=\"refs\">{links}</span>")
    }

    fn reference(&self, words: Words<'r>) -> String {
        let place = self.sources.place(words);
        let at = if place.paragraph == 0 { "title".to_owned() } else { format!("¶{}", place.paragraph) };
        let name = attribute(&self.sources.name(words.document));
        let mark = self.marks.number(self.sources, words);
        format!(" <a class=\"ref\" href=\"#m{mark}\" title=\"Report {0}, {name}, {at}\">{0}&nbsp;{at}</a>", place.number)
    }
}

fn story_title<'r>(story: &Story<'r>) -> &'r str {
    story.title.unwrap_or("Reports that belong to no story")
}

fn piece(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Text(words) => escaped(words),
        Piece::Strong(words) => format!("<strong>{}</strong>", escaped(words)),
        Piece::Quote(words) => quoted(words),
    }
}

fn quoted(words: &str) -> String {
    format!("<q>{}</q>", escaped(&phrase::one_line(phrase::unquoted(words))))
}
