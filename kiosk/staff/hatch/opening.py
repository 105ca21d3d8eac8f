"""The hatch's own side: a Unix socket for the terminal's account and for root, and nobody else.

A line too long, no order, one that comes too slowly: each is answered with a sentence, and costs the terminal
nothing. Whoever goes away in the middle ends nothing that was begun.
"""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec
import structlog

from kiosk.staff.hatch.words import (
    LONGEST,
    ORDER_SECONDS,
    SOCKET,
    Orders,
    Reply,
    folder_of,
    refused,
)

log = structlog.get_logger()

LINE_SECONDS: Final = 5.0
"""For an order to arrive, and for a reply to be taken."""
AT_ONCE: Final = 8
ROOT: Final = 0
CREDENTIALS: Final = struct.Struct("3i")
"""``struct ucred``: pid, uid, gid."""

Do = Callable[[Orders], Awaitable[Reply]]


@asynccontextmanager
async def opened(state_dir: Path, do: Do, *, line_seconds: float = LINE_SECONDS) -> AsyncIterator[None]:
    """Take orders while inside. The caller holds the terminal's lock: whatever socket is there is a dead one.

    A hatch that cannot be opened is logged: the terminal serves without it.
    """
    try:
        listening = await asyncio.to_thread(_bound, state_dir)
    except OSError as error:
        log.warning("hatch.not_open", detail=f"{folder_of(state_dir) / SOCKET}: {error.strerror}")
        yield
        return
    hatch = _Hatch(do, line_seconds)
    server = await asyncio.start_unix_server(hatch.serve, sock=listening, limit=LONGEST)
    try:
        yield
    finally:
        server.close()
        await hatch.shut()
        (folder_of(state_dir) / SOCKET).unlink(missing_ok=True)


class _Hatch:
    def __init__(self, do: Do, line_seconds: float) -> None:
        self._do = do
        self._line_seconds = line_seconds
        self._orders = msgspec.json.Decoder(Orders)
        self._open: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 asyncio calls this in one
        self._open.add(task)
        try:
            reply = await self._reply(reader, writer)
            with suppress(OSError, TimeoutError):  # nobody takes it: it was done all the same
                writer.write(msgspec.json.encode(reply) + b"\n")
                async with asyncio.timeout(self._line_seconds):
                    await writer.drain()
        except asyncio.CancelledError:
            pass  # the terminal ends; asyncio's own callback would call this an error
        finally:
            writer.close()
            self._open.discard(task)

    async def shut(self) -> None:
        """End every conversation."""
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _reply(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Reply:
        if _peer(writer) not in {os.geteuid(), ROOT}:
            log.warning("hatch.stranger", uid=_peer(writer))
            return refused("bad_order", "not for this account: use sudo, or the terminal's own account")
        if len(self._open) > AT_ONCE:
            return refused("in_use", "too many commands at once: try again in a moment")
        try:
            order = await self._order(reader)
        except _NoOrder as why:
            return refused("bad_order", str(why))
        try:
            async with asyncio.timeout(ORDER_SECONDS):
                return await self._do(order)
        except TimeoutError:
            return refused("late", f"not done in {ORDER_SECONDS:g} s")
        except Exception as error:
            log.exception("hatch.broke", order=type(order).__name__)
            return refused("late", f"it came to nothing: {type(error).__name__}; the log has it")

    async def _order(self, reader: asyncio.StreamReader) -> Orders:
        try:
            async with asyncio.timeout(self._line_seconds):
                line = await reader.readuntil(b"\n")
            order: Orders = self._orders.decode(line)
        except TimeoutError:
            raise _NoOrder(f"no order came in {self._line_seconds:g} s") from None
        except asyncio.LimitOverrunError:
            raise _NoOrder(f"an order has at most {LONGEST} bytes") from None
        except (asyncio.IncompleteReadError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise _NoOrder(f"this is no order: {error}") from None
        except OSError:
            raise _NoOrder("the line broke") from None
        else:
            return order


class _NoOrder(Exception):
    """The argument says why."""


def _bound(state_dir: Path) -> socket.socket:
    folder = folder_of(state_dir)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        os.fchmod(at, 0o700)
        with suppress(FileNotFoundError):
            if stat.S_ISSOCK(os.stat(SOCKET, dir_fd=at).st_mode):  # left behind by a kill
                os.unlink(SOCKET, dir_fd=at)
        listening.bind(place(at))
        os.chmod(SOCKET, 0o600, dir_fd=at)
    except OSError:
        listening.close()
        raise
    finally:
        os.close(at)
    return listening


def place(folder: int) -> str:
    """The socket in an open folder: its own path may be longer than the 108 bytes a socket's name has."""
    return f"/proc/self/fd/{folder}/{SOCKET}"


def _peer(writer: asyncio.StreamWriter) -> int:
    line: socket.socket = writer.get_extra_info("socket")
    told = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    uid: int = CREDENTIALS.unpack(told)[1]
    return uid
