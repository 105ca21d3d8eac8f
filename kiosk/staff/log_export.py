"""What an auditor takes along: logs, the audit chain with its proof, and a signed list of digests.

digests.txt   one line a file: SHA-256, SM3, bytes, name
digests.sig   HMAC-SM3 of digests.txt with the device's secret, hex
"""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from kiosk.errors import StoreError
from kiosk.staff.log_reading import files
from kiosk.store.audit_chain import rows_of
from kiosk.store.audit_check import check
from kiosk.store.audit_head import NAME as HEAD
from kiosk.store.audit_head import read_head
from kiosk.store.audit_link import Link

CHAIN: Final = "audit.jsonl"
VERDICT: Final = "audit-verdict.json"
DIGESTS: Final = "digests.txt"
SIGNATURE: Final = "digests.sig"
PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """Where the terminal's log and state are, and its secret, if it has one."""

    log_dir: Path
    state_dir: Path
    key: bytes | None


def export(
    source: Source, target: Path, *, since: date | None = None, until: date | None = None
) -> list[str]:
    """Write everything to ``target``, a new folder or a new ``.zip``; returns the names.

    ``since`` and ``until`` choose log files by their last day; the chain is always whole. Raises
    ``StoreError`` when something is there already or cannot be written.
    """
    if target.exists():
        raise StoreError(f"{target} is there already")
    try:
        if target.suffix != ".zip":
            target.mkdir(mode=0o700, parents=True)
            return _fill(target, source, since, until)
        with tempfile.TemporaryDirectory(dir=target.parent) as draft:
            names = _fill(Path(draft), source, since, until)
            packed = Path(draft) / "whole.part"
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                for name in names:
                    archive.write(Path(draft) / name, name)
            packed.replace(target)
            return names
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}") from None


def links_in(file: Path) -> Iterator[Link]:
    """The records of an exported chain. Raises ``StoreError``."""
    try:
        with file.open(encoding="utf-8") as rows:
            for row in rows:
                yield Link(**json.loads(row))
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"{file}: {error}") from None


def _fill(folder: Path, source: Source, since: date | None, until: date | None) -> list[str]:
    names = []
    for file in files(source.log_dir) if source.log_dir.exists() else []:
        last_day = datetime.fromtimestamp(file.stat().st_mtime).astimezone().date()
        if (since is None or last_day >= since) and (until is None or last_day <= until):
            shutil.copy2(file, folder / file.name)
            names.append(file.name)
    names += _chain(folder, source)
    text = "".join(f"{_digests(folder / name)}  {name}\n" for name in names)
    (folder / DIGESTS).write_text(text, "utf-8")
    names.append(DIGESTS)
    if source.key is not None:
        signed = hmac.new(source.key, text.encode(), "sm3").hexdigest()
        (folder / SIGNATURE).write_text(f"{signed}\n", "ascii")
        names.append(SIGNATURE)
    return names


def _chain(folder: Path, source: Source) -> list[str]:
    if not (source.state_dir / "audit.db").exists():
        return []
    with (folder / CHAIN).open("w", encoding="utf-8") as rows:
        for link in rows_of(source.state_dir):
            rows.write(json.dumps(asdict(link), ensure_ascii=False) + "\n")
    names = [CHAIN]
    if (source.state_dir / HEAD).exists():
        shutil.copy2(source.state_dir / HEAD, folder / HEAD)
        names.append(HEAD)
    verdict = check(links_in(folder / CHAIN), key=source.key, head=read_head(folder))
    (folder / VERDICT).write_text(json.dumps(asdict(verdict), indent=2) + "\n", "utf-8")
    return [*names, VERDICT]


def _digests(file: Path) -> str:
    sha256, sm3 = hashlib.sha256(), hashlib.new("sm3")
    with file.open("rb") as source:
        while piece := source.read(PIECE):
            sha256.update(piece)
            sm3.update(piece)
    return f"{sha256.hexdigest()}  {sm3.hexdigest()}  {file.stat().st_size:>12}"
