"""ICAO 9303-11, Appendix D: every value of the worked example."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import DocumentAccess
from kiosk.errors import AccessRefused, CardUnreadable
from kiosk.hardware.smart_card import access_key, bac
from kiosk.hardware.smart_card.access_key import ENC, MAC, derive
from kiosk.hardware.smart_card.apdu import OK, Command
from simulator.pcsc.cards import TRAVELLER, passport
from tests.hardware.smart_card.direct import Direct, Scripted, access_of

ACCESS = DocumentAccess(Personal("L898902C"), Personal(date(1969, 8, 6)), date(1994, 6, 23))
RANDOM = {8: bytes.fromhex("781723860C06C226"), 16: bytes.fromhex("0B795240CB7049B01C19B33E32804F0B")}
CHALLENGE = "4608F919887022129000"
ANSWER = "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000"
CRYPTOGRAM = "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A7"
SELECT = Command(0x00, 0xA4, 0x02, 0x0C, bytes.fromhex("011E"))
READ = Command(0x00, 0xB0, 0x00, 0x00, b"", 4)


def test_keys_from_the_zone() -> None:
    seed = access_key.seed(ACCESS)
    assert seed.hex().upper() == "239AB9CB282DAF66231DC5A4DF6BFBAE"
    assert derive(seed, ENC, 16, parity=True).hex().upper() == "AB94FDECF2674FDFB9B391F85D7F76F2"
    assert derive(seed, MAC, 16, parity=True).hex().upper() == "7962D9ECE03D1ACD4C76089DCE131543"


def test_the_whole_example() -> None:
    card = Scripted(
        CHALLENGE,
        ANSWER,
        "990290008E08FA855A5D4C50A8ED9000",
        "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000",
    )
    secure = bac.open_chip(card, ACCESS, RANDOM.__getitem__)
    assert secure.transmit(SELECT) == (b"", OK)
    assert secure.transmit(READ) == (bytes.fromhex("60145F01"), OK)
    assert card.asked == [
        "0084000008",
        "0082000028" + CRYPTOGRAM + "28",
        "0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800",
        "0CB000000D9701048E08ED6705417E96BA5500",
    ]


def test_another_number_does_not_open_the_chip() -> None:
    talk = Direct(passport())
    talk.card.answer(bytes.fromhex("00A4040C07A0000002471001"))
    with pytest.raises(AccessRefused):
        bac.open_chip(talk, access_of(TRAVELLER, number="E99010102"))


@pytest.mark.parametrize("number", ["护照", "E 1", ""])
def test_what_no_zone_holds_opens_no_chip(number: str) -> None:
    talk = Direct(passport())
    talk.card.answer(bytes.fromhex("00A4040C07A0000002471001"))
    access = DocumentAccess(Personal(number), Personal(date(1969, 8, 6)), date(2031, 1, 1))
    with pytest.raises(AccessRefused):
        bac.open_chip(talk, access)


@pytest.mark.parametrize("word", ["6300", "63C2", "6982", "6988"])
def test_words_of_refusal(word: str) -> None:
    with pytest.raises(AccessRefused):
        bac.open_chip(Scripted(CHALLENGE, word), ACCESS, RANDOM.__getitem__)


@pytest.mark.parametrize(
    "answers",
    [
        ("6D00",),
        ("46089000",),
        (CHALLENGE, "6F00"),
        (CHALLENGE, ANSWER[:20] + "9000"),
        (CHALLENGE, ANSWER.replace("46B9", "46B8")),
        (CHALLENGE, ANSWER.replace("EE178534F", "EE178534E")),  # our keys come through, the chip's do not
        (CHALLENGE, ANSWER.replace("5D074D7449", "5D074D7448")),
        ("4608F919887022139000", ANSWER),  # right under these keys, but to another challenge
    ],
)
def test_a_chip_that_does_not_keep_to_it(answers: tuple[str, ...]) -> None:
    with pytest.raises(CardUnreadable):
        bac.open_chip(Scripted(*answers), ACCESS, RANDOM.__getitem__)
