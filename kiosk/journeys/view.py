"""A view is a value: what the citizen must know and may choose, with no pixel in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from kiosk.domain.words import Text

PRINTING_PATIENCE = 300.0
"""Five minutes untouched, for a print or for staff on their way (design language, section 10)."""

FieldKind = Literal[
    "text", "digits", "phone", "id_number", "date", "choice", "multi_choice", "yes_no", "signature", "pages"
]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be pressed. A disabled one keeps its place and says why."""

    id: str
    label: Text
    hint: Text | None = None
    enabled: bool = True
    why_not: Text | None = None
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """Something that can be filled in."""

    id: str
    label: Text
    kind: FieldKind
    required: bool = True
    value: str | None = None
    error: Text | None = None
    choices: tuple[Choice, ...] = ()
    max_length: int | None = None
    chinese: bool = False
    """A ``text`` that is written in Chinese: a name, an address. A terminal's own keys then offer pinyin."""
    note: Text | None = None
    """What helps to fill it in, or where its value comes from."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is: ``done`` of ``total``."""

    done: int
    total: int
    text: Text


@dataclass(frozen=True, slots=True)
class Attention:
    """A device fault or a notice that the citizen should see on whatever view is up."""

    kind: str
    action: str | None
    text: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """What the citizen chose, and the values they filled in."""

    choice: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class View:
    """Base of all views. A subclass's dataclass fields are its data: already masked, plain values only."""

    back: ClassVar[bool] = True
    home: ClassVar[bool] = True
    patience_seconds: ClassVar[float | None] = None
    """How long this view may rest untouched, where the session's own idle time is too short."""
    without_fields: ClassVar[frozenset[str]] = frozenset()
    """Choices that can be taken with required fields still empty: previous, retake, skip."""

    @property
    def title(self) -> Text:
        """What this view is about, in one line."""
        raise NotImplementedError

    @property
    def lines(self) -> tuple[Text, ...]:
        """What else must be known, a sentence each."""
        return ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, in reading order."""
        return ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """What can be filled in."""
        return ()

    @property
    def progress(self) -> Progress | None:
        """How far the matter is, where that is known."""
        return None

    @property
    def speech(self) -> Text:
        """What a voice says: title, sentences, then the choices in order. No names, no numbers of people."""
        parts = [self.title, *self.lines, *(c.label for c in self.choices if c.enabled)]
        return Text(
            "。".join(p.zh.rstrip("。") for p in parts) + "。",
            ". ".join((p.en or p.zh).rstrip(".") for p in parts) + ".",
        )

    @classmethod
    def name(cls) -> str:
        """The view's public name: the class name in snake_case."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def choice(self, choice_id: str) -> Choice | None:
        """The choice with this id, if the view has it."""
        return next((c for c in self.choices if c.id == choice_id), None)
