//! Promises by deadline, with their status on a day.
//!
//! Enters: a day, who is bound, statuses. Leaves: the promises, earliest deadline first, with what was reported since. Of a long list those whose
//! deadline is nearest to the day are shown.

use super::limit::Limit;
use super::names::{Ids, Unknown, listed};
use super::report::{Reports, note_all};
use super::shelf::{Opened, Shelf, story_id};
use super::who::{Named, named};
use crate::error::Result;
use crate::number::StoryNumber;
use crate::store::Store;
use readout_record::calendar;
use readout_record::edtf::Edtf;
use readout_record::kind::{CommitmentStatus, Strength};
use readout_record::record::{Commitment, Evidence, FollowUp, Record};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Question<'q> {
    /// The day that decides what is due.
    pub as_of: Option<&'q Edtf>,
    /// Only promises of these: a state stands for those who belong to it too.
    pub by: Option<&'q Ids>,
    /// Only promises of these statuses; all where none is given.
    pub status: &'q [CommitmentStatus],
    /// Only promises whose last day is within these, first and last.
    pub within: Option<(i64, i64)>,
    /// How many are shown.
    pub limit: Limit,
}

/// The list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Due {
    /// The day that decides.
    pub as_of: Option<Edtf>,
    /// A name that nobody bears.
    pub unknown: Option<Unknown>,
    /// How many there are.
    pub total: usize,
    /// How many of each status.
    pub statuses: BTreeMap<CommitmentStatus, usize>,
    /// How many with an earlier deadline are not shown.
    pub earlier: usize,
    /// How many with a later one.
    pub later: usize,
    /// How many without a date.
    pub undated: usize,
    /// Those that are shown.
    pub promises: Vec<Promise>,
    /// The reports that they rest on.
    pub documents: Reports,
}

/// A promise.
#[derive(Clone, Debug, Serialize)]
pub struct Promise {
    /// Id of the commitment.
    pub id: String,
    /// Id of its story.
    pub story: String,
    /// Who is bound.
    pub actors: Vec<Named>,
    /// Who is to get it.
    pub recipients: Vec<Named>,
    /// What is to be done.
    pub action: String,
    /// Whether these are the words of a report.
    pub verbatim: bool,
    /// How firmly.
    pub strength: Strength,
    /// On what condition.
    pub condition: Option<String>,
    /// Whether those are the words of a report.
    pub condition_verbatim: bool,
    /// By when; the day to which it was put off, where it was.
    pub due: Option<Edtf>,
    /// By when it was first to be done, where it was put off.
    pub first_due: Option<Edtf>,
    /// Where it stands on the day.
    pub status: CommitmentStatus,
    /// What was reported since.
    pub follow_up: Vec<FollowUp>,
    /// How many reports tell it.
    pub accounts: usize,
    /// Their words.
    pub evidence: Vec<Evidence>,
}

/// A row.
struct Row {
    story: StoryNumber,
    place: i64,
    due: Option<Edtf>,
    day: Option<i64>,
    status: CommitmentStatus,
}

/// The promises that are asked for.
pub fn due(store: &Store, question: &Question) -> Result<Due> {
    let as_of = store.day_or_newest(question.as_of)?;
    let mut answer = Due { as_of, ..Due::default() };
    let mut found = rows(store, question.by, answer.as_of.as_ref())?;
    let within = |row: &Row| question.within.is_none_or(|(from, to)| row.day.is_some_and(|day| (from..=to).contains(&day)));
    found.retain(within);
    found.retain(|row| question.status.is_empty() || question.status.contains(&row.status));
    answer.total = found.len();
    found.iter().for_each(|row| *answer.statuses.entry(row.status).or_default() += 1);
    let shown = window(&mut answer, &found, question.limit);
    let mut shelf = Shelf::new(store);
    for row in &found[shown] {
        let opened = shelf.entry(row.story, |r| &r.commitments, row.place as usize)?;
        answer.promises.push(promise(&opened, row));
        note_all(&mut answer.documents, opened.record, &opened.entry.evidence);
        opened.entry.follow_up.iter().for_each(|f| note_all(&mut answer.documents, opened.record, &f.evidence));
    }
    Ok(answer)
}

