"""What devices tell of themselves, and that it is words that may be printed."""

from __future__ import annotations

import pytest

from kiosk.hardware.about import LONGEST, About, tidy


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (b"TM-T88VI", "TM-T88VI"),
        (b" TM\x00-\x1b T88\r\n", "TM - T88"),
        ("佳博".encode("gb18030"), "佳博"),
        (b"\xff\xff", "��"),
        (b"x" * 500, "x" * LONGEST),
        ("[red]x[/]", "[red]x[/]"),
        (b"", ""),
    ],
)
def test_a_devices_word_is_made_fit_for_paper(said: bytes | str, kept: str) -> None:
    assert tidy(said) == kept


def test_nothing_told_is_nothing() -> None:
    assert not About().told
    assert About(serial="1").told
