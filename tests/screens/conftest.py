"""One window for all tests of a worker: Kivy allows one a process, and reads its settings once."""

import os
import tempfile
from pathlib import Path

import pytest

from kiosk.screens import environment
from tools.easel import CANVAS, Easel

# Before any test module imports a module that imports Kivy.
os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
environment.prepare(environment.Window(CANVAS), Path(tempfile.gettempdir()) / "hall-kiosk-easel")


@pytest.fixture(scope="session")
def easel() -> Easel:
    return Easel()
