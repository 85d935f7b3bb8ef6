//! The record of the whole store: the records of its stories, put together.
//!
//! Enters: stories. Leaves: one record. It depends on the set of documents and on the day that decides, not on how they came in: everything is ordered
//! by content.

mod lists;

use crate::error::Result;
use crate::number::StoryNumber;
use crate::store::Store;
use lists::Merged;
use readout_record::calendar::{is_past, newest, settle};
use readout_record::edtf::Edtf;
use readout_record::record::Record;

impl Store {
    /// The record of everything; `as_of` decides what is overdue, by default the newest day of publication. `version` is the program's.
    pub fn record(&self, as_of: Option<Edtf>, version: &str) -> Result<Record> {
        self.record_of(&self.story_numbers()?, as_of, version)
    }

    /// The record of some stories, given in the order of `story_numbers`.
    pub fn record_of(&self, stories: &[StoryNumber], as_of: Option<Edtf>, version: &str) -> Result<Record> {
        let mut merged = Merged::default();
        for &story in stories {
            merged.add(self.story_record(story)?);
        }
        let mut record = merged.finish(version);
        record.as_of = self.day_or_newest(as_of.as_ref())?;
        let day = record.as_of.clone();
        record.commitments.iter_mut().for_each(|c| settle(c, day.as_ref()));
        record.next_steps.retain(|s| !s.date.as_ref().is_some_and(|date| is_past(date, day.as_ref())));
        Ok(record)
    }

    /// The day that is given, else the newest day of publication in the store.
    pub fn day_or_newest(&self, given: Option<&Edtf>) -> Result<Option<Edtf>> {
        given.map_or_else(|| self.newest(), |day| Ok(Some(day.clone())))
    }

    /// The newest day of publication in the store.
    pub fn newest(&self) -> Result<Option<Edtf>> {
        let sql = "SELECT DISTINCT published FROM documents WHERE published IS NOT NULL";
        let dates = self.rows(sql, [], |row| row.get::<_, String>(0))?;
        Ok(newest(&dates.iter().filter_map(|d| Edtf::parse(d)).collect::<Vec<_>>()))
    }
}
