"""A social security card: the application ``sx1.sh.社会保障`` with the records of EF05 and EF06."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

APPLICATION: Final = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
DESCRIPTION: Final = bytes.fromhex("6F11840F") + APPLICATION
OK, MORE, WRONG_LENGTH = 0x9000, 0x6100, 0x6C00
NO_FILE, NO_RECORD, NOT_SUPPORTED, NOT_SELECTED = 0x6A82, 0x6A83, 0x6D00, 0x6985
T0_ATR: Final = bytes.fromhex("3B6800005348494C49303031")
T1_ATR: Final = bytes.fromhex("3B80800101")

Files = dict[int, dict[int, tuple[int, bytes]]]
"""By file, then by record number: tag and value."""


@dataclass(slots=True)
class SocialSecurityCard:
    """Answers by record number, or only by tag where ``by_tag``; as T=0 cards do where ``t0``."""

    files: Files
    by_tag: bool = False
    t0: bool = True
    atr: bytes = field(init=False)
    _selected: bool = field(default=False, init=False)
    _file: int = field(default=0, init=False)
    _waiting: bytes = field(default=b"", init=False)

    def __post_init__(self) -> None:
        self.atr = T0_ATR if self.t0 else T1_ATR

    @classmethod
    def of(  # noqa: PLR0913 a card has this many fields
        cls,
        *,
        name: str,
        number: str,
        card_no: str = "SMP000001",
        sex: int = 1,
        version: str = "2.00",
        issued: str = "20180501",
        expires: str = "20380501",
        by_tag: bool = False,
        t0: bool = True,
    ) -> SocialSecurityCard:
        """One whole card; dates are YYYYMMDD."""
        sex_record = 3 if version.startswith("1") else 4
        holder = {
            1: (0x08, number.encode("ascii").ljust(18)),
            2: (0x09, name.encode("gb18030").ljust(30, b"\0")),
            sex_record: (0x0A, str(sex).encode("ascii")),
        }
        if sex_record == 4:
            holder[3] = (0x4E, bytes(20))
        card = {
            1: (0x01, bytes.fromhex("990101") + bytes(13)),
            2: (0x02, b"3"),
            3: (0x03, version.encode("ascii")),
            4: (0x04, bytes(12)),
            5: (0x05, bytes.fromhex(issued)),
            6: (0x06, bytes.fromhex(expires)),
            7: (0x07, card_no.encode("ascii").ljust(9)),
        }
        return cls({0x05: card, 0x06: holder}, by_tag, t0)

    def reset(self) -> None:
        """See ``Card``."""
        self._selected, self._file, self._waiting = False, 0, b""

    def answer(self, command: bytes) -> bytes:
        """See ``Card``."""
        data, word = self._do(command)
        return data + word.to_bytes(2, "big")

    def _do(self, command: bytes) -> tuple[bytes, int]:
        match command[1]:
            case 0xA4:
                return self._select(command)
            case 0xB2:
                return self._read(command)
            case 0xC0 if self._waiting:
                data, self._waiting = self._waiting[: command[4]], b""
                return data, OK
            case _:
                return b"", NOT_SUPPORTED

    def _select(self, command: bytes) -> tuple[bytes, int]:
        name = command[5 : 5 + command[4]]
        if command[2] == 0x04:
            if name != APPLICATION:
                return b"", NO_FILE
            self._selected = True
            if self.t0:
                self._waiting = DESCRIPTION
                return b"", MORE | len(DESCRIPTION)
            return DESCRIPTION, OK
        if not self._selected or name[:1] != b"\xef" or name[1] not in self.files:
            return b"", NO_FILE
        self._file = name[1]
        return b"", OK

    def _read(self, command: bytes) -> tuple[bytes, int]:
        if not self._selected:
            return b"", NOT_SELECTED
        p1, short_name, mode, length = command[2], command[3] >> 3, command[3] & 7, command[4]
        if self.by_tag:
            wanted = [one for one in self.files.get(self._file, {}).values() if one[0] == p1]
            found = wanted[0] if wanted and not short_name and not mode else None
        else:
            found = self.files.get(short_name, {}).get(p1) if mode == 4 else None
        if found is None:
            return b"", NO_RECORD
        record = bytes((found[0], len(found[1]))) + found[1]
        if length not in {0, len(record)}:
            return b"", WRONG_LENGTH | len(record)
        return record, OK
