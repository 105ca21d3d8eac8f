"""A file that is the old one or the new one, never half: draft, fsync, replace, fsync of the folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600


def write_whole(
    path: Path,
    content: str | bytes,
    *,
    mode: int | None = OWNER_ONLY,
    check: Callable[[Path], object] = lambda _draft: None,
) -> None:
    """On the disk when this returns; text as UTF-8. Raises ``OSError``, or what ``check`` raises.

    ``mode`` ``None``: the rights and the owner of what is there, ``0640`` where nothing is.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            _give_rights(handle, path, mode)
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(handle)
        check(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _give_rights(handle: int, path: Path, mode: int | None) -> None:
    if mode is not None:
        os.fchmod(handle, mode)
        return
    os.fchmod(handle, 0o640)
    with suppress(FileNotFoundError):
        there = path.stat()
        os.fchmod(handle, there.st_mode & 0o777)
        os.fchown(handle, there.st_uid, there.st_gid)
