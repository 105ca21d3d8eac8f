"""Everything that can go wrong, in one tree.

KioskError
├── CitizenError             say it plainly, let them try again
│   ├── BadIdNumber          the number on the card or keyed in cannot be right
│   ├── CardExpired          the document is past its last day
│   ├── CardNotYetValid      the document's first day is still to come
│   ├── CardLifted           the card was taken away while it was being read
│   ├── CardUnreadable       the card answered, but not with a document
│   ├── ChipAltered          the chip's data do not bear their issuer's signature
│   ├── AccessNeeded         a travel document: what is printed on it must open its chip
│   ├── AccessRefused        what was given does not open the chip
│   ├── CodeUnreadable       what was scanned is no code that can be used
│   ├── NotAnIdentity        a code that says something, but not who stands here
│   ├── FaceFailed           the face check ended without a match
│   ├── ProofFailed          a further number did not fit, or nobody could say
│   ├── CertificateRefused   a certificate must not be printed: altered, revoked, not theirs
│   ├── NotACase             a code or a number that leads to no case
│   ├── ItemGone             an item that the platform took back while it was looked at
│   ├── TooManyMisses        too many numbers that nobody has: no more for a while
│   └── NoQueue              the hall has no queue to join now
├── DeviceFault(action)      a device failed; the action says who mends it
├── PlatformError
│   ├── PlatformUnavailable  no usable answer: outcome unknown, the same request may be sent again
│   │   └── CatalogueTooOld  items and guides: none were ever fetched, or nobody confirmed them for too long
│   └── PlatformRefused      a problem document: it says why
├── PageError                a paper cannot be made as it must be: nothing is printed
│   ├── MissingGlyph         no font has a character that stands on it
│   ├── NotSaid              what it must say was not told, such as the reason of a refusal
│   ├── NotAsAnnounced       the platform's file is not the one it announced
│   └── PressFailed          the typesetter failed
├── StoreError               the terminal's own store failed: what was to be kept is not kept
│   ├── OutboxFull           no new work: too much waits, for too long, or the disk is nearly full
│   └── Unreadable           kept, but not with this key, or not as it was written
├── NoPinyin                 nothing here turns letters into Chinese: library or dictionary missing
└── ConfigError              what hall staff wrote cannot be used: file, key, why
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class KioskError(Exception):
    """Root of every error this program raises on purpose."""


class CitizenError(KioskError):
    """Something a citizen can put right."""


class BadIdNumber(CitizenError):
    """An identification number that cannot exist; the argument names the part, never the number."""


class CardExpired(CitizenError):
    """The document is past its last day."""


class CardNotYetValid(CitizenError):
    """The document's first day is still to come."""


class CardLifted(CitizenError):
    """The card was taken away while it was being read."""


class CardUnreadable(CitizenError):
    """The card answered, but not with a document that can be used; the argument says what was wrong."""


class ChipAltered(CitizenError):
    """The chip's data do not bear their issuer's signature; the argument names the part."""


class AccessNeeded(CitizenError):
    """A travel document: what is printed on it must open its chip."""


class AccessRefused(CitizenError):
    """What was given does not open the chip."""


class CodeUnreadable(CitizenError):
    """What was scanned is no code that can be used; the argument says why, never what it was."""


class NotAnIdentity(CitizenError):
    """A code that says something, but not who stands here; the argument is its kind."""


class FaceFailed(CitizenError):
    """The face check ended without a match, for this reason; ``left`` tries remain."""

    def __init__(self, reason: str, *, left: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.left = left


class ProofFailed(CitizenError):
    """A further number did not fit (``factor_mismatch``), or nobody could say (``factor_unavailable``)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CertificateRefused(CitizenError):
    """A certificate must not be printed; ``reason`` says why (``kiosk.documents.sealed``)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotACase(CitizenError):
    """A code that says something, but no case; the argument is its kind."""


class TooManyMisses(CitizenError):
    """Too many case numbers that nobody has: ``wait`` before the next one may be tried."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"{wait.total_seconds():.0f} s")
        self.wait = wait


class ItemGone(CitizenError):
    """An item that the platform took back while it was looked at."""


class NoQueue(CitizenError):
    """The hall has no queue to join now."""


class Action(StrEnum):
    """Who mends a fault (XFS4IoT): hall staff, an engineer, an administrator, itself, or time."""

    CLEAR = "clear"
    MAINTENANCE = "maintenance"
    CONFIGURATION = "configuration"
    RESET = "reset"
    SUSPEND = "suspend"


class DeviceFault(KioskError):
    """A device failed. ``kind`` names the port (``ticket_printer``), ``code`` the fault (``paper_out``)."""

    def __init__(self, kind: str, code: str, action: Action, detail: str = "") -> None:
        super().__init__(f"{kind}: {code}" + (f" ({detail})" if detail else ""))
        self.kind = kind
        self.code = code
        self.action = action
        self.detail = detail


class PlatformError(KioskError):
    """The central platform did not do what was asked."""


class PlatformUnavailable(PlatformError):
    """No usable answer came. What was asked may or may not have been done."""


class CatalogueTooOld(PlatformUnavailable):
    """Items and guides must not be shown: none were ever fetched, or nobody confirmed them for too long."""


@dataclass(frozen=True, slots=True)
class Existing:
    """The object that already exists, where a refusal names one."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a refusal says of one member: JSON Pointer, kind of mistake, words for the citizen."""

    pointer: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What a refusal tells beside its code, for the journey that puts it right."""

    required_level: str | None = None
    attempts_left: int | None = None
    offset: int | None = None
    guide_version: str | None = None
    remarks: tuple[Remark, ...] = ()


class PlatformRefused(PlatformError):
    """The platform answered with a problem document (RFC 9457; contract section 6)."""

    def __init__(  # noqa: PLR0913 the members of a problem document
        self,
        code: str,
        status: int,
        detail: str,
        *,
        retry: str = "never",
        retry_after: int | None = None,
        existing: Existing | None = None,
        until: str | None = None,
        hints: Hints | None = None,
    ) -> None:
        super().__init__(f"{status} {code}")
        self.code = code
        self.status = status
        self.detail = detail
        self.retry = retry
        self.retry_after = retry_after
        self.existing = existing
        self.until = until
        self.hints = hints or Hints()


class PageError(KioskError):
    """A paper cannot be made as it must be. Nothing was printed; the argument never quotes the paper."""


class MissingGlyph(PageError):
    """No font has a character that stands on the paper."""


class NotSaid(PageError):
    """What the paper must say was not told; the argument names it."""


class NotAsAnnounced(PageError):
    """The platform's file is not the one that it announced; the argument says in what."""


class PressFailed(PageError):
    """The typesetter failed."""


class StoreError(KioskError):
    """The terminal's own store failed. What was to be kept is not kept."""


class OutboxFull(StoreError):
    """Nothing more is taken in until something was delivered; the argument says which limit was met."""


class Unreadable(StoreError):
    """Something kept cannot be opened: another key, or altered bytes. It stays where it is."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a configuration file."""

    key: str
    why: str
    nearest: str | None = None


class NoPinyin(KioskError):
    """No engine for writing Chinese; the argument says which file of which package is missing."""


class ConfigError(KioskError):
    """A configuration that cannot be used, with every mistake in it at once."""

    def __init__(self, file: str, mistakes: list[Mistake]) -> None:
        self.file = file
        self.mistakes = mistakes
        super().__init__(
            "\n".join(
                f"{file}: {m.key}: {m.why}" + (f" (did you mean {m.nearest}?)" if m.nearest else "")
                for m in mistakes
            )
        )
