//! What a page says of itself in JSON-LD.
//!
//! Enters: a parsed page. Leaves: the fields of the object that describes the article: headline, publisher, authors, date, address, language.
//! It leaves alone: objects about other things (lists of links, pictures, the site).

use scraper::{Html, Selector};
use serde_json::Value;

/// What the article's object says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// `headline`, else `name`.
    pub headline: Option<String>,
    /// Name of the publisher.
    pub publisher: Option<String>,
    /// Names of the authors, joined with `, `.
    pub author: Option<String>,
    /// `datePublished`.
    pub published: Option<String>,
    /// `url` or the page that it is the main thing of.
    pub url: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
}

/// How deep objects inside objects are looked at.
const DEEPEST: usize = 8;

/// The article that the page describes; all empty where it describes none.
pub fn of(page: &Html) -> Article {
    let Ok(scripts) = Selector::parse("script[type*=\"ld+json\"]") else { return Article::default() };
    let mut objects = Vec::new();
    for script in page.select(&scripts) {
        if let Some(value) = parse(&script.text().collect::<String>()) {
            collect(&value, 0, &mut objects);
        }
    }
    objects.iter().filter_map(|o| Some((rank(o)?, o))).min_by_key(|(rank, _)| *rank).map(|(_, o)| article(o)).unwrap_or_default()
}

/// Publishers leave line ends in strings, comments around the object, and a semicolon after it.
fn parse(text: &str) -> Option<Value> {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.replace("<![CDATA[", " ").replace("]]>", " ");
    let start = clean.find(['{', '['])?;
    let end = clean.rfind(['}', ']'])?;
    serde_json::from_str(clean.get(start..=end)?).ok()
}

fn collect(value: &Value, depth: usize, out: &mut Vec<serde_json::Map<String, Value>>) {
    if depth > DEEPEST || out.len() > 200 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|v| collect(v, depth + 1, out)),
        Value::Object(object) => {
            out.push(object.clone());
            for name in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
                if let Some(inner) = object.get(name) {
                    collect(inner, depth + 1, out);
                }
            }
        }
        _ => {}
    }
}

/// 0 for an article, 1 for a page that may be one; `None` for everything else.
fn rank(object: &serde_json::Map<String, Value>) -> Option<u8> {
    let kinds: Vec<&str> = match object.get("@type")? {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let is = |ends: &[&str]| kinds.iter().any(|k| ends.iter().any(|e| k.ends_with(e)));
    if is(&["Article", "BlogPosting", "LiveBlogPosting", "Report", "PressRelease", "SpecialAnnouncement"]) {
        Some(0)
    } else {
        is(&["WebPage"]).then_some(1)
    }
}

fn article(object: &serde_json::Map<String, Value>) -> Article {
    let of = |name: &str| object.get(name).and_then(words);
    let page = object.get("mainEntityOfPage").and_then(|p| p.get("@id").and_then(words).or_else(|| words(p)));
    Article {
        headline: of("headline").or_else(|| of("name")),
        publisher: of("publisher").or_else(|| of("sourceOrganization")),
        author: of("author").or_else(|| of("creator")),
        published: of("datePublished").or_else(|| of("dateCreated")),
        url: of("url").or(page),
        language: of("inLanguage"),
    }
}

/// A string as it is, an object's name, the names of a list.
fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(words) => words.trim().to_owned(),
        Value::Object(object) => words(object.get("name")?)?,
        Value::Array(list) => list.iter().filter(|v| !v.is_array()).filter_map(words).collect::<Vec<_>>().join(", "),
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_among_other_objects() {
        let page = Html::parse_document(
            r#"<script type="application/ld+json">[{"@type": "Organization", "name": "Harbour Post"}]</script>
            <script type="application/ld+json">// <![CDATA[
            {"@graph": [{"@type": "WebPage", "name": "Home"}, {"@type": ["NewsArticle"], "headline": "Talks
              end", "author": [{"name": "Jane Doe"}, "John Roe"], "publisher": {"name": "Harbour Post"}, "datePublished": "2024-09-10",
              "mainEntityOfPage": {"@id": "https://a.example/1"}}]};
            // ]]></script>"#,
        );
        let article = of(&page);
        assert_eq!(article.author.as_deref(), Some("Jane Doe, John Roe"));
        assert_eq!(article.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(article.url.as_deref(), Some("https://a.example/1"));
        assert_eq!(article.published.as_deref(), Some("2024-09-10"));
        assert!(article.headline.is_some_and(|h| h.starts_with("Talks")));
    }

    #[test]
    fn broken_objects_are_passed_over() {
        let page = Html::parse_document(r#"<script type="application/ld+json">{"@type": "NewsArticle", </script>"#);
        assert_eq!(of(&page), Article::default());
    }
}
