"""A visit: from the first touch to the wipe. It owns who is signed in, the idle time and the way to staff."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import Enum, auto
from typing import Any, Literal

import structlog

from kiosk import tracing
from kiosk.domain.citizen import Citizen
from kiosk.domain.journal import Deed
from kiosk.domain.proof import Verified
from kiosk.domain.subject import Subject
from kiosk.domain.words import Text
from kiosk.errors import DeviceFault, KioskError, PlatformError, PlatformRefused
from kiosk.hardware.document_scanner import Page
from kiosk.journeys.capabilities import attention, services
from kiosk.journeys.deeds import of_error
from kiosk.journeys.faults import SESSION_OVER
from kiosk.journeys.hall import Hall
from kiosk.journeys.idle import IdleClock
from kiosk.journeys.out_of_service import out_of_service
from kiosk.journeys.shown import Document
from kiosk.journeys.stage import SessionInfo, Stage, WentBack
from kiosk.journeys.tally import How, Turn, counted
from kiosk.journeys.view import View
from kiosk.journeys.views import Fault, Home, OutOfService, PleaseWait, StaffCalled

log = structlog.get_logger()

ESCALATE_SECONDS = 60.0
"""Without staff for so long, the citizen hears where else to go (design language, section 11)."""

INTERNAL = Fault(
    reason="internal",
    what=Text("这台机器出了点问题", "Something went wrong in this terminal"),
    safe=Text(
        "不是您点错了。请换一台机器，或者找工作人员。",
        "It is not your mistake. Please use another terminal or ask staff.",
    ),
    picture="person",
    retry=None,
)
MOMENT = PleaseWait(what=Text("请等一下，马上就好", "One moment, please"))


class AnotherWay(KioskError):
    """The citizen chose another way at a fault."""


class CouldNotBeDone(KioskError):
    """The citizen gave up at a fault: the 办不成事 window takes over."""

    def __init__(self, error: KioskError | None = None) -> None:
        super().__init__()
        self.error = error


class After(Enum):
    """What a finished journey leads to."""

    HOME = auto()
    END = auto()


Journey = Callable[["Visit"], Awaitable[After]]
Report = Callable[["Visit", KioskError | None], Awaitable[None]]
"""How a matter that could not be done is taken down; ``None`` where no error is known."""


class Visit:
    """One person's time at the terminal. When ``run`` returns, nothing of them is left."""

    def __init__(self, hall: Hall, journeys: Mapping[str, Journey], report: Report) -> None:
        self.hall = hall
        self.stage: Stage = hall.stage
        self.citizen: Citizen | None = None
        self.document: Document | None = None
        """What was read of the card that they showed."""
        self.proven: dict[str, Verified] = {}
        """Proofs of the way to a higher level that hold already, by kind."""
        self.face_tries = 0
        self.acting_for: Subject | None = None
        self.turn: Turn | None = None
        """The matter that they chose on the home view."""
        self.scanned: dict[tuple[str, str], tuple[Page, ...]] = {}
        """What was scanned for this matter, by item and material: going back loses none of it."""
        self._journeys = journeys
        self._report = report
        self._journey: asyncio.Task[After] | None = None
        self._helping: set[asyncio.Task[None]] = set()
        self._idle = IdleClock(hall.stage, hall.terms, nothing_to_lose=self._nothing_to_lose, rest=self._rest)
        self._over = asyncio.Event()
        self._gone: How = "stopped"
        self.staff_at_door = False
        """Whether the visit ended because staff want in."""

    async def run(self) -> None:
        """Serve one person: home, journeys, home again; ends when they leave, or the clock says so."""
        tracing.begin()
        self.stage.on_standing = self._standing
        self.stage.on_touch = self._touched
        self.hall.on_change.append(self._refresh)
        tasks = [asyncio.ensure_future(w) for w in (self._menu(), self._idle.until_gone(), self._over.wait())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            self._gone = "idle" if tasks[1] in done else "left"
            for task in done:
                task.result()
        finally:
            self.hall.on_change.remove(self._refresh)
            await self._wipe(tasks)
            tracing.end()

    def sign_in(self, citizen: Citizen, document: Document | None) -> None:
        """This person is known now; the absolute limit of the session starts."""
        self.citizen = citizen
        self.document = document
        self._idle.sign_in(SessionInfo(signed_in=True, who=citizen.who, level=citizen.level))
        log.info("session.signed_in", level_of_person=citizen.level)
        self._audit("session.signed_in", citizen)

    def raised(self, citizen: Citizen) -> None:
        """The same person, known more surely."""
        self.citizen = citizen
        self.stage.set_session(replace(self.stage.now.session, level=citizen.level))
        log.info("session.raised", level_of_person=citizen.level)
        self._audit("session.raised", citizen)

    def note(self, error: KioskError) -> None:
        """Log a failure once where it was met; a device is looked at again at once."""
        log.warning("journey.failed", error=type(error).__name__, detail=str(error))
        deed = of_error(error, self.citizen)
        self.hall.audit(deed)
        if self.hall.tally is not None and self.turn is not None:
            self.hall.tally.failed(self.turn.service, deed.code or "")
        if isinstance(error, DeviceFault):
            self.hall.devices.look_again(error.kind)
        if isinstance(error, PlatformRefused) and error.code in SESSION_OVER:
            self._forget()  # the next journey asks for a card again
            known = self.stage.now.session
            self.stage.set_session(replace(known, signed_in=False, who=None, level="L0"))

    async def call_staff(self) -> None:
        """Promise at once that somebody comes, call them, and tell the truth when nobody could be called.

        After a minute they are called once more, and the citizen is told where to go instead.
        """
        self._audit("staff.called", self.citizen)
        view = StaffCalled(called="calling", at=self.hall.clock())
        shown = asyncio.ensure_future(self.stage.cover(view))
        try:
            await asyncio.sleep(0)
            for said in ("called", "again"):
                view = await self._called(view, said)
                if (await asyncio.wait({shown}, timeout=ESCALATE_SECONDS))[0]:
                    break
            with suppress(WentBack):
                await shown
        finally:
            shown.cancel()
            await asyncio.gather(shown, return_exceptions=True)

    async def _called(self, view: StaffCalled, said: Literal["called", "again"]) -> StaffCalled:
        """Call, and show how it went."""
        told: Literal["called", "again", "failed"] = said
        try:
            await self.hall.ask_for_help()
        except PlatformError as error:
            self.note(error)
            told = "failed"
        new = replace(view, called=told)
        self.stage.recover(view, new)
        return new

    async def _menu(self) -> None:
        while True:
            answer = await self.stage.ask(self._home(resting=not self._idle.touched))
            self.turn = Turn(answer.choice)
            if self.hall.floor.locked():
                self.stage.show(MOMENT)  # settings are being taken up
            async with self.hall.floor:
                with counted(self.hall, self.turn):
                    after = await self._take(self.turn)
            self.turn = None
            if after is After.END:
                return

    async def _take(self, turn: Turn) -> After:
        self._journey = asyncio.ensure_future(self._play(self._journeys[turn.service], turn))
        try:
            return await self._journey
        except asyncio.CancelledError:
            if turn.how == "stopped":  # else it was over, but for the report of it
                turn.how = self._gone if _being_cancelled() else "home"
            if _being_cancelled():
                raise
            return After.HOME  # 首页 was pressed: the journey is gone, the person is still here
        finally:
            self._journey.cancel()
            self.scanned.clear()

    async def _play(self, journey: Journey, turn: Turn) -> After:
        try:
            after = await journey(self)
        except (WentBack, AnotherWay) as gone:
            turn.how = "back" if isinstance(gone, WentBack) else "another_way"
            return After.HOME
        except CouldNotBeDone as gave_up:
            turn.how = "cannot_be_done"
            await self._report(self, gave_up.error)
        except Exception:
            # A mistake of ours must not take the terminal from the next person: say so, then start afresh.
            log.exception("journey.broke")
            turn.how = "broke"
            self.hall.audit(Deed(action="journey.broke", result="failed", object=turn.service))
            if await self.last_word(INTERNAL) == "cannot_be_done":
                await self._report(self, None)
        else:
            turn.how = "finished"
            return after
        return After.END

    async def last_word(self, view: View) -> str:
        """How a visit ends that failed. Staff can be called from here too; 返回 leads out."""
        try:
            while (choice := (await self.stage.ask(view)).choice) == "staff":
                await self.call_staff()
        except WentBack:
            return "back"
        return choice

    def _standing(self, choice: str) -> None:
        if choice == "end_session":
            self._over.set()
        elif choice == "maintenance":
            if self._nothing_to_lose() and self.hall.maintenance is not None:
                self.staff_at_door = True
                self._over.set()
        elif choice == "home":
            for task in (self._journey, *self._helping):
                if task is not None:
                    task.cancel()
        elif choice == "help" and not isinstance(self.stage.now.view, StaffCalled):
            helping = asyncio.create_task(self.call_staff())
            self._helping.add(helping)
            helping.add_done_callback(self._helping.discard)

    def _touched(self) -> None:
        self._idle.touch()
        home = self.stage.journey_view
        if isinstance(home, Home) and home.resting:
            self._idle.terms = self.hall.terms  # who comes now is held by what is in force now
            self.stage.amend(replace(home, resting=False))
        self._refresh()

    def _rest(self) -> None:
        self.stage.set_session(SessionInfo())  # before the view: no home ever shows who was here
        self.stage.reset_settings()
        self.stage.show(self._home(resting=True))

    def _nothing_to_lose(self) -> bool:
        return self.citizen is None and isinstance(self.stage.journey_view, Home | OutOfService)

    def _home(self, *, resting: bool) -> Home | OutOfService:
        if (closed := out_of_service(self.hall)) is not None:
            return closed
        board = self.hall.board
        return Home(
            services=services(self.hall, updates=self.citizen.updates if self.citizen else 0),
            resting=resting,
            waiting=board.waiting if board else None,
            wait_minutes=board.wait_minutes if board else None,
            closes=board.closes if board else None,
            notice=self.hall.notice or (board.notice if board else None),
            catalogue_version=self.hall.catalogue_version,
        )

    def _refresh(self) -> None:
        self.stage.set_attention(attention(self.hall))
        if isinstance(self.stage.journey_view, Home | OutOfService):
            self.stage.show(self._home(resting=not self._idle.touched))

    def _audit(self, action: str, citizen: Citizen | None) -> None:
        who = citizen.session_id if citizen else None
        level = citizen.level.value if citizen else None
        self.hall.audit(Deed(action=action, role="citizen", actor=who, code=level))

    def _forget(self) -> None:
        """Nothing of the person stays but what stands on the screen. Tries at the face check still count."""
        self.citizen = self.document = self.acting_for = None
        self.proven.clear()
        self.scanned.clear()

    async def _wipe(self, tasks: Sequence[asyncio.Future[Any]]) -> None:
        held = [t for t in (*tasks, self._journey, *self._helping) if t is not None]
        for task in held:
            task.cancel()
        await asyncio.gather(*held, return_exceptions=True)
        self._rest()
        if self.hall.document_printer is not None:
            self.hall.farewells.say(self.hall.document_printer.cancel_all())
        if self.hall.press is not None:
            self.hall.farewells.say(self.hall.press.close())  # what it remembers of a page goes with it
        citizen = self.citizen
        self._forget()
        if citizen is not None:
            log.info("session.wiped")
            self._audit("session.ended", citizen)
            self.hall.farewells.say(self.hall.platform.sign_out(citizen))


def _being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
