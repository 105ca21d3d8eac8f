"""Home and the wait between two questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View


@dataclass(frozen=True, kw_only=True)
class Home(View):
    """Where everyone starts. ``resting``: nobody is here, so a front end may draw its attract picture."""

    back = False
    home = False

    services: tuple[Choice, ...]
    resting: bool = False
    waiting: int | None = None
    wait_minutes: int | None = None
    closes: str | None = None
    notice: str | None = None
    catalogue_version: str | None = None
    """The version of the items and guides in force here."""

    @property
    def title(self) -> Text:
        return Text("您好，想办什么事？", "Hello. What would you like to do?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text(
                "先选一项。要用身份证时，屏幕会提醒您。",
                "Choose one. You will be told when to use your ID card.",
            ),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.services


@dataclass(frozen=True, kw_only=True)
class OutOfService(View):
    """In place of home while this terminal serves nobody. A person can be called all the same."""

    back = False
    home = False

    why: Text
    since: datetime

    @property
    def title(self) -> Text:
        return Text("这台机器暂停服务", "This terminal is out of service")

    @property
    def lines(self) -> tuple[Text, ...]:
        hour = f"{self.since:%H:%M}"
        return (
            self.why,
            Text("请换一台机器，或者去窗口，都能办。", "Please use another terminal or go to a window."),
            Text(f"{hour} 停的，好了会自己恢复。", f"Since {hour}. It comes back by itself."),
        )


@dataclass(frozen=True, kw_only=True)
class PleaseWait(View):
    """Something is being looked up and nothing can be chosen for a moment."""

    what: Text

    @property
    def title(self) -> Text:
        return self.what

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("几秒钟就好。卡可以拿走了。", "A few seconds. You can take your card."),)
