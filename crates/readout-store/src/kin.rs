//! Which documents may be one story: found by marks in common within days of each other, kept as pairs with their likeness.
//!
//! Enters: marks (hashes of rare words and of bands of shingles), days, likeness. Leaves: candidates and neighbours. It leaves alone: how likeness
//! is judged.

use crate::documents::DocumentNumber;
use crate::error::Result;
use crate::store::Store;
use rusqlite::params;
use std::collections::BTreeMap;

/// Stands for a day that is not known.
const UNKNOWN: i64 = i64::MIN;

impl Store {
    /// Notes by what a document can be found.
    pub fn mark(&self, document: DocumentNumber, day: Option<i64>, marks: &[u64]) -> Result<()> {
        let insert = || {
            let mut statement =
                self.connection.prepare_cached("INSERT OR IGNORE INTO marks (mark, day, document) VALUES (?1, ?2, ?3)")?;
            for &mark in marks {
                statement.execute(params![mark as i64, day.unwrap_or(UNKNOWN), document])?;
            }
            Ok(())
        };
        insert().map_err(|e| self.fault(e))
    }

    /// Documents that have at least `least` of the marks, were published on days in `window` or on no known day, and how many they have.
    pub fn marked(&self, marks: &[u64], window: (i64, i64), least: usize) -> Result<Vec<DocumentNumber>> {
        let mut counts: BTreeMap<DocumentNumber, usize> = BTreeMap::new();
        let mut count = || {
            let sql = "SELECT document FROM marks WHERE mark = ?1 AND day BETWEEN ?2 AND ?3
                       UNION ALL SELECT document FROM marks WHERE mark = ?1 AND day = ?4";
            let mut statement = self.connection.prepare_cached(sql)?;
            let (from, to) = (window.0.max(UNKNOWN + 1), window.1);
            for &mark in marks {
                let mut rows = statement.query(params![mark as i64, from, to, UNKNOWN])?;
                while let Some(row) = rows.next()? {
                    *counts.entry(row.get(0)?).or_default() += 1;
                }
            }
            Ok(())
        };
        count().map_err(|e| self.fault(e))?;
        Ok(counts.into_iter().filter(|&(_, n)| n >= least).map(|(document, _)| document).collect())
    }

    /// Notes how alike two documents are.
    pub fn add_kin(&self, a: DocumentNumber, b: DocumentNumber, likeness: f64) -> Result<()> {
        let insert = || {
            let mut statement = self
                .connection
                .prepare_cached("INSERT OR REPLACE INTO kin (document, other, likeness) VALUES (?1, ?2, ?3), (?2, ?1, ?3)")?;
            statement.execute(params![a, b, likeness])
        };
        insert().map(|_| ()).map_err(|e| self.fault(e))
    }

    /// The documents that are alike to one, with how much.
    pub fn kin(&self, document: DocumentNumber) -> Result<Vec<(DocumentNumber, f64)>> {
        let sql = "SELECT other, likeness FROM kin WHERE document = ?1 ORDER BY other";
        self.rows(sql, [document], |row| Ok((row.get(0)?, row.get(1)?)))
    }
}
