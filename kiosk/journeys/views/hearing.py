"""The view that asks whether the loudspeaker was heard."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice
from kiosk.journeys.views.staff import StaffView


@dataclass(frozen=True, kw_only=True)
class StaffHeard(StaffView):
    """Two tones were played. ``measured``: what a microphone made of them, if there is one."""

    measured: Text

    @property
    def title(self) -> Text:
        return Text("听到两声了吗？", "Did you hear two tones?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("先左后右，一声低，一声高。", "Left, then right; low, then high."), self.measured)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("heard", Text("听到了", "Yes"), primary=True),
            Choice("not_heard", Text("没听到", "No")),
            Choice("again", Text("再放一次", "Play again")),
        )
