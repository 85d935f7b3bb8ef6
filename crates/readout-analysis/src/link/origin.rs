//! Which outlet or wire a document credits: its dateline, a line of credit, an agency's tag at the end.
//!
//! Enters: a document. Leaves: the name that it credits and where. It leaves alone: outlets that are cited for one statement in the running
//! text; those are sources of the statement and not of the report. The words of credit stand in `rules/credits.toml`.

use crate::knowledge::{credited_outlet, without_article};
use crate::link::name::initials;
use crate::rules::{Example, load};
use readout_record::document::Document;
use readout_record::span::Span;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    leads: Vec<String>,
    lines: Vec<String>,
    #[serde(rename = "example")]
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test alone"))]
    examples: Vec<Example>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| load("credits.toml", include_str!("../../rules/credits.toml")));

/// Characters at the start of the body in which a dateline may stand.
const HEAD: usize = 160;
/// Lines at the end in which a credit may stand.
const TAIL: usize = 4;
/// A name and where it stands; no place where it comes from the by-line alone.
pub type Credit = (String, Option<Span>);

/// The outlet or wire that the document credits, if it is not its own publisher. A known outlet is called by its usual name.
pub fn origin(document: &Document) -> Option<Credit> {
    let text = document.text.as_str();
    let start = document.headline.map_or(0, Span::end);
    let body = &text[start..];
    let found = dateline(body).or_else(|| tail(body)).or_else(|| lead(body));
    let credit = match found {
        Some(name) => {
            let from = name.as_ptr() as usize - text.as_ptr() as usize;
            Some((usual(name), Span::new(text, from, from + name.len())))
        }
        None => document.metadata.author.as_deref().and_then(by_line).map(|name| (usual(name), None)),
    };
    credit.filter(|(name, _)| document.metadata.publisher.as_deref().is_none_or(|p| !same(p, name)))
}

/// The usual name of an outlet, or the name as it stands.
fn usual(name: &str) -> String {
    credited_outlet(name).map_or_else(|| name.to_owned(), |outlet| outlet.name.clone())
}

/// Whether publisher and credit are one outlet: by one name, or the credit by the first letters of the other, "NPA" of "Northern Press Agency".
pub fn same(publisher: &str, name: &str) -> bool {
    let bare = name.replace(' ', "");
    let letters = name.replace('.', "");
    let short = letters.chars().count() > 1 && !letters.contains(' ') && !letters.chars().any(char::is_lowercase);
    let initials = || initials(without_article(publisher.trim())).contains(&letters.to_lowercase());
    usual(publisher.trim()).eq_ignore_ascii_case(name)
        || short && credited_outlet(name).is_none() && initials()
        || publisher.split(['.', '/']).any(|label| label.eq_ignore_ascii_case(&bare))
}

/// `TBILISI, May 14 (Reuters) -`, `(AP) —`, `MOSCOW, May 14. /TASS/.` at the start of the body.
fn dateline(body: &str) -> Option<&str> {
    let first = body.trim_start();
    let head = first.char_indices().nth(HEAD).map_or(first, |(end, _)| &first[..end]);
    let (open, close) = match (head.find('('), head.find('/')) {
        (Some(at), _) if is_place(&head[..at]) => (at, ')'),
        (_, Some(at)) if is_place(&head[..at]) => (at, '/'),
        _ => return None,
    };
    let inner = &head[open + 1..];
    let name = &inner[..inner.find(close)?];
    let after = inner[name.len() + 1..].trim_start();
    let ends = after.starts_with(['-', '–', '—', '.', ':']) || after.starts_with("--");
    (ends && (close == ')' || credited_outlet(name).is_some()) && is_name(name)).then_some(name)
}

/// Whether the words before an agency's name can be a dateline: nothing, or a place in capitals and a date.
fn is_place(words: &str) -> bool {
    let words = words.trim();
    let first = words.split([',', ' ', '/', '.']).next().unwrap_or("");
    words.is_empty() || words.len() <= 60 && first.chars().count() > 2 && !first.chars().any(char::is_lowercase)
}

/// A credit in the last lines.
fn tail(body: &str) -> Option<&str> {
    body.lines()
        .rev()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(TAIL)
        .find_map(|line| credit_line(line).or_else(|| tag(line)))
}

/// `Source: Caspian Wire`, `With reporting by AFP`, `© 2024 The Associated Press`.
fn credit_line(line: &str) -> Option<&str> {
    if let Some(rest) = WORDS.lines.iter().find_map(|lead| strip_lead(line, lead)) {
        return known_at(rest).or_else(|| name_at(rest).filter(|name| rest.len() - name.len() <= 40));
    }
    let rest = line.strip_prefix('©').or_else(|| strip_lead(line, "copyright"))?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic() || c == '©');
    known_at(rest)
}

/// An agency's tag at the very end: `... the ministry said. (AFP)`, `— Reuters`, `/TASS/`.
fn tag(line: &str) -> Option<&str> {
    let line = line.trim_end_matches(['.', ' ']);
    let name = if let Some(inner) = line.strip_suffix(')') {
        &inner[inner.rfind('(')? + 1..]
    } else if let Some(inner) = line.strip_suffix('/') {
        &inner[inner.rfind('/')? + 1..]
    } else {
        let at = line.rfind(['—', '–', '-'])?;
        let dash = line[at..].chars().next().map_or(0, char::len_utf8);
        let apart = line[..at].is_empty() || line[..at].ends_with([' ', '.', '-']);
        line.get(at + dash..).filter(|_| apart)?.trim()
    };
    credited_outlet(name).map(|_| name)
}

