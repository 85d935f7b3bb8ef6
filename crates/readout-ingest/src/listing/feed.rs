//! Feeds: RSS, Atom, JSON Feed.
//!
//! Enters: the bytes of a feed, whose charset its own head declares. Leaves: its entries. It leaves alone: the texts in it, which are often
//! shortened; the page itself is the report.

use super::{Entry, Listing, is_web, line};
use crate::date;
use crate::html;
use feed_rs::model;
use feed_rs::parser::Builder;

/// The entries of a feed that stands at `url`.
pub fn read(bytes: &[u8], url: &str) -> Result<Listing, String> {
    let feed = Builder::new().base_uri(Some(url)).build().parse(bytes).map_err(|e| format!("is no sound feed ({e})"))?;
    Ok(Listing { entries: feed.entries.into_iter().filter_map(entry).collect(), lists: Vec::new() }.tidied())
}

fn entry(entry: model::Entry) -> Option<Entry> {
    let page = |l: &&model::Link| l.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let linked = entry.links.iter().find(page).map(|l| l.href.trim().to_owned());
    let url = linked.filter(|u| is_web(u)).or_else(|| Some(entry.id.clone()).filter(|id| is_web(id)))?;
    let published = entry.published.or(entry.updated).and_then(|time| date::published(&time.to_rfc3339().replace("+00:00", "Z")));
    Some(Entry { url, title: entry.title.and_then(|t| line(&words(&t.content))), published })
}

/// The words of a title, in which some feeds have tags.
fn words(title: &str) -> String {
    if title.contains('<') || title.contains('&') { html::fragment(title).body.as_str().to_owned() } else { title.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8]) -> Vec<(String, Option<String>, Option<String>)> {
        let listing = read(bytes, "https://post.example/feeds/world").unwrap();
        listing.entries.into_iter().map(|e| (e.url, e.title, e.published.map(|p| p.to_string()))).collect()
    }

    fn row(url: &str, title: &str, date: &str) -> (String, Option<String>, Option<String>) {
        let some = |t: &str| Some(t.to_owned()).filter(|t| !t.is_empty());
        (url.into(), some(title), some(date))
    }

    #[test]
    fn rss_with_its_charset_and_relative_links() {
        let feed = b"<?xml version=\"1.0\" encoding=\"windows-1252\"?><rss version=\"2.0\"><channel><title>Post</title>
            <item><title>Talks in Orl\xE9ans &amp;amp; Tarsk</title><link>https://post.example/1</link><pubDate>Tue, 03 Jun 2031 08:00:00 +0200</pubDate></item>
            <item><title>Talks end</title><guid isPermaLink=\"true\">https://post.example/2</guid></item>
            <item><title>Again</title><link>https://post.example/1</link></item>
            <item><title>No address</title></item></channel></rss>";
        assert_eq!(
            shown(feed),
            [
                row("https://post.example/1", "Talks in Orléans & Tarsk", "2031-06-03T06:00Z"),
                row("https://post.example/2", "Talks end", "")
            ]
        );
    }

    #[test]
    fn atom_and_json_feed() {
        let atom = br#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><id>x</id><updated>2031-06-03T08:00:00Z</updated>
            <entry><title type="html">Talks &lt;b&gt;end&lt;/b&gt;</title><id>tag:a</id><link rel="self" href="https://post.example/self"/>
            <link rel="alternate" href="https://post.example/1"/><updated>2031-06-04T08:00:00Z</updated><published>2031-06-03T08:00:00Z</published></entry></feed>"#;
        assert_eq!(shown(atom), [row("https://post.example/1", "Talks end", "2031-06-03T08:00Z")]);
        let json = br#"{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"id": "1", "url": "https://post.example/1",
            "title": "Talks end", "content_text": "x", "date_published": "2031-06-03T08:00:00Z"}]}"#;
        assert_eq!(shown(json), [row("https://post.example/1", "Talks end", "2031-06-03T08:00Z")]);
    }

    #[test]
    fn what_is_no_feed_is_told() {
        for odd in [
            &b""[..],
            b"<!DOCTYPE html><html><body>Not found</body></html>",
            b"{\"a\": 1}",
            b"<rss version=\"2.0\"><channel><item>",
            b"\x89PNG",
        ] {
            let read = read(odd, "https://post.example/feed");
            assert!(
                read.as_ref().is_err_and(|e| e.starts_with("is no sound feed")) || read.is_ok_and(|l| l.entries.is_empty()),
                "{odd:?}"
            );
        }
        let nested = format!("<rss version=\"2.0\"><channel>{}", "<item><title>".repeat(20_000));
        let _ = read(nested.as_bytes(), "https://post.example/feed");
    }
}
