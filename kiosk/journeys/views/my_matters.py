"""What there is today of somebody who signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View
from kiosk.journeys.views.cases import CaseRow
from kiosk.journeys.views.certificate import CertificateRow
from kiosk.journeys.views.listed import acting_for
from kiosk.journeys.views.trouble import STAFF

PRINT_IT: Final = Text("打印", "Print")


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A booking of today."""

    id: str
    item_name: str
    area: str
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class MyMatters(View):
    """Hello: what there is today, for whom they act, and how surely they are known."""

    who: str
    level: str
    acting_for: str | None = None
    """The masked name of whom they act for; ``None``: themselves."""
    bookings: tuple[MatterRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    """What goes on, that which needs them first."""
    cases_known: bool = True
    certificates: tuple[CertificateRow, ...] = ()
    """What can be printed here and now, at most a few, and only at level L3."""
    prints: bool = True
    """Whether certificates are printed here at all."""
    prints_not: Text | None = None
    """Why not now."""
    can_raise: bool = False
    updates: int = 0
    """Cases with news (PR-06)."""

    @property
    def title(self) -> Text:
        return Text(f"{self.who}，您好", f"Hello, {self.who}")

    @property
    def lines(self) -> tuple[Text, ...]:
        count = len(self.bookings)
        today = (
            Text(f"今天 {count} 个预约，点一下就签到取号。", f"{count} booked today. Press one to check in.")
            if count
            else Text("今天没有预约，可以直接取号。", "No booking today. You can take a number.")
        )
        return (today, *self._news, *acting_for(self.acting_for))

    @property
    def _news(self) -> tuple[Text, ...]:
        """Of cases, without a name."""
        if not self.cases_known:
            return (Text("办件暂时查不到，预约照常。", "Cases cannot be shown now. Bookings are fine."),)
        todo = sum(row.group == "todo" for row in self.cases)
        told = []
        if self.updates:
            told.append(Text(f"您有 {self.updates} 条新进展", f"{self.updates} with news"))
        if todo:
            told.append(Text(f"{todo} 件事要您办", f"{todo} need{'' if todo > 1 else 's'} you"))
        if not told:
            return ()
        zh, en = "，".join(t.zh for t in told), ", ".join(t.en or "" for t in told)
        return (Text(f"{zh}。", f"{en}."),)

    @property
    def speech(self) -> Text:
        """Without the name: a voice in a hall never says it."""
        said = Text("您好", "Hello")
        held = {row.id for row in self.certificates}  # what one holds is nobody else's to hear
        parts = [said, *self.lines[:1], *self._news, *(c.label for c in self.choices if c.id not in held)]
        return Text(
            "。".join(p.zh.rstrip("。") for p in parts) + "。",
            ". ".join((p.en or p.zh).rstrip(".") for p in parts) + ".",
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        bookings = (
            Choice(
                row.id,
                Text(row.item_name),
                hint=Text(f"{row.start:%H:%M} 到 {row.end:%H:%M} · {row.area}"),
                primary=number == 0,
            )
            for number, row in enumerate(self.bookings)
        )
        known = Text("已经核对过了", "Already confirmed")
        return (
            *bookings,
            *(Choice(row.id, Text(row.item_name), hint=row.hint) for row in self.cases),
            *(Choice(row.id, Text(row.name), hint=PRINT_IT) for row in self.certificates),
            Choice(
                "walk_in",
                Text("没有预约，直接取号", "Take a number without a booking"),
                primary=not self.bookings,
            ),
            *self._printing,
            Choice(
                "cases",
                Text("看我的全部办件", "All my cases"),
                hint=Text("办到哪一步，都在这里", "How far each of them is"),
            ),
            Choice("act_for", Text("替别人办", "Act for somebody else")),
            Choice(
                "confirm_identity",
                Text("核对是我本人", "Confirm that it is me"),
                hint=Text("刷脸或短信，打印证明时要用", "By face or text message, for certificates"),
                enabled=self.can_raise,
                why_not=None if self.can_raise else known,
            ),
            STAFF,
        )

    @property
    def _printing(self) -> tuple[Choice, ...]:
        if not self.prints:
            return ()
        words = Text("打印证明", "Print certificates"), Text("社保、不动产等")
        can = self.prints_not is None
        return (Choice("certificates", words[0], hint=words[1], enabled=can, why_not=self.prints_not),)
