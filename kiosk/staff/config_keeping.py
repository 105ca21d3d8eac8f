"""The configuration file changed safely: the old one or the new one is there, never half; old ones are kept.

Beside ``kiosk.toml`` lies ``kiosk.toml.history``: what was replaced, one file a change, with who and when in
a file of its own. ``undo`` takes the newest back and marks it, so that another ``undo`` goes further back.
What somebody wrote into the file by hand meanwhile is no change of ours, and stays.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.config_file import judge
from kiosk.errors import ConfigError, Mistake
from kiosk.staff.toml_line import BY_HAND, CannotEdit, changed, value_of
from kiosk.store.whole_file import write_whole


class Edit(Struct, frozen=True):
    """One value of a change. ``old`` ``None``: it was not written in the file."""

    key: str
    old: Any
    new: Any


class Change(Struct, frozen=True):
    """Who replaced a version, when, and what they changed. ``undone``: it was put back since."""

    at: datetime
    who: str
    key: str
    old: Any
    new: Any
    undone: bool = False
    also: tuple[Edit, ...] = ()
    """What else was changed with it, as one version."""
    source: str = ""
    """From where it came, where it was brought in."""
    left: str = ""
    """SHA-256 of the file that the change left behind, in hex: what differs from it was written by hand."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every value that it changed."""
        return (Edit(self.key, self.old, self.new), *self.also)


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """One ``kiosk.toml``. Every call raises ``ConfigError`` for a file that cannot be read or written."""

    path: Path

    def read(self) -> str:
        """Its text."""
        try:
            return self.path.read_text("utf-8")
        except OSError as error:
            raise self._mistake(f"cannot be read: {error.strerror}") from None
        except UnicodeDecodeError:
            raise self._mistake("cannot be read: not UTF-8") from None

    def set(self, key: str, words: str, *, who: str, at: datetime) -> Change:
        """Set ``key`` to what ``words`` say: a TOML value, or else plain text.

        Raises ``CannotEdit``, and ``ConfigError`` when the result would not be a configuration.
        """
        text = self.read()
        judge(text, str(self.path), files_must_exist=False)
        new_text, value = self._first_that_fits(text, key, words)
        change = Change(at, who, key, value_of(tomllib.loads(text), key), value)
        if new_text != text:
            self._replace(text, new_text, change)
        return change

    def preview(self, values: Mapping[str, Any]) -> str:
        """The file as ``set_all`` would leave it. Raises as that does."""
        text = self.read()
        judge(text, str(self.path), files_must_exist=False)
        for key, value in values.items():
            text = changed(text, key, value)
        judge(text, str(self.path), files_must_exist=False)
        return text

    def set_all(self, values: Mapping[str, Any], *, who: str, at: datetime, source: str = "") -> Change:
        """Set several keys to TOML values, as one version: all of them or none.

        Raises ``CannotEdit``, and ``ConfigError`` when the result would not be a configuration.
        """
        text, new_text = self.read(), self.preview(values)
        table = tomllib.loads(text)
        first, *also = (Edit(key, value_of(table, key), value) for key, value in values.items())
        change = Change(at, who, first.key, first.old, first.new, also=tuple(also), source=source)
        if new_text != text:
            self._replace(text, new_text, change)
        return change

    def undo(self, *, who: str, at: datetime) -> Change:
        """Take the newest change back; what was written by hand since stays as it is.

        Raises ``CannotEdit`` where there is none, or where what it changed was itself changed by hand.
        """
        newest = next(((n, change) for n, change in self.history() if not change.undone), None)
        if newest is None:
            raise CannotEdit("there is nothing to undo")
        number, change = newest
        text = self.read()
        by_hand = change.left not in {"", _digest(text)}
        old = self._without(text, change) if by_hand else self._kept(number).read_text("utf-8")
        judge(old, str(self.path), files_must_exist=False)
        also = tuple(Edit(edit.key, edit.new, edit.old) for edit in change.also)
        undoing = Change(at, who, change.key, change.new, change.old, undone=True, also=also)
        self._replace(text, old, undoing)
        self._note(number, msgspec.structs.replace(change, undone=True))
        return undoing

    @staticmethod
    def _without(text: str, change: Change) -> str:
        """``text``, which somebody wrote in by hand since, without the change."""
        table = tomllib.loads(text)
        for edit in change.edits:
            if value_of(table, edit.key) != edit.new:
                raise CannotEdit(f"{edit.key} was changed by hand since: {BY_HAND}")
            if edit.old is None:
                raise CannotEdit(
                    f"the file was changed by hand since, and {edit.key} is new in it: {BY_HAND}"
                )
            text = changed(text, edit.key, edit.old)
        return text

    def history(self) -> Iterator[tuple[int, Change]]:
        """The changes so far, newest first."""
        for file in sorted(self._folder.glob("*.json"), reverse=True):
            yield int(file.stem), msgspec.json.decode(file.read_bytes(), type=Change)

    def _first_that_fits(self, text: str, key: str, words: str) -> tuple[str, Any]:
        refused: ConfigError | None = None
        for value in _readings(words):
            new = changed(text, key, value)
            try:
                judge(new, str(self.path), files_must_exist=False)
            except ConfigError as error:
                refused = refused or error
            else:
                return new, value
        raise refused or CannotEdit(f"{key}: no value")

    @property
    def _folder(self) -> Path:
        return self.path.with_name(f"{self.path.name}.history")

    def _kept(self, number: int) -> Path:
        return self._folder / f"{number:06}.toml"

    def _note(self, number: int, change: Change) -> None:
        write_whole(self._folder / f"{number:06}.json", msgspec.json.encode(change), mode=None)

    def _replace(self, old: str, new: str, change: Change) -> None:
        try:
            self._folder.mkdir(mode=0o750, exist_ok=True)
            last = max((int(file.stem) for file in self._folder.glob("*.toml")), default=0)
            write_whole(self._kept(last + 1), old, mode=None)
            self._note(last + 1, msgspec.structs.replace(change, left=_digest(new)))
            write_whole(self.path, new, mode=None)
        except OSError as error:
            raise self._mistake(f"cannot be written: {error.strerror}") from None

    def _mistake(self, why: str) -> ConfigError:
        return ConfigError(str(self.path), [Mistake("(file)", why)])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _readings(words: str) -> Iterator[Any]:
    with suppress(tomllib.TOMLDecodeError):
        table = tomllib.loads(f"x = {words}")
        if set(table) == {"x"}:
            yield table["x"]
    yield words
