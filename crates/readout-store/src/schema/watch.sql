-- What `readout watch` has to remember between rounds. Times are seconds since 1970.

-- A list that is watched: the version that was read to its end, and when it may be asked again after a failure.
CREATE TABLE watch_sources (
    place TEXT PRIMARY KEY,
    etag TEXT,
    modified TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Entries of lists and files of folders: how often each was tried, and whether it is done with.
CREATE TABLE watch_items (
    item TEXT PRIMARY KEY,
    tries INTEGER NOT NULL DEFAULT 0,
    seen INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Documents (by id) that are about to be added or were added, and have not been told.
CREATE TABLE watch_untold (document TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- News that were told, newest last.
CREATE TABLE watch_news (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    time INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- Posts that have not arrived.
CREATE TABLE watch_posts (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Hosts that asked to be left alone.
CREATE TABLE watch_pauses (host TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
