"""Tests that do the real thing: a card is read, a page comes out, a picture is taken, a code is scanned."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final, Protocol

from kiosk.domain.words import Text
from kiosk.errors import CitizenError, DeviceFault
from kiosk.hardware.device import DeviceState
from kiosk.hardware.look import Judgement
from kiosk.journeys.asking import whichever_first
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views.staff import StaffTold
from kiosk.staff.desk import Desk, Finding
from kiosk.staff.hearing_test import SPEAKER, heard
from kiosk.staff.lens import looked_through
from kiosk.staff.shown import READ, kind_of_card, on_screen, remembered
from kiosk.staff.touch_test import TOUCH, touched
from kiosk.staff.words import DEVICES, NETWORK, focused, introduced, judged, sounded

PATIENCE_SECONDS: Final = 30.0
SKIPPED = Text("没有等到，没测成", "Nothing came")
EYES: Final = ("camera", "document_scanner")
Trial = Callable[[Desk], Awaitable[Finding]]


class Reader(Protocol):
    """Whatever reads what is shown to it."""

    async def read(self) -> object:
        """Wait for it."""
        ...


async def tried(desk: Desk, kind: str, *, attended: bool = True) -> Finding:
    """Test one device, and remember what came of it. Without staff beside it only what needs no hand.

    Raises nothing but ``WentBack``.
    """
    trial = INTERACTIVE.get(kind) if attended or kind == NETWORK else None
    finding = await (trial or _self_test(kind))(desk)
    desk.findings[kind] = finding
    return finding


def unattended(kind: str) -> bool:
    """Whether this test needs nobody who lays or holds something."""
    return kind not in INTERACTIVE or kind in {NETWORK, SPEAKER, *EYES}


def _self_test(kind: str) -> Trial:
    async def trial(desk: Desk) -> Finding:
        begun = asyncio.get_running_loop().time()
        outcome = await desk.cabinet.test(kind)
        state, word = judged(outcome)
        if outcome.focus is not None:
            sharp = outcome.focus.judgement is Judgement.SHARP
            return _found(desk, begun, ok=sharp, fact=focused(outcome.focus))
        if outcome.sound is not None:
            return _found(desk, begun, ok=outcome.sound.fine, fact=sounded(outcome.sound))
        finding = _found(desk, begun, ok=state != "fault", fact=word)
        return replace(finding, facts=(*finding.facts, *introduced(outcome.about)))

    return trial


async def _card(desk: Desk) -> Finding:
    reader = desk.hall.id_card
    assert reader is not None  # noqa: S101 a device with a card on the desk is configured
    return await _shown(desk, "id_card", Text("请放一张身份证", "Lay an ID card"), reader)


async def _smart_card(desk: Desk) -> Finding:
    reader = desk.hall.smart_card
    assert reader is not None  # noqa: S101
    return await _shown(desk, "smart_card", Text("请插一张社保卡", "Insert a smart card"), reader)


async def _code(desk: Desk) -> Finding:
    scanner = desk.hall.code_scanner
    assert scanner is not None  # noqa: S101
    return await _shown(desk, "code_scanner", Text("请给一个二维码", "Show a QR code"), scanner)


async def _shown(desk: Desk, kind: str, prompt: Text, reader: Reader) -> Finding:
    """Prompt, wait for what is shown, tell it masked, and forget it: that it was read stays, and how long."""
    first = await _self_test(kind)(desk)
    if not first.ok:
        return first
    begun = asyncio.get_running_loop().time()
    masked: tuple[Text, ...] = ()

    async def reading() -> Finding:
        nonlocal masked
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                got = await reader.read()
        except TimeoutError:
            return _found(desk, begun, ok=False, fact=SKIPPED)
        except (CitizenError, DeviceFault) as error:
            return _found(desk, begun, ok=False, fact=Text(type(error).__name__))
        told = (*kind_of_card(reader), *first.facts[1:])
        masked = (*on_screen(got), *told)
        finding = _found(desk, begun, ok=True, fact=remembered(got))
        return replace(finding, facts=(*finding.facts, *told))

    async def given_up() -> Finding:
        view = StaffTold(what=prompt, detail=(Text("读到就走，不留内容。", "Nothing read is kept."),))
        await desk.hall.stage.ask(view)
        return _found(desk, begun, ok=False, fact=SKIPPED)

    finding = await whichever_first(reading(), given_up())
    if masked:
        with suppress(WentBack):  # they have seen it
            await desk.hall.stage.ask(StaffTold(what=READ, detail=masked))
    return finding


def _lens(kind: str) -> Trial:
    async def trial(desk: Desk) -> Finding:
        begun = asyncio.get_running_loop().time()
        first = await _self_test(kind)(desk)
        if kind not in desk.eyes or not desk.cabinet.all()[kind].usable:
            return first
        try:
            focus = await looked_through(desk, kind)
        except DeviceFault as fault:
            return _found(desk, begun, ok=False, fact=Text(fault.code))
        except WentBack:
            return first
        if focus is None:
            return first
        return Finding(focus.judgement is Judgement.SHARP, (focused(focus),), desk.hall.clock())

    return trial


async def _touch(desk: Desk) -> Finding:
    assert desk.glass is not None  # noqa: S101 a test on the desk has its device
    finding = await touched(desk, desk.glass)
    with suppress(WentBack):  # they have seen it
        await desk.hall.stage.ask(StaffTold(what=DEVICES[TOUCH], detail=finding.facts))
    return finding


async def _network(desk: Desk) -> Finding:
    return await desk.network()


INTERACTIVE: Final[Mapping[str, Trial]] = {
    "id_card": _card,
    "smart_card": _smart_card,
    "code_scanner": _code,
    NETWORK: _network,
    TOUCH: _touch,
    SPEAKER: lambda desk: heard(desk, _self_test(SPEAKER)),
    **{kind: _lens(kind) for kind in EYES},
}


def _found(desk: Desk, begun: float, *, ok: bool, fact: Text) -> Finding:
    took = asyncio.get_running_loop().time() - begun
    return Finding(
        ok, (Text(f"{fact.zh}，{took:.1f} 秒", f"{fact.en or fact.zh}, {took:.1f} s"),), desk.hall.clock()
    )


__all__ = ["DEVICES", "DeviceState", "tried", "unattended"]
