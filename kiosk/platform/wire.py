"""What goes over the wire, as the platform contract names it: only the members this terminal uses.

Answers are open, so enumerations are plain text here and mapped in the adapter. Requests are closed:
a member left at its default is not sent.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from kiosk.domain.personal import Personal

Id = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_.-]{1,64}$")]
Count = Annotated[int, Meta(ge=0)]
Time = Annotated[datetime, Meta(tz=True)]


class Request(Struct, frozen=True, omit_defaults=True):
    """A closed body."""


class Answer(Struct, frozen=True):
    """An open body."""


class CardProof(Request, frozen=True):
    """``ProofCard``. ``valid_to`` is a date or ``long_term``."""

    kind: str
    id_type: str
    id_no: Personal[str]
    name: Personal[str]
    read_at: datetime
    valid_to: str
    reader_sam_no: str = ""


class SessionRequest(Request, frozen=True):
    """``SessionRequest``."""

    proofs: tuple[CardProof, ...]


class Person(Answer, frozen=True):
    """Who signed in, masked by the platform."""

    name_masked: str


class Session(Answer, frozen=True):
    """``Session``. The token lives in memory only."""

    session_id: Id
    access_token: Personal[str]
    expires_at: Time
    level: str
    person: Person
    booking_suspended_until: Time | None


class Area(Answer, frozen=True):
    """``Area``."""

    area_code: Id
    name: str
    floor: str | None = None


class SlotTime(Answer, frozen=True):
    """``SlotTime``."""

    start: Time
    end: Time


class Booking(Answer, frozen=True):
    """``Booking``."""

    booking_id: Id
    booking_code: str
    task_code: str
    item_name: str
    area: Area
    slot: SlotTime
    status: str
    ticket_id: Id | None


class Credit(Answer, frozen=True):
    """Booking credit."""

    no_shows: int
    limit: int
    suspended_until: Time | None


class BookingList(Answer, frozen=True):
    """``BookingList``."""

    bookings: tuple[Booking, ...]
    credit: Credit


class QueueTicketRequest(Request, frozen=True):
    """``QueueTicketRequest``."""

    source: str
    booking_id: str | None = None
    task_code: str | None = None
    area_code: str | None = None


class ReprintRequest(Request, frozen=True):
    """``ReprintRequest``."""

    reason: str


class QueueTicket(Answer, frozen=True):
    """``QueueTicket``."""

    ticket_id: Id
    ticket_no: Annotated[str, Meta(min_length=1, max_length=12)]
    source: str
    area: Area
    windows: tuple[str, ...]
    people_ahead: Count
    estimated_wait_minutes: Count | None
    priority: str
    slot: SlotTime | None
    issued_at: Time
    valid_until: Time
    reprints: Count
    item_name: str | None = None
    notice: str | None = None
    qr_payload: str | None = None


class Window(Answer, frozen=True):
    """A window of an area."""

    window_no: str
    status: str


class AreaStatus(Answer, frozen=True):
    """An area's queue."""

    area: Area
    windows: tuple[Window, ...]
    waiting: Count
    estimated_wait_minutes: int | None


class HallStatus(Answer, frozen=True):
    """``HallStatus``."""

    name: str
    open: bool
    as_of: Time
    areas: tuple[AreaStatus, ...]
    hours: str | None = None
    notice: str | None = None


class ItemSummary(Answer, frozen=True):
    """``ItemSummary``."""

    task_code: str
    name: str
    name_en: str | None = None


class ItemPage(Answer, frozen=True):
    """``ItemPage``."""

    catalogue_version: str
    items: tuple[ItemSummary, ...]
    next_cursor: str | None


class Outbox(Struct, frozen=True):
    """What waits to be sent; the contract wants both members even when they are zero."""

    depth: int
    oldest_age_s: int


class Heartbeat(Struct, frozen=True):
    """``Heartbeat``: every member is required."""

    sent_at: datetime
    mode: str
    uptime_s: int
    software_version: str
    config_version: str | None
    catalogue_version: str | None
    devices: tuple[dict[str, str], ...]
    counters: dict[str, int]
    outbox: Outbox
    help_requested: bool
    command_results: tuple[()] = ()


class HeartbeatReply(Answer, frozen=True):
    """``HeartbeatReply``."""

    server_time: int


class ActivationRequest(Request, frozen=True):
    """``ActivationRequest``. The code opens the platform for this terminal."""

    activation_code: Personal[str]
    serial_no: str
    model: str
    software_version: str


class Credentials(Answer, frozen=True):
    """``Credentials``."""

    app_id: str
    device_id: str
    device_secret: Personal[str]
    sign_types: tuple[str, ...]
    issued_at: Time
    expires_at: Time | None = None
