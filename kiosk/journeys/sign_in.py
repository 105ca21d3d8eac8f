"""Sign in, in any way a hall must offer (ID-01, ID-06). The platform says at which level."""

from __future__ import annotations

from uuid import uuid4

from kiosk.domain.citizen import Citizen
from kiosk.journeys.asking import or_tell
from kiosk.journeys.credential_ways import ANY_WAY
from kiosk.journeys.faults import OTHER_WAY
from kiosk.journeys.presenting import LOOKING_UP, Presenting
from kiosk.journeys.shown import Shown
from kiosk.journeys.visit import AnotherWay, Visit


async def sign_in(visit: Visit, *, walk_in: bool = False) -> Citizen:
    """Ask for a credential until there is a session, once a visit. Raises ``WalkIn`` if offered."""
    if visit.citizen is not None:
        return visit.citizen
    presenting = Presenting(visit, ANY_WAY, walk_in=walk_in)
    while True:
        shown = await presenting.shown()
        try:
            citizen = await _session(visit, shown)
        except AnotherWay:
            presenting.give_up()
            continue
        visit.sign_in(citizen, shown.document)
        return citizen


async def _session(visit: Visit, shown: Shown) -> Citizen:
    key = uuid4()
    visit.stage.show(LOOKING_UP)
    return await or_tell(
        visit, lambda: visit.hall.platform.open_session(shown.proofs, key=key), another_way=OTHER_WAY
    )
