"""The last look before an application goes out: what it says, the commitment, the signature."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field, Progress, View
from kiosk.journeys.views.form import progress
from kiosk.journeys.views.trouble import STAFF

SIGNATURE_MOST = 2_000_000
"""Characters of a signature: strokes, or a picture in base64."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """What stands in the application, a line."""

    label: Text
    value: str


@dataclass(frozen=True, kw_only=True)
class ConfirmSubmission(View):
    """Signed here; it counts as a signature only where the platform makes it one (MT-02), and says so."""

    without_fields = frozenset({"previous", "staff"})

    item: str
    rows: tuple[SummaryRow, ...]
    commitment: str
    original_needed: bool = False
    """A paper was scanned or is still to come: it is compared with the original once (AP-07)."""
    error: Text | None = None
    step: int = 1
    steps: int = 1

    @property
    def title(self) -> Text:
        return Text("看一看，签个名就交", "Check it, sign, and hand it in")

    @property
    def lines(self) -> tuple[Text, ...]:
        originals = Text("扫描的材料，要带原件来核对一次。", "Bring the originals of what was scanned once.")
        return (
            Text(self.commitment),
            Text("签名交给平台做电子签名。", "The platform makes it an electronic signature."),
            *((originals,) if self.original_needed else ()),
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        label = Text("在这里签名", "Sign here")
        return (Field("signature", label, "signature", error=self.error, max_length=SIGNATURE_MOST),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("submit", Text("签好了，提交", "Signed. Hand it in."), primary=True),
            Choice("previous", Text("上一步，改一改", "Back, to change it")),
            STAFF,
        )

    @property
    def progress(self) -> Progress:
        return progress(self.step, self.steps)
