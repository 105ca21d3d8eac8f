"""The last look, the signature, and what became of it: told as it is (AP-02, AP-06)."""

from __future__ import annotations

from contextlib import suppress
from uuid import uuid4

from kiosk.domain.citizen import Citizen
from kiosk.domain.form import data, mistakes
from kiosk.domain.personal import Personal
from kiosk.domain.site import Wording
from kiosk.domain.submission import Contact, FormData, Submission
from kiosk.errors import KioskError, PlatformRefused
from kiosk.journeys.acting_for import parties
from kiosk.journeys.apply_delivery import chosen_delivery
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.apply_pages import commitment, enclose
from kiosk.journeys.apply_start import under_way
from kiosk.journeys.apply_told import summary
from kiosk.journeys.apply_who import whoever_began
from kiosk.journeys.asking import asked, tell
from kiosk.journeys.handed_in import CHANGE_IT, case_handed_in, confirmed_by
from kiosk.journeys.signing import signature
from kiosk.journeys.stage import WentBack
from kiosk.journeys.steps import NotRight
from kiosk.journeys.views.apply import GuideChanged
from kiosk.journeys.views.confirm import ConfirmSubmission
from kiosk.journeys.visit import AnotherWay, Visit
from kiosk.platform import letters
from kiosk.store.letter import Letter


class GuideRenewed(KioskError):
    """The guide changed meanwhile: it is shown anew before anything goes out (CT-14)."""


async def last_look(visit: Visit, draft: Draft) -> bool:
    """Until it is handed in and they heard what became of it.

    Raises ``WentBack`` to change something, ``NotRight``, ``GuideRenewed``, ``AnotherWay``.
    """
    _all_right(draft)
    wording = commitment(visit)
    view = ConfirmSubmission(
        item=draft.guide.elements.name,
        rows=tuple(summary(draft)),
        commitment=wording.body,
        original_needed=draft.originals_needed,
        step=draft.steps,
        steps=draft.steps,
    )
    await _handed_in(visit, draft, wording, await signature(visit, view))
    return True


def _all_right(draft: Draft) -> None:
    """The form as a whole, rules across pages included. Raises ``NotRight``."""
    form = draft.guide.form
    draft.wrong = mistakes(form, draft.values) if form else {}
    for step, sheet in enumerate(draft.sheets):
        if any(one.pointer in draft.wrong for one in sheet.fields):
            raise NotRight(step)


async def _handed_in(visit: Visit, draft: Draft, wording: Wording, name: bytes) -> None:
    citizen = await whoever_began(visit, draft)
    letter = _letter(visit, draft, citizen, wording, name)
    refused = await case_handed_in(visit, citizen, letter, "application", draft.guide.elements.name)
    if refused is not None:
        await _refused(visit, draft, refused.error)


def _letter(visit: Visit, draft: Draft, citizen: Citizen, wording: Wording, name: bytes) -> Letter:
    now = visit.hall.clock()
    confirmed = confirmed_by(citizen, now)
    enclosed = enclose(draft, confirmed, name, "material")
    applicant, agent = parties(citizen, visit.acting_for)
    form = draft.guide.form
    body = Submission(
        task_code=draft.guide.task_code,
        guide_version=draft.guide.guide_version,
        handling_mode=draft.handling_mode,
        applicant=applicant,
        form=FormData(form.form_id, form.form_version, Personal(data(form, draft.values))) if form else None,
        materials=enclosed.materials,
        delivery=chosen_delivery(visit.hall, draft),
        contact=Contact(Personal(draft.phone)),
        commitment=enclosed.signed(wording, now),
        confirmation=confirmed.confirmation,
        agent=agent,
    )
    return letters.submission(body, enclosed.pages, confirmed, uuid4())


async def _refused(visit: Visit, draft: Draft, error: PlatformRefused) -> None:
    """The platform said no and why. Always raises what leads on; what was filled in stands."""
    if error.code == "open_case_exists" and error.existing is not None:
        await under_way(visit, draft.guide, error.existing.id)
    if error.code == "guide_version_stale":
        await asked(visit, GuideChanged(item=draft.guide.elements.name))
        raise GuideRenewed
    with suppress(AnotherWay):
        await tell(visit, error, another_way=CHANGE_IT)
    raise WentBack
