"""How long a passport takes, beside the sum of its APDUs: whose time it was."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Final

from benchmarks.front_end import CannotMeasure
from benchmarks.report import Measured
from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import DocumentAccess, TravelDocument
from kiosk.hardware.smart_card.apdu import Answer, Command
from kiosk.hardware.smart_card.channel import Channel
from kiosk.hardware.smart_card.monitor import Monitor
from kiosk.hardware.smart_card.pcsc import PcscReader, read_card
from kiosk.hardware.smart_card.turn import Turn
from simulator.pcsc import Pcscd, Slot, data_groups
from simulator.pcsc.cards import TRAVELLER, country
from simulator.pcsc.daemon import READER, SOCKET_VARIABLE
from simulator.pcsc.travel_document import TravelDocument as Chip

PORTRAIT: Final = 15_000
"""Bytes, as in passports."""
CHIP_SECONDS: Final = 0.02
"""What a contactless chip takes to answer 160 bytes at 106 kbit/s."""
LIMIT: Final = 1.1
"""With a chip as slow as real ones: what is not the chip's time is hardly felt."""
RUNS: Final = {0.0: 15, CHIP_SECONDS: 3}
"""By the time the chip takes for an answer."""
ACCESS: Final = DocumentAccess(
    Personal(TRAVELLER.number),
    Personal(date(1900 + int(TRAVELLER.birth[:2]), int(TRAVELLER.birth[2:4]), int(TRAVELLER.birth[4:]))),
    date(2000 + int(TRAVELLER.expiry[:2]), int(TRAVELLER.expiry[2:4]), int(TRAVELLER.expiry[4:])),
)


def measure() -> Iterator[Measured]:
    """Read a passport by BAC and by PACE, whose chip answers at once, or as slowly as real ones."""
    with _reader() as slot:
        for way, pace in (("BAC", None), ("PACE", (2, 12))):
            slot.insert(_passport(pace))
            for pause, runs in RUNS.items():
                slot.faults.slow = pause
                yield from asyncio.run(
                    _by_turns(f"{way}, {pause * 1000:.0f} ms a chip's answer", runs, LIMIT if pause else None)
                )


async def _by_turns(what: str, runs: int, limit: float | None) -> list[Measured]:
    """The driver's read, and the same dialogue with a clock at the channel; a pair gives one ratio."""
    reader = PcscReader(READER)
    await reader.open()
    whole, apdus, ratios = [], [], []
    for _ in range(runs + 1):
        apdus.append(await asyncio.to_thread(_apdus))
        began = time.perf_counter()
        found = await reader.read(access=ACCESS)
        whole.append(time.perf_counter() - began)
        ratios.append(whole[-1] / apdus[-1])
        if not isinstance(found, TravelDocument) or found.photo is None:
            raise CannotMeasure("no passport was read")
    await reader.close()
    ours, bare = (statistics.median(times[1:]) * 1000 for times in (whole, apdus))
    told = f"{what}: {ours:.0f} ms, APDUs {bare:.0f}"
    return [Measured(told, ratios[1:], "x", limit, "its APDUs" if limit else "")]


class _Timed:
    """Implements ``Talk``; adds up the time in which the channel was at work."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.seconds = 0.0

    def transmit(self, command: Command) -> Answer:
        """See ``Talk``."""
        began = time.perf_counter()
        try:
            return self._channel.transmit(command)
        finally:
            self.seconds += time.perf_counter() - began


def _apdus() -> float:
    turn = Turn(10.0)
    with closing(Monitor(turn, READER)) as monitor:
        name = monitor.wait_for_card(lambda: None)
        with closing(Channel(turn, monitor, name)) as channel:
            channel.open()
            timed = _Timed(channel)
            read_card(timed, ACCESS, [])
            return timed.seconds


def _passport(pace: tuple[int, int] | None) -> Chip:
    made = data_groups.groups(data_groups.td3(TRAVELLER), data_groups.large_jpeg(PORTRAIT)[:PORTRAIT])
    return Chip(data_groups.chip_files(made, country().security_object(made)), TRAVELLER.secret, pace=pace)


@contextmanager
def _reader() -> Iterator[Slot]:
    try:
        daemon = Pcscd()
    except OSError as error:
        raise CannotMeasure(str(error)) from error
    os.environ[SOCKET_VARIABLE] = daemon.socket
    slot = Slot(daemon.port)
    try:
        yield slot
    finally:
        slot.pull()
        daemon.close()
