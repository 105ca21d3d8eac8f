"""Change one value in a TOML text and nothing else: comments, order and blanks stay as somebody wrote them.

What cannot be changed with certainty is refused: a value over several lines, a key within an inline table.
The proof is in the reading: the changed text must say exactly what the old one said, but for this key.
"""

from __future__ import annotations

import json
import re
import tomllib
from copy import deepcopy
from typing import Any, Final

from kiosk.errors import KioskError

HEADER: Final = re.compile(r"\s*\[\s*([A-Za-z0-9_.\s-]+?)\s*\]\s*(#.*)?$")
KEY: Final = re.compile(r"(\s*)([A-Za-z0-9_-]+)(\s*=\s*)(.*)$")
BY_HAND: Final = "change it by hand in the file"


class CannotEdit(KioskError):
    """This value cannot be changed here; the argument says why."""


def changed(text: str, key: str, value: Any) -> str:  # noqa: ANN401 any TOML value
    """``text`` with ``key`` (``session.idle_seconds``) at ``value``. Raises ``CannotEdit``."""
    *tables, name = key.split(".")
    old = tomllib.loads(text)
    wanted = _with(old, tables, name, value, key)
    lines = text.removesuffix("\n").split("\n")  # TOML has fewer line ends than Python
    first, last = _section(lines, ".".join(tables))
    literal = _literal(value)
    if first is None:
        lines += ["", f"[{'.'.join(tables)}]", f"{name} = {literal}"]
    elif (at := _line_of(lines, first, last, name)) is not None:
        lines[at] = _replaced(lines[at], literal, key)
    else:
        lines.insert(_end_of(lines, first, last), f"{name} = {literal}")
    new = "\n".join(lines) + "\n"
    try:
        said = tomllib.loads(new)
    except tomllib.TOMLDecodeError:
        said = {}
    if said != wanted:
        raise CannotEdit(f"{key} stands where it cannot be changed safely: {BY_HAND}")
    return new


def value_of(table: dict[str, Any], key: str) -> Any:  # noqa: ANN401
    """What stands under ``key``; ``None`` where nothing does."""
    here: Any = table
    for part in key.split("."):
        here = here.get(part) if isinstance(here, dict) else None
    return here


def _with(old: dict[str, Any], tables: list[str], name: str, value: Any, key: str) -> dict[str, Any]:  # noqa: ANN401
    if not tables:
        raise CannotEdit(f"{key}: name its table too, as in session.idle_seconds")
    new = deepcopy(old)
    here = new
    for table in tables:
        here = here.setdefault(table, {})
        if not isinstance(here, dict):
            raise CannotEdit(f"{key}: {table} is a value")
    if isinstance(here.get(name), dict) and not isinstance(value, dict):
        raise CannotEdit(f"{key} is a table: name one of its keys")
    here[name] = value
    return new


def _section(lines: list[str], table: str) -> tuple[int | None, int]:
    """The line after the table's header, and the line where the next table begins."""
    first: int | None = None
    for number, line in enumerate(lines):
        if not (header := HEADER.match(line)):
            continue
        if first is not None:
            return first, number
        if re.sub(r"\s", "", header[1]) == table:
            first = number + 1
    return first, len(lines)


def _line_of(lines: list[str], first: int, last: int, name: str) -> int | None:
    for number in range(first, last):
        found = KEY.match(lines[number])
        if found and found[2] == name:
            return number
    return None


def _end_of(lines: list[str], first: int, last: int) -> int:
    """Behind the table's last line that says something."""
    while last > first and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    return last


def _replaced(line: str, literal: str, key: str) -> str:
    found = KEY.match(line)
    if found is None:
        raise CannotEdit(f"{key}: {BY_HAND}")
    indent, name, equals, rest = found.groups()
    value, comment = _split(rest)
    try:
        tomllib.loads(f"x = {value}")
    except tomllib.TOMLDecodeError:
        raise CannotEdit(f"{key} goes over several lines: {BY_HAND}") from None
    if comment:
        # The comment stays in its column as long as the value leaves it room.
        literal = literal.ljust(max(len(value), len(literal) + 1))
    return f"{indent}{name}{equals}{literal}{comment}"


def _split(rest: str) -> tuple[str, str]:
    """Value and comment: the first ``#`` outside of quotes begins the comment."""
    quote, at = "", 0
    while at < len(rest):
        letter = rest[at]
        if quote:
            if letter == "\\" and quote == '"':
                at += 1
            elif letter == quote:
                quote = ""
        elif letter in "\"'":
            quote = letter
        elif letter == "#":
            return rest[:at], rest[at:]
        at += 1
    return rest, ""


def _literal(value: Any) -> str:  # noqa: ANN401
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            # JSON's strings are TOML's, but for one character that JSON leaves as it is.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
        case list() | tuple():
            return "[" + ", ".join(_literal(each) for each in value) + "]"
        case dict():
            return "{ " + ", ".join(f"{name} = {_literal(each)}" for name, each in value.items()) + " }"
        case _:
            raise CannotEdit(f"a value of this kind is written by hand: {BY_HAND}")
