"""Hand-written stand-ins that implement the real ports, and a person who answers the stage."""

from __future__ import annotations

import asyncio
import selectors
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, TypeVar
from uuid import UUID

from kiosk.domain.booking import Booking, QueueTicket, Slot, Source, TicketRequest
from kiosk.domain.calendar import Calendar, NamedDate
from kiosk.domain.card import IdCard, IdType
from kiosk.domain.case import (
    Aliases,
    Application,
    Can,
    CaseDocument,
    CaseFull,
    CaseMinimal,
    CaseStep,
    CaseSummary,
    MaterialTold,
    NextStep,
    Promise,
    Query,
)
from kiosk.domain.case import Stage as CaseStage
from kiosk.domain.case_state import Action as CaseAction
from kiosk.domain.case_state import CaseState
from kiosk.domain.certificate import Certificate, GrantWish, Objection, PrintGrant, PrintOutcome
from kiosk.domain.citizen import Citizen, Level, WayUp
from kiosk.domain.consent import Consent, ConsentGiven
from kiosk.domain.feedback import Interaction
from kiosk.domain.hall import Area, AreaStatus, HallStatus
from kiosk.domain.item import FeeTold, TimeLimit
from kiosk.domain.journal import PrintRecord
from kiosk.domain.masking import mask_name
from kiosk.domain.page import File, Page, Tagged
from kiosk.domain.personal import Personal
from kiosk.domain.picture import Picture
from kiosk.domain.prefill import Prefill
from kiosk.domain.proof import (
    CodeKind,
    CodePurpose,
    CodeSent,
    FactorKind,
    Match,
    Scanned,
    SmartCardRead,
    Verification,
    Verified,
)
from kiosk.domain.public_record import PublishedResult
from kiosk.domain.seal import Seal, SealStatus
from kiosk.domain.smart_card import DocumentAccess, SocialSecurityCard, TravelDocument
from kiosk.domain.subject import DelegationWish, Subject
from kiosk.domain.words import Text
from kiosk.errors import AccessNeeded, AccessRefused, PlatformRefused
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.hardware.document_printer import Document, PrintFault, Printout
from kiosk.hardware.document_printer.base import OnPage
from kiosk.hardware.document_scanner import Page as ScannedPage
from kiosk.hardware.document_scanner import Place, Preview, Reason
from kiosk.hardware.document_scanner.base import Point
from kiosk.hardware.ticket_printer import Printed, Slip
from kiosk.identity.face import FaceDecision, FaceStep, Hint, Verdict
from kiosk.identity.face import Stage as FaceStage
from kiosk.journeys.hall import Hall, Terms
from kiosk.journeys.report import report
from kiosk.journeys.service import JOURNEYS, serve
from kiosk.journeys.stage import Snapshot, Stage
from kiosk.journeys.view import View
from kiosk.journeys.views import ChooseBooking, Home, PresentCredential
from kiosk.journeys.visit import Journey, Visit
from kiosk.platform import CardProof, Credit, Help
from kiosk.platform.courier_verdict import Delivered, Outcome
from kiosk.platform.ports.identity import Proof
from kiosk.screens.writing.pinyin import Suggested, Word, takes
from kiosk.store.letter import Letter

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 3, 12, 10, 24, tzinfo=CHINA)
V = TypeVar("V", bound=View)
T = TypeVar("T")

AREA_A = Area("A", "社保医保区", "一楼")
AREA_B = Area("B", "户政区", "二楼")
ONLINE = DeviceStatus(DeviceState.ONLINE)
PAPER_OUT = DeviceStatus(DeviceState.ONLINE, paper=Paper.OUT, code="paper_out")


def a_card(**changes: Any) -> IdCard:
    """A resident card of an invented person; the region 9901xx does not exist."""
    card = IdCard(
        id_type=IdType.RESIDENT,
        name=Personal("张示例"),
        number=Personal("990101198503120010"),
        sex="男",
        birth=Personal(date(1985, 3, 12)),
        valid_from=date(2016, 3, 12),
        valid_to=date(2036, 3, 12),
        sam_no="05.03-20260101-0000000001-0000000001",
    )
    return replace(card, **changes)


