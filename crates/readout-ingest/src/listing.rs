//! Lists of reports that outlets keep for programs: feeds and sitemaps.
//!
//! Enters: the bytes of a list and its address. Leaves: the addresses in it with title and date where the list gives them, each once, and the further
//! lists that it names. It leaves alone: fetching, and what was seen before.

pub mod feed;
pub mod sitemap;

use readout_record::edtf::Edtf;
use std::collections::BTreeSet;

/// Entries of one list that are taken; more than any standard allows.
const MOST: usize = 50_000;

/// One report, as a list tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where it stands.
    pub url: String,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published; for want of that, when it was changed last.
    pub published: Option<Edtf>,
}

/// What a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// In the order of the list.
    pub entries: Vec<Entry>,
    /// Addresses of further lists.
    pub lists: Vec<String>,
}

impl Listing {
    /// What is left of it when each address stands once and can be fetched.
    fn tidied(self) -> Listing {
        let mut seen = BTreeSet::new();
        let mut fresh = |url: &str| is_web(url) && seen.insert(url.to_owned());
        let entries: Vec<Entry> = self.entries.into_iter().filter(|e| fresh(&e.url)).take(MOST).collect();
        Listing { entries, lists: self.lists.into_iter().filter(|url| fresh(url)).take(MOST).collect() }
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// A title on one line; `None` where there are no words.
fn line(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}
