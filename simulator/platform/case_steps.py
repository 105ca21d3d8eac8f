"""The process of a case as steps, told from the moments at which it changed its state."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.platform.contract import Json

NAMES = {
    "apply": "申请",
    "original_precheck": "原件预审",
    "correction": "材料补正",
    "acceptance": "受理",
    "review": "审查",
    "special": "特别程序",
    "completion": "办结",
    "sign_for": "签收",
}
ONLY_IF_STARTED = frozenset({"correction", "special"})
# Which steps end and which begin when a case comes into a state. A closing state ends all that began.
ENDS = {
    "SUBMITTED": {"apply", "correction"},
    "PRECHECK_OK": {"original_precheck"},
    "RECEIVED": {"original_precheck"},
    "ACCEPTED": {"original_precheck", "acceptance"},
    "REVIEW": {"special"},
    "DONE_GRANTED": {"acceptance", "review", "completion"},
    "DONE_REFUSED": {"review", "completion"},
}
CLOSING = frozenset({"PRECHECK_REJECTED", "NOT_ACCEPTED", "FORWARDED", "RETURNED", "VOID", "DELIVERED"})
BEGINS = {
    "DRAFT": ["apply"],
    "PRECHECK_OK": ["acceptance"],
    "RECEIVED": ["acceptance"],
    "CORRECTION": ["correction"],
    "ACCEPTED": ["review"],
    "REVIEW": ["review"],
    "SPECIAL": ["special"],
    "DONE_GRANTED": ["sign_for"],
    "DONE_REFUSED": ["sign_for"],
}
OFFICER = {"officer_name": "钱经办", "officer_no": "S0001"}
BY_OFFICER = frozenset({"original_precheck", "acceptance", "review", "special", "completion"})


def process(mode: str, events: Iterable[tuple[str, str]]) -> list[Json]:
    """Return the contract's CaseSteps. ``events`` are (state, moment), oldest first."""
    prechecked = mode == "original_precheck"
    submitted = ["apply", "original_precheck" if prechecked else "acceptance"]
    begins = {**BEGINS, "SUBMITTED": submitted}
    began: dict[str, str] = {}
    ended: dict[str, str] = {}
    for state, at in events:
        for kind in begins.get(state, []):
            began.setdefault(kind, at)
            ended.pop(kind, None)
        for kind in {*began, "completion"} if state in CLOSING else ENDS.get(state, set()):
            if kind in began or kind == "completion":
                ended.setdefault(kind, at)
    kinds = [kind for kind in NAMES if prechecked or kind != "original_precheck"]
    return [_step(kind, began.get(kind), ended.get(kind)) for kind in kinds if _shown(kind, began)]


def _shown(kind: str, began: dict[str, str]) -> bool:
    return kind not in ONLY_IF_STARTED or kind in began


def _step(kind: str, began: str | None, ended: str | None) -> Json:
    started = began or ended
    step: Json = {
        "type": kind,
        "name": NAMES[kind],
        "status": "done" if ended else "current" if started else "pending",
        "started_at": started,
        "ended_at": ended,
        "officer_name": None,
        "officer_no": None,
        "opinion": "同意" if ended and kind == "review" else None,
        "special": None,
    }
    if started and kind in BY_OFFICER:
        step |= OFFICER
    if kind == "special":
        step["special"] = {"kind": "实地核查", "expected_days": 5, "clock_stopped": True}
    return step
