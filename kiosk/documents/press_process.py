"""The press's own process: fonts and compiler, 150 MB that the terminal must not hold at rest.

Started by ``press.py``; ends with its standard input. Nothing of a page touches the disk; it dumps no core.
"""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from typing import BinaryIO, Final

from kiosk.documents.press_words import (
    LENGTH_BYTES,
    Failed,
    Order,
    Pages,
    Reply,
    Unshown,
    packed,
    read_order,
)
from kiosk.documents.typeset import Typesetter
from kiosk.errors import MissingGlyph, PressFailed

NICER: Final = 5
"""The screen comes first."""


def answer(typesetter: Typesetter, order: Order) -> Reply:
    """Set it; an unforeseen error becomes its name, for its text may quote the page."""
    try:
        return Pages(typesetter.pdf(order.sheet, order.made_at))
    except MissingGlyph:
        return Unshown()
    except PressFailed as failed:
        return Failed(str(failed))
    except Exception as error:  # noqa: BLE001 the process must outlive a strange page
        return Failed(type(error).__name__)


def serve(orders: BinaryIO, replies: BinaryIO) -> None:
    """Answer until the orders end."""
    typesetter: Typesetter | None = None
    while length := orders.read(LENGTH_BYTES):
        order = read_order(orders.read(int.from_bytes(length, "big")))
        try:
            typesetter = typesetter or Typesetter()
        except PressFailed as unfit:
            reply: Reply = Failed(str(unfit))
        else:
            reply = answer(typesetter, order)
        replies.write(packed(reply))
        replies.flush()


def main() -> None:
    """Serve standard input and output."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICER)
    # What a library prints must not get between the replies.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
