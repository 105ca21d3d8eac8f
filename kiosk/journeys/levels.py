"""An action asks for a level; the citizen is taken there from where they are (ID-01, ID-03).

L3 is reached by face or, as surely and without one, by text message and one further number. Nothing that was
proven in this visit is asked for again.
"""

from __future__ import annotations

from uuid import uuid4

from kiosk.domain.citizen import Citizen, Level
from kiosk.errors import PlatformRefused
from kiosk.journeys.asking import or_tell, tell
from kiosk.journeys.code_and_factor import code_and_factor
from kiosk.journeys.credential_ways import DOCUMENTS
from kiosk.journeys.face_check import face_match, face_possible
from kiosk.journeys.faults import HOME_WAY
from kiosk.journeys.presenting import Presenting
from kiosk.journeys.shown import Document
from kiosk.journeys.sign_in import sign_in
from kiosk.journeys.visit import AnotherWay, Visit
from kiosk.platform.ports.identity import Proof

E_CODE = frozenset({"qr_code"})


async def at_level(visit: Visit, wanted: Level) -> Citizen:
    """Return the citizen at this level or above. Raises ``AnotherWay`` or ``WentBack`` when they will not."""
    citizen = await sign_in(visit)
    if citizen.level < min(wanted, Level.L3):
        citizen = await _third(visit, citizen)
    if citizen.level is Level.L3 and wanted is Level.L4:
        citizen = await _fourth(visit)
    if citizen.level < wanted:
        # The platform has the last word: it took every proof and still says no.
        await tell(visit, PlatformRefused("level_too_low", 403, ""), another_way=HOME_WAY)
        raise AnotherWay
    return citizen


async def _third(visit: Visit, citizen: Citizen) -> Citizen:
    document = visit.document or await _document(visit)
    citizen = visit.citizen or citizen
    if document is None:
        return citizen
    if face_possible(visit, citizen, document):
        try:
            return await _raised(visit, (await face_match(visit, citizen, document),))
        except AnotherWay:
            pass  # not by face, then; as good without
    return await _raised(visit, await code_and_factor(visit, document))


async def _document(visit: Visit) -> Document | None:
    """Whoever signed in by code or by typing shows a card now; ``None``: a code that was enough by itself."""
    presenting = Presenting(visit, DOCUMENTS | E_CODE)
    while True:
        shown = await presenting.shown()
        try:
            citizen = await _raised(visit, shown.proofs)
        except AnotherWay:
            presenting.give_up()
            continue
        if citizen.level >= Level.L3:
            return None
        if shown.document is not None:
            visit.document = shown.document
            return shown.document


async def _fourth(visit: Visit) -> Citizen:
    """An electronic business licence, shown on a phone; a certificate on a key needs the window."""
    shown = await Presenting(visit, E_CODE, asked="qr_code").shown()
    return await _raised(visit, shown.proofs)


async def _raised(visit: Visit, proofs: tuple[Proof, ...]) -> Citizen:
    """Hand the proofs in. The session's old token is dead from then on."""
    key = uuid4()

    async def hand_in() -> Citizen:
        citizen = await sign_in(visit)  # it may have run out meanwhile
        return await visit.hall.platform.raise_level(citizen, proofs, key=key)

    citizen = await or_tell(visit, hand_in, another_way=HOME_WAY)
    visit.raised(citizen)
    return citizen
