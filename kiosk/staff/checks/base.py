"""What a check says."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warn", "bad"]
"""``warn``: the terminal can serve all the same; ``bad``: it cannot, or not wholly."""

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what it is, how it is, and the command that mends it (empty: none does).

    ``says_zh``: what it says to hall staff, where that is not the same.
    """

    name: str
    state: State
    says: str
    mend: str = ""
    says_zh: str = ""


def output(*command: str) -> str | None:
    """What a program of this machine prints; ``None`` where it is not there, fails or hangs."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 fixed commands
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
