"""Whatever stands in a case or a guide: a page, a slip, or an error of ours by name; nothing is evaluated."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.documents import case_papers, guides
from kiosk.documents.as_slip import ON_SLIPS, as_slip
from kiosk.documents.sheet import (
    Blanks,
    Closing,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Points,
    Sheet,
    Table,
)
from kiosk.domain.case import CorrectionPoint, NextStep, Query, Result, Special, Target
from kiosk.domain.case_state import Action, CaseState
from kiosk.domain.item import TimeLimit
from kiosk.domain.personal import Personal
from kiosk.domain.seal import Seal, SealStatus
from kiosk.errors import MissingGlyph, NotSaid, PressFailed
from tests.documents.papers import (
    CASES,
    MARKUP,
    NOW,
    a_case,
    a_document,
    a_guide,
    a_material,
    a_notice,
    pdf_of,
    told,
)

pytestmark = pytest.mark.fuzz
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "500"))
many = settings(max_examples=max(40, EXAMPLES // 5), deadline=None)

WORDS = st.one_of(
    st.sampled_from(MARKUP),
    st.text(max_size=40),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x9FFF), max_size=60),
    st.text("张示例㛃𬎆䶮·•A1 \n\t\u3000\u200d", max_size=80),
)
MAYBE = st.none() | WORDS


def is_set(sheet: Sheet) -> None:
    """A page or a missing character; any other error would be a fault of the template."""
    try:
        assert pdf_of(sheet).startswith(b"%PDF-")
    except MissingGlyph:
        pass
    except PressFailed as failed:
        assert str(failed) == "too much for a QR code"  # noqa: PT017 any other one is a failure


@many
@given(a=WORDS, b=WORDS, c=WORDS)
@example(a="\u2028", b="\u00a0", c="\u3000")
@example(a="\n\n", b="", c="\t")
def test_any_words_in_any_part(a: str, b: str, c: str) -> None:
    is_set(
        Sheet(
            name="test",
            kind="notice",
            title=c,
            head=a,
            foot=b,
            number=c,
            parts=(
                Heading(a),
                Paragraph(b),
                Facts((Fact(a, b), Fact(b, c))),
                Table((a, b), ((b, c), (c, a)), (1, 2)),
                Points((a, b), tick=True),
                Blanks(((a, b),)),
                Closing(b, c, (a,)),
            ),
        )
    )


special = st.builds(
    Special, kind=WORDS, clock_stopped=st.booleans(), expected_days=st.none() | st.integers(0, 999)
)


@st.composite
def cases(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(sorted(CASES)))
    case = CASES[kind]
    steps = tuple(
        replace(
            step,
            opinion=draw(MAYBE),
            special=draw(special) if step.special else None,
        )
        for step in case.process
    )
    point = st.builds(
        CorrectionPoint,
        point_id=st.just("p"),
        target=st.builds(Target, st.sampled_from([None, "m-1", "?"]), MAYBE),
        problem=st.sampled_from(["missing", "incorrect", "on_fire"]),
        requirement=WORDS,
        original_needed=st.booleans(),
    )
    return kind, replace(
        case,
        case_no=draw(WORDS),
        item_name=draw(WORDS),
        state=draw(st.sampled_from([case.state, *CaseState])),
        process=steps,
        query=Query(draw(WORDS)),
        next_steps=tuple(
            NextStep(action=Action.OTHER, text=text) for text in draw(st.lists(WORDS, max_size=3))
        ),
        correction=draw(
            st.none() | st.just(replace(a_notice(), points=tuple(draw(st.lists(point, max_size=4)))))
        ),
        result=draw(
            st.none() | st.builds(Result, decision=st.sampled_from(["granted", "refused", "x"]), text=WORDS)
        ),
        promised=replace(
            case.promised, limit=draw(st.none() | st.builds(TimeLimit, unit=st.just("x"), text=WORDS))
        ),
        application=replace(case.application, applicant_masked=draw(WORDS), agent_masked=draw(MAYBE)),
        documents=draw(
            st.lists(
                st.builds(
                    lambda number, status, days: a_document(
                        kind,
                        document_no=number,
                        seal=Seal(status, number, NOW),
                        issued_at=NOW - timedelta(days=days),
                    ),
                    MAYBE,
                    st.sampled_from(SealStatus),
                    st.integers(0, 9),
                ),
                max_size=2,
            ).map(tuple)
        ),
    )


@many
@given(found=cases(), applicant=MAYBE)
def test_any_case(found: Any, applicant: str | None) -> None:
    kind, case = found
    here = told(case, applicant=Personal(applicant) if applicant is not None else None)
    try:
        sheet = case_papers.paper(here, kind)
    except NotSaid:
        return
    is_set(sheet)
    if sheet.name in ON_SLIPS:
        assert as_slip(sheet, hall_name="大厅", kiosk_id="K03", printed_at=NOW).parts


@many
@given(
    name=WORDS,
    notes=MAYBE,
    basis=st.lists(WORDS, max_size=3),
    url=MAYBE,
    count=st.integers(0, 4),
)
def test_any_guide(name: str, notes: str | None, basis: list[str], url: str | None, count: int) -> None:
    materials = [
        a_material(f"m-{n}", name, filling_notes=notes, acceptance_standard=notes) for n in range(count)
    ]
    guide = a_guide(*materials, name=name, takeaway_url=url)
    guide = replace(guide, elements=replace(guide.elements, place=notes, legal_basis=tuple(basis)))
    is_set(guides.guide_sheet(guide))
    is_set(guides.checklist(guide))
    assert as_slip(guides.checklist(guide), hall_name="大厅", kiosk_id="K03", printed_at=NOW).parts


def test_the_samples_of_this_file_are_cases_of_their_kind() -> None:
    assert {case_papers.kinds(case)[0] for case in CASES.values()} == set(CASES)
    assert case_papers.kinds(a_case(CaseState.DRAFT)) == ("receipt",)
