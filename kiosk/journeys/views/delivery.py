"""How the result reaches the applicant: chosen by them, with what the guide offers (RS-01, RS-03)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Progress, View
from kiosk.journeys.views.form import progress
from kiosk.journeys.views.trouble import STAFF

WAYS: Final[Mapping[str, tuple[Text, Text]]] = {
    "print_here": (
        Text("在自助机上打印", "Print it at a terminal"),
        Text("办好了来打，哪台都行", "Any terminal, once it is done"),
    ),
    "on_site": (
        Text("到大厅来领", "Collect it at the hall"),
        Text("办好了短信告诉您窗口", "A text message names the window"),
    ),
    "post": (Text("寄给我", "Post it to me"), Text("要填收件地址", "You give an address")),
    "online": (
        Text("发到手机上", "Online, to my phone"),
        Text("办好了发短信，手机上下载", "A text message tells you when"),
    ),
}


@dataclass(frozen=True, kw_only=True)
class ChooseDelivery(View):
    """``ways`` in the guide's order: its first is the item's usual one."""

    item: str
    ways: tuple[str, ...]
    chosen: str
    step: int = 1
    steps: int = 1

    @property
    def title(self) -> Text:
        return Text("办好了，结果怎么给您？", "How shall the result reach you?")

    @property
    def choices(self) -> tuple[Choice, ...]:
        rows = (Choice(way, WAYS[way][0], hint=WAYS[way][1], primary=way == self.chosen) for way in self.ways)
        return (*rows, STAFF)

    @property
    def progress(self) -> Progress:
        return progress(self.step, self.steps)
