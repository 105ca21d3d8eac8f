"""Who applies, how surely they must be known, and what they said yes to."""

from __future__ import annotations

from typing import Final

from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.consent import ConsentKind
from kiosk.domain.item import Guide
from kiosk.errors import PlatformRefused
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.asking import tell
from kiosk.journeys.consents import recorded
from kiosk.journeys.faults import BACK_WAY, HOME_WAY
from kiosk.journeys.levels import at_level
from kiosk.journeys.visit import AnotherWay, Visit

TEXT_VERSION: Final = "apply-1"
"""Of this program's own words, where the platform has told none."""


def level_for(guide: Guide) -> Level:
    """How surely somebody must be known to apply (``kiosk.action_levels``); a level unknown here is L4."""
    levels = guide.kiosk.action_levels
    told = next(
        (levels[mode] for mode in ("apply", "precheck") if mode in levels), guide.kiosk.min_auth_level
    )
    return Level(told) if told in Level.__members__ else Level.L4


async def whoever_began(visit: Visit, draft: Draft) -> Citizen:
    """Them, signed in again if need be. Anybody else gets nothing of it: raises ``AnotherWay``."""
    citizen = await at_level(visit, level_for(draft.guide))
    if citizen.subject_id != draft.person:
        await tell(visit, PlatformRefused("not_owner", 403, ""), another_way=HOME_WAY)
        raise AnotherWay
    return citizen


async def consented(
    visit: Visit, citizen: Citizen, kind: ConsentKind, task_code: str, *, purpose: str | None = None
) -> str:
    """Record the yes that was just given; returns its number."""
    consent = await recorded(
        visit, citizen, kind, TEXT_VERSION, another_way=BACK_WAY, task_code=task_code, purpose=purpose
    )
    return consent.consent_id


def notice(visit: Visit, kind: ConsentKind) -> str | None:
    """The platform's own words for a consent."""
    wording = visit.hall.wordings.get(kind)
    return wording.body if wording else None
