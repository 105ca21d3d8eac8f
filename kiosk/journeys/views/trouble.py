"""When something fails: what happened, and the way to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import PRINTING_PATIENCE, Choice, View

AGAIN = Text("再试一次", "Try again")
STAFF = Choice("staff", Text("请工作人员帮忙", "Ask staff to help"))
Picture = Literal["card", "reader", "printer", "network", "person"]


@dataclass(frozen=True, kw_only=True)
class Fault(View):
    """Something failed: what happened, what is safe, what to do next, and always the way to a person."""

    patience_seconds = PRINTING_PATIENCE

    reason: str
    """A stable word for tests and logs (``card_expired``); never shown."""
    what: Text
    safe: Text
    picture: Picture
    retry: Text | None = AGAIN
    another_way: Text | None = None

    @property
    def title(self) -> Text:
        return self.what

    @property
    def lines(self) -> tuple[Text, ...]:
        return (self.safe,)

    @property
    def choices(self) -> tuple[Choice, ...]:
        no_other = Text("这一步没有别的办法，请找工作人员", "There is no other way here. Please ask staff.")
        no_retry = Text("再试也不行，请换个办法", "Trying again will not help")
        return (
            Choice(
                "retry",
                self.retry or AGAIN,
                enabled=self.retry is not None,
                why_not=None if self.retry else no_retry,
                primary=self.retry is not None,
            ),
            Choice(
                "another_way",
                self.another_way or Text("换个办法", "Another way"),
                enabled=self.another_way is not None,
                why_not=None if self.another_way else no_other,
                primary=self.retry is None and self.another_way is not None,
            ),
            STAFF,
            Choice(
                "cannot_be_done",
                Text("这事没办成", "It could not be done"),
                hint=Text("去“办不成事”窗口，有人管", "The help window will take it on"),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class CannotBeDone(View):
    """The 办不成事 window: a person who has to take the matter on."""

    window: str | None = None

    @property
    def title(self) -> Text:
        return Text("请去“办不成事”窗口", "Please go to the help window")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text(
                "告诉他们您想办什么、卡在哪一步，他们来管。",
                "Tell them what you needed and where it stopped.",
            ),
            Text("找不到窗口，点“求助”，有人带您去。", "If you cannot find it, press Call staff."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("done", Text("知道了", "OK"), primary=True),)
