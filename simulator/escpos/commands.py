"""Cut a stream of bytes into ESC/POS commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ESC: Final = {
    "@": 0, "a": 1, "E": 1, "d": 1, "J": 1, "t": 1, "R": 1, "M": 1, "-": 1, "2": 0, "3": 1, "!": 1, "G": 1,
    "V": 1, "{": 1, "p": 3, "i": 0, "m": 0, "S": 0, " ": 1, "c": 2,
}  # fmt: skip
FS: Final = {"&": 0, ".": 0, "!": 1, "S": 2, "-": 1, "C": 1}
GS: Final = {
    "!": 1, "r": 1, "a": 1, "B": 1, "L": 2, "W": 2, "P": 2, "I": 1, "h": 1, "w": 1, "H": 1, "f": 1, "b": 1,
}  # fmt: skip
GROUPS: Final = {0x1B: ("ESC", ESC), 0x1C: ("FS", FS), 0x1D: ("GS", GS)}
DLE: Final = {0x04: 1, 0x05: 1, 0x14: 3}
DLE_NAMES: Final = {0x04: "EOT", 0x05: "ENQ", 0x14: "DC4"}
CLEAR_SIZE: Final = 10
CUTS_WITH_FEED: Final = b"AB"
FIRST_CHINESE: Final = 0x81


@dataclass(frozen=True, slots=True)
class Command:
    """One command: ``name`` is Epson's (``GS v 0``), ``text`` for characters, ``?`` for an unknown byte."""

    name: str
    data: bytes = b""


def take(buffer: bytearray, *, chinese: bool) -> Command | None:
    """Take the first command off ``buffer``; ``None`` while it is not whole."""
    found = _first(bytes(buffer), chinese=chinese)
    if found is None:
        return None
    command, size = found
    del buffer[:size]
    return command


def _first(raw: bytes, *, chinese: bool) -> tuple[Command, int] | None:
    if not raw:
        return None
    head = raw[0]
    if head in GROUPS:
        return _group(raw)
    if head == 0x10:
        return _real_time(raw)
    if head == 0x0A:
        return Command("LF"), 1
    if head < 0x20:
        return Command("?", raw[:1]), 1
    size = 2 if chinese and head >= FIRST_CHINESE else 1
    return (Command("text", raw[:size]), size) if len(raw) >= size else None


def _group(raw: bytes) -> tuple[Command, int] | None:
    name, known = GROUPS[raw[0]]
    if len(raw) < 2:
        return None
    letter = chr(raw[1])
    if name == "GS" and letter in "V(v":
        return _long(raw, letter)
    if letter not in known:
        return Command("?", raw[:2]), 2
    size = 2 + known[letter]
    return (Command(f"{name} {letter}", raw[2:size]), size) if len(raw) >= size else None


def _long(raw: bytes, letter: str) -> tuple[Command, int] | None:
    """The commands of ``GS`` whose length stands in themselves."""
    if letter == "V":
        head, size = 2, 4 if raw[2:3] and raw[2] in CUTS_WITH_FEED else 3
        name = "GS V"
    elif letter == "(":
        head, size = 5, 5 + int.from_bytes(raw[3:5], "little")
        name = f"GS ( {raw[2:3].decode('latin-1')}"
    else:
        head, size = 4, 8 + int.from_bytes(raw[4:6], "little") * int.from_bytes(raw[6:8], "little")
        name = "GS v 0"
    whole = len(raw) >= max(head + (4 if letter == "v" else 0), size)
    return (Command(name, raw[head:size]), size) if whole else None


def _real_time(raw: bytes) -> tuple[Command, int] | None:
    """Real-time commands were obeyed when they came; in turn they only are skipped."""
    if len(raw) < 3:
        return None
    if raw[1] not in DLE:
        return Command("?", raw[:1]), 1
    size = CLEAR_SIZE if raw[1] == 0x14 and raw[2] == 8 else 2 + DLE[raw[1]]
    return (Command(f"DLE {DLE_NAMES[raw[1]]}", raw[2:size]), size) if len(raw) >= size else None