def a_booking(
    booking_id: str = "bk-1", *, begins: int = 6, lasts: int = 30, status: str = "booked", **changes: Any
) -> Booking:
    """A booking that begins so many minutes from ``NOW``."""
    start = NOW + timedelta(minutes=begins)
    slot = Slot(start, start + timedelta(minutes=lasts))
    booking = Booking(
        booking_id, "880001", "11990100MB9900A09B3992012005000", "社会保障卡补换领申请", AREA_A, slot, status
    )
    return replace(booking, **changes)


def a_ticket(request: TicketRequest | None = None, **changes: Any) -> QueueTicket:
    """A number as the platform gives it."""
    booked = request is not None and request.source is Source.BOOKING
    ticket = QueueTicket(
        id="ti-1",
        number="A023",
        source=Source.BOOKING if booked else Source.WALK_IN,
        area=AREA_A,
        windows=("3", "4"),
        ahead=6,
        wait_minutes=18,
        priority="booked" if booked else "normal",
        slot=a_booking().slot if booked else None,
        issued_at=NOW,
        valid_until=NOW + timedelta(hours=6),
        item_name="社会保障卡补换领申请" if booked else None,
    )
    return replace(ticket, **changes)


def a_citizen(**changes: Any) -> Citizen:
    """Signed in with a card, with both ways to L3 open."""
    citizen = Citizen(
        session_id="se-1",
        token=Personal("token"),
        level=Level.L2,
        who="张*例",
        expires_at=NOW + timedelta(minutes=30),
        subject_id="su-1",
        age_band="adult",
        ways_up=(WayUp(Level.L3, ("face_match",)), WayUp(Level.L3, ("otp", "factor"))),
    )
    return replace(citizen, **changes)


CALENDAR = Calendar(date(2026, 1, 1), date(2026, 12, 31), (NamedDate(date(2026, 4, 6), "清明节"),), ())


def a_case(case_no: str = "990120260312000001", **changes: Any) -> CaseFull:
    """A case in review, four working days before its promised day."""
    case = CaseFull(
        case_no=case_no,
        aliases=Aliases("20260305000001", "SH202603050001"),
        task_code="11990100MB9900A09B3992012005000",
        item_name="食品经营许可（新办）",
        handling_mode="original_verification",
        state=CaseState.REVIEW,
        state_text="审查中",
        state_since=NOW - timedelta(days=2),
        next_steps=(NextStep(action=CaseAction.WAIT, text="请等待办理结果，不用再来。"),),
        visits_left=1,
        promised=Promise(
            due_on=date(2026, 3, 18),
            clock_paused=False,
            overdue=False,
            limit=TimeLimit(unit="working_day", text="5 个工作日", value=5),
        ),
        application=Application(
            submitted_at=NOW - timedelta(days=7),
            applicant_masked="张*例",
            agent_masked=None,
            materials=(MaterialTold(material_id="m1", name="营业场所照片", means="upload", trust_level="A"),),
            receipt_document_id="do-1",
            acceptance_document_id="do-2",
        ),
        process=(
            a_step("apply", "申请", "done", (7, 7)),
            a_step("acceptance", "受理", "done", (6, 4), officer=True),
            a_step("review", "审查", "current", (3, None), officer=True),
            a_step("completion", "办结", "pending", (None, None)),
        ),
        result=None,
        documents=(a_document("do-1", "receipt", "收件凭证"), a_document("do-2")),
        fee=FeeTold(charged=False, text="不收费", status="none"),
        children=(),
        can=Can(correct=False, withdraw=True, remind=True, evaluate=True, sign=False),
        query=Query(f"CS{case_no}"),
    )
    return replace(case, **changes)


def a_step(
    kind: str, name: str, status: str, days: tuple[int | None, int | None], *, officer: bool = False
) -> CaseStep:
    """A step that began and ended so many days ago."""
    began, ended = days
    return CaseStep(
        type=kind,
        name=name,
        status=status,
        started_at=None if began is None else NOW - timedelta(days=began),
        ended_at=None if ended is None else NOW - timedelta(days=ended),
        officer_name="钱经办" if officer else None,
        officer_no="S0001" if officer else None,
        opinion="同意" if officer and ended else None,
    )


