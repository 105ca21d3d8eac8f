"""A signature: drawn from strokes, taken from a picture; a tap, nothing and nonsense are none."""

from __future__ import annotations

import base64
import contextlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFile

from kiosk.documents.signature import HIGH, WIDE, NoSignature, picture

NAME = ";".join(" ".join(f"0.{n}{k},0.{k}{n}" for k in range(1, 9)) for n in (1, 2, 3))


def drawn(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as sheet:
        assert sheet.format == "PNG"
        return sheet.convert("L")


def a_picture(kind: str, *, ink: bool = True) -> str:
    sheet = Image.new("RGBA" if kind == "PNG" else "RGB", (300, 120), "white")
    if ink:
        ImageDraw.Draw(sheet).line([(10, 10), (200, 100)], fill="black", width=5)
    out = BytesIO()
    sheet.save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


def test_strokes_become_ink_where_they_were_written() -> None:
    sheet = drawn(picture("0.5,0.5 0.6,0.5 0.7,0.5 0.8,0.5 0.8,0.6 0.8,0.7 0.8,0.8 0.8,0.9"))
    assert sheet.size == (WIDE, HIGH)
    assert sheet.getpixel((int(0.6 * WIDE), HIGH // 2)) == 0
    assert sheet.getpixel((int(0.2 * WIDE), HIGH // 2)) == 255


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("head", ["", "data:image/{kind};base64,"])
def test_a_picture_of_another_front_end_is_taken(kind: str, head: str) -> None:
    sheet = drawn(picture(head.format(kind=kind.lower()) + a_picture(kind)))
    assert sheet.size == (300, 120)
    assert sheet.getextrema()[0] < 40  # type: ignore[operator]  # one band


@pytest.mark.parametrize(
    "given",
    [
        "",
        " ",
        "0.5,0.5",
        "0.1,0.1 0.2,0.2;0.3,0.3",
        "9,9 9,9 9,9 9,9 9,9 9,9 9,9 9,9",
        "张示例",
        "aGVsbG8=",
        a_picture("PNG", ink=False),
        a_picture("PNG")[:400],
        "data:image/gif;base64," + a_picture("PNG"),
    ],
)
def test_what_is_no_signature(given: str) -> None:
    with pytest.raises(NoSignature):
        picture(given)


@given(st.text(alphabet="0123456789., ;-", max_size=200))
def test_any_strokes_are_a_picture_or_none(given: str) -> None:
    with contextlib.suppress(NoSignature):
        assert drawn(picture(given)).size == (WIDE, HIGH)


def test_a_name_of_several_strokes() -> None:
    assert drawn(picture(NAME)).getextrema()[0] == 0


def test_half_a_picture_is_none_even_where_pillow_takes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for kind in ("PNG", "JPEG"):
        whole = base64.b64decode(a_picture(kind))
        with pytest.raises(NoSignature):
            picture(base64.b64encode(whole[: len(whole) // 2]).decode())
