"""The codes on the invented people's phones, and one that nobody knows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent.parent / "data"
UNKNOWN: Final = "SAMPLE-NOBODY"


@dataclass(frozen=True, slots=True)
class SimCode:
    """What a code holds, whose it is, what it proves, and whether that is over."""

    payload: str
    owner: str
    level: str = ""
    expired: bool = False


def sample_codes() -> dict[str, SimCode]:
    """Every code that the platform resolves, and an unknown one, by what they hold."""
    nobody = SimCode(UNKNOWN, "")
    return {code.payload: code for code in (*_of("citizens"), *_of("organisations"), nobody)}


def _of(kind: str) -> Iterator[SimCode]:
    with (DATA / f"{kind}.toml").open("rb") as opened:
        for one in tomllib.load(opened)[kind]:
            for code in one.get("codes", ()):
                yield SimCode(code["payload"], one["name"], code["level"], code.get("expired", False))
