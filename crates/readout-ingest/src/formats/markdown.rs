//! Markdown: YAML front matter and the words of the report without their marks.
//!
//! Enters: decoded text. Leaves: a draft whose words are traced to the input: headings without `#`, emphasis without `*`, links as their
//! words, soft line ends as blanks. It leaves alone: list marks and numbers, which belong to the text.

use crate::draft::Draft;
use crate::formats::header::{Field, Fields};
use crate::formats::{inline, yaml};
use crate::traced::{Traced, trim_range};
use std::ops::Range;

/// The draft of a Markdown text.
pub fn read(input: &str) -> Draft {
    let (fields, start) = front_matter(input);
    let mut body = words(input, start);
    let title = match fields.get(Field::Title) {
        Some(title) => Some(traced_title(input, start, title)),
        None => take_heading(&mut body),
    };
    let language = fields.get(Field::Language).map(str::to_owned);
    Draft { metadata: fields.metadata(), title, body: body.text, language, number: None }
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
    let mut out = Words { text: Traced::default(), heading: None };
    let (mut at, mut run, mut code, mut hard) = (start, false, false, false);
    for line in input[start..].split_inclusive('\n') {
        let range = trim_range(input, at..at + line.len());
        at += line.len();
        let body = line.trim_end_matches(['\n', '\r']);
        if input[range.clone()].starts_with("```") || input[range.clone()].starts_with("~~~") {
            (code, run) = (!code, false);
            continue;
        }
        let kind = if code && !range.is_empty() { Line::Plain(range.clone()) } else { kind_of(input, range.clone()) };
        let joined = run && !hard && !code && matches!(kind, Line::Plain(_));
        push_line(&mut out, input, &kind, joined);
        run = matches!(kind, Line::Plain(_) | Line::Item(_));
        hard = body.ends_with("  ") || body.ends_with('\\');
    }
    out
}

fn push_line(out: &mut Words, input: &str, kind: &Line, joined: bool) {
    let range = match kind {
        Line::Blank | Line::Rule => return out.text.push_made("\n\n"),
        Line::Heading(_, range) | Line::Item(range) | Line::Plain(range) => range.clone(),
    };
    if let Line::Heading(..) = kind {
        out.text.push_made("\n\n");
    } else if joined {
        out.text.push_made(" ");
    } else if !out.text.is_blank() && !out.text.as_str().ends_with('\n') {
        out.text.push_made("\n");
    }
    let first = out.text.is_blank();
    let start = out.text.as_str().len();
    inline::push(&mut out.text, input, range);
    if let Line::Heading(level, _) = kind {
        if first && *level <= 2 {
            out.heading = Some(start..out.text.as_str().len());
        }
        out.text.push_made("\n\n");
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

/// A line of nothing but three or more `-`, `*`, `_` or `=`: a rule, or the underline of a heading.
fn is_rule(words: &str) -> bool {
    let mark = words.chars().next().unwrap_or(' ');
    "-*_=".contains(mark) && words.chars().all(|c| c == mark || c == ' ') && words.chars().filter(|c| *c == mark).count() >= 3
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
    }
}
