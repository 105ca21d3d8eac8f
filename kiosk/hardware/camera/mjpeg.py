"""Pictures from a camera on the network: JPEG files, one after another, in one HTTP answer.

``multipart/x-mixed-replace`` (the WHATWG HTML standard, 7.11). Read here and not by FFmpeg, which cannot
say what failed and takes its own time to end.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from typing import Final
from urllib.parse import urlsplit

from kiosk.hardware.camera.opencv_faults import fault, refused

CONNECT_SECONDS: Final = 2.0
SLICE_SECONDS: Final = 0.1
"""A wait for bytes is cut into pieces of this length, to hear that it should end."""
HEAD_BYTES: Final = 16_384
PART_BYTES: Final = 8_000_000


class Stopped(Exception):
    """The camera is to be stopped."""


class MjpegLine:
    """One open answer. Raises ``DeviceFault``; ``Stopped`` soon after ``stop`` was set."""

    def __init__(self, url: str, stop: threading.Event, *, silence_seconds: float) -> None:
        self._stop = stop
        self._silence_seconds = silence_seconds
        self._held = b""
        where = urlsplit(url)
        address = (where.hostname or "", where.port or 80)
        try:
            self._line = socket.create_connection(address, CONNECT_SECONDS)
        except OSError as error:
            raise fault("unreachable", error.strerror or "") from None
        try:
            self._line.settimeout(SLICE_SECONDS)
            path = (where.path or "/") + (f"?{where.query}" if where.query else "")
            self._line.sendall(f"GET {path} HTTP/1.0\r\nHost: {where.netloc}\r\n\r\n".encode())
            self._greeted()
        except OSError as error:
            self.close()
            raise fault("unplugged", error.strerror or "") from None
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def jpeg(self) -> bytes:
        """Wait for the next JPEG file."""
        head = self._until(b"\r\n\r\n", HEAD_BYTES)
        length = re.search(rb"content-length:\s*(\d{1,8})\s", head + b"\r\n", re.IGNORECASE)
        if length is None or int(length[1]) > PART_BYTES:
            raise fault("garbled", "a part without a length")
        while len(self._held) < int(length[1]):
            self._more()
        data, self._held = self._held[: int(length[1])], self._held[int(length[1]) :]
        return data

    def _greeted(self) -> None:
        head = self._until(b"\r\n\r\n", HEAD_BYTES)
        said = re.match(rb"HTTP/1\.[01] (\d{3})", head)
        if said is None:
            raise fault("port_unusable", "not an HTTP server")
        if int(said[1]) != 200:
            raise refused(int(said[1]))
        if b"multipart/x-mixed-replace" not in head.lower():
            raise fault("port_unusable", "not a stream of pictures")

    def _until(self, mark: bytes, most: int) -> bytes:
        while mark not in self._held:
            if len(self._held) > most:
                raise fault("garbled", "no end of a header")
            self._more()
        head, _, self._held = self._held.partition(mark)
        return head

    def _more(self) -> None:
        end = time.monotonic() + self._silence_seconds
        while not self._stop.is_set():
            try:
                data = self._line.recv(65536)
            except TimeoutError:
                if time.monotonic() > end:
                    raise fault("no_answer") from None
                continue
            except OSError as error:
                raise fault("unplugged", error.strerror or "") from None
            if not data:
                raise fault("unplugged", "the camera hung up")
            self._held += data
            return
        raise Stopped
