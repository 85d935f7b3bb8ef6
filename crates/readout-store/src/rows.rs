//! A story's record as rows for questions.
//!
//! Enters: the record of one story. Leaves: rows in the tables of actors, events, statements, commitments and discrepancies.

use crate::fold::fold;
use crate::number::StoryNumber;
use readout_record::calendar::settle;
use readout_record::edtf::Edtf;
use readout_record::kind::ActorKind;
use readout_record::record::{Actor, Commitment, Discrepancy, Event, Record, Statement};
use rusqlite::{Connection, Result, params};

/// Writes the rows of a story.
pub fn put(connection: &Connection, story: StoryNumber, record: &Record) -> Result<()> {
    let writer = Writer { connection, story };
    record.actors.iter().enumerate().try_for_each(|(place, a)| writer.actor(place, a))?;
    record.events.iter().enumerate().try_for_each(|(place, e)| writer.event(place, e))?;
    record.statements.iter().enumerate().try_for_each(|(place, s)| writer.statement(place, s, record))?;
    record.commitments.iter().enumerate().try_for_each(|(place, c)| writer.commitment(place, c))?;
    record.discrepancies.iter().enumerate().try_for_each(|(place, d)| writer.discrepancy(place, d))?;
    writer.origins(record)
}

/// The key of an actor across the store: kind and folded name, or the id of one that goes by what is said of it.
fn key(actor: &Actor) -> String {
    if actor.kind.is_named() { format!("{}:{}", actor.kind, fold(&actor.name)) } else { actor.id.clone() }
}

/// The first and the last day of a date, where they can be told.
fn days(date: Option<&Edtf>) -> (Option<i64>, Option<i64>) {
    let day = |edge: fn(&Edtf) -> Option<readout_record::edtf::Date>| date.and_then(edge).and_then(|d| d.day_number());
    (day(Edtf::start), day(Edtf::end))
}

struct Writer<'c> {
    connection: &'c Connection,
    story: StoryNumber,
}

impl Writer<'_> {
    fn run(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<()> {
        self.connection.prepare_cached(sql)?.execute(values).map(|_| ())
    }

    fn actor(&self, place: usize, a: &Actor) -> Result<()> {
        self.run(
            r#"INSERT INTO actors (story, id, key, place, name, kind, role, "of", weight) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"#,
            params![self.story, a.id, key(a), place as i64, a.name, a.kind.as_str(), a.role, a.of, a.weight],
        )?;
        for name in std::iter::once(&a.name).chain(&a.aliases) {
            self.name(&fold(name), a, false)?;
        }
        if a.kind == ActorKind::Person {
            let name = fold(&a.name);
            name.match_indices(' ').try_for_each(|(at, _)| self.name(&name[at + 1..], a, true))?;
        }
        a.evidence.iter().try_for_each(|e| {
            self.run(
                "INSERT OR IGNORE INTO appearances (actor, story, document) VALUES (?1, ?2, ?3)",
                params![a.id, self.story, e.document],
            )
        })
    }

    fn name(&self, name: &str, actor: &Actor, ending: bool) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO actor_names (name, story, actor, ending) VALUES (?1, ?2, ?3, ?4)";
        if name.is_empty() { Ok(()) } else { self.run(sql, params![name, self.story, actor.id, ending]) }
    }

    fn event(&self, place: usize, e: &Event) -> Result<()> {
        let (first, last) = days(e.date.as_ref());
        let duration = e.attributes.iter().find(|a| a.name == "duration").map(|a| &a.value);
        let date = e.date.as_ref().map(Edtf::as_str);
        self.run(
            r#"INSERT INTO events (story, id, place, type, reality, date, first_day, last_day, "where", duration, accounts, weight, document, quote)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"#,
            params![
                self.story, e.id, place as i64, e.kind.as_str(), e.reality.as_str(), date, first, last, e.place, duration,
                e.accounts as i64, e.weight, e.evidence[0].document, e.evidence[0].quote
            ],
        )?;
        for p in &e.participants {
            self.run(
                "INSERT OR IGNORE INTO participants (actor, story, event, role) VALUES (?1, ?2, ?3, ?4)",
                params![p.actor, self.story, e.id, p.role.as_str()],
            )?;
        }
        e.evidence.iter().try_for_each(|told| {
            self.run(
                "INSERT OR IGNORE INTO tellings (document, story, event) VALUES (?1, ?2, ?3)",
                params![told.document, self.story, e.id],
            )
        })
    }

    fn statement(&self, place: usize, s: &Statement, record: &Record) -> Result<()> {
        let document = record.documents.iter().find(|d| d.id == s.document);
        let day = days(document.and_then(|d| d.published.as_ref())).0;
        self.run(
            "INSERT INTO statements (story, id, place, document, start, day, actor, source, stance, direct, weight, content)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                self.story,
                s.id,
                place as i64,
                s.document,
                s.content.start as i64,
                day,
                s.source.actor,
                s.source.text,
                s.stance.as_str(),
                s.direct,
                s.weight,
                s.content.quote
            ],
        )
    }

    fn commitment(&self, place: usize, c: &Commitment) -> Result<()> {
        // Without a day the calendar says nothing, and what was reported since alone decides.
        let mut followed = c.clone();
        settle(&mut followed, None);
        let due = c.follow_up.iter().find_map(|f| f.due.as_ref()).or(c.due.as_ref());
        self.run(
            "INSERT INTO commitments (story, id, place, action, strength, due, due_day, followed, accounts, weight, document, quote)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                self.story, c.id, place as i64, c.action, c.strength.as_str(), due.map(Edtf::as_str), days(due).1,
                followed.status.as_str(), c.accounts as i64, c.weight, c.evidence[0].document, c.evidence[0].quote
            ],
        )?;
        for (part, actors) in [("actor", &c.actors), ("recipient", &c.recipients)] {
            for actor in actors {
                self.run(
                    "INSERT OR IGNORE INTO bound (actor, story, commitment, part) VALUES (?1, ?2, ?3, ?4)",
                    params![actor, self.story, c.id, part],
                )?;
            }
        }
        Ok(())
    }

    fn discrepancy(&self, place: usize, d: &Discrepancy) -> Result<()> {
        self.run(
            "INSERT INTO discrepancies (story, id, place, kind, event, actor, commitment, attribute, weight)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![self.story, d.id, place as i64, d.kind.as_str(), d.event, d.actor, d.commitment, d.attribute, d.weight],
        )
    }

    /// What linking has found out about the documents themselves.
    fn origins(&self, record: &Record) -> Result<()> {
        record.documents.iter().try_for_each(|d| {
            self.run(
                "UPDATE documents SET origin = ?2, copy_of = ?3, similarity = ?4 WHERE id = ?1",
                params![d.id, d.origin, d.copy_of, d.similarity],
            )
        })
    }
}
