//! Whose own account a report is, as far as the name of its publisher tells: of which state, and of which of its bodies.
//!
//! Enters: the name of a publisher and the states of the story that no list has. Leaves: the state, with the body where one is named; nothing for
//! news outlets. In such an account "the Ministry" and "the Government" are the issuer's own.

use crate::extract::actor::statehood::is_adjective_of;
use crate::knowledge::{self, Sense};
use crate::link::body::{self, Sort};

/// Who issues a report.
pub struct Issuer {
    /// The state, by its canonical name where it is known.
    pub state: String,
    /// The body of that state.
    pub sort: Option<&'static Sort>,
}

/// The issuer that a publisher's name tells of.
pub fn issuer(publisher: &str, unlisted: &[&str]) -> Option<Issuer> {
    if !knowledge::is_office(publisher) {
        return None;
    }
    let words: Vec<&str> = publisher.split([' ', ',', '(', ')', '/']).filter(|w| !w.is_empty()).collect();
    let runs = (1..=4.min(words.len())).rev().flat_map(|n| words.windows(n));
    let listed =
        runs.filter_map(|run| knowledge::place(&run.join(" ")).filter(|p| matches!(p.sense, Sense::Name | Sense::Adjective)));
    let bare = |word: &str| word.trim_end_matches("'s").trim_end_matches("’s").to_owned();
    let told = || unlisted.iter().find(|state| words.iter().any(|w| bare(w) == **state || is_adjective_of(w, state)));
    let state = listed.map(|p| p.state.name.clone()).next().or_else(|| told().map(|s| (*s).to_owned()))?;
    Some(Issuer { state, sort: body::sort_in(publisher) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_issues_for_its_state() {
        let told = |publisher: &str| issuer(publisher, &["Kestria"]).map(|i| (i.state, i.sort.map(|s| s.name.as_str())));
        assert_eq!(told("Ministry of Foreign Affairs of Norway"), Some(("Norway".to_owned(), Some("foreign ministry"))));
        assert_eq!(told("Kestrian Ministry of Defence, Press Service"), Some(("Kestria".to_owned(), Some("defence ministry"))));
        assert_eq!(told("State Chancellery of Kestria"), Some(("Kestria".to_owned(), None)));
        assert_eq!(told("Norway Daily News"), None);
    }
}
