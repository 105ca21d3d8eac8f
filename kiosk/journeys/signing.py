"""A name under what is handed in, asked for until something was written."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.documents.signature import NoSignature, picture
from kiosk.domain.words import Text
from kiosk.journeys.asking import asked
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views.confirm import ConfirmSubmission
from kiosk.journeys.visit import Visit

NOT_SIGNED: Final = Text("没看到签名，请再签一次。", "No signature was seen. Please sign again.")


async def signature(visit: Visit, view: ConfirmSubmission) -> bytes:
    """A PNG file. Raises ``WentBack`` to change something."""
    while True:
        answer = await asked(visit, view)
        if answer.choice == "previous":
            raise WentBack
        try:
            return picture(answer.values.get("signature", ""))
        except NoSignature:
            view = replace(view, error=NOT_SIGNED)
