"""A province's own codes for the states of a case, in a file of the site's configuration (never in code).

``BJJGDM 1`` is 退回 in one city and 不予许可 in the next: who runs the platform says which.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kiosk.domain.case_state import CaseState
from kiosk.errors import ConfigError, Mistake

TABLE = "states"
CANONICAL = [state.value for state in CaseState if state is not CaseState.OTHER]


@dataclass(frozen=True, slots=True)
class CaseCodes:
    """Code → state. Codes that the table does not name pass as they are: the contract's own need no line."""

    table: Mapping[str, str] = field(default_factory=dict)

    def canonical(self, code: str) -> str:
        """The state of the contract for a code; the code itself where nobody knows it."""
        return self.table.get(code, code)


def read(path: Path) -> CaseCodes:
    """Read a table of codes. Raises ``ConfigError`` with every mistake in it."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(str(path), [Mistake("(file)", f"cannot be read: {error}")]) from None
    table = told.get(TABLE)
    mistakes = [Mistake(key, "unknown key", TABLE) for key in told if key != TABLE]
    if not isinstance(table, dict) or not table:
        mistakes.append(Mistake(TABLE, "is missing: a table of CODE = STATE"))
        table = {}
    mistakes += [mistake for code, state in table.items() if (mistake := _mistake(code, state))]
    if mistakes:
        raise ConfigError(str(path), mistakes)
    return CaseCodes(table)


def _mistake(code: str, state: Any) -> Mistake | None:  # noqa: ANN401 whatever TOML holds
    if state in CANONICAL:
        return None
    nearest = get_close_matches(str(state), CANONICAL, n=1)
    return Mistake(f"{TABLE}.{code}", f"{state!r} is no state of the contract", next(iter(nearest), None))
