"""The preview's own state: copies, purpose, the sheet alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from kiosk.screens.parts import Choose, Local, Target, Words
from kiosk.screens.scene import Drawing, Scene
from tools.audit import problems
from tools.easel import Easel
from tools.sample_views import LANGUAGES, MODES, SAMPLES, SIZES

pytestmark = pytest.mark.xdist_group("kivy")
LONG = "certificate_preview_long"


def targets(drawing: Drawing) -> list[Target]:
    return [part for part in drawing.content if isinstance(part, Target)]


def press(easel: Easel, scene: Scene, drawing: Drawing, wanted: Local, sample: str = LONG) -> Drawing:
    assert any(target.action == wanted for target in targets(drawing)), wanted
    scene.act(wanted, SAMPLES[sample].settings)
    return easel.draw(scene, SAMPLES[sample])


def printing(drawing: Drawing) -> dict[str, str]:
    [choose] = [
        t.action for t in targets(drawing) if isinstance(t.action, Choose) and t.action.choice == "print"
    ]
    return dict(choose.values)


def said(drawing: Drawing) -> str:
    return "".join(part.text for part in drawing.content if isinstance(part, Words))


def test_what_is_picked_goes_with_the_print(easel: Easel) -> None:
    scene = easel.scene(SIZES["portrait"])
    drawing = easel.draw(scene, SAMPLES[LONG])
    assert printing(drawing) == {"copies": "5", "purpose": "办事"}
    assert not any(t.action == Local("copies", "6") for t in targets(drawing)), "no more than there are"
    drawing = press(easel, scene, drawing, Local("copies", "4"))
    drawing = press(easel, scene, drawing, Local("open", "purpose"))
    drawing = press(easel, scene, drawing, Local("pick", "入学"))
    assert printing(drawing) == {"copies": "4", "purpose": "入学"}


def test_the_whole_face_can_be_read_page_by_page(easel: Easel) -> None:
    scene = easel.scene(SIZES["landscape"])
    drawing = press(easel, scene, easel.draw(scene, SAMPLES[LONG]), Local("open", "zoom"))
    seen = said(drawing)
    while more := [
        t.action for t in targets(drawing) if isinstance(t.action, Local) and t.action.name == "skip"
    ]:
        drawing = press(easel, scene, drawing, more[0])
        seen += said(drawing)
    for label in ("持有人", "养老保险", "工伤保险", "统计到"):
        assert label in seen
    drawing = press(easel, scene, drawing, Local("open", ""))
    assert printing(drawing)


@pytest.mark.parametrize("opened", ["zoom", "purpose"])
@pytest.mark.parametrize("sample", ["certificate_preview", "certificate_preview_own_purpose", LONG])
def test_what_opens_can_be_read_and_pressed_in_every_way(easel: Easel, sample: str, opened: str) -> None:
    found = []
    for shape, mode, language in product(SIZES, MODES, LANGUAGES):
        scene = easel.scene(SIZES[shape])
        snapshot = replace(SAMPLES[sample], settings=replace(MODES[mode], language=language))
        easel.draw(scene, snapshot)
        scene.act(Local("open", opened), snapshot.settings)
        found += [f"{shape}.{mode}.{language}: {p}" for p in problems(easel.draw(scene, snapshot))]
    assert found == []


def test_something_else_leads_to_the_keys_with_the_copies(easel: Easel) -> None:
    scene = easel.scene(SIZES["portrait"])
    drawing = press(easel, scene, easel.draw(scene, SAMPLES[LONG]), Local("copies", "4"))
    drawing = press(easel, scene, drawing, Local("open", "purpose"))
    wanted = Choose("other_purpose", (("copies", "4"),))
    assert any(target.action == wanted for target in targets(drawing))
    assert "其他用途" not in [t.action.value for t in targets(drawing) if isinstance(t.action, Local)]
