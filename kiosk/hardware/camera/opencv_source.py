"""What a source is, and whether it is there: asked without taking a picture, so the camera stays dark."""

from __future__ import annotations

import fcntl
import os
import socket
import struct
from enum import Enum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kiosk.hardware.camera.mjpeg import CONNECT_SECONDS
from kiosk.hardware.camera.opencv_faults import fault, refusal

QUERYCAP: Final = 0x80685600
"""``VIDIOC_QUERYCAP`` of ``linux/videodev2.h``: 104 bytes, ``capabilities`` at 84, ``device_caps`` at 88."""
CAPABILITY_BYTES: Final = 104
CAPTURE: Final = 0x1
STREAMING: Final = 0x04000000
DEVICE_CAPS: Final = 0x80000000


class Kind(Enum):
    """What a source is."""

    DEVICE = "device"
    FILE = "file"
    FOLDER = "folder"
    STREAM = "stream"


def kind_of(source: str) -> Kind:
    """What ``source`` is: an address, a folder, a video file, or else a device (also by its number)."""
    if source.startswith("http://"):
        return Kind.STREAM
    path = Path(source)
    if path.is_dir():
        return Kind.FOLDER
    return Kind.FILE if path.is_file() else Kind.DEVICE


def see(source: str) -> None:
    """Raise ``DeviceFault`` unless the source is there and could deliver. Takes two seconds at most."""
    match kind_of(source):
        case Kind.STREAM:
            _see_server(source)
        case Kind.DEVICE:
            see_device(source)
        case Kind.FILE | Kind.FOLDER:
            if not os.access(source, os.R_OK, effective_ids=True):
                raise fault("port_denied")


def see_path(source: str, *, gone: str = "port_missing") -> None:
    """Raise ``DeviceFault`` (``gone``) when there is no such path."""
    if not Path(device_path(source)).exists():
        raise fault(gone)


def see_device(source: str) -> None:
    """Open a video device, ask what it can do, and close it again."""
    see_path(source)
    try:
        device = os.open(device_path(source), os.O_RDWR | os.O_NONBLOCK)
    except OSError as error:
        raise refusal(error) from None
    try:
        answer = fcntl.ioctl(device, QUERYCAP, bytes(CAPABILITY_BYTES))
    except OSError:
        raise fault("port_unusable", "not a video device") from None
    finally:
        os.close(device)
    whole, own = struct.unpack_from("=II", answer, 84)
    can = own if whole & DEVICE_CAPS else whole
    if not (can & CAPTURE and can & STREAMING):
        raise fault("port_unusable", "not a camera")


def device_path(source: str) -> str:
    """The path behind a number."""
    return f"/dev/video{source}" if source.isdecimal() else source


def _see_server(source: str) -> None:
    where = urlsplit(source)
    try:
        socket.create_connection((where.hostname or "", where.port or 80), CONNECT_SECONDS).close()
    except OSError as error:
        raise fault("unreachable", error.strerror or "") from None
