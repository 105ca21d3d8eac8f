"""Signing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View

_SAID: Final = {
    "id_card": (
        Text("请把身份证放到感应区", "Place your ID card on the reader below the screen"),
        Text("就在屏幕下方。屏幕说“读好了”再拿走。", "Take it back when the screen says so."),
    ),
    "social_security_card": (
        Text("请插入社保卡", "Insert your social security card"),
        Text("芯片朝上，插到底。屏幕说“读好了”再拔。", "Chip up, all the way in. Leave it until told."),
    ),
    "travel_document": (
        Text("请把证件平放到读卡处", "Lay your document flat on the reader"),
        Text("翻到照片页，照片朝下，先别动它。", "Photo page down. Please do not move it."),
    ),
    "qr_code": (
        Text("请把身份码对准扫码口", "Hold your identity code to the scanner"),
        Text("手机亮度调高一点，离窗口一掌远。", "Turn the brightness up, a hand's width away."),
    ),
}


@dataclass(frozen=True, kw_only=True)
class PresentCredential(View):
    """Sign in: whatever is shown to any device moves on by itself; the other ways stand beside it."""

    ways: tuple[Choice, ...]
    asked: str = "id_card"
    """The way whose picture and words are up: ``id_card``, ``social_security_card``, ``travel_document`` or
    ``qr_code``. All devices listen whatever it is."""
    reading: bool = False
    """A card is felt and being read: it must stay where it is."""
    reader_ready: bool = True

    @property
    def title(self) -> Text:
        if self.reading:
            return Text("正在读卡，先别拿走", "Reading. Please leave the card there.")
        if not self.reader_ready:
            return Text("身份证读卡器用不了", "The ID card reader is not working")
        return _SAID[self.asked][0]

    @property
    def lines(self) -> tuple[Text, ...]:
        if not self.reader_ready and not self.reading:
            return (
                Text(
                    "不是您的卡有问题。请换个方式，或者请人帮忙。",
                    "Your card is fine. Please use another way or ask staff.",
                ),
            )
        return (_SAID[self.asked][1],)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.ways
