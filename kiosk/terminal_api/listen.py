"""Where the API listens: on this machine only."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

from kiosk.errors import KioskError

LOOPBACK = "127.0.0.1"
UNIX = "unix:"
HIGHEST_PORT = 65535


class CannotServe(KioskError):
    """The API cannot be served. Says why, for an administrator."""


def bind(listen: str) -> socket.socket:
    """Return a bound socket for ``127.0.0.1:PORT`` (0 takes a free one) or ``unix:/PATH`` (mode 0600).

    Raises ``CannotServe``: another address, or the system would not have it.
    """
    try:
        if listen.startswith(UNIX):
            return _bind_unix(Path(listen.removeprefix(UNIX)))
        return _bind_port(_port(listen))
    except OSError as error:
        raise CannotServe(f"listen {listen}: {error}") from None


def address(sock: socket.socket) -> str:
    """The bound address as a client writes it: ``http://127.0.0.1:PORT`` or ``unix:/PATH``."""
    name = sock.getsockname()
    return f"{UNIX}{name}" if sock.family == socket.AF_UNIX else f"http://{name[0]}:{name[1]}"


def release(sock: socket.socket, name: str) -> None:
    """Close the socket bound at ``name`` (an ``address``) and take its file away."""
    sock.close()
    if name.startswith(UNIX):
        Path(name.removeprefix(UNIX)).unlink(missing_ok=True)


def _port(listen: str) -> int:
    host, _, port = listen.rpartition(":")
    if host != LOOPBACK or not (port.isascii() and port.isdigit()) or int(port) > HIGHEST_PORT:
        raise CannotServe(f"listen {listen}: expected {LOOPBACK}:PORT or {UNIX}/PATH")
    return int(port)


def _bind_port(port: int) -> socket.socket:
    # Said to be TCP, or asyncio leaves Nagle's algorithm on, and every answer's body 40 ms behind its head.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((LOOPBACK, port))
    except OSError:
        sock.close()
        raise
    return sock


def _bind_unix(path: Path) -> socket.socket:
    if not path.is_absolute():
        raise CannotServe(f"listen {UNIX}{path}: expected an absolute path")
    _clear_away(path)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.bind(str(path))
        path.chmod(0o600)  # nobody can connect before it listens, so nobody slips in before this
    except OSError:
        sock.close()
        raise
    return sock


def _clear_away(path: Path) -> None:
    """Remove the socket that a crash left behind, and nothing else."""
    try:
        if not stat.S_ISSOCK(path.lstat().st_mode):
            raise CannotServe(f"listen {UNIX}{path}: there is a file that is no socket")
    except FileNotFoundError:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
            return
    raise CannotServe(f"listen {UNIX}{path}: another program listens there")