/// All promises in the order of the list: by the last day that their date leaves, those without a year after the others.
fn rows(store: &Store, by: Option<&Ids>, as_of: Option<&Edtf>) -> Result<Vec<Row>> {
    let bound = match by {
        Some(_) => {
            "WHERE (c.story, c.id) IN (SELECT story, commitment FROM bound
                WHERE part = 'actor' AND actor IN (SELECT value FROM json_each(?1)))"
        }
        None => "WHERE ?1 = ''",
    };
    let sql = format!("SELECT c.story, c.place, c.due, c.due_day, c.followed FROM commitments c {bound} ORDER BY c.due, c.id");
    let mut rows = store.rows(&sql, [by.map_or_else(String::new, listed)], |row| {
        let (due, followed): (Option<String>, String) = (row.get(2)?, row.get(4)?);
        let due = due.as_deref().and_then(Edtf::parse);
        let status = match CommitmentStatus::ALL.iter().find(|s| s.as_str() == followed) {
            Some(CommitmentStatus::Open) | None => calendar::status(due.as_ref(), as_of),
            Some(followed) => *followed,
        };
        let told: Option<i64> = row.get(3)?;
        let day = told.or_else(|| due.as_ref()?.end()?.last_day()?.day_number());
        Ok(Row { story: row.get(0)?, place: row.get(1)?, due, day, status })
    })?;
    rows.sort_by_key(|row| (row.due.is_none(), row.day.is_none(), row.day));
    Ok(rows)
}

/// Which are shown; the others are counted.
fn window(answer: &mut Due, found: &[Row], limit: Limit) -> Range<usize> {
    let dated = found.iter().take_while(|row| row.due.is_some()).count();
    let most = limit.unwrap_or(found.len());
    if found.len() <= most {
        return 0..found.len();
    }
    let today = answer.as_of.as_ref().and_then(Edtf::end).and_then(|d| d.day_number());
    let next = found.iter().take(dated).take_while(|row| row.day.is_some_and(|day| today.is_some_and(|t| day < t))).count();
    let shown = most.min(dated);
    let from = next.saturating_sub(shown / 2).min(dated - shown);
    // Where all that have a date are shown, those without one fill the room that is left.
    let to = if shown == dated { most } else { from + shown };
    answer.earlier = from;
    answer.later = dated.saturating_sub(to);
    answer.undated = found.len() - dated.max(to);
    from..to
}

fn promise(opened: &Opened<Commitment>, row: &Row) -> Promise {
    let (record, entry) = (opened.record, opened.entry);
    let due = entry.follow_up.iter().find_map(|f| f.due.as_ref()).or(entry.due.as_ref());
    Promise {
        id: entry.id.clone(),
        story: story_id(record),
        actors: named(record, &entry.actors),
        recipients: named(record, &entry.recipients),
        action: entry.action.clone(),
        verbatim: verbatim(record, entry, &entry.action),
        strength: entry.strength,
        condition: entry.condition.clone(),
        condition_verbatim: entry.condition.as_ref().is_some_and(|c| verbatim(record, entry, c)),
        due: due.cloned(),
        first_due: entry.due.clone().filter(|first| due.is_some_and(|due| due != first)),
        status: row.status,
        follow_up: entry.follow_up.clone(),
        accounts: entry.accounts,
        evidence: entry.evidence.clone(),
    }
}

/// Whether a report that tells the promise has the words so.
fn verbatim(record: &Record, promise: &Commitment, words: &str) -> bool {
    let telling = |id: &str| promise.evidence.iter().any(|e| e.document == id);
    record.documents.iter().filter(|d| telling(&d.id)).any(|d| d.text.contains(words))
}
