//! JSON and JSON Lines: one report an object.
//!
//! Enters: decoded text: an object, an array of objects, an object that holds such an array, or one object a line. Leaves: a draft each, with
//! the number of its line or member, or what is missing. It leaves alone: fields that it has no name for.

use crate::draft::Draft;
use crate::format::Format;
use crate::formats::header::{Field, Fields};
use crate::formats::text;
use crate::html;
use crate::traced::Traced;
use readout_record::edtf::Edtf;
use serde_json::{Map, Value};

/// A draft, or what is wrong with one line or member (its number and the words).
pub type Found = Result<Draft, (Option<usize>, String)>;

/// Names under which the text of a report stands, in order of preference.
const TEXT: &[&str] =
    &["text", "body", "article", "content", "articleBody", "article_body", "fulltext", "full_text", "maintext", "plain_text"];
/// Names under which its HTML stands.
const HTML: &[&str] = &["html", "content_html", "body_html", "raw_html"];
/// Names under which a list of reports stands.
const LISTS: &[&str] = &["articles", "documents", "items", "results", "stories", "data", "entries", "posts"];

/// The reports of a JSON text. One that turns out to hold an object a line is read as JSON Lines.
pub fn read(input: &str) -> Vec<Found> {
    match serde_json::from_str::<Value>(input.trim_start_matches('\u{FEFF}')) {
        Ok(value) => members(&value),
        Err(_) if Format::of_text(input) == Format::JsonLines => read_lines(input),
        Err(error) => vec![Err((None, format!("is not sound JSON ({error})")))],
    }
}

/// The reports of a JSON Lines text; empty lines are passed over. One that turns out to be a single value over several lines is read as JSON.
pub fn read_lines(input: &str) -> Vec<Found> {
    let first = input.lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    if serde_json::from_str::<serde::de::IgnoredAny>(first).is_err()
        && let Ok(whole) = serde_json::from_str::<Value>(input)
    {
        return members(&whole);
    }
    let lines = input.trim_start_matches('\u{FEFF}').lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    let read = |(at, line): (usize, &str)| {
        let number = Some(at + 1);
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(object)) => draft(&object, number),
            Ok(_) => Err((number, "is not a JSON object".to_owned())),
            Err(error) => Err((number, format!("is not sound JSON ({error})"))),
        }
    };
    lines.map(read).collect()
}

fn members(value: &Value) -> Vec<Found> {
    let list = match value {
        Value::Array(list) => Some(list),
        Value::Object(object) if raw_text(object).is_none() => LISTS.iter().find_map(|name| object.get(*name)?.as_array()),
        _ => None,
    };
    match (list, value) {
        (Some(list), _) if list.is_empty() => vec![Err((None, "is an empty list".to_owned()))],
        (Some(list), _) => list.iter().enumerate().map(|(at, member)| of_member(member, at + 1)).collect(),
        (None, Value::Object(object)) => vec![draft(object, None)],
        (None, _) => vec![Err((None, "is not a JSON object or a list of them".to_owned()))],
    }
}

fn of_member(member: &Value, number: usize) -> Found {
    match member.as_object() {
        Some(object) => draft(object, Some(number)),
        None => Err((Some(number), "is not a JSON object".to_owned())),
    }
}

fn draft(object: &Map<String, Value>, number: Option<usize>) -> Found {
    let mut draft = body(object).ok_or((number, format!("has no text (one of {})", [TEXT, HTML].concat().join(", "))))?;
    let fields = fields(object);
    let given = fields.metadata();
    let known = std::mem::take(&mut draft.metadata);
    draft.metadata.publisher = given.publisher.or(known.publisher);
    draft.metadata.author = given.author.or(known.author);
    draft.metadata.published = given.published.or(known.published);
    draft.metadata.url = given.url.or(known.url);
    draft.title = fields.get(Field::Title).map(Traced::made).or(draft.title);
    draft.language = fields.get(Field::Language).map(str::to_owned).or(draft.language);
    draft.number = number;
    Ok(draft)
}

