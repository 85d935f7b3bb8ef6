//! What watching has to remember: versions of lists, entries that are done with, news not yet told, posts not yet arrived.
//!
//! Enters: what happened, with the time. Leaves: what is still to be done. Marks are written after what they mark: whoever is killed in between finds
//! the work, not the mark. It leaves alone: fetching, and clocks.

use crate::error::Result;
use crate::store::Store;
use rusqlite::{OptionalExtension, Params, params};

/// News that are kept for the feed.
const KEPT: i64 = 200;

/// What is known of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// `ETag` of the version that was read to its end.
    pub etag: Option<String>,
    /// `Last-Modified` of it.
    pub modified: Option<String>,
    /// Failures since it was last read.
    pub failures: u32,
    /// It may be asked again from this time on.
    pub next: u64,
}

/// A post that has not arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The same at every try.
    pub id: String,
    /// What is posted.
    pub body: String,
    /// Tries so far.
    pub tries: u32,
}

impl Store {
    fn run(&self, sql: &str, values: impl Params) -> Result<()> {
        let run = || self.connection.prepare_cached(sql)?.execute(values).map(|_| ());
        run().map_err(|e| self.fault(e))
    }

    /// What is known of a list.
    pub fn watched(&self, place: &str) -> Result<Watched> {
        let sql = "SELECT etag, modified, failures, next FROM watch_sources WHERE place = ?1";
        let rows = self.rows(sql, [place], |r| {
            Ok(Watched { etag: r.get(0)?, modified: r.get(1)?, failures: r.get(2)?, next: r.get::<_, i64>(3)?.max(0) as u64 })
        })?;
        Ok(rows.into_iter().next().unwrap_or_default())
    }

    /// Keeps what is known of a list.
    pub fn keep_watched(&self, place: &str, known: &Watched) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO watch_sources (place, etag, modified, failures, next) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(sql, params![place, known.etag, known.modified, known.failures, known.next as i64])
    }

    /// Whether an entry is done with.
    pub fn is_seen(&self, item: &str) -> Result<bool> {
        let read = || {
            let mut statement = self.connection.prepare_cached("SELECT seen FROM watch_items WHERE item = ?1")?;
            statement.query_row([item], |r| r.get::<_, bool>(0)).optional()
        };
        Ok(read().map_err(|e| self.fault(e))?.unwrap_or(false))
    }

    /// An entry is done with.
    pub fn mark_seen(&self, item: &str) -> Result<()> {
        self.run("INSERT INTO watch_items (item, seen) VALUES (?1, 1) ON CONFLICT (item) DO UPDATE SET seen = 1", [item])
    }

    /// An entry was tried in vain; leaves how often now.
    pub fn mark_tried(&self, item: &str) -> Result<u32> {
        self.run(
            "INSERT INTO watch_items (item, tries) VALUES (?1, 1) ON CONFLICT (item) DO UPDATE SET tries = tries + 1",
            [item],
        )?;
        let tries = self.rows("SELECT tries FROM watch_items WHERE item = ?1", [item], |r| r.get(0))?;
        Ok(tries.first().copied().unwrap_or(1))
    }

    /// Documents are about to be added, and to be told when they are there.
    pub fn expect<'i>(&self, documents: impl IntoIterator<Item = &'i str>) -> Result<()> {
        for id in documents {
            if self.number_of(id).map_err(|e| self.fault(e))?.is_none() {
                self.run("INSERT OR IGNORE INTO watch_untold (document) VALUES (?1)", [id])?;
            }
        }
        Ok(())
    }

    /// Documents that were added and not told, in order of their ids.
    pub fn untold(&self) -> Result<Vec<String>> {
        self.rows("SELECT document FROM watch_untold WHERE document IN (SELECT id FROM documents) ORDER BY document", [], |r| {
            r.get(0)
        })
    }

    /// News were told at that time: they are kept for the feed, and to be posted where `post` is given.
    pub fn keep_news(&self, id: &str, time: u64, body: &str, post: Option<&str>) -> Result<()> {
        let time = time as i64;
        self.run("INSERT OR IGNORE INTO watch_news (id, time, body) VALUES (?1, ?2, ?3)", params![id, time, body])?;
        self.run("DELETE FROM watch_news WHERE number <= (SELECT max(number) FROM watch_news) - ?1", [KEPT])?;
        match post {
            Some(post) => self.run("INSERT OR IGNORE INTO watch_posts (id, body) VALUES (?1, ?2)", [id, post]),
            None => Ok(()),
        }
    }

    /// These documents were told.
    pub fn mark_told(&self, documents: &[String]) -> Result<()> {
        documents.iter().try_for_each(|id| self.run("DELETE FROM watch_untold WHERE document = ?1", [id]))
    }

    /// What was told, newest first, with its time.
    pub fn news(&self) -> Result<Vec<(String, u64)>> {
        self.rows("SELECT body, time FROM watch_news ORDER BY number DESC", [], |r| {
            Ok((r.get(0)?, r.get::<_, i64>(1)?.max(0) as u64))
        })
    }

    /// Posts whose time has come.
    pub fn posts(&self, now: u64) -> Result<Vec<Post>> {
        let sql = "SELECT id, body, tries FROM watch_posts WHERE next <= ?1 ORDER BY next, id";
        self.rows(sql, [now as i64], |r| Ok(Post { id: r.get(0)?, body: r.get(1)?, tries: r.get(2)? }))
    }

    /// How many posts have not arrived.
    pub fn posts_open(&self) -> Result<u64> {
        let open = self.rows("SELECT count(*) FROM watch_posts", [], |r| r.get::<_, i64>(0))?;
        Ok(open.first().map_or(0, |n| *n as u64))
    }

    /// A post arrived, or is given up.
    pub fn drop_post(&self, id: &str) -> Result<()> {
        self.run("DELETE FROM watch_posts WHERE id = ?1", [id])
    }

    /// A post did not arrive; it is tried again from `next` on.
    pub fn delay_post(&self, id: &str, next: u64) -> Result<()> {
        self.run("UPDATE watch_posts SET tries = tries + 1, next = ?2 WHERE id = ?1", params![id, next as i64])
    }

    /// Hosts that asked to be left alone, and until when.
    pub fn pauses(&self) -> Result<Vec<(String, u64)>> {
        self.rows("SELECT host, until FROM watch_pauses ORDER BY host", [], |r| {
            Ok((r.get(0)?, r.get::<_, i64>(1)?.max(0) as u64))
        })
    }

    /// Keeps which hosts are to be left alone.
    pub fn keep_pauses(&self, pauses: &[(String, u64)]) -> Result<()> {
        self.run("DELETE FROM watch_pauses", [])?;
        pauses.iter().try_for_each(|(host, until)| {
            self.run("INSERT INTO watch_pauses (host, until) VALUES (?1, ?2)", params![host, *until as i64])
        })
    }
}
