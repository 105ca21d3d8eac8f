"""The hatch: orders of a console to a running terminal, over its real socket."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.hardware.look import Focus, Judgement
from kiosk.staff.hatch import opening
from kiosk.staff.hatch.calling import HatchShut, asked
from kiosk.staff.hatch.opening import opened
from kiosk.staff.hatch.words import LONGEST, SOCKET, Look, Order, Orders, Reply, Retry, Try, folder_of

LETTER = UUID(int=7)
ORDER = Retry(who="uid:1000", letter=LETTER)
STATUSES = {
    "ticket_printer": DeviceStatus(DeviceState.ONLINE, paper=Paper.LOW),
    "camera": DeviceStatus(DeviceState.ONLINE, focus=Focus(12.5, Judgement.BLURRED)),
}


STRANGER = f"""
import os, socket, sys
os.setuid(65534)
with socket.socket(socket.AF_UNIX) as line:
    line.connect(f"/proc/self/fd/{{sys.argv[1]}}/{SOCKET}")
    try:
        line.sendall(b'{{"do":"device.list","who":"uid:0"}}\\n')
    except BrokenPipeError:
        pass  # it was refused unheard
    os.write(1, line.recv(4096))
"""


class Taken:
    """Does nothing but say what it was asked."""

    def __init__(self) -> None:
        self.orders: list[Orders] = []
        self.begun = asyncio.Event()
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def do(self, order: Orders) -> Reply:
        self.orders.append(order)
        self.begun.set()
        await self.may_end.wait()
        return Reply(ok=True, devices=STATUSES)


@asynccontextmanager
async def hatch(folder: Path, *, line_seconds: float = 5.0) -> AsyncIterator[Taken]:
    taken = Taken()
    async with opened(folder, taken.do, line_seconds=line_seconds):
        yield taken


async def ask(folder: Path, order: Order = ORDER, *, seconds: float = 30.0) -> Reply:
    return await asyncio.to_thread(asked, folder, order, seconds=seconds)


async def says(folder: Path, line: bytes, *, end: bool = False) -> str:
    """What is answered to these bytes."""
    reader, writer = await asyncio.open_unix_connection(str(folder_of(folder) / SOCKET))
    writer.write(line)
    if end:
        writer.write_eof()
    told = (await reader.read()).decode()
    writer.close()
    return told


@pytest.mark.req("SC-01")
async def test_an_order_is_taken_and_answered_and_nobody_else_can_reach_the_door(tmp_path: Path) -> None:
    async with hatch(tmp_path) as taken:
        place = folder_of(tmp_path)
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert stat.S_IMODE((place / SOCKET).stat().st_mode) == 0o600
        reply = await ask(tmp_path)
        assert taken.orders == [ORDER]
        assert reply.devices == STATUSES
        assert reply.devices["camera"].focus == Focus(12.5, Judgement.BLURRED)
    assert not (place / SOCKET).exists()


async def test_a_folder_that_others_could_enter_is_shut(tmp_path: Path) -> None:
    folder_of(tmp_path).mkdir(mode=0o755)
    async with hatch(tmp_path):
        assert stat.S_IMODE(folder_of(tmp_path).stat().st_mode) == 0o700


@pytest.mark.req("SC-01")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
async def test_another_account_is_not_heard_even_where_the_folder_is_open(tmp_path: Path) -> None:
    async with hatch(tmp_path) as taken:
        place = folder_of(tmp_path) / SOCKET
        door = os.open(place.parent, os.O_RDONLY)  # by which the stranger gets past every folder on the way
        place.parent.chmod(0o755)
        place.chmod(0o666)
        with capture_logs() as logged:
            told = await asyncio.to_thread(
                subprocess.check_output, [sys.executable, "-c", STRANGER, str(door)], pass_fds=[door]
            )
        os.close(door)
        assert b"not for this account" in told
        assert taken.orders == []
        assert [(entry["event"], entry["uid"]) for entry in logged] == [("hatch.stranger", 65534)]


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b'{"do":"terminal.stop","who":"uid:0"}\n',
        b'{"do":"outbox.retry","who":"uid:0"}\n',
        b'{"do":"outbox.retry","who":"uid:0","letter":"none"}\n',
        b'{"do":"device.list","who":"somebody"}\n',
        b'{"do":"device.test","who":"uid:0","kinds":["../../etc"]}\n',
        b'{"do":"device.list","who":"uid:0","more":1}\n',
        b"\xff\xfe\x00\n",
        b"[" * 2000 + b"\n",
    ],
)
async def test_what_is_no_order_is_said_so(tmp_path: Path, line: bytes) -> None:
    async with hatch(tmp_path) as taken:
        assert "this is no order" in await says(tmp_path, line)
        assert taken.orders == []
        assert (await ask(tmp_path)).ok, "the next one is served"


async def test_an_order_is_not_longer_than_it_may_be(tmp_path: Path) -> None:
    async with hatch(tmp_path) as taken:
        assert f"at most {LONGEST} bytes" in await says(tmp_path, b"x" * 100_000 + b"\n")
        assert f"at most {LONGEST} bytes" in await says(tmp_path, b"x" * 100_000, end=True)
        assert taken.orders == []
        assert (await ask(tmp_path)).ok


async def test_who_says_nothing_or_half_of_it_holds_up_nobody(tmp_path: Path) -> None:
    async with hatch(tmp_path, line_seconds=0.3) as taken:
        slow = asyncio.create_task(says(tmp_path, b'{"do":'))
        assert (await ask(tmp_path)).ok
        assert "no order came in 0.3 s" in await slow
        assert "this is no order" in await says(tmp_path, b'{"do":', end=True)
        assert taken.orders == [ORDER]


async def test_many_at_once_are_told_to_come_again(tmp_path: Path) -> None:
    async with hatch(tmp_path) as taken:
        taken.may_end.clear()
        order = b'{"do":"device.list","who":"uid:0"}\n'
        held = [asyncio.create_task(says(tmp_path, order)) for _ in range(opening.AT_ONCE)]
        while len(taken.orders) < opening.AT_ONCE:
            await asyncio.sleep(0.01)
        over = await ask(tmp_path)
        assert (over.ok, over.why) == (False, "in_use")
        taken.may_end.set()
        assert all('"ok":true' in told for told in await asyncio.gather(*held))
        assert (await ask(tmp_path)).ok


async def test_who_goes_away_in_the_middle_ends_nothing(tmp_path: Path) -> None:
    async with hatch(tmp_path) as taken:
        taken.may_end.clear()
        _, writer = await asyncio.open_unix_connection(str(folder_of(tmp_path) / SOCKET))
        writer.write(b'{"do":"device.list","who":"uid:0"}\n')
        await taken.begun.wait()
        writer.close()
        await writer.wait_closed()
        taken.may_end.set()
        assert (await ask(tmp_path)).ok


async def test_a_terminal_that_ends_in_the_middle_is_said_so(tmp_path: Path) -> None:
    async with hatch(tmp_path) as taken:
        taken.may_end.clear()
        asking = asyncio.create_task(ask(tmp_path))
        await taken.begun.wait()
    with pytest.raises(HatchShut, match="ended before it answered: whether it was done is not known"):
        await asking


async def test_a_mistake_of_ours_is_told_and_costs_one_order(tmp_path: Path) -> None:
    async def breaks(_order: Orders) -> Reply:
        raise ZeroDivisionError

    with capture_logs() as logged:
        async with opened(tmp_path, breaks):
            for _ in range(2):
                reply = await ask(tmp_path)
                assert (reply.ok, reply.why) == (False, "late")
                assert "ZeroDivisionError" in reply.says
    assert [entry["event"] for entry in logged] == ["hatch.broke", "hatch.broke"]


async def test_a_socket_that_a_kill_left_behind_is_replaced(tmp_path: Path) -> None:
    place = folder_of(tmp_path)
    place.mkdir()
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(str(place / SOCKET))
    dead.close()
    with pytest.raises(HatchShut, match="takes no commands now"):
        await ask(tmp_path)
    async with hatch(tmp_path):
        assert (await ask(tmp_path)).ok


async def test_a_terminal_serves_without_a_hatch_where_there_can_be_none(tmp_path: Path) -> None:
    (folder_of(tmp_path) / SOCKET).mkdir(parents=True)
    with capture_logs() as logged:
        async with hatch(tmp_path):
            with pytest.raises(HatchShut):
                await ask(tmp_path)
    assert [entry["event"] for entry in logged] == ["hatch.not_open"]
    assert (folder_of(tmp_path) / SOCKET).is_dir(), "what is no socket is left alone"


async def test_a_state_folder_may_have_a_long_path(tmp_path: Path) -> None:
    deep = tmp_path / ("深" * 40) / ("d" * 120)
    deep.mkdir(parents=True)
    async with hatch(deep):
        assert (await ask(deep)).ok


def answering(folder: Path, said: bytes, *, holds: threading.Event | None = None) -> socket.socket:
    """Something at the socket that answers so, whatever it is asked."""
    folder_of(folder).mkdir()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(folder_of(folder) / SOCKET))
    listening.listen()

    def serve() -> None:
        line, _ = listening.accept()
        with line:
            line.recv(LONGEST)
            if holds is not None:
                holds.wait()
                return
            line.sendall(said)

    threading.Thread(target=serve, daemon=True).start()
    return listening


@pytest.mark.parametrize("said", [b"HTTP/1.1 400 Bad Request\r\n", b"{}\n", b'{"ok":true,"devices":[]}\n'])
def test_what_answers_otherwise_is_told_from_a_terminal(tmp_path: Path, said: bytes) -> None:
    with answering(tmp_path, said), pytest.raises(HatchShut, match="makes no sense"):
        asked(tmp_path, ORDER, seconds=30)


def test_half_an_answer_is_none(tmp_path: Path) -> None:
    with answering(tmp_path, b'{"ok":'), pytest.raises(HatchShut, match="ended before it answered"):
        asked(tmp_path, ORDER, seconds=30)


def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    never = threading.Event()
    with answering(tmp_path, b"", holds=never), pytest.raises(HatchShut, match=r"did not answer in 0\.3 s"):
        asked(tmp_path, ORDER, seconds=0.3)
    never.set()


def test_a_test_names_kinds_as_the_configuration_does() -> None:
    assert Try(who="uid:0", kinds=("ticket_printer",)).kinds == ("ticket_printer",)
    assert Look(who="uid:0").who == "uid:0"
