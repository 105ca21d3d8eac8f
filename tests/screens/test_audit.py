"""Every sample in every shape, mode and language, measured against the design language."""

from dataclasses import replace
from itertools import product

import pytest

from kiosk.journeys.stage import Settings
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Icon, Part, Setting, Target, Words
from kiosk.screens.scene import Drawing
from kiosk.screens.theme import HIGH_CONTRAST, NORMAL, THEMES, TOKENS, Theme, contrast
from tools.audit import problems
from tools.easel import Easel
from tools.sample_views import LANGUAGES, MODES, SAMPLES, SIZES

pytestmark = pytest.mark.xdist_group("kivy")

EVERY_WAY = [pytest.param(*way, id=".".join(way)) for way in product(SIZES, MODES, LANGUAGES)]


def drawing_of(easel: Easel, name: str, way: tuple[str, str, str]) -> Drawing:
    shape, mode, language = way
    settings = replace(MODES[mode], language=language)
    return easel.draw(easel.scene(SIZES[shape]), replace(SAMPLES[name], settings=settings))


@pytest.mark.req("OP-04")
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_view_can_be_read_and_pressed(easel: Easel, sample: str) -> None:
    found = [
        f"{'.'.join(way)}: {problem}"
        for way in product(SIZES, MODES, LANGUAGES)
        for problem in problems(drawing_of(easel, sample, way))
    ]
    assert found == []


@pytest.mark.parametrize(("shape", "mode", "language"), EVERY_WAY)
def test_the_language_dialog_can_be_read_and_pressed(
    easel: Easel, shape: str, mode: str, language: str
) -> None:
    scene = easel.scene(SIZES[shape])
    snapshot = replace(SAMPLES["choose_booking"], settings=replace(MODES[mode], language=language))
    easel.draw(scene, snapshot)
    scene.act(Setting("ask_language"), snapshot.settings)
    drawing = easel.draw(scene, snapshot)
    assert drawing.over
    assert problems(drawing) == []


@pytest.mark.parametrize(("shape", "mode", "language"), EVERY_WAY)
def test_what_cannot_be_done_says_why(easel: Easel, shape: str, mode: str, language: str) -> None:
    drawing = drawing_of(easel, "home_only_tickets", (shape, mode, language))
    words = [w for p in drawing.content for w in ((p,) if isinstance(p, Words) else getattr(p, "face", ()))]
    said = "".join(w.text for w in words if isinstance(w, Words))
    assert ("请去窗口" if language == "zh" else "Please go to a window") in said


@pytest.mark.parametrize("sample", ["home", "present_credential", "choose_booking", "still_there"])
def test_elders_choose_among_at_most_four(easel: Easel, sample: str) -> None:
    drawing = drawing_of(easel, sample, ("portrait", "elder", "zh"))
    choices = [p for p in drawing.content if isinstance(p, Target) and isinstance(p.action, Choose)]
    assert 1 <= len(choices) <= 4


# The audit itself: each kind of fault, alone on a screen, is named.

PAPER = Box(Rect(0, 0, 1080, 1920), "paper")


def target(x: float, y: float, w: float = 400, h: float = 120, fill: str = "surface") -> Target:
    rect = Rect(x, y, w, h)
    return Target(rect, (Box(rect, fill, 28, "line_touch"),), Choose("a"))