/// The text of an object as it stands there, for reading without cutting.
pub fn raw_text(object: &Map<String, Value>) -> Option<&str> {
    TEXT.iter().chain(HTML).find_map(|name| object.get(*name)?.as_str()).filter(|t| !t.trim().is_empty())
}

/// When an object says that it was published.
pub fn published(object: &Map<String, Value>) -> Option<Edtf> {
    fields(object).metadata().published
}

fn body(object: &Map<String, Value>) -> Option<Draft> {
    let of =
        |names: &[&str]| names.iter().find_map(|n| object.get(*n)?.as_str()).filter(|t| !t.trim().is_empty()).map(str::to_owned);
    match of(TEXT) {
        Some(text) if !is_markup(&text) => {
            let (words, _) = text::lines(&text, 0).into_parts();
            Some(Draft { body: Traced::made(&words), ..Draft::default() })
        }
        Some(markup) => Some(html::fragment(&markup)),
        None => of(HTML).map(|markup| html::fragment(&markup)),
    }
}

/// Whether a text is HTML: it begins with a tag or closes paragraphs.
fn is_markup(text: &str) -> bool {
    let start = text.trim_start();
    let tag = start.starts_with('<') && start[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    tag && text.contains("</") || text.contains("</p>") || text.contains("</div>")
}

fn fields(object: &Map<String, Value>) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in object {
        if let Some(words) = words_of(value) {
            fields.set(name, &words);
        }
    }
    fields
}

/// A value in words: strings and numbers as they are, the `name` of an object, a list joined with `, `.
fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("name").or(object.get("title")).or(object.get("@value"))?.as_str().map(str::to_owned),
        Value::Array(list) => {
            let words: Vec<String> = list.iter().filter(|v| !v.is_array()).filter_map(words_of).collect();
            (!words.is_empty()).then(|| words.join(", "))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(input: &str) -> Draft {
        read(input).remove(0).unwrap()
    }

    #[test]
    fn fields_under_their_many_names() {
        let draft = one(r#"{"headline": "Talks end", "outlet": {"name": "Harbour Post"}, "byline": ["Jane Doe", "John Roe"],
            "datePublished": "2024-09-10T08:00:00Z", "link": "https://a.example/1", "body": "They met.\r\n\r\nThey parted."}"#);
        assert_eq!(draft.title.map(|t| t.as_str().to_owned()).as_deref(), Some("Talks end"));
        assert_eq!(draft.metadata.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(draft.metadata.author.as_deref(), Some("Jane Doe, John Roe"));
        assert_eq!(draft.metadata.published.map(|p| p.to_string()).as_deref(), Some("2024-09-10T08:00Z"));
        assert_eq!(draft.body.as_str(), "They met.\n\nThey parted.");
    }

    #[test]
    fn lists_lines_and_wrapped_lists() {
        assert_eq!(read(r#"[{"text": "a"}, {"text": "b"}]"#).len(), 2);
        assert_eq!(read_lines("[\n{\"text\": \"a\"},\n{\"text\": \"b\"}\n]").len(), 2);
        assert_eq!(read(r#"{"status": "ok", "articles": [{"content": "a"}]}"#).len(), 1);
        let lines = read("{\"text\": \"a\"}\n\n{\"title\": \"b\"}\n[1]\n{");
        let numbers: Vec<_> = lines.iter().map(|f| f.as_ref().map_or_else(|e| e.0, |d| d.number)).collect();
        assert_eq!(numbers, [Some(1), Some(3), Some(4), Some(5)]);
        assert!(lines[1].as_ref().unwrap_err().1.starts_with("has no text"));
    }

    #[test]
    fn what_is_no_report_is_told() {
        for (input, words) in [
            ("{", "is not sound JSON"),
            ("3", "is not a JSON object"),
            ("[]", "is an empty list"),
            ("{\"text\": \" \"}", "has no text"),
        ] {
            let (_, message) = read(input).remove(0).unwrap_err();
            assert!(message.starts_with(words), "{message}");
        }
    }
}
