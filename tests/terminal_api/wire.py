"""A small terminal behind the real API: a scripted journey, no platform, no device."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

import httpx

from kiosk.domain.personal import Personal
from kiosk.domain.words import Text
from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.journeys.hall import Capability
from kiosk.journeys.stage import Listener, Stage, WentBack
from kiosk.journeys.view import Answer, Choice, Field, FieldKind, Progress, View
from kiosk.terminal_api.server import TerminalApi
from kiosk.terminal_api.status import Outbox

TOKEN = "open-sesame-9901"
DEADLINE = 10.0
"""Against hangs only; shorter than the longest poll, so that a poll that sleeps it out fails."""

MARKUP = "[b]<i>张示例</i>[/b] & {name} “引号”\\n"


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class PickOne(View):
    """Data of every plain kind."""

    home = False
    when: datetime = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
    day: date = date(2025, 3, 1)
    colour: Colour = Colour.RED
    rows: tuple[Text, ...] = (Text("一", "one"), Text("二"))
    counts: Mapping[str, int | float | None] = field(default_factory=lambda: {"a": 1, "b": 1.5, "c": None})

    @property
    def title(self) -> Text:
        return Text(MARKUP, "Pick one")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("只有中文"),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("form", Text("填表", "Fill in"), hint=Text("很快"), primary=True),
            Choice("closed", Text("关着"), enabled=False, why_not=Text("今天不办", "Not today")),
        )

    @property
    def progress(self) -> Progress:
        return Progress(1, 2, Text("一半了"))


KINDS: tuple[FieldKind, ...] = (
    "text", "digits", "phone", "id_number", "date", "choice", "multi_choice", "yes_no", "signature", "pages",
)  # fmt: skip
OPTIONS = (Choice("a", Text("甲")), Choice("b", Text("乙")), Choice("off", Text("丙"), enabled=False))


@dataclass(frozen=True, kw_only=True)
class Form(View):
    """One field of every kind; ``text`` is required and short."""

    @property
    def title(self) -> Text:
        return Text("请填表")

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("next", Text("下一步")),)

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(
            Field(
                kind, Text(kind), kind, required=kind == "text", choices=OPTIONS,
                max_length=11 if kind == "text" else None,
            )
            for kind in KINDS
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Leaky(View):
    """What no view may do: carry personal data."""

    name_of: tuple[Mapping[str, Personal[str]], ...] = ({"name": Personal("张示例")},)

    @property
    def title(self) -> Text:
        return Text("漏")


class WatchedStage(Stage):
    """Counts who listens, so that a listener left behind is seen."""

    def __init__(self, opening: View) -> None:
        super().__init__(opening)
        self.listening = 0

    def listen(self, listener: Listener) -> Callable[[], None]:
        stop = super().listen(listener)
        self.listening += 1

        def stop_once() -> None:
            self.listening -= 1
            stop()

        return stop_once


class Source:
    """A terminal's state as the app would tell it."""

    link_up = False
    catalogue_version: str | None = "2025-03-01"
    software_version = "9.9.9"

    def devices(self) -> Mapping[str, DeviceStatus]:
        out = DeviceStatus(DeviceState.ONLINE, paper=Paper.OUT, action=Action.CLEAR, code="paper_out")
        return {"ticket_printer": out}

    def capabilities(self) -> Mapping[str, Capability]:
        why = Text("连不上服务平台", "Offline")
        return {"check_in": Capability(available=True), "track": Capability(available=False, why_not=why)}

    def outbox(self) -> Outbox:
        return Outbox(depth=2, oldest_age_s=61)


@dataclass
class House:
    """The running terminal: its stage, its API, one client, and what the journey heard."""

    stage: WatchedStage
    api: TerminalApi
    client: httpx.AsyncClient
    heard: list[Answer]
    touches: list[None] = field(default_factory=list)

    @property
    def seq(self) -> int:
        return self.stage.now.seq

    async def answer(self, choice: str, values: object = None, *, seq: int | None = None) -> httpx.Response:
        body = {"seq": self.seq if seq is None else seq, "choice": choice}
        return await self.client.post(
            "/v1/answer", json=body if values is None else {**body, "values": values}
        )


async def errand(stage: Stage, heard: list[Answer]) -> None:
    """Pick one, fill in the form, and again; 返回 starts over."""
    while True:
        try:
            heard.append(await stage.ask(PickOne()))
            heard.append(await stage.ask(Form()))
        except WentBack:
            heard.append(Answer("back"))


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE):
        while not true():
            await asyncio.sleep(0.005)


def client_for(url: str, token: str | None = TOKEN, **headers: str) -> httpx.AsyncClient:
    """A bank's program. ``X_Client_Id="a"`` becomes the header of that name."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if token is not None:
        given["Authorization"] = f"Bearer {token}"
    if url.startswith("unix:"):
        transport = httpx.AsyncHTTPTransport(uds=url.removeprefix("unix:"))
        return httpx.AsyncClient(
            transport=transport, base_url="http://terminal", headers=given, timeout=DEADLINE
        )
    return httpx.AsyncClient(base_url=url, headers=given, timeout=DEADLINE)


@asynccontextmanager
async def running(address: str = "127.0.0.1:0") -> AsyncIterator[House]:
    """A terminal in the middle of its errand."""
    stage = WatchedStage(PickOne())
    heard: list[Answer] = []
    api = TerminalApi(stage, Source(), address=address, token=Personal(TOKEN))
    journey = asyncio.create_task(errand(stage, heard))
    await asyncio.sleep(0)
    url = await api.start()
    try:
        async with client_for(url) as client:
            house = House(stage, api, client, heard)
            stage.on_touch = lambda: house.touches.append(None)
            yield house
    finally:
        journey.cancel()
        await asyncio.gather(journey, return_exceptions=True)
        await api.stop()
