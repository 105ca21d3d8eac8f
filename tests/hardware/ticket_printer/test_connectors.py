"""What of python-escpos is loaded, and what it leaves behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOAD = """
from kiosk.hardware.ticket_printer.escpos_connectors import connectors
library = connectors()
from escpos.capabilities import CAPABILITIES
print(*CAPABILITIES["profiles"], library.Serial.__name__)
"""


def test_one_profile_is_loaded_and_no_folder_is_left(tmp_path: Path) -> None:
    env = {"TMPDIR": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[3])}
    told = subprocess.run([sys.executable, "-c", LOAD], env=env, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["default", "Serial"]
    assert list(tmp_path.iterdir()) == []
