"""Cases: everything that is known of one is said, in every shape, and everything can be reached."""

from __future__ import annotations

from itertools import product

import pytest

from kiosk.journeys.views import CaseDetail, CaseList, PublishedResults, ScanCase, TrackBy
from kiosk.screens.case_head import said
from kiosk.screens.parts import Box, Local, Target
from tests.screens.sketch import WAYS, Sketch
from tests.screens.test_choose_one import every_page
from tools.easel import Easel
from tools.sample_views import SAMPLES

pytestmark = pytest.mark.xdist_group("kivy")
DETAILS = [name for name in SAMPLES if name.startswith("case_detail") and not name.endswith("_notice")]


def detail(name: str) -> CaseDetail:
    view = SAMPLES[name].view
    assert isinstance(view, CaseDetail)
    return view


def pages(sketch: Sketch) -> tuple[set[str], str]:
    """Every page of the section that is up, from the first."""
    sketch.send(Local("page", "0"))
    return every_page(sketch)


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.req("PR-02", "PR-03", "PR-04")
@pytest.mark.parametrize(("name", "way"), list(product(DETAILS, WAYS)))
def test_everything_that_is_known_is_said(easel: Easel, name: str, way: str) -> None:
    view = detail(name)
    sketch = Sketch(easel, view, way)
    zh = way.endswith("zh")
    choices, steps = pages(sketch)
    words = bare(steps)
    when = view.when.zh if zh else view.when.en or ""
    assert bare(when) in words
    for line in said(view):
        assert bare(line.zh if zh else line.en or line.zh) in words
    for step in view.steps:
        for told in (step.name, step.officer_name, step.officer_no, step.opinion):
            assert told is None or bare(told) in words
    if view.full is None:
        assert {"more", "print", "remind"} >= choices
        return
    sketch.send(Local("section", "facts"))
    words = bare(pages(sketch)[1])
    for fact in (
        view.full.review_code,
        view.full.applicant,
        view.full.receipt,
        view.case_no,
        *view.full.corrections,
    ):
        assert fact is None or bare(fact) in words
    for material in view.full.materials:
        assert bare(material.name) in words
    sketch.send(Local("section", "result"))
    choices, told = pages(sketch)
    words = bare(told)
    for paper in view.full.papers:
        assert bare(paper.title) in words
        assert (paper.id in choices) is (paper.why_not is None)
        if paper.why_not is not None:
            assert bare(paper.why_not.zh if zh else paper.why_not.en or "") in words


def test_the_steps_open_where_the_case_stands(easel: Easel) -> None:
    sketch = Sketch(easel, detail("case_detail_long"))
    assert "材料补正" in sketch.words()
    assert Local("page", "0") in [t.action for t in sketch.targets()], "it is not the first page"


def test_another_case_opens_at_its_steps(easel: Easel) -> None:
    sketch = Sketch(easel, detail("case_detail"))
    sketch.send(Local("section", "facts"))
    assert "统一审核编码" in sketch.words()
    sketch.show(detail("case_detail_long"))
    assert "材料补正" in sketch.words()


def test_what_is_pressed(easel: Easel) -> None:
    sketch = Sketch(easel, detail("case_detail"))
    assert sketch.press("打印进度单") == "print"
    assert sketch.press("催一下") == "remind"
    sketch.send(Local("section", "result"))
    assert sketch.press("打印受理通知书") == "do-2"
    assert sketch.press("打印收件凭证") is None
    assert Sketch(easel, detail("case_detail_minimal")).press("用身份证看全部") == "more"


@pytest.mark.parametrize(
    ("name", "word", "fill"),
    [
        ("case_detail_long", "请在2026-03-27前", "red_100"),
        ("case_detail_done", "领取结果", "green_100"),
        ("case_detail_overdue", "请等待", "red_100"),
        ("case_detail_printed", "打好了", "green_100"),
        ("case_detail_not_printed", "没打出来", "red_100"),
        ("case_detail_unknown_print", "不一定", "amber_100"),
    ],
)
def test_what_to_do_has_its_colour_and_words(easel: Easel, name: str, word: str, fill: str) -> None:
    sketch = Sketch(easel, detail(name))
    assert word in sketch.words()
    assert fill in {part.fill for part in sketch.parts() if isinstance(part, Box)}


def cases(name: str) -> CaseList:
    view = SAMPLES[name].view
    assert isinstance(view, CaseList)
    return view


@pytest.mark.parametrize("way", WAYS)
def test_two_hundred_cases_can_all_be_reached(easel: Easel, way: str) -> None:
    view = cases("case_list_many")
    choices, words = every_page(Sketch(easel, view, way))
    assert choices == {row.id for row in view.cases}
    for row in view.cases[:4]:
        assert row.item_name in words
        assert (row.hint.zh if way.endswith("zh") else row.hint.en or "") in words


@pytest.mark.parametrize("way", WAYS)
def test_a_group_shows_its_own_and_begins_at_its_first_page(easel: Easel, way: str) -> None:
    view = cases("case_list_many")
    sketch = Sketch(easel, view, way)
    sketch.send(Local("page", "9"))
    sketch.send(Local("group", "done"))
    choices, words = every_page(sketch)
    assert choices == {row.id for row in view.cases if row.group == "done"}
    assert "社会保障卡补换领申请" in words


def test_a_row_tells_state_promise_and_news(easel: Easel) -> None:
    sketch = Sketch(easel, cases("case_list"))
    for told in ("审查中 · 最晚 3月16日办完", "新进展", "要您办", "2 件有新进展", "已送达"):
        assert told in sketch.words()
    assert sketch.press("食品经营许可") == cases("case_list").cases[1].id


@pytest.mark.parametrize("shape", ["portrait", "landscape"])
def test_elders_have_at_most_four_rows(easel: Easel, shape: str) -> None:
    assert len(Sketch(easel, cases("case_list_many"), f"{shape}.elder.zh").choices()) <= 4
    assert len(Sketch(easel, SAMPLES["track_by"].view, f"{shape}.elder.zh").choices()) <= 4


@pytest.mark.req("PR-01")
@pytest.mark.parametrize("way", WAYS)
def test_the_three_ways_stand_on_the_first_screen(easel: Easel, way: str) -> None:
    view = SAMPLES["track_by"].view
    assert isinstance(view, TrackBy)
    choices = set(Sketch(easel, view, way).choices())
    assert choices >= {"id_card", "case_number", "scan", "published"}


def test_a_scanner_that_is_down_says_so_and_the_number_leads(easel: Easel) -> None:
    known = SAMPLES["track_by_known"].view
    assert "扫码器用不了" in Sketch(easel, known).words()
    assert "scan" not in Sketch(easel, known).choices()
    view = SAMPLES["scan_case_down"].view
    assert isinstance(view, ScanCase)
    [lead] = [
        t
        for t in Sketch(easel, view).targets()
        if isinstance(t.face[0], Box) and t.face[0].fill == "blue_600"
    ]
    assert isinstance(lead, Target)


@pytest.mark.req("PR-07")
@pytest.mark.parametrize("way", WAYS)
def test_published_results_can_all_be_read(easel: Easel, way: str) -> None:
    view = SAMPLES["published_results"].view
    assert isinstance(view, PublishedResults)
    choices, words = every_page(Sketch(easel, view, way))
    for row in view.results:
        assert row.case_no in words
        assert bare(row.item_name) in bare(words)
    assert choices == {"more"}
