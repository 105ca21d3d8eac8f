"""What passes through the hatch: an order, and the reply to it; each a JSON object on a line of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal
from uuid import UUID

from msgspec import Meta, Struct

from kiosk.hardware.device import DeviceStatus

FOLDER: Final = "hatch"
SOCKET: Final = "console.sock"
"""``state_dir/hatch/console.sock``: mode 0600, in a folder of mode 0700."""
LONGEST: Final = 4096
"""Bytes of an order."""
ORDER_SECONDS: Final = 240.0
"""What an order may take, all devices tested; every driver has its own, shorter deadlines."""

Why = Literal["in_use", "not_there", "bad_order", "late"]
Who = Annotated[str, Meta(pattern=r"^uid:[0-9]{1,10}$")]
"""The account at the console, as the audit chain has it. Root and the terminal's own account are believed."""
Kind = Annotated[str, Meta(pattern=r"^[a-z_]{1,32}$")]


class Order(Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True):
    """What every order tells."""

    who: Who


class Retry(Order, frozen=True, kw_only=True, tag="outbox.retry"):
    """Let a letter that was set aside wait again."""

    letter: UUID


class Try(Order, frozen=True, kw_only=True, tag="device.test"):
    """Run self-tests, one after the other; of all devices when none is named. Not while anybody is served."""

    kinds: tuple[Kind, ...] = ()


class Look(Order, frozen=True, kw_only=True, tag="device.list"):
    """Every device's last known status."""


class Hear(Order, frozen=True, kw_only=True, tag="device.heard"):
    """Whether a person heard the loudspeaker's last test."""

    heard: bool


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``why`` and ``says``: what kept it from being done, for a program and for a person."""

    ok: bool
    why: Why | None = None
    says: str = ""
    devices: Mapping[str, DeviceStatus] = {}


Orders = Retry | Try | Look | Hear


def refused(why: Why, says: str) -> Reply:
    """An order that was not carried out."""
    return Reply(ok=False, why=why, says=says)


def folder_of(state_dir: Path) -> Path:
    """Where the hatch of the terminal with this state folder is."""
    return state_dir / FOLDER
