//! Which deed of a later report is what somebody promised.
//!
//! Enters: promises and deeds by their words, actors and meaning. Leaves: whether a deed answers a promise, and how surely. Precision first: words in
//! common and meaning must both speak for it, and a deed of somebody else answers nothing.

use crate::extract::spelling::one;
use crate::link::actors::{ActorIx, ActorTable};
use crate::link::akin::{akin, shared};
use readout_record::meaning::{Vector, likeness};

/// A promise or a deed as far as comparing needs it.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// Who is bound or acts; empty where it is not told.
    pub actors: Vec<ActorIx>,
    /// Lemma of the verb, unless it says little.
    pub verb: Option<String>,
    /// Lemmas of nouns, numbers and adjectives.
    pub things: Vec<String>,
    /// The meaning of the words.
    pub meaning: Option<Vector>,
}

impl Side {
    /// Whether both are told with one verb that says something, in any form.
    pub fn same_verb(&self, other: &Side) -> bool {
        self.verb.as_ref().zip(other.verb.as_ref()).is_some_and(|(a, b)| akin(a, b))
    }

    /// How near their meanings are; 0 where one was not read.
    pub fn near(&self, other: &Side) -> f32 {
        self.meaning.as_ref().zip(other.meaning.as_ref()).map_or(0.0, |(a, b)| likeness(a, b))
    }
}

/// How surely a deed is what was promised; `None` where it is not taken for it.
///
/// Like words alone only tell that both are about one matter. So the deed must be told with the promise's own verb, or fall between the promise and
/// the day that it is due on (`timely`), or be told of the very one who promised with most of the words.
pub fn answers(promise: &Side, deed: &Side, timely: bool, table: &ActorTable) -> Option<f32> {
    let told = !promise.actors.is_empty() && !deed.actors.is_empty();
    let own = promise.actors.iter().any(|p| deed.actors.iter().any(|d| table.stands_for(*p, *d)));
    let common = shared(&promise.things, &deed.things);
    // "Two ships" are no "two doctors": a number alone is nothing in common.
    let alike = |x: &&String| one(x).parse::<f64>().is_err() && deed.things.iter().any(|y| akin(x, y));
    if (told && !own) || !promise.things.iter().any(|x| alike(&x)) {
        return None;
    }
    let (near, same_verb) = (promise.near(deed), promise.same_verb(deed));
    let most = common * 2 >= promise.things.len().min(4);
    let taken = match (timely, same_verb) {
        (true, true) => near >= 0.45,
        (true, false) => (common >= 2 && near >= 0.5) || near >= 0.65,
        (false, true) => most && near >= 0.55,
        (false, false) => own && common >= 3 && near >= 0.7,
    };
    taken.then_some(near + if same_verb { 0.2 } else { 0.0 } + if timely { 0.2 } else { 0.0 } + 0.05 * common.min(4) as f32)
}