def a_document(
    document_id: str, kind: str = "acceptance_notice", title: str = "受理通知书", **changes: Any
) -> CaseDocument:
    """A paper with a seal that was verified."""
    document = CaseDocument(
        document_id=document_id,
        kind=kind,
        title=title,
        issued_at=NOW - timedelta(days=4),
        media_type="application/pdf",
        size=1024,
        sha256="0" * 64,
        sm3="0" * 64,
        seal=Seal(SealStatus.VALID, sealer="示例市市场监督管理局"),
        verify=None,
        printable=True,
    )
    return replace(document, **changes)


def a_summary(case: CaseFull, *, unread: bool = False) -> CaseSummary:
    """The same case in a list."""
    return CaseSummary(
        case_no=case.case_no,
        task_code=case.task_code,
        item_name=case.item_name,
        state=case.state,
        state_text=case.state_text,
        submitted_at=case.application.submitted_at,
        updated_at=case.state_since,
        unread=unread,
        due_on=case.promised.due_on,
    )


def minimal_of(case: CaseFull) -> CaseMinimal:
    """What the platform shows of it to everybody."""
    return CaseMinimal(
        case_no_masked=f"{case.case_no[:4]}****{case.case_no[-4:]}",
        item_name=case.item_name,
        state=case.state,
        state_text=case.state_text,
        next_steps=case.next_steps,
        promised=case.promised,
        steps=tuple(CaseStage(step.name, step.status) for step in case.process),
    )


