//! What a page says of itself: title, publisher, author, date, address, language.
//!
//! Enters: a parsed page. Leaves: metadata, each field from the first place that gives a sound value: JSON-LD, OpenGraph and other meta tags,
//! then the visible page. It leaves alone: dates of changes, and names of sites in titles once they are known.

use crate::date;
use crate::draft::same_words;
use crate::formats::header::host;
use crate::html::json_ld::{self, Article};
use crate::html::words;
use readout_record::document::Metadata;
use readout_record::edtf::Edtf;
use scraper::{ElementRef, Html, Selector};

/// What is known of a page beside its text.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// All but the title.
    pub metadata: Metadata,
    /// Headline, in the words of the visible one where there is one.
    pub title: Option<String>,
    /// The declared language.
    pub language: Option<String>,
}

const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "article:published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "publish_date",
    "published_time",
    "publication_date",
    "citation_publication_date",
    "pubdate",
    "pub_date",
    "originalpublicationdate",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "date",
    "dc.date",
    "dcterms.date",
    "article.published",
    "release_date",
];
const PUBLISHER: &[&str] = &[
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_publisher",
    "application-name",
    "twitter:app:name:iphone",
];
const AUTHOR: &[&str] =
    &["author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "citation_author"];
const TITLE: &[&str] = &["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "title"];
const LANGUAGE: &[&str] = &["content-language", "language", "dc.language", "dcterms.language", "og:locale"];

/// Everything that the page says of itself.
pub fn of(page: &Html) -> About {
    let meta = Meta::of(page);
    let article = json_ld::of(page);
    let url = address(page, &meta, &article);
    let whole = first_text(page, "head > title").or_else(|| first_text(page, "title"));
    let named = article.publisher.clone().or_else(|| meta.first(PUBLISHER)).filter(|p| !is_address(p));
    let (title, rest) = title(page, &meta, &article, whole.as_deref(), named.as_deref());
    let publisher = named.or(rest).or_else(|| url.as_deref().and_then(host));
    let author = author(page, &meta, &article).filter(|a| publisher.as_deref().is_none_or(|p| !same_words(a, p)));
    let published = published(page, &meta, &article).or_else(|| url.as_deref().and_then(date::in_url));
    let language = html_attribute(page, "lang").or(article.language).or_else(|| meta.first(LANGUAGE));
    About { metadata: Metadata { title: None, publisher, author, published, url }, title, language }
}

/// The meta tags of a page, their names in small letters.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn of(page: &Html) -> Meta {
        let tags = select(page, "meta").into_iter().filter_map(|tag| {
            let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|a| tag.attr(a))?;
            let content = tag.attr("content")?.trim();
            (!content.is_empty()).then(|| (name.trim().to_lowercase(), content.to_owned()))
        });
        Meta(tags.take(2000).collect())
    }

    /// The value of the first of `names` that has one.
    fn first(&self, names: &[&str]) -> Option<String> {
        self.all(names).next().map(str::to_owned)
    }

    fn all<'a>(&'a self, names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        names.iter().flat_map(|wanted| self.0.iter().filter(move |(name, _)| name == wanted).map(|(_, value)| value.as_str()))
    }
}

fn select<'a>(page: &'a Html, css: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(css).map(|s| page.select(&s).collect()).unwrap_or_default()
}

fn first_text(page: &Html, css: &str) -> Option<String> {
    select(page, css).into_iter().map(plain).find(|t| !t.is_empty())
}

/// The words of an element on one line.
fn plain(element: ElementRef<'_>) -> String {
    let text = if element.value().name() == "title" { element.text().collect() } else { words::of(element) };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn html_attribute(page: &Html, name: &str) -> Option<String> {
    page.root_element().attr(name).map(str::to_owned).filter(|v| !v.trim().is_empty())
}

fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with('@') || text.starts_with("www.")
}

fn address(page: &Html, meta: &Meta, article: &Article) -> Option<String> {
    let canonical = select(page, "link[rel=\"canonical\"]").into_iter().find_map(|l| l.attr("href").map(str::to_owned));
    let candidates = [canonical, meta.first(&["og:url", "twitter:url", "dc.identifier", "parsely-link"]), article.url.clone()];
    candidates.into_iter().flatten().map(|u| u.trim().to_owned()).find(|u| u.starts_with("http://") || u.starts_with("https://"))
}

