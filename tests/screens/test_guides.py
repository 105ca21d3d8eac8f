"""The guides' screens by touches: keys, sections, pages, and the code that a phone can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
import zxingcpp

from kiosk.journeys.stage import Settings, Snapshot
from kiosk.journeys.views.guide import GuideDetail
from kiosk.screens.parts import Choose, Local, Part, Target, Words
from kiosk.screens.scene import Drawing, Scene
from tools.audit import problems
from tools.easel import Easel
from tools.sample_guides import DETAIL, SEARCH
from tools.sample_views import LANGUAGES, MODES, SAMPLES, SIZES

pytestmark = pytest.mark.xdist_group("kivy")
TABS = ("short", "bring", "steps", "all", "code")
LOOKS = [pytest.param(*way, id=".".join(way)) for way in product(SIZES, MODES, LANGUAGES)]


def shown(name: str, mode: str = "normal", language: str = "zh") -> Snapshot:
    return replace(SAMPLES[name], settings=replace(MODES[mode], language=language))


def words_of(drawing: Drawing) -> list[str]:
    drawn: list[Part] = [d for p in drawing.content for d in (p.face if isinstance(p, Target) else (p,))]
    return [d.text for d in drawn if isinstance(d, Words)]


def actions(drawing: Drawing) -> list[object]:
    return [p.action for p in drawing.content if isinstance(p, Target) and p.action is not None]


def read_through(easel: Easel, scene: Scene, snapshot: Snapshot) -> Iterator[Drawing]:
    """Every page of what is up."""
    page = 0
    while True:
        drawing = easel.draw(scene, snapshot)
        yield drawing
        page += 1
        if Local("page", str(page)) not in actions(drawing):
            return
        scene.act(Local("page", str(page)), Settings())


@pytest.mark.req("CT-11", "OP-04")
@pytest.mark.parametrize(("shape", "mode", "language"), LOOKS)
@pytest.mark.parametrize("name", ["guide_detail", "guide_detail_long"])
def test_every_page_of_every_section_can_be_read(
    easel: Easel, name: str, shape: str, mode: str, language: str
) -> None:
    scene, snapshot = easel.scene(SIZES[shape]), shown(name, mode, language)
    easel.draw(scene, snapshot)
    for tab in TABS:
        scene.act(Local("tab", tab), Settings())
        for number, drawing in enumerate(read_through(easel, scene, snapshot)):
            assert problems(drawing) == [], (tab, number)


@pytest.mark.parametrize(("shape", "mode", "language"), LOOKS)
def test_the_keys_can_be_read_and_pressed(easel: Easel, shape: str, mode: str, language: str) -> None:
    scene, snapshot = easel.scene(SIZES[shape]), shown("guide_search", mode, language)
    easel.draw(scene, snapshot)
    scene.act(Local("type", "yes"), Settings())
    assert problems(easel.draw(scene, snapshot)) == []
    for key in "sfz":
        scene.act(Local("key", key), Settings())
    drawing = easel.draw(scene, snapshot)
    assert problems(drawing) == []
    assert Choose("search", (("query", "sfz"),)) not in actions(drawing)
    scene.act(Local("word", "0"), Settings())
    drawing = easel.draw(scene, snapshot)
    assert problems(drawing) == []
    assert Choose("search", (("query", "身份证"),)) in actions(drawing)


@pytest.mark.parametrize("mode", ["normal", "elder"])
def test_the_first_letters_are_typed_as_capitals(easel: Easel, mode: str) -> None:
    scene, snapshot = easel.scene(SIZES["portrait"]), shown("guide_search", mode)
    easel.draw(scene, snapshot)
    scene.act(Local("type", "yes"), Settings())
    scene.act(Local("keys", "capitals"), Settings())
    for key in "SFZ":
        assert Local("key", key) in actions(easel.draw(scene, snapshot))
        scene.act(Local("key", key), Settings())
    assert Choose("search", (("query", "SFZ"),)) in actions(easel.draw(scene, snapshot))


def test_what_is_chosen_puts_the_keys_away_and_a_new_list_begins_at_its_first_page(easel: Easel) -> None:
    scene, snapshot = easel.scene(SIZES["portrait"]), shown("guide_search")
    easel.draw(scene, snapshot)
    scene.act(Local("page", "2"), Settings())
    assert "3/8 页" in words_of(easel.draw(scene, snapshot))
    scene.act(Local("type", "yes"), Settings())
    easel.draw(scene, snapshot)
    scene.act(Choose("search", (("query", "DSJ"),)), Settings())
    found = replace(snapshot, seq=2, view=replace(SEARCH, query="DSJ"))
    drawing = easel.draw(scene, found)
    assert "1/8 页" in words_of(drawing)
    assert "DSJ" in words_of(drawing)


@pytest.mark.req("CT-05")
def test_all_22_elements_stand_in_the_whole_text_in_order(easel: Easel) -> None:
    scene, snapshot = easel.scene(SIZES["portrait"]), shown("guide_detail")
    easel.draw(scene, snapshot)
    scene.act(Local("tab", "all"), Settings())
    said = [word for drawing in read_through(easel, scene, snapshot) for word in words_of(drawing)]
    labels = [fact.label for fact in DETAIL.elements]
    assert len(labels) == 22
    assert [word for word in said if word in labels] == labels


@pytest.mark.req("CT-16", "CT-19")
@pytest.mark.parametrize("mode", MODES)
def test_five_hints_and_the_fee_are_seen_first(easel: Easel, mode: str) -> None:
    scene, snapshot = easel.scene(SIZES["portrait"]), shown("guide_detail", mode)
    said = words_of(easel.draw(scene, snapshot))
    assert [badge.text.zh for badge in DETAIL.badges if badge.text.zh not in said] == []
    assert "本事项不收费" in said


@pytest.mark.req("CT-14", "OP-03")
def test_version_and_day_of_the_guide_are_on_the_screen(easel: Easel) -> None:
    said = words_of(easel.draw(easel.scene(SIZES["portrait"]), shown("guide_detail")))
    assert "指南版本 g-3，更新于 2026-03-02" in said


@pytest.mark.req("CT-09")
def test_each_material_says_where_one_gets_it(easel: Easel) -> None:
    scene, snapshot = easel.scene(SIZES["portrait"]), shown("guide_detail")
    easel.draw(scene, snapshot)
    scene.act(Local("tab", "bring"), Settings())
    drawing = easel.draw(scene, snapshot)
    for material in DETAIL.materials:
        assert Choose(f"material:{material.id}") in actions(drawing)
        assert f"去哪弄：{material.source}" in words_of(drawing)


@pytest.mark.req("CT-13", "CT-17")
@pytest.mark.parametrize("shape", SIZES)
@pytest.mark.parametrize("mode", MODES)
def test_a_phone_reads_the_code_from_the_screen(easel: Easel, shape: str, mode: str) -> None:
    scene, snapshot = easel.scene(SIZES[shape]), shown("guide_detail", mode)
    easel.draw(scene, snapshot)
    scene.act(Local("tab", "code"), Settings())
    picture = easel.paint(easel.draw(scene, snapshot), SIZES[shape])
    [code] = zxingcpp.read_barcodes(picture)
    view = snapshot.view
    assert isinstance(view, GuideDetail)
    assert code.text == view.takeaway
