"""Results of cases that everybody may read (PR-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View
from kiosk.journeys.views.trouble import STAFF


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A result, masked."""

    case_no: str
    item_name: str
    applicant: str
    decision: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class PublishedResults(View):
    """The list so far; ``more`` where the platform has more of it."""

    results: tuple[PublishedRow, ...]
    more: bool = False

    @property
    def title(self) -> Text:
        return Text("办理结果公示", "Published results")

    @property
    def lines(self) -> tuple[Text, ...]:
        if not self.results:
            return (Text("现在没有公示的结果。", "Nothing is published now."),)
        return (
            Text("人人可看，姓名和编号都遮住了。", "For everyone to read. Names and numbers are masked."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        end = Text("已经是全部了", "These are all")
        more = Choice(
            "more",
            Text("看更早的", "Earlier ones"),
            enabled=self.more,
            why_not=None if self.more else end,
        )
        return (more, STAFF)
