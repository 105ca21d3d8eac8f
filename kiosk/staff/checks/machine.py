"""What must be installed: system packages, fonts, the pictures and letters of the screen."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.staff.checks.base import SECONDS, Check, output

ROOT: Final = Path(__file__).parents[3]
FOR_DEVELOPERS: Final = ("test", "bench")
"""Words in a heading of packages.apt that tell of packages a hall does not need."""


def listed(text: str) -> dict[str, bool]:
    """The packages of a ``packages.apt``, and whether a terminal in a hall needs them."""
    needed, found = True, {}
    for line in text.splitlines():
        if line.startswith("#"):
            needed = not any(word in line for word in FOR_DEVELOPERS)
        elif package := line.partition("#")[0].strip():
            found[package] = needed
    return found


def packages(file: Path = ROOT / "packages.apt") -> Iterator[Check]:
    """Which packages are missing, those of a hall apart from those of developers."""
    if not file.exists():
        yield Check("packages", "warn", f"{file.name} is not there: what is needed is not known")
        return
    wanted = listed(file.read_text("utf-8"))
    there = _installed(list(wanted))
    if there is None:
        yield Check("packages", "warn", "no dpkg here: look after the packages of packages.apt yourself")
        return
    for needed, name in ((True, "packages"), (False, "packages for developers")):
        missing = [each for each, is_needed in wanted.items() if is_needed is needed and each not in there]
        count = sum(is_needed is needed for is_needed in wanted.values())
        if missing:
            mend = f"sudo apt-get install -y {' '.join(missing)}"
            yield Check(name, "bad" if needed else "warn", f"missing: {' '.join(missing)}", mend)
        elif count:
            yield Check(name, "ok", f"all {count} are installed")


def fonts() -> Iterator[Check]:
    """A Chinese font of the system, for text on paper."""
    found = output("fc-list", ":lang=zh", "family")
    if found is None:
        yield Check("fonts", "bad", "fontconfig is not there", "sudo apt-get install -y fontconfig")
    elif not found.strip():
        mend = "sudo apt-get install -y fonts-noto-cjk fonts-hanazono"
        yield Check("fonts", "bad", "no font has Chinese characters", mend)
    else:
        yield Check("fonts", "ok", f"{len(found.splitlines())} fonts have Chinese characters")


def assets(folder: Path = ROOT / "assets") -> Iterator[Check]:
    """The screen's own fonts and icons."""
    missing = [name for name in ("fonts", "icons", "shadows") if not any((folder / name).glob("*"))]
    if missing:
        yield Check("assets", "bad", f"not made yet: {', '.join(missing)}", "make assets")
    else:
        yield Check("assets", "ok", "fonts, icons and shadows are there")


def _installed(names: list[str]) -> set[str] | None:
    command = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    try:
        # It fails for one that was never heard of, and tells of all others.
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    rows = (line.split() for line in done.stdout.splitlines())
    return {row[0] for row in rows if row[1:] == ["installed"]}
