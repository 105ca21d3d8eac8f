"""What the platform says of this terminal: what it may offer, its limits, its texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """This terminal in the platform's books."""

    device_id: str
    name: str
    hall_code: str
    hall_name: str
    profile: str
    owner_contact: str


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """Seconds; the stricter of these and the local settings rules."""

    absolute_s: int
    idle_s: int | None = None
    grace_s: int | None = None


@dataclass(frozen=True, slots=True)
class BookingRules:
    """From which to which day bookings can be made (1: tomorrow), and until when cancelled."""

    first_day: int
    last_day: int
    cancel_before_minutes: int


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """Bytes."""

    max_bytes: int
    chunk_max_bytes: int
    media_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A notice or commitment text; ``sha256`` is of its UTF-8 body."""

    kind: str
    version: str
    title: str
    body: str
    sha256: str
    body_en: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationMode:
    """Rate here (``native``) or on a page whose address is shown as a code (``url``)."""

    mode: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PlatformKey:
    """A public key of the platform: hex 04‖x‖y."""

    key_id: str
    alg: str
    public_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRules:
    """The platform's configuration of this terminal; ``permitted_items`` ``None``: all."""

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
