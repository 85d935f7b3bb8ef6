//! The event rules: one file of `rules/events` for each type, read once.
//!
//! Enters: TOML. Leaves: triggers that can be looked up by lemma.

use crate::rules::{Example, load};
use foldhash::HashMap;
use readout_record::kind::{EventType, Role};
use serde::Deserialize;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/event_files.rs"));

/// One event type: its triggers and its examples.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeFile {
    /// The type that its triggers name.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// Root code of the PLOVER ontology, for exports.
    pub plover: String,
    /// Types that may be two tellings of one event share a family: `contact`.
    #[serde(default)]
    pub family: Option<String>,
    /// The words that name the event.
    #[serde(rename = "trigger")]
    pub triggers: Vec<Trigger>,
    /// Sentences with what must be found in them.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

/// A way to name an event: a verb or a noun, what must stand around it, and which neighbours play which part.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Name of the rule within its file.
    pub id: String,
    /// Lemmas of verbs.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Lemmas of nouns.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// One of these lemmas must hang on the trigger as a modifier: `phone` in "phone exchange".
    #[serde(default)]
    pub modifiers: Vec<String>,
    /// None of these lemmas may hang on the trigger as a modifier.
    #[serde(default)]
    pub not_modifiers: Vec<String>,
    /// One of these words must be the object of a preposition (or the direct object) of the trigger: "by phone", "over the telephone".
    #[serde(default)]
    pub through: Vec<String>,
    /// One of these lemmas must be, or head, the direct object: "extend an invitation", "sign a deal".
    #[serde(default)]
    pub objects: Vec<String>,
    /// None of these lemmas may head the object: `deadline` in "met the deadline".
    #[serde(default)]
    pub not_objects: Vec<String>,
    /// One of these lemmas must head the subject: "the council meets".
    #[serde(default)]
    pub subjects: Vec<String>,
    /// Verbs that hold the noun in another sense: "made an appointment".
    #[serde(default)]
    pub not_holders: Vec<String>,
    /// None of these lemmas may head the subject.
    #[serde(default)]
    pub not_subjects: Vec<String>,
    /// None of these words may be the object of a preposition of the trigger: `reporter` in "spoke to reporters".
    #[serde(default)]
    pub not_through: Vec<String>,
    /// Slots in which the actor must be one person or a delegation, not a state or a crowd.
    #[serde(default)]
    pub persons: Vec<String>,
    /// Slots that must hold the name of a place.
    #[serde(default)]
    pub places: Vec<String>,
    /// A noun counts only when it is the object or subject of one of these verbs.
    #[serde(default)]
    pub holders: Vec<String>,
    /// Dependencies that must not hang on the trigger: `oprd` in "called it a success".
    #[serde(default)]
    pub not_children: Vec<String>,
    /// Prepositions and particles that must not hang on the trigger: `for` in "a call for restraint".
    #[serde(default)]
    pub not_prepositions: Vec<String>,
    /// Prepositions or particles of which one must hang on the trigger.
    #[serde(default)]
    pub prepositions: Vec<String>,
    /// Lemmas of which an infinitive that hangs on the trigger must be one: `visit` in "invited him to visit Oslo".
    #[serde(default)]
    pub infinitives: Vec<String>,
    /// Parts that must be filled by an actor: each entry is a list of slots of which one must be.
    #[serde(default)]
    pub needs: Vec<Vec<String>>,
    /// At least so many actors must take part.
    #[serde(default)]
    pub least: usize,
    /// Slot to role: `subject`, `object`, `holder`, `possessive`, `modifier` or a preposition.
    #[serde(default)]
    pub roles: Vec<(String, Role)>,
    /// Whether only the plural counts: "talks", not "a talk".
    #[serde(default)]
    pub plural: bool,
    /// Whether the word alone does not tell the kind of contact ("the conversation"): it takes that of the contact told before.
    #[serde(default)]
    pub generic: bool,
    /// Reality that the trigger itself sets: an invitation proposes a visit.
    #[serde(default)]
    pub reality: Option<readout_record::kind::Reality>,
}

impl Trigger {
    /// How many things must stand around the trigger: of two that fit, the one that asks for more knows more.
    fn conditions(&self) -> usize {
        let asked = [&self.modifiers, &self.through, &self.objects, &self.subjects, &self.holders, &self.prepositions];
        asked.iter().filter(|list| !list.is_empty()).count()
    }
}

/// A trigger with the file that it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// File name without its ending.
    pub file: &'static str,
    /// The type.
    pub event: &'static TypeFile,
    /// The trigger.
    pub trigger: &'static Trigger,
}

/// All event rules.
pub struct Rules {
    /// Files in order of name.
    pub files: Vec<(&'static str, &'static TypeFile)>,
    verbs: HashMap<&'static str, Vec<Entry>>,
    nouns: HashMap<&'static str, Vec<Entry>>,
}

impl Rules {
    /// Triggers for a verb: those that ask for most around it first, then in the order of the files.
    pub fn verb(&self, lemma: &str) -> &[Entry] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Triggers for a noun, in the same order.
    pub fn noun(&self, lemma: &str) -> &[Entry] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The file of a type, where it has one.
    pub fn of(&self, kind: EventType) -> Option<&'static TypeFile> {
        self.files.iter().map(|(_, f)| *f).find(|f| f.kind == kind)
    }
}

/// The rules of the crate.
pub static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let mut rules = Rules { files: Vec::new(), verbs: HashMap::default(), nouns: HashMap::default() };
    let mut entries: Vec<Entry> = Vec::new();
    for (name, text) in EVENT_FILES {
        let event: &'static TypeFile = Box::leak(Box::new(load(&format!("events/{name}"), text)));
        let file = name.trim_end_matches(".toml");
        rules.files.push((file, event));
        entries.extend(event.triggers.iter().map(|trigger| Entry { file, event, trigger }));
    }
    entries.sort_by_key(|e| (e.trigger.generic, std::cmp::Reverse(e.trigger.conditions())));
    for entry in entries {
        for verb in &entry.trigger.verbs {
            rules.verbs.entry(verb).or_default().push(entry);
        }
        for noun in &entry.trigger.nouns {
            rules.nouns.entry(noun).or_default().push(entry);
        }
    }
    rules
});

/// Whether two types may be tellings of one event: equal, or of one family.
pub fn same_family(a: EventType, b: EventType) -> bool {
    let family = |t| RULES.of(t).and_then(|f| f.family.as_deref());
    a == b || (family(a).is_some() && family(a) == family(b))
}

/// Whether an event is one between parties: a contact, an agreement, a signing, a truce.
pub fn is_dealing(kind: EventType) -> bool {
    matches!(kind, EventType::Agreement | EventType::Signing | EventType::Ceasefire) || same_family(kind, EventType::Meeting)
}
