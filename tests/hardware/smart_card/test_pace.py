"""PACE: the worked example of ICAO 9303-11, G.1, and every cipher and curve against a chip."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import DocumentAccess
from kiosk.errors import AccessRefused, CardUnreadable
from kiosk.hardware.smart_card import pace
from kiosk.hardware.smart_card.apdu import OK, Command
from kiosk.hardware.smart_card.pace_info import CURVES, SUITES, PaceInfo, offered
from kiosk.hardware.smart_card.tlv import encode
from kiosk.hardware.smart_card.travel_document import APPLICATION
from simulator.pcsc.cards import CAN, TRAVELLER, passport
from simulator.pcsc.chip_access import CURVES as CHIP_CURVES
from tests.hardware.smart_card.direct import Direct, Scripted, access_of

CARD_ACCESS = bytes.fromhex("31143012060A04007F0007020204020202010202010D")
ACCESS = DocumentAccess(Personal("T22000129"), Personal(date(1964, 8, 12)), date(2010, 10, 31))
MAP_OURS = 0x7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99
KEY_OURS = 0xA73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595
MAP_PUBLIC = (
    "047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E"
    "544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D"
)
MAP_THEIRS = (
    "04824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
    "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54"
)
KEY_PUBLIC = (
    "042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C"
    "3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462"
)
KEY_THEIRS = (
    "049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
    "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094"
)
ANSWERS = (
    "9000",
    "7C12801095A3A016522EE98D01E76CB6B98B42C39000",
    f"7C438241{MAP_THEIRS}9000",
    f"7C438441{KEY_THEIRS}9000",
    "7C0A86083ABB9674BCE93C089000",
)


def example(*answers: str) -> Scripted:
    """The chip of the example, with our two random numbers."""
    card = Scripted(*answers)
    ours = iter((MAP_OURS - 1, KEY_OURS - 1))
    info = offered(CARD_ACCESS)
    assert info is not None
    pace.open_chip(card, info, ACCESS, lambda _: next(ours))
    return card


def test_the_whole_example() -> None:
    assert example(*ANSWERS).asked == [
        "0022C1A40F800A04007F00070202040202830101",
        "10860000027C0000",
        f"10860000457C438141{MAP_PUBLIC}00",
        f"10860000457C438341{KEY_PUBLIC}00",
        "008600000C7C0A8508C2B0BD78D94BA86600",
    ]


@pytest.mark.parametrize("parameter", sorted(set(CURVES) & set(CHIP_CURVES)))
@pytest.mark.parametrize("cipher", SUITES)
def test_every_cipher_over_every_curve(cipher: int, parameter: int) -> None:
    talk = Direct(passport((cipher, parameter), bac=False))
    info = PaceInfo(bytes.fromhex("04007F000702020402") + bytes((cipher,)), SUITES[cipher], parameter)
    secure = pace.open_chip(talk, info, access_of(TRAVELLER))
    assert secure.transmit(Command(0, 0xA4, 4, 0x0C, APPLICATION)).word == OK


def test_the_access_number_opens_it_too() -> None:
    talk = Direct(passport((2, 12)))
    info = PaceInfo(bytes.fromhex("04007F00070202040202"), SUITES[2], 12)
    secure = pace.open_chip(talk, info, access_of(TRAVELLER, can=CAN))
    assert secure.transmit(Command(0, 0xA4, 4, 0x0C, APPLICATION)).word == OK


@pytest.mark.parametrize(
    "access", [access_of(TRAVELLER, can="123456"), access_of(TRAVELLER, number="E99010102")]
)
def test_another_password_does_not(access: DocumentAccess) -> None:
    talk = Direct(passport((4, 13)))
    with pytest.raises(AccessRefused):
        pace.open_chip(talk, PaceInfo(bytes.fromhex("04007F00070202040204"), SUITES[4], 13), access)


def test_a_document_without_access_number() -> None:
    with pytest.raises(AccessRefused):
        example("6A88")


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (0, "6A80"),
        (1, "6F00"),
        (1, "7C0980079000"),
        (1, "7C0680040102030490 00"),
        (2, f"7C438241{MAP_THEIRS[:-2]}559000"),  # no point of the curve
        (2, "7C038201009000"),
        (3, f"7C438441{KEY_PUBLIC}9000"),  # ours, sent back
        (4, "7C0A86083ABB9674BCE93C099000"),
        (4, "6F00"),
    ],
)
def test_a_chip_that_does_not_keep_to_it(step: int, answer: str) -> None:
    with pytest.raises(CardUnreadable):
        example(*ANSWERS[:step], answer)


@pytest.mark.parametrize("word", ["6300", "63C1", "6982"])
def test_words_of_refusal(word: str) -> None:
    with pytest.raises(AccessRefused):
        example(*ANSWERS[:4], word)


def offer(protocol: str, *numbers: int) -> bytes:
    integers = b"".join(encode(0x02, bytes((number,))) for number in numbers)
    return encode(0x30, encode(0x06, bytes.fromhex(protocol)) + integers)


def test_the_strongest_known_offer_is_taken() -> None:
    of_three = offer("04007F00070202040201", 2, 12) + offer("04007F00070202040204", 2, 13)
    info = offered(encode(0x31, of_three + offer("04007F00070202040602", 2, 13)))
    assert info == PaceInfo(bytes.fromhex("04007F00070202040204"), SUITES[4], 13, choice=True)


@pytest.mark.parametrize(
    "card_access",
    [
        b"",
        b"\x31\x05abc",
        encode(0x31, offer("04007F00070202040102", 2, 0)),  # Diffie-Hellman without curves
        encode(0x31, offer("04007F00070202040202", 2, 8)),  # a curve of 192 bits
        encode(0x31, offer("04007F00070202040202", 2)),
        encode(0x31, offer("04007F0007020202", 1)),
    ],
)
def test_nothing_known_is_offered(card_access: bytes) -> None:
    assert offered(card_access) is None


def test_the_curve_is_named_where_there_is_a_choice() -> None:
    card = Scripted("6F00")
    with pytest.raises(CardUnreadable):
        pace.open_chip(
            card, PaceInfo(bytes.fromhex("04007F00070202040202"), SUITES[2], 13, choice=True), ACCESS
        )
    assert card.asked == ["0022C1A412800A04007F0007020204020283010184010D"]
