"""Views that can lie over any other: the idle question, staff called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import PRINTING_PATIENCE, Choice, View


@dataclass(frozen=True, kw_only=True)
class StillThere(View):
    """Nobody touched the screen for a while. What was on it is hidden, not dimmed."""

    back = False
    home = False

    grace_seconds: float

    @property
    def title(self) -> Text:
        return Text("还在吗？", "Are you still there?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text(
                "没人操作就自动退出，别人看不到您的信息。",
                "You will be signed out so that nobody sees your information.",
            ),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("end_session", Text("结束办理", "End session")),
            Choice("more_time", Text("我还在，接着办", "Yes, keep going"), primary=True),
        )


@dataclass(frozen=True, kw_only=True)
class StaffCalled(View):
    """The promise that somebody comes, or the truth that nobody could be called."""

    patience_seconds = PRINTING_PATIENCE

    called: Literal["calling", "called", "again", "failed"]
    at: datetime

    @property
    def title(self) -> Text:
        if self.called == "failed":
            return Text("没叫到人，请去服务台", "We could not reach staff. Please go to the desk.")
        return {
            "calling": Text("正在叫人……", "Calling staff"),
            "called": Text("已经叫人了，请稍等", "Staff have been called"),
            "again": Text("又叫了一次，人还没到", "We have called once more"),
        }[self.called]

    @property
    def lines(self) -> tuple[Text, ...]:
        if self.called == "failed":
            return (
                Text("不是您点错了，是这台机器连不上。", "This machine is offline. It is not your mistake."),
            )
        if self.called == "again":
            return (
                Text(
                    "您填的都还在。也可以现在去服务台，那里有人。",
                    "Nothing you entered is lost. There is somebody at the desk now.",
                ),
            )
        return (Text("您填的都还在。等不及就去服务台。", "Nothing you entered is lost. Or go to the desk."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("continue", Text("接着办", "Carry on"), primary=True),)
