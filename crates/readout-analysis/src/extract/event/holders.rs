//! Words that hold an event without adding to it: verbs of holding and gathering, nouns of measure.
//!
//! Enters: `rules/holders.toml`. Leaves: whether a lemma is on one of its lists.

use crate::rules::load;
use foldhash::HashSet;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holders {
    /// Verbs whose subject takes part in what they hold.
    pub verbs: HashSet<String>,
    /// Verbs of coming together.
    pub gatherings: HashSet<String>,
    /// Those of them whose object is who comes.
    pub assembling: HashSet<String>,
    /// Nouns that measure or part an event.
    pub measures: HashSet<String>,
    /// Participles by which a group names who leads it.
    pub leading: HashSet<String>,
    /// Verbs under which an infinitive tells what goes on.
    pub aspects: HashSet<String>,
    /// Nouns of what a state acts by in war.
    pub arms: HashSet<String>,
    /// Words for what somebody states, before "by".
    pub utterances: HashSet<String>,
    /// Titles of those who speak for others.
    pub mouthpieces: Vec<String>,
    /// Words between a statement and what it is on.
    pub about: HashSet<String>,
    /// Words that part an event from the one it is told beside.
    pub parting: HashSet<String>,
    /// Words by which what is told rests on an event and is not done in it.
    pub resting: HashSet<String>,
    /// Words of those who lay down work or food.
    pub strikers: HashSet<String>,
    /// Nouns for what is beside a contact.
    pub edges: HashSet<String>,
    /// Words for what is sea and no place to meet in.
    pub waters: HashSet<String>,
    /// Verbs of what lasts, lapses or holds for a time.
    pub outlasting: HashSet<String>,
    /// Participles of those who help an attack without making it.
    pub enabling: HashSet<String>,
    /// Verbs of those who help others to an agreement or a meeting without being a party to it.
    pub brokering: HashSet<String>,
    /// Verbs of going away, which give up no office by themselves.
    pub leaving: HashSet<String>,
    /// What somebody gives up who resigns.
    pub posts: HashSet<String>,
    /// Nouns of stretches of time.
    pub times: HashSet<String>,
    /// Nouns of what happens without anybody doing it to another.
    pub accidents: HashSet<String>,
    /// Nouns of a way to an event, a wish for it or a sign of it.
    pub openings: HashSet<String>,
    /// Verbs by which the dead are counted.
    pub counting: HashSet<String>,
    /// Verbs of speech that tell of no contact where one person alone is told to have spoken.
    pub speaking: HashSet<String>,
    /// Nouns of help.
    pub helps: HashSet<String>,
    /// Verbs by which somebody reports a contact of others.
    pub reporting: HashSet<String>,
    /// Verbs by which one who is in a contact turns to the other.
    pub addressing: HashSet<String>,
    /// Verbs of what those who are in a contact do there together.
    pub settling: HashSet<String>,
    /// Nouns for those to whom much is told and who are in no contact with who tells it.
    pub press: HashSet<String>,
    /// Nouns under which others than those who agree have a say.
    pub approvals: HashSet<String>,
    /// Verbs that move a date.
    pub shifting: HashSet<String>,
    /// Verbs of those who fix or receive a journey of others.
    pub receiving: HashSet<String>,
    /// Verbs by which a date is set.
    pub fixing: HashSet<String>,
    /// Adverbs by which a date is told as given up.
    pub given_up: HashSet<String>,
    /// Nouns of towns and the like, before "of" and their name.
    pub settlements: HashSet<String>,
    /// Nouns for the place of an event.
    pub venues: HashSet<String>,
    /// Verbs whose object or adverb is how long an event lasts.
    pub spending: HashSet<String>,
    /// Verbs of being and staying in a state.
    pub staying: HashSet<String>,
    /// Nouns of those who deal with each other as persons or as one body.
    pub dealers: HashSet<String>,
    /// Verbs whose object does what the infinitive under them says.
    pub controlling: HashSet<String>,
    /// Adjectives by which an event is told from the one that a report is about.
    pub other: HashSet<String>,
    /// Words before a time by which something else began or ended then.
    pub bounding: HashSet<String>,
    /// Words for hours that a day goes on after.
    pub parts_of_day: Vec<String>,
    /// Words that number what comes again, from the first on.
    pub ordinals: Vec<String>,
    /// Nouns of texts, by sort.
    texts: Vec<Vec<String>>,
}

impl Holders {
    /// Number of the sort of text that a noun names.
    pub fn text(&self, noun: &str) -> Option<usize> {
        self.texts.iter().position(|sort| sort.iter().any(|n| n == noun))
    }

    /// 2 for "second".
    pub fn ordinal(&self, word: &str) -> Option<u8> {
        self.ordinals.iter().position(|o| o.eq_ignore_ascii_case(word)).map(|n| n as u8 + 1)
    }
}

/// The lists as the rules have them.
pub static HOLDERS: LazyLock<Holders> = LazyLock::new(|| load("holders.toml", include_str!("../../../rules/holders.toml")));

/// Whether a title is one of those who speak for others: "spokesperson".
pub fn is_mouthpiece(title: &str) -> bool {
    let title = title.to_lowercase();
    HOLDERS.mouthpieces.iter().any(|m| title.ends_with(m.as_str()))
}
