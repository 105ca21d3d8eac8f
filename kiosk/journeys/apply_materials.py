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
from kiosk.journeys.apply_start import consented, level_for, notice
from kiosk.journeys.asking import asked
from kiosk.journeys.levels import at_level
from kiosk.journeys.views.apply import UseCertificate
from kiosk.journeys.visit import Visit

CARD: Final = frozenset({"card_read", "card_insert"})


async def materials(visit: Visit, draft: Draft) -> bool:
    """See to every material of the guide. ``False``: nothing had to be asked."""
    any_asked = False
    for material in draft.guide.elements.materials:
        if (ref := _without_asking(visit, draft, material)) is not None:
            draft.materials[material.material_id] = ref
        else:
            any_asked = True
            await hand_over(visit, draft, material)
    return any_asked


def _without_asking(visit: Visit, draft: Draft, material: Material) -> MaterialRef | None:
    known, code = draft.known_of(material), material.material_id
    if known is not None and known.status is MaterialStatus.EXEMPT:
        return MaterialRef(material_id=code, means="exempt")
    if material.preferred_means in CARD and visit.document is not None:
        return MaterialRef(material_id=code, means="card_read")
    if material.preferred_means == "form" and draft.guide.form is not None:
        return MaterialRef(material_id=code, means="form")
    return None


async def hand_over(visit: Visit, draft: Draft, material: Material) -> None:
    """Ask how this one is handed in. Raises ``WentBack``."""
    known, code = draft.known_of(material), material.material_id
    draft.materials.pop(code, None)
    draft.pages.pop(code, None)
    if known is not None and known.status is MaterialStatus.SATISFIED and known.certificate_id:
        used = await _certificate(visit, draft, material, known.certificate_id)
        if used is not None:
            draft.materials[code] = used
            return
    if material.required:
        draft.materials[code] = MaterialRef(material_id=code, means="at_hall")


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
    citizen = await at_level(visit, level_for(draft.guide))
    consent_id = await consented(
        visit, citizen, "certificate_use", draft.guide.task_code, purpose=draft.guide.elements.name[:100]
    )
    return MaterialRef(
        material_id=material.material_id,
        means="certificate",
        certificate_id=certificate_id,
        consent_id=consent_id,
    )
