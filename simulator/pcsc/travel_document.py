"""A passport or permit: files behind access control (ICAO 9303-10, -11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from simulator.pcsc.ber import parts, tlv
from simulator.pcsc.chip_access import Bac, Pace, of_zone
from simulator.pcsc.session import Session, WrongKeys

APPLICATION: Final = bytes.fromhex("A0000002471001")
ATR: Final = bytes.fromhex("3B80800101")
CARD_ACCESS: Final = 0x011C
OK, NO_FILE, NOT_SATISFIED, NOT_SUPPORTED, WRONG_KEYS, OUTSIDE = (
    0x9000, 0x6A82, 0x6982, 0x6D00, 0x6988, 0x6B00
)  # fmt: skip


class TravelDocument:
    """A chip with ``files`` by their identifiers. ``secret``: the MRZ information that opens it.

    ``pace``: cipher (1-4) and curve (12-18) where the chip offers PACE; ``can``: its access number;
    ``bac``: whether basic access control opens it too.
    """

    atr = ATR

    def __init__(
        self,
        files: Mapping[int, bytes],
        secret: str,
        *,
        pace: tuple[int, int] | None = None,
        can: str = "",
        bac: bool = True,
    ) -> None:
        self.files = dict(files)
        self._secret = secret
        self._pace_kind = pace
        self._can = can
        self._has_bac = bac
        self.reset()

    def reset(self) -> None:
        """See ``Card``."""
        self._selected = False
        self._file = b""
        self._session: Session | None = None
        self._bac = Bac(self._secret)
        self._pace = self._new_pace()

    def answer(self, command: bytes) -> bytes:
        """See ``Card``."""
        if command[0] & 0x0C == 0x0C:
            return self._secured(command)
        self._session = None  # a bare command ends secure messaging
        header, data, length = _split(command)
        answer, word = self._do(header, data, length)
        self._session = self._bac.session or (self._pace.session if self._pace else None)
        if self._session is not None:
            self._bac, self._pace = Bac(self._secret), self._new_pace()
        return answer + word.to_bytes(2, "big")

    def _secured(self, command: bytes) -> bytes:
        session = self._session
        if session is None:
            return NOT_SATISFIED.to_bytes(2, "big")
        try:
            return session.answer(command, self._do)
        except WrongKeys:
            self._session = None
            return WRONG_KEYS.to_bytes(2, "big")

    def _do(self, header: bytes, data: bytes, length: int | None) -> tuple[bytes, int]:
        match header[1]:
            case 0xA4:
                return b"", self._select(header[2], data)
            case 0xB0:
                return self._read(int.from_bytes(header[2:], "big"), length or 0)
            case 0xB1:
                start = int.from_bytes(parts(data)[0x54], "big")
                piece, word = self._read(start, (length or 4) - 4)
                return tlv(0x53, piece), word
            case _:
                return self._open(header[1], data)

    def _open(self, instruction: int, data: bytes) -> tuple[bytes, int]:
        basic = self._selected and self._has_bac
        match instruction:
            case 0x84 if basic:
                return self._bac.challenge(), OK
            case 0x82 if basic:
                return self._bac.authenticate(data)
            case 0x22 if self._pace is not None:
                return b"", self._pace.choose(data)
            case 0x86 if self._pace is not None:
                return self._pace.authenticate(data)
            case _:
                return b"", NOT_SUPPORTED

    def _select(self, by: int, data: bytes) -> int:
        if by == 0x04:
            opened = self._session is not None or self._has_bac
            self._selected = data == APPLICATION and opened
            return OK if self._selected else NO_FILE
        identifier = int.from_bytes(data, "big")
        if identifier == CARD_ACCESS and not self._selected and self._pace is not None:
            self._file = self._pace.card_access
            return OK
        if not self._selected or identifier not in self.files:
            return NO_FILE
        if self._session is None:
            return NOT_SATISFIED
        self._file = self.files[identifier]
        return OK

    def _read(self, start: int, length: int) -> tuple[bytes, int]:
        if not self._file:
            return b"", NOT_SATISFIED
        if start >= len(self._file):
            return b"", OUTSIDE
        return self._file[start : start + length], OK

    def _new_pace(self) -> Pace | None:
        if self._pace_kind is None:
            return None
        passwords = {1: of_zone(self._secret)} | ({2: self._can.encode("ascii")} if self._can else {})
        return Pace(*self._pace_kind, passwords)


def _split(command: bytes) -> tuple[bytes, bytes, int | None]:
    """Header, data, expected length of a short command."""
    header, rest = command[:4], command[4:]
    if len(rest) <= 1:
        return header, b"", (rest[0] or 256 if rest else None)
    data, tail = rest[1 : 1 + rest[0]], rest[1 + rest[0] :]
    return header, data, (tail[0] or 256 if tail else None)
