//! Bodies that every state has: governments, armies, ministries. Which body of which state a name is.
//!
//! Enters: the actor mention of a name or description. Leaves: the sort of body and the state that it belongs to, where the words tell it. The forms
//! stand in `rules/actors/bodies.toml`.

use crate::knowledge::{self, OrganisationKind};
use crate::rules::{self, Example};
use readout_record::kind::ActorKind;
use readout_record::mention::ActorMention;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    passed: Vec<String>,
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

/// The body that a mention names or describes.
pub fn body(m: &ActorMention) -> Option<Body> {
    if !matches!(m.kind, ActorKind::Group | ActorKind::Organisation | ActorKind::Office) {
        return None;
    }
    let (of, rest) = owner(m);
    let lower = rest.to_lowercase();
    let mut words = lower.as_str();
    let passed = |(first, _): &(&str, &str)| FILE.passed.iter().any(|p| p == first);
    while let Some((_, rest)) = words.split_once(' ').filter(passed) {
        words = rest;
    }
    let sort = FILE.body.iter().find(|sort| sort.forms.iter().any(|f| f == words))?;
    let alone = words.len() == lower.len() || sort.is_state;
    (of.is_some() || alone && sort.alone).then_some(Body { sort, of })
}

/// Whether words name a sort of body and not which one: "the army".
pub fn is_sort(name: &str) -> bool {
    let lower = name.to_lowercase();
    FILE.body.iter().any(|sort| sort.forms.contains(&lower))
}

/// "The Azerbaijani side", "the government of Chad": the state itself, by another word.
pub fn state_meant(m: &ActorMention) -> Option<String> {
    body(m).filter(|b| b.sort.is_state)?.of
}

/// Whose body it is, and the words without that: "Sudan's army", "the Sudanese army", "Ministry of Defence of Sudan".
fn owner(m: &ActorMention) -> (Option<String>, &str) {
    let name = m.name.as_str();
    if let Some((before, rest)) = name.split_once("'s ").or_else(|| name.split_once("’s ")) {
        return (state(before), rest);
    }
    let place_before = |&at: &usize| knowledge::place(&name[..at]).is_some();
    if let Some(at) = name.match_indices(' ').map(|(at, _)| at).take(4).filter(place_before).last() {
        return (state(&name[..at]), &name[at + 1..]);
    }
    if let Some((rest, after)) = name.match_indices(" of ").find_map(|(at, _)| Some((&name[..at], state(&name[at + 4..])?))) {
        return (Some(after), rest);
    }
    let told = m.of.as_deref().filter(|of| name.strip_prefix(of).is_some_and(|rest| rest.starts_with(' ')));
    match told {
        Some(of) => (Some(of.to_owned()), &name[of.len() + 1..]),
        None => (m.of.clone().filter(|of| knowledge::state(of).is_some()), name),
    }
}

/// The state that the words name; an unknown name of one word is one too: a government has a state.
fn state(words: &str) -> Option<String> {
    let bare = words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words);
    let long = || bare.rsplit_once(" of ").filter(|(form, _)| form.ends_with("Republic") || form.ends_with("Kingdom"));
    let known = knowledge::place(bare).or_else(|| knowledge::place(long()?.1));
    known
        .map(|p| p.state.name.clone())
        .or_else(|| (is_name(bare) && knowledge::title(&bare.to_lowercase()).is_none()).then(|| bare.to_owned()))
}

/// One capitalised word.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic) && word.chars().any(char::is_lowercase)
}
