"""A person's cases, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View

SPOKEN: Final = 5
"""So many cases are read out; a voice that reads two hundred helps nobody."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as a list shows it. ``group``: what the citizen must do, what goes on, what is over."""

    id: str
    item_name: str
    state: str
    state_text: Text
    group: Literal["todo", "open", "done"]
    submitted_at: datetime
    updated_at: datetime
    unread: bool
    due: date | None = None

    @property
    def hint(self) -> Text:
        """State and promised day, or when it was handed in."""
        zh, en = self.state_text.zh, self.state_text.en or self.state_text.zh
        if self.due is not None and self.group != "done":
            return Text(f"{zh} · 最晚 {day(self.due)}办完", f"{en} · by {self.due:%d %b}")
        return Text(
            f"{zh} · {self.submitted_at.year}年{day(self.submitted_at)}申请",
            f"{en} · of {self.submitted_at:%d %b %Y}",
        )


@dataclass(frozen=True, kw_only=True)
class CaseList(View):
    """All cases of the citizen, or of whom they act for; what needs them comes first."""

    who: str
    acting_for: str | None = None
    cases: tuple[CaseRow, ...] = ()
    more: bool = False
    """There are more than are shown here."""

    @property
    def title(self) -> Text:
        if not self.cases:
            return Text("没有查到办件", "No cases found")
        count = len(self.cases)
        return Text(f"一共 {count} 件事", f"{count} case{'s' if count > 1 else ''}")

    @property
    def lines(self) -> tuple[Text, ...]:
        if not self.cases:
            return (
                Text("网上或窗口交过的，过一会儿再看看。", "What was handed in just now may come later."),
            )
        fresh = sum(row.unread for row in self.cases)
        todo = sum(row.group == "todo" for row in self.cases)
        said = {
            Text(f"{fresh} 件有新进展。", f"{fresh} with news."): fresh,
            Text(f"{todo} 件要您办。", f"{todo} need{'' if todo > 1 else 's'} you."): todo,
            Text("点一件，看办到哪一步。", "Press one to see how far it is."): True,
            Text("更早的请到窗口查。", "For earlier ones please ask at a window."): self.more,
            Text(f"这是 {self.acting_for} 的。", f"Cases of {self.acting_for}."): self.acting_for,
        }
        return tuple(text for text, true in said.items() if true)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(Choice(row.id, Text(row.item_name), hint=row.hint) for row in self.cases)

    @property
    def speech(self) -> Text:
        """Counts and the first few, without a name."""
        lines = self.lines if self.acting_for is None else self.lines[:-1]  # whose they are comes last
        rows = [Text(row.item_name) for row in self.cases[:SPOKEN]]
        said = [self.title, *lines, *rows]
        return Text(
            "。".join(p.zh.rstrip("。") for p in said) + "。",
            ". ".join((p.en or p.zh).rstrip(".") for p in said) + ".",
        )


def day(moment: date) -> str:
    """3月16日."""
    return f"{moment.month}月{moment.day}日"
