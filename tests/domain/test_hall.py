"""The hall's board: who waits, how long, until when; and words in a language."""

from __future__ import annotations

import pytest

from kiosk.domain.hall import Area, AreaStatus, HallStatus
from kiosk.domain.words import Text
from tests.fakes import AREA_A, AREA_B, NOW


def hall(*areas: AreaStatus, hours: str | None = None) -> HallStatus:
    return HallStatus("云溪区政务服务大厅", True, hours, None, areas, NOW)


@pytest.mark.parametrize(
    ("hours", "closes"),
    [
        ("09:00-17:00", "17:00"),
        ("09:00–17:00", "17:00"),
        ("09:00—17:00", "17:00"),
        ("09:00 ~ 17:00 ", "17:00"),
        ("9：00至17：30", "17:30"),
        ("上午 9:00-12:00，下午 13:30-17:00", "17:00"),
        ("00:00-24:00", "24:00"),
        ("周一至周五", None),
        ("09:00-17:00，周末休息", None),
        ("09:00-25:00", None),
        ("09:00-17:60", None),
        ("09:00-117:00", None),
        ("9901-12345", None),
        ("全天", None),
        ("", None),
        (None, None),
    ],
)
def test_closing_time_is_told_only_where_the_hours_end_with_one(
    hours: str | None, closes: str | None
) -> None:
    assert hall(hours=hours).closes == closes


def test_waiting_is_everybody_and_the_wait_is_the_longest() -> None:
    board = hall(AreaStatus(AREA_A, 4, 15), AreaStatus(AREA_B, 3, 40), AreaStatus(AREA_B, 2, None))
    assert (board.waiting, board.wait_minutes) == (9, 40)


def test_a_wait_that_nobody_knows_is_not_said_to_be_none() -> None:
    assert hall(AreaStatus(AREA_A, 4, None)).wait_minutes is None
    assert hall(AreaStatus(AREA_A, 0, 0)).wait_minutes == 0
    assert (hall().waiting, hall().wait_minutes) == (0, None)


def test_where_an_area_is() -> None:
    assert AREA_A.where == "一楼社保医保区"
    assert Area("C", "综合区").where == "综合区"


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (Text("您好", "Hello"), "zh", "您好"),
        (Text("您好", "Hello"), "en", "Hello"),
        (Text("您好"), "en", "您好"),
        (Text("您好", "Hello"), "ug", "您好"),
    ],
)
def test_a_language_without_words_falls_back_to_chinese(text: Text, language: str, said: str) -> None:
    assert text.in_language(language) == said
