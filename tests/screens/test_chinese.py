"""Writing Chinese on the screen: letters in the field, words over the keys, and the way on."""

from collections.abc import Iterator
from itertools import product

import pytest

from kiosk.domain.words import Text
from kiosk.journeys.view import Field
from kiosk.journeys.views import Entry
from kiosk.screens.entry import EntryScreen
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Local, Part, Target, Words
from kiosk.screens.scene import Drawing
from kiosk.screens.screen import Now
from kiosk.screens.theme import THEMES
from tests.screens.sketch import WAYS, Sketch, said
from tools.audit import problems
from tools.easel import Easel
from tools.sample_views import MOMENT, NO_PAPER, SAMPLES
from tools.sample_writing import ADDRESS, TOUCHED, ShopForm, keys

pytestmark = pytest.mark.xdist_group("kivy")

FORM = ShopForm()
ALONE = ShopForm(only=("address",))


def type_in(sketch: Sketch, letters: str) -> None:
    for key in keys(letters):
        sketch.send(key)


def offered(sketch: Sketch) -> list[str]:
    """The words over the keys, without their numbers."""
    words = [t for t in sketch.targets() if isinstance(t.action, Local) and t.action.name == "word"]
    return [said(word).split(" ", 1)[1] for word in words]


def onward(sketch: Sketch) -> Target:
    return next(t for t in sketch.targets() if isinstance(t.face[0], Box) and t.face[0].fill == "blue_600")


def sent(sketch: Sketch) -> dict[str, str] | None:
    return next(
        (dict(t.action.values) for t in sketch.targets() if isinstance(t.action, Choose) and t.action.values),
        None,
    )


@pytest.mark.req("OP-04")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("touched", TOUCHED)
def test_whatever_is_up_can_be_read_and_pressed(easel: Easel, touched: str, way: str) -> None:
    of, actions = TOUCHED[touched]
    for attention in (None, NO_PAPER):
        sketch = Sketch(easel, SAMPLES[of].view, way, attention=attention)
        for action in actions:
            sketch.send(action)
        assert problems(sketch.drawing()) == []


@pytest.mark.parametrize("way", WAYS)
def test_keys_are_large(easel: Easel, way: str) -> None:
    """Elders: eight letters a row in portrait, ten in landscape (docs/adr/0024)."""
    sketch = Sketch(easel, FORM, way)
    sketch.send(ADDRESS)
    letters = [t for t in sketch.targets() if said(t) in set("abcdefghijklmnopqrstuvwxyz")]
    assert len(letters) == 26
    wide = 96 if "elder" not in way else 112 if way.startswith(("landscape", "1280")) else 119
    assert min(t.rect.w for t in letters) >= wide - 0.5
    assert min(t.rect.h for t in letters) >= 96


@pytest.mark.parametrize("way", WAYS)
def test_a_name_is_written_and_goes_out(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, ALONE, way)
    type_in(sketch, "xingfuli")
    assert "xing fu li" in sketch.words()
    assert offered(sketch)[0] == "幸福里"
    assert sent(sketch) is None
    sketch.send(Local("word", "0"))
    assert "xing" not in sketch.words()
    assert sent(sketch) == {"address": "幸福里"}


def test_letters_stand_underlined_after_what_was_written(easel: Easel) -> None:
    sketch = Sketch(easel, ALONE)
    type_in(sketch, "tao")
    sketch.send(Local("word", "0"))
    type_in(sketch, "yuan")
    parts = sketch.parts()
    letters = next(p for p in parts if isinstance(p, Words) and p.text == "yuan")
    before = next(p for p in parts if isinstance(p, Words) and p.size == letters.size and p is not letters)
    line = next(p for p in parts if isinstance(p, Box) and p.rect.h == 4 and p.fill == "blue_600")
    assert line.rect.x == pytest.approx(letters.rect.x)
    assert letters.rect.x > before.rect.x
    assert line.rect.y > letters.rect.centre[1]


def test_nothing_goes_on_before_the_words_are_chosen(easel: Easel) -> None:
    sketch = Sketch(easel, FORM)
    sketch.send(ADDRESS)
    type_in(sketch, "xing")
    assert sketch.saying("选汉字").action is None
    sketch.send(Local("word", "0"))
    assert onward(sketch).action == Local("focus", "phone")
    assert said(onward(sketch)) == "下一项"


def test_another_field_takes_the_likeliest_word_along(easel: Easel) -> None:
    sketch = Sketch(easel, FORM)
    sketch.send(ADDRESS)
    type_in(sketch, "xingfuli")
    sketch.send(Local("focus", "phone"))
    assert "幸福里" in sketch.words()
    type_in(sketch, "13800001234")
    assert sent(sketch) == {"name": "云溪小馆", "address": "幸福里", "phone": "13800001234"}


def test_letters_go_when_something_else_is_asked(easel: Easel) -> None:
    sketch = Sketch(easel, ALONE)
    type_in(sketch, "xing")
    sketch.show(ShopForm(only=("name",)))
    assert "xing" not in sketch.words()
    assert sent(sketch) == {"name": "云溪小馆"}


