"""The outbox's tables. A step once released is never changed; a new one is added below it.

letters   one row each; small, because every try rewrites it. ``id`` grows with every letter of a run
sheets    what a letter says, sealed, each at its ``place``: letter, page and part in one number, so that a
          letter's sheets lie together, in order, and at the end. Page 0 is the envelope with the body, pages
          from 1 on are scanned ones
records   print records and audit events until a batch takes them along; ``data`` is empty once it did
numbers   the last holding number of each day among letters that are gone; of the others, each has its own
supplies  paper used since the last refill, in mm or pages
prints    what was begun to be printed and not yet heard to have ended; sealed
counts    numbers of what was done here, by day
last_words  letters that are sent only if this run is never heard of again; sealed

What a ``put`` costs is mostly the number of pages its commit writes: two here, a row for the letter and its
sheets side by side. Whatever would make it write more (an index, a counter) is kept elsewhere.
"""

from __future__ import annotations

OUTBOX = (
    """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE numbers (day TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE letters (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key BLOB NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        lane TEXT NOT NULL,
        number TEXT NOT NULL,
        put_at REAL NOT NULL,
        deadline REAL,
        size INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting',
        attempts INTEGER NOT NULL DEFAULT 0,
        strikes INTEGER NOT NULL DEFAULT 0,
        reason TEXT,
        settled_at REAL,
        answer BLOB
    );
    CREATE TABLE sheets (
        letter INTEGER NOT NULL,
        page INTEGER NOT NULL,
        part INTEGER NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (letter, page, part)
    ) WITHOUT ROWID;
    CREATE TABLE records (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        letter INTEGER,
        data BLOB,
        UNIQUE (kind, id)
    )
    """,
    """
    CREATE TABLE letters_2 (
        key BLOB PRIMARY KEY,
        id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        lane TEXT NOT NULL,
        number TEXT NOT NULL,
        day TEXT NOT NULL,
        turn INTEGER NOT NULL,
        put_at REAL NOT NULL,
        deadline REAL,
        size INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting',
        attempts INTEGER NOT NULL DEFAULT 0,
        strikes INTEGER NOT NULL DEFAULT 0,
        reason TEXT,
        settled_at REAL,
        answer BLOB
    ) WITHOUT ROWID;
    INSERT INTO letters_2
        SELECT key, id, kind, lane, number, '', 0, put_at, deadline, size, state, attempts, strikes, reason,
            settled_at, answer
        FROM letters;
    DROP TABLE letters;
    ALTER TABLE letters_2 RENAME TO letters;
    CREATE TRIGGER number_stays_taken BEFORE DELETE ON letters WHEN old.turn > 0 BEGIN
        INSERT INTO numbers VALUES (old.day, old.turn)
            ON CONFLICT (day) DO UPDATE SET last = max(last, excluded.last);
    END;
    CREATE TABLE sheets_2 (place INTEGER PRIMARY KEY, data BLOB NOT NULL);
    INSERT INTO sheets_2 SELECT (letter << 24) + (page << 12) + part, data FROM sheets;
    DROP TABLE sheets;
    ALTER TABLE sheets_2 RENAME TO sheets
    """,
    """
    CREATE TABLE supplies (name TEXT PRIMARY KEY, used REAL NOT NULL, refilled_at TEXT) WITHOUT ROWID
    """,
    """
    CREATE TABLE prints (id TEXT PRIMARY KEY, data BLOB NOT NULL)
    """,
    """
    CREATE TABLE counts (
        day TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (day, name)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE last_words (key BLOB PRIMARY KEY, kind TEXT NOT NULL, lane TEXT NOT NULL, data BLOB NOT NULL)
    """,
)
