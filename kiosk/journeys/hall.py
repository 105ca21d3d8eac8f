"""What a journey has at hand: the stage, the platform, the devices, the time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from kiosk.documents.press import Press
from kiosk.documents.sealed.trust import Trust
from kiosk.domain.citizen import Citizen
from kiosk.domain.hall import HallStatus
from kiosk.domain.journal import Audit, PrintRecord
from kiosk.domain.picture import Picture
from kiosk.domain.site import Wording
from kiosk.domain.words import Text
from kiosk.hardware.code_scanner import CodeScanner
from kiosk.hardware.device import STARTING, DeviceStatus
from kiosk.hardware.document_printer import DocumentPrinter
from kiosk.hardware.document_scanner import DocumentScanner
from kiosk.hardware.id_card import IdCardReader
from kiosk.hardware.smart_card import SmartCardReader
from kiosk.hardware.ticket_printer import TicketPrinter
from kiosk.identity.face import FaceChecker
from kiosk.journeys.doing import DEVICE, Doing, why_not
from kiosk.journeys.farewell import Farewells
from kiosk.journeys.progress_desk import ProgressDesk
from kiosk.journeys.stage import Stage
from kiosk.journeys.tally import Tally
from kiosk.platform import Platform
from kiosk.platform.catalogue import Catalogue
from kiosk.platform.courier_verdict import Outcome
from kiosk.platform.ports.cases import CaseFollowing
from kiosk.platform.ports.catalogue import ItemFiles, Prefills, PublicLists
from kiosk.platform.ports.certificates import Certificates
from kiosk.platform.ports.identity import Identities, StandingsIn
from kiosk.store.letter import Letter


class Devices(Protocol):
    """The devices of this terminal, watched over by a supervisor."""

    def status(self, kind: str) -> DeviceStatus | None:
        """The last known status; ``None`` where no such device is configured."""
        ...

    def look_again(self, kind: str) -> None:
        """Something went wrong with a device: ask it at once instead of at the next poll."""


class Journal(Protocol):
    """Where prints are written down. No call raises: a full disk takes no slip from anybody."""

    async def begin(self, record: PrintRecord) -> None:
        """A print starts; should it never be heard of again, it is reported as not known."""

    async def end(self, record: PrintRecord) -> None:
        """How it ended."""

    async def foretell(self, letter: Letter) -> None:
        """Hand this in at the next start, if until then no letter with its key, or a later word, came."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the configuration says about visits."""

    hall_name: Text
    kiosk_id: str
    offer: tuple[str, ...]
    idle_seconds: float
    grace_seconds: float
    absolute_seconds: float
    required: tuple[str, ...] = ()
    """Kinds of devices without all of which this terminal serves nobody."""
    regions: tuple[tuple[str, str], ...] = ()
    """Code and name of the districts that one can have things posted to; empty: the code is typed."""


@dataclass(frozen=True, slots=True)
class Capability:
    """Whether something can be done here now, and why not."""

    available: bool
    why_not: Text | None = None


class Post(Protocol):
    """Where things are handed in."""

    async def __call__(self, letter: Letter, citizen: Citizen | None = None) -> Outcome:
        """Keep a letter until the platform has it, wait a moment for the answer, say what became of it.

        While ``citizen`` stands here their session goes along. Raises ``StoreError`` (``OutboxFull``): then
        it was not kept.
        """
        ...


class HallPlatform(
    Platform,
    Identities,
    StandingsIn,
    CaseFollowing,
    Certificates,
    PublicLists,
    ItemFiles,
    Prefills,
    Protocol,
):
    """What journeys ask of the platform so far."""


@dataclass(slots=True)
class Hall:
    """Everything a journey may use."""

    stage: Stage
    platform: HallPlatform
    devices: Devices
    terms: Terms
    clock: Callable[[], datetime]
    """Now, in the hall's zone."""
    ask_for_help: Callable[[], Awaitable[None]]
    """Call staff; raises ``PlatformError`` when nobody could be called."""
    post: Post | None = None
    """Where things are handed in; ``None`` where this terminal keeps nothing."""
    audit: Audit = lambda _deed: None
    """Write a deed into the audit chain; returns at once and never raises."""
    tally: Tally | None = None
    """Where matters are counted; ``None`` where nobody counts."""
    journal: Journal | None = None
    """Where prints are written down; ``None`` where this terminal keeps nothing."""
    id_card: IdCardReader | None = None
    smart_card: SmartCardReader | None = None
    code_scanner: CodeScanner | None = None
    face: FaceChecker | None = None
    """``None`` where there is no camera."""
    document_scanner: DocumentScanner | None = None
    on_tray: Picture | None = None
    """What the document scanner sees now, for the citizen's own eyes; read by the screen's thread."""
    ticket_printer: TicketPrinter | None = None
    catalogue: Catalogue | None = None
    """Items and guides; ``None`` where none are kept."""
    maintenance: Callable[[], Awaitable[None]] | None = None
    """Serve staff until they leave; ``None`` where nobody was given a staff account."""
    document_printer: DocumentPrinter | None = None
    trust: Trust | None = None
    """Whose grants, seals and signatures hold; ``None``: no certificate is printed here."""
    press: Press | None = None
    """What sets A4 pages; ``None`` where no printer could print them."""
    board: HallStatus | None = None
    """Queues as last told by the platform; ``None`` before the first answer and after too long a silence."""
    wordings: Mapping[str, Wording] = field(default_factory=dict)
    """The platform's notices and commitments, by kind; empty until it told them."""
    hall_code: str | None = None
    """This hall in the platform's books, once it told."""
    upload_most: int | None = None
    """Bytes of one file, where the platform told."""
    catalogue_version: str | None = None
    closed: Text | None = None
    """Why nothing is offered here, where the platform or staff took this terminal out of service."""
    out_since: datetime | None = None
    """Since when it serves nobody."""
    notice: str | None = None
    """A notice for this terminal alone; it goes before the hall's."""
    on_change: list[Callable[[], None]] = field(default_factory=list)
    floor: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by one matter, by staff at their desk, or by whoever changes what is fitted: one at a time."""
    farewells: Farewells = field(default_factory=Farewells)
    progress: ProgressDesk = field(default_factory=ProgressDesk)

    def changed(self) -> None:
        """Tell those who show the hall's state that it changed."""
        for listener in tuple(self.on_change):
            listener()

    def usable(self, kind: str) -> bool:
        """Whether a device is there and can do its work."""
        status = self.devices.status(kind)
        return status is not None and (status.usable or status == STARTING)

    def can(self, doing: Doing) -> Capability:
        """Whether something can be done with a device now, and why not."""
        kind = DEVICE[doing]
        if self.usable(kind):
            return Capability(available=True)
        return Capability(available=False, why_not=why_not(doing, self.devices.status(kind)))
