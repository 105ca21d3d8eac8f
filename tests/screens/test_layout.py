from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.viewport import Viewport


@pytest.mark.req("OP-04")
@pytest.mark.parametrize(
    ("size", "landscape", "scale", "origin"),
    [
        ((1080, 1920), False, 1, (0, 0)),
        ((1920, 1080), True, 1, (0, 0)),
        ((1280, 1024), True, 2 / 3, (0, 152)),
        ((2160, 3840), False, 2, (0, 0)),
        ((1920, 1920), False, 1, (420, 0)),
    ],
)
def test_the_screen_is_scaled_whole_and_centred(
    size: tuple[int, int],
    landscape: bool,
    scale: float,
    origin: tuple[int, int],
) -> None:
    view = Viewport(*size, landscape)
    assert view.scale == pytest.approx(scale)
    assert view.origin == origin
    x, y, w, h = view.place(view.logical)
    assert (x, y) == origin
    assert (w, h) == (size[0] - 2 * origin[0], size[1] - 2 * origin[1])


@given(st.integers(320, 4000), st.integers(240, 4000), st.booleans(), st.floats(0, 1000), st.floats(0, 1000))
def test_a_finger_finds_what_was_drawn_there(w: int, h: int, landscape: bool, x: float, y: float) -> None:
    view = Viewport(w, h, landscape)
    found_x, found_y = view.logical_point(view.x(x), view.y(y))
    assert found_x == pytest.approx(x, abs=1.1 / view.scale)
    assert found_y == pytest.approx(y, abs=1.1 / view.scale)


@given(st.integers(1, 5), st.integers(1, 5), st.floats(0, 40))
def test_cells_share_their_place(columns: int, rows: int, gap: float) -> None:
    place = Rect(40, 640, 1000, 900)
    cells = place.grid(columns, rows, gap)
    assert len(cells) == columns * rows
    assert cells[0][:2] == place[:2]
    assert (cells[-1].right, cells[-1].bottom) == pytest.approx((place.right, place.bottom))
    if columns > 1:
        assert cells[1].x - cells[0].right == pytest.approx(gap)


def test_edges_that_meet_on_paper_meet_on_glass() -> None:
    view = Viewport(1280, 1024, landscape=True)
    one, other = Rect(0, 0, 333, 100), Rect(333, 0, 100, 100)
    x, _, w, _ = view.place(one)
    assert x + w == view.place(other)[0]


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("banner", [False, True])
def test_the_bands_fill_the_screen(*, landscape: bool, elder: bool, signed_in: bool, banner: bool) -> None:
    look = Look(landscape=landscape, elder=elder, signed_in=signed_in, banner=banner)
    bands = [look.top_bar, look.banner_bar, look.stage, look.strip, look.nav]
    assert bands[0].y == 0
    assert bands[-1].bottom == look.screen.bottom
    assert all(upper.bottom == lower.y for upper, lower in pairwise(bands))
    assert look.stage.h > look.screen.h / 2
