//! Organisations: international ones, organs of states, armed groups, parties.
//!
//! Enters: words as they are written. Leaves: the organisation that they name. Case counts for abbreviations.

use super::table::{Table, find, key, without_article};
use serde::Deserialize;
use std::sync::LazyLock;

/// What sort of organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrganisationKind {
    /// The United Nations and their like.
    International,
    /// A union or club of states.
    Bloc,
    /// A military alliance.
    Alliance,
    /// A court.
    Court,
    /// A bank of states.
    Bank,
    /// A charity or rights group.
    Charity,
    /// A think tank.
    #[serde(rename = "think tank")]
    ThinkTank,
    /// An organ of a state.
    Agency,
    /// A parliament or a chamber of it.
    Parliament,
    /// Armed forces of a state.
    Military,
    /// An armed group.
    #[serde(rename = "armed group")]
    ArmedGroup,
    /// A political party.
    Party,
    /// A company.
    Company,
}

/// One organisation.
#[derive(Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The name that the record uses.
    pub name: String,
    /// What sort.
    pub kind: OrganisationKind,
    /// State whose organ or group it is, by its canonical name; `None` where it is nobody's or any state's.
    pub of: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: OrganisationKind,
    list: Vec<Vec<String>>,
}

struct Organisations {
    all: Vec<Organisation>,
    forms: Table<usize>,
}

static ORGANISATIONS: LazyLock<Organisations> = LazyLock::new(|| {
    let file: File = crate::rules::load("knowledge/organisations.toml", include_str!("../../rules/knowledge/organisations.toml"));
    let mut found = Organisations { all: Vec::new(), forms: Table::default() };
    for entry in &file.kind {
        entry.list.iter().for_each(|forms| add(&mut found, entry.kind, forms));
    }
    found
});

/// Enters one organisation under each of its forms; `of:STATE` names the state. The first owner of a form keeps it.
fn add(found: &mut Organisations, kind: OrganisationKind, forms: &[String]) {
    let of = forms.iter().find_map(|f| f.strip_prefix("of:")).map(str::to_owned);
    let names: Vec<&String> = forms.iter().filter(|f| !f.starts_with("of:")).collect();
    let Some(name) = names.first() else { return };
    let number = found.all.len();
    found.all.push(Organisation { name: (*name).clone(), kind, of });
    for form in names {
        found.forms.entry(without_article(&key(form)).to_owned()).or_insert(number);
        if form.len() > 6 {
            found.forms.entry(key(&form.to_uppercase()).into_owned()).or_insert(number);
        }
    }
}

/// The organisation that the words name. An article and a possessive ending are passed over.
pub fn organisation(words: &str) -> Option<&'static Organisation> {
    find(&ORGANISATIONS.forms, words).map(|&number| &ORGANISATIONS.all[number])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::state;

    #[test]
    fn names_and_abbreviations_lead_to_the_organisation() {
        let name = |words: &str| organisation(words).map(|o| o.name.as_str());
        assert_eq!(name("the U.N."), Some("United Nations"));
        assert_eq!(name("NATO’s"), Some("NATO"));
        assert_eq!(name("EU"), Some("European Union"));
        assert_eq!(name("ICRC"), Some("International Committee of the Red Cross"));
        assert_eq!(name("the State Department"), Some("State Department"));
        assert_eq!(organisation("ELN").and_then(|o| o.of.as_deref()), Some("Colombia"));
        assert_eq!(name("who"), None, "the pronoun is not the World Health Organization");
    }

    #[test]
    fn a_form_stands_for_one_organisation() {
        let file: File =
            crate::rules::load("knowledge/organisations.toml", include_str!("../../rules/knowledge/organisations.toml"));
        let lists = file.kind.iter().flat_map(|entry| &entry.list);
        let mut forms: Vec<&String> = lists.flatten().filter(|form| !form.starts_with("of:")).collect();
        forms.sort_unstable();
        let twice: Vec<_> = forms.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn states_of_organisations_exist() {
        for organisation in &ORGANISATIONS.all {
            let of = organisation.of.as_deref();
            assert!(of.is_none_or(|name| state(name).is_some_and(|s| s.name == name)), "{}: {of:?}", organisation.name);
        }
    }
}
