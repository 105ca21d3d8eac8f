"""Characters are drawn by several requests at once and come out whole."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from simulator.platform import pdf_type

CHARS = "".join(map(chr, range(0x4E00, 0x4E00 + 200)))


def test_many_threads_draw_the_same_new_characters_at_once() -> None:
    pdf_type.outline.cache_clear()
    pdf_type.face.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda _: [pdf_type.outline(char) for char in CHARS], range(8)))
    pdf_type.outline.cache_clear()
    pdf_type.face.cache_clear()
    assert drawn == [[pdf_type.outline(char) for char in CHARS]] * 8
