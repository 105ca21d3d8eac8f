"""A page of an application's form."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field, Progress, View
from kiosk.journeys.views.trouble import STAFF


def progress(step: int, steps: int) -> Progress:
    """``step`` from 1."""
    return Progress(step - 1, steps, Text(f"第 {step} 步，共 {steps} 步", f"Step {step} of {steps}"))


@dataclass(frozen=True, kw_only=True)
class FormPage(View):
    """Fields to fill in; what the platform knows and nobody may change is told above them (MT-12)."""

    without_fields = frozenset({"previous", "staff"})

    item: str
    sheet: Text
    asked: tuple[Field, ...]
    known: tuple[Text, ...] = ()
    step: int = field(default=1)
    steps: int = field(default=1)

    @property
    def title(self) -> Text:
        return self.sheet

    @property
    def lines(self) -> tuple[Text, ...]:
        return self.known

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.asked

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("next", Text("下一步", "Next"), primary=True),
            Choice("previous", Text("上一步", "Previous")),
            STAFF,
        )

    @property
    def progress(self) -> Progress:
        return progress(self.step, self.steps)
