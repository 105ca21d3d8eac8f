"""What a page is once it is set: read back as a reader, a scanner and a phone would."""

from __future__ import annotations

import base64
import io
import re
import subprocess
from pathlib import Path

import pytesseract
import pytest
from PIL import Image

from kiosk.documents import guides
from kiosk.documents.drawings import qr
from kiosk.documents.sheet import (
    Blanks,
    Closing,
    Code,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Points,
    Sheet,
    Table,
    clean,
    order,
)
from kiosk.errors import MissingGlyph, PressFailed
from tests.documents.papers import (
    CASES,
    MADE_AT,
    MARKUP,
    a_guide,
    a_material,
    a_notice,
    case_sheet,
    codes_on,
    guide_sheets,
    pages_of,
    pdf_of,
    press,
    raw_text_of,
    text_of,
)

EVERY = {**{kind: case_sheet(kind) for kind in CASES}, **guide_sheets()}


def a_sheet(*parts: object, **changes: object) -> Sheet:
    told = {"name": "test", "kind": "notice", "title": "测试", "parts": parts, **changes}
    return Sheet(**told)  # type: ignore[arg-type]


def a_picture(width: int = 60, height: int = 40) -> str:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode()


@pytest.mark.parametrize("name", EVERY)
def test_every_paper_is_pdf_a_2b_and_carries_its_fonts(name: str, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf_of(EVERY[name]))
    meta = subprocess.run(["pdfinfo", "-meta", file], check=True, capture_output=True, text=True).stdout
    assert re.search(r"<pdfaid:part>2</pdfaid:part>", meta)
    assert re.search(r"<pdfaid:conformance>B</pdfaid:conformance>", meta)
    told = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout
    fonts = told.splitlines()[2:]
    assert fonts
    # … emb sub uni object
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


@pytest.mark.parametrize("name", EVERY)
def test_same_paper_same_moment_same_bytes(name: str) -> None:
    first = pdf_of(EVERY[name])
    pdf_of(case_sheet("receipt", name="李示例"))
    assert pdf_of(EVERY[name]) == first
    assert press().pdf(order(EVERY[name]), MADE_AT + 1) != first


@pytest.mark.parametrize("name", ["㛃", "𬎆", "䶮", "𠅤", "张㛃𬎆·䶮", "SAMPLE ANNA", "阿·示例"])
def test_names_with_rare_characters_stand_on_the_page(name: str) -> None:
    assert name.replace(" ", "") in text_of(pdf_of(case_sheet("acceptance_notice", name=name)))


@pytest.mark.parametrize("dot", "•‧・")
def test_every_separator_of_names_is_printed_as_the_one_that_fonts_have(dot: str) -> None:
    assert "阿·示例" in text_of(pdf_of(case_sheet("acceptance_notice", name=f"阿{dot}示例")))


@pytest.mark.parametrize("char", ["\ue000", "😷", "ཀ", "\U0003134f", "\ud800"])
def test_a_character_that_no_font_has_is_an_error_and_never_a_box(char: str) -> None:
    with pytest.raises(MissingGlyph) as caught:
        pdf_of(case_sheet("acceptance_notice", name=f"张{char}例"))
    assert char not in str(caught.value)
    assert "张" not in str(caught.value)
    assert pdf_of(EVERY["receipt"])  # and the next page is set as ever


def test_an_error_of_the_typesetter_tells_nothing_of_the_page() -> None:
    with pytest.raises(PressFailed) as caught:
        press().pdf(b'{"title":"\xe5\xbc\xa0\xe7\xa4\xba\xe4\xbe\x8b","parts":[],"dense":false}', MADE_AT)
    assert str(caught.value) == "typst"


def test_no_part_shows_its_words_in_a_log() -> None:
    told = repr(case_sheet("acceptance_notice"))
    assert "张示例" not in told
    assert "张示例" not in repr(case_sheet("acceptance_notice").parts)


def test_invisible_characters_are_left_out_and_lines_kept() -> None:
    assert clean("张\u200d\x00示\u202e例\r\n二") == "张示例\n二"


@pytest.mark.parametrize("name", ["acceptance_notice", "refusal_decision", "checklist"])
def test_a_scanner_reads_the_page_as_it_was_meant(name: str, tmp_path: Path) -> None:
    sheet = EVERY[name]
    (page,) = pages_of(pdf_of(sheet), tmp_path)
    read = re.sub(r"\s+", "", pytesseract.image_to_string(page, lang="chi_sim", config="--psm 4"))
    words = {
        "acceptance_notice": [
            "受理通知书",
            "社会保障卡补换领申请",
            "承诺办结时限",
            "示例市人力资源和社会保障局",
        ],
        "refusal_decision": ["不予行政审批决定书", "行政复议", "行政诉讼", "人民法院"],
        "checklist": ["材料清单", "居民身份证", "补换领申请表", "近期免冠照片"],
    }[name]
    assert [word for word in words if word not in read] == []
    assert "第1页共1页" in read


