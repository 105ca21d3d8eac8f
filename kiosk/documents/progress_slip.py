"""How far a case is, to take home. Neither the applicant nor any officer stands on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from kiosk.documents.slips import CENTRE, plain, stamp
from kiosk.domain.case import CaseFull, CaseMinimal
from kiosk.domain.case_state import Action
from kiosk.hardware.ticket_printer.slip import Line, QrCode, Rule, Slip

MARKS: Final = {"done": "[完成]", "current": "[正在办]", "pending": "[还没到]"}


def progress_slip(  # noqa: PLR0913 what stands on a slip
    case: CaseMinimal | CaseFull,
    *,
    state: str,
    says: tuple[str, ...],
    hall_name: str,
    kiosk_id: str,
    printed_at: datetime,
) -> Slip:
    """``says``: the promise and what to do, a line each. The code leads back to the case.

    A result that can be fetched online has a second one, for the phone (RS-04): the platform's address.
    """
    full = case if isinstance(case, CaseFull) else None
    number = case.case_no if isinstance(case, CaseFull) else case.case_no_masked
    parts: list[Line | QrCode | Rule] = [
        Line(hall_name, bold=True, align=CENTRE),
        Line("办理进度", scale=2, bold=True, align=CENTRE),
        Line(plain(case.item_name), bold=True),
        Line(f"办件编号 {number}"),
        Rule(),
        Line(plain(state), scale=2, bold=True),
        *(Line(plain(one)) for one in says if one),
        Rule(),
        *_steps(case),
        Rule(),
    ]
    if full is not None:
        parts += [QrCode(full.query.qr_payload), Line("扫这个码，在自助机上再查")]
        if full.query.url is not None and any(one.action is Action.DOWNLOAD for one in full.next_steps):
            parts += [QrCode(full.query.url), Line("手机扫这个码，登录后下载结果")]
    parts.append(Line("这是查询结果，不是受理凭证", align=CENTRE))
    parts.append(Line(stamp(printed_at, kiosk_id), align=CENTRE))
    return Slip("progress", tuple(parts))


def _steps(case: CaseMinimal | CaseFull) -> Iterator[Line]:
    if isinstance(case, CaseMinimal):
        for stage in case.steps:
            yield Line(f"{MARKS.get(stage.status, '')} {plain(stage.name)}")
        return
    for step in case.process:
        at = step.ended_at or step.started_at
        when = f" {at.month}月{at.day}日" if at else ""
        yield Line(f"{MARKS.get(step.status, '')} {plain(step.name)}{when}")
