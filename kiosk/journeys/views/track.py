"""How a case is found: by its holder's card, by its number, by the code on its papers (PR-01)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field, View
from kiosk.journeys.views.entry import Entry
from kiosk.journeys.views.trouble import STAFF

CASE_NO_MOST: Final = 50
"""GB/T 39046: an..50. A number is opaque: nothing more is assumed of it (PR-09)."""


@dataclass(frozen=True, kw_only=True)
class TrackBy(View):
    """The three ways. A code before the scanner moves on by itself."""

    signed_in: bool = False
    scan_why_not: Text | None = None

    @property
    def title(self) -> Text:
        return Text("查哪件事？", "Which case?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("用身份证查得最全。只有编号也能查。", "Your ID card shows most. A number will do too."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        card = (
            Choice("id_card", Text("看我的全部办件", "All my cases"), primary=True)
            if self.signed_in
            else Choice(
                "id_card",
                Text("用身份证查", "With my ID card"),
                hint=Text("看到全部办件和经办人", "All your cases, in full"),
                primary=True,
            )
        )
        return (
            card,
            Choice(
                "case_number",
                Text("输办件编号", "Type the case number"),
                hint=Text("回执、通知书上有", "It is on your receipt"),
            ),
            Choice(
                "scan",
                Text("扫通知书上的码", "Scan the code"),
                hint=Text("对准屏幕下方的扫码口", "On the notice or the receipt"),
                enabled=self.scan_why_not is None,
                why_not=self.scan_why_not,
            ),
            Choice("published", Text("办理结果公示", "Published results")),
            STAFF,
        )


@dataclass(frozen=True, kw_only=True)
class EnterCaseNumber(Entry):
    """The number by hand. What it shows is little: whoever finds a receipt may read no names (PR-05)."""

    @property
    def title(self) -> Text:
        return Text("请输办件编号", "Type the case number")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("申请编号、审核编码、办件编号都行。", "Any number on your receipt or notice will do."),)

    @property
    def next_label(self) -> Text:
        return Text("查进度", "Show progress")

    @property
    def fields(self) -> tuple[Field, ...]:
        label = Text("办件编号", "Case number")
        return (Field("case_no", label, "text", error=self.error, max_length=CASE_NO_MOST),)


@dataclass(frozen=True, kw_only=True)
class ScanCase(View):
    """The code of a receipt or notice before the scanner; it moves on by itself."""

    reading: bool = False
    scanner_ready: bool = True

    @property
    def title(self) -> Text:
        if not self.scanner_ready:
            return Text("扫码器用不了", "The code scanner is not working")
        if self.reading:
            return Text("读到了，正在查", "Read. Looking it up.")
        return Text("请把码对准扫码口", "Hold the code to the scanner")

    @property
    def lines(self) -> tuple[Text, ...]:
        if not self.scanner_ready:
            return (Text("不是您的码有问题。可以输编号查。", "Your code is fine. You can type the number."),)
        return (Text("受理通知书、收件回执上的都行。", "The one on the notice or the receipt."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice(
                "case_number", Text("改成输编号", "Type the number instead"), primary=not self.scanner_ready
            ),
            Choice("id_card", Text("用身份证查", "With my ID card")),
            STAFF,
        )
