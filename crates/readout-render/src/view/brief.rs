//! The whole brief: stories, each with its sections in the order in which a desk editor asks.
//!
//! Enters: a record. Leaves: the stories and, last, what belongs to none.

use crate::view::agenda::topics;
use crate::view::comparison::{alone, columns};
use crate::view::context::Context;
use crate::view::difference::difference;
use crate::view::line::{Line, Section, Story, folded};
use crate::view::lines;
use crate::view::parts::{Part, parts};
use crate::view::phrase;
use readout_record::record::{Record, Story as StoryEntry};

/// The section in whose place a format with room shows the whole comparison.
pub const ALONE: &str = "alone";

/// Everything that a brief shows.
pub struct Brief<'r> {
    /// Lookups, and the reports with their numbers.
    pub context: Context<'r>,
    /// The stories, most important first; what belongs to none is the last, without a title.
    pub stories: Vec<Story<'r>>,
}

impl<'r> Brief<'r> {
    /// Puts a record into words.
    pub fn new(record: &'r Record) -> Brief<'r> {
        let context = Context::new(record);
        let mut stories: Vec<Story<'r>> = parts(record).iter().map(|part| story(&context, part)).collect();
        stories.retain(|s| {
            s.title.is_some() || !s.differences.is_empty() || s.sections.iter().chain([&s.events]).any(|s| !s.lines.is_empty())
        });
        Brief { context, stories }
    }

    /// `5 reports, 2 stories`.
    pub fn count(&self) -> String {
        let record = self.context.record;
        let reports = phrase::count(record.documents.len(), "report");
        match record.stories.len() {
            0 | 1 => reports,
            n => format!("{reports}, {n} stories"),
        }
    }
}

fn story<'r>(context: &Context<'r>, part: &Part<'r>) -> Story<'r> {
    let reports = part.documents.len();
    let summary = part.story.map_or(&[][..], |s| &s.summary);
    let events = part.events.iter().map(|e| lines::event(context, e, reports)).collect();
    Story {
        title: part.story.map(|s| s.title.as_str()),
        count: part.story.map_or_else(|| phrase::count(reports, "report"), count),
        analysed: part.documents.iter().any(|d| d.language == "en"),
        summary: summary.iter().map(|s| lines::sentence(&s.text, &s.evidence)).collect(),
        events: section("events", "Contacts and events", true, 7, events),
        differences: part.discrepancies.iter().map(|d| difference(context, d)).collect(),
        comparison: columns(context, part),
        sections: sections(context, part),
    }
}

fn count(story: &StoryEntry) -> String {
    let reports = phrase::count(story.documents.len(), "report");
    format!("{reports}, {}", phrase::count(story.independent_accounts, "independent account"))
}

fn sections<'r>(context: &Context<'r>, part: &Part<'r>) -> Vec<Section<'r>> {
    let reports = part.documents.len();
    let updated = part.updates.iter().map(|u| lines::update(context, u)).collect();
    let promised = part.commitments.iter().map(|c| lines::commitment(context, c, reports)).collect();
    let steps = part.next_steps.iter().map(|s| lines::next_step(s)).collect();
    let said = part.statements.iter().map(|s| lines::statement(context, s)).collect();
    let positions = part.positions.iter().map(|p| lines::position(context, p)).collect();
    let timeline = part.timeline.iter().map(|t| lines::dated(t)).collect();
    let questions = part.questions.iter().map(|q| lines::question(q)).collect();
    let actors = part.actors.iter().map(|a| lines::actor(a)).collect();
    vec![
        section("updated", "Figures that were updated", false, 5, updated),
        section("promised", "What was promised", true, 6, promised),
        section("next", "What comes next", true, 5, steps),
        section("said", "Who said what", true, 7, said),
        section("positions", "What others say of it", false, 5, positions),
        section("topics", "What it is about", false, 5, topics(context, part)),
        section(ALONE, "Told by one account only", false, 6, alone(context, part)),
        section("timeline", "Timeline", false, 8, timeline),
        section("open", "What the reports leave open", false, 4, questions),
        section("actors", "Who appears", false, 0, actors),
    ]
}

fn section<'r>(
    key: &'static str,
    heading: &'static str,
    even_empty: bool,
    on_screen: usize,
    lines: Vec<Line<'r>>,
) -> Section<'r> {
    Section { key, heading, even_empty, on_screen, lines: folded(lines) }
}
