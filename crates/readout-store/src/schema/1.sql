-- One document a row. `number` is the order of arrival and never shown; `id` is made from the content.
CREATE TABLE documents (
    number    INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    title     TEXT,
    publisher TEXT,
    author    TEXT,
    published TEXT,              -- EDTF
    day       INTEGER,           -- of publication, days since 1 March of year 0 (`Date::day_number`); NULL where the day is not known
    url       TEXT,
    language  TEXT NOT NULL,
    words     INTEGER NOT NULL,
    added     TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),   -- UTC
    story     INTEGER REFERENCES stories(number),
    origin    TEXT,              -- outlet or wire that it credits
    copy_of   TEXT,              -- id of the document that it copies
    similarity REAL,
    text      TEXT NOT NULL
);
CREATE INDEX documents_story ON documents(story);
CREATE INDEX documents_day ON documents(day);
CREATE INDEX documents_added ON documents(added);

-- Where a document was read; the first path in order stands in the record, the others in `also_at`.
CREATE TABLE paths (
    document INTEGER NOT NULL REFERENCES documents(number) ON DELETE CASCADE,
    path     TEXT NOT NULL,
    PRIMARY KEY (document, path)
) WITHOUT ROWID;

-- What the model said of a document (compressed), so that its story can be linked again without it, and what it is compared by.
CREATE TABLE readings (
    document    INTEGER PRIMARY KEY REFERENCES documents(number) ON DELETE CASCADE,
    annotations BLOB NOT NULL,
    signature   BLOB NOT NULL
);

-- By what documents of one story find each other: hashes of rare words and of bands of shingles.
CREATE TABLE marks (
    mark     INTEGER NOT NULL,
    day      INTEGER NOT NULL,   -- as documents.day; the smallest number where it is not known
    document INTEGER NOT NULL,
    PRIMARY KEY (mark, day, document)
) WITHOUT ROWID;

-- Pairs of documents alike enough to be one story, each pair in both directions.
CREATE TABLE kin (
    document INTEGER NOT NULL,
    other    INTEGER NOT NULL,
    likeness REAL NOT NULL,
    PRIMARY KEY (document, other)
) WITHOUT ROWID;

-- Groups of documents with what they tell: `record` is the story's record as compressed JSON, its documents without their texts, statuses as if no
-- day had passed. Every row below belongs to a story and goes with it; `place` is the number of the entry in the record's list.
CREATE TABLE stories (
    number               INTEGER PRIMARY KEY,
    id                   TEXT NOT NULL UNIQUE,
    title                TEXT NOT NULL,
    documents            INTEGER NOT NULL,
    independent_accounts INTEGER NOT NULL,
    first_day            INTEGER,
    last_day             INTEGER,
    record               BLOB NOT NULL
);
CREATE INDEX stories_day ON stories(last_day);

-- Named actors have the same `id` in every story; `key` (kind and folded name) is theirs across the store.
CREATE TABLE actors (
    story  INTEGER NOT NULL REFERENCES stories(number) ON DELETE CASCADE,
    id     TEXT NOT NULL,
    key    TEXT NOT NULL,
    place  INTEGER NOT NULL,
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL,
    role   TEXT,
    "of"   TEXT,
    weight REAL NOT NULL,
    PRIMARY KEY (story, id)
) WITHOUT ROWID;
CREATE INDEX actors_key ON actors(key);
CREATE INDEX actors_id ON actors(id);
CREATE INDEX actors_of ON actors("of", id) WHERE "of" IS NOT NULL;

-- Every name of an actor, folded as `fold::fold` does; of a person also each end of the name, by which surnames are found.
CREATE TABLE actor_names (
    name  TEXT NOT NULL,
    story INTEGER NOT NULL REFERENCES stories(number) ON DELETE CASCADE,
    actor TEXT NOT NULL,
    ending INTEGER NOT NULL,     -- 1 where it is no whole name or alias
    PRIMARY KEY (name, story, actor)
) WITHOUT ROWID;
CREATE INDEX actor_names_story ON actor_names(story);

-- Which documents name, cite or describe an actor.
CREATE TABLE appearances (
    actor    TEXT NOT NULL,
    story    INTEGER NOT NULL REFERENCES stories(number) ON DELETE CASCADE,
    document TEXT NOT NULL,
    PRIMARY KEY (actor, story, document)
) WITHOUT ROWID;
CREATE INDEX appearances_story ON appearances(story);

