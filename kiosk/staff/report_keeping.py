"""Readiness reports are signed and kept under ``state_dir/reports``: JSON, text for a console, and a page.

The JSON has sorted members. ``signature`` is HMAC-SM3 with the device's secret over the JSON without it,
sorted, no spaces; empty on a terminal that was never activated. The page bears the file's digests.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kiosk.errors import StoreError
from kiosk.staff.readiness import Report
from kiosk.store.whole_file import write_whole

FOLDER: Final = "reports"
KEPT: Final = 1000


@dataclass(frozen=True, slots=True)
class Kept:
    """A report's JSON on disk, its digests and its signature, all in hex."""

    file: Path
    sha256: str
    sm3: str
    signature: str

    @property
    def page(self) -> Path:
        """Where its A4 page is, if one could be set."""
        return self.file.with_suffix(".pdf")


def signature(plain: Mapping[str, Any], key: bytes) -> str:
    """HMAC-SM3 of a report, hex."""
    said = {name: value for name, value in plain.items() if name != "signature"}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(key, text.encode(), "sm3").hexdigest()


def keep(report: Report, state_dir: Path, key: bytes | None) -> Kept:
    """Write it down, signed; the oldest of more than ``KEPT`` go. Raises ``StoreError``."""
    plain = report.plain()
    plain["signature"] = signature(plain, key) if key else ""
    folder = state_dir / FOLDER
    file = folder / f"readiness-{report.made_at:%Y%m%d-%H%M%S}.json"
    text = (json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=2) + "\n").encode()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file.with_suffix(".txt"), report.text())
        write_whole(file, text)
        for old in sorted(folder.glob("readiness-*.json"))[:-KEPT]:
            for one in (old, old.with_suffix(".txt"), old.with_suffix(".pdf")):
                one.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}") from None
    sm3 = hashlib.new("sm3", text).hexdigest()
    return Kept(file, hashlib.sha256(text).hexdigest(), sm3, str(plain["signature"]))


def keep_page(file: Path, pdf: bytes) -> None:
    """Write the page down. Raises ``StoreError``."""
    try:
        write_whole(file, pdf)
    except OSError as error:
        raise StoreError(f"{file}: {error.strerror}") from None
