"""The workshop's own process: one order from standard input, one reply, then it is gone with all it knew."""

from __future__ import annotations

import os
import resource
import sys

import msgspec

from kiosk.documents.sealed.orders import Done, Order


def reply(order: Order) -> Done:
    """Look, and make the copies; what cannot be done is refused with its reason."""
    from kiosk.documents.sealed.inspection import Refused, look  # noqa: PLC0415 the limit comes first
    from kiosk.documents.sealed.stamping import stamped  # noqa: PLC0415

    try:
        pages, signed = look(order.pdf, order.roots, order.now)
    except Refused as refused:
        return Done(refused=str(refused))
    if not order.stamps:
        return Done(pages, signed)
    try:
        return Done(pages, signed, copies=tuple(stamped(order.pdf, pages, stamp) for stamp in order.stamps))
    except Exception as error:  # noqa: BLE001 a strange file must not print half; its name alone is told
        print(f"workshop: {type(error).__name__}", file=sys.stderr)  # noqa: T201 stderr is this process's log
        return Done(pages, signed, refused="copy_failed")


def _load() -> None:
    """What takes long, while there is no order yet."""
    import kiosk.documents.sealed.inspection  # noqa: F401, PLC0415 the limit comes first
    from kiosk.documents.sealed.stamping import warm  # noqa: PLC0415

    warm()


def main() -> None:
    """Answer one order."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not get between
    _load()
    if not (asked := sys.stdin.buffer.read()):
        return  # nobody wanted anything
    order = msgspec.msgpack.decode(asked, type=Order)
    out.write(msgspec.msgpack.encode(reply(order)))
    out.flush()


if __name__ == "__main__":
    main()