FAULTS: dict[str, tuple[Part, ...]] = {
    "small target": (target(40, 700, w=90),),
    "target off the screen": (target(900, 700),),
    "targets overlap": (target(40, 700), target(300, 760)),
    "gap of 10.0": (target(40, 700), target(450, 700)),
    "out of reach": (target(40, 300, fill="blue_600"),),
    "more than one filled-blue": (target(40, 700, fill="blue_600"), target(40, 900, fill="blue_600")),
    "hardly seen": (
        Target(Rect(40, 700, 200, 120), (Box(Rect(40, 700, 200, 120), "surface"),), Choose("a")),
    ),
    "has no box": (
        Target(Rect(40, 700, 200, 120), (Words(Rect(40, 700, 200, 120), "点", 40, "ink_900"),), Choose("a")),
    ),
    "does not fit": (Words(Rect(40, 700, 100, 60), "请把身份证放到感应区", 40, "ink_900"),),
    "type of 30 px": (Words(Rect(40, 700, 800, 60), "小字", 30, "ink_900"),),
    "type of 20 px": (Words(Rect(40, 700, 800, 60), "small", 20, "ink_900"),),
    "out of its box: 长": (Words(Rect(1000, 700, 400, 60), "长长的一句话", 40, "ink_900"),),
    "out of its box: icon": (Icon(Rect(1040, 700, 72, 72), "home", "ink_900"),),
    "contrast of": (Words(Rect(40, 700, 800, 60), "看不清", 40, "line"),),
    "contrast of 1.0: icon": (Icon(Rect(40, 700, 72, 72), "home", "paper"),),
    "drawn over each other": (
        Words(Rect(40, 700, 800, 60), "一句话", 40, "ink_900"),
        Words(Rect(60, 710, 800, 60), "另一句", 40, "ink_900"),
    ),
    "covered": (Words(Rect(40, 700, 800, 60), "一句话", 40, "ink_900"), Box(Rect(0, 710, 300, 300), "paper")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_audit_finds_faults(easel: Easel, fault: str) -> None:  # noqa: ARG001 the window measures words
    drawing = Drawing("x", Look(), (PAPER, *FAULTS[fault]), (), (), covers=False, beat_seconds=1)
    found = problems(drawing)
    assert len(found) == 1, found
    assert fault in found[0]


def test_the_audit_passes_a_sound_screen(easel: Easel) -> None:  # noqa: ARG001 the window measures words
    sound = (PAPER, target(40, 700), target(456, 700), Words(Rect(40, 900, 800, 60), "看得清", 40, "ink_900"))
    assert problems(Drawing("x", Look(), sound, (), (), covers=False, beat_seconds=1)) == []


# Colours

ON = {  # what is read on what, in every theme
    "on_dai": ("dai_950", "dai_800", "dai_700"),
    "on_dai_2": ("dai_950", "dai_800"),
    "ink_900": ("paper", "surface", "bar", "blue_50", "blue_100", "amber_100"),
    "ink_600": ("paper", "surface", "bar", "blue_50"),
    "on_primary": ("blue_600",),
    "on_amber": ("amber",),
    "blue_600": ("surface", "paper", "blue_100"),
    "red_700": ("red_100", "surface"),
    "green_700": ("green_100", "surface"),
    "amber_800": ("amber_100",),
}


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_text_has_a_contrast_of_seven(theme: Theme) -> None:
    ratios = {
        (ink, on): contrast(theme.rgb(ink), theme.rgb(on)) for ink, grounds in ON.items() for on in grounds
    }
    assert {pair: round(r, 2) for pair, r in ratios.items() if r < 7} == {}


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_outlines_have_a_contrast_of_three(theme: Theme) -> None:
    pairs = [
        ("line_touch", "surface"),
        ("line_touch", "paper"),
        ("amber_edge", "paper"),
        ("mark_ok", "dai_950"),
        ("mark_bad", "dai_950"),
        ("amber", "dai_800"),
    ]
    assert [p for p in pairs if contrast(theme.rgb(p[0]), theme.rgb(p[1])) < 3] == []


def test_disabled_text_stays_readable() -> None:
    for theme in (NORMAL, HIGH_CONTRAST):
        assert contrast(theme.rgb("dis_ink"), theme.rgb("dis_fill")) >= 4.5


def test_black_and_white_are_twenty_one_apart() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((1, 1, 1), (1, 1, 1)) == pytest.approx(1)


def test_every_token_is_a_colour() -> None:
    for theme in THEMES.values():
        for token in TOKENS:
            assert len(theme.rgb(token)) == 3


def test_the_same_mode_for_everyone_at_first() -> None:
    assert MODES["normal"] == Settings()
