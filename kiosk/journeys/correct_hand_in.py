"""The answer to a correction notice: every point at once, signed, and told as what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, Self
from uuid import uuid4

from kiosk.documents.signature import NoSignature, picture
from kiosk.domain.case import CaseFull, CorrectionNotice, CorrectionPoint
from kiosk.domain.citizen import Citizen
from kiosk.domain.form import FormField, value_at
from kiosk.domain.item import Material
from kiosk.domain.personal import Personal
from kiosk.domain.submission import Correction, FormChange, Route
from kiosk.domain.words import Text
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.apply_hand_in import CHANGE_IT, NOT_SIGNED, SENDING
from kiosk.journeys.apply_materials import SCAN, can_be_scanned
from kiosk.journeys.apply_pages import commitment, enclose
from kiosk.journeys.apply_start import whoever_began
from kiosk.journeys.apply_told import means_of, said
from kiosk.journeys.asking import asked, tell
from kiosk.journeys.hall import Hall
from kiosk.journeys.handed_in import deliver, print_number
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views.apply import ROUTES
from kiosk.journeys.views.confirm import ConfirmSubmission, SummaryRow
from kiosk.journeys.visit import AnotherWay, CouldNotBeDone, Visit
from kiosk.platform import letters
from kiosk.platform.courier_verdict import Refused
from kiosk.platform.letters import Confirmed
from kiosk.store.letter import Letter

HOW: Final = Text("怎么补", "How")


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the notice, and what it means here: a field, a material, or neither."""

    told: CorrectionPoint
    field: FormField | None = None
    material: Material | None = None

    @classmethod
    def of(cls, draft: Draft, point: CorrectionPoint) -> Self:
        """Look it up in the guide in force; its requirement stands at the field."""
        fields = (one for sheet in draft.sheets for one in sheet.fields)
        pointer, code = point.target.pointer, point.target.material_id
        field = next((one for one in fields if pointer is not None and one.pointer == pointer), None)
        wanted = (one for one in draft.guide.elements.materials if code is not None)
        material = next((one for one in wanted if one.material_id == code), None)
        return cls(point, replace(field, help=point.requirement) if field else None, material)

    @property
    def needs_original(self) -> bool:
        """The platform says so, or would not take a citizen's own scan of it."""
        return self.told.original_needed or (
            self.material is not None and SCAN not in self.material.trust_levels
        )

    def can_be_done_here(self, hall: Hall) -> bool:
        """No original is wanted, the guide still knows what it is about, and a paper can be scanned."""
        if self.needs_original:
            return False
        return self.field is not None or (
            self.material is not None
            and hall.document_scanner is not None
            and can_be_scanned(hall, self.material)
        )


async def last_look(  # noqa: PLR0913, PLR0917 a notice's answer taken apart
    visit: Visit,
    case: CaseFull,
    notice: CorrectionNotice,
    draft: Draft,
    points: tuple[Point, ...],
    route: str,
    steps: int,
) -> bool:
    """Signed and handed in, or ``WentBack`` to change something."""
    wording = commitment(visit)
    view = ConfirmSubmission(
        item=case.item_name,
        rows=(SummaryRow(HOW, ROUTES[route][0].zh), *_rows(draft, points)),
        commitment=wording.body,
        trips_max=0,
        original_needed=draft.originals_needed,
        step=steps,
        steps=steps,
    )
    while True:
        answer = await asked(visit, view)
        if answer.choice == "previous":
            raise WentBack
        try:
            signature = picture(answer.values.get("signature", ""))
        except NoSignature:
            view = replace(view, error=NOT_SIGNED)
            continue
        break
    citizen = await whoever_began(visit, draft)
    if visit.hall.post is None:
        raise CouldNotBeDone
    visit.stage.show(SENDING)
    letter = _letter(visit, citizen, case, notice, draft, points, route, signature)
    kind: Final = "correction" if route == "online" else "correction_elsewhere"
    came = await deliver(visit, visit.hall.post, letter, kind, citizen=citizen)
    if isinstance(came, Refused):
        with suppress(AnotherWay):
            await tell(visit, came.error, another_way=CHANGE_IT)
        raise WentBack
    told = replace(came, case_no=came.receipt_no, receipt_no=None, item=case.item_name)
    while (await asked(visit, told)).choice == "print":
        told = await print_number(visit, told)
    return True


def _rows(draft: Draft, points: tuple[Point, ...]) -> Iterator[SummaryRow]:
    for point in points:
        if (one := point.field) is not None:
            yield SummaryRow(Text(one.label, one.label_en), said(one, draft.values.get(one.pointer, "")))
        elif (material := point.material) is not None:
            yield SummaryRow(Text(material.name), means_of(draft, material))


def _letter(  # noqa: PLR0913, PLR0917 a notice's answer taken apart
    visit: Visit,
    citizen: Citizen,
    case: CaseFull,
    notice: CorrectionNotice,
    draft: Draft,
    points: tuple[Point, ...],
    route: str,
    signature: bytes,
) -> Letter:
    now = visit.hall.clock()
    confirmed = Confirmed(citizen.session_id, now, citizen.deferred_until or citizen.expires_at)
    enclosed = enclose(draft, confirmed, signature, "correction")
    form = draft.guide.form
    fields = [point.field for point in points if point.field is not None]
    changes = tuple(
        FormChange(one.pointer, Personal(value_at(form, one.pointer, draft.values.get(one.pointer, ""))))
        for one in fields
        if form is not None
    )
    by: Route = "online" if route == "online" else "post" if route == "post" else "hall"
    body = Correction(
        notice_id=notice.notice_id,
        route=by,
        form_changes=changes,
        materials=enclosed.materials,
        confirmation=confirmed.confirmation,
        commitment=enclosed.signed(commitment(visit), now),
    )
    return letters.correction(case.case_no, body, enclosed.pages, confirmed, uuid4())
