"""The connectors of python-escpos, without its 35 printers' descriptions: 4 MB, a quarter of a second."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import ModuleType
from typing import Final

PROFILES: Final = Path(__file__).with_name("profiles.yml")


def connectors() -> ModuleType:
    """``escpos.printer``, imported by whichever worker thread needs it first."""
    os.environ.setdefault("ESCPOS_CAPABILITIES_FILE", str(PROFILES))
    from escpos import capabilities, printer  # noqa: PLC0415

    # Its cache of what it read is a new folder under /tmp at every start.
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    library: ModuleType = printer
    return library
