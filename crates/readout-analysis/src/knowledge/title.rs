//! Titles of persons, and nouns for those who act or speak.
//!
//! Enters: words in lower case. Leaves: what sort of title or actor they name. It leaves alone: who holds the title.

use super::table::{Table, key, without_article};
use readout_record::kind::ActorKind;
use serde::Deserialize;
use std::sync::LazyLock;

/// What sort of title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TitleKind {
    /// Head of state or of government.
    Head,
    /// Member of a government.
    Minister,
    /// Ambassador, envoy, negotiator, mediator.
    Diplomat,
    /// Soldier or commander.
    Military,
    /// Speaks for another.
    Spokesperson,
    /// Member of a parliament.
    Lawmaker,
    /// Holder of another public office, or head of an organisation.
    Official,
    /// Of a party or movement.
    Party,
    /// Of a religion.
    Religious,
    /// Of a ruling house or the peerage.
    Royal,
    /// Scholar or analyst.
    Academic,
    /// Of a company.
    Business,
    /// A calling: journalist, lawyer, teacher.
    Profession,
    /// Mr, Dr.
    Courtesy,
}

/// One title.
#[derive(Debug, PartialEq, Eq)]
pub struct Title {
    /// In lower case and the singular.
    pub name: String,
    /// What sort.
    pub kind: TitleKind,
}

impl Title {
    /// Whether who holds it speaks for another.
    pub fn spokesperson(&self) -> bool {
        self.kind == TitleKind::Spokesperson
    }

    /// Whether it is a form of address alone.
    pub fn courtesy(&self) -> bool {
        self.kind == TitleKind::Courtesy
    }
}

/// A common noun for someone who acts: `government`, `rebel`, `analyst`.
#[derive(Debug, PartialEq, Eq)]
pub struct ActorNoun {
    /// In the singular.
    pub lemma: String,
    /// What sort of actor.
    pub kind: ActorKind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    prefixes: Vec<String>,
    portfolios: Vec<String>,
    title: Vec<TitleEntry>,
    actor: Vec<ActorEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitleEntry {
    kind: TitleKind,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorEntry {
    kind: ActorKind,
    lemmas: Vec<String>,
}

struct Titles {
    titles: Table<Title>,
    actors: Table<ActorNoun>,
    prefixes: Vec<String>,
}

static TITLES: LazyLock<Titles> = LazyLock::new(|| {
    let file: File = crate::rules::load("knowledge/titles.toml", include_str!("../../rules/knowledge/titles.toml"));
    let mut titles = Table::default();
    for entry in &file.title {
        entry.names.iter().for_each(|name| add_title(&mut titles, name, entry.kind));
    }
    for portfolio in &file.portfolios {
        ministers(portfolio).iter().for_each(|name| add_title(&mut titles, name, TitleKind::Minister));
    }
    let mut actors = Table::default();
    for entry in &file.actor {
        for lemma in &entry.lemmas {
            actors.entry(lemma.clone()).or_insert(ActorNoun { lemma: lemma.clone(), kind: entry.kind });
        }
    }
    Titles { titles, actors, prefixes: file.prefixes }
});

/// Enters a title; the first entry of a name stays, so that the order of the file decides.
fn add_title(titles: &mut Table<Title>, name: &str, kind: TitleKind) {
    titles.entry(name.to_owned()).or_insert(Title { name: name.to_owned(), kind });
}

/// The ways in which the head of a portfolio is called.
fn ministers(portfolio: &str) -> [String; 8] {
    [
        format!("{portfolio} minister"),
        format!("{portfolio} secretary"),
        format!("minister of {portfolio}"),
        format!("minister for {portfolio}"),
        format!("minister of the {portfolio}"),
        format!("secretary of {portfolio}"),
        format!("{portfolio} chief"),
        format!("{portfolio} commissioner"),
    ]
}

/// The title that the words name: `deputy foreign minister` and `foreign ministers` are found under `foreign minister`. Words in lower case.
pub fn title(words_lowercase: &str) -> Option<&'static Title> {
    let key = key(words_lowercase);
    let mut words = without_article(&key);
    loop {
        if let Some(found) = exact(words) {
            return Some(found);
        }
        words = without_prefix(words)?;
    }
}

/// The title of these words in the singular or plural.
fn exact(words: &str) -> Option<&'static Title> {
    let titles = &TITLES.titles;
    titles.get(words).or_else(|| singulars(words).iter().find_map(|one| titles.get(one.as_str())))
}

/// What the words may be the plural of: `ministers`, `spokesmen`, `attorneys general`.
fn singulars(words: &str) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(words.strip_suffix("men").map(|stem| format!("{stem}man")));
    found.extend(words.strip_suffix("people").map(|stem| format!("{stem}person")));
    found.extend(words.strip_suffix("ies").map(|stem| format!("{stem}y")));
    found.extend(words.strip_suffix('s').map(str::to_owned));
    found.extend(words.split_once("s ").map(|(head, rest)| format!("{head} {rest}")));
    found.extend(words.split_once("s-").map(|(head, rest)| format!("{head}-{rest}")));
    found
}

/// The words without one leading modifier: `former `, `ex-`.
fn without_prefix(words: &str) -> Option<&str> {
    TITLES.prefixes.iter().find_map(|prefix| {
        let rest = words.strip_prefix(prefix.as_str())?;
        rest.strip_prefix([' ', '-']).filter(|rest| !rest.is_empty())
    })
}

/// The actor noun of that lemma (singular, lower case), one word or several.
pub fn actor_noun(lemma: &str) -> Option<&'static ActorNoun> {
    TITLES.actors.get(lemma)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, name: &str, kind: TitleKind) {
        assert_eq!(title(words).map(|t| (t.name.as_str(), t.kind)), Some((name, kind)), "{words}");
    }

    #[test]
    fn finds_titles_with_modifiers_and_in_the_plural() {
        check("president", "president", TitleKind::Head);
        check("former deputy foreign minister", "foreign minister", TitleKind::Minister);
        check("ex-president", "president", TitleKind::Head);
        check("foreign ministers", "foreign minister", TitleKind::Minister);
        check("secretary-general", "secretary-general", TitleKind::Official);
        check("minister of foreign affairs", "minister of foreign affairs", TitleKind::Minister);
        check("lt. gen.", "lt. gen.", TitleKind::Military);
        check("spokesmen", "spokesman", TitleKind::Spokesperson);
        check("attorneys general", "attorney general", TitleKind::Minister);
        check("vice president", "vice president", TitleKind::Head);
        check("the special envoy", "special envoy", TitleKind::Diplomat);
        check("mr.", "mr.", TitleKind::Courtesy);
    }

    #[test]
    fn a_spokesperson_speaks_for_another() {
        assert!(title("press secretary").is_some_and(Title::spokesperson));
        assert!(title("foreign ministry").is_none());
        assert!(title("minister").is_some_and(|t| !t.spokesperson()));
        assert!(title("former").is_none());
    }

    #[test]
    fn actor_nouns_have_a_kind() {
        assert_eq!(actor_noun("government").map(|a| a.kind), Some(ActorKind::Organisation));
        assert_eq!(actor_noun("delegation").map(|a| a.kind), Some(ActorKind::Group));
        assert_eq!(actor_noun("source").map(|a| a.kind), Some(ActorKind::Unnamed));
        assert!(actor_noun("table").is_none());
    }
}
