"""One connection to a CUPS server in a thread of its own, and a deadline on every call.

libcups waits for ever for a server that froze, and no thread can be ended from outside. So the thread is a
daemon, a call that is late is left alone, and the sockets under it are shut down, which ends it: whatever a
server does, such threads do not add up.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final, TypeVar

import cups

from kiosk.errors import DeviceFault
from kiosk.hardware.document_printer.cups_faults import fault

T = TypeVar("T")
Connection = Any
"""``cups.Connection``, which carries no types."""
Work = Callable[[Connection], T]

REASONS: Final = {
    cups.IPP_NOT_FOUND: "queue_missing",
    cups.IPP_FORBIDDEN: "port_denied",
    cups.IPP_NOT_AUTHENTICATED: "port_denied",
    cups.IPP_NOT_AUTHORIZED: "port_denied",
    cups.IPP_AUTHENTICATION_CANCELED: "port_denied",
    cups.IPP_NOT_ACCEPTING: "refused",
}
"""IPP status codes (RFC 8011, 13.1; above 0x1000 libcups' own) by the fault they are here."""
CLIENT_ERRORS: Final = range(0x400, 0x500)
"""The server understood and refuses."""
PORT: Final = 631


class CupsLink:
    """A connection to ``server`` (``host:port`` or a socket's path), made with the first call.

    It is this process' user to the server: over the socket CUPS then knows that it truly is.
    """

    def __init__(self, server: str) -> None:
        self._server = server
        self._orders: SimpleQueue[tuple[Future[Any], Work[Any]] | None] = SimpleQueue()
        self._given_up = threading.Event()
        threading.Thread(target=self._serve, name="cups", daemon=True).start()

    async def call(self, work: Work[T], seconds: float) -> T:
        """Have ``work`` done with the connection. Raises ``DeviceFault``.

        After ``unreachable`` and ``no_answer`` abandon this link and make a new one.
        """
        answer: Future[T] = Future()
        self._orders.put((answer, work))
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.wrap_future(answer)
        except TimeoutError as late:
            raise fault("no_answer", f"in {seconds:g} s") from late

    def abandon(self) -> None:
        """Give the connection up, at once, with whatever call is under way."""
        self._given_up.set()
        self._orders.put(None)
        _shut_down(self._server)

    def _serve(self) -> None:
        # libcups keeps these per thread. Jobs can only be created on the server that it takes for its own.
        cups.setServer(self._server)
        cups.setPasswordCB(lambda _prompt: "")  # or it would ask whoever sits at this machine's terminal
        connection = None
        while (order := self._orders.get()) is not None:
            answer, work = order
            if not answer.set_running_or_notify_cancel():
                continue
            try:
                connection = connection or _Guarded(cups.Connection(), self._given_up)
                answer.set_result(work(connection))
            except Exception as error:  # noqa: BLE001 it goes to whoever waits
                answer.set_exception(_understood(error))


class _Guarded:
    """A connection that does nothing more once it was given up: libcups would connect anew and go on.

    Without this, a document that could not be sent in time might be sent when nobody wants it any more.
    """

    def __init__(self, connection: Connection, given_up: threading.Event) -> None:
        self._connection = connection
        self._given_up = given_up

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 as untyped as what it stands for
        if self._given_up.is_set():
            raise ConnectionAbortedError(name)
        return getattr(self._connection, name)


def _understood(error: Exception) -> Exception:
    match error:
        case cups.IPPError(args=(int(status), *said)):
            otherwise = "refused" if status in CLIENT_ERRORS else "unreachable"
            return fault(REASONS.get(status, otherwise), f"{status} {' '.join(map(str, said))}")
        case DeviceFault():
            return error
        case cups.HTTPError() | RuntimeError() | OSError():  # RuntimeError: no connection
            return fault("unreachable", str(error))
    return error


def _shut_down(server: str) -> None:
    """End this process' conversations with ``server``, known by their far end: libcups hides its sockets."""
    port = _port(server)
    for entry in Path("/proc/self/fd").iterdir():
        if not entry.is_socket():
            continue
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(int(entry.name))) as line:
            far = line.getpeername()
            if far == server or (isinstance(far, tuple) and far[1] == port):
                line.shutdown(socket.SHUT_RDWR)


def _port(server: str) -> int | None:
    if server.startswith("/"):
        return None
    _host, _, port = server.rpartition(":")
    return int(port) if port.isdecimal() else PORT
