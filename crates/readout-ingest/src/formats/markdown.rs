//! Markdown: YAML front matter and the words of the report without their marks.
//!
//! Enters: decoded text. Leaves: a draft whose words are traced to the input: headings without `#`, emphasis without `*`, links as their
//! words, soft line ends as blanks. It leaves alone: list marks and numbers, which belong to the text.

use crate::draft::Draft;
use crate::formats::header::{Field, Fields};
use crate::formats::{inline, text, yaml};
use crate::furniture;
use crate::traced::{Traced, trim_range};
use std::ops::Range;

/// Longest underlined line that is a title, in bytes.
const LONGEST_TITLE: usize = 220;

/// The draft of a Markdown text.
pub fn read(input: &str) -> Draft {
    let (fields, start) = front_matter(input);
    let mut body = words(input, start);
    let heading = || take_heading(&mut body);
    let title = fields.get(Field::Title).map(|title| traced_title(input, start, title)).or_else(heading);
    let (title, body) = match title {
        Some(title) => (Some(title), body.text),
        None => text::split_title(&furniture::without(&body.text), false),
    };
    let language = fields.get(Field::Language).map(str::to_owned);
    Draft { metadata: fields.metadata(), title, body, language, number: None }
}

/// The fields of the front matter and the byte after it.
fn front_matter(input: &str) -> (Fields, usize) {
    let mut fields = Fields::default();
    let Some((range, end)) = yaml::block(input) else { return (fields, 0) };
    for (name, value) in yaml::fields(&input[range]) {
        fields.set(&name, &value);
    }
    (fields, end)
}

/// The title with its place in the front matter where it stands there as it is.
fn traced_title(input: &str, end: usize, title: &str) -> Traced {
    let marked = input[..end].find("title:").map(|at| at + "title:".len());
    match marked.and_then(|from| input[from..end].find(title).map(|at| from + at)) {
        Some(at) => Traced::cut(input, at..at + title.len()),
        None => Traced::made(title),
    }
}

/// The text, and where its first line is a heading of the first or second level, that line.
struct Words {
    text: Traced,
    heading: Option<Range<usize>>,
}

/// The first heading as title, taken out of the text.
fn take_heading(words: &mut Words) -> Option<Traced> {
    let heading = words.heading.take()?;
    let mut title = Traced::default();
    title.push_traced(&words.text, heading.clone());
    let mut rest = Traced::default();
    rest.push_traced(&words.text, heading.end..words.text.as_str().len());
    words.text = rest;
    Some(title)
}

/// What a line is, and where its words stand.
enum Line {
    Blank,
    Heading(u8, Range<usize>),
    Item(Range<usize>),
    Plain(Range<usize>),
    Rule,
}

fn words(input: &str, start: usize) -> Words {
    let mut pen = Pen::default();
    let (mut at, mut code) = (start, false);
    for line in input[start..].split_inclusive('\n') {
        let range = trim_range(input, at..at + line.len());
        at += line.len();
        let fence = input[range.clone()].starts_with("```") || input[range.clone()].starts_with("~~~");
        if fence {
            code = !code;
            pen.finish("\n\n");
        } else if code {
            pen.finish("\n");
            pen.text.push_input(input, range);
        } else {
            pen.line(input, kind_of(input, range));
            let body = line.trim_end_matches(['\n', '\r']);
            pen.hard = body.ends_with("  ") || body.ends_with('\\');
        }
    }
    pen.finish("");
    Words { text: pen.text, heading: pen.heading }
}

/// Writes paragraphs: lines are gathered, so that a link or an emphasis may go over several, and written when the paragraph ends.
#[derive(Default)]
struct Pen {
    text: Traced,
    heading: Option<Range<usize>>,
    paragraph: Traced,
    /// Whether the last line asked for a line end after it.
    hard: bool,
}

impl Pen {
    fn line(&mut self, input: &str, kind: Line) {
        match kind {
            Line::Blank => self.finish("\n\n"),
            Line::Rule => {
                let title = (1..=LONGEST_TITLE).contains(&self.paragraph.as_str().len());
                let (first, start) = (self.text.is_blank() && title, self.text.as_str().len());
                self.finish("");
                if first {
                    self.heading = Some(start..self.text.as_str().len());
                }
                self.finish("\n\n");
            }
            Line::Heading(level, range) => {
                self.finish("\n\n");
                let (first, start) = (self.text.is_blank(), self.text.as_str().len());
                self.paragraph.push_input(input, range);
                self.finish("");
                if first && level <= 2 {
                    self.heading = Some(start..self.text.as_str().len());
                }
                self.finish("\n\n");
            }
            Line::Item(range) => {
                self.finish("\n");
                self.paragraph.push_input(input, range);
            }
            Line::Plain(range) => {
                if !self.paragraph.as_str().is_empty() {
                    self.paragraph.push_made(if self.hard { "\n" } else { " " });
                }
                self.paragraph.push_input(input, range);
            }
        }
    }

