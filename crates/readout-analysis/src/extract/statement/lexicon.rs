//! The words that attribute and who can speak: the rule files under `rules/statements/`, read once.
//!
//! Enters: TOML of the crate. Leaves: cues by lemma, tables of speakers, outlets and platforms.

use crate::knowledge::{OutletKind, actor_noun, credited_outlet, outlet};
use crate::rules;
use readout_record::kind::{Stance, ViaKind};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Where the content of a cue stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A clause or a quotation.
    Clause,
    /// Object and predicate: "called the sum a fairy tale".
    Naming,
    /// Object and "as".
    As,
    /// Object and infinitive: "urged both to talk".
    Request,
    /// The same with a preposition: "called on both to talk".
    RequestOn,
    /// "promised to pay".
    Infinitive,
    /// "denied firing".
    Gerund,
    /// A noun phrase.
    Object,
    /// The object of this preposition.
    To(String),
    /// The same, for a verb without an object of its own: "called for a truce".
    Only(String),
    /// The same, the verb's own object left out: "informed him of the plan".
    After(String),
}

/// A group of cue words that behave alike.
#[derive(Clone, Debug)]
pub struct Cue {
    /// What the source does with the content.
    pub stance: Stance,
    /// Where the content stands, in the order of trying.
    pub frames: Vec<Frame>,
    /// How sure it is that this is an attribution, 0 to 1.
    pub confidence: f32,
    /// Whether the subject must be able to speak.
    pub speaker: bool,
    /// For nouns: prepositions after which the source stands.
    pub source: Vec<String>,
    /// `file#rule`.
    pub rule: String,
}

/// Cue words and the tables around them.
pub struct Lexicon {
    verbs: BTreeMap<String, Vec<Cue>>,
    nouns: BTreeMap<String, Vec<Cue>>,
    /// Lemmas of nouns that name someone who can speak.
    pub people: BTreeSet<String>,
    /// Lemmas of documents.
    pub documents: BTreeSet<String>,
    /// Words that make a name that of an outlet.
    pub outlet_nouns: BTreeSet<String>,
    /// Nouns of things posted on a platform.
    pub posts: BTreeSet<String>,
    /// Lemmas of verbs whose subject in the passive hears and does not speak.
    pub hearers: BTreeSet<String>,
    /// Verbs with a particle by which nothing is said.
    pub silent: BTreeSet<String>,
}

/// The lexicon of the crate.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    /// Groups of verb `lemma`, in the order of the file.
    pub fn verb(&self, lemma: &str) -> &[Cue] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Groups of noun `lemma`.
    pub fn noun(&self, lemma: &str) -> &[Cue] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether `lemma` can attribute, as a verb or as a noun.
    pub fn attributes(&self, lemma: &str) -> bool {
        !self.verb(lemma).is_empty() || !self.noun(lemma).is_empty()
    }

    /// Whether a noun names someone who can speak: by this lexicon, or by the table of nouns for actors.
    pub fn can_speak(&self, lemma: &str) -> bool {
        self.people.contains(lemma) || actor_noun(lemma).is_some()
    }

    /// What kind of outlet or platform `name` is, if the table of outlets knows it.
    pub fn outlet(&self, name: &str) -> Option<ViaKind> {
        outlet(name).map(|o| kind(o.kind))
    }

    /// The same where nothing but an outlet can stand, as in a credit or after "told".
    pub fn credited(&self, name: &str) -> Option<ViaKind> {
        credited_outlet(name).map(|o| kind(o.kind))
    }

    fn read() -> Lexicon {
        let cues: CueFile = rules::load("statements/cues.toml", include_str!("../../../rules/statements/cues.toml"));
        let speakers: SpeakerFile =
            rules::load("statements/speakers.toml", include_str!("../../../rules/statements/speakers.toml"));
        let mut lexicon = Lexicon {
            verbs: BTreeMap::new(),
            nouns: BTreeMap::new(),
            people: speakers.people.into_iter().collect(),
            documents: speakers.documents.into_iter().collect(),
            outlet_nouns: speakers.outlet_nouns.into_iter().collect(),
            posts: speakers.posts.nouns.into_iter().collect(),
            hearers: speakers.hearers,
            silent: speakers.silent,
        };
        cues.cue.iter().for_each(|group| lexicon.add(group));
        lexicon
    }

    fn add(&mut self, group: &CueGroup) {
        for lemma in &group.lemmas {
            let cue = Cue {
                stance: stance(&group.stance),
                frames: group.frames.iter().map(|f| frame(f)).collect(),
                confidence: group.confidence,
                speaker: group.speaker,
                source: group.source.clone(),
                rule: format!("statements/cues.toml#{lemma}"),
            };
            let table = if group.pos == "noun" { &mut self.nouns } else { &mut self.verbs };
            table.entry(lemma.clone()).or_default().push(cue);
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueFile {
    cue: Vec<CueGroup>,
    #[serde(rename = "example")]
    _example: Vec<rules::Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueGroup {
    pos: String,
    lemmas: Vec<String>,
    stance: String,
    frames: Vec<String>,
    confidence: f32,
    #[serde(default)]
    speaker: bool,
    #[serde(default)]
    source: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpeakerFile {
    people: Vec<String>,
    documents: Vec<String>,
    outlet_nouns: Vec<String>,
    posts: Posts,
    hearers: BTreeSet<String>,
    silent: BTreeSet<String>,
    #[serde(rename = "example")]
    _example: Vec<rules::Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Posts {
    nouns: Vec<String>,
}

fn kind(kind: OutletKind) -> ViaKind {
    match kind {
        OutletKind::Agency => ViaKind::Agency,
        OutletKind::Outlet => ViaKind::Outlet,
        OutletKind::Platform => ViaKind::Platform,
    }
}

fn frame(word: &str) -> Frame {
    match word {
        "clause" => Frame::Clause,
        "naming" => Frame::Naming,
        "as" => Frame::As,
        "request" => Frame::Request,
        "request-on" => Frame::RequestOn,
        "infinitive" => Frame::Infinitive,
        "gerund" => Frame::Gerund,
        "object" => Frame::Object,
        _ => match word.split_once(':') {
            Some(("to", preposition)) => Frame::To(preposition.to_string()),
            Some(("only", preposition)) => Frame::Only(preposition.to_string()),
            Some(("after", preposition)) => Frame::After(preposition.to_string()),
            _ => panic!("rules/statements/cues.toml: no frame is called {word}"),
        },
    }
}

/// The stance that a rule file names.
pub(super) fn stance(word: &str) -> Stance {
    use Stance::{Accuses, Agrees, Asks, Asserts, Condemns, Demands, Denies, Doubts, Expects};
    use Stance::{Promises, Proposes, Threatens, Wants, Welcomes};
    let all = [
        Asserts, Denies, Doubts, Asks, Demands, Proposes, Promises, Threatens, Welcomes, Condemns, Accuses, Agrees, Wants,
        Expects,
    ];
    match all.into_iter().find(|stance| stance.as_str() == word) {
        Some(stance) => stance,
        None => panic!("rules/statements: no stance is called {word}"),
    }
}