/// The headline, and what stood beside it in the page's title: mostly the name of the site.
fn title(
    page: &Html,
    meta: &Meta,
    article: &Article,
    whole: Option<&str>,
    site: Option<&str>,
) -> (Option<String>, Option<String>) {
    let declared: Vec<&str> = article.headline.as_deref().into_iter().chain(meta.all(TITLE)).chain(whole).collect();
    if let Some(heading) = visible_headline(page, &declared, site) {
        let rest = whole.and_then(|w| beside(w, &heading));
        return (Some(heading), rest);
    }
    let declared = declared.into_iter().map(|t| without_site(t, site)).find(|t| !t.is_empty());
    let only = || first_text(page, "h1");
    (declared.or_else(only), None)
}

/// The first heading of the first level, else the longest of the second, that begins or ends what the page declares as its title.
fn visible_headline(page: &Html, declared: &[&str], site: Option<&str>) -> Option<String> {
    let agrees = |heading: &String| {
        let fits = |whole: &str| same_words(whole, heading) || beside(whole, heading).is_some();
        heading.len() >= 8
            && heading.len() <= 400
            && site.is_none_or(|s| !same_words(s, heading))
            && declared.iter().any(|d| fits(d))
    };
    let of = |css: &str| select(page, css).into_iter().take(40).map(plain).filter(&agrees).collect::<Vec<_>>();
    of("h1").into_iter().next().or_else(|| of("h2").into_iter().max_by_key(String::len))
}

const SEPARATORS: [char; 10] = ['|', '-', '–', '—', ':', '·', '•', '«', '»', '/'];

/// What stands before or after `heading` in a page's title, when a separator parts the two.
fn beside(whole: &str, heading: &str) -> Option<String> {
    let parted = |rest: &str, start: bool| {
        let trimmed = rest.trim();
        let separated = if start { trimmed.ends_with(SEPARATORS) } else { trimmed.starts_with(SEPARATORS) };
        let name = trimmed.trim_matches(|c: char| SEPARATORS.contains(&c) || c.is_whitespace()).to_owned();
        (separated && !name.is_empty() && name.len() <= 60).then_some(name)
    };
    let after = whole.strip_prefix(heading).and_then(|rest| parted(rest, false));
    after.or_else(|| whole.strip_suffix(heading).and_then(|rest| parted(rest, true)))
}

/// A declared title without the name of the site that stands at its end or beginning.
fn without_site(title: &str, site: Option<&str>) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(site) = site else { return last_separated(&title) };
    let edge = |rest: &str| rest.trim().trim_matches(|c: char| SEPARATORS.contains(&c) || c.is_whitespace()).to_owned();
    let lower = title.to_lowercase();
    let site = site.to_lowercase();
    if lower.len() != title.len() || lower == site {
        return title;
    }
    let end = lower.strip_suffix(&site).filter(|r| r.trim_end().ends_with(SEPARATORS)).map(|r| edge(&title[..r.len()]));
    let start = lower
        .strip_prefix(&site)
        .filter(|r| r.trim_start().starts_with(SEPARATORS))
        .map(|r| edge(&title[title.len() - r.len()..]));
    end.or(start).unwrap_or_else(|| last_separated(&title))
}

/// Without ` | Name` at the end: a bar parts a title from its site, and nothing else.
fn last_separated(title: &str) -> String {
    match title.rsplit_once(" | ") {
        Some((front, back)) if front.len() > back.len() => front.trim().to_owned(),
        _ => title.to_owned(),
    }
}

fn author(page: &Html, meta: &Meta, article: &Article) -> Option<String> {
    let declared = article.author.as_deref().into_iter().chain(meta.all(AUTHOR)).map(str::to_owned);
    let visible = || select(page, "[rel~=\"author\"], [itemprop=\"author\"], .byline, .author").into_iter().take(4).map(plain);
    declared
        .chain(visible())
        .map(|a| by_line(&a))
        .find(|a| !a.is_empty() && !is_address(a) && a.len() <= 120 && a.chars().any(char::is_alphabetic))
}

fn by_line(author: &str) -> String {
    let author = author.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = author.to_lowercase();
    let lead = if lower.starts_with("by ") || lower.starts_with("by:") { 3 } else { 0 };
    author[lead..].trim().to_owned()
}