class FakePlatform:
    """A platform in memory. ``failing[name]`` holds errors that the next calls of that name raise."""

    def __init__(self) -> None:
        self.link_up = True
        self.booked: tuple[Booking, ...] = (a_booking(),)
        self.credit = Credit(0, 3, None)
        self.areas: tuple[Area, ...] = (AREA_A, AREA_B)
        self.failing: dict[str, deque[Exception]] = {}
        self.calls: list[tuple[str, Any]] = []
        self.reprints = 0
        self.citizen = a_citizen()
        self.raises_to: Level | None = Level.L3
        self.code_raises = False
        self.scanned = Scanned(CodeKind.IDENTITY, "ve-qr", "L2", "李*本")
        self.factor_answers: deque[Verification] = deque()
        self.known = Prefill("g-1", (), (), None)
        self.acts_for: tuple[Subject, ...] = ()
        self.held: tuple[Certificate, ...] = ()
        self.print_levels: dict[str, Level] = {}
        self.grants: Callable[[GrantWish], PrintGrant] | None = None
        self.file = File("application/pdf", b"")
        self.cases: dict[str, CaseFull] = {}
        """The citizen's own, by number."""
        self.others: dict[str, CaseFull] = {}
        self.unread: set[str] = set()
        self.published: dict[str | None, Page[PublishedResult]] = {None: Page(())}
        self._tickets: dict[UUID, QueueTicket] = {}

    def fail(self, name: str, *errors: Exception) -> None:
        """Let the next calls of ``name`` raise these, one each."""
        self.failing.setdefault(name, deque()).extend(errors)

    def called(self, name: str) -> list[Any]:
        """What ``name`` was called with, so far."""
        return [what for called, what in self.calls if called == name]

    def _note(self, name: str, what: Any) -> None:
        self.calls.append((name, what))
        if self.failing.get(name):
            raise self.failing[name].popleft()

    def knock(self) -> None:
        self.calls.append(("knock", None))

    async def open_session(self, proofs: tuple[Proof, ...], *, key: UUID) -> Citizen:
        self._note("open_session", (key, proofs))
        who = next((mask_name(p.card.name.reveal()) for p in proofs if isinstance(p, CardProof)), "李*本")
        return replace(self.citizen, who=who)

    async def raise_level(self, citizen: Citizen, proofs: tuple[Proof, ...], *, key: UUID) -> Citizen:
        self._note("raise_level", proofs)
        document = any(isinstance(p, CardProof | SmartCardRead) for p in proofs)
        code = any(isinstance(p, Verified) and p.kind == "qr_identity" for p in proofs)
        too_little = document or (code and not self.code_raises)
        level = citizen.level if too_little else self.raises_to or citizen.level
        return replace(citizen, level=level, token=Personal("token-2"))

    async def verify_identity(
        self, id_type: str, id_no: Personal[str], name: Personal[str], *, key: UUID
    ) -> Verification:
        self._note("verify_identity", id_no.reveal())
        return Verification(Match.MATCH, "ve-population")

    async def send_code(
        self,
        purpose: CodePurpose,
        *,
        key: UUID,
        phone: Personal[str] | None = None,
        id_no: Personal[str] | None = None,
    ) -> CodeSent:
        self._note("send_code", (purpose, id_no and id_no.reveal()))
        sent = len(self.called("send_code"))
        return CodeSent(f"otp-{sent}", "138****0001", NOW + timedelta(minutes=5), 60, 5)

    async def verify_code(self, otp_id: str, code: Personal[str], *, key: UUID) -> Verification:
        self._note("verify_code", (otp_id, code.reveal()))
        return Verification(Match.MATCH, "ve-otp")

    async def resolve_code(self, payload: Personal[str], scanned_at: datetime, *, key: UUID) -> Scanned:
        self._note("resolve_code", payload.reveal())
        return self.scanned

    async def verify_factor(
        self,
        factor: FactorKind,
        value: Personal[str],
        *,
        id_no: Personal[str],
        name: Personal[str],
        key: UUID,
    ) -> Verification:
        self._note("verify_factor", (factor, value.reveal(), id_no.reveal(), name.reveal()))
        return (
            self.factor_answers.popleft() if self.factor_answers else Verification(Match.MATCH, "ve-factor")
        )

    async def record_consent(self, citizen: Citizen, consent: ConsentGiven, *, key: UUID) -> Consent:
        self._note("record_consent", consent)
        return Consent("co-1", consent.kind, NOW + timedelta(minutes=30))

    async def prefill(
        self, citizen: Citizen, task_code: str, *, consent_id: str, subject_id: str | None = None
    ) -> Prefill:
        self._note("prefill", (task_code, consent_id, subject_id))
        return self.known

    async def withdraw_consent(self, citizen: Citizen, consent_id: str, *, key: UUID) -> None:
        self._note("withdraw_consent", consent_id)

    async def subjects(self, citizen: Citizen, *, task_code: str | None = None) -> tuple[Subject, ...]:
        self._note("subjects", task_code)
        return self.acts_for

    async def request_delegation(self, citizen: Citizen, wish: DelegationWish, *, key: UUID) -> Subject:
        self._note("request_delegation", wish)
        return self.acts_for[0]

    async def cancel_delegation(self, citizen: Citizen, delegation_id: str, *, key: UUID) -> None:
        self._note("cancel_delegation", delegation_id)

    async def my_cases(
        self,
        citizen: Citizen,
        *,
        subject_id: str | None = None,
        state: CaseState | None = None,
        task_code: str | None = None,
        cursor: str | None = None,
    ) -> Page[CaseSummary]:
        self._note("my_cases", (subject_id, cursor))
        start = int(cursor or 0)
        rows = tuple(a_summary(case, unread=case.case_no in self.unread) for case in self.cases.values())[
            start : start + 200
        ]
        return Page(rows, str(start + 200) if start + 200 < len(self.cases) else None)

    async def case(
        self, case_no: str, *, citizen: Citizen | None = None, full: bool = False
    ) -> CaseMinimal | CaseFull:
        self._note("case", (case_no, citizen is not None, full))
        case = self.cases.get(case_no) or self.others.get(case_no)
        if case is None:
            raise PlatformRefused("case_not_found", 404, "", retry="after_correction")
        mine = citizen is not None and case_no in self.cases
        if full and not mine:
            raise PlatformRefused("not_owner", 403, "")
        return case if mine else minimal_of(case)

    async def remind(self, citizen: Citizen, case_no: str, *, key: UUID) -> Interaction:
        self._note("remind", (case_no, key))
        return Interaction(
            interaction_no="in-7", kind="reminder", received_at=NOW, status="received", promised_reply_by=None
        )

    async def item_file(self, task_code: str, file_id: str) -> File:
        self._note("item_file", (task_code, file_id))
        return self.file

    async def case_document(self, citizen: Citizen, case_no: str, document_id: str) -> File:
        self._note("case_document", document_id)
        return File("application/pdf", b"%PDF-1.4")

    async def calendar(self, *, etag: str | None = None) -> Tagged[Calendar] | None:
        self._note("calendar", etag)
        return None if etag else Tagged(CALENDAR, "c-1")

    async def published_results(self, *, cursor: str | None = None) -> Page[PublishedResult]:
        self._note("published_results", cursor)
        return self.published[cursor]

    async def sign_out(self, citizen: Citizen) -> None:
        self._note("sign_out", citizen.session_id)

    async def bookings(self, citizen: Citizen, *, on: date) -> tuple[tuple[Booking, ...], Credit]:
        self._note("bookings", on)
        return self.booked, self.credit

    async def issue_ticket(
        self, request: TicketRequest, *, key: UUID, citizen: Citizen | None
    ) -> QueueTicket:
        self._note("issue_ticket", (request, key, citizen))
        return self._tickets.setdefault(key, a_ticket(request))

    async def ticket(self, ticket_id: str) -> QueueTicket:
        self._note("ticket", ticket_id)
        return a_ticket(TicketRequest(Source.BOOKING, booking_id="bk-1"))

    async def count_reprint(self, ticket_id: str, *, reason: str, key: UUID) -> QueueTicket:
        self._note("count_reprint", reason)
        self.reprints += 1
        return a_ticket(reprints=self.reprints)

    async def certificates(
        self,
        citizen: Citizen,
        *,
        subject_id: str | None = None,
        type_code: str | None = None,
        task_code: str | None = None,
        cursor: str | None = None,
    ) -> Page[Certificate]:
        """One a page."""
        self._note("certificates", (subject_id, cursor))
        at = int(cursor or 0)
        return Page(self.held[at : at + 1], str(at + 1) if at + 1 < len(self.held) else None)

    async def print_level(self, task_code: str) -> Level:
        self._note("print_level", task_code)
        return self.print_levels.get(task_code, Level.L3)

    async def grant(self, citizen: Citizen, certificate_id: str, wish: GrantWish, *, key: UUID) -> PrintGrant:
        self._note("grant", (certificate_id, wish))
        assert self.grants is not None
        return self.grants(wish)

    async def grant_file(self, grant_id: str) -> File:
        self._note("grant_file", grant_id)
        return self.file

    async def report_outcome(self, grant_id: str, outcome: PrintOutcome, *, key: UUID) -> PrintGrant:
        self._note("report_outcome", (grant_id, outcome))
        assert self.grants is not None
        return self.grants(GrantWish(copies=1, purpose="办事", consent_id="co-1"))

    async def object_to(
        self, certificate_id: str, objection: Objection, *, key: UUID, citizen: Citizen | None = None
    ) -> Interaction:
        raise NotImplementedError

    async def hall_status(self) -> HallStatus:
        self._note("hall_status", None)
        areas = tuple(AreaStatus(area, 4, 15, ("3",)) for area in self.areas)
        return HallStatus("云溪区政务服务大厅", True, "09:00-17:00", None, areas, NOW)

    async def catalogue_version(self) -> str:
        return "k-1"

    async def heartbeat(self, state: Help) -> None:
        self._note("heartbeat", state)

    async def close(self) -> None:
        self._note("close", None)


