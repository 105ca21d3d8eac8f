"""An application before its form: who must go to a window, and what the platform may fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View
from kiosk.journeys.views.trouble import STAFF


@dataclass(frozen=True, slots=True)
class ExclusionRow:
    """Who cannot do it here, in the guide's words, and which window they go to."""

    id: str
    text: str
    window: str | None


@dataclass(frozen=True, kw_only=True)
class NotHereIf(View):
    """Asked once, before anything is filled in for nothing."""

    item: str
    rows: tuple[ExclusionRow, ...]

    @property
    def title(self) -> Text:
        return Text("有下面的情况吗？", "Is any of these true for you?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text("有的话要到窗口办，点一下告诉您去哪。", "If so, a window does it. Press it to see which."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("none", Text("都没有，接着办", "None of them. Go on."), primary=True),
            *(Choice(row.id, Text(row.text)) for row in self.rows),
            STAFF,
        )


@dataclass(frozen=True, kw_only=True)
class AtWindow(View):
    """This one is done at a window, and why."""

    item: str
    why: str
    window: str | None

    @property
    def title(self) -> Text:
        return Text("这种情况请到窗口办", "Please do this at a window")

    @property
    def lines(self) -> tuple[Text, ...]:
        where = f"请到{self.window}，" if self.window else ""
        return (
            Text(f"《{self.item}》：{self.why}。"),
            Text(f"{where}在首页可以先取个号。", "You can take a number on the home screen."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("done", Text("知道了", "OK"), primary=True), STAFF)


@dataclass(frozen=True, kw_only=True)
class ShareData(View):
    """A separate, free consent: the platform fills in what it knows. Without it everything can be done."""

    item: str
    notice: str | None = None
    """The platform's own text."""

    @property
    def title(self) -> Text:
        return Text("让平台帮您填，好吗？", "May the platform fill things in?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text(
                "同意：平台有的信息直接填上，有的材料不用交。", "Yes: it fills in and spares you what it has."
            ),
            Text("不同意也能办，自己填就行。", "No: you fill it in yourself. That works as well."),
            *((Text(self.notice),) if self.notice else ()),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("agree", Text("同意，帮我填", "Yes, fill it in")),
            Choice("fill_myself", Text("不用，我自己填", "No, I fill it in")),
            STAFF,
        )


@dataclass(frozen=True, kw_only=True)
class OpenCase(View):
    """The same matter is under way already (CH-13): one looks at it instead of handing it in twice."""

    item: str

    @property
    def title(self) -> Text:
        return Text("这件事您已经在办了", "You have applied for this already")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text(f"《{self.item}》交过了，还没办完。", "It is under way."),
            Text("不用再交一次，看看办到哪一步就行。", "No need to apply twice. See how far it is."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("show", Text("看办到哪一步", "See how far it is"), primary=True), STAFF)


@dataclass(frozen=True, kw_only=True)
class UseCertificate(View):
    """A material that the platform has as an electronic certificate: used once, with consent (MT-08)."""

    item: str
    material: str
    notice: str | None = None

    @property
    def title(self) -> Text:
        return Text(f"用平台上的电子证照代替{self.material}？", f"Use the electronic {self.material}?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text("只用在这一件事上，这台机器不留。", "Only for this one matter. Nothing is kept here."),
            *((Text(self.notice),) if self.notice else ()),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("agree", Text("同意，用电子证照", "Yes, use it")),
            Choice("by_hand", Text("不用，我自己交", "No, I hand it in")),
            STAFF,
        )


@dataclass(frozen=True, kw_only=True)
class GuideChanged(View):
    """The guide changed while it was filled in (CT-14): looked at once more, nothing is typed again."""

    item: str

    @property
    def title(self) -> Text:
        return Text("办事指南刚刚更新了", "The guide was just updated")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text("还没交上去。您填的都还在。", "Nothing was handed in. What you filled in is still here."),
            Text("请照新的再看一遍。", "Please go through it once more."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("next", Text("再看一遍", "Go through it"), primary=True), STAFF)


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