fn published(page: &Html, meta: &Meta, article: &Article) -> Option<Edtf> {
    let declared =
        meta.all(&PUBLISHED[..1]).chain(article.published.as_deref()).chain(meta.all(&PUBLISHED[1..])).find_map(date::published);
    declared.or_else(|| time_element(page)).or_else(|| {
        let css = "[itemprop=\"datePublished\"], [class*=\"date\"], [class*=\"publish\"], [class*=\"byline\"], [id*=\"date\"], [class*=\"meta\"]";
        select(page, css).into_iter().take(60).map(plain).filter(|t| t.len() <= 80).find_map(|t| date::published(&t))
    })
}

/// The first `<time>` that is no part of a list of other articles or of comments.
fn time_element(page: &Html) -> Option<Edtf> {
    let inside = |element: &ElementRef<'_>, names: &[&str]| {
        element.ancestors().filter_map(ElementRef::wrap).any(|a| names.contains(&a.value().name()))
    };
    let marked = select(page, "time[itemprop=\"datePublished\"], time[pubdate], time[class*=\"publish\"]");
    let others = select(page, "time").into_iter().filter(|t| !inside(t, &["aside", "nav", "footer", "li", "a"]));
    marked
        .into_iter()
        .chain(others)
        .take(40)
        .find_map(|t| t.attr("datetime").and_then(date::published).or_else(|| date::published(&plain(t))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(html: &str) -> About {
        of(&Html::parse_document(html))
    }

    #[test]
    fn open_graph_and_the_visible_headline() {
        let found = about(
            r#"<html lang="en-GB"><head><title>Talks end without deal &#8211; Harbour Post</title><meta property="og:title" content="Talks end without deal">
            <meta property="og:site_name" content="Harbour Post"><meta name="author" content="Harbour Post">
            <meta property="article:published_time" content="2024-09-11T08:00:00+01:00"><link rel="canonical" href="https://a.example/1"></head>
            <body><h1>Talks end <i>without</i> deal</h1></body></html>"#,
        );
        assert_eq!(found.title.as_deref(), Some("Talks end without deal"));
        assert_eq!(found.language.as_deref(), Some("en-GB"));
        let m = found.metadata;
        assert_eq!((m.publisher.as_deref(), m.author.as_deref()), (Some("Harbour Post"), None));
        assert_eq!(m.published.map(|p| p.to_string()).as_deref(), Some("2024-09-11T08:00+01:00"));
        assert_eq!(m.url.as_deref(), Some("https://a.example/1"));
    }

    #[test]
    fn an_old_page_names_its_site_in_the_title() {
        let found = about(
            "<title>Harbour Gazette: The men are coming home</title><h2>Other news of the day</h2><h2>The men are coming home</h2><p class=date>10 September 2024</p>",
        );
        assert_eq!(found.title.as_deref(), Some("The men are coming home"));
        assert_eq!(found.metadata.publisher.as_deref(), Some("Harbour Gazette"));
        assert_eq!(found.metadata.published.map(|p| p.to_string()).as_deref(), Some("2024-09-10"));
    }

    #[test]
    fn the_site_goes_from_a_title_that_no_heading_repeats() {
        assert_eq!(about("<title>The men come home | Harbour Post</title>").title.as_deref(), Some("The men come home"));
        let named = about("<meta property=og:site_name content='Harbour Post'><title>Lissel - a port - Harbour Post</title>");
        assert_eq!(named.title.as_deref(), Some("Lissel - a port"));
        assert_eq!(about("<h1>The men come home</h1>").title.as_deref(), Some("The men come home"));
        assert_eq!(about("").title, None);
    }

    #[test]
    fn the_ministry_that_names_itself_in_a_heading_is_no_headline() {
        let found = about(
            "<title>Meeting of the Ministers - Ministry of Fish, Tarsk</title><h2>Ministry of Fish, Tarsk</h2><h1>Meeting of the Ministers</h1>",
        );
        assert_eq!(found.title.as_deref(), Some("Meeting of the Ministers"));
        assert_eq!(found.metadata.publisher.as_deref(), Some("Ministry of Fish, Tarsk"));
    }
}
