"""A port whose permissions count, also where the tests are root's."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

NOBODY = 65534


@contextlib.contextmanager
def as_owner_nobody(path: str) -> Iterator[None]:
    """Even root is denied nothing; so be nobody, who owns the port."""
    if os.geteuid() != 0:
        yield
        return
    os.chown(path, NOBODY, -1)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def allow(path: str, mode: int) -> None:
    """Set the permissions of the port."""
    Path(path).chmod(mode)
