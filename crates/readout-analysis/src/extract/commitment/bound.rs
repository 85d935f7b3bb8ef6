//! What the patterns find, before it is cut into spans, and the tables they look into.
//!
//! Enters: TOML of the crate. Leaves: patterns by word class and lemma, word lists.

use crate::rules;
use readout_record::annotation::TokenIx;
use readout_record::kind::Strength;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Someone bound to do something, as tokens.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The word that binds.
    pub cue: TokenIx,
    /// Heads of those who are bound; empty where the text does not say.
    pub actors: Vec<TokenIx>,
    /// The verb or noun that heads the action.
    pub action: TokenIx,
    /// How firmly.
    pub strength: Strength,
    /// Whether the words say that they are not bound.
    pub negated: bool,
    /// `file#rule`.
    pub rule: String,
}

/// What holds the action after a binding word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// An infinitive.
    To,
    /// A gerund.
    Doing,
    /// "to" and a gerund.
    ToDoing,
    /// A clause with will, would, shall, should or must.
    That,
    /// An infinitive whose doer is the object.
    SomeoneTo,
    /// "with" and a gerund whose doer is the object.
    SomeoneWith,
    /// A noun of a deed as object.
    Thing,
    /// A noun of a deed after "on" or "to".
    OnThing,
}

/// A group of words that bind alike.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// `verb`, `adjective` or `noun`.
    pub pos: String,
    /// The words.
    pub lemmas: Vec<String>,
    strength: String,
    /// What holds the action, in the order of trying.
    pub takes: Vec<Takes>,
    /// Whether the words refuse.
    #[serde(default)]
    pub refuses: bool,
    /// The only verbs that the action may have; empty for any.
    #[serde(default)]
    pub verbs: BTreeSet<String>,
    /// For nouns: the only verbs that may carry them; empty for any.
    #[serde(default)]
    pub carriers: BTreeSet<String>,
    /// Whether verbs of values ("promote", "uphold") bind nobody here.
    #[serde(default)]
    pub no_values: bool,
    /// Nouns of deeds besides those of the words.
    #[serde(default)]
    pub nouns: BTreeSet<String>,
    /// Whether the word binds only whoever does it to himself: "engaged itself to".
    #[serde(default)]
    pub reflexive: bool,
    /// Whether objects with a number are deeds: "pledged 12 howitzers".
    #[serde(default)]
    pub numbered: bool,
    /// Whether the subject must be a text that was agreed: "the accord obliges Norway to".
    #[serde(default)]
    pub by_text: bool,
    /// For nouns: whether the subject of the verb that carries them is bound, whosever they are: "accepted Norway's invitation to come".
    #[serde(default)]
    pub of_carrier: bool,
}

