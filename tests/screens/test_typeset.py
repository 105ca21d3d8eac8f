from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens import fonts
from kiosk.screens.geometry import Rect
from kiosk.screens.parts import Words
from kiosk.screens.typeset import break_lines, typeset

pytestmark = pytest.mark.xdist_group("kivy")


def ruler(em: float) -> Callable[[str], float]:
    """Chinese one em wide, all else half."""
    return lambda text: sum(em if c >= "\u2e80" else em / 2 for c in text)


def broken(text: str, room: float, most: int = 3, em: float = 10) -> tuple[str, ...] | None:
    return break_lines(text, room, most, em, ruler(em))


def test_what_fits_is_one_line() -> None:
    assert broken("先选一项。", 50) == ("先选一项。",)


def test_breaks_after_punctuation_rather_than_where_the_line_is_full() -> None:
    assert broken("先选一项。要用身份证时，屏幕会提醒您。", 140) == (
        "先选一项。要用身份证时，",
        "屏幕会提醒您。",
    )


def test_never_leaves_one_character_alone() -> None:
    lines = broken("请到服务台问工作人员一下吧", 120)
    assert lines is not None
    assert min(len(line) for line in lines) > 2


def test_a_time_is_never_broken() -> None:
    lines = broken("办到17:00为止", 50)
    assert lines is not None
    assert any("17:00" in line for line in lines)


def test_punctuation_begins_no_line_and_an_opening_quote_ends_none() -> None:
    lines = broken("看不清，点“语音”，念给您听。", 80)
    assert lines is not None
    assert not any(line[0] in "，。”" for line in lines)
    assert not any(line.endswith("“") for line in lines)


def test_a_break_of_ones_own_is_kept() -> None:
    assert broken("您好，\n想办什么事？", 70) == ("您好，", "想办什么事？")
    assert broken("您好，\n想办什么事？", 50) is None


def test_what_does_not_fit_is_not_broken() -> None:
    assert broken("请把身份证放到感应区", 30, most=2) is None


@given(st.text(alphabet="办事 大厅a7，。“”", min_size=1, max_size=30), st.integers(40, 200))
def test_no_character_is_lost(text: str, room: int) -> None:
    lines = broken(text.strip() or "一", room, most=4)
    if lines is not None:
        assert "".join(lines).replace(" ", "") == (text.strip() or "一").replace(" ", "")
        assert all(ruler(10)(line) <= room for line in lines)


def words(text: str, room: tuple[float, float], size: float, least: float = 32, lines: int = 1) -> Words:
    return Words(Rect(0, 0, *room), text, size, "ink_900", lines=lines, least=least)


def test_type_shrinks_until_it_fits() -> None:
    setting = typeset(words("请把身份证放到感应区", (400, 60), 60))
    assert setting.fits
    assert 32 <= setting.size <= 40


def test_more_lines_come_before_smaller_type() -> None:
    setting = typeset(words("请把身份证放到感应区", (400, 120), 44, lines=2))
    assert (setting.size, len(setting.lines)) == (44, 2)


def test_what_fits_at_no_size_is_cut_and_owned_up_to() -> None:
    setting = typeset(words("请把身份证放到感应区", (150, 60), 60))
    assert not setting.fits
    assert setting.lines[0].endswith("…")
    assert fonts.width(setting.lines[0], setting.size) <= 150


def test_chinese_is_as_wide_as_it_is_high() -> None:
    assert fonts.width("办事", 40) == pytest.approx(80, abs=2)


def test_a_rare_character_is_drawn_with_the_second_font() -> None:
    if not all(font.exists() for font in fonts.RARE):
        pytest.skip("fonts-hanazono is not installed")
    has = [fonts.glyphs(str(font)) for font in (fonts.BOLD, fonts.RARE[1])]
    rare = chr(min(g for g in has[1] - has[0] if g > 0x20000))
    assert len(fonts.textures("张示例", 40, True)) == 1
    pictures = fonts.textures(f"张{rare}例", 40, True)
    assert len(pictures) == 3
    assert sum(p.width for p in pictures) == pytest.approx(120, abs=6)


def test_markup_is_text() -> None:
    assert fonts.width("[b]张[/b]", 40) > fonts.width("张", 40) * 2


def test_forgotten_words_are_drawn_anew() -> None:
    before = fonts.textures("张*例", 40, False)
    assert fonts.textures("张*例", 40, False) is before
    fonts.forget()
    assert fonts.textures("张*例", 40, False) is not before


def test_pairs_of_lines_are_ordered() -> None:
    lines = broken("一二三四五六七八九十一二三四五六七八九十", 70, most=4)
    assert lines is not None
    assert all(abs(len(a) - len(b)) <= 3 for a, b in pairwise(lines))
