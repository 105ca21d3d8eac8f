"""Where pictures come from: a video device, a video file, a folder of pictures, an address on the network.

OpenCV takes long to import and 40 MB, so only the thread that takes pictures imports it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, Protocol

from kiosk.hardware.camera.mjpeg import MjpegLine
from kiosk.hardware.camera.opencv_faults import fault
from kiosk.hardware.camera.opencv_source import Kind, kind_of, see_device, see_path

if TYPE_CHECKING:
    from cv2.typing import MatLike as Frame

Size = tuple[int, int]
"""Width and height in pixels."""

FOLDER_SECONDS: Final = 0.1
DEFAULT_RATE: Final = 25.0
SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"})
JPEG_END: Final = b"\xff\xd9"


class Feed(Protocol):
    """An open source, for one thread."""

    def read(self) -> Frame | None:
        """Wait for the next picture; ``None`` for one that cannot be read. Raises ``DeviceFault``."""

    def skip(self) -> None:
        """Let the next picture pass, unpacked: that is what costs. Raises ``DeviceFault``."""

    def close(self) -> None:
        """Give it back: the camera's light goes out."""


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What is opened, how long it may be silent, the pixels that a video device is asked for.

    ``every``: the least seconds from one picture to the next; those between are let pass.
    """

    source: str
    silence_seconds: float
    size: Size | None = None
    every: float = 0.0


def connect(feed: FeedSettings, stop: threading.Event) -> Feed:
    """Open what ``feed`` names. Raises ``DeviceFault``."""
    source = feed.source
    match kind_of(source):
        case Kind.STREAM:
            return _Stream(MjpegLine(source, stop, silence_seconds=feed.silence_seconds))
        case Kind.FOLDER:
            return _Folder(Path(source), stop)
        case Kind.FILE:
            return _Video(Path(source), stop)
        case Kind.DEVICE:
            return _Device(source, feed.size)


class _Stream:
    def __init__(self, line: MjpegLine) -> None:
        self._line = line
        self._decode = _decoder()
        self.close = line.close

    def read(self) -> Frame | None:
        data = self._line.jpeg()
        return self._decode(data) if data.rstrip(b"\r\n\0").endswith(JPEG_END) else None

    def skip(self) -> None:
        self._line.jpeg()


class _Folder:
    """Each picture for a tenth of a second, in the order of their names, again and again."""

    def __init__(self, folder: Path, stop: threading.Event) -> None:
        self._folder = folder
        names = sorted(f for f in folder.iterdir() if f.suffix.lower() in SUFFIXES)
        if not names:
            raise fault("port_unusable", "no pictures in the folder")
        self._names = cycle(names)
        self._stop = stop
        self._decode = _decoder()

    def read(self) -> Frame | None:
        self._stop.wait(FOLDER_SECONDS)
        try:
            return self._decode(next(self._names).read_bytes())
        except FileNotFoundError:
            raise fault("unplugged", "the picture is gone") from None

    def skip(self) -> None:
        self._stop.wait(FOLDER_SECONDS)

    def close(self) -> None:
        pass


class _Video:
    """A file in its own pace; at its end it begins anew."""

    def __init__(self, file: Path, stop: threading.Event) -> None:
        import cv2  # noqa: PLC0415

        self._file = file
        self._stop = stop
        self._capture = cv2.VideoCapture(str(file), cv2.CAP_FFMPEG)
        self._first = cv2.CAP_PROP_POS_FRAMES
        if not self._capture.isOpened():
            raise fault("port_unusable", "not a video")
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        self._seconds = 1 / (rate if 1 <= rate <= 120 else DEFAULT_RATE)

    def read(self) -> Frame | None:
        self._stop.wait(self._seconds)
        if not self._file.exists():
            raise fault("unplugged", "the file is gone")
        good, frame = self._capture.read()
        if not good:
            self._capture.set(self._first, 0)
            good, frame = self._capture.read()
        return frame if good else None

    def skip(self) -> None:
        self._stop.wait(self._seconds)
        self._capture.grab()

    def close(self) -> None:
        self._capture.release()


class _Device:
    """A video device (V4L2). The driver's own wait for a picture ends after ten seconds."""

    def __init__(self, source: str, size: Size | None) -> None:
        import cv2  # noqa: PLC0415

        self._source = source
        where = int(source) if source.isdecimal() else source
        self._capture = cv2.VideoCapture(where, cv2.CAP_V4L2)
        if not self._capture.isOpened():
            see_device(source)  # what it was before opening, or lost meanwhile
            raise fault("busy")
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        if size is not None:  # Motion JPEG: raw, no USB carries so many pixels in time
            self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])

    def read(self) -> Frame | None:
        good, frame = self._capture.read()
        return frame if good else self._lost()

    def skip(self) -> None:
        if not self._capture.grab():
            self._lost()

    def _lost(self) -> NoReturn:
        see_path(self._source, gone="unplugged")
        raise fault("no_answer")

    def close(self) -> None:
        self._capture.release()


def _decoder() -> Callable[[bytes], Frame | None]:
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    def decode(data: bytes) -> Frame | None:
        return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None

    return decode
