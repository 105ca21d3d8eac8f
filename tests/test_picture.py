"""Which picture the screen is given: whoever looks at a lens now, then the tray, then the face camera."""

from __future__ import annotations

from pathlib import Path

from kiosk.app import build
from kiosk.config_file import load
from kiosk.domain.picture import Picture
from kiosk.journeys.stage import Stage
from kiosk.journeys.views import Home
from tests.e2e.box import Box

TRAY = Picture(1, 1, b"\x01\x02\x03", 7)


async def test_the_tray_is_shown_while_papers_are_scanned(tmp_path: Path) -> None:
    box = Box(tmp_path)
    terminal = build(load(box.config), str(box.config), Stage(Home(services=(), resting=True)))
    try:
        assert terminal.picture() is None
        terminal.hall.on_tray = TRAY
        assert terminal.picture() is TRAY
        terminal.hall.on_tray = None
        assert terminal.picture() is None
    finally:
        await terminal.hall.platform.close()
        box.__exit__(None, None, None)
