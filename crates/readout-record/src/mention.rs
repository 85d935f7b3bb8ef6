//! What one document says, piece by piece: actors, times, quantities, events, statements and commitments as mentioned.
//!
//! Enters: spans that an extractor found, with the rule that found them. Leaves: mentions, which nobody alters afterwards: linking
//! only lists them under instances. Every mention points at the words it rests on.

use crate::edtf::Edtf;
use crate::kind::{ActorKind, EventType, Reality, Role, Stance, Strength, ViaKind};
use crate::span::Span;
use serde::Serialize;

/// Number of a document in the order of the run.
pub type DocumentIx = usize;

/// A TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A day or a coarser period of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that repeats.
    Set,
}

/// A time expression with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMention {
    /// The words.
    pub span: Span,
    /// TIMEX3 type.
    pub timex: TimexType,
    /// TIMEX3 value: `2025-02-12`, `XXXX-02-12`, `PT30M`, `PRESENT_REF`.
    pub value: String,
    /// The point or interval in EDTF; `None` for durations, sets and what can't be placed.
    pub edtf: Option<Edtf>,
    /// `file#rule` that read it.
    pub rule: String,
}

/// An amount with its unit, as an interval, so that comparing is arithmetic.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// The number told; the middle of a range.
    pub value: f64,
    /// Least amount that the words allow; `None` where they set no lower bound.
    pub low: Option<f64>,
    /// Greatest amount that the words allow; `None` where they set no upper bound.
    pub high: Option<f64>,
    /// Unit in the singular: `minute`, `day`, `kilometre`, `percent`, `US dollar`; empty for plain counts.
    pub unit: String,
    /// What is counted, as a lemma: `soldier`; `None` for measures.
    pub noun: Option<String>,
    /// Whether the words say that it is not exact: about, some, close to.
    pub approximate: bool,
}

/// A quantity as mentioned.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityMention {
    /// The words, bounds and unit included: `close to thirty minutes`.
    pub span: Span,
    /// What they say.
    pub quantity: Quantity,
}

/// An actor as mentioned: a name, a title, a description.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorMention {
    /// The words of the mention: `Russian President Vladimir Putin`.
    pub span: Span,
    /// Token that heads them.
    pub head: usize,
    /// The name alone: `Vladimir Putin`; for unnamed ones the description.
    pub name: String,
    /// What sort.
    pub kind: ActorKind,
    /// Title or office told with the name: `President`.
    pub role: Option<String>,
    /// State or organisation it belongs to, by its canonical name: `Russia`.
    pub of: Option<String>,
}

/// An actor's part in an event mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// The part.
    pub role: Role,
    /// The words.
    pub span: Span,
    /// Token that heads them.
    pub head: usize,
}

/// A named value of an event: its duration, its number of soldiers.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// `duration`, or what is counted: `soldier`.
    pub name: String,
    /// The amount.
    pub quantity: Quantity,
    /// The words.
    pub span: Span,
}

/// One telling of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMention {
    /// Document that tells it.
    pub document: DocumentIx,
    /// What kind.
    pub kind: EventType,
    /// The word that names it.
    pub trigger: Span,
    /// Token that heads the trigger.
    pub head: usize,
    /// The clause that tells it.
    pub evidence: Span,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// Number of its time among the document's times.
    pub time: Option<usize>,
    /// Number, among the document's events, of the contact in which it took place: "agreed in the talks".
    pub during: Option<usize>,
    /// Where.
    pub place: Option<Span>,
    /// Whether it took place.
    pub reality: Reality,
    /// Whether the trigger alone does not tell the kind of contact: `the conversation`.
    pub generic: bool,
    /// 2 for `a second call`.
    pub ordinal: Option<u8>,
    /// Values told with it.
    pub attributes: Vec<Attribute>,
    /// `file#rule` that found it.
    pub rule: String,
}

/// A link of the chain that a statement came through.
#[derive(Clone, Debug, PartialEq)]
pub struct Via {
    /// The words.
    pub span: Span,
    /// What sort of link.
    pub kind: ViaKind,
}

/// One statement: who is cited, the cue, what is said.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementMention {
    /// Document that carries it.
    pub document: DocumentIx,
    /// The words that name who is cited; `None` where the sentence leaves it out.
    pub source: Option<Span>,
    /// Token that heads the source.
    pub source_head: Option<usize>,
    /// The word or words that attribute; `None` for bare quotations.
    pub cue: Option<Span>,
    /// What is said, in one piece or several, in order; never empty.
    pub content: Vec<Span>,
    /// Whether the content stands in quotation marks as a whole.
    pub direct: bool,
    /// What the source does with it.
    pub stance: Stance,
    /// What it came through, nearest the speaker first.
    pub via: Vec<Via>,
    /// Number, among the document's statements, of the one that it is reported inside of.
    pub parent: Option<usize>,
    /// Whether the cue or an adverb marks it as hearsay: reportedly, allegedly.
    pub hearsay: bool,
    /// 0 to 1.
    pub confidence: f32,
    /// `file#rule` or model that found it.
    pub rule: String,
}

/// One telling of a commitment.
#[derive(Clone, Debug, PartialEq)]
pub struct CommitmentMention {
    /// Document that tells it.
    pub document: DocumentIx,
    /// Who is bound, each with the token that heads the words.
    pub actors: Vec<(Span, usize)>,
    /// Who gave the word that another will do it.
    pub promised_by: Vec<(Span, usize)>,
    /// For whose benefit or to whom.
    pub recipients: Vec<(Span, usize)>,
    /// What is to be done.
    pub action: Span,
    /// The clause that tells it.
    pub evidence: Span,
    /// How firmly.
    pub strength: Strength,
    /// What it depends on.
    pub condition: Option<Span>,
    /// Number of the due time among the document's times.
    pub due: Option<usize>,
    /// Whether it begins at that time and is not due by it, as a ceasefire.
    pub begins: bool,
    /// How long it lasts.
    pub duration: Option<(Span, Quantity)>,
    /// Whether the words negate it: will not, refused to.
    pub negated: bool,
    /// `file#rule` that found it.
    pub rule: String,
}
