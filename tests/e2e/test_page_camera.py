"""A page camera in the whole terminal: watched over, and told of in the status and the heartbeat (CH-03)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.document_scanner import still
from tests.e2e.box import Box


@pytest.mark.req("CH-03")
def test_a_page_camera_is_told_of_wherever_devices_are(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    still(pages)
    with Box(tmp_path, tables=f'[devices.document_scanner]\nsource = "{pages}"') as box:
        box.status_shows("document_scanner", device="online")
        box.heartbeat_tells("document_scanner", device="online")
        shutil.rmtree(pages)
        box.status_shows("document_scanner", device="noDevice", code="port_missing", action="maintenance")
        box.heartbeat_tells("document_scanner", device="noDevice", code="port_missing")
        pages.mkdir()
        still(pages)
        box.status_shows("document_scanner", device="online")
