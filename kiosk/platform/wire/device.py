"""Tag ``device``: activation, heartbeat, configuration, batches."""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from msgspec import Struct, field

from kiosk.domain.personal import Personal
from kiosk.platform.wire.base import Answer, Count, Id, Request, Time

KINDS: Final = frozenset(
    {
        "id_card",
        "smart_card",
        "camera",
        "ticket_printer",
        "document_printer",
        "document_scanner",
        "code_scanner",
        "panel",
    }
)
"""The devices that a heartbeat may tell of (``DeviceState.kind``)."""


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


class DeviceState(Request, frozen=True):
    """``DeviceState``."""

    kind: str
    device: str
    since: str
    media: str | None = None
    paper: str | None = None
    toner: str | None = None
    action: str | None = None
    code: str | None = None


class Outbox(Struct, frozen=True):
    """What waits to be sent; the contract wants both members even when they are zero."""

    depth: int
    oldest_age_s: int


class CommandResult(Request, frozen=True):
    """What became of a command."""

    command_id: str
    result: Literal["done", "failed", "refused"]
    detail: str = ""


class Heartbeat(Struct, frozen=True, omit_defaults=True):
    """``Heartbeat``."""

    sent_at: datetime
    mode: Literal["in_service", "out_of_service", "maintenance"]
    uptime_s: int
    software_version: str
    config_version: str | None
    catalogue_version: str | None
    devices: tuple[DeviceState, ...]
    counters: dict[str, int]
    outbox: Outbox
    help_requested: bool
    command_results: tuple[CommandResult, ...]
    clock_offset_ms: int | None = None


class Command(Answer, frozen=True):
    """A command of the platform."""

    command_id: Id
    kind: str
    expires_at: Time
    args: dict[str, Any] = field(default_factory=dict)


class HeartbeatReply(Answer, frozen=True):
    """``HeartbeatReply``."""

    server_time: int
    next_heartbeat_s: int
    config_version: str
    catalogue_version: str
    commands: tuple[Command, ...]


class DeviceRecord(Answer, frozen=True):
    """What the platform keeps of this terminal."""

    device_id: str
    name: str
    hall_code: str
    hall_name: str
    profile: str
    owner_contact: str


class SessionLimits(Answer, frozen=True):
    """How long a session may last, in seconds."""

    absolute_s: int
    idle_s: int | None = None
    grace_s: int | None = None


class BookingRules(Answer, frozen=True):
    """When bookings may be made and cancelled; day 1 is tomorrow."""

    first_day: int
    last_day: int
    cancel_before_minutes: int


class UploadLimits(Answer, frozen=True):
    """What may be uploaded, in bytes."""

    max_bytes: int
    chunk_max_bytes: int
    media_types: tuple[str, ...]


class Wording(Answer, frozen=True):
    """A notice or commitment text."""

    kind: str
    version: str
    title: str
    body: str
    sha256: str
    body_en: str | None = None


class EvaluationMode(Answer, frozen=True):
    """How ratings are asked for."""

    mode: str
    url: str | None = None


class PlatformKey(Answer, frozen=True):
    """A public key of the platform."""

    key_id: str
    alg: str
    public_key: str


class DeviceConfig(Answer, frozen=True):
    """``DeviceConfig``."""

    config_version: str
    device: DeviceRecord
    services: tuple[str, ...]
    permitted_items: tuple[str, ...] | None
    session: SessionLimits
    booking: BookingRules
    uploads: UploadLimits
    texts: tuple[Wording, ...]
    hotline: str
    evaluation: EvaluationMode
    platform_keys: tuple[PlatformKey, ...] = ()


class AuditEvent(Request, frozen=True):
    """``AuditEvent``."""

    event_id: UUID
    seq: int
    at: datetime
    action: str
    actor_role: Literal["citizen", "hall_staff", "maintenance", "auditor", "system"]
    result: Literal["ok", "refused", "failed"]
    prev_hash: str
    hash: str
    actor_ref: str | None = None
    object: str | None = None
    code: str | None = None
    trace_id: str | None = None


class AuditBatch(Request, frozen=True):
    """``AuditBatch``: 1 to 500."""

    events: tuple[AuditEvent, ...]


class PrintRecord(Request, frozen=True):
    """``PrintRecord``."""

    record_id: UUID
    kind: str
    outcome: Literal["printed", "failed", "unknown", "cancelled"]
    copies_requested: int
    copies_printed: int
    started_at: datetime
    reference: str | None = None
    session_id: str | None = None
    failure: str | None = None
    reprint: bool = False
    pages: int | None = None
    paper_serials: tuple[str, ...] = ()
    finished_at: datetime | None = None


class PrintRecordBatch(Request, frozen=True):
    """``PrintRecordBatch``: 1 to 100."""

    records: tuple[PrintRecord, ...]


class Rejected(Answer, frozen=True):
    """An event or record that was not taken."""

    id: str
    detail: str


class BatchResult(Answer, frozen=True):
    """``BatchResult``."""

    accepted: Count
    duplicates: Count
    rejected: tuple[Rejected, ...]
