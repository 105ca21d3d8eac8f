"""The signed head of the audit chain, in a file of its own: what tells that the end was cut off."""

from __future__ import annotations

import hmac
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.errors import StoreError
from kiosk.store.audit_link import Place, key_name, signature
from kiosk.store.whole_file import write_whole

NAME = "audit.head"


class Head(Struct, frozen=True):
    """Number and digests of the last record, the signing secret's name, the signature."""

    device_id: str
    seq: int
    hash: str
    sm3: str
    key: str
    signature: str

    @property
    def place(self) -> Place:
        """Where the chain stood."""
        return Place(self.seq, self.hash, self.sm3)

    def signed_with(self, key: bytes) -> bool:
        """Whether this secret signed it, whatever name it gives."""
        return hmac.compare_digest(self.signature, signature(key, self.device_id, self.place))


def read_head(folder: Path) -> Head | None:
    """The head; ``None`` where there is none. Raises ``StoreError`` for one that says nothing."""
    file = folder / NAME
    try:
        return msgspec.json.decode(file.read_bytes(), type=Head)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise StoreError(f"{file}: {error}") from None


def write_head(folder: Path, device_id: str, place: Place, key: bytes) -> None:
    """Write it anew: the old one or the new one is there, never half. Raises ``OSError``."""
    head = Head(device_id, place.seq, place.hash, place.sm3, key_name(key), signature(key, device_id, place))
    write_whole(folder / NAME, msgspec.json.encode(head))
