//! Which deed of a later report is what somebody promised.
//!
//! Enters: promises and deeds by their words, actors and meaning. Leaves: whether a deed answers a promise, and how surely. Precision first: words in
//! common and meaning must both speak for it, and a deed of somebody else answers nothing.

use crate::extract::deed::WORDS;
use crate::extract::event::holders::HOLDERS;
use crate::extract::spelling::one;
use crate::link::actors::{ActorIx, ActorTable};
use crate::link::akin::{akin, shared};
use readout_record::kind::ActorKind;
use readout_record::meaning::{Vector, likeness};

/// A promise or a deed as far as comparing needs it.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Who is bound or acts; empty where it is not told.
    pub actors: Vec<ActorIx>,
    /// Lemmas of the words that head who acts.
    pub heads: Vec<String>,
    /// The state or body that those act for who have no name of their own.
    pub of: Option<String>,
    /// Lemma of the verb, unless it says little.
    pub verb: Option<String>,
    /// Lemmas of nouns, numbers and adjectives.
    pub things: Vec<String>,
    /// Whether it is to come together: to meet, to hold talks.
    pub gathers: bool,
    /// The meaning of the words.
    pub meaning: Option<Vector>,
}

impl Side {
    /// Whether both are told with one verb that says something, in any form.
    pub fn same_verb(&self, other: &Side) -> bool {
        self.verb.as_ref().zip(other.verb.as_ref()).is_some_and(|(a, b)| akin(a, b))
    }

    /// Whether a deed is promised and told with verbs that go together: "will send", "arrived".
    pub fn like_verb(&self, other: &Side) -> bool {
        let both = self.verb.as_ref().zip(other.verb.as_ref());
        both.is_some_and(|(a, b)| WORDS.fulfilling.iter().any(|group| group.contains(a) && group.contains(b)))
    }

    /// How many of its things the other has too. "Two ships" are no "two doctors": a number alone is nothing in common.
    pub fn things_in_common(&self, other: &Side) -> usize {
        let thing = |x: &&String| one(x).parse::<f64>().is_err() && other.things.iter().any(|y| akin(x, y));
        self.things.iter().filter(thing).count()
    }

    /// Whether both number what comes again alike: "the second round", "the second session".
    pub fn same_ordinal(&self, other: &Side) -> bool {
        let own = self.things.iter().filter(|t| HOLDERS.ordinals.contains(t));
        self.gathers && other.gathers && own.into_iter().any(|o| other.things.contains(o))
    }

    /// How near their meanings are; 0 where one was not read.
    pub fn near(&self, other: &Side) -> f32 {
        self.meaning.as_ref().zip(other.meaning.as_ref()).map_or(0.0, |(a, b)| likeness(a, b))
    }
}

/// When a deed was done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// The report itself says how many fewer it was than promised, and the numbers add up.
    Summed,
    /// The report itself says that it was due on the very day of the promise.
    Tied,
    /// Between the promise and the day that it is due on.
    InTime,
    /// On a day after a promise without one.
    After,
    /// Told as late or in time, on a day that bears it out.
    Marked,
    /// Told as late or in time, of a promise without a day.
    Stamped,
    /// Told as late or in time, but not on which day.
    Held,
    /// Not told, by a report from before the day that it is due on.
    Reported,
    /// Not told, or too late.
    Open,
}

