"""Commands: each once, its result told until the platform has it; the expired and the unknown refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.errors import Action, DeviceFault
from kiosk.platform import Command, Done, Orders
from kiosk.telemetry.commands import AT_ONCE, REMEMBERED, Commands, Refusal, Then

SERVER_TIME = 1_800_000_000
LATER = datetime.fromtimestamp(SERVER_TIME + 60, UTC)


def orders(*commands: Command) -> Orders:
    return Orders(SERVER_TIME, 60, "c-1", "k-1", commands)


def command(name: str = "cm-1", kind: str = "ring", *, seconds: float = 60, **args: Any) -> Command:
    return Command(name, kind, datetime.fromtimestamp(SERVER_TIME + seconds, UTC), args)


class Bell:
    """Rings when told to, and may fail."""

    def __init__(self) -> None:
        self.rung: list[Mapping[str, Any]] = []
        self.fails: Exception | None = None
        self.then: Then | None = None

    async def ring(self, args: Mapping[str, Any]) -> Then | None:
        self.rung.append(args)
        if self.fails:
            raise self.fails
        return self.then


async def test_a_command_is_carried_out_once_and_told_until_the_platform_has_it() -> None:
    bell = Bell()
    commands = Commands({"ring": bell.ring})
    for _ in range(3):
        assert await commands.carry_out(orders(command(loudness=3)))
        assert commands.results == (Done("cm-1", "done"),)
    commands.acknowledge(commands.results)
    assert commands.results == ()
    assert not await commands.carry_out(orders())
    assert bell.rung == [{"loudness": 3}]


async def test_a_result_that_the_platform_forgot_is_told_again_and_nothing_is_done_again() -> None:
    bell = Bell()
    commands = Commands({"ring": bell.ring})
    await commands.carry_out(orders(command()))
    commands.acknowledge(commands.results)
    assert await commands.carry_out(orders(command()))
    assert commands.results == (Done("cm-1", "done"),)
    assert len(bell.rung) == 1


@pytest.mark.parametrize("seconds", [0, -3600])
async def test_an_expired_command_is_refused(seconds: float) -> None:
    bell = Bell()
    commands = Commands({"ring": bell.ring})
    await commands.carry_out(orders(command(seconds=seconds)))
    assert commands.results == (Done("cm-1", "refused", "expired"),)
    assert bell.rung == []


async def test_an_unknown_command_is_refused() -> None:
    commands = Commands({})
    await commands.carry_out(orders(command(kind="self_destruct")))
    assert commands.results == (Done("cm-1", "refused", "unknown command"),)


@pytest.mark.parametrize(
    ("error", "result", "detail"),
    [
        (Refusal("no bell here"), "refused", "no bell here"),
        (DeviceFault("bell", "cracked", Action.MAINTENANCE), "failed", "bell: cracked"),
        (Refusal("x" * 300), "refused", "x" * 200),
        (ZeroDivisionError(), "failed", "internal error, see the log"),
    ],
)
async def test_what_could_not_be_done_says_why_and_the_next_one_is_done(
    error: Exception, result: str, detail: str
) -> None:
    bell, other = Bell(), Bell()
    bell.fails = error
    commands = Commands({"ring": bell.ring, "knock": other.ring})
    await commands.carry_out(orders(command(), command("cm-2", "knock")))
    first, second = commands.results
    assert (first.result, first.detail) == (result, detail)
    assert second == Done("cm-2", "done")


async def test_what_would_disturb_somebody_waits_until_they_left() -> None:
    bell, quiet = Bell(), [False]
    commands = Commands({"ring": bell.ring}, idle=lambda: quiet[0], when_idle=frozenset({"ring"}))
    assert not await commands.carry_out(orders(command()))
    assert bell.rung == []
    quiet[0] = True
    assert await commands.carry_out(orders(command()))
    assert len(bell.rung) == 1


async def test_what_waited_too_long_is_refused_as_expired() -> None:
    commands = Commands({"ring": Bell().ring}, idle=lambda: False, when_idle=frozenset({"ring"}))
    await commands.carry_out(orders(command(seconds=0)))
    assert commands.results == (Done("cm-1", "refused", "expired"),)


async def test_what_follows_a_command_waits_until_the_platform_has_its_result() -> None:
    bell, restarted = Bell(), []
    bell.then = lambda: restarted.append(True)
    commands = Commands({"ring": bell.ring})
    await commands.carry_out(orders(command()))
    await commands.carry_out(orders(command()))
    assert restarted == []
    commands.acknowledge(commands.results)
    commands.acknowledge((Done("cm-1", "done"),))
    assert restarted == [True]


async def test_a_heartbeat_carries_so_many_results_and_the_next_one_the_rest() -> None:
    commands = Commands({"ring": Bell().ring})
    await commands.carry_out(orders(*(command(f"cm-{n}") for n in range(AT_ONCE + 3))))
    assert len(commands.results) == AT_ONCE
    commands.acknowledge(commands.results)
    assert [done.command_id for done in commands.results] == [f"cm-{AT_ONCE + n}" for n in range(3)]


async def test_old_results_are_forgotten_one_day() -> None:
    bell = Bell()
    commands = Commands({"ring": bell.ring})
    for n in range(REMEMBERED + 1):
        await commands.carry_out(orders(command(f"cm-{n}")))
        commands.acknowledge(commands.results)
    await commands.carry_out(orders(command("cm-0"), command("cm-1")))
    assert len(bell.rung) == REMEMBERED + 2, "the first one is forgotten, the second one is not"
