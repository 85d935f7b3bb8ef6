//! Bodies that every state has: governments, armies, ministries. Which body of which state a name is.
//!
//! Enters: the actor mention of a name or description. Leaves: the sort of body and the state that it belongs to, where the words tell it. The forms
//! stand in `rules/actors/bodies.toml`.

use crate::extract::actor::statehood::is_adjective_of;
use crate::knowledge::{self, OrganisationKind, Sense};
use crate::rules::{self, Example};
use readout_record::kind::ActorKind;
use readout_record::mention::ActorMention;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    passed: Vec<String>,
    anyone: Vec<String>,
    body: Vec<Sort>,
    #[serde(default, rename = "example")]
    examples: Vec<Example>,
}

/// One sort of body.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sort {
    /// What it is called in the record's keys.
    pub name: String,
    /// Whether it is the state itself.
    #[serde(default)]
    pub is_state: bool,
    #[serde(default = "yes")]
    alone: bool,
    #[serde(default)]
    towns: bool,
    kind: Option<OrganisationKind>,
    forms: Vec<String>,
}

fn yes() -> bool {
    true
}

static FILE: LazyLock<File> = LazyLock::new(|| rules::load("actors/bodies.toml", include_str!("../../rules/actors/bodies.toml")));

/// Texts with the actors of their record, one line each.
pub fn examples() -> &'static [Example] {
    &FILE.examples
}

/// A body, and whose it is where the words say so.
pub struct Body {
    /// What sort.
    pub sort: &'static Sort,
    /// The state, by its canonical name where it is known.
    pub of: Option<String>,
}

impl Body {
    /// Whether it is a body of its own and no state's: "FUC rebels" are the FUC.
    pub fn is_itself(&self) -> bool {
        let armed = self.sort.kind == Some(OrganisationKind::ArmedGroup);
        armed && self.of.as_deref().is_some_and(|of| knowledge::state(of).is_none())
    }
}

/// The sort whose bearers are organisations of that kind.
pub fn sort_of(kind: OrganisationKind) -> Option<&'static Sort> {
    FILE.body.iter().find(|sort| sort.kind == Some(kind))
}

impl Sort {
    /// Whether the bodies are of those who fight a state.
    pub fn is_armed_group(&self) -> bool {
        self.kind == Some(OrganisationKind::ArmedGroup)
    }

    /// Whether a form has that word: "ministry" of a foreign ministry.
    pub fn has_word(&self, word: &str) -> bool {
        self.forms.iter().any(|form| form.split(' ').any(|w| w == word))
    }
}

/// The sort of body whose form a name holds, by the longest one.
pub fn sort_in(name: &str) -> Option<&'static Sort> {
    let words = format!(" {} ", name.to_lowercase().replace([',', '(', ')', '/'], " "));
    let forms = FILE.body.iter().filter(|sort| sort.alone).flat_map(|sort| sort.forms.iter().map(move |form| (form, sort)));
    forms.filter(|(form, _)| words.contains(&format!(" {form} "))).max_by_key(|(form, _)| form.len()).map(|(_, sort)| sort)
}

/// The body that a mention names or describes.
pub fn body(m: &ActorMention) -> Option<Body> {
    if !matches!(m.kind, ActorKind::Group | ActorKind::Organisation | ActorKind::Office) {
        return None;
    }
    let (of, rest) = owner(m);
    let town = matches!(of, Some(Owner::Capital(_)));
    let of = of.map(Owner::state);
    let lower = rest.to_lowercase();
    let mut words = lower.as_str();
    let passed = |(first, _): &(&str, &str)| FILE.passed.iter().any(|p| p == first);
    while let Some((_, rest)) = words.split_once(' ').filter(passed) {
        words = rest;
    }
    let sort = FILE.body.iter().find(|sort| sort.forms.iter().any(|f| f == words))?;
    let alone = words.len() == lower.len() || sort.is_state;
    let own = if of.is_some() { !(town && sort.towns) } else { alone && sort.alone };
    own.then_some(Body { sort, of })
}