    /// Writes the paragraph that was gathered, and what parts it from the next.
    fn finish(&mut self, then: &str) {
        inline::push(&mut self.text, &std::mem::take(&mut self.paragraph));
        let ends = self.text.as_str().bytes().rev().take_while(|b| *b == b'\n').count();
        if !self.text.is_blank() && ends < then.len() {
            self.text.push_made(&then[ends..]);
        }
    }
}

fn kind_of(input: &str, line: Range<usize>) -> Line {
    let words = &input[line.clone()];
    let quoted = words.trim_start_matches(['>', ' ']);
    let line = line.end - quoted.len()..line.end;
    let words = quoted;
    let level = words.bytes().take_while(|b| *b == b'#').count();
    if words.is_empty() {
        Line::Blank
    } else if (1..=6).contains(&level) && words[level..].starts_with([' ', '\t']) {
        let closed = words.trim_end_matches('#').trim_end().len().max(level);
        Line::Heading(level as u8, trim_range(input, line.start + level..line.start + closed))
    } else if is_rule(words) {
        Line::Rule
    } else if is_item(words) {
        Line::Item(line)
    } else {
        Line::Plain(line)
    }
}

/// A line of nothing but three or more `-`, `*`, `_`, `=` or `#`: a rule, the underline of a heading, the end of a press
/// release; or the line under the head of a table.
fn is_rule(words: &str) -> bool {
    if words.starts_with('|') && words.chars().all(|c| "|-: ".contains(c)) {
        return true;
    }
    let mark = words.chars().next().unwrap_or(' ');
    "-*_=#".contains(mark) && words.chars().all(|c| c == mark || c == ' ') && words.chars().filter(|c| *c == mark).count() >= 3
}

fn is_item(words: &str) -> bool {
    let numbered = words.find(['.', ')']).is_some_and(|at| {
        at > 0 && at < 4 && words[..at].bytes().all(|b| b.is_ascii_digit()) && words[at + 1..].starts_with(' ')
    });
    numbered || words.starts_with("- ") || words.starts_with("* ") || words.starts_with("+ ") || words.starts_with('|')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay_where_they_were() {
        let input = "---\ntitle: Talks end\ndate: 2024-09-10\n---\n\n# Talks end\n\n**Tarsk, 10 September.** The two met in\n[Lissel](https://a.example/x) and *parted*.\n\n- the men go home;\n- the boats stay\n  out.\n";
        let draft = read(input);
        assert_eq!(draft.title.as_ref().map(Traced::as_str), Some("Talks end"));
        let document = draft.into_document("a.md".into()).unwrap();
        assert_eq!(
            document.text,
            "Talks end\n\nTarsk, 10 September. The two met in Lissel and parted.\n\n- the men go home;\n- the boats stay out."
        );
        for k in &document.kept {
            assert_eq!(
                document.text[k.text as usize..(k.text + k.len) as usize],
                input[k.input as usize..(k.input + k.len) as usize]
            );
        }
        assert_eq!(document.input_offset(0), input.find("Talks"));
        assert_eq!(document.metadata.published.map(|p| p.to_string()).as_deref(), Some("2024-09-10"));
    }

    #[test]
    fn a_heading_is_the_title_where_no_front_matter_is() {
        let draft = read("# Talks end #\n\nThey met.\n\nSecond heading\n---\nThey parted.  \nThey wept.");
        assert_eq!(draft.title.as_ref().map(Traced::as_str), Some("Talks end"));
        let text = draft.into_document("a.md".into()).unwrap().text;
        assert_eq!(text, "Talks end\n\nThey met.\n\nSecond heading\n\nThey parted.\nThey wept.");
        for other in ["Talks end\n=====\n\nThey met.", "**Talks end**\n\nThey met."] {
            assert_eq!(read(other).title.as_ref().map(Traced::as_str), Some("Talks end"), "{other}");
        }
    }
}