def test_tables_go_on_over_pages_under_their_heads() -> None:
    text = raw_text_of(pdf_of(case_sheet("correction_notice", correction=a_notice(60))))
    pages = [re.sub(r"\s+", "", page) for page in text.split("\f") if page.strip()]
    assert len(pages) >= 3
    tables = [page for page in pages if "与登记信息不一致" in page]
    assert all("序号材料或内容问题要求" in page for page in tables)
    assert [f"第{n}页共{len(pages)}页" in page for n, page in enumerate(pages, 1)] == [True] * len(pages)
    assert all(f"第{n}处" in "".join(pages) for n in range(4, 61))


def test_nothing_runs_off_the_paper(tmp_path: Path) -> None:
    guide = a_guide(
        *(a_material(f"m-{n}", "Certificate" * 20 if n % 2 else "长" * 200) for n in range(30)),
        name="长" * 90,
    )
    sheet = a_sheet(
        Paragraph("1234567890" * 60),
        Paragraph("https://platform.example/" + "a" * 300, indent=False),
        Facts((Fact("长" * 40, "A" * 400),)),
        Table(("A" * 40, "二"), (("9" * 200, "字" * 300),), (1, 1)),
        Points(("B" * 300,)),
        Blanks((("C" * 80, "□ " + "D" * 200),)),
        Closing("局" * 60, "2026年3月12日", ("章" * 60,)),
        title="题" * 80,
        head="局" * 60,
        number="号" * 80,
        foot="K" * 60,
    )
    for n, made in enumerate([sheet, guides.guide_sheet(guide), guides.checklist(guide)]):
        folder = tmp_path / str(n)
        folder.mkdir()
        for page in pages_of(pdf_of(made), folder, dpi=60):
            left, _, right, _ = page.point(lambda value: 255 if value < 160 else 0).getbbox() or (9, 9, 9, 9)
            assert left > 40
            assert right < page.width - 40


@pytest.mark.parametrize(
    "payload", ["CSKX20260312000123", "https://platform.example/q?c=" + "9" * 60, "A" * 300]
)
def test_a_phone_reads_the_code_off_a_300_dpi_print(payload: str, tmp_path: Path) -> None:
    (page,) = pages_of(pdf_of(a_sheet(Code(payload, "扫码"))), tmp_path)
    assert codes_on(page) == [payload]


def test_too_much_for_a_code_is_said() -> None:
    with pytest.raises(PressFailed):
        pdf_of(a_sheet(Code("A" * 5000, "扫码")))


@pytest.mark.parametrize("size", [(60, 40), (40, 600), (3000, 20)])
def test_a_picture_is_printed_whole_and_marked(size: tuple[int, int], tmp_path: Path) -> None:
    pdf = pdf_of(a_sheet(Picture("image/png", a_picture(*size), "样本")))
    assert {"样", "本"} <= set(text_of(pdf).replace("测试", ""))
    (page,) = pages_of(pdf, tmp_path, dpi=60)
    assert page.point(lambda value: 255 if value < 90 else 0).getbbox() is not None


@pytest.mark.parametrize(
    ("media_type", "data"),
    [("image/png", "AAAA"), ("image/png", "%%%"), ("image/svg+xml", a_picture()), ("text/html", "")],
)
def test_what_is_no_picture_is_refused(media_type: str, data: str) -> None:
    with pytest.raises(PressFailed):
        pdf_of(a_sheet(Picture(media_type, data, "样本")))


@pytest.mark.parametrize("words", MARKUP)
def test_what_looks_like_markup_is_printed_as_it_stands(words: str) -> None:
    sheet = a_sheet(
        Heading(words), Paragraph(words, indent=False), Facts((Fact(words, words),)), Points((words,)),
        title=words, head=words, number=words, foot=words,
    )  # fmt: skip
    assert text_of(pdf_of(sheet)).count(re.sub(r"\s+", "", words)) >= 9


@pytest.mark.parametrize("length", [1, 20, 80, 300, 1000, 2000])
def test_a_codes_modules_are_large_enough_for_a_laser_print(length: int) -> None:
    svg, millimetres = qr("A" * length)
    modules = int(svg.split('viewBox="0 0 ')[1].split()[0])
    assert millimetres / modules >= 5 * 25.4 / 300
    assert millimetres <= 160