class FakePost:
    """A post whose next outcomes are given; afterwards everything is delivered."""

    def __init__(self) -> None:
        self.outcomes: deque[Outcome | Exception] = deque()
        self.letters: list[Letter] = []
        self.citizens: list[Citizen | None] = []

    async def __call__(self, letter: Letter, citizen: Citizen | None = None) -> Outcome:
        outcome = self.outcomes.popleft() if self.outcomes else Delivered("in-1", b"{}")
        if isinstance(outcome, Exception):
            raise outcome
        self.letters.append(letter)
        self.citizens.append(citizen)
        return outcome


class FakeJournal:
    """A journal that remembers every word."""

    def __init__(self) -> None:
        self.begun: list[PrintRecord] = []
        self.ended: list[PrintRecord] = []
        self.foretold: list[Letter] = []

    async def begin(self, record: PrintRecord) -> None:
        self.begun.append(record)

    async def end(self, record: PrintRecord) -> None:
        self.ended.append(record)

    async def foretell(self, letter: Letter) -> None:
        self.foretold.append(letter)


class FakeDevice:
    """What every device has."""

    async def open(self) -> None: ...
    async def close(self) -> None: ...

    async def status(self) -> DeviceStatus:
        return ONLINE

    async def self_test(self) -> DeviceStatus:
        return ONLINE