impl Pattern {
    /// How firmly it binds.
    pub fn strength(&self) -> Strength {
        use Strength::{Agreed, Announced, Considering, Ordered, Will, Willing};
        let all = [Ordered, Will, Agreed, Announced, Willing, Considering];
        all.into_iter().find(|s| s.as_str() == self.strength).unwrap_or(Will)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternFile {
    pattern: Vec<Pattern>,
    #[serde(rename = "example")]
    _example: Vec<rules::Example>,
}

/// Word lists; see the comments of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Modal verbs.
    pub modals: Modals,
    /// Verbs of what comes about.
    pub effects: Verbs,
    /// Subjects that stand for the public.
    pub bystanders: Bystanders,
    /// Nouns that can't act.
    pub inert: Nouns,
    /// Nouns that can act besides those that can speak.
    pub able: Nouns,
    /// Nouns of deeds.
    pub things: Nouns,
    /// Verbs of values and aims.
    pub values: Verbs,
    /// Verbs of what "it" brings about.
    pub outcomes: Verbs,
    /// What speakers say of their own speaking.
    pub chatter: Verbs,
    /// First words of what surrounds a deed.
    pub background: Phrases,
    /// Verbs by which somebody gives a word that another is to keep.
    pub words_given: Verbs,
    /// Nouns for those who speak for somebody.
    pub mouthpieces: Nouns,
    /// Verbs of thanks and blame for what another does.
    pub praise: Verbs,
    /// Verbs of getting, which are a deed only where a guest is received.
    pub getting: Verbs,
    /// Verbs of making something that is not there yet.
    pub making: Verbs,
    /// What begins at its time and lasts.
    pub lasting: VerbsAndNouns,
    /// Words before a time at which something begins.
    pub beginnings: Beginnings,
    /// What stands between the times of a list.
    pub time_lists: Phrases,
    /// Verbs of going away, and nouns for those who are sent away.
    pub expelled: VerbsAndNouns,
    /// Words that make an infinitive a question.
    pub questions: Beginnings,
    /// Nouns for what a time is counted from that is yet to come.
    pub anchors: Nouns,
    /// What a span of time is counted from each time that it comes, and verbs of answering it.
    pub occasions: Occasions,
    /// Verbs that say little by themselves.
    pub empty: Verbs,
    /// Verbs of deeds that bind even in the passive.
    pub deeds: Verbs,
    /// Verbs of deeds that bind in the passive where a day is told.
    pub handled: Verbs,
    /// Bodies whose timetables are told by reporters.
    pub chambers: Nouns,
    /// What comes about on its day because somebody sees to it.
    pub coming: VerbsAndNouns,
    /// Words by which somebody's deed stands in a timetable.
    pub scheduled: Scheduled,
    /// Verbs whose object is who benefits.
    pub benefits: Verbs,
    /// Verbs whose "to" tells nobody who benefits.
    pub heading: Verbs,
    /// Verbs of letting somebody know.
    pub disclosing: Verbs,
    /// Verbs by which an order is given or got.
    pub issuing: Verbs,
    /// Verbs of founding, and nouns for bodies that are founded.
    pub bodies: VerbsAndNouns,
    /// Verbs that set a day, and nouns for contacts that have one.
    pub planned: VerbsAndNouns,
    /// Nouns for what was agreed in writing.
    pub texts: VerbsAndNouns,
    /// Weak words.
    pub doubt: Doubt,
    /// Words that tell when what was promised before them is done.
    pub completion: Completion,
    /// Words that begin a condition.
    pub conditions: Conditions,
    #[serde(rename = "example")]
    _example: Vec<rules::Example>,
}

/// Modal verbs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modals {
    /// Binding in any clause.
    pub binding: BTreeSet<String>,
    /// Binding in what someone says.
    pub reported: BTreeSet<String>,
    /// Binding in what is agreed.
    pub agreed: BTreeSet<String>,
}

/// A list of verbs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verbs {
    /// Their lemmas.
    pub verbs: BTreeSet<String>,
}

/// What may come.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occasions {
    /// Its first words, lower case.
    pub phrases: BTreeSet<String>,
    /// Lemmas of verbs of answering.
    pub verbs: BTreeSet<String>,
}

/// A list of phrases.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// Lower case.
    pub phrases: BTreeSet<String>,
}

/// A list of nouns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nouns {
    /// Their lemmas.
    pub nouns: BTreeSet<String>,
}

/// Verbs and nouns of one meaning.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerbsAndNouns {
    /// Lemmas of verbs.
    pub verbs: BTreeSet<String>,
    /// Lemmas of nouns.
    pub nouns: BTreeSet<String>,
}

/// Words of beginning.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beginnings {
    /// Lower case.
    pub words: BTreeSet<String>,
}

/// Words of timetables.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheduled {
    /// Words before an infinitive.
    pub words: BTreeSet<String>,
    /// Verbs that they bind to, besides those of deeds.
    pub verbs: BTreeSet<String>,
}

/// Those whose deeds are predicted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bystanders {
    /// Lemmas of nouns.
    pub nouns: BTreeSet<String>,
    /// Pronouns.
    pub pronouns: BTreeSet<String>,
}

/// "The measure will be finished by May", behind the promise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// Verbs of coming to an end.
    pub verbs: BTreeSet<String>,
    /// Nouns and pronouns that stand for what was promised.
    pub subjects: BTreeSet<String>,
}

/// Words that weaken.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Doubt {
    /// Adverbs.
    pub adverbs: BTreeSet<String>,
    /// Adverbs of hearsay.
    pub hearsay: BTreeSet<String>,
    /// Nouns of hearsay before "that".
    pub rumours: BTreeSet<String>,
    /// Verbs of thinking and demanding.
    pub thinkers: BTreeSet<String>,
}

/// Words of conditions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    /// First words.
    pub marks: BTreeSet<String>,
}

/// The patterns of the crate.
pub static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let file: PatternFile = rules::load("commitments/patterns.toml", include_str!("../../../rules/commitments/patterns.toml"));
    file.pattern
});

/// The word lists of the crate.
pub static WORDS: LazyLock<Words> =
    LazyLock::new(|| rules::load("commitments/words.toml", include_str!("../../../rules/commitments/words.toml")));
