"""What stands on an invented document: its zone, its portrait, its files."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PIL import Image

from simulator.pcsc.ber import tlv
from simulator.samv import portrait

TAGS: Final = {1: 0x61, 2: 0x75, 11: 0x6B}
FILES: Final = {1: 0x0101, 2: 0x0102, 11: 0x010B}
EF_COM: Final = 0x011E
EF_SOD: Final = 0x011D
ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose document it is; dates are YYMMDD, ``name`` as the zone writes it (``ZHANG<<SHILI``)."""

    number: str
    name: str
    birth: str
    expiry: str
    sex: str = "M"
    state: str = "UTO"
    own_name: str = ""
    personal_number: str = ""

    @property
    def secret(self) -> str:
        """The MRZ information that opens the chip."""
        return "".join(with_digit(part) for part in (self.number.ljust(9, "<"), self.birth, self.expiry))


def with_digit(text: str) -> str:
    """Append the check digit (ICAO 9303-3, 4.9)."""
    total = sum((7, 3, 1)[at % 3] * (0 if one == "<" else ALPHABET.index(one)) for at, one in enumerate(text))
    return f"{text}{total % 10}"


def td3(who: Holder) -> str:
    """A passport's zone: two lines of 44."""
    first = f"P<{who.state}{who.name}".ljust(44, "<")
    number, dates = with_digit(who.number.ljust(9, "<")), with_digit(who.expiry)
    optional = with_digit(who.personal_number.ljust(14, "<"))
    body = f"{number}{who.state}{with_digit(who.birth)}{who.sex}{dates}{optional}"
    whole = with_digit(number + body[13:20] + body[21:43])[-1]
    return first + body + whole


def td2(who: Holder) -> str:
    """A card's zone of two lines of 36."""
    first = f"I<{who.state}{who.name}".ljust(36, "<")
    number = with_digit(who.number.ljust(9, "<"))
    body = f"{number}{who.state}{with_digit(who.birth)}{who.sex}{with_digit(who.expiry)}"
    body += who.personal_number.ljust(7, "<")
    return first + body + with_digit(number + body[13:20] + body[21:35])[-1]


def td1(who: Holder) -> str:
    """A card's zone of three lines of 30; a long number goes on in the optional field."""
    head, rest = who.number[:9].ljust(9, "<"), who.number[9:]
    field = f"{head}<{with_digit(who.number)[9:]}" if rest else with_digit(head) + who.personal_number
    first = f"I<{who.state}{field}".ljust(30, "<")
    second = f"{with_digit(who.birth)}{who.sex}{with_digit(who.expiry)}{who.state}".ljust(29, "<")
    whole = with_digit(first[5:] + second[:7] + second[8:15] + second[18:29])[-1]
    return first + second + whole + who.name.ljust(30, "<")


def one_line(who: Holder) -> str:
    """A zone of a state's own form: one line of 30 characters, which is none of ICAO 9303."""
    return (
        f"CS{with_digit(who.number.ljust(9, '<'))}<{with_digit(who.expiry)}<{with_digit(who.birth)}<".ljust(
            30, "<"
        )
    )


def jpeg(seed: str) -> bytes:
    """A drawn portrait of nobody."""
    file = io.BytesIO()
    portrait.draw(seed).resize((413, 531)).save(file, "JPEG", quality=85)
    return file.getvalue()


def large_jpeg(size: int) -> bytes:
    """A picture of noise of at least ``size`` bytes."""
    grain = random.Random(size)
    for side in range(100, 1000, 50):
        file = io.BytesIO()
        Image.frombytes("L", (side, side), grain.randbytes(side * side)).save(file, "JPEG", quality=90)
        if len(file.getvalue()) >= size:
            return file.getvalue()
    raise ValueError("no side is large enough")


def groups(zone: str, picture: bytes | None = None, *, own_name: str = "") -> dict[int, bytes]:
    """The data groups with this zone and portrait, by their numbers."""
    made = {1: tlv(TAGS[1], tlv(0x5F1F, zone.encode("ascii")))}
    if picture is not None:
        made[2] = _portrait(picture)
    if own_name:
        listed = tlv(0x5C, bytes.fromhex("5F0E"))
        made[11] = tlv(TAGS[11], listed + tlv(0x5F0E, own_name.encode("utf-8")))
    return made


def chip_files(made: Mapping[int, bytes], sod: bytes) -> dict[int, bytes]:
    """All of a chip's files."""
    tags = bytes(TAGS[number] for number in sorted(made))
    com = tlv(0x60, tlv(0x5F01, b"0107") + tlv(0x5F36, b"040000") + tlv(0x5C, tags))
    return {FILES[number]: data for number, data in made.items()} | {EF_COM: com, EF_SOD: sod}


def _portrait(picture: bytes) -> bytes:
    """DG2 with one face (ISO/IEC 19794-5 inside CBEFF)."""
    information = struct.pack(">HBBBHBHBBBBBB", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)[:16]
    image = struct.pack(">BBHHBBHH", 1, 0, 413, 531, 1, 0, 0, 0)
    block = (
        struct.pack(">I", 4 + len(information) + len(image) + len(picture)) + information + image + picture
    )
    record = b"FAC\x00010\x00" + struct.pack(">IH", 14 + len(block), 1) + block
    header = tlv(0xA1, tlv(0x80, b"\x01\x01") + tlv(0x87, b"\x01\x01") + tlv(0x88, b"\x00\x08"))
    template = tlv(0x7F60, header + tlv(0x5F2E, record))
    return tlv(TAGS[2], tlv(0x7F61, tlv(0x02, b"\x01") + template))
