"""Prove the audit chain, or say by number where it was changed. Pure: rows in, verdict out.

What is found, and how: a record that was **edited** does not have its digests any more; one that was
**rewritten** digests and all is not the one its successor hangs on, nor the one that was signed; a
**missing** one leaves its number out; one in another's place is **swapped**: it says another number; a chain
**cut short** ends before its signed head. A checkpoint that the platform keeps may be given: then even a
chain whose head file was put back with it is found out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Any, Literal

from msgspec import MsgspecError

from kiosk.store.audit_head import Head
from kiosk.store.audit_link import CHECKPOINT, START, Link, Place, key_name, own_hash, own_sm3, signature

Fault = Literal["edited", "rewritten", "missing", "swapped", "cut_short", "forged"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the records ``first`` to ``last``."""

    first: int
    last: int
    fault: Fault


@dataclass(slots=True)
class Verdict:
    """``records`` that are there; ``signed`` is the highest number that a signature covers."""

    records: int = 0
    last: Place = field(default_factory=Place)
    signed: int = 0
    other_keys: int = 0
    """Signatures by an earlier secret of this terminal: they cannot be proven here any more."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check(
    rows: Iterable[Link],
    *,
    key: bytes | None = None,
    head: Head | None = None,
    told: Iterable[tuple[int, str]] = (),
) -> Verdict:
    """Go through the chain. Without ``key`` digests are proven, signatures are not.

    ``told``: numbers and SM3 digests that somebody else keeps, such as the platform.
    """
    kept = dict(told)
    if head is not None and (key is None or head.key != key_name(key) or head.signed_with(key)):
        kept.setdefault(head.seq, head.sm3)
    walk = _Walk(key, kept)
    for row in rows:
        walk.step(row)
    walk.end(head)
    return walk.verdict


class _Walk:
    def __init__(self, key: bytes | None, told: dict[int, str]) -> None:
        self.verdict = Verdict()
        self._key = key
        self._told = told
        self._before = Link(0, "", START, START)
        self._sound = True
        """Whether nothing is wrong with the record before."""

    def step(self, row: Link) -> None:
        verdict, before, found = self.verdict, self._before, len(self.verdict.findings)
        if row.seq > before.seq + 1:
            self._found(before.seq + 1, row.seq - 1, "missing")
        self._look(row, follows=self._sound and row.seq == before.seq + 1)
        if (told := self._told.pop(row.seq, None)) is not None and told != row.sm3:
            self._found(row.seq, row.seq, "rewritten")
        verdict.records += 1
        verdict.last = row.place
        self._before = row
        self._sound = not any(each.first <= row.seq <= each.last for each in verdict.findings[found:])

    def _look(self, row: Link, *, follows: bool) -> None:
        before = self._before
        members = _members(row)
        if row.seq < 1 or members is None or own_hash(row.text) != row.hash:
            self._found(row.seq, row.seq, "edited")
        elif members.get("seq") != row.seq:
            self._found(row.seq, row.seq, "swapped")
        elif follows and members.get("prev_hash") != before.hash:
            # This record is as it was written: what it hangs on is another than the one that stands there.
            self._found(max(before.seq, 1), max(before.seq, 1), "rewritten")
        elif follows and own_sm3(before.sm3, row.text) != row.sm3:
            self._found(row.seq, row.seq, "edited")
        elif members.get("action") == CHECKPOINT:
            self._prove(row, members, follows=follows)

    def _prove(self, row: Link, members: dict[str, Any], *, follows: bool) -> None:
        seq, _, rest = str(members.get("object")).partition(" ")
        sm3, _, name = rest.partition(" ")
        if self._key is None:
            return
        if name != key_name(self._key):
            self.verdict.other_keys += 1
            return
        place = Place(row.seq - 1, str(members.get("prev_hash")), sm3)
        right = signature(self._key, str(members.get("device_id")), place)
        if seq != str(place.seq) or not compare_digest(str(members.get("code")), right):
            self._found(row.seq, row.seq, "forged")
        elif follows and sm3 != self._before.sm3:
            self._found(self._before.seq, self._before.seq, "rewritten")
        else:
            self.verdict.signed = row.seq - 1

    def end(self, head: Head | None) -> None:
        """Hold the end against what is signed."""
        last = self.verdict.last
        for seq in self._told:
            if seq > last.seq:
                self._found(last.seq + 1, seq, "cut_short")
        if head is None:
            if last.seq:
                self._found(last.seq, last.seq, "forged")
            return
        if self._key is not None and head.key != key_name(self._key):
            self.verdict.other_keys += 1
        elif self._key is not None and not head.signed_with(self._key):
            self._found(head.seq, head.seq, "forged")
        elif self._key is not None and head.seq <= last.seq:
            self.verdict.signed = max(self.verdict.signed, head.seq)

    def _found(self, first: int, last: int, fault: Fault) -> None:
        finding = Finding(first, last, fault)
        if finding not in self.verdict.findings:
            self.verdict.findings.append(finding)


def _members(row: Link) -> dict[str, Any] | None:
    try:
        return row.members()
    except MsgspecError:
        return None
