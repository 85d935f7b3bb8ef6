//! Which publishers are offices, whose reports are their own account, and which are news outlets.
//!
//! Enters: the name or the address of a publisher. Leaves: yes or no. The words stand in `rules/knowledge/publishers.toml`.

use super::outlet;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    offices: Vec<String>,
    outlets: Vec<String>,
    domains: Vec<String>,
}

static FILE: LazyLock<File> =
    LazyLock::new(|| crate::rules::load("knowledge/publishers.toml", include_str!("../../rules/knowledge/publishers.toml")));

/// Whether a publisher is an office and no news outlet.
pub fn is_office(publisher: &str) -> bool {
    let lower = publisher.to_lowercase();
    let words = format!(" {} ", lower.replace([',', '(', ')', '/'], " "));
    let holds = |list: &[String]| list.iter().any(|w| words.contains(&format!(" {w} ")));
    let domain = FILE.domains.iter().any(|d| lower.ends_with(d.as_str()));
    outlet(publisher).is_none() && !holds(&FILE.outlets) && (domain || holds(&FILE.offices))
}
