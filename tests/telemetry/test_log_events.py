"""The log's catalogue: what is logged is in it, what is in it is logged, and what is made of it is fresh."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.telemetry.events import EVENTS
from tools import log_events

ROOT = Path(__file__).parents[2]
METHODS = {
    "debug": "debug",
    "info": "info",
    "warning": "warning",
    "error": "error",
    "exception": "error",
    "critical": "critical",
}
ALWAYS = {"timestamp", "level", "event", "trace", "exception", "exc_info"}
CLASSES = {"none", "reference", "text", "personal"}


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every call of a logger in the product: where, what, by which method."""
    for file in sorted((ROOT / "kiosk").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"log", "LOG", "logger", "logging"}
                and node.func.attr in METHODS
            ):
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node, node.func.attr


def event_id(call: ast.Call) -> str:
    """The literal that it names; empty where there is none."""
    match call.args:
        case [ast.Constant(value=str(name))]:
            return name
    return ""


def mistakes(where: str, call: ast.Call, method: str) -> Iterator[str]:
    name = event_id(call)
    if not name:
        yield f"{where}: an event is one literal id"
        return
    if (event := EVENTS.get(name)) is None:
        yield f"{where}: {name} is not in config/log_events.toml"
        return
    if METHODS[method] != event.level:
        yield f"{where}: {name} is of level {event.level}"
    for keyword in call.keywords:
        if keyword.arg not in event.fields and keyword.arg != "exc_info":
            yield f"{where}: {name} has no field {keyword.arg}"


@pytest.mark.req("SC-06")
def test_nothing_is_logged_that_is_not_in_the_catalogue() -> None:
    found = list(calls())
    assert len(found) > 40, "the walk finds them"
    assert [mistake for call in found for mistake in mistakes(*call)] == []


def test_nothing_in_the_catalogue_is_never_logged() -> None:
    logged = {event_id(call) for _, call, _ in calls()}
    assert sorted(set(EVENTS) - logged) == []


def test_every_field_is_logged_somewhere() -> None:
    logged: dict[str, set[str]] = {}
    for _, call, _ in calls():
        logged.setdefault(event_id(call), set()).update(k.arg for k in call.keywords if k.arg)
    assert {name: sorted(set(EVENTS[name].fields) - fields) for name, fields in logged.items()} == {
        name: [] for name in logged
    }


def test_no_other_logger_is_used() -> None:
    """A logger of the standard library would write beside the catalogue."""
    users = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "kiosk").rglob("*.py")
        if "logging.getLogger(" in file.read_text("utf-8")
    ]
    assert users == ["kiosk/telemetry/logs.py"]


@pytest.mark.parametrize("made", [log_events.CODE, log_events.MANUAL])
def test_what_is_made_of_the_catalogue_is_fresh_to_the_byte(made: Path) -> None:
    make = {log_events.CODE: log_events.code, log_events.MANUAL: log_events.manual}[made]
    assert made.read_bytes() == make(log_events.events()).encode()


@pytest.mark.parametrize("name", sorted(log_events.events()))
def test_an_entry_is_whole(name: str) -> None:
    entry: dict[str, Any] = log_events.events()[name]
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", name)
    assert set(entry) <= {"level", "reader", "zh", "en", "fields"}
    assert entry["level"] in set(METHODS.values())
    assert entry["reader"] in log_events.READERS
    fields = entry.get("fields", {})
    assert set(fields.values()) <= CLASSES
    assert not set(fields) & ALWAYS
    for sentence in (entry["zh"], entry["en"]):
        assert set(re.findall(r"{(\w+)}", sentence)) <= set(fields), "no sentence asks for more"


def test_the_walk_sees_a_mistake_when_there_is_one() -> None:
    text = 'log.info("device.lost", kind=1, owner=2)\nlog.info(f"x")\nlog.info("never.heard_of")\n'
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    told = [m for node in nodes for m in mistakes("here", node, "info")]
    assert told == [
        "here: device.lost is of level warning",
        "here: device.lost has no field owner",
        "here: an event is one literal id",
        "here: never.heard_of is not in config/log_events.toml",
    ]
