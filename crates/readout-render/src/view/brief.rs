//! The whole brief: stories, each with its sections in the order in which a desk editor asks.
//!
//! Enters: a record. Leaves: the stories and, last, what belongs to none.

use crate::view::comparison::columns;
use crate::view::difference::difference;
use crate::view::line::{Line, Section, Story, Words, folded};
use crate::view::lines::{self, Context};
use crate::view::parts::{Part, parts};
use crate::view::phrase;
use readout_record::record::{Record, Story as StoryEntry, Topic};
use std::collections::BTreeSet;

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
        stories.retain(|s| s.title.is_some() || !s.differences.is_empty() || s.sections.iter().any(|s| !s.lines.is_empty()));
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
    let events: Vec<Line<'r>> = part.events.iter().map(|e| lines::event(context, e, reports)).collect();
    let promised: Vec<Line<'r>> = part.commitments.iter().map(|c| lines::commitment(context, c, reports)).collect();
    let summary = part.story.map_or(&[][..], |s| &s.summary);
    let comparison = part.story.map_or(Vec::new(), |story| {
        let told: Vec<Line<'r>> = events.iter().chain(&promised).cloned().collect();
        columns(&context.sources, &story.documents, &told)
    });
    Story {
        title: part.story.map(|s| s.title.as_str()),
        count: part.story.map_or_else(|| phrase::count(reports, "report"), count),
        analysed: part.documents.iter().any(|d| d.language == "en"),
        summary: summary.iter().map(|s| lines::sentence(&s.text, &s.evidence)).collect(),
        differences: part.discrepancies.iter().map(|d| difference(context, d)).collect(),
        comparison,
        sections: sections(context, part, events, promised),
    }
}

fn count(story: &StoryEntry) -> String {
    let reports = phrase::count(story.documents.len(), "report");
    format!("{reports}, {}", phrase::count(story.independent_accounts, "independent account"))
}

fn sections<'r>(context: &Context<'r>, part: &Part<'r>, events: Vec<Line<'r>>, promised: Vec<Line<'r>>) -> Vec<Section<'r>> {
    let said = part.statements.iter().map(|s| lines::statement(context, s)).collect();
    let positions = part.positions.iter().map(|p| lines::position(context, p)).collect();
    let steps = part.next_steps.iter().map(|s| lines::next_step(s)).collect();
    let questions = part.questions.iter().map(|q| lines::question(q)).collect();
    let timeline = part.timeline.iter().map(|t| lines::dated(t)).collect();
    let actors = part.actors.iter().map(|a| lines::actor(a)).collect();
    vec![
        section("events", "Contacts and events", true, 7, events),
        section("promised", "What was promised", true, 5, promised),
        section("said", "Who said what", true, 7, said),
        section("positions", "What others say of it", false, 3, positions),
        section("next", "What comes next", true, 4, steps),
        section("open", "What the reports leave open", false, 3, questions),
        section("topics", "What it is about", false, 8, topics(context, part)),
        section("timeline", "Timeline", false, 0, timeline),
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

/// Topics reach across stories: each story shows those that its own reports touch, with the words of its own reports.
fn topics<'r>(context: &Context<'r>, part: &Part<'r>) -> Vec<Line<'r>> {
    let own: BTreeSet<&str> = part.documents.iter().map(|d| d.id.as_str()).collect();
    context.record.topics.iter().filter_map(|t| topic(t, &own)).collect()
}

fn topic<'r>(topic: &'r Topic, own: &BTreeSet<&str>) -> Option<Line<'r>> {
    let evidence: Vec<Words<'r>> = topic.evidence.iter().map(Words::from).filter(|w| own.contains(w.document)).collect();
    let reports = topic.documents.iter().filter(|d| own.contains(d.as_str())).count();
    let mut line = Line { evidence, ..Line::default() };
    line.strong(topic.name.as_str());
    line.notes.push(format!("in {}", phrase::count(reports, "report")));
    (!line.evidence.is_empty()).then_some(line)
}
