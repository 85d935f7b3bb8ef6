//! News agencies, papers, broadcasters and platforms.
//!
//! Enters: words as they are written. Leaves: the outlet that they name. Some names are everyday words too; those count only in a credit line.

use super::table::{Table, find, key};
use serde::Deserialize;
use std::sync::LazyLock;

/// What sort of outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutletKind {
    /// A news agency: many outlets carry its words.
    Agency,
    /// A paper, site or broadcaster.
    Outlet,
    /// A platform on which persons and offices publish themselves.
    Platform,
}

/// One outlet.
#[derive(Debug, PartialEq, Eq)]
pub struct Outlet {
    /// The name that the record uses.
    pub name: String,
    /// What sort.
    pub kind: OutletKind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    credit_only: Vec<String>,
    kind: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: OutletKind,
    list: Vec<Vec<String>>,
}

#[derive(Default)]
struct Outlets {
    all: Vec<Outlet>,
    forms: Table<usize>,
    credits: Table<usize>,
}

static OUTLETS: LazyLock<Outlets> = LazyLock::new(|| {
    let file: File = crate::rules::load("knowledge/outlets.toml", include_str!("../../rules/knowledge/outlets.toml"));
    let mut found = Outlets::default();
    for entry in &file.kind {
        for forms in entry.list.iter().filter(|forms| !forms.is_empty()) {
            let number = found.all.len();
            found.all.push(Outlet { name: forms[0].clone(), kind: entry.kind });
            for form in forms {
                let table = if file.credit_only.contains(form) { &mut found.credits } else { &mut found.forms };
                table.entry(key(form).into_owned()).or_insert(number);
            }
        }
    }
    found
});

/// The outlet that the words name in running text. An article and a possessive ending are passed over.
pub fn outlet(words: &str) -> Option<&'static Outlet> {
    find(&OUTLETS.forms, words).map(|&number| &OUTLETS.all[number])
}

/// The outlet that the words name in a credit line or a dateline, where nothing but an outlet can stand.
pub fn credited_outlet(words: &str) -> Option<&'static Outlet> {
    outlet(words).or_else(|| find(&OUTLETS.credits, words).map(|&number| &OUTLETS.all[number]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_the_outlet_and_its_kind() {
        let kind = |words: &str| outlet(words).map(|o| (o.name.as_str(), o.kind));
        assert_eq!(kind("Reuters"), Some(("Reuters", OutletKind::Agency)));
        assert_eq!(kind("the Associated Press"), Some(("Associated Press", OutletKind::Agency)));
        assert_eq!(kind("RIA Novosti’s"), Some(("RIA Novosti", OutletKind::Agency)));
        assert_eq!(kind("The Washington Post"), Some(("The Washington Post", OutletKind::Outlet)));
        assert_eq!(kind("Truth Social"), Some(("Truth Social", OutletKind::Platform)));
        assert_eq!(kind("X"), Some(("X", OutletKind::Platform)));
    }

    #[test]
    fn everyday_words_are_outlets_only_in_credits() {
        assert_eq!(outlet("Report"), None);
        assert_eq!(credited_outlet("Report").map(|o| o.name.as_str()), Some("Report"));
        assert_eq!(outlet("x"), None);
        assert_eq!(outlet("telegram"), None);
    }

    #[test]
    fn forms_of_credit_lines_are_listed() {
        let file: File = crate::rules::load("knowledge/outlets.toml", include_str!("../../rules/knowledge/outlets.toml"));
        let unknown: Vec<_> = file.credit_only.iter().filter(|form| !OUTLETS.credits.contains_key(key(form).as_ref())).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
