"""A yes that was just given, recorded with the words it was given to."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from kiosk.domain.citizen import Citizen
from kiosk.domain.consent import Consent, ConsentGiven, ConsentKind
from kiosk.domain.words import Text
from kiosk.journeys.asking import or_tell
from kiosk.journeys.visit import Visit


async def recorded(  # noqa: PLR0913 what a consent is of
    visit: Visit,
    citizen: Citizen,
    kind: ConsentKind,
    own_version: str,
    *,
    another_way: Text,
    task_code: str | None = None,
    purpose: str | None = None,
) -> Consent:
    """``own_version``: of this program's own words, where the platform has told none of its own."""
    wording = visit.hall.wordings.get(kind)
    given = ConsentGiven(
        kind=kind,
        text_version=wording.version if wording else own_version,
        given_at=visit.hall.clock(),
        method="touch",
        purpose=purpose,
        task_code=task_code,
    )
    ask = partial(visit.hall.platform.record_consent, citizen, given, key=uuid4())
    return await or_tell(visit, ask, another_way=another_way)
