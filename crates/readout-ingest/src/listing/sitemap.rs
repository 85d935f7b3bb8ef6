//! Sitemaps: lists of a site's pages, lists of such lists, and those for news.
//!
//! Enters: the bytes of a sitemap, packed or not. Leaves: its pages and the further sitemaps that it names. It leaves alone: images, videos, priorities.

use super::{Entry, Listing, line};
use crate::charset;
use crate::date;
use crate::source::gunzip_within;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Bytes of a sitemap, unpacked: what the standard allows.
const MOST: u64 = 50 << 20;

/// The pages of a sitemap.
pub fn read(bytes: &[u8]) -> Result<Listing, String> {
    let unpacked = if bytes.starts_with(b"\x1F\x8B") { Some(gunzip_within(bytes, MOST)?) } else { None };
    let text =
        charset::decode(unpacked.as_deref().unwrap_or(bytes), true).map_err(|not| format!("is not text ({})", not.kind))?;
    parse(&text).map(Listing::tidied)
}

/// What is open while a sitemap is read.
#[derive(Default)]
struct Open {
    listing: Listing,
    entry: Entry,
    changed: Option<String>,
    words: String,
    root: bool,
    /// Whether images or videos of a page are told of.
    beside: bool,
}

fn parse(text: &str) -> Result<Listing, String> {
    let mut reader = Reader::from_str(text);
    let mut open = Open::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => open.begin(tag.name().as_ref(), tag.local_name().as_ref()),
            Ok(Event::End(tag)) => open.end(tag.name().as_ref(), tag.local_name().as_ref()),
            Ok(Event::Text(words)) => open.words.push_str(&words.xml10_content()),
            Ok(Event::CData(words)) => open.words.push_str(&words.xml10_content()),
            Ok(Event::GeneralRef(name)) => {
                open.words.push_str(&quick_xml::escape::unescape(&format!("&{};", &*name)).unwrap_or_default())
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            // What stands before the damage is sound.
            Err(error) if open.listing.entries.is_empty() && open.listing.lists.is_empty() => {
                return Err(format!("is no sound sitemap ({error})"));
            }
            Err(_) => break,
        }
    }
    if open.root { Ok(open.listing) } else { Err("is no sitemap (no urlset or sitemapindex in it)".into()) }
}

impl Open {
    fn begin(&mut self, name: &str, local: &str) {
        self.words.clear();
        match local {
            "urlset" | "sitemapindex" => self.root = true,
            "url" | "sitemap" => (self.entry, self.changed) = (Entry::default(), None),
            _ => self.beside |= beside(name),
        }
    }

    fn end(&mut self, name: &str, local: &str) {
        let words = line(&std::mem::take(&mut self.words));
        if beside(name) {
            self.beside = false;
        }
        match local {
            "loc" if !self.beside => self.entry.url = words.unwrap_or_default(),
            "lastmod" => self.changed = words,
            "publication_date" => self.entry.published = words.as_deref().and_then(date::published),
            "title" if !self.beside => self.entry.title = words,
            "sitemap" => self.listing.lists.push(std::mem::take(&mut self.entry).url),
            "url" => {
                let mut entry = std::mem::take(&mut self.entry);
                entry.published = entry.published.or_else(|| date::published(self.changed.as_deref()?));
                self.listing.entries.push(entry);
            }
            _ => {}
        }
    }
}

fn beside(name: &str) -> bool {
    matches!(name, "image:image" | "video:video")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_with_the_dates_of_news() {
        let found = read(br#"<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
            xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
            <url><loc> https://post.example/1?a=1&amp;b=2 </loc><lastmod>2031-06-05</lastmod><news:news><news:publication_date>2031-06-03T08:00:00Z</news:publication_date>
            <news:title><![CDATA[Talks & more]]></news:title></news:news>
            <image:image><image:loc>https://post.example/a.jpg</image:loc><image:title>A boat</image:title></image:image></url>
            <url><loc>https://post.example/2</loc><lastmod>2031-06-05</lastmod></url><url><loc>/no-address</loc></url></urlset>"#).unwrap();
        let shown: Vec<_> = found
            .entries
            .iter()
            .map(|e| (e.url.as_str(), e.title.as_deref(), e.published.as_ref().map(|p| p.as_str())))
            .collect();
        assert_eq!(
            shown,
            [
                ("https://post.example/1?a=1&b=2", Some("Talks & more"), Some("2031-06-03T08:00Z")),
                ("https://post.example/2", None, Some("2031-06-05"))
            ]
        );
    }

    #[test]
    fn lists_of_lists() {
        let found = read(b"<sitemapindex><sitemap><loc>https://post.example/a.xml.gz</loc></sitemap><sitemap><loc>https://post.example/b.xml</loc></sitemap></sitemapindex>").unwrap();
        assert_eq!((found.lists.len(), found.entries.len()), (2, 0));
    }

    #[test]
    fn damage_costs_what_follows_it() {
        let found =
            read(b"<urlset><url><loc>https://post.example/1</loc></url><url><loc>https://post.exam</url></urlset>").unwrap();
        assert_eq!(found.entries.len(), 1);
        for odd in [&b"<html><body>Not found</body></html>"[..], b"", b"words", b"<urlset", b"\x1F\x8Bnot"] {
            assert!(read(odd).is_err(), "{odd:?}");
        }
        assert!(read(b"<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><urlset><url><loc>https://post.example/&b;</loc></url></urlset>").unwrap().entries[0].url.len() < 30);
    }
}
