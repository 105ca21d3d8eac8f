"""The log's files: a new one a day or when full, compressed, dropped only when old and over the budget."""

from __future__ import annotations

import gzip
import json
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from kiosk import tracing
from kiosk.telemetry.log_files import DAY, MB, Budget, LogFiles
from kiosk.telemetry.logs import set_up_logs

FREE = Budget(least_free_mb=0)


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    logger = logging.getLogger("kiosk")
    found = (logger.handlers, logger.level, logger.propagate)
    yield
    for handler in logger.handlers:
        handler.close()
    logger.handlers, logger.level, logger.propagate = found
    structlog.reset_defaults()


def begin(folder: Path, budget: Budget = FREE) -> LogFiles:
    set_up_logs(folder, budget=budget)
    files = logging.getLogger("kiosk").handlers[0]
    assert isinstance(files, LogFiles)
    files.settle()
    return files


def old(folder: Path) -> list[Path]:
    return sorted(folder.glob("kiosk-*"))


def lines(folder: Path) -> list[dict[str, Any]]:
    texts = [gzip.decompress(file.read_bytes()).decode() for file in old(folder)]
    texts.append((folder / "kiosk.log").read_text("utf-8"))
    return [json.loads(line) for text in texts for line in text.splitlines()]


def an_old_file(folder: Path, *, days: float, megabytes: float, name: str) -> Path:
    file = folder / f"kiosk-{name}.log.gz"
    folder.mkdir(exist_ok=True)
    file.write_bytes(os.urandom(1000) * int(megabytes * 1000))
    moment = time.time() - days * DAY
    os.utime(file, (moment, moment))
    return file


def test_a_full_file_is_put_away_compressed_and_no_line_is_lost(tmp_path: Path) -> None:
    files = begin(tmp_path, Budget(file_mb=1, least_free_mb=0))
    said = "x" * 1000
    for number in range(2500):
        structlog.get_logger().info("odd", number=number, said=said)
    files.settle()
    assert len(old(tmp_path)) == 2
    assert all(file.suffix == ".gz" for file in old(tmp_path))
    assert sorted(line["number"] for line in lines(tmp_path)) == list(range(2500))
    assert (tmp_path / "kiosk.log").stat().st_size < MB


def test_another_day_is_another_file(tmp_path: Path) -> None:
    begin(tmp_path)
    structlog.get_logger().info("yesterday")
    logging.getLogger("kiosk").handlers[0].close()
    moment = time.time() - DAY
    os.utime(tmp_path / "kiosk.log", (moment, moment))
    files = begin(tmp_path)
    structlog.get_logger().info("today")
    files.settle()
    [away] = old(tmp_path)
    assert b"yesterday" in gzip.decompress(away.read_bytes())
    assert [line["event"] for line in lines(tmp_path)] == ["yesterday", "today"]
    assert time.time() - away.stat().st_mtime > DAY / 2, "its age is that of its last line"


def test_what_a_cut_left_uncompressed_is_compressed_at_the_next_start(tmp_path: Path) -> None:
    (tmp_path / "kiosk-20260101-000000.log").write_text('{"event": "before"}\n')
    (tmp_path / "kiosk-20260101-000000.log.part").write_bytes(b"half")
    begin(tmp_path)
    assert lines(tmp_path) == [{"event": "before"}]


def test_over_the_budget_the_oldest_go_but_none_before_180_days(tmp_path: Path) -> None:
    ancient = an_old_file(tmp_path, days=400, megabytes=2, name="20250101-000000")
    older = an_old_file(tmp_path, days=181, megabytes=2, name="20250801-000000")
    young = an_old_file(tmp_path, days=179, megabytes=2, name="20250803-000000")
    begin(tmp_path, Budget(total_mb=5, least_free_mb=0))
    assert not ancient.exists()
    assert older.exists(), "dropping one was enough"
    begin(tmp_path, Budget(total_mb=1, least_free_mb=0))
    assert not older.exists()
    assert young.exists(), "six months are kept whatever the budget says"
    [warned] = [line for line in lines_of(tmp_path) if line["event"] == "log.over_budget"]
    assert (warned["level"], warned["budget_mb"], warned["oldest_days"]) == ("warning", 1, 179)


def test_within_the_budget_nothing_goes_however_old(tmp_path: Path) -> None:
    file = an_old_file(tmp_path, days=3000, megabytes=1, name="20200101-000000")
    begin(tmp_path)
    assert file.exists()
    assert lines_of(tmp_path) == []


def test_a_disk_that_fills_up_is_told_before_it_is_full(tmp_path: Path) -> None:
    disk = os.statvfs(tmp_path)
    begin(tmp_path, Budget(least_free_mb=disk.f_bavail * disk.f_frsize // MB + 1000))
    assert [line["event"] for line in lines_of(tmp_path)] == ["log.disk_low"]


def lines_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "kiosk.log").read_text("utf-8").splitlines()]


@pytest.mark.req("SC-03")
@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("the number 990101198503120010 is odd", "the number [hidden] is odd"),
        ("990101198503120010", "[hidden]"),
        ("one\n99010119850312001X\n", "one\n[hidden]\n"),
        ("call 13800000000 now", "call [hidden] now"),
        ("trace 0f13800000000abc0138000000001234", "trace 0f13800000000abc0138000000001234"),
        ("case 990101202699990010", "case 990101202699990010"),
        ("1764266400.13800000000", "1764266400.13800000000"),
    ],
)
def test_numbers_of_persons_in_free_words_are_blotted_out(tmp_path: Path, words: str, left: str) -> None:
    begin(tmp_path)
    structlog.get_logger().warning("journey.failed", error="Odd", detail=words)
    [line] = lines_of(tmp_path)
    assert line["detail"] == left


@pytest.mark.req("DX-06")
def test_a_line_within_a_visit_has_its_trace_and_no_other_line_has(tmp_path: Path) -> None:
    begin(tmp_path)
    trace = tracing.begin()
    structlog.get_logger().info("session.wiped")
    asked = tracing.request()
    tracing.end()
    structlog.get_logger().info("terminal.stopped")
    first, second = lines_of(tmp_path)
    assert first["trace"] == trace
    assert asked.startswith(trace)
    assert len(asked) == 32
    assert tracing.request()[:16] != trace
    assert "trace" not in second
