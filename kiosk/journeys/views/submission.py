"""What became of something handed in: accepted by the platform, or kept here and not yet accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kiosk.documents.slips import ReceiptWords
from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View

SIGNED: Final = Text("签收好了", "Signed for")
HANDED_IN: Final = Text("交上去了，还没受理", "Handed in. It is not accepted yet.")
GO: Final[Mapping[str, tuple[Text, ...]]] = {
    "application": (
        Text(
            "受理了会发短信。查进度：刷身份证，点“查办理进度”。", "A text message tells you how it goes on."
        ),
    ),
    "correction": (
        Text(
            "补的会接着看。查进度：刷身份证，点“查办理进度”。",
            "It goes on from here. You hear of it by text.",
        ),
    ),
    "correction_elsewhere": (
        Text("还没补完：请在期限前把材料交过去。", "Not done yet: bring or send it before the deadline."),
    ),
    "cannot_be_done": (
        Text("请去“办不成事”窗口，他们来管。", "Please go to the help window. They will take it on."),
    ),
    "result_receipt": (),
}
NUMBER: Final = {"cannot_be_done": "受理编号"}
"""What the platform's number is; else 办件编号."""
CASE_NUMBER: Final = "办件编号"
DONE: Final[Mapping[str, Text]] = {
    "application": HANDED_IN,
    "correction": Text("补的交上去了", "Your corrections are handed in"),
    "correction_elsewhere": Text("记下了，等您把材料交过去", "Noted. Now bring or send the papers."),
    "result_receipt": SIGNED,
}
FORMS: Final = frozenset({"application", "correction", "correction_elsewhere"})
SubmissionKind = Literal[
    "application", "cannot_be_done", "correction", "correction_elsewhere", "result_receipt"
]
"""``correction_elsewhere``: what is missing comes to a window, or by post."""


@dataclass(frozen=True, kw_only=True)
class SubmissionResult(View):
    """The truth about a submission. ``accepted`` only when the platform said so, with its own number.

    ``holding_no`` (暂存号) is this terminal's and no case number: the platform has not taken it in yet.
    """

    back = False

    kind: SubmissionKind
    accepted: bool
    case_no: str | None = None
    receipt_no: str | None = None
    holding_no: str | None = None
    printed: bool | Literal["unknown"] | None = None
    """``None``: no slip was asked for."""
    has_printer: bool = True
    item: str | None = None
    """What was applied for."""

    @property
    def title(self) -> Text:
        if self.accepted:
            return DONE.get(self.kind, Text("平台收到了", "The platform has it"))
        if self.holding_no:
            return Text("先存在这台机器里了", "Kept here, not yet accepted")
        if self.kind == "result_receipt":
            return Text("没签上，请去窗口", "Not signed. Please go to a window.")
        if self.kind in FORMS:
            return Text("没交上去，请直接去窗口", "Not handed in. Please go to a window.")
        return Text("没记下来，请直接去窗口", "It was not kept. Please go to the window.")

    @property
    def lines(self) -> tuple[Text, ...]:
        go = GO[self.kind]
        slip = {
            True: (Text("编号打好了，在出票口。", "The slip is in the slot."),),
            False: (Text("没打出来，请记住编号。", "It did not print. Please remember the number."),),
            "unknown": (
                Text("不一定打出来了，看一下出票口。", "It may not have printed. Look in the slot."),
            ),
        }.get(self.printed if self.printed is not None else "", ())
        if self.accepted:
            number = self.case_no or self.receipt_no or ""
            return (*slip, Text(f"{self._number} {number}", f"Number {number}"), *go)
        if self.holding_no:
            return (
                *slip,
                Text(f"暂存号 {self.holding_no}", f"Holding number {self.holding_no}"),
                Text("平台还没收到。网络好了自动送，不用再来。", "It is sent when the line is back."),
                *go,
            )
        if self.kind in FORMS:
            return (Text("填的都没留下，窗口可以接着办。", "Nothing was kept. A window can take it on."),)
        return go or (Text("结果已经在您手里的，不受影响。", "What you hold in your hand stays yours."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        number = self.case_no or self.receipt_no or self.holding_no
        can_print = self.has_printer and number is not None
        return (
            Choice(
                "print",
                Text("打印编号", "Print the number"),
                enabled=can_print,
                why_not=None
                if can_print
                else Text("没有可打的，或没有打印机", "Nothing to print, or no printer"),
            ),
            Choice("done", Text("知道了", "OK"), primary=True),
        )

    @property
    def on_the_slip(self) -> ReceiptWords:
        """What the slip says beside the number."""
        lines = [f"《{self.item}》"] if self.item else []
        if self.kind == "application" and self.accepted:
            lines.append("已提交，还没受理。受理了会有通知。")
        code = self.case_no if self.kind in FORMS else None
        return ReceiptWords(self._number, (*lines, *(line.zh for line in GO[self.kind])), code)

    @property
    def _number(self) -> str:
        return NUMBER.get(self.kind, CASE_NUMBER)
