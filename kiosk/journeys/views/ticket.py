"""A queue number, and the truth about its slip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import PRINTING_PATIENCE, Choice, Progress, View


@dataclass(frozen=True, kw_only=True)
class Ticket(View):
    """A queue number on the screen: base of the two views that show one."""

    back = False

    number: str
    area: str
    area_code: str
    windows: tuple[str, ...]
    ahead: int
    wait_minutes: int | None
    item_name: str | None
    booked: bool
    reprints: int = 0


@dataclass(frozen=True, kw_only=True)
class TicketPrinting(Ticket):
    """The number is ours and its slip is on the way."""

    home = False
    patience_seconds = PRINTING_PATIENCE

    @property
    def title(self) -> Text:
        return _wait_in(self)

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text(
                "正在打小票，从屏幕下方左边的出票口取。",
                "Printing your ticket. Take it from the slot below the screen.",
            ),
        )

    @property
    def progress(self) -> Progress:
        return Progress(0, 1, Text("正在打小票……", "Printing your ticket"))


@dataclass(frozen=True, kw_only=True)
class TicketIssued(Ticket):
    """The number, and the truth about its slip: printed, not printed, or not known."""

    printed: bool | Literal["unknown"]
    already_issued: bool = False
    """The number was out before this visit asked for it."""
    has_printer: bool = True

    @property
    def title(self) -> Text:
        if self.already_issued and self.printed is not True:
            return Text(f"这个号取过了：{self.number}", f"You already have number {self.number}")
        if self.printed is True:
            return _wait_in(self)
        return Text(f"号取好了，请记住 {self.number}", f"Your number is {self.number}. Please remember it.")

    @property
    def lines(self) -> tuple[Text, ...]:
        card = Text("别忘了拿身份证。", "Do not forget your ID card.")
        if self.printed is True:
            return (
                Text("小票打好了，在屏幕下方左边的出票口。", "Your ticket is in the slot below the screen."),
                card,
            )
        if self.already_issued and self.printed == "unknown":
            said = Text(
                "号还有效。小票丢了可以重打。", "It is still valid. If you lost the ticket, print it again."
            )
        elif self.printed == "unknown":
            said = Text(
                "小票不一定打出来了。看一下出票口，没有就点“重打”。",
                "The ticket may not have come out. Look in the slot; if it is empty, print again.",
            )
        else:
            said = Text(
                "小票没打出来，不是您点错了。号有效，记住号也能办。",
                "The ticket did not print. Your number is valid without it.",
            )
        return (said, card)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice(
                "reprint",
                Text("没出票？重打", "Print again"),
                enabled=self.has_printer,
                why_not=None
                if self.has_printer
                else Text("这台机器没有小票打印机", "This terminal has no printer"),
            ),
            Choice("done", Text("好了，结束办理", "Done, end my session"), primary=True),
        )


def _wait_in(ticket: Ticket) -> Text:
    return Text(f"请去{ticket.area}等叫号", f"Please wait in Area {ticket.area_code}")
