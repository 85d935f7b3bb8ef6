//! From one document's annotations to its mentions: each area stands in a module of its own.
//!
//! Enters: the grammatical view of one document. Leaves: mentions with their words and the rule that found them.

pub mod actor;
pub mod antecedent;
pub mod commitment;
pub mod coref;
pub mod deed;
pub mod event;
pub mod gender;
pub mod involvement;
pub mod leaning;
pub mod phrase;
pub mod plover;
pub mod quantity;
pub mod question;
pub mod representation;
pub mod schedule;
pub mod speaker;
pub mod spelling;
pub mod statement;
pub mod time;
pub mod topic;
pub mod turn;

use crate::grammar::Grammar;
use actor::Actors;
use coref::Referents;
use foldhash::HashMap;
use involvement::Involvement;
use readout_record::annotation::TokenIx;
use readout_record::mention::{CommitmentMention, DocumentIx, EventMention, QuantityMention, StatementMention, TimeMention};
use readout_record::span::Span;
use representation::Representation;
use topic::TopicMention;

/// Everything that one document mentions.
pub struct Extracted {
    /// Actors, findable by token.
    pub actors: Actors,
    /// What pronouns and plural descriptions stand for.
    pub referents: HashMap<TokenIx, Referents>,
    /// Times in the order of the text.
    pub times: Vec<TimeMention>,
    /// Quantities in the order of the text.
    pub quantities: Vec<QuantityMention>,
    /// Events in the order of the text.
    pub events: Vec<EventMention>,
    /// Statements in the order of the text.
    pub statements: Vec<StatementMention>,
    /// Commitments in the order of the text.
    pub commitments: Vec<CommitmentMention>,
    /// Matters of negotiation.
    pub topics: Vec<TopicMention>,
    /// What the report calls unknown.
    pub questions: Vec<Span>,
    /// Who was informed, consulted or left out.
    pub involvements: Vec<Involvement>,
    /// Who acts for whom.
    pub representations: Vec<Representation>,
}

/// Reads one document.
pub fn extract(g: &Grammar, document: DocumentIx) -> Extracted {
    let actors = actor::actors(g);
    let mut referents = HashMap::default();
    coref::resolve(g, &actors, &mut referents);
    let mut times = time::times(g, g.document.metadata.published.as_ref());
    event::shift::to_new_dates(g, &mut times);
    let quantities = quantity::quantities(g);
    let representations = representation::representations(g, &actors);
    let setting = event::setting::Setting {
        g,
        document,
        actors: &actors,
        representations: &representations,
        times: &times,
        quantities: &quantities,
    };
    let events = event::events(&setting);
    coref::pairs(g, &actors, &events, &mut referents);
    let statements = statement::statements(g, document);
    speaker::resolve(g, &actors, &statements, &mut referents);
    // Who speaks also tells whom the pronouns after it mean.
    coref::resolve(g, &actors, &mut referents);
    let commitments = commitment::commitments(g, document, &times);
    let topics = topic::topics(g);
    let questions = question::questions(g);
    let involvements = involvement::involvements(g, &actors);
    Extracted {
        actors,
        referents,
        times,
        quantities,
        events,
        statements,
        commitments,
        topics,
        questions,
        involvements,
        representations,
    }
}
