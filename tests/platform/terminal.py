"""A terminal's side of the wire, and an invented person in front of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

from kiosk.domain.card import IdCard, IdType
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.personal import Personal
from kiosk.platform import CardProof
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.platform.breaker import Breaker
from kiosk.platform.client import PlatformSettings, build_transport
from kiosk.platform.clock import PlatformClock
from kiosk.platform.transport import Transport

CHINA = timezone(timedelta(hours=8))
SECRET = "0123456789abcdef" * 4


def settings(base_url: str, *, secret: str = SECRET, **more: Any) -> PlatformSettings:
    return PlatformSettings(
        base_url=base_url,
        app_id="hall-kiosk",
        device_id="K03",
        secret=Personal(bytes.fromhex(secret)),
        software_version="0.1.0",
        **more,
    )


def transport(
    base_url: str,
    *,
    secret: str = SECRET,
    seconds: float = 8,
    breaker: Breaker | None = None,
    now: Callable[[], float] | None = None,
) -> Transport:
    """``now`` is the terminal's own clock, in unix seconds."""
    return build_transport(
        settings(base_url, secret=secret, timeout_seconds=seconds),
        clock=PlatformClock(now) if now else None,
        breaker=breaker,
    )


def reference(base_url: str, **more: Any) -> ReferencePlatform:
    return ReferencePlatform(transport(base_url, **more), "0.1.0")


def card(number: str = "990101198503120010", name: str = "张示例", **more: Any) -> IdCard:
    fields: dict[str, Any] = {
        "id_type": IdType.RESIDENT,
        "name": Personal(name),
        "number": Personal(number),
        "sex": "男",
        "birth": Personal(date(1985, 3, 12)),
        "valid_from": date(2016, 3, 12),
        "valid_to": date(2036, 3, 12),
        "sam_no": "05.03-20260101-0000000001-0000000001",
    }
    return IdCard(**fields | more)


def proof(shown: IdCard | None = None, *, at: datetime | None = None) -> CardProof:
    return CardProof(shown or card(), at or datetime.now(CHINA).replace(microsecond=0))


def citizen() -> Citizen:
    """Somebody signed in, for the scripted server that believes anything."""
    return Citizen(
        "se-0001", Personal("sample-token"), Level.L2, "张*例", datetime.now(CHINA) + timedelta(minutes=9)
    )
