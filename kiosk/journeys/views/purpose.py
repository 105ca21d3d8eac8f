"""What a printed copy can be for: the platform's watermark says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field
from kiosk.journeys.views.entry import Entry

OTHER_PURPOSE: Final = "其他用途"
PURPOSES: Final[tuple[tuple[str, Text], ...]] = (
    ("办事", Text("办事", "Official matters")),
    ("办理贷款", Text("办理贷款", "A loan")),
    ("入学", Text("入学", "School")),
    ("就业", Text("就业", "Work")),
    (OTHER_PURPOSE, Text(OTHER_PURPOSE, "Something else")),
)
PURPOSE_MOST: Final = 12
"""Characters of a purpose in their own words; the platform takes 100, the watermark has one line."""


def offered(purpose: str) -> tuple[Choice, ...]:
    """What can be picked; what they wrote themselves stands before "something else"."""
    picked = [Choice(value, label) for value, label in PURPOSES]
    if all(purpose != choice.id for choice in picked):
        picked.insert(-1, Choice(purpose, Text(purpose)))
    return tuple(picked)


@dataclass(frozen=True, kw_only=True)
class PurposeWords(Entry):
    """What the copy is for, in their own words."""

    @property
    def title(self) -> Text:
        return Text("打印出来做什么用？", "What is it for?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text("写几个字就行，会印在纸上。", "A few words, which are printed on the sheet."),
            Text("不想写，点“换个方式”选现成的。", "Or go back and pick one from the list."),
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        label = Text("用途", "Purpose")
        return (Field("purpose", label, "text", error=self.error, max_length=PURPOSE_MOST, chinese=True),)

    @property
    def next_label(self) -> Text:
        return Text("写好了", "Done")