@pytest.mark.parametrize("way", WAYS)
def test_all_words_can_be_looked_through(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, ALONE, way)
    type_in(sketch, "shi")
    first = offered(sketch)
    sketch.send(Local("more", "yes"))
    seen: list[str] = []
    page = 0
    while True:
        shown = offered(sketch)
        assert shown[: len(first)] == first
        seen += shown[len(first) :]
        page += 1
        if Local("page", str(page)) not in [t.action for t in sketch.targets()]:
            break
        sketch.send(Local("page", str(page)))
    assert len({*first, *seen}) == len(first) + len(seen)
    assert {"氏", "饰", "世"} <= {*seen, *first}
    sketch.send(Local("more", ""))
    assert Local("key", "a") in [t.action for t in sketch.targets()]


def test_a_word_of_a_later_page_is_the_one_that_is_taken(easel: Easel) -> None:
    sketch = Sketch(easel, ALONE)
    type_in(sketch, "shi")
    sketch.send(Local("more", "yes"))
    sketch.send(Local("page", "2"))
    last = [t for t in sketch.targets() if isinstance(t.action, Local) and t.action.name == "word"][-1]
    word = said(last).split(" ", 1)[1]
    assert isinstance(last.action, Local)
    sketch.send(last.action)
    assert sent(sketch) == {"address": word}


def test_a_long_text_shows_where_one_is_typing(easel: Easel) -> None:
    sketch = Sketch(easel, ALONE)
    for _ in range(9):
        type_in(sketch, "yunxiqu")
        sketch.send(Local("word", "0"))
    type_in(sketch, "lu")
    shown = sketch.words()
    assert "…" in shown
    assert " lu " in f" {shown} "


@pytest.mark.parametrize("way", WAYS)
def test_what_finds_room_is_shown_whole(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, SAMPLES["guide_search"].view, way)
    sketch.send(Local("type", "yes"))
    type_in(sketch, "shenfenzheng")
    assert "shen fen zheng" in sketch.words()
    assert "…" not in sketch.words()


def test_elders_and_everyone_write_the_same_field(easel: Easel) -> None:
    for way in WAYS:
        sketch = Sketch(easel, ALONE, way)
        for keys_up in ("signs", "capitals", "pinyin"):
            if Local("keys", keys_up) not in [t.action for t in sketch.targets()]:
                sketch.send(Local("keys", "signs"))
            sketch.send(Local("keys", keys_up))
            assert problems(sketch.drawing()) == [], (way, keys_up)
        for key in ("signs", "8"):
            sketch.send(Local("keys", key) if key == "signs" else Local("key", key))
        assert sent(sketch) == {"address": "8"}


@pytest.mark.parametrize("way", WAYS)
def test_from_all_keys_one_comes_to_all_others(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, ALONE, way)
    reached, new = set[str](), {"pinyin"}
    while new:
        at = new.pop()
        sketch.send(Local("keys", at))
        reached.add(at)
        ways = {
            t.action.value
            for t in sketch.targets()
            if isinstance(t.action, Local) and t.action.name == "keys"
        }
        new |= ways - reached
    assert reached == {"pinyin", "capitals", "signs"}


# Without the engine

LOOKS = [
    Look(theme=theme, elder=elder, language=language, landscape=landscape, signed_in=True, banner=banner)
    for theme, elder, language, landscape, banner in product(
        THEMES.values(), (False, True), ("zh", "en"), (False, True), (False, True)
    )
    if not (elder and theme.name == "high")
]


def told(look: Look) -> str:
    words = (
        look.theme.name,
        look.language,
        "elder" * look.elder,
        "wide" * look.landscape,
        "notice" * look.banner,
    )
    return ".".join(filter(None, words))


class Broken:
    """A screen on a machine without the library."""

    def __init__(self, look: Look) -> None:
        self.screen = EntryScreen(lambda: None)
        self.look = look
        self.drawing()

    def drawing(self) -> Drawing:
        parts = tuple(self.screen.parts(ALONE, self.look, Now(MOMENT)))
        return Drawing("entry", self.look, parts, (), (), covers=False, beat_seconds=1)

    def said(self) -> str:
        return " ".join(_texts(self.drawing().content))

    def pressed(self, name: str = "key") -> set[str]:
        actions = [p.action for p in self.drawing().content if isinstance(p, Target)]
        return {a.value for a in actions if isinstance(a, Local) and a.name == name}


def _texts(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        faces = part.face if isinstance(part, Target) else (part,)
        yield from (w.text for w in faces if isinstance(w, Words))


@pytest.mark.usefixtures("easel")
@pytest.mark.parametrize("look", LOOKS, ids=told)
def test_without_the_library_it_says_so_and_the_rest_works(look: Look) -> None:
    broken = Broken(look)
    assert ("打不了汉字" if look.language == "zh" else "Chinese cannot be typed") in broken.said()
    assert problems(broken.drawing()) == []
    assert {"A", "Z"} <= broken.pressed()
    assert "a" not in broken.pressed()
    broken.screen.local(Local("keys", "signs"))
    assert problems(broken.drawing()) == []
    assert {"0", "9", "-"} <= broken.pressed()
    assert "pinyin" not in broken.pressed("keys")
    broken.screen.local(Local("key", "8"))
    broken.screen.local(Local("keys", "pinyin"))
    broken.screen.local(Local("key", "A"))
    assert "8A" in broken.said()


def test_a_field_that_is_not_chinese_is_as_it_was() -> None:
    assert not Field("number", Text("号码", "Number"), "text").chinese
    assert issubclass(ShopForm, Entry)
