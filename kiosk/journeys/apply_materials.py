"""Materials, each in the way that costs the citizen least (MT-03, MT-04, MT-06).

What the platform has is not asked for; a card that was read counts; the form is the form; the rest is
scanned or brought to a window.
"""

from __future__ import annotations

from typing import Final

from kiosk.domain.item import Material
from kiosk.domain.prefill import MaterialStatus
from kiosk.domain.submission import MaterialRef
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.apply_who import consented, notice, whoever_began
from kiosk.journeys.asking import asked
from kiosk.journeys.doing import Doing
from kiosk.journeys.hall import Hall
from kiosk.journeys.material_pages import capture_pages
from kiosk.journeys.views import WantedMaterial
from kiosk.journeys.views.apply import UseCertificate
from kiosk.journeys.visit import Visit

SCAN: Final = "C"
"""The trust level of what a citizen uploads."""
CARD: Final = frozenset({"card_read", "card_insert"})


async def hand_over(visit: Visit, draft: Draft, material: Material) -> bool:
    """See to one material of the guide. ``False``: there was nothing to ask. Raises ``WentBack``."""
    if (ref := _without_asking(visit, draft, material)) is not None:
        draft.materials[material.material_id] = ref
        return False
    return await give(visit, draft, material)


def _without_asking(visit: Visit, draft: Draft, material: Material) -> MaterialRef | None:
    known, code = draft.known_of(material), material.material_id
    if known is not None and known.status is MaterialStatus.EXEMPT:
        return MaterialRef(material_id=code, means="exempt")
    if material.preferred_means in CARD and visit.document is not None:
        return MaterialRef(material_id=code, means="card_read")
    if material.preferred_means == "form" and draft.guide.form is not None:
        return MaterialRef(material_id=code, means="form")
    return None


async def give(visit: Visit, draft: Draft, material: Material) -> bool:
    """Ask how this one is handed in. ``False``: there was no choice. Raises ``WentBack``."""
    known, code = draft.known_of(material), material.material_id
    held = known.certificate_id if known and known.status is MaterialStatus.SATISFIED else None
    if held is not None and code not in draft.pages:
        used = await _certificate(visit, draft, material, held)
        if used is not None:
            draft.materials[code] = used
            return True
    scanner = visit.hall.document_scanner
    if scanner is None or not can_be_scanned(visit.hall, material):
        _at_window(draft, material)
        return held is not None
    scanned = _scanned(visit, draft)
    wanted = WantedMaterial(
        material_id=code,
        name=material.name,
        item=draft.guide.task_code,
        certificate=material.name if held is not None else None,
        optional=not material.required,
        notes=material.filling_notes,
        number=scanned.index(code) + 1 if code in scanned else 1,
        total=len(scanned) or 1,
    )
    while True:
        came = await capture_pages(visit, scanner, wanted)
        if came == "use_certificate" and held is not None:
            used = await _certificate(visit, draft, material, held)
            if used is None:
                continue
            draft.pages.pop(code, None)
            draft.materials[code] = used
        elif isinstance(came, tuple):
            draft.pages[code] = came
            draft.materials[code] = MaterialRef(material_id=code, means="upload")
        else:
            _at_window(draft, material)
        return True


def _scanned(visit: Visit, draft: Draft) -> list[str]:
    """What may come under the scanner, for "the first of two"."""
    told = draft.guide.elements.materials
    asked_for = (one for one in told if _without_asking(visit, draft, one) is None)
    return [one.material_id for one in asked_for if can_be_scanned(visit.hall, one)]


def _at_window(draft: Draft, material: Material) -> None:
    """Nothing of it goes along; one that must be there is brought to a window."""
    code = material.material_id
    draft.pages.pop(code, None)
    draft.materials.pop(code, None)
    if material.required:
        draft.materials[code] = MaterialRef(material_id=code, means="at_hall")


def can_be_scanned(hall: Hall, material: Material) -> bool:
    """Whether a citizen's own scan will do (trust C), and there is something to scan with."""
    fitted = hall.document_scanner is not None and hall.can(Doing.SCAN_PAGE).available
    return fitted and SCAN in material.trust_levels


async def _certificate(
    visit: Visit, draft: Draft, material: Material, certificate_id: str
) -> MaterialRef | None:
    """With a consent for this one use (MT-08); ``None``: they hand it in themselves."""
    view = UseCertificate(
        item=draft.guide.elements.name,
        material=material.name,
        notice=notice(visit, "certificate_use"),
    )
    if (await asked(visit, view)).choice != "agree":
        return None
    citizen = await whoever_began(visit, draft)
    consent_id = await consented(
        visit, citizen, "certificate_use", draft.guide.task_code, purpose=draft.guide.elements.name[:100]
    )
    return MaterialRef(
        material_id=material.material_id,
        means="certificate",
        certificate_id=certificate_id,
        consent_id=consent_id,
    )