class FakeSlot(FakeDevice):
    """A PC/SC reader. What is inserted stays until ``pull``; a travel document opens with ``access``."""

    kind = "smart_card"

    def __init__(self) -> None:
        self.inside: SocialSecurityCard | TravelDocument | Exception | None = None
        self.opens_with: DocumentAccess | None = None
        self.reads = 0
        self._moved = asyncio.Event()

    def insert(self, what: SocialSecurityCard | TravelDocument | Exception) -> None:
        self.inside = what
        self._moved.set()

    def pull(self) -> None:
        self.inside = None

    async def read(
        self, *, access: DocumentAccess | None = None, on_found: Callable[[], None] = lambda: None
    ) -> SocialSecurityCard | TravelDocument:
        while self.inside is None:
            self._moved.clear()
            await self._moved.wait()
        self.reads += 1
        on_found()
        await asyncio.sleep(0)
        if isinstance(self.inside, Exception):
            raise self.inside
        if isinstance(self.inside, TravelDocument) and access != self.opens_with:
            raise AccessRefused if access else AccessNeeded
        return self.inside


class FakeScanner(FakeDevice):
    """A scanner. Hold codes (or errors) before it with ``scan``."""

    kind = "code_scanner"

    def __init__(self) -> None:
        self._held: asyncio.Queue[str | Exception] = asyncio.Queue()

    def scan(self, what: str | Exception) -> None:
        self._held.put_nowait(what)

    async def read(self) -> Personal[str]:
        got = await self._held.get()
        if isinstance(got, Exception):
            raise got
        return Personal(got)


class FakeDocumentScanner(FakeDevice):
    """A document scanner over a tray: ``lay`` what it sees (reasons, none: a clear page) or a fault.

    ``held``: a scan stays under way until it is set. ``on``: whether it takes pictures now.
    """

    kind = "document_scanner"

    def __init__(self) -> None:
        self.lies: tuple[Reason, ...] | Exception = ()
        self.glare: Place | None = None
        self.corners: tuple[Point, Point, Point, Point] | None = None
        self.weight = 1000
        self.starts_with: deque[Exception] = deque()
        self.held = asyncio.Event()
        self.held.set()
        self.on = False
        self.scans = 0
        self._pictures = 0

    def lay(self, *reasons: Reason, glare: Place | None = None) -> None:
        self.lies, self.glare = reasons, glare

    async def start(self) -> None:
        await asyncio.sleep(0.5)
        if self.starts_with:
            raise self.starts_with.popleft()
        self.on = True

    async def stop(self) -> None:
        self.on = False

    async def preview(self, after: int = 0) -> Preview:
        await asyncio.sleep(0.2)
        reasons = self._seen()
        self._pictures = max(self._pictures, after) + 1
        return Preview(Picture(4, 3, bytes(36), self._pictures), self.corners, reasons, self.glare)

    async def scan(self) -> ScannedPage:
        await asyncio.sleep(0.6)
        await self.held.wait()
        reasons = self._seen()
        self.scans += 1
        image = f"scan {self.scans} ".encode().ljust(self.weight, b".")
        return ScannedPage(Personal(image), 1654, 2338, 200, 0.9, reasons)

    def _seen(self) -> tuple[Reason, ...]:
        assert self.on, "nothing is seen unasked"
        if isinstance(self.lies, Exception):
            raise self.lies
        return self.lies


