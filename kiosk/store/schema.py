"""The outbox's tables. A step once released is never changed; a new one is added below it.

letters   one row each; small, because every try rewrites it
sheets    what a letter says, sealed: page 0 is the envelope with the body, pages from 1 on are scanned ones
records   print records and audit events until a batch takes them along; ``data`` is empty once it did
numbers   the last holding number of each day
supplies  paper used since the last refill, in mm or pages
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
    CREATE TABLE supplies (name TEXT PRIMARY KEY, used REAL NOT NULL, refilled_at TEXT) WITHOUT ROWID
    """,
)
