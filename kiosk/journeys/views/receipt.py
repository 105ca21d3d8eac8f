"""Signing for a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View


@dataclass(frozen=True, kw_only=True)
class SignForResult(View):
    """``printed``: what became of it here; ``None``: it was not printed."""

    item_name: str
    print_why_not: Text | None = None
    printed: Literal[True, "unknown"] | None = None

    @property
    def title(self) -> Text:
        if self.printed is not None:
            return Text("纸拿到了吗？", "Do you have the paper?")
        return Text("结果在您手里了吗？", "Do you have the result?")

    @property
    def lines(self) -> tuple[Text, ...]:
        what = Text(f"《{self.item_name}》的办理结果。", f"The result of {self.item_name}.")
        if self.printed is not None:
            sign = Text("拿到了再签收。没有纸出来，先不要签。", "Sign once you hold it.")
        else:
            sign = Text(
                "拿到了再签收。没拿到，先打印或去窗口领。", "Sign once you hold it. Else print or collect it."
            )
        return (what, sign)

    @property
    def choices(self) -> tuple[Choice, ...]:
        if self.printed is not None:
            return (
                Choice("printed_here", Text("拿到了，签收", "I have it. Sign."), primary=True),
                Choice("staff", Text("没有纸出来，找工作人员", "No paper came. Call staff.")),
            )
        return (
            Choice(
                "print",
                Text("在这里打印", "Print it here"),
                enabled=self.print_why_not is None,
                why_not=self.print_why_not,
                primary=self.print_why_not is None,
            ),
            Choice("handed_over", Text("窗口给我了，签收", "I got it at the window. Sign.")),
        )
