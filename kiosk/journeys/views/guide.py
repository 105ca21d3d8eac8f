"""办事指南: one guide, and one of its materials. Nobody is in either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View
from kiosk.journeys.views.trouble import STAFF

GONE_SHORT: Final = Text("已停办，请问窗口", "Withdrawn. Ask staff.")
GONE: Final = Text("这件事刚刚停办了，请问窗口", "It was just withdrawn. Please ask at a window.")


@dataclass(frozen=True, slots=True)
class Badge:
    """One of the five hints for whoever goes there (CT-16)."""

    id: Literal["form", "booking", "scope", "online_payment", "logistics"]
    text: Text
    on: bool = True


@dataclass(frozen=True, slots=True)
class GuideFact:
    """A label and what the guide says of it: as the platform wrote it."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuideStep:
    """A step of the way: what the applicant does, what the window does, how long it takes (CT-11)."""

    name: str
    duration: str
    start: str
    end: str
    applicant: str
    window: str


@dataclass(frozen=True, slots=True)
class MaterialTold:
    """A material: its nine elements (CT-07), and where one gets it (CT-09)."""

    id: str
    name: str
    required: bool
    source: str
    copies: str
    facts: tuple[GuideFact, ...]


@dataclass(frozen=True, kw_only=True)
class GuideDetail(View):
    """A guide as it is in force. ``renewed``: it changed while somebody looked at it."""

    code: str
    item: str
    name_en: str | None
    agency: str
    badges: tuple[Badge, ...]
    fee: str
    promised: str
    conditions: str
    elements: tuple[GuideFact, ...]
    materials: tuple[MaterialTold, ...]
    flow: tuple[GuideStep, ...]
    version: str
    updated_at: datetime
    place: str
    takeaway: str | None = None
    can_apply: bool = False
    """Whether the item is one to apply for at a terminal."""
    apply_why_not: Text | None = None
    bookable: bool = False
    renewed: bool = False
    withdrawn: bool = False

    @property
    def title(self) -> Text:
        return Text(self.item, self.name_en)

    @property
    def lines(self) -> tuple[Text, ...]:
        if self.withdrawn:
            return (GONE,)
        on = f"{self.updated_at:%Y-%m-%d}"
        told = Text(f"指南版本 {self.version}，更新于 {on}", f"Guide version {self.version}, updated on {on}")
        if self.renewed:
            return (Text("指南刚刚更新了，这是新的。", "The guide was just updated."), told)
        return (told,)

    @property
    def choices(self) -> tuple[Choice, ...]:
        gone = GONE_SHORT if self.withdrawn else None
        no_apply = gone or self._no_apply
        return (
            Choice(
                "print",
                Text("打印", "Print"),
                enabled=gone is None,
                why_not=gone,
                primary=gone is None and no_apply is not None,
            ),
            Choice(
                "apply",
                Text("在这里办", "Apply here"),
                enabled=no_apply is None,
                why_not=no_apply,
                primary=no_apply is None,
            ),
            Choice("book", Text("约个时间", "Book a time"), enabled=False, why_not=gone or self._no_booking),
            *(
                Choice(
                    f"material:{material.id}",
                    Text(material.name),
                    hint=Text(f"去哪弄：{material.source}", f"From: {material.source}"),
                    enabled=gone is None,
                    why_not=gone,
                )
                for material in self.materials
            ),
            STAFF,
        )

    @property
    def _no_apply(self) -> Text | None:
        if self.can_apply:
            return self.apply_why_not
        return Text("这件事要去窗口办", "This is done at a window")

    @property
    def _no_booking(self) -> Text:
        if self.bookable:
            return Text("在手机上约，或打咨询电话", "Book on your phone, or call")
        return Text("不用预约", "No booking needed")


@dataclass(frozen=True, kw_only=True)
class GuideMaterial(View):
    """One material: where one gets it, and everything else that is said of it."""

    material: str
    source: str
    facts: tuple[GuideFact, ...]
    printable: bool
    why_not: Text | None = None

    @property
    def title(self) -> Text:
        return Text(self.material)

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text(f"去哪弄：{self.source}", f"Where to get it: {self.source}"),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        no_sample = Text("没有样表可打", "There is no sample")
        why = self.why_not if self.printable else no_sample
        label = Text("打印样表或空表", "Print the sample or form")
        return (Choice("print", label, enabled=why is None, why_not=why, primary=why is None), STAFF)