/// How surely a deed is what was promised; `None` where it is not taken for it.
///
/// Like words alone only tell that both are about one matter. So the deed must be told with the promise's own verb, or fall between the promise and
/// the day that it is due on, or be told of the very one who promised with most of the words.
pub fn answers(promise: &Side, deed: &Side, when: When, table: &ActorTable) -> Option<f32> {
    let foreign = foreign(promise, deed, table);
    let told = !promise.actors.is_empty() && (!deed.actors.is_empty() || foreign);
    let own = promise.actors.iter().any(|p| deed.actors.iter().any(|d| table.stands_for(*p, *d)));
    let common = shared(&promise.things, &deed.things);
    let (near, same_verb) = (promise.near(deed), promise.same_verb(deed));
    let like_verb = same_verb || promise.like_verb(deed);
    // "Freed the men" may be whoever was named.
    let named_before = own && same_verb && !deed.things.is_empty() && deed.things.iter().all(|t| WORDS.standing.contains(t));
    // "Its first meeting" on 5 June, and "the group convened on 9 June, four days late": the day and who met are enough.
    let nameless = promise.actors.is_empty() || deed.actors.is_empty();
    let numbered = promise.same_ordinal(deed) && common >= 2 && near >= 0.5;
    let met = (when == When::Tied || numbered)
        && promise.gathers
        && deed.gathers
        && (own || nameless && !foreign || shared(&promise.heads, &deed.heads) > 0);
    if !(named_before || met || promise.things_in_common(deed) > 0) {
        return None;
    }
    let most = common * 2 >= promise.things.len().min(4);
    // "The monitors arrived": what was to be sent is no other one who acts.
    let sent = like_verb && !foreign && deed.heads.iter().any(|h| promise.things.iter().any(|t| akin(h, t)));
    let by_another = told
        && !own
        && !sent
        && !(!foreign && stateless(promise, deed, table) && (when == When::Tied || like_verb && most && near >= 0.6));
    let taken = match (when, same_verb) {
        (When::Summed, _) | (When::Tied, true) => true,
        _ if met => true,
        (When::Tied, false) => like_verb || met || common >= 2 || near >= 0.4,
        (When::Marked, true) => near >= if own { 0.35 } else { 0.4 },
        (When::Marked, false) => common >= 1 && near >= if common >= 2 || like_verb { 0.4 } else { 0.5 },
        (When::Stamped, false) => common >= 1 && near >= if like_verb { 0.37 } else { 0.65 },
        (When::Held, true) => near >= 0.4,
        (When::Held, false) => common >= 2 && near >= if like_verb { 0.4 } else { 0.5 },
        (When::InTime | When::Stamped, true) => near >= if own { 0.35 } else { 0.4 },
        (When::InTime, false) => (common >= 2 && near >= if like_verb { 0.4 } else { 0.5 }) || near >= 0.65,
        (When::After, true) => (own && near >= 0.35) || near >= 0.5,
        (When::After, false) => like_verb && common >= 2 && near >= 0.5,
        (When::Reported, _) if like_verb && most && common >= 2 => near >= 0.45,
        (When::Reported | When::Open, true) => most && near >= 0.5,
        (When::Reported | When::Open, false) => {
            (like_verb && most && common >= 2 && near >= 0.55) || (own && common >= 3 && near >= 0.7)
        }
    };
    // Whoever took them in tells what the promise came to, and "his committee" is the one that was to meet.
    let by_another = by_another && when != When::Summed && !met;
    let timely = !matches!(when, When::Open | When::Reported);
    let sure = near + if same_verb { 0.2 } else { 0.0 } + if timely { 0.2 } else { 0.0 } + 0.05 * common.min(4) as f32;
    (taken && !by_another).then_some(sure)
}

/// Whether those who act are of a state or a body that promised nothing: "a Danish delegation" is not Norway's.
fn foreign(promise: &Side, deed: &Side, table: &ActorTable) -> bool {
    let of = |p: &ActorIx, name: &str| table.instances[*p].name == name || table.instances[*p].of.as_deref() == Some(name);
    deed.of.as_ref().is_some_and(|name| !promise.actors.iter().any(|p| of(p, name)))
}

/// Whether the deed is told of persons or bodies of which no state is known, as a minister's "we" for the government that promised.
fn stateless(promise: &Side, deed: &Side, table: &ActorTable) -> bool {
    let of = |a: &ActorIx| table.instances[*a].of.is_some() || table.instances[*a].kind == ActorKind::State;
    promise.actors.iter().all(of) != deed.actors.iter().any(of)
}
