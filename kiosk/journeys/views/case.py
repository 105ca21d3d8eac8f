"""A case, with all that may be seen of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View
from kiosk.journeys.views.cases import day
from kiosk.journeys.views.home import PleaseWait

WEEKDAYS: Final = "一二三四五六日"
Printed = bool | Literal["unknown"] | None
"""What became of a slip; ``None``: none was asked for."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step; who, when and what they said only in the full view."""

    name: str
    status: str
    started_at: datetime | None = None
    ended_at: datetime | None = None
    officer_name: str | None = None
    officer_no: str | None = None
    opinion: str | None = None
    special: str | None = None


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """Something that was handed in, and how."""

    name: str
    means: Text


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A receipt, notice or decision; ``why_not``: why it cannot be printed here now."""

    id: str
    kind: str
    title: str
    issued_at: datetime
    why_not: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What only its holder sees of a case (PR-02, PR-04)."""

    applicant: str
    agent: str | None
    submitted_at: datetime
    application_no: str | None
    review_code: str | None
    materials: tuple[MaterialRow, ...]
    receipt: str | None
    acceptance_notice: str | None
    """Titles of these two papers, once there are such."""
    papers: tuple[PaperRow, ...]
    result: Text | None
    certificates: int
    fee: str | None
    corrections: tuple[str, ...] = ()
    """What must be put right, all of it at once (AC-01)."""


@dataclass(frozen=True, kw_only=True)
class CaseDetail(View):
    """How far a case is. ``full`` is ``None`` where only its number is known (PR-05)."""

    case_no: str
    item_name: str
    state: str
    state_text: Text
    clock: str
    """``running`` ``last_day`` ``overdue`` ``paused`` ``over`` ``none``."""
    due: date | None
    days: int | None
    """Left, or past the day when overdue; ``None``: it cannot be counted."""
    working_days: bool
    limit: str | None
    limit_days: int | None
    todo: tuple[Text, ...]
    steps: tuple[StepRow, ...]
    full: Told | None = None
    not_yours: bool = False
    sign: bool = False
    """Its result waits to be signed for."""
    correct: bool = False
    """Something must be put right, and can be from here."""
    remind_why_not: Text | None = None
    print_why_not: Text | None = None
    printed: Printed = None
    reminded: str | None = None
    """The number under which the department was reminded a moment ago."""

    @property
    def title(self) -> Text:
        return Text(self.item_name)

    @property
    def when(self) -> Text:
        """The promise, in days."""
        return _when(self)

    @property
    def lines(self) -> tuple[Text, ...]:
        now = Text(f"现在：{self.state_text.zh}", f"Now: {self.state_text.en or self.state_text.zh}")
        seen = (Text("这件不在您名下，只能看进度。", "Not your case: only its progress is shown."),)
        return (*self.news, now, self.when, *self.todo, *(seen if self.not_yours else ()))

    @property
    def news(self) -> tuple[Text, ...]:
        """What was done a moment ago."""
        told = {
            True: (Text("进度单打好了，在出票口。", "The slip is in the slot."),),
            False: (Text("进度单没打出来，不是您点错了。", "The slip did not print. Not your mistake."),),
            "unknown": (
                Text("不一定打出来了，看一下出票口。", "It may not have printed. Look in the slot."),
            ),
        }.get("" if self.printed is None else self.printed, ())
        if self.reminded is None:
            return told
        asked = Text(
            f"已经催过经办单位，编号 {self.reminded}。",
            f"The office was reminded: {self.reminded}.",
        )
        return (asked, *told)

    @property
    def choices(self) -> tuple[Choice, ...]:
        remind = Choice(
            "remind",
            Text("催一下", "Remind the office"),
            hint=Text("一天一次", "Once a day"),
            enabled=self.remind_why_not is None,
            why_not=self.remind_why_not,
        )
        paper = Choice(
            "print",
            Text("没打出来？再打" if self.printed in {False, "unknown"} else "打印进度单", "Print progress"),
            enabled=self.print_why_not is None,
            why_not=self.print_why_not,
            primary=self.print_why_not is None,
        )
        more = Choice(
            "more",
            Text("用身份证看全部", "See all with my ID card"),
            enabled=not self.not_yours,
            why_not=Text("这件不在您名下", "Not your case") if self.not_yours else None,
        )
        if self.full is None:
            return (remind, paper, more)
        sign = (Choice("sign", Text("签收结果", "Sign for the result")),) if self.sign else ()
        correct = (Choice("correct", Text("去补", "Put it right")),) if self.correct else ()
        return (remind, paper, *correct, *sign, *(_paper(row) for row in self.full.papers))


@dataclass(frozen=True, kw_only=True)
class SlipPrinting(PleaseWait):
    """A slip is on its way out."""

    home = False
    back = False

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("从屏幕下方左边的出票口取。", "Take it from the slot below the screen."),)


def _paper(row: PaperRow) -> Choice:
    return Choice(
        row.id,
        Text(f"打印{row.title}", f"Print {row.title}"),
        hint=Text(f"{day(row.issued_at)}出具", f"Issued {row.issued_at:%Y-%m-%d}"),
        enabled=row.why_not is None,
        why_not=row.why_not,
    )


def _when(view: CaseDetail) -> Text:
    if view.clock == "paused":
        return Text("现在不计时，这一步完了接着算。", "The time stands still until this step is over.")
    if view.due is None:
        return Text("还没定哪天办完。", "No day is promised yet.")
    if view.clock == "over":
        return Text(f"承诺 {day(view.due)}前办完。", f"Promised by {view.due:%Y-%m-%d}.")
    if view.clock == "last_day":
        return Text("今天是最后一天，今天要办完。", "Due today.")
    return _running(view, view.due)


def _running(view: CaseDetail, due: date) -> Text:
    zh = f"最晚 {day(due)}（周{WEEKDAYS[due.weekday()]}）办完"
    en = f"Due by {due:%a %Y-%m-%d}."
    count = ""
    if view.days is not None:
        count = f"{view.days} {'working ' if view.working_days else ''}day{'s' if view.days != 1 else ''}"
    unit = "个工作日" if view.working_days else "天"
    if view.clock == "overdue":
        late = f"比承诺晚了 {view.days} {unit}" if count else f"{day(due)}就该办完，已经晚了"
        return Text(f"{late}。可以催一下。", f"Late: {count or en[:-1]}. You can remind the office.")
    return Text(f"{zh}，还剩 {view.days} {unit}。", f"{en} {count} left.") if count else Text(f"{zh}。", en)
