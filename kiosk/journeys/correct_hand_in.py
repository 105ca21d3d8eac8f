"""The answer to a correction notice: every point at once, signed, and told as what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, Self
from uuid import uuid4

from kiosk.domain.case import CaseFull, CorrectionNotice, CorrectionPoint
from kiosk.domain.citizen import Citizen
from kiosk.domain.form import FormField, value_at
from kiosk.domain.item import Material
from kiosk.domain.personal import Personal
from kiosk.domain.submission import Correction, FormChange, Route
from kiosk.domain.words import Text
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.apply_materials import SCAN, can_be_scanned
from kiosk.journeys.apply_pages import commitment, enclose
from kiosk.journeys.apply_told import means_of, said
from kiosk.journeys.apply_who import whoever_began
from kiosk.journeys.asking import tell
from kiosk.journeys.hall import Hall
from kiosk.journeys.handed_in import CHANGE_IT, case_handed_in, confirmed_by
from kiosk.journeys.signing import signature
from kiosk.journeys.stage import WentBack
from kiosk.journeys.views.confirm import ConfirmSubmission, SummaryRow
from kiosk.journeys.views.correct import ROUTES
from kiosk.journeys.visit import AnotherWay, Visit
from kiosk.platform import letters
from kiosk.store.letter import Letter

HOW: Final = Text("怎么补", "How")
BY: Final[dict[str, Route]] = {"online": "online", "hall": "hall", "post": "post"}


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
        return self.field is not None or (self.material is not None and can_be_scanned(hall, self.material))


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a notice as it is put together; ``points``: those that are answered here."""

    case: CaseFull
    notice: CorrectionNotice
    draft: Draft
    points: tuple[Point, ...]
    route: str

    @property
    def steps(self) -> int:
        """Each point, then the last look."""
        return len(self.points) + 1

    @property
    def rows(self) -> Iterator[SummaryRow]:
        """What is answered, to be read before it is signed."""
        yield SummaryRow(HOW, ROUTES[self.route][0].zh)
        for point in self.points:
            if (one := point.field) is not None:
                value = said(one, self.draft.values.get(one.pointer, ""))
                yield SummaryRow(Text(one.label, one.label_en), value)
            elif (material := point.material) is not None:
                yield SummaryRow(Text(material.name), means_of(self.draft, material))

    @property
    def changes(self) -> Iterator[FormChange]:
        """The fields that the notice points at, as the schema writes them."""
        form = self.draft.guide.form
        for point in self.points:
            if form is not None and (one := point.field) is not None:
                value = value_at(form, one.pointer, self.draft.values.get(one.pointer, ""))
                yield FormChange(one.pointer, Personal(value))


async def last_look(visit: Visit, reply: Reply) -> bool:
    """Signed and handed in, or ``WentBack`` to change something."""
    view = ConfirmSubmission(
        item=reply.case.item_name,
        rows=tuple(reply.rows),
        commitment=commitment(visit).body,
        original_needed=reply.draft.originals_needed,
        step=reply.steps,
        steps=reply.steps,
    )
    name = await signature(visit, view)
    citizen = await whoever_began(visit, reply.draft)
    kind: Final = "correction" if reply.route == "online" else "correction_elsewhere"
    letter = _letter(visit, citizen, reply, name)
    refused = await case_handed_in(visit, citizen, letter, kind, reply.case.item_name)
    if refused is not None:
        with suppress(AnotherWay):
            await tell(visit, refused.error, another_way=CHANGE_IT)
        raise WentBack
    return True


def _letter(visit: Visit, citizen: Citizen, reply: Reply, name: bytes) -> Letter:
    now = visit.hall.clock()
    confirmed = confirmed_by(citizen, now)
    enclosed = enclose(reply.draft, confirmed, name, "correction")
    body = Correction(
        notice_id=reply.notice.notice_id,
        route=BY[reply.route],
        form_changes=tuple(reply.changes),
        materials=enclosed.materials,
        confirmation=confirmed.confirmation,
        commitment=enclosed.signed(commitment(visit), now),
    )
    return letters.correction(reply.case.case_no, body, enclosed.pages, confirmed, uuid4())
