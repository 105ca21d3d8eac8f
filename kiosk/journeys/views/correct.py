"""What a correction notice asks for, and the ways to put it right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View
from kiosk.journeys.views.trouble import STAFF

ROUTES: Final[Mapping[str, tuple[Text, Text]]] = {
    "online": (Text("在这里补", "Here"), Text("现在改，现在扫", "Change and scan it now")),
    "hall": (Text("到大厅交", "At the hall"), Text("把材料带到窗口", "Bring it to a window")),
    "post": (Text("寄过去", "By post"), Text("寄到通知书上的地址", "To the address on the notice")),
}
LISTED: Final = 4
"""So many find room; more are told one by one, and all of them on the notice."""
ORIGINAL: Final = Text("有原件要交，请到大厅或者寄", "An original is needed: at the hall or by post")
NOT_HERE: Final = Text("这台机器扫不了，请到大厅或者寄", "It cannot be scanned here: at the hall or by post")


@dataclass(frozen=True, kw_only=True)
class CorrectBy(View):
    """Everything that must be put right, and the ways to do it (AC-01, AC-05)."""

    item: str
    points: tuple[str, ...]
    deadline: date
    routes: tuple[str, ...]
    online_why_not: Text | None = None

    @property
    def title(self) -> Text:
        count = len(self.points)
        return Text(
            f"要补 {count} 处，怎么补？", f"{count} thing{'s' if count > 1 else ''} to put right. How?"
        )

    @property
    def lines(self) -> tuple[Text, ...]:
        until = f"{self.deadline:%Y-%m-%d}"
        listed = [Text(f"{number}. {point}") for number, point in enumerate(self.points, 1)]
        if (more := len(listed) - LISTED) > 0:
            listed[LISTED - 1 :] = [
                Text(f"还有 {more + 1} 处，后面一处一处来。", f"{more + 1} more follow one by one.")
            ]
        return (*listed, Text(f"{until} 前补。", f"Before {until}."))

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (*(self._way(route) for route in self.routes), STAFF)

    def _way(self, route: str) -> Choice:
        label, hint = ROUTES[route]
        no = self.online_why_not if route == "online" else None
        return Choice(route, label, hint=hint, enabled=no is None, why_not=no, primary=False)


@dataclass(frozen=True, kw_only=True)
class NothingToCorrect(View):
    """No case of theirs waits for anything."""

    @property
    def title(self) -> Text:
        return Text("现在没有要补的", "Nothing to put right")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text("要补什么，会发短信告诉您。", "A text message tells you when there is."),
            Text("想看办到哪一步，点“查办理进度”。", "To see how far a case is, press Track my case."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("done", Text("知道了", "OK"), primary=True), STAFF)
