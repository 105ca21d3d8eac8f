"""One link of the audit chain, and how it hangs on the one before. Pure.

A record's text is JSON with sorted members and no spaces: the members of the contract's ``AuditEvent`` but
``hash``, and ``device_id``. Two digests hang it on its predecessor:

hash   SHA-256 of the text, which holds ``prev_hash``: what the contract asks for, and all that the platform
       needs to prove the chain that it received
sm3    SM3 of the predecessor's ``sm3``, LF and the text: what is signed here

The chain is signed by HMAC-SM3 with the device's secret: in its head file after every record, and in records
of ``audit.checkpoint``, which go to the platform like any other.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from kiosk.domain.journal import AuditEvent, Deed

START: Final = "0" * 64
CHECKPOINT: Final = "audit.checkpoint"
MOST: Final = {"action": 64, "actor_ref": 64, "object": 128, "code": 64, "trace_id": 32}
"""Characters, by the contract."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the chain stands: the number of its last record and its digests."""

    seq: int = 0
    hash: str = START
    sm3: str = START


@dataclass(frozen=True, slots=True)
class Link:
    """A record as it is kept."""

    seq: int
    text: str
    hash: str
    sm3: str

    @property
    def place(self) -> Place:
        """Where the chain stands after it."""
        return Place(self.seq, self.hash, self.sm3)

    def members(self) -> dict[str, Any]:
        """What it says."""
        return msgspec.json.decode(self.text, type=dict[str, Any])

    def event(self) -> AuditEvent:
        """As the platform hears it."""
        members = {**self.members(), "hash": self.hash}
        del members["device_id"]
        return msgspec.convert(members, AuditEvent, strict=False)


def link(last: Place, deed: Deed, *, device_id: str, at: datetime, event_id: UUID) -> Link:
    """Hang ``deed`` on the chain."""
    said = {
        "event_id": event_id,
        "seq": last.seq + 1,
        "at": at,
        "action": deed.action,
        "actor_role": deed.role,
        "actor_ref": deed.actor,
        "object": deed.object,
        "result": deed.result,
        "code": deed.code,
        "trace_id": deed.trace,
        "prev_hash": last.hash,
        "device_id": device_id,
    }
    for name, most in MOST.items():
        if isinstance(words := said[name], str):
            said[name] = words[:most]
    kept = {name: value for name, value in said.items() if value is not None}
    text = msgspec.json.encode(kept, order="sorted").decode()
    return Link(last.seq + 1, text, own_hash(text), own_sm3(last.sm3, text))


def own_hash(text: str) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def own_sm3(before: str, text: str) -> str:
    """SM3, hex."""
    return hashlib.new("sm3", f"{before}\n{text}".encode()).hexdigest()


def key_name(key: bytes) -> str:
    """Tells one secret from another, and nothing of it."""
    return hmac.new(key, b"audit key name", "sm3").hexdigest()[:16]


def signature(key: bytes, device_id: str, place: Place) -> str:
    """HMAC-SM3, hex, of device, number and both digests."""
    text = "\n".join(("kiosk audit 1", device_id, *map(str, asdict(place).values())))
    return hmac.new(key, text.encode(), "sm3").hexdigest()


def checkpoint(key: bytes, device_id: str, place: Place) -> Deed:
    """The record that signs all before it: ``object`` is number, SM3 and the secret's name."""
    return Deed(
        action=CHECKPOINT,
        object=f"{place.seq} {place.sm3} {key_name(key)}",
        code=signature(key, device_id, place),
    )
