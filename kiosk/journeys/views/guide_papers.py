"""What can be printed of a guide, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import PRINTING_PATIENCE, Choice, View
from kiosk.journeys.views.paper import PaperPrinted
from kiosk.journeys.views.trouble import STAFF


@dataclass(frozen=True, slots=True)
class PaperOffer:
    """Something that can be printed of a guide, and on what."""

    id: str
    name: str
    on: Literal["slip", "a4"]
    why_not: Text | None = None


@dataclass(frozen=True, kw_only=True)
class GuidePrints(View):
    """What can be taken along on paper. What cannot keeps its place and says why, and what else to do."""

    item: str
    papers: tuple[PaperOffer, ...]

    @property
    def title(self) -> Text:
        return Text("要打哪一样？", "What shall be printed?")

    @property
    def lines(self) -> tuple[Text, ...]:
        free = Text("打印不收钱。手机扫码带走也行。", "Free. You can also take it on your phone.")
        reasons = dict.fromkeys(paper.why_not for paper in self.papers if paper.why_not)
        return (next(iter(reasons), free),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        on = {"slip": Text("小票", "On a slip"), "a4": Text("A4 纸", "On A4")}
        rows = (
            Choice(
                paper.id,
                Text(paper.name),
                hint=on[paper.on],
                enabled=paper.why_not is None,
                why_not=paper.why_not,
            )
            for paper in self.papers
        )
        return (*rows, STAFF)


@dataclass(frozen=True, kw_only=True)
class GuidePrinted(PaperPrinted):
    """A paper of a guide, on a slip or on A4; it can be had again."""

    patience_seconds = PRINTING_PATIENCE

    on: Literal["slip", "a4"]

    @property
    def lines(self) -> tuple[Text, ...]:
        slot = "小票口" if self.on == "slip" else "右下方的出纸口"
        if self.printed is True:
            return (Text(f"《{self.paper}》在{slot}。", "It lies in the slot below the screen."),)
        return (
            Text(
                f"看一下{slot}。没有纸出来，就再打一张。",
                "Look at the slot. If nothing is there, print it again.",
            ),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("again", Text("再打一张", "Print it again")),
            STAFF,
            Choice("done", Text("好了", "Done"), primary=True),
        )
