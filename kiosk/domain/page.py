"""Lists that come in pages, answers that carry a version, and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of a list; ``next_cursor`` is opaque and fetches the next page, ``None`` ends."""

    rows: tuple[T, ...]
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Tagged(Generic[T]):
    """An answer and the tag by which it can be asked whether it changed."""

    value: T
    etag: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file from the platform. Its digests are for whoever prints it to hold against the announced ones."""

    media_type: str
    content: bytes = field(repr=False)
