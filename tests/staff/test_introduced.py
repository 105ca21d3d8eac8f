"""What devices tell of themselves, in staff's words; on the screen and in the report by the same code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.hardware.about import About
from kiosk.hardware.smart_card.atr import CardClass
from kiosk.journeys.views.staff import StaffDevices
from kiosk.staff.shown import kind_of_card
from kiosk.staff.words import introduced
from tests.fakes import ONLINE, virtually
from tests.staff.crew import Crew


@pytest.mark.parametrize(
    ("about", "zh", "en"),
    [
        (
            About("EPSON", "TM-T88VI", "1.02", "X1"),
            "EPSON TM-T88VI，固件 1.02，编号 X1",
            "EPSON TM-T88VI, firmware 1.02, no. X1",
        ),
        (About("EPSON", "EPSON TM-T20"), "EPSON TM-T20", "EPSON TM-T20"),
        (About(serial="05.03"), "编号 05.03", "no. 05.03"),
        (About(firmware="2"), "固件 2", "firmware 2"),
    ],
)
def test_in_words(about: About, zh: str, en: str) -> None:
    [line] = introduced(about)
    assert (line.zh, line.en) == (zh, en)


def test_nothing_told_is_not_said() -> None:
    assert introduced(None) == introduced(About()) == ()


class Reader:
    card_class: CardClass | None = CardClass(contactless=True, protocols=(0, 1))


def test_a_cards_class_in_words() -> None:
    [line] = kind_of_card(Reader())
    assert (line.zh, line.en) == ("非接触卡，T=0/T=1", "contactless, T=0/T=1")
    assert kind_of_card(object()) == ()
    Reader.card_class = None
    assert kind_of_card(Reader()) == ()


def test_the_desk_tells_it_after_a_test(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        crew.cabinet.known = {"ticket_printer": ONLINE}
        crew.cabinet.outcomes["ticket_printer"] = replace(ONLINE, about=About("EPSON", "TM-T88VI", "1.02"))
        await crew.signs_in()
        crew.chooses("test:ticket_printer")
        desk = await crew.sees(StaffDevices)
        while desk.told is None:
            desk = await crew.sees(StaffDevices)
        assert desk.told.zh == "小票打印机：正常，1.0 秒；EPSON TM-T88VI，固件 1.02"
        assert desk.told.en == "Ticket printer: OK, 1.0 s; EPSON TM-T88VI, firmware 1.02"

    virtually(story())
