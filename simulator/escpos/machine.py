"""What each command does to the paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PIL import Image
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q

from simulator.escpos.commands import Command
from simulator.escpos.paper import Piece
from simulator.escpos.rom import decode, glyph

SPACING: Final = 34
"""Dots from line to line at 1/6 inch."""
HEAD_TO_KNIFE: Final = 100
SHOWN: Final = 128
LEVELS: Final = {48: ERROR_CORRECT_L, 49: ERROR_CORRECT_M, 50: ERROR_CORRECT_Q, 51: ERROR_CORRECT_H}


@dataclass(slots=True)
class Style:
    """What ``ESC @`` resets."""

    chinese: bool = False
    align: int = 0
    bold: bool = False
    size: tuple[int, int] = (1, 1)
    chinese_size: tuple[int, int] = (1, 1)


class Machine:
    """Head, motor and knife. ``move`` is called before the paper moves by so many dots, and may block."""

    def __init__(self, width: int, charset: str, move: Callable[[int], None]) -> None:
        self.style = Style()
        self.unknown = 0
        self.pieces: list[Piece] = []
        self.piece = Piece(width)
        self._width = width
        self._charset = charset
        self._move = move
        self._line: list[tuple[str, Image.Image]] = []
        self._qr = {"size": 3, "level": 48}
        self._qr_data = b""
        self._verbs: dict[str, Callable[[bytes], None]] = {
            "text": self._character,
            "LF": lambda _: self._print_line(),
            "ESC @": lambda _: self.reset(),
            "FS &": self._set_chinese(on=True),
            "FS .": self._set_chinese(on=False),
            "ESC a": self._set_align,
            "ESC E": self._set_bold,
            "GS !": self._set_size,
            "FS !": self._set_chinese_size,
            "ESC J": lambda data: self._feed(data[0]),
            "ESC d": lambda data: self._feed(data[0] * SPACING),
            "GS v 0": self._raster,
            "GS ( k": self._code,
            "GS V": self._cut,
            "?": self._ignore,
        }

    def obey(self, command: Command) -> None:
        """Carry out one command. Commands without effect on paper are known and ignored."""
        verb = self._verbs.get(command.name)
        if verb is not None:
            verb(command.data)

    def _ignore(self, data: bytes) -> None:
        self.unknown += len(data)

    def _set_chinese(self, *, on: bool) -> Callable[[bytes], None]:
        def verb(_: bytes) -> None:
            self.style.chinese = on

        return verb

    def _set_align(self, data: bytes) -> None:
        self.style.align = data[0] % 48

    def _set_bold(self, data: bytes) -> None:
        self.style.bold = bool(data[0] & 1)

    def _set_size(self, data: bytes) -> None:
        self.style.size = self.style.chinese_size = ((data[0] >> 4) + 1, (data[0] & 7) + 1)

    def _set_chinese_size(self, data: bytes) -> None:
        self.style.chinese_size = (1 + (data[0] >> 2 & 1), 1 + (data[0] >> 3 & 1))

    def reset(self) -> None:
        """``ESC @``: the print buffer and the style are gone."""
        self._line.clear()
        self.style = Style()

    def _character(self, data: bytes) -> None:
        char = decode(data, self._charset)
        wide, high = self.style.size if len(data) == 1 else self.style.chinese_size
        drawn = glyph(char, bold=self.style.bold)
        drawn = drawn.resize((drawn.width * wide, drawn.height * high), Image.Resampling.NEAREST)
        if sum(one.width for _, one in self._line) + drawn.width > self._width:
            self._print_line()
        self._line.append((char, drawn))

    def _print_line(self) -> None:
        line, self._line = self._line, []
        if not line:
            self._feed(SPACING)
            return
        strip = Image.new("L", (sum(one.width for _, one in line), max(one.height for _, one in line)))
        left = 0
        for _, drawn in line:
            strip.paste(drawn, (left, strip.height - drawn.height))
            left += drawn.width
        self._put(strip, "".join(char for char, _ in line))
        self._feed(max(0, SPACING - strip.height))

    def _put(self, strip: Image.Image, text: str) -> None:
        self._move(strip.height)
        spare = self._width - strip.width
        self.piece.put(strip, (0, spare // 2, spare)[self.style.align])
        self.piece.lines.append(text)

    def _feed(self, dots: int) -> None:
        self._move(dots)
        self.piece.feed(dots)

    def _raster(self, data: bytes) -> None:
        size = int.from_bytes(data[:2], "little") * 8, int.from_bytes(data[2:4], "little")
        self._put(Image.frombytes("1", size, data[4:]).convert("L"), "[image]")

    def _code(self, data: bytes) -> None:
        match data[1], data[2:]:
            case 67, size:
                self._qr["size"] = size[0]
            case 69, level:
                self._qr["level"] = level[0]
            case 80, stored:
                self._qr_data = stored[1:]
            case 81, _:
                code = QRCode(error_correction=LEVELS[self._qr["level"]], box_size=1, border=0)
                code.add_data(self._qr_data, optimize=0)
                rows = code.get_matrix()
                image = Image.new("L", (len(rows), len(rows)))
                image.putdata([255 * dark for row in rows for dark in row])
                side = len(rows) * self._qr["size"]
                if side <= self._width:  # a printer leaves out what does not fit
                    self._put(image.resize((side, side), Image.Resampling.NEAREST), "[qr]")

    def _cut(self, data: bytes) -> None:
        if self._line:
            self._print_line()
        if data[0] > 1:
            self._feed(HEAD_TO_KNIFE + data[1])
        self.tear(cut=True)

    def tear(self, *, cut: bool) -> None:
        """End this piece of paper: by the knife, or by hand."""
        self.piece.cut = cut
        self.pieces.append(self.piece)
        self.piece = Piece(self._width)
