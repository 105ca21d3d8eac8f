"""From the reference contract's wire models to the words of the hall."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from kiosk.domain.booking import Booking, QueueTicket, Slot, Source
from kiosk.domain.citizen import Citizen, WayUp
from kiosk.domain.hall import AreaStatus, HallStatus
from kiosk.domain.masking import mask_name
from kiosk.platform import wire
from kiosk.platform.adapters.alike import area, here, level
from kiosk.platform.port import Credit

SOURCES = {source.value: source for source in Source}
STAFFED = frozenset({"open", "busy"})


def citizen(session: wire.Session, name: str) -> Citizen:
    """The name on the card is masked here; the platform's mask stands in where the card has none."""
    return Citizen(
        session_id=session.session_id,
        token=session.access_token,
        level=level(session.level),
        who=mask_name(name) if name else session.person.name_masked,
        expires_at=here(session.expires_at),
        booking_suspended_until=_here_or_none(session.booking_suspended_until),
        deferred_until=here(session.deferred_until),
        subject_id=session.person.subject_id,
        age_band=session.person.age_band,
        ways_up=tuple(WayUp(level(way.level), way.proofs) for way in session.raise_by),
        updates=session.updates,
    )


def raised(before: Citizen, session: wire.Session) -> Citizen:
    """The same person, known more surely; the new token replaces the old one."""
    return replace(citizen(session, ""), who=before.who)


def booking(told: wire.Booking) -> Booking:
    """A booking."""
    return Booking(
        id=told.booking_id,
        code=told.booking_code,
        task_code=told.task_code,
        item_name=told.item_name,
        area=area(told.area),
        slot=_slot(told.slot),
        status=told.status,
        ticket_id=told.ticket_id,
        hall_name=told.hall_name,
        cancellable_until=_here_or_none(told.cancellable_until),
        qr_payload=told.qr_payload,
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
        area=area(told.area),
        windows=told.windows,
        ahead=told.people_ahead,
        wait_minutes=told.estimated_wait_minutes,
        priority=told.priority,
        slot=_slot(told.slot) if told.slot else None,
        issued_at=here(told.issued_at),
        valid_until=here(told.valid_until),
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
        as_of=here(told.as_of),
    )


def _area_status(told: wire.AreaStatus) -> AreaStatus:
    staffed = tuple(window.window_no for window in told.windows if window.status in STAFFED)
    return AreaStatus(area(told.area), told.waiting, told.estimated_wait_minutes, staffed)


def _slot(told: wire.SlotTime) -> Slot:
    return Slot(here(told.start), here(told.end))


def _source(told: wire.QueueTicket) -> Source:
    return SOURCES.get(told.source, Source.BOOKING if told.slot else Source.WALK_IN)


def _here_or_none(moment: datetime | None) -> datetime | None:
    return None if moment is None else here(moment)
