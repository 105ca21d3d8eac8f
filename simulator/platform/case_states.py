"""The states of a case, as section 5 of the contract writes them down, and how one follows another."""

from __future__ import annotations

import re
from functools import cache

from simulator.platform import contract

ROW = re.compile(r"^\s*\| ([A-Z_]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
MODES = ("fully_online", "original_verification", "original_precheck")
FOLLOWS = {
    "DRAFT": {"SUBMITTED"},
    "SUBMITTED": {"PRECHECK_OK", "PRECHECK_REJECTED", "CORRECTION", "RECEIVED", "ACCEPTED"},
    "PRECHECK_OK": {"RECEIVED"},
    "RECEIVED": {"ACCEPTED", "NOT_ACCEPTED", "CORRECTION"},
    "CORRECTION": {"SUBMITTED", "RETURNED"},
    "ACCEPTED": {"REVIEW"},
    "REVIEW": {"SPECIAL", "DONE_GRANTED", "DONE_REFUSED", "FORWARDED", "VOID", "RETURNED"},
    "SPECIAL": {"REVIEW"},
    "DONE_GRANTED": {"DELIVERED"},
    "DONE_REFUSED": {"DELIVERED"},
}
PRECHECK_ONLY = frozenset({"PRECHECK_OK", "PRECHECK_REJECTED"})
BEFORE_DECISION = frozenset(
    {"SUBMITTED", "PRECHECK_OK", "CORRECTION", "RECEIVED", "ACCEPTED", "REVIEW", "SPECIAL"}
)
OPEN = BEFORE_DECISION | {"DRAFT", "FORWARDED"}
PAUSED = frozenset({"CORRECTION", "SPECIAL"})
REMINDABLE = frozenset({"SUBMITTED", "RECEIVED", "ACCEPTED", "REVIEW"})
DECIDED = frozenset({"DONE_GRANTED", "DONE_REFUSED"})
RATEABLE = frozenset(
    {"ACCEPTED", "NOT_ACCEPTED", "REVIEW", "SPECIAL", "FORWARDED", "RETURNED", "DELIVERED", *DECIDED}
)


def may_follow(mode: str, state: str, following: str) -> bool:
    """Tell whether a case may go from one state to another. A withdrawal leads to VOID."""
    if following in PRECHECK_ONLY and mode != "original_precheck":
        return False
    return following in FOLLOWS.get(state, set()) or (following == "VOID" and state in BEFORE_DECISION)


def state_text(state: str) -> str:
    """Return what the applicant sees."""
    return _table()[state][0]


def next_actions(state: str, mode: str) -> list[str]:
    """Return the vocabulary of next steps for a state."""
    return _table()[state][1][mode]


@cache
def _table() -> dict[str, tuple[str, dict[str, list[str]]]]:
    rows = ROW.findall(contract.load().document["info"]["description"])
    return {
        state: (
            re.sub(r" \([ -~]*\)", "", words),
            {mode: re.findall("[a-z_]+", cell) for mode, cell in zip(MODES, cells, strict=True)},
        )
        for state, words, *cells in rows
    }
