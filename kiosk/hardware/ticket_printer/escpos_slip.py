"""A slip in the printer's language: text where the ROM has it, dots where not, QR by the printer itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from kiosk.hardware.ticket_printer.escpos_faults import fault
from kiosk.hardware.ticket_printer.escpos_raster import CELL, raster
from kiosk.hardware.ticket_printer.escpos_text import Charset, encode, in_rom, normalise, wrap
from kiosk.hardware.ticket_printer.slip import Align, Line, QrCode, Rule, Slip

RESET: Final = b"\x1b@"
"""``ESC @``: plain text, left, and nothing left over in the print buffer."""
CHINESE: Final = b"\x1c&"
"""``FS &``: bytes from 0x81 on are two-byte Chinese."""
CUT: Final = b"\x1dVB\x00"
"""``GS V 66 0``: feed to the knife and cut, all but a point, so that the slip does not fall on the floor."""
RULE: Final = "─"
GAP: Final = 10
"""Dots between lines: ``ESC @`` spaces lines by 1/6 inch (34 dots at 203 dpi), characters are 24 high."""
FEED_TO_KNIFE: Final = 150
"""Dots of paper between the print head and the knife, generously."""
LEAST_MODULE: Final = 4
BYTES: Final = 4
"""QR mode for any bytes."""
MARGIN: Final = 20
"""White above and below a QR code."""
QUIET_MODULES: Final = 8
"""White on both sides of a QR code together."""


@dataclass(frozen=True, slots=True)
class Job:
    """A slip as bytes, and the paper it moves, in dots (1/8 mm)."""

    data: bytes
    rows: int


def encode_slip(slip: Slip, charset: Charset, width_dots: int) -> Job:
    """Put ``slip`` into bytes from reset to cut. Raises ``DeviceFault``: ``no_glyph`` or ``qr_too_wide``."""
    writer = _Writer(charset, width_dots)
    for part in slip.parts:
        writer.put(part)
    return Job(bytes(writer.data + CUT), writer.rows + FEED_TO_KNIFE)


class _Writer:
    def __init__(self, charset: Charset, width_dots: int) -> None:
        self.data = bytearray(RESET + CHINESE)
        self.rows = 0
        self._charset = charset
        self._width = width_dots
        self._style: dict[str, bytes] = {
            "align": b"\x1ba\x00",
            "bold": b"\x1bE\x00",
            "chinese": b"\x1c!\x00",
            "size": b"\x1d!\x00",
        }

    def put(self, part: Line | QrCode | Rule) -> None:
        match part:
            case Line():
                self._line(replace(part, text=normalise(part.text)))
            case Rule():
                self._line(Line(RULE * (self._width // (2 * CELL))))
            case QrCode():
                self._qr(part)

    def _line(self, line: Line) -> None:
        for text in wrap(line.text, self._width // (CELL * line.scale)):
            self._set("align", b"\x1ba" + bytes([line.align is Align.CENTRE]))
            if in_rom(text, self._charset):
                self._text(replace(line, text=text))
            else:
                self.data += raster(replace(line, text=text)) + _feed(GAP)
            self.rows += 2 * CELL * line.scale + GAP

    def _text(self, line: Line) -> None:
        self._set("bold", b"\x1bE" + bytes([line.bold]))
        # Both: some firmware scales Chinese by FS ! alone (only to 2), Epson's by the later of the two.
        self._set("chinese", b"\x1c!" + (b"\x0c" if line.scale > 1 else b"\x00"))
        self._set("size", b"\x1d!" + bytes([(line.scale - 1) * 0x11]))
        self.data += encode(line.text, self._charset) + b"\n"
        if line.scale > 1:  # larger characters fill the line spacing, and would touch
            self.data += _feed(GAP)

    def _set(self, what: str, command: bytes) -> None:
        if self._style[what] != command:
            self._style[what] = command
            self.data += command

    def _qr(self, part: QrCode) -> None:
        payload = part.payload.encode()
        modules = _modules(payload)
        size = min(part.module_dots, self._width // (modules + QUIET_MODULES))
        if size < LEAST_MODULE:
            raise fault("qr_too_wide", f"{modules} modules on {self._width} dots")
        self._set("align", b"\x1ba\x01")
        self.data += _feed(MARGIN)
        for function in (b"A2\x00", b"C" + bytes([size]), b"E1", b"P0" + payload, b"Q0"):
            self.data += b"\x1d(k" + (len(function) + 1).to_bytes(2, "little") + b"1" + function
        self.data += _feed(MARGIN)
        self.rows += modules * size + 2 * MARGIN


def _feed(dots: int) -> bytes:
    return b"\x1bJ" + bytes([dots])


def _modules(payload: bytes) -> int:
    """Modules a side at level M, all bytes: printers may find a smaller code, never need a larger."""
    # 15 ms to import, and only slips with a code need it.
    from qrcode import QRCode  # noqa: PLC0415
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415
    from qrcode.exceptions import DataOverflowError  # noqa: PLC0415
    from qrcode.util import QRData  # noqa: PLC0415

    code = QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(QRData(payload, mode=BYTES))
    try:
        return 17 + 4 * int(code.best_fit(start=1))
    except (ValueError, DataOverflowError) as error:
        raise fault("qr_too_wide", str(error)) from error
