"""From the reference contract's wire models to the words of the hall."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from kiosk.domain.booking import Booking, QueueTicket, Slot, Source
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.hall import Area, AreaStatus, HallStatus
from kiosk.domain.masking import mask_name
from kiosk.platform import wire
from kiosk.platform.port import Credit

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""No summer time since 1991. A platform may answer in any offset; a slip shows the hall's clock."""

LEVELS = {level.value: level for level in Level}
SOURCES = {source.value: source for source in Source}
STAFFED = frozenset({"open", "busy"})


def citizen(session: wire.Session, name: str) -> Citizen:
    """The name on the card is masked here; the platform's mask stands in where the card has none."""
    return Citizen(
        session_id=session.session_id,
        token=session.access_token,
        level=_level(session.level),
        who=mask_name(name) if name else session.person.name_masked,
        expires_at=_here(session.expires_at),
        booking_suspended_until=_here_or_none(session.booking_suspended_until),
    )


def booking(told: wire.Booking) -> Booking:
    """A booking."""
    return Booking(
        id=told.booking_id,
        code=told.booking_code,
        task_code=told.task_code,
        item_name=told.item_name,
        area=_area(told.area),
        slot=_slot(told.slot),
        status=told.status,
        ticket_id=told.ticket_id,
    )


def credit(told: wire.Credit) -> Credit:
    """Booking credit."""
    return Credit(told.no_shows, told.limit, _here_or_none(told.suspended_until))


def ticket(told: wire.QueueTicket) -> QueueTicket:
    """A queue number."""
    return QueueTicket(
        id=told.ticket_id,
        number=told.ticket_no,
        source=_source(told),
        area=_area(told.area),
        windows=told.windows,
        ahead=told.people_ahead,
        wait_minutes=told.estimated_wait_minutes,
        priority=told.priority,
        slot=_slot(told.slot) if told.slot else None,
        issued_at=_here(told.issued_at),
        valid_until=_here(told.valid_until),
        reprints=told.reprints,
        item_name=told.item_name,
        notice=told.notice,
        qr_payload=told.qr_payload,
    )


def hall_status(told: wire.HallStatus) -> HallStatus:
    """The hall now."""
    return HallStatus(
        name=told.name,
        open=told.open,
        hours=told.hours,
        notice=told.notice,
        areas=tuple(_area_status(area) for area in told.areas),
        as_of=_here(told.as_of),
    )


def _area_status(told: wire.AreaStatus) -> AreaStatus:
    staffed = tuple(window.window_no for window in told.windows if window.status in STAFFED)
    return AreaStatus(_area(told.area), told.waiting, told.estimated_wait_minutes, staffed)


def _area(told: wire.Area) -> Area:
    return Area(told.area_code, told.name, told.floor)


def _slot(told: wire.SlotTime) -> Slot:
    return Slot(_here(told.start), _here(told.end))


def _level(told: str) -> Level:
    # A level this terminal does not know opens nothing.
    return LEVELS.get(told, Level.L0)


def _source(told: wire.QueueTicket) -> Source:
    return SOURCES.get(told.source, Source.BOOKING if told.slot else Source.WALK_IN)


def _here(moment: datetime) -> datetime:
    return moment.astimezone(CHINA)


def _here_or_none(moment: datetime | None) -> datetime | None:
    return None if moment is None else _here(moment)
