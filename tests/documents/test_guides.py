"""Guides, lists of what to bring and forms on paper: A4 and thermal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.documents import guides
from kiosk.documents.as_slip import ON_SLIPS, as_slip
from kiosk.documents.sheet import Sheet
from kiosk.domain.guide_text import guide_rows
from kiosk.domain.item import Flow
from kiosk.domain.takeaway import takeaway
from kiosk.errors import NotSaid
from kiosk.hardware.ticket_printer import Line, Printed, QrCode
from kiosk.hardware.ticket_printer.escpos_serial import EscposSerialPrinter
from simulator.escpos import EscposPrinter
from tests.documents.papers import (
    CASE_NO,
    CASES,
    NOW,
    a_guide,
    a_material,
    a_notice,
    case_sheet,
    codes_on,
    guide_sheets,
    pages_of,
    pdf_of,
    text_of,
)

HALL = {"hall_name": "云溪区政务服务大厅", "kiosk_id": "K03", "printed_at": NOW}


def lines(sheet: Sheet) -> list[str]:
    return [part.text for part in as_slip(sheet, **HALL).parts if isinstance(part, Line)]  # type: ignore[arg-type]


def test_a_guide_on_paper_has_all_22_elements_in_order() -> None:
    guide = a_guide()
    text = text_of(pdf_of(guides.guide_sheet(guide)))
    places = [text.find(row.label) for row in guide_rows(guide)]
    assert -1 not in places
    assert places == sorted(places)
    assert [
        word
        for word in ("社会保障卡丢失或者损坏的参保人", "申请人自备", "核对材料", "无")
        if word not in text
    ] == []


@pytest.mark.req("CT-13")
@pytest.mark.parametrize("name", ["guide", "checklist"])
def test_the_code_on_a_guide_opens_the_very_version_that_is_printed(name: str, tmp_path: Path) -> None:
    guide = a_guide(guide_version="g-42/乙")
    pages = pages_of(pdf_of(guide_sheets(guide)[name]), tmp_path)
    codes = [code for page in pages for code in codes_on(page)]
    assert codes == [takeaway(guide)]
    assert "guide_version=g-42%2F%E4%B9%99" in codes[0]


@pytest.mark.parametrize("url", [None, "", "https://[platform.example"])
def test_a_guide_without_an_address_has_no_code(url: str | None, tmp_path: Path) -> None:
    pages = pages_of(pdf_of(guides.checklist(a_guide(takeaway_url=url))), tmp_path)
    assert [code for page in pages for code in codes_on(page)] == []


def test_without_materials_and_steps_the_elements_say_so() -> None:
    guide = a_guide()
    bare = replace(guide, elements=replace(guide.elements, materials=(), flow=Flow(steps=())))
    text = text_of(pdf_of(guides.guide_sheet(bare)))
    assert "申请材料无" in text
    assert "见下表" not in text
    assert "不用带材料" in text_of(pdf_of(guides.checklist(bare)))


def test_thirty_materials_all_stand_on_the_list() -> None:
    guide = a_guide(*(a_material(f"m-{n}", f"第{n}份材料") for n in range(30)))
    for sheet in (guides.checklist(guide), guides.guide_sheet(guide)):
        text = text_of(pdf_of(sheet))
        assert [n for n in range(30) if f"第{n}份材料" not in text] == []


def test_a_blank_form_has_every_field_and_room_for_the_signature() -> None:
    text = text_of(pdf_of(guide_sheets()["blank_form"]))
    words = (
        "补换领申请表",
        "□丢失",
        "□损坏",
        "丢失日期",
        "邮寄地址",
        "□是□否",
        "申请人签名",
        "复印件写明用途",
    )
    assert [word for word in words if word not in text] == []


def test_a_material_without_a_form_has_no_blank_one() -> None:
    guide = a_guide()
    with pytest.raises(NotSaid):
        guides.blank_form(guide, guide.elements.materials[0])
    with pytest.raises(NotSaid):
        guides.blank_form(replace(guide, form=None), guide.elements.materials[1])


@pytest.mark.req("CT-15")
async def test_the_list_of_what_to_bring_prints_on_80_mm_too(tmp_path: Path) -> None:
    printer = EscposPrinter(tmp_path / "printer", paced=False)
    driver = EscposSerialPrinter(printer.path, 115200, "gbk", 576)
    await driver.open()
    try:
        guide = a_guide()
        assert await driver.print(as_slip(guides.checklist(guide), **HALL)) is Printed.DONE  # type: ignore[arg-type]
        (piece,) = printer.slips
        text = "".join(piece.lines)
        names = [material.name for material in guide.elements.materials]
        assert [name for name in names if f"□ {name}" not in text] == []
        assert codes_on(piece.image) == [takeaway(guide)]
        assert piece.cut
    finally:
        await driver.close()
        printer.close()


@pytest.mark.parametrize("name", sorted(ON_SLIPS - {"checklist"}))
def test_a_slip_says_the_same_and_names_nobody(name: str) -> None:
    slip = as_slip(case_sheet(name), **HALL)  # type: ignore[arg-type]
    text = "\n".join(part.text for part in slip.parts if isinstance(part, Line))
    assert "张" not in text.replace("一张", "")
    assert "申请人" not in text
    assert CASE_NO in text
    assert "K03" in text
    assert [part.payload for part in slip.parts if isinstance(part, QrCode)] == [f"CS{CASE_NO}"]


def test_a_slip_of_a_correction_has_every_point() -> None:
    text = "\n".join(lines(case_sheet("correction_notice", correction=a_notice(30))))
    assert "1. 居民身份证" in text
    assert [n for n in range(4, 31) if f"第{n}处" not in text] == []


@pytest.mark.parametrize("name", sorted(set(CASES) - ON_SLIPS))
def test_a_decision_wants_a_page(name: str) -> None:
    with pytest.raises(NotSaid):
        as_slip(case_sheet(name), **HALL)  # type: ignore[arg-type]
