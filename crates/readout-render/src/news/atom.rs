//! News as an Atom feed (RFC 4287).
//!
//! Enters: news with the times at which they were told. Leaves: the feed as XML. It leaves alone: files.

use super::{News, text};
use readout_record::edtf::Date;
use std::fmt::Write as _;

/// The feed of some news, newest first; `name` tells it from other feeds of the same desk.
pub fn feed<'n>(name: &str, news: impl IntoIterator<Item = (&'n News, u64)>) -> String {
    let entries: Vec<(&News, u64)> = news.into_iter().collect();
    let updated = entries.iter().map(|(_, time)| *time).max().unwrap_or(0);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    let _ = writeln!(out, "  <id>urn:x-readout:{}</id>", escaped(name));
    let _ = writeln!(out, "  <title>What is new in {}</title>", escaped(name));
    let _ = writeln!(out, "  <updated>{}</updated>\n  <author><name>Readout</name></author>", moment(updated));
    for (news, time) in entries {
        out += &entry(news, time);
    }
    out + "</feed>\n"
}

fn entry(news: &News, time: u64) -> String {
    let mut out = String::from("  <entry>\n");
    let _ = writeln!(out, "    <id>urn:x-readout:{}</id>", escaped(&news.id));
    let _ = writeln!(out, "    <title>{}</title>\n    <updated>{}</updated>", escaped(&news.title), moment(time));
    let mut rel = "alternate";
    for place in news.reports.iter().map(|r| &r.place).filter(|p| p.starts_with("http://") || p.starts_with("https://")) {
        let _ = writeln!(out, "    <link rel=\"{rel}\" href=\"{}\"/>", escaped(place));
        rel = "related";
    }
    let _ = writeln!(out, "    <content type=\"text\">{}</content>\n  </entry>", escaped(&text(news)));
    out
}

/// Text as it may stand in XML 1.0.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
    out
}

/// Seconds since 1970 as RFC 3339.
pub fn moment(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let day = Date::ymd(1970, 1, 1).and_then(|d| d.plus_days(i64::try_from(days).unwrap_or(0)));
    let day = day.map(|d| d.to_string()).unwrap_or_else(|| "1970-01-01".into());
    format!("{day}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_calendar() {
        assert_eq!(moment(1_938_240_930), "2031-06-03T08:15:30Z");
        assert_eq!(moment(0), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn odd_characters_do_not_break_the_feed() {
        let news = News {
            id: "msg-1".into(),
            story: "s-1".into(),
            title: "Talks <of> \"A\" & B \u{1}".into(),
            of: 1,
            reports: Vec::new(),
            lines: Vec::new(),
        };
        let feed = feed("desk", [(&news, 0)]);
        assert!(feed.contains("<title>Talks &lt;of&gt; &quot;A&quot; &amp; B \u{FFFD}</title>"), "{feed}");
    }
}
