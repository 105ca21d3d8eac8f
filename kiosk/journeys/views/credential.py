"""Signing in."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View


@dataclass(frozen=True, kw_only=True)
class PresentCredential(View):
    """Sign in: a card laid on a reader moves on by itself; the other ways stand beside it."""

    ways: tuple[Choice, ...]
    reading: bool = False
    """A card is felt and being read: it must stay where it is."""
    reader_ready: bool = True

    @property
    def title(self) -> Text:
        if self.reading:
            return Text("正在读卡，先别拿走", "Reading. Please leave the card there.")
        if not self.reader_ready:
            return Text("身份证读卡器用不了", "The ID card reader is not working")
        return Text("请把身份证放到感应区", "Place your ID card on the reader below the screen")

    @property
    def lines(self) -> tuple[Text, ...]:
        if not self.reader_ready:
            return (
                Text(
                    "不是您的卡有问题。请换个方式，或者请人帮忙。",
                    "Your card is fine. Please use another way or ask staff.",
                ),
            )
        return (Text("就在屏幕下方。屏幕说“读好了”再拿走。", "Take it back when the screen says so."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.ways