class FakeFace:
    """A face check whose next verdicts are given; without one it films until it is stopped."""

    def __init__(self) -> None:
        self.outcomes: deque[Verdict | Exception] = deque()
        self.filming = False
        self.portraits: list[bytes] = []

    async def check(self, portrait: Personal[bytes], *, on_step: Callable[[FaceStep], None]) -> FaceDecision:
        self.filming = True
        self.portraits.append(portrait.reveal())
        try:
            on_step(FaceStep(FaceStage.FIND, Hint.TOO_FAR))
            on_step(FaceStep(FaceStage.BLINK, done=1))
            if not self.outcomes:
                await asyncio.Event().wait()
            await asyncio.sleep(1)
        finally:
            self.filming = False
        outcome = self.outcomes.popleft()
        if isinstance(outcome, Exception):
            raise outcome
        score = 0.7 if outcome is Verdict.MATCH else 0.1
        return FaceDecision(outcome, score, 0.363, "sample-1", "passed", NOW)


class FakeReader(FakeDevice):
    """A card reader. Lay cards (or errors) with ``lay``."""

    kind = "id_card"

    def __init__(self) -> None:
        self._laid: asyncio.Queue[IdCard | Exception] = asyncio.Queue()
        self.reading = False

    def lay(self, what: IdCard | Exception) -> None:
        self._laid.put_nowait(what)

    async def read(self, *, on_found: Callable[[], None] = lambda: None) -> IdCard:
        self.reading = True
        try:
            got = await self._laid.get()
            on_found()
            await asyncio.sleep(0)
        finally:
            self.reading = False
        if isinstance(got, Exception):
            raise got
        return got


class FakePrinter:
    """A slip printer whose next outcomes are given; afterwards everything prints."""

    kind = "ticket_printer"

    def __init__(self) -> None:
        self.slips: list[Slip] = []
        self.outcomes: deque[Printed | Exception] = deque()
        self.state = replace(ONLINE, paper=Paper.FULL)
        self.seconds = 0.0

    async def open(self) -> None: ...
    async def close(self) -> None: ...

    async def status(self) -> DeviceStatus:
        return self.state

    async def self_test(self) -> DeviceStatus:
        return self.state

    async def print(self, slip: Slip) -> Printed:
        await asyncio.sleep(self.seconds)
        outcome = self.outcomes.popleft() if self.outcomes else Printed.DONE
        if isinstance(outcome, Exception):
            raise outcome
        self.slips.append(slip)
        return outcome


class FakeDocumentPrinter(FakeDevice):
    """An A4 printer whose next outcomes are given; afterwards everything prints.

    ``held``: a print stays under way until it is set.
    """

    kind = "document_printer"

    def __init__(self) -> None:
        self.printed: list[Document] = []
        self.outcomes: deque[Printed | Exception] = deque()
        self.held = asyncio.Event()
        self.held.set()
        self.begun = 0

    async def print(self, document: Document, *, copies: int = 1, on_page: OnPage | None = None) -> Printout:
        self.begun += 1
        outcome = self.outcomes.popleft() if self.outcomes else Printed.DONE
        await self.held.wait()
        if isinstance(outcome, Exception):
            if isinstance(outcome, PrintFault) and outcome.pages and on_page is not None:
                on_page(outcome.pages)
            raise outcome
        if on_page is not None:
            on_page(1)
        self.printed.append(document)
        return Printout(outcome, 1 if outcome is Printed.DONE else None)

    async def cancel_all(self) -> None: ...


@dataclass
class FakeDevices:
    """Statuses as a supervisor would know them."""

    known: dict[str, DeviceStatus] = field(
        default_factory=lambda: dict.fromkeys(
            ("id_card", "smart_card", "code_scanner", "camera", "ticket_printer", "document_printer"), ONLINE
        )
    )
    looked_again: list[str] = field(default_factory=list)

    def status(self, kind: str) -> DeviceStatus | None:
        return self.known.get(kind)

    def look_again(self, kind: str) -> None:
        self.looked_again.append(kind)


