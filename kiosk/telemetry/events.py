"""Every event of the log. Made from config/log_events.toml by `make log-events`: do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Level = Literal["debug", "info", "warning", "error", "critical"]
FieldClass = Literal["none", "reference", "text", "personal"]


class Event(NamedTuple):
    """An event's level, and the class of personal data of each of its fields."""

    level: Level
    fields: Mapping[str, FieldClass]


EVENTS: Final[Mapping[str, Event]] = {
    "audit.cut_short": Event("error", {"signed": "none", "found": "none"}),
    "audit.not_sent": Event("warning", {"detail": "text"}),
    "audit.not_written": Event("error", {"action": "none", "detail": "text"}),
    "case.lookup_cooldown": Event("warning", {"misses": "none"}),
    "catalogue.guide_left_out": Event("warning", {"task_code": "none", "rule": "none", "why": "text"}),
    "catalogue.guides_later": Event("info", {"detail": "text"}),
    "catalogue.item_left_out": Event("warning", {"task_code": "none", "rule": "none", "why": "text"}),
    "catalogue.no_guide": Event("warning", {"task_code": "none", "code": "none"}),
    "catalogue.not_kept": Event("error", {"detail": "text"}),
    "catalogue.not_loaded": Event("error", {"detail": "text"}),
    "catalogue.of_another_version": Event("warning", {"detail": "text"}),
    "command.broke": Event("error", {"command": "none"}),
    "command.settled": Event("info", {"command": "none", "result": "none", "detail": "text"}),
    "consumable.low": Event("warning", {"supply": "none", "left": "none"}),
    "consumable.not_kept": Event("warning", {"supply": "none", "detail": "text"}),
    "consumable.refilled": Event("info", {"supply": "none", "used": "none"}),
    "counters.not_kept": Event("warning", {"detail": "text"}),
    "courier.delivered": Event("info", {"kind": "none", "letter": "reference", "number": "reference"}),
    "courier.later": Event(
        "info", {"kind": "none", "letter": "reference", "attempts": "none", "why": "text"}
    ),
    "courier.set_aside": Event("error", {"kind": "none", "letter": "reference", "code": "none"}),
    "courier.store_failed": Event("error", {"letter": "reference", "detail": "text"}),
    "device.broke": Event("error", {"kind": "none"}),
    "device.close_stalled": Event("debug", {"kind": "none", "call": "none", "seconds": "none"}),
    "device.lost": Event("warning", {"kind": "none", "state": "none", "code": "none", "action": "none"}),
    "device.recovered": Event("info", {"kind": "none", "seconds": "none"}),
    "device.stalled": Event("warning", {"kind": "none", "call": "none", "seconds": "none"}),
    "device.status": Event("info", {"kind": "none", "before": "none", "now": "none"}),
    "face.checked": Event("info", {"verdict": "none", "score": "none"}),
    "face.unfit": Event("error", {"code": "none", "why": "text"}),
    "face.worker_ended": Event("warning", {"retry_seconds": "none"}),
    "face.worker_failed": Event("warning", {"why": "text"}),
    "grant.outcome_not_kept": Event("warning", {"detail": "text"}),
    "grant.outcome_refused": Event("error", {"code": "none"}),
    "heartbeat.lost": Event("debug", {"detail": "text"}),
    "journey.broke": Event("error", {}),
    "journey.failed": Event("warning", {"error": "none", "detail": "text"}),
    "letter.handed_in": Event("info", {"kind": "none", "letter": "reference"}),
    "letter.last_words": Event("warning", {"kind": "none", "letter": "reference"}),
    "log.disk_low": Event("warning", {"free_mb": "none"}),
    "log.not_tidied": Event("warning", {"detail": "text"}),
    "log.over_budget": Event("warning", {"used_mb": "none", "budget_mb": "none", "oldest_days": "none"}),
    "page.scanned": Event("info", {"dpi": "none", "sharpness": "none", "reasons": "none"}),
    "photo.ended": Event("warning", {"status": "none"}),
    "photo.overdue": Event("warning", {}),
    "platform.no_board": Event("warning", {"detail": "text"}),
    "platform.no_calendar": Event("warning", {"detail": "text"}),
    "platform.no_catalogue": Event("debug", {"detail": "text"}),
    "power.ends": Event("critical", {}),
    "print.kept": Event("error", {"queue": "none", "jobs": "none"}),
    "print.not_recorded": Event("warning", {"detail": "text"}),
    "print.resumed": Event("warning", {"queue": "none", "reason": "text"}),
    "prints.not_known": Event("warning", {"count": "none"}),
    "screen.answer_late": Event("debug", {"choice": "none", "why": "text"}),
    "screen.no_pinyin": Event("warning", {"why": "text"}),
    "session.raised": Event("info", {"level_of_person": "none"}),
    "session.signed_in": Event("info", {"level_of_person": "none"}),
    "session.wiped": Event("info", {}),
    "settings.broke": Event("error", {"part": "none"}),
    "settings.not_taken_up": Event("error", {"part": "none", "detail": "text"}),
    "settings.refused": Event("error", {"detail": "text"}),
    "settings.taken_up": Event("info", {"part": "none"}),
    "settings.wait_for_restart": Event("warning", {"keys": "none"}),
    "site_rules.in_force": Event("info", {"version": "none"}),
    "staff.accounts_refused": Event("error", {"detail": "text"}),
    "staff.accounts_taken": Event("info", {"count": "none"}),
    "staff.card_unread": Event("info", {"error": "none"}),
    "staff.locked_out": Event("error", {"number": "reference", "seconds": "none"}),
    "staff.lockout_not_kept": Event("warning", {"detail": "text"}),
    "staff.lockout_unreadable": Event("warning", {"detail": "text"}),
    "staff.signed_in": Event("info", {"number": "reference", "role": "none"}),
    "staff.signed_out": Event("info", {"number": "reference"}),
    "store.corrupt": Event("error", {"file": "none", "kept_in": "none", "detail": "text"}),
    "store.corrupt_file_set_aside": Event("error", {"folder": "none"}),
    "store.record_unreadable": Event("error", {"kind": "none", "record": "reference"}),
    "terminal.started": Event("info", {"version": "none"}),
    "terminal.stopped": Event("info", {}),
    "terminal_api.broke": Event("error", {"path": "none"}),
    "terminal_api.started": Event("info", {"url": "none"}),
    "terminal_api.token_exposed": Event("warning", {"file": "none"}),
    "toner.not_told": Event("warning", {"why": "text"}),
    "toner.told_again": Event("info", {}),
    "visit.broke": Event("error", {}),
}
