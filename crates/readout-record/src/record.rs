//! The record: the public JSON contract as types. One object holds everything that any output shows.
//!
//! Enters: what the brief has ranked and phrased. Leaves: the object that is printed, stored, rendered and checked. Fields are added where
//! they serve a user and never renamed or dropped. Every list is ranked, most important first, by `weight`, or by date where the field says so.

use crate::edtf::Edtf;
use crate::kind::{
    ActorKind, CommitmentStatus, DiscrepancyKind, Effect, EventType, Reality, Role, Stance, Standing, Strength, ViaKind,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weight under which a topic is told in passing: the record keeps it, and a brief does not show it.
pub const IN_PASSING: f64 = 0.1;

/// Declares plain structs of the contract with the derives that all of them share.
macro_rules! contract {
    ($($(#[$meta:meta])* struct $name:ident { $($(#[$fmeta:meta])* $field:ident : $type:ty),* $(,)? })+) => {
        $($(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        pub struct $name { $($(#[$fmeta])* pub $field: $type),* })+
    };
}

contract! {
    /// What the reports say, ranked, with the words that each line rests on.
    struct Record {
        /// Version of the program.
        readout: String,
        /// The day that decides what is overdue: set by the caller, else the newest publication date.
        as_of: Option<Edtf>,
        /// The reports, by publication date, undated ones last.
        documents: Vec<DocumentEntry>,
        /// Groups of reports on one matter.
        stories: Vec<Story>,
        /// Who appears.
        actors: Vec<Actor>,
        /// What happened or is to happen.
        events: Vec<Event>,
        /// Who said what, and through whom.
        statements: Vec<Statement>,
        /// Who bound itself to what.
        commitments: Vec<Commitment>,
        /// Where accounts cannot both hold.
        discrepancies: Vec<Discrepancy>,
        /// Newer figures that reports give as such: no discrepancy, for both were right in turn.
        #[serde(default)]
        updates: Vec<Update>,
        /// What the talks are about.
        topics: Vec<Topic>,
        /// Dated events in order of date.
        timeline: Vec<TimelineEntry>,
        /// What is planned, proposed or due, in order of date, undated ones last.
        next_steps: Vec<NextStep>,
        /// What third parties think of it, and which of them was informed, consulted or left out.
        positions: Vec<Position>,
        /// What one account alone tells, where a story has several: no discrepancy, for others need not tell it.
        told_by_one: Vec<ToldByOne>,
        /// What the reports themselves call unknown, unclear or unverified.
        open_questions: Vec<OpenQuestion>,
    }

    /// The exact words that a line rests on: `text[start..end] == quote`.
    struct Evidence {
        /// Id of the document.
        document: String,
        /// First code point in the document's text.
        start: usize,
        /// Code point after the last.
        end: usize,
        /// The same piece as `[start, end)` in bytes of UTF-8.
        bytes: [usize; 2],
        /// The words; never empty.
        quote: String,
    }

    /// One report.
    struct DocumentEntry {
        /// Made from the content.
        id: String,
        /// Where it was read.
        path: String,
        /// Other paths that held the same content.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also_at: Vec<String>,
        /// Headline.
        title: Option<String>,
        /// Outlet or institution.
        publisher: Option<String>,
        /// By-line.
        author: Option<String>,
        /// Date of publication.
        published: Option<Edtf>,
        /// ISO 639-1; `und` where it can't be told.
        language: String,
        /// Canonical address.
        url: Option<String>,
        /// The report alone, headline first.
        text: String,
        /// Outlet or wire that it credits.
        origin: Option<String>,
        /// Id of the document that it copies or rewrites closely.
        copy_of: Option<String>,
        /// Share of words in common with that document, 0 to 1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        similarity: Option<f64>,
        /// Number of words.
        words: usize,
    }

    /// Reports that belong together.
    struct Story {
        /// Stable id.
        id: String,
        /// Headline of its most central report.
        title: String,
        /// Ids of its documents.
        documents: Vec<String>,
        /// Accounts that rest on origins of their own; copies of one origin count once.
        independent_accounts: usize,
        /// A few sentences of the reports, each with its words.
        summary: Vec<SummaryLine>,
        /// 0 to 1.
        weight: f64,
    }

    /// One sentence of a summary.
    struct SummaryLine {
        /// The sentence.
        text: String,
        /// Where it stands.
        evidence: Vec<Evidence>,
    }

    /// Someone who acts or speaks.
    struct Actor {
        /// Stable id.
        id: String,
        /// Fullest name.
        name: String,
        /// Other words for it.
        aliases: Vec<String>,
        /// What sort.
        kind: ActorKind,
        /// Title or office.
        role: Option<String>,
        /// State or organisation.
        of: Option<String>,
        /// 0 to 1.
        weight: f64,
        /// A mention from each document that has one.
        evidence: Vec<Evidence>,
    }

    /// An actor's part.
    struct ParticipantEntry {
        /// Id of the actor.
        actor: String,
        /// The part.
        role: Role,
    }

    /// A named value of an event.
    struct AttributeEntry {
        /// `duration`, or what is counted.
        name: String,
        /// ISO 8601 duration, or number and unit.
        value: String,
        /// Whether the words say about, some, close to.
        approximate: bool,
        /// Where it is told.
        evidence: Vec<Evidence>,
    }

    /// Something that happened, is planned, proposed or denied.
    struct Event {
        /// Stable id.
        id: String,
        /// Id of the story.
        story: String,
        /// What kind.
        #[serde(rename = "type")]
        kind: EventType,
        /// Who took part.
        participants: Vec<ParticipantEntry>,
        /// When.
        date: Option<Edtf>,
        /// The words of another report that fix the year, where those that tell the event leave it out.
        year_by: Option<Evidence>,
        /// Where.
        place: Option<String>,
        /// Whether it took place.
        reality: Reality,
        /// Values that accounts give it.
        attributes: Vec<AttributeEntry>,
        /// Number of documents that tell it.
        accounts: usize,
        /// 0 to 1.
        weight: f64,
        /// The clauses that tell it.
        evidence: Vec<Evidence>,
    }

    /// Who is cited.
    struct SourceEntry {
        /// Id of the actor; `null` where it can't be resolved.
        actor: Option<String>,
        /// The words of the report.
        text: String,
        /// First code point in the statement's document; `null` where the report leaves the source out.
        start: Option<usize>,
        /// Code point after the last.
        end: Option<usize>,
    }

    /// A link of the chain that a statement came through.
    struct ViaEntry {
        /// Id of the actor; `null` where it can't be resolved.
        actor: Option<String>,
        /// The words of the report.
        text: String,
        /// What sort of link.
        kind: ViaKind,
        /// First code point in the statement's document.
        start: usize,
        /// Code point after the last.
        end: usize,
    }

    /// What is said.
    struct Content {
        /// Id of the document.
        document: String,
        /// First code point.
        start: usize,
        /// Code point after the last.
        end: usize,
        /// The same piece in bytes.
        bytes: [usize; 2],
        /// The words, from the first piece to the last.
        quote: String,
        /// The pieces, where a cue interrupts them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        spans: Vec<Evidence>,
    }

    /// Who said what, and through whom.
    struct Statement {
        /// Stable id.
        id: String,
        /// Id of the document.
        document: String,
        /// Who is cited.
        source: SourceEntry,
        /// The chain, nearest the speaker first.
        via: Vec<ViaEntry>,
        /// The word that attributes; `null` for bare quotations.
        cue: Option<Evidence>,
        /// What is said.
        content: Content,
        /// Whether in quotation marks.
        direct: bool,
        /// What the source does with it.
        stance: Stance,
        /// Whether it is marked as hearsay.
        hearsay: bool,
        /// Id of the statement that this one is reported inside of.
        parent: Option<String>,
        /// 0 to 1.
        confidence: f64,
        /// 0 to 1.
        weight: f64,
    }

    /// What was reported after a commitment.
    struct FollowUp {
        /// What it means for the commitment.
        effect: Effect,
        /// Whether all of it was done, but after its day: the effect is then "partly kept".
        #[serde(default)]
        late: bool,
        /// The day to which it was put off.
        due: Option<Edtf>,
        /// Where it is told.
        evidence: Vec<Evidence>,
    }

    /// Who bound itself to what, by when.
    struct Commitment {
        /// Stable id.
        id: String,
        /// Ids of who is bound.
        actors: Vec<String>,
        /// Ids of who is to get it.
        recipients: Vec<String>,
        /// What is to be done, in the report's words.
        action: String,
        /// How firmly.
        strength: Strength,
        /// What it depends on, in the report's words.
        condition: Option<String>,
        /// From when.
        from: Option<Edtf>,
        /// By when.
        due: Option<Edtf>,
        /// The words of another report that fix the year of `due`, where those that tell the promise leave it out.
        year_by: Option<Evidence>,
        /// For how long, ISO 8601.
        duration: Option<String>,
        /// Where it stands.
        status: CommitmentStatus,
        /// What has been reported since.
        follow_up: Vec<FollowUp>,
        /// Where nothing surely tells what became of it: words of a later report that may.
        #[serde(default)]
        last_told: Option<Evidence>,
        /// Number of documents that tell it.
        accounts: usize,
        /// 0 to 1.
        weight: f64,
        /// The clauses that tell it.
        evidence: Vec<Evidence>,
    }

    /// One side of a discrepancy.
    struct Side {
        /// What it says, normalised.
        value: String,
        /// Whether it says about.
        approximate: bool,
        /// Ids of the documents.
        documents: Vec<String>,
        /// Ids of the actors to whom the documents attribute it.
        attributed_to: Vec<String>,
        /// Accounts that rest on origins of their own.
        independent_accounts: usize,
        /// Where it is told.
        evidence: Vec<Evidence>,
    }

    /// Accounts that cannot both hold.
    struct Discrepancy {
        /// Stable id.
        id: String,
        /// In what they differ.
        kind: DiscrepancyKind,
        /// Id of the event that they differ about.
        event: Option<String>,
        /// Id of the actor that they differ about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        actor: Option<String>,
        /// Id of the commitment that they differ about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        commitment: Option<String>,
        /// Which value of it.
        attribute: String,
        /// The sides, most independent accounts first.
        sides: Vec<Side>,
        /// How much it matters to a reader, 0 to 1.
        weight: f64,
    }

    /// A figure and the newer one that takes its place.
    struct Update {
        /// Stable id.
        id: String,
        /// What is counted.
        attribute: String,
        /// The older figure.
        earlier: Side,
        /// The newer one.
        later: Side,
        /// How much it matters to a reader, 0 to 1.
        weight: f64,
    }

    /// A matter of negotiation.
    struct Topic {
        /// Its name in the contract's list.
        name: String,
        /// Ids of the documents that touch it.
        documents: Vec<String>,
        /// Ids of the statements whose words touch it, in their rank.
        statements: Vec<String>,
        /// Ids of the commitments whose words touch it, in their rank.
        commitments: Vec<String>,
        /// 0 to 1.
        weight: f64,
        /// Where.
        evidence: Vec<Evidence>,
    }

    /// A dated event.
    struct TimelineEntry {
        /// When.
        date: Edtf,
        /// Id of the event.
        event: String,
        /// One line.
        text: String,
        /// Where it is told.
        evidence: Vec<Evidence>,
    }

    /// What is to come.
    struct NextStep {
        /// When; `null` where nobody says.
        date: Option<Edtf>,
        /// One line.
        text: String,
        /// Id of the event.
        event: Option<String>,
        /// Id of the commitment.
        commitment: Option<String>,
        /// Where it is told.
        evidence: Vec<Evidence>,
    }

    /// What a third party thinks of it, or what part it was given.
    struct Position {
        /// Id of the actor.
        actor: String,
        /// Its stance, or its part.
        stance: Standing,
        /// Of what, in the report's words.
        on: String,
        /// Id of the statement; `null` where a report tells the part that the actor was given.
        statement: Option<String>,
        /// 0 to 1.
        weight: f64,
        /// Where it is told.
        evidence: Vec<Evidence>,
    }

    /// An event, a commitment or a speaker that one account alone tells of.
    struct ToldByOne {
        /// Id of the report that tells it, the first of its account.
        document: String,
        /// Id of the event.
        event: Option<String>,
        /// Id of the commitment.
        commitment: Option<String>,
        /// Id of the actor whose words no other account gives.
        actor: Option<String>,
        /// 0 to 1.
        weight: f64,
        /// Where it is told.
        evidence: Vec<Evidence>,
    }

    /// What a report calls unknown.
    struct OpenQuestion {
        /// The sentence.
        text: String,
        /// 0 to 1.
        weight: f64,
        /// Where it stands.
        evidence: Vec<Evidence>,
    }
}