class Person:
    """Somebody at the terminal: looks at the view, chooses, lays a card, walks away."""

    def __init__(self, **terms: Any) -> None:
        self.platform = FakePlatform()
        self.reader = FakeReader()
        self.slot = FakeSlot()
        self.scanner = FakeScanner()
        self.face = FakeFace()
        self.tray = FakeDocumentScanner()
        self.printer = FakePrinter()
        self.devices = FakeDevices()
        self.post = FakePost()
        self.journal = FakeJournal()
        self.stage = Stage(Home(services=(), resting=True))
        self.now = NOW
        wanted: dict[str, Any] = {"idle_seconds": 120.0, "grace_seconds": 20.0, "absolute_seconds": 1800.0}
        self.hall = Hall(
            stage=self.stage,
            platform=self.platform,
            devices=self.devices,
            terms=Terms(
                Text("云溪区政务服务大厅"), "K03", ("check_in", "certificates", "track"), **(wanted | terms)
            ),
            clock=lambda: self.now,
            ask_for_help=lambda: self.platform.heartbeat(Help(help_requested=True)),
            post=self.post,
            journal=self.journal,
            id_card=self.reader,
            smart_card=self.slot,
            code_scanner=self.scanner,
            face=self.face,
            document_scanner=self.tray,
            ticket_printer=self.printer,
        )
        self.journeys: Mapping[str, Journey] = JOURNEYS
        self.seen: list[str] = []
        self._changed = asyncio.Event()
        self.stage.listen(self._look)

    def arrives(self) -> asyncio.Task[None]:
        """The terminal serves one visit."""
        return asyncio.ensure_future(Visit(self.hall, self.journeys, report).run())

    def serves(self) -> asyncio.Task[None]:
        """The terminal serves one visit after another."""
        return asyncio.ensure_future(serve(self.hall))

    async def sees(self, kind: type[V]) -> V:
        """Wait until a view of this kind is up and open for an answer."""
        async with asyncio.timeout(3600):  # virtual seconds: a bound for a journey that hangs
            while not (isinstance(self.stage.now.view, kind) and self._settled()):
                self._changed.clear()
                await self._changed.wait()
        view = self.stage.now.view
        assert isinstance(view, kind)
        return view

    async def until(self, so: Callable[[], object]) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(3600):
            while not so():
                await asyncio.sleep(0.1)

    def _look(self, now: Snapshot) -> None:
        self.seen.append(now.view.name())
        self._changed.set()

    def _settled(self) -> bool:
        return self.stage.awaits_answer

    def chooses(self, choice: str, **values: str) -> None:
        self.stage.answer(self.stage.now.seq, choice, values)

    async def begins(self, service: str) -> PresentCredential:
        """A visit, home, and what asks who they are."""
        self.arrives()
        await self.sees(Home)
        self.chooses(service)
        return await self.sees(PresentCredential)

    async def gets_to_bookings(self) -> None:
        """Home, check-in, card: the common beginning."""
        await self.sees(Home)
        self.chooses("check_in")
        await self.sees(PresentCredential)
        self.reader.lay(a_card())
        await self.sees(ChooseBooking)


class FakePinyin:
    """Knows a few words, and says of each how many letters it stands for."""

    WORDS: Mapping[str, Suggested] = {
        "xingfuli": Suggested((Word("幸福里", 8), Word("幸福", 6), Word("星", 4)), "xing fu li"),
        "li": Suggested((Word("里", 2), Word("李", 2)), "li"),
        "liu": Suggested((Word("里", 2),), "li u"),
        "angzzzzzz": Suggested((Word("啊", 1),), "a ng zzzzzz"),
    }

    def suggest(self, letters: str) -> Suggested:
        if not takes(letters):
            raise ValueError(letters)
        return self.WORDS.get(letters, Suggested((), letters))


class _JumpingSelector(selectors.SelectSelector):
    """Never waits: what a loop would sleep is added to its clock instead."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout:
            self.seconds += max(timeout, 1e-6)  # smaller steps would drown in the float
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose time passes only by sleeping: minutes of idleness are tested in milliseconds."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.seconds


def virtually(story: Coroutine[Any, Any, T]) -> T:
    """Run a story in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(story)