/// Whether words name a sort of body and not which one: "the army".
pub fn is_sort(name: &str) -> bool {
    let lower = name.to_lowercase();
    FILE.body.iter().any(|sort| sort.forms.contains(&lower))
}

/// "Governments": whether a plural is of bodies that are the state itself.
pub fn is_of_states(plural: &str) -> bool {
    let singular = plural.to_lowercase();
    let forms = || FILE.body.iter().filter(|sort| sort.is_state).flat_map(|sort| &sort.forms);
    singular.strip_suffix('s').is_some_and(|noun| forms().any(|form| form == noun))
}

/// Whether a description is of people who may be any: "two people".
pub fn is_anyone(description: &str) -> bool {
    let noun = description.rsplit(' ').next().unwrap_or(description).to_lowercase();
    FILE.anyone.contains(&noun)
}

/// "The Azerbaijani side", "the government of Chad": the state itself, by another word.
pub fn state_meant(m: &ActorMention) -> Option<String> {
    body(m).filter(|b| b.sort.is_state)?.of
}

/// Whose body it is: a state's, by its name or that of its capital, which has bodies of its own.
enum Owner {
    State(String),
    Capital(String),
}

impl Owner {
    fn state(self) -> String {
        match self {
            Owner::State(name) | Owner::Capital(name) => name,
        }
    }
}

/// Whose body it is, and the words without that: "Sudan's army", "the Sudanese army", "Ministry of Defence of Sudan". Of an owner that no list has the
/// document must tell that it is one.
fn owner(m: &ActorMention) -> (Option<Owner>, &str) {
    let name = m.name.as_str();
    let told = || m.of.clone().filter(|of| is_name(of));
    if let Some((before, rest)) = name.split_once("'s ").or_else(|| name.split_once("’s ")) {
        let owner = known(before).or_else(|| told().map(Owner::State));
        let anyone = matches!(knowledge::without_article(before), "country" | "nation" | "kingdom");
        return if owner.is_some() || anyone { (owner, rest) } else { (None, name) };
    }
    let place_before = |&at: &usize| knowledge::place(&name[..at]).is_some();
    if let Some(at) = name.match_indices(' ').map(|(at, _)| at).take(4).filter(place_before).last() {
        return (known(&name[..at]), &name[at + 1..]);
    }
    let unlisted = |words: &str| {
        (is_name(words) && knowledge::title(&words.to_lowercase()).is_none()).then(|| Owner::State(words.to_owned()))
    };
    let after_of = |(at, _): (usize, &str)| {
        let words = knowledge::without_article(&name[at + 4..]);
        Some((&name[..at], known(words).or_else(|| unlisted(words))?))
    };
    if let Some((rest, owner)) = name.match_indices(" of ").find_map(after_of) {
        return (Some(owner), rest);
    }
    let adjective = name.split_once(' ').zip(m.of.as_deref()).filter(|((first, _), of)| is_adjective_of(first, of));
    if let Some(((_, rest), of)) = adjective {
        return (Some(Owner::State(of.to_owned())), rest);
    }
    match m.of.as_deref().filter(|of| name.strip_prefix(of).is_some_and(|rest| rest.starts_with(' '))) {
        Some(of) => (Some(Owner::State(of.to_owned())), &name[of.len() + 1..]),
        None => (m.of.clone().filter(|of| knowledge::state(of).is_some()).map(Owner::State), name),
    }
}

/// The state of the lists that the words name.
fn known(words: &str) -> Option<Owner> {
    let bare = knowledge::without_article(words);
    let long = || bare.rsplit_once(" of ").filter(|(form, _)| form.ends_with("Republic") || form.ends_with("Kingdom"));
    let place = knowledge::place(bare).or_else(|| knowledge::place(long()?.1))?;
    let name = place.state.name.clone();
    Some(if place.sense == Sense::Capital { Owner::Capital(name) } else { Owner::State(name) })
}

/// One capitalised word.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic) && word.chars().any(char::is_lowercase)
}
