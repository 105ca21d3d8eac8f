from __future__ import annotations

import pytest

from kiosk.errors import CardUnreadable
from kiosk.hardware.smart_card import files
from kiosk.hardware.smart_card.apdu import OK, Answer, Command
from kiosk.hardware.smart_card.ciphers import Aes, Suite, TripleDes, pad, unpad
from kiosk.hardware.smart_card.secure_messaging import SecureMessaging
from kiosk.hardware.smart_card.tlv import encode
from simulator.pcsc.chip_crypto import ChipCipher
from simulator.pcsc.session import Session
from tests.hardware.smart_card.direct import Scripted

SUITES: dict[int, Suite] = {1: TripleDes(), 2: Aes(16), 3: Aes(24), 4: Aes(32)}
KEYS = bytes(range(1, 33)), bytes(range(101, 133))
COUNTER = bytes.fromhex("FFFFFFFE")


class Chip:
    """A chip after the keys were agreed on, holding one file; implements ``Talk``."""

    def __init__(self, number: int, file: bytes) -> None:
        suite = SUITES[number]
        enc, mac = (key[: suite.key] for key in KEYS)
        self._session = Session(ChipCipher(number), enc, mac, int.from_bytes(COUNTER, "big"))
        self._file = file
        self.spoil: tuple[int, int] | None = None
        self.plain: list[tuple[bytes, bytes, int | None]] = []
        self.secure = SecureMessaging(self, suite, enc, mac, COUNTER)

    def transmit(self, command: Command) -> Answer:
        raw = bytearray(self._session.answer(command.encode(), self._do))
        if self.spoil is not None:
            raw[self.spoil[0]] ^= self.spoil[1]
        return Answer(bytes(raw[:-2]), int.from_bytes(raw[-2:], "big"))

    def _do(self, header: bytes, data: bytes, length: int | None) -> tuple[bytes, int]:
        self.plain.append((header, data, length))
        if header[1] == 0xB0:
            at = int.from_bytes(header[2:], "big")
            return self._file[at : at + (length or 0)], OK
        if header[1] == 0xB1:
            at = int.from_bytes(data[2:], "big")
            return encode(0x53, self._file[at : at + (length or 0) - 4]), OK
        return b"", OK


@pytest.mark.parametrize("number", SUITES)
def test_there_and_back(number: int) -> None:
    chip = Chip(number, b"0123456789abcdef!")
    assert chip.secure.transmit(Command(0, 0xA4, 4, 0x0C, b"application")) == (b"", OK)
    assert chip.secure.transmit(Command(0, 0xB0, 0, 3, b"", 14)) == (b"3456789abcdef!", OK)
    assert [one[1:] for one in chip.plain] == [(b"application", None), (b"", 14)]
    assert chip.plain[0][0] == bytes.fromhex("0CA4040C")


@pytest.mark.parametrize("number", SUITES)
def test_a_large_file_is_read_by_both_instructions(number: int) -> None:
    file = encode(0x75, bytes(at * 7 % 251 for at in range(33_500)))
    chip = Chip(number, file)
    assert files.read(chip.secure, 0x0102) == file
    assert {one[0][1] for one in chip.plain} == {0xA4, 0xB0, 0xB1}
    assert all((one[2] or 0) <= 164 for one in chip.plain)


@pytest.mark.parametrize("number", SUITES)
@pytest.mark.parametrize("at", [0, 3, 9, -3, -12])
def test_one_bit_changed_on_the_way_is_seen(number: int, at: int) -> None:
    chip = Chip(number, b"0123456789abcdef!")
    chip.spoil = at, 0x01
    with pytest.raises(CardUnreadable, match="secure messaging"):
        chip.secure.transmit(Command(0, 0xB0, 0, 0, b"", 17))


def test_an_answer_cannot_be_played_again() -> None:
    # The example of ICAO 9303-11, D.4, answered twice by the same.
    again = "990290008E08FA855A5D4C50A8ED9000"
    keys = (
        bytes.fromhex("979EC13B1CBFE9DCD01AB0FED307EAE5"),
        bytes.fromhex("F1CB1F1FB5ADF208806B89DC579DC1F8"),
    )
    secure = SecureMessaging(Scripted(again, again), TripleDes(), *keys, bytes.fromhex("887022120C06C226"))
    select = Command(0x00, 0xA4, 0x02, 0x0C, bytes.fromhex("011E"))
    assert secure.transmit(select).word == OK
    with pytest.raises(CardUnreadable, match="checksum"):
        secure.transmit(select)


@pytest.mark.parametrize("answer", ["6988", "9000", "6982"])
def test_a_bare_answer_ends_it(answer: str) -> None:
    secure = SecureMessaging(Scripted(answer), TripleDes(), bytes(16), bytes(16), bytes(8))
    with pytest.raises(CardUnreadable, match=answer):
        secure.transmit(Command(0, 0xB0, 0, 0, b"", 4))


def test_padding() -> None:
    assert pad(b"", 8) == b"\x80" + bytes(7)
    assert pad(bytes(8), 8) == bytes(8) + b"\x80" + bytes(7)
    assert unpad(pad(b"abc\0", 16)) == b"abc\0"
    with pytest.raises(ValueError, match="padding"):
        unpad(bytes(8))
