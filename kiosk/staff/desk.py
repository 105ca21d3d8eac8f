"""What staff have at hand at the terminal, put together by the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import hypot
from typing import TYPE_CHECKING, Literal, Protocol

from kiosk.domain.personal import Personal
from kiosk.domain.picture import Picture
from kiosk.domain.words import Text
from kiosk.hardware.consumables import Consumables
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.look import Eye
from kiosk.hardware.supervisor import SelfTest
from kiosk.journeys.hall import Hall
from kiosk.journeys.stage import Stage
from kiosk.journeys.views.staff import LogLine
from kiosk.staff.accounts import Account
from kiosk.staff.lockout import Lockout

if TYPE_CHECKING:
    from kiosk.staff.readying import Made


class Cabinet(Protocol):
    """Every device of this terminal, and its tests (``kiosk.hardware.supervisor``)."""

    def all(self) -> Mapping[str, DeviceStatus]:
        """Every device's last known status."""
        ...

    def since(self, kind: str) -> datetime:
        """When it last changed."""
        ...

    async def test(self, kind: str) -> DeviceStatus:
        """Run its self-test."""
        ...

    def last_test(self, kind: str) -> SelfTest | None:
        """What the last one came to."""
        ...


class Doorman(Protocol):
    """Knows who may come in (``kiosk.staff.live_accounts``)."""

    @property
    def people(self) -> Mapping[str, Account]:
        """By number."""
        ...

    async def look(self) -> None:
        """Take what changed in the list since the last look."""
        ...

    def by_card(self, number: Personal[str]) -> Account | None:
        """Whose card this is."""
        ...

    async def opened_by(self, number: str, secret: Personal[str]) -> Account | None:
        """The account that number and PIN open."""
        ...


Result = Literal["ok", "refused", "failed"]


class Witness(Protocol):
    """Writes down who did what (SC-06)."""

    async def __call__(self, who: Account | None, action: str, result: Result, thing: str | None) -> None:
        """Never raises: what cannot be written is logged."""


class SettingsWork(Protocol):
    """Changes settings on the screen (``kiosk.staff.settings``)."""

    async def work(self, stage: Stage, account: Account) -> Text | None:
        """Serve until they go back; what there is to tell. Raises ``WentBack``."""
        ...


@dataclass(frozen=True, slots=True)
class StaffTerms:
    """How long a desk stays open."""

    idle_seconds: float
    grace_seconds: float
    absolute_seconds: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What a test of the real thing came to."""

    ok: bool
    facts: tuple[Text, ...]
    at: datetime
    who: str = ""
    """The staff number, or the account at the console; never a name."""


@dataclass(frozen=True, slots=True)
class Glass:
    """The touch screen: 16 to 9, its diagonal in inches, and which way it hangs."""

    diagonal_inch: float
    landscape: bool

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        unit = self.diagonal_inch * 25.4 / hypot(16, 9)
        return (16 * unit, 9 * unit) if self.landscape else (9 * unit, 16 * unit)


@dataclass(slots=True)
class Desk:
    """Everything a shift may use."""

    hall: Hall
    cabinet: Cabinet
    accounts: Doorman
    lockout: Lockout
    terms: StaffTerms
    witness: Witness
    visits_today: Callable[[], int]
    close: Callable[[Text | None], None]
    """Hang the out-of-service sign, or take it down."""
    restart: Callable[[], None]
    network: Callable[[], Awaitable[Finding]]
    settings: SettingsWork | None = None
    log: Callable[[], Awaitable[Sequence[LogLine]]] | None = None
    """The newest events first."""
    report: Callable[[], Awaitable[Made]] | None = None
    """Makes the readiness report."""
    export: Callable[[Account], Awaitable[tuple[Text, ...]]] | None = None
    """Writes the logs out and says where."""
    paper: Consumables | None = None
    waiting: Callable[[], Text | None] = lambda: None
    """What of the settings is not in force yet; ``None``: all of it is."""
    alert: Callable[[], None] = lambda: None
    """Tell the platform at once that somebody tries PINs here."""
    eyes: Mapping[str, Eye] = field(default_factory=dict)
    """What takes pictures, by kind."""
    glass: Glass | None = None
    """The touch screen; ``None`` where this terminal has none."""
    seen: Picture | None = None
    """What a lens that is looked at sees, for the screen alone; ``None`` at all other times."""
    opened: float = 0.0
    """``loop.time()`` when the terminal began to serve."""
    is_open: bool = False
    """Whether somebody works here now: the heartbeat says ``maintenance``."""
    findings: dict[str, Finding] = field(default_factory=dict)
    """The last test of each device by a person, of earlier days too (``kiosk.staff.findings``)."""
    keep: Callable[[str, Finding], Awaitable[None]] | None = None
    """Writes a finding down for later days. Never raises."""

    async def note(self, kind: str, finding: Finding) -> None:
        """Remember what a test came to."""
        self.findings[kind] = finding
        if self.keep is not None:
            await self.keep(kind, finding)
