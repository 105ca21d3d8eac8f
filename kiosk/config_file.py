"""Read ``kiosk.toml``: every mistake named by key and reason, with the nearest known key, all at once."""

from __future__ import annotations

import difflib
import tomllib
import types
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from kiosk.config import Config
from kiosk.errors import ConfigError, Mistake

NEEDED_FILES = (
    "platform.secret_file",
    "platform.ca_file",
    "platform.client_cert_file",
    "platform.case_states",
    "devices.id_card.library",
    "devices.id_card.photo_library",
    "terminal_api.token_file",
    "staff.accounts_file",
    "staff.package_key_file",
)
"""Keys that name a file which must be there. Device nodes are not among them: a device may come later."""

HOW_TO = {"platform.secret_file": "activate this terminal first: run_kiosk.py activate CODE --config FILE"}


def load(path: Path, *, files_must_exist: bool = True) -> Config:
    """Return the typed configuration, or raise ``ConfigError`` with every mistake."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ConfigError(str(path), [Mistake("(file)", f"cannot be read: {reason}")]) from None
    return judge(text, str(path), files_must_exist=files_must_exist)


def judge(text: str, file: str, *, files_must_exist: bool = True) -> Config:
    """Return the typed configuration that ``text`` says, or raise ``ConfigError`` with every mistake."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # not only TOMLDecodeError: numbers and nests without end
        raise ConfigError(file, [Mistake("(file)", f"is not TOML: {error}")]) from None
    mistakes = list(_section_mistakes(table, Config, ""))
    if files_must_exist:
        mistakes += _missing_files(table)
    if mistakes:
        raise ConfigError(file, mistakes)
    return msgspec.convert(table, Config)


def _section_mistakes(table: dict[str, Any], section: type[Any], prefix: str) -> Iterator[Mistake]:
    known = get_type_hints(section, include_extras=True)
    required = {f.name for f in fields(section) if f.default is MISSING and f.default_factory is MISSING}
    for key, value in table.items():
        if key in known:
            yield from _value_mistakes(value, known[key], prefix + key)
        else:
            yield Mistake(prefix + key, "unknown key", _nearest(prefix, key, known))
    for key in sorted(required - table.keys()):
        yield Mistake(prefix + key, "is missing")


def _value_mistakes(value: object, kind: Any, key: str) -> Iterator[Mistake]:
    inner = _section_of(kind)
    if inner is None:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            yield Mistake(key, f"{error}, not {value!r}")
    elif isinstance(value, dict):
        yield from _section_mistakes(value, inner, key + ".")
    else:
        yield Mistake(key, f"Expected a table, not {value!r}")


def _section_of(kind: Any) -> type[Any] | None:
    options = get_args(kind) if get_origin(kind) in {Union, types.UnionType} else (kind,)
    return next((o for o in options if isinstance(o, type) and is_dataclass(o)), None)


def _nearest(prefix: str, key: str, known: dict[str, Any]) -> str | None:
    """The known key most like ``key``: a close one of any table, else one of its own table less close."""
    here = {name: prefix + name for name in known}
    everywhere = {full.rsplit(".", 1)[-1]: full for full in _all_keys(Config, "")} | here
    for names, cutoff in ((everywhere, 0.75), (here, 0.6)):
        if found := difflib.get_close_matches(key, list(names), n=1, cutoff=cutoff):
            return names[found[0]]
    return None


def _all_keys(section: type[Any], prefix: str) -> Iterator[str]:
    for key, kind in get_type_hints(section, include_extras=True).items():
        yield prefix + key
        if (inner := _section_of(kind)) is not None:
            yield from _all_keys(inner, f"{prefix}{key}.")


def _missing_files(table: dict[str, Any]) -> Iterator[Mistake]:
    for key in NEEDED_FILES:
        value: Any = table
        for part in key.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if isinstance(value, str) and value and not Path(value).is_file():
            yield Mistake(key, f"no such file: {value}" + (f" ({HOW_TO[key]})" if key in HOW_TO else ""))
