"""Show who you are: whatever is laid, inserted or held before a device moves on by itself (ID-03, ID-06)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import DocumentAccess
from kiosk.domain.words import Text
from kiosk.errors import AccessNeeded, AccessRefused, CitizenError, DeviceFault
from kiosk.hardware.id_card.base import KIND as ID_CARD
from kiosk.hardware.smart_card.base import KIND as SMART_CARD
from kiosk.journeys import judging
from kiosk.journeys.asking import or_tell, tell, whichever_first
from kiosk.journeys.credential_ways import DOCUMENTS, ways
from kiosk.journeys.document_data import document_data
from kiosk.journeys.faults import OTHER_WAY
from kiosk.journeys.listening import Ears
from kiosk.journeys.shown import Shown
from kiosk.journeys.stage import WentBack
from kiosk.journeys.typed import typed_number
from kiosk.journeys.view import Answer
from kiosk.journeys.views import PleaseWait, PresentCredential
from kiosk.journeys.visit import AnotherWay, Visit

LOOKING_UP = PleaseWait(what=Text("读好了，正在查您的信息", "Read. Looking you up."))


class WalkIn(AnotherWay):
    """The citizen wants a number without showing who they are."""


T = TypeVar("T")
Heard = Answer | judging.Read | Personal[str]


@dataclass(slots=True)
class Presenting:
    """One person showing who they are. ``allowed``: the ways that will do; ``walk_in``: none at all will."""

    visit: Visit
    allowed: frozenset[str]
    walk_in: bool = False
    asked: str = ID_CARD
    _felt: str = ""
    """The kind of reader that felt a card."""
    _access: DocumentAccess | None = None
    _deaf: bool = False
    """The card in the slot was given up: it is not read again and again while it is left there."""

    async def shown(self) -> Shown:
        """What they showed. Raises ``WalkIn``, ``WentBack``, and ``CouldNotBeDone`` from a fault."""
        while True:
            try:
                return await self._once()
            except WalkIn:
                raise
            except AnotherWay:
                self.give_up()

    def give_up(self) -> None:
        """What they showed will not do: begin anew."""
        self._deaf = self._deaf or self._felt == SMART_CARD
        self.asked, self._access = ID_CARD, None

    async def _once(self) -> Shown:
        """Returns only with something that can be used; a failure that they try again starts anew."""
        while True:
            self._felt = ""
            try:
                heard = await self._hear()
                if isinstance(heard, Answer):
                    made = await self._chosen(heard.choice)
                    if made is not None:
                        return made
                elif isinstance(heard, Personal):
                    return await self._code(heard)
                else:
                    return judging.of_card(heard, self.visit.hall.clock())
            except AccessNeeded:
                self._deaf = not await self._open_document()
            except AccessRefused as error:
                await self._tell(error)
                self._deaf = not await self._open_document()
            except (CitizenError, DeviceFault) as error:
                await self._tell(error)

    async def _hear(self) -> Heard:
        ears = Ears(self.visit.hall, found=self._found, changed=self._changed)
        heard: list[Callable[[], Awaitable[Heard]]] = [self._choice]
        if ID_CARD in self.allowed:
            heard.append(ears.id_card)
        if self.allowed & DOCUMENTS and not self._deaf:
            heard.append(lambda: ears.smart_card(self._access))
        if "qr_code" in self.allowed:
            heard.append(ears.code)
        return await whichever_first(*(_as_coroutine(listen) for listen in heard))

    async def _choice(self) -> Answer:
        return await self.visit.stage.ask(self._prompt())

    async def _chosen(self, way: str) -> Shown | None:
        match way:
            case "walk_in":
                raise WalkIn
            case "staff":
                await self.visit.call_staff()
            case "type_number":
                return await _or_back(typed_number, self.visit)
            case "travel_document":
                self._deaf = False
                await self._open_document()
            case _:
                self._deaf = False
                self.asked = way
        return None

    async def _open_document(self) -> bool:
        """Ask for what opens a chip; whether they gave it."""
        self._access = await _or_back(document_data, self.visit)
        self.asked = "travel_document" if self._access else ID_CARD
        return self._access is not None

    async def _code(self, payload: Personal[str]) -> Shown:
        self.visit.stage.show(LOOKING_UP)
        platform, at, key = self.visit.hall.platform, self.visit.hall.clock(), uuid4()
        scanned = await or_tell(
            self.visit, lambda: platform.resolve_code(payload, at, key=key), another_way=OTHER_WAY
        )
        return judging.of_code(scanned)

    async def _tell(self, error: CitizenError | DeviceFault) -> None:
        self.visit.note(error)
        await tell(self.visit, error, another_way=OTHER_WAY)

    def _found(self, kind: str) -> None:
        self._felt = kind
        self._changed()

    def _changed(self) -> None:
        self.visit.stage.show(self._prompt())

    def _prompt(self) -> PresentCredential:
        hall = self.visit.hall
        return PresentCredential(
            ways=ways(hall, self.allowed, walk_in=self.walk_in),
            asked=self.asked,
            reading=bool(self._felt),
            reader_ready=self.asked != ID_CARD or (hall.id_card is not None and hall.usable(ID_CARD)),
        )


async def _as_coroutine(listen: Callable[[], Awaitable[Heard]]) -> Heard:
    return await listen()


async def _or_back(step: Callable[[Visit], Awaitable[T]], visit: Visit) -> T | None:
    try:
        return await step(visit)
    except (WentBack, AnotherWay):
        return None
