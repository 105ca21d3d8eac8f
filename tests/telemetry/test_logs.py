"""The log on disk: JSON lines, nobody named, no values of local variables."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import structlog

from kiosk.domain.personal import Personal
from kiosk.errors import Action, ConfigError, DeviceFault, Mistake
from kiosk.telemetry.logs import set_up_logs
from tests.fakes import a_card

NUMBER = "990101198503120010"


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """Leave the next test the log that it found."""
    logger = logging.getLogger("kiosk")
    found = (logger.handlers, logger.level, logger.propagate)
    yield
    for handler in logger.handlers:
        handler.close()
    logger.handlers, logger.level, logger.propagate = found
    structlog.reset_defaults()


def lines_in(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "kiosk.log").read_text("utf-8").splitlines()]


def test_a_line_is_json_with_event_level_and_moment(tmp_path: Path) -> None:
    set_up_logs(tmp_path / "new" / "log")
    structlog.get_logger().info("device.recovered", kind="id_card", seconds=1.5, said="好了\n[b]")
    [line] = lines_in(tmp_path / "new" / "log")
    assert datetime.fromisoformat(line.pop("timestamp")).utcoffset() is not None
    assert line == {
        "event": "device.recovered",
        "level": "info",
        "kind": "id_card",
        "seconds": 1.5,
        "said": "好了\n[b]",
    }
    assert "好了" in (tmp_path / "new" / "log" / "kiosk.log").read_text("utf-8"), "readable without a tool"


def test_debug_stays_out_and_warnings_go_to_stderr_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(tmp_path)
    log = structlog.get_logger()
    log.debug("heartbeat.lost")
    log.info("device.status")
    log.warning("device.lost")
    assert [line["event"] for line in lines_in(tmp_path)] == ["device.status", "device.lost"]
    told = capsys.readouterr()
    assert told.out == ""
    assert [json.loads(line)["event"] for line in told.err.splitlines()] == ["device.lost"]


def test_a_second_start_writes_on_and_each_line_once(tmp_path: Path) -> None:
    set_up_logs(tmp_path)
    structlog.get_logger().info("one")
    set_up_logs(tmp_path)
    structlog.get_logger().info("two")
    assert [line["event"] for line in lines_in(tmp_path)] == ["one", "two"]


@pytest.mark.req("SC-05")
@pytest.mark.parametrize(
    "what",
    [
        pytest.param(Personal(NUMBER), id="bare"),
        pytest.param([Personal(NUMBER)], id="in a list"),
        pytest.param({"proof": {"id_no": Personal(NUMBER)}}, id="in a mapping"),
        pytest.param(a_card(), id="in a card"),
        pytest.param(ValueError(Personal(NUMBER)), id="in an error"),
    ],
)
def test_personal_data_prints_as_hidden(
    tmp_path: Path, what: object, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(tmp_path)
    structlog.get_logger().error("session.odd", what=what)
    written = (tmp_path / "kiosk.log").read_text("utf-8") + capsys.readouterr().err
    assert written.count("[hidden]") >= 2, "on disk and on stderr"
    assert NUMBER not in written
    assert "张示例" not in written


def _breaks(number: str, box: Personal[str]) -> None:
    local = f"local {number}"
    raise ValueError(f"cannot be: {box}") from KeyError(len(local))


@pytest.mark.req("SC-05")
def test_an_exception_is_logged_with_its_way_but_no_values_of_variables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(tmp_path)
    held = NUMBER
    try:
        _breaks(held, Personal(NUMBER))
    except ValueError:
        structlog.get_logger().exception("journey.broke")
    [line] = lines_in(tmp_path)  # the traceback is in the line, not below it
    assert line["level"] == "error"
    assert "in _breaks" in line["exception"]
    assert "ValueError: cannot be: [hidden]" in line["exception"]
    assert NUMBER not in (tmp_path / "kiosk.log").read_text("utf-8") + capsys.readouterr().err


def test_what_is_no_json_is_still_a_line(tmp_path: Path) -> None:
    set_up_logs(tmp_path)
    fault = DeviceFault("ticket_printer", "paper_out", Action.CLEAR)
    structlog.get_logger().info("odd", fault=fault, action=Action.CLEAR, path=Path("x"), raw=b"\xff")
    [line] = lines_in(tmp_path)
    assert (line["fault"], line["action"], line["path"]) == ("ticket_printer: paper_out", "clear", "x")


@pytest.mark.parametrize("where", ["file", "file/below", "folder"])
def test_a_log_that_cannot_be_written_is_a_mistake_of_the_configuration(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder" / "kiosk.log").mkdir(parents=True)
    with pytest.raises(ConfigError) as refused:
        set_up_logs(tmp_path / where)
    [mistake] = refused.value.mistakes
    assert isinstance(mistake, Mistake)
    assert mistake.key == "telemetry.log_dir"
    assert mistake.why.startswith("cannot be written: ")
    assert str(tmp_path / where) in str(refused.value)