/// `This story was first reported by the Lakeside Courier.`
fn lead(body: &str) -> Option<&str> {
    let lower = body.to_ascii_lowercase();
    WORDS.leads.iter().find_map(|lead| {
        let at = lower.find(lead.as_str())? + lead.len();
        known_at(&body[at..]).or_else(|| name_at(&body[at..]))
    })
}

/// `The Associated Press` as the by-line.
fn by_line(author: &str) -> Option<&str> {
    let name = strip_lead(author.trim(), "by ").unwrap_or(author.trim());
    credited_outlet(name).map(|_| name)
}

fn strip_lead<'t>(line: &'t str, lead: &str) -> Option<&'t str> {
    let start = line.get(..lead.len())?;
    start.eq_ignore_ascii_case(lead).then(|| line[lead.len()..].trim_start())
}

/// The longest known outlet that the words begin with, up to five words.
fn known_at(words: &str) -> Option<&str> {
    let ends =
        words.char_indices().filter(|(_, c)| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '&' | '-' | '/')).map(|(i, _)| i);
    let mut ends: Vec<usize> = ends.take(6).chain((words.len() < 40).then_some(words.len())).collect();
    ends.sort_unstable_by(|a, b| b.cmp(a));
    ends.into_iter().map(|end| words[..end].trim_end()).find(|name| credited_outlet(name).is_some())
}

/// The run of capitalised words that the words begin with, its article left out.
fn name_at(words: &str) -> Option<&str> {
    let words = strip_lead(words, "the ").unwrap_or(words);
    let (mut start, mut end) = (0, 0);
    for word in words.split_inclusive([' ', '\n']).take(5) {
        let bare = word.trim_end_matches([' ', '\n', ',', '.', ';', ':', ')']);
        let capital = bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        let joins = end > 0 && matches!(bare, "of" | "and" | "de" | "for");
        if !capital && !joins {
            break;
        }
        if capital {
            end = start + bare.len();
        }
        if bare.len() + 1 != word.len() || !word.ends_with(' ') {
            break;
        }
        start += word.len();
    }
    let name = &words[..end];
    is_name(name).then_some(name)
}

/// Whether words can name an outlet: capitals, few words, no sentence.
fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=5).contains(&words)
        && name.len() <= 48
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_record::document::Metadata;

    #[track_caller]
    fn check(body: &str, expected: Option<&str>) {
        let metadata =
            Metadata { title: Some("Talks end".into()), publisher: Some("Lakeside Courier".into()), ..Metadata::default() };
        let text = format!("Talks end\n\n{body}");
        let document = Document::new("a.txt".into(), metadata, "en".into(), text, Vec::new());
        let found = origin(&document);
        assert_eq!(found.as_ref().map(|(name, _)| name.as_str()), expected, "{body}");
        assert!(found.is_none_or(|(_, span)| span.is_some_and(|s| document.text.contains(s.of(&document.text)))));
    }

    #[test]
    fn words_of_credit_do_what_their_examples_say() {
        WORDS.examples.iter().for_each(|e| check(&e.text, e.finds.first().map(String::as_str)));
    }

    #[test]
    fn datelines_name_the_wire() {
        check("BRELL, May 14 (Reuters) - The talks ended.", Some("Reuters"));
        check("BRELL (AP) — The talks ended.", Some("Associated Press"));
        check("(AFP) - The talks ended.", Some("AFP"));
        check("BRELL, May 14. /TASS/. The talks ended.", Some("TASS"));
        check("BRELL (Norvian Wire) – The talks ended.", Some("Norvian Wire"));
        check("BRELL, May 14 - The talks ended.", None);
        check("The League (founded in 1950) - a club of states - met.", None);
    }

    #[test]
    fn an_agency_does_not_credit_itself() {
        assert!(same("Northern Press Agency", "NPA") && same("The Lakeside Courier", "LC"));
        assert!(!same("Northern Press Agency", "AFP") && !same("Northern Press Agency", "N"));
        check("BRELL, May 14 (LC) - The talks ended.", None);
    }

    #[test]
    fn credits_stand_at_the_end() {
        check("The talks ended.\n\nSource: Norvian Wire", Some("Norvian Wire"));
        check("The talks ended, a minister said. (AFP)", Some("AFP"));
        check("The talks ended.\n\n— Reuters", Some("Reuters"));
        check("The talks ended.\n\n© 2024 The Associated Press. All rights reserved.", Some("Associated Press"));
        check("The talks ended.\n\nWith reporting by Agence France-Presse and staff", Some("AFP"));
        check("The talks ended.\n\nThis story was first reported by the Eastmark Post.", Some("Eastmark Post"));
        check("The talks ended (at last).", None);
        check("Officials called it a truce - Tuesday's second.", None);
    }

    #[test]
    fn outlets_cited_for_a_statement_and_the_publisher_itself_are_no_origin() {
        check("The talks ended, the minister told Reuters.\n\nHe then left.", None);
        check("The talks ended.\n\nSource: Lakeside Courier", None);
        for odd in [
            "",
            "(",
            "/",
            ")",
            "©",
            "—",
            "é(é)",
            "Source:",
            "Source: é",
            "By the way/—",
            "first reported by ",
            "first reported by İ",
        ] {
            check(odd, None);
        }
    }
}
