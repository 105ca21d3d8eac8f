"""The press: a process that comes when wanted, outlives strange pages, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.documents.press import Press
from kiosk.errors import MissingGlyph, PressFailed
from tests.documents.papers import NOW, case_sheet, pdf_of

SHEET = case_sheet("acceptance_notice")


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    made = Press()
    yield made
    await made.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def until_gone(pid: int) -> None:
    async with asyncio.timeout(20):
        while alive(pid):
            await asyncio.sleep(0.02)


async def test_nothing_runs_until_a_page_is_wanted_and_it_is_the_same_page(press: Press) -> None:
    assert press.pid is None
    assert (await press.pdf(SHEET, made_at=NOW)).reveal() == pdf_of(SHEET)
    first = press.pid
    await press.pdf(SHEET, made_at=NOW)
    assert press.pid == first is not None


async def test_it_ends_when_nobody_wanted_a_page_for_a_while() -> None:
    press = Press(idle=0.05)
    await press.pdf(SHEET, made_at=NOW)
    pid = press.pid
    assert pid is not None
    await until_gone(pid)
    assert press.pid is None
    assert (await press.pdf(SHEET, made_at=NOW)).reveal().startswith(b"%PDF-")
    await press.close()


async def test_closed_it_is_gone_and_can_be_used_again(press: Press) -> None:
    await press.warm()
    pid = press.pid
    assert pid is not None
    await press.close()
    assert not alive(pid)
    assert (await press.pdf(SHEET, made_at=NOW)).reveal().startswith(b"%PDF-")


async def test_a_missing_character_is_that_and_the_process_lives_on(press: Press) -> None:
    await press.pdf(SHEET, made_at=NOW)
    pid = press.pid
    with pytest.raises(MissingGlyph):
        await press.pdf(case_sheet("acceptance_notice", name="张\ue000例"), made_at=NOW)
    assert press.pid == pid


async def test_a_process_that_died_is_started_once_more(press: Press) -> None:
    await press.pdf(SHEET, made_at=NOW)
    pid = press.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert (await press.pdf(SHEET, made_at=NOW)).reveal() == pdf_of(SHEET)
    assert press.pid != pid


async def test_one_that_does_not_answer_is_ended_and_said_to_have_failed() -> None:
    press = Press(answer=0.3)
    await press.warm()
    pid = press.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(PressFailed, match="no answer"):
        await press.pdf(SHEET, made_at=NOW)
    await until_gone(pid)


async def test_cancelled_in_the_middle_its_page_is_not_taken_for_the_next(press: Press) -> None:
    other = case_sheet("refusal_decision")
    for steps in range(12):
        printing = asyncio.ensure_future(press.pdf(SHEET, made_at=NOW))
        for _ in range(steps):
            await asyncio.sleep(0)
        printing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await printing
    assert (await press.pdf(other, made_at=NOW)).reveal() == pdf_of(other)


async def test_two_at_once_get_each_their_own(press: Press) -> None:
    sheets = [case_sheet(kind) for kind in ("receipt", "refusal_decision", "acceptance_notice")] * 3
    made = await asyncio.gather(*(press.pdf(sheet, made_at=NOW) for sheet in sheets))
    assert [pdf.reveal() for pdf in made] == [pdf_of(sheet) for sheet in sheets]


def written(pid: int) -> tuple[int, list[str]]:
    """Bytes that went to storage so far, and the files that could be written to (2: our own stderr)."""
    process = Path(f"/proc/{pid}")
    io = dict(line.split(": ") for line in (process / "io").read_text().splitlines())
    open_to_write = [
        link.name
        for link in (process / "fd").iterdir()
        if link.name != "2" and link.resolve().is_file()
        if int((process / "fdinfo" / link.name).read_text().split("flags:\t")[1].split()[0], 8) & os.O_ACCMODE
    ]
    return int(io["write_bytes"]), open_to_write


async def test_nothing_of_a_page_is_written_to_a_file(press: Press) -> None:
    await press.pdf(SHEET, made_at=NOW)
    assert press.pid is not None
    before = written(press.pid)
    await press.pdf(case_sheet("acceptance_notice", name="李示例"), made_at=NOW)
    assert written(press.pid) == before
    assert before[1] == []
    assert resource.prlimit(press.pid, resource.RLIMIT_CORE) == (0, 0)


def test_the_terminal_itself_never_loads_the_typesetter() -> None:
    code = (
        "import sys, kiosk.journeys.paper, kiosk.documents.press\n"
        "print([name for name in ('typst', 'qrcode', 'PIL') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
