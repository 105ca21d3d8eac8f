"""Heartbeats in virtual time: every so often, at once when a device changes, at once for help."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from kiosk.errors import PlatformUnavailable
from kiosk.hardware.device import Device, DeviceStatus, Toner
from kiosk.hardware.supervisor import Supervisor
from kiosk.platform import Help
from kiosk.telemetry.heartbeat import Heartbeat, described
from tests.fakes import NOW, PAPER_OUT, FakePlatform, FakePrinter, FakeReader, virtually


class Terminal:
    """A platform, a supervisor over two devices, and the heartbeat between them."""

    def __init__(self, printer: DeviceStatus | None = None, *, seconds: float = 60) -> None:
        self.platform = FakePlatform()
        self.printer = FakePrinter()
        if printer is not None:
            self.printer.state = printer
        devices: dict[str, Device] = {"id_card": FakeReader(), "ticket_printer": self.printer}
        self.supervisor = Supervisor(devices, lambda: None, lambda: NOW)
        self.heartbeat = Heartbeat(self.platform, self.supervisor, seconds)

    @property
    def sent(self) -> list[Help]:
        return self.platform.called("heartbeat")

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        work = [asyncio.create_task(w) for w in (self.supervisor.run(), self.heartbeat.run())]
        try:
            await self.supervisor.all_tried()
            await asyncio.sleep(1)
            yield
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)


def test_one_at_the_start_and_then_one_a_minute() -> None:
    async def story() -> None:
        terminal = Terminal()
        async with terminal.running():
            assert len(terminal.sent) == 1
            await asyncio.sleep(600)
            assert len(terminal.sent) == 11
            assert not any(state.help_requested for state in terminal.sent)

    virtually(story())


def test_a_device_that_changes_is_told_at_once() -> None:
    async def story() -> None:
        terminal = Terminal()
        async with terminal.running():
            terminal.heartbeat.tell_now()
            await asyncio.sleep(0.1)
            assert len(terminal.sent) == 2
            await asyncio.sleep(59)
            assert len(terminal.sent) == 2, "and the minute begins anew"

    virtually(story())


def test_a_lost_heartbeat_is_not_repeated_and_the_next_one_comes() -> None:
    async def story() -> None:
        terminal = Terminal()
        terminal.platform.fail("heartbeat", *[PlatformUnavailable("down")] * 3)
        async with terminal.running():
            assert len(terminal.sent) == 1
            await asyncio.sleep(240)
            assert len(terminal.sent) == 5

    virtually(story())


@pytest.mark.req("SC-02")
def test_a_fault_that_could_not_be_told_is_told_again_within_the_minute() -> None:
    async def story() -> None:
        terminal = Terminal(seconds=3600)
        async with terminal.running():
            terminal.platform.fail("heartbeat", *[PlatformUnavailable("down")] * 3)
            terminal.heartbeat.tell_now()
            await asyncio.sleep(59)
            assert len(terminal.sent) == 5, "three in vain, and one that was heard"
            await asyncio.sleep(3000)
            assert len(terminal.sent) == 5, "then it keeps to the interval"

    virtually(story())


def test_help_is_asked_for_with_the_state_of_the_devices() -> None:
    async def story() -> None:
        terminal = Terminal()
        async with terminal.running():
            await terminal.heartbeat.ask_for_help()
            assert terminal.sent[-1].help_requested
            assert {row["kind"] for row in terminal.sent[-1].devices} == {"id_card", "ticket_printer"}

    virtually(story())


def test_help_that_nobody_heard_is_not_taken_for_granted() -> None:
    async def story() -> None:
        terminal = Terminal()
        async with terminal.running():
            terminal.platform.fail("heartbeat", PlatformUnavailable("down"))
            with pytest.raises(PlatformUnavailable):
                await terminal.heartbeat.ask_for_help()

    virtually(story())


def test_devices_are_described_in_the_contracts_words_without_empty_ones() -> None:
    async def story() -> None:
        terminal = Terminal(printer=replace(PAPER_OUT, toner=Toner.LOW))
        before = described(terminal.supervisor)
        assert [row["device"] for row in before] == ["starting", "starting"]
        async with terminal.running():
            since = "2026-03-12T10:24:00+08:00"
            assert described(terminal.supervisor) == (
                {"kind": "id_card", "device": "online", "since": since},
                {
                    "kind": "ticket_printer",
                    "device": "online",
                    "paper": "out",
                    "toner": "low",
                    "code": "paper_out",
                    "since": since,
                },
            )

    virtually(story())
