"""Ids and holding numbers that were given out: counted in memory, read from the file once.

A counter in the file would be one more page in every commit. What the file must know it knows without: a
letter that is there has its own number, and one that leaves writes it down (trigger ``number_stays_taken``).
"""

from __future__ import annotations

from sqlite3 import Connection


class Given:
    """Used by the writer's thread alone. A write that was undone leaves out a number; none is given twice."""

    def __init__(self) -> None:
        self._id = 0
        self._day = ""
        self._turn = 0

    def next_id(self, db: Connection) -> int:
        """Greater than every id of this run, and than those in the file."""
        if not self._id:
            self._id = int(db.execute("SELECT coalesce(max(id), 0) FROM letters").fetchone()[0])
        self._id += 1
        return self._id

    def next_turn(self, db: Connection, day: str) -> int:
        """The day's next number, from 1; taken with ``take``."""
        if day != self._day:
            query = (
                "SELECT coalesce(max(n), 0) FROM (SELECT last AS n FROM numbers WHERE day = ?"
                " UNION ALL SELECT turn FROM letters WHERE day = ?)"
            )
            self._day, self._turn = day, int(db.execute(query, (day, day)).fetchone()[0])
        return self._turn + 1

    def take(self, turn: int) -> None:
        """It stands on a letter now."""
        self._turn = turn
