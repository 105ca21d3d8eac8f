"""A camera of nobody: one still photograph that looks about, blinks and turns its head, over a real wire.

What it films is made from a photograph in a file: a living person (``Live``), or what somebody might hold
before the camera instead (``Print``, ``Frozen``). ``MjpegCamera`` sends it over loopback HTTP, ``record``
writes a video.
"""

from simulator.camera.attacks import Frozen, Print
from simulator.camera.film import record
from simulator.camera.live import Live, Scene
from simulator.camera.server import MjpegCamera

__all__ = ["Frozen", "Live", "MjpegCamera", "Print", "Scene", "record"]