CREATE TABLE events (
    story     INTEGER NOT NULL REFERENCES stories(number) ON DELETE CASCADE,
    id        TEXT NOT NULL,
    place     INTEGER NOT NULL,
    type      TEXT NOT NULL,
    reality   TEXT NOT NULL,
    date      TEXT,              -- EDTF
    first_day INTEGER,           -- of the date, where year, month and day can be told
    last_day  INTEGER,
    "where"   TEXT,
    duration  TEXT,              -- ISO 8601, the first one told
    accounts  INTEGER NOT NULL,
    weight    REAL NOT NULL,
    document  TEXT NOT NULL,     -- id of the document of the first evidence
    quote     TEXT NOT NULL,
    PRIMARY KEY (story, id)
) WITHOUT ROWID;
CREATE INDEX events_type ON events(type, first_day);
CREATE INDEX events_day ON events(first_day);
CREATE INDEX events_id ON events(id);

-- Which documents tell an event.
CREATE TABLE tellings (
    document TEXT NOT NULL,
    story    INTEGER NOT NULL REFERENCES stories(number) ON DELETE CASCADE,
    event    TEXT NOT NULL,
    PRIMARY KEY (document, story, event)
) WITHOUT ROWID;
CREATE INDEX tellings_story ON tellings(story);

CREATE TABLE participants (
    actor TEXT NOT NULL,
    story INTEGER NOT NULL REFERENCES stories(number) ON DELETE CASCADE,
    event TEXT NOT NULL,
    role  TEXT NOT NULL,
    PRIMARY KEY (actor, story, event, role)
) WITHOUT ROWID;
CREATE INDEX participants_event ON participants(story, event);

CREATE TABLE statements (
    number      INTEGER PRIMARY KEY,
    story       INTEGER NOT NULL REFERENCES stories(number) ON DELETE CASCADE,
    id          TEXT NOT NULL,
    place       INTEGER NOT NULL,
    document    TEXT NOT NULL,
    start       INTEGER NOT NULL,    -- first code point of the content
    day         INTEGER,         -- of the document's publication
    actor       TEXT,            -- id of who is cited
    source      TEXT NOT NULL,   -- the words that name who is cited
    stance      TEXT NOT NULL,
    direct      INTEGER NOT NULL,
    weight      REAL NOT NULL,
    content     TEXT NOT NULL
);
CREATE INDEX statements_story ON statements(story);
CREATE INDEX statements_actor ON statements(actor, day);
CREATE INDEX statements_id ON statements(id);

CREATE TABLE commitments (
    story     INTEGER NOT NULL REFERENCES stories(number) ON DELETE CASCADE,
    id        TEXT NOT NULL,
    place     INTEGER NOT NULL,
    action    TEXT NOT NULL,
    strength  TEXT NOT NULL,
    due       TEXT,              -- EDTF
    due_day   INTEGER,           -- its last day
    followed  TEXT NOT NULL,     -- what was reported since; 'open' where the calendar alone decides
    accounts  INTEGER NOT NULL,
    weight    REAL NOT NULL,
    document  TEXT NOT NULL,
    quote     TEXT NOT NULL,
    PRIMARY KEY (story, id)
) WITHOUT ROWID;
CREATE INDEX commitments_due ON commitments(due_day);
CREATE INDEX commitments_id ON commitments(id);

CREATE TABLE bound (
    actor      TEXT NOT NULL,
    story      INTEGER NOT NULL REFERENCES stories(number) ON DELETE CASCADE,
    commitment TEXT NOT NULL,
    part       TEXT NOT NULL,    -- 'actor' or 'recipient'
    PRIMARY KEY (actor, story, commitment, part)
) WITHOUT ROWID;
CREATE INDEX bound_commitment ON bound(story, commitment);

CREATE TABLE discrepancies (
    story      INTEGER NOT NULL REFERENCES stories(number) ON DELETE CASCADE,
    id         TEXT NOT NULL,
    place      INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    event      TEXT,
    actor      TEXT,
    commitment TEXT,
    attribute  TEXT NOT NULL,
    weight     REAL NOT NULL,
    PRIMARY KEY (story, id)
) WITHOUT ROWID;

-- Full text; both tables index what stands in another table.
CREATE VIRTUAL TABLE document_words USING fts5(title, text, content='documents', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER documents_in AFTER INSERT ON documents BEGIN
    INSERT INTO document_words(rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE VIRTUAL TABLE statement_words USING fts5(content, content='statements', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER statements_in AFTER INSERT ON statements BEGIN
    INSERT INTO statement_words(rowid, content) VALUES (new.number, new.content);
END;
CREATE TRIGGER statements_out AFTER DELETE ON statements BEGIN
    INSERT INTO statement_words(statement_words, rowid, content) VALUES ('delete', old.number, old.content);
END;
