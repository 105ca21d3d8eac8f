"""The pages of the form: what the platform filled in says so, what it fixed cannot be changed (MT-12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.domain.form import NOTE, FormField, FormSheet, as_text, mistakes
from kiosk.domain.prefill import PrefillField
from kiosk.domain.words import Text
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.asking import asked
from kiosk.journeys.stage import WentBack
from kiosk.journeys.view import Choice, Field, FieldKind
from kiosk.journeys.views.form import FormPage
from kiosk.journeys.visit import Visit

KINDS: Final[dict[str, FieldKind]] = {
    "digits": "digits",
    "phone": "phone",
    "id_number": "id_number",
    "date": "date",
    "choice": "choice",
    "multi_choice": "multi_choice",
    "yes_no": "yes_no",
}
"""A widget's kind; text, address and what this terminal does not know is text in Chinese."""
MOST: Final[dict[str, int]] = {"id_number": 18, "digits": 30, "phone": 18}
LONGEST: Final = 100


async def form_page(visit: Visit, draft: Draft, number: int) -> bool:
    """Ask until the page is right. ``False``: there is nothing on it to fill in."""
    return await fill_in(visit, draft, draft.sheets[number], number + 1, draft.steps)


async def fill_in(visit: Visit, draft: Draft, sheet: FormSheet, step: int, steps: int) -> bool:
    """The same for any fields of the form; those that are not among ``sheet`` stay as they are."""
    fixed = _fixed(draft)
    while True:
        to_fill = [one for one in sheet.fields if one.widget != NOTE and one.pointer not in fixed]
        if not to_fill:
            return False
        view = FormPage(
            item=draft.guide.elements.name,
            sheet=Text(sheet.title),
            asked=tuple(_field(draft, one) for one in to_fill),
            known=tuple(_known(sheet.fields, fixed)),
            step=step,
            steps=steps,
        )
        answer = await asked(visit, view)
        draft.values |= {one.pointer: answer.values.get(one.pointer, "").strip() for one in to_fill}
        if answer.choice == "previous":
            raise WentBack
        if not _wrong(draft, {one.pointer for one in to_fill}):
            return True


def _wrong(draft: Draft, pointers: set[str]) -> bool:
    assert draft.guide.form is not None, "a page belongs to a form"  # noqa: S101
    found = mistakes(draft.guide.form, draft.values)
    draft.wrong = {pointer: words for pointer, words in found.items() if pointer in pointers}
    return bool(draft.wrong)


def _fixed(draft: Draft) -> dict[str, PrefillField]:
    told = draft.prefill.fields if draft.prefill else ()
    return {one.pointer: one for one in told if one.read_only}


def _known(fields: tuple[FormField, ...], fixed: dict[str, PrefillField]) -> Iterator[Text]:
    """What is read and not filled in: notes, and what the platform fixed, with its source."""
    for one in fields:
        if one.widget == NOTE:
            yield Text(one.help or one.label, one.label_en)
        elif (told := fixed.get(one.pointer)) is not None:
            value = as_text(told.value.reveal())
            yield Text(f"{one.label}：{value}（{told.source}）", f"{one.label_en or one.label}: {value}")


def _field(draft: Draft, one: FormField) -> Field:
    kind = KINDS.get(one.widget, "text")
    wrong = draft.wrong.get(one.pointer)
    return Field(
        id=one.pointer,
        label=Text(one.label, one.label_en),
        kind=kind,
        required=one.required,
        value=draft.values.get(one.pointer) or None,
        error=Text(wrong) if wrong else None,
        choices=tuple(Choice(value, Text(label)) for value, label in one.choices),
        max_length=None if one.choices else one.most or MOST.get(kind, LONGEST),
        chinese=kind == "text",
        note=_note(draft, one),
    )


def _note(draft: Draft, one: FormField) -> Text | None:
    """Where its value comes from while it stands as it was filled in (AP-01); else the form's own help."""
    told = draft.prefill.fields if draft.prefill else ()
    known = next((known for known in told if known.pointer == one.pointer), None)
    if known is not None and draft.values.get(one.pointer) == as_text(known.value.reveal()):
        return Text(f"平台填的：{known.source}，不对可以改", "Filled in by the platform. Change it if wrong.")
    return Text(one.help) if one.help else None
