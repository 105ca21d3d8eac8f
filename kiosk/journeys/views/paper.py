"""A page on its way out, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import PRINTING_PATIENCE, Choice, View
from kiosk.journeys.views.home import PleaseWait


@dataclass(frozen=True, kw_only=True)
class PaperPrinting(PleaseWait):
    """The A4 printer is at work."""

    home = False
    back = False
    patience_seconds = PRINTING_PATIENCE

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("纸从屏幕下方右边的出纸口出来。", "It comes out on the right below the screen."),)


@dataclass(frozen=True, kw_only=True)
class PaperPrinted(View):
    """``printed``: the printer said so, or nobody can say."""

    paper: str
    printed: Literal[True, "unknown"]

    @property
    def title(self) -> Text:
        if self.printed is True:
            return Text("打好了，请取走", "Printed. Please take it.")
        return Text("不知道打好没有", "We cannot tell whether it printed")

    @property
    def lines(self) -> tuple[Text, ...]:
        if self.printed is True:
            return (Text(f"《{self.paper}》在右下方的出纸口。", "It lies in the slot at the lower right."),)
        return (
            Text(
                "看一下出纸口。没有纸出来，就请工作人员。",
                "Look at the slot. If nothing is there, ask staff.",
            ),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("done", Text("知道了", "OK"), primary=True),)
