"""Write what is made of ``config/log_events.toml``: the code's table and the manual's.

kiosk/telemetry/events.py    id, level and fields of every event
docs/log-events.md           the same for people, by reader
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "config" / "log_events.toml"
CODE: Final = ROOT / "kiosk" / "telemetry" / "events.py"
MANUAL: Final = ROOT / "docs" / "log-events.md"

READERS: Final = {
    "staff": "Hall staff · 大厅工作人员",
    "maintenance": "Maintenance · 维护人员",
    "auditor": "Auditors · 审计人员",
    "developer": "Developers · 开发人员",
}

CODE_HEAD: Final = '''\
"""Every event of the log. Made from config/log_events.toml by `make log-events`: do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Level = Literal["debug", "info", "warning", "error", "critical"]
FieldClass = Literal["none", "reference", "text", "personal"]


class Event(NamedTuple):
    """An event's level, and the class of personal data of each of its fields."""

    level: Level
    fields: Mapping[str, FieldClass]


EVENTS: Final[Mapping[str, Event]] = {
'''

MANUAL_HEAD: Final = """\
# The log

Made from `config/log_events.toml` by `make log-events`; do not edit.

JSON, one event a line, in `kiosk.log` of `[telemetry] log_dir`; older files beside it, compressed. Every line
has `timestamp`, `level` and `event`; within a visit also `trace`, the first half of the `X-Trace-Id` of all
that this visit asked of the platform. An error has `exception`. `run_kiosk.py log tail` prints the sentences
below instead.

Fields by their class of personal data: *reference* leads to a person only through the platform; *text* is
free words in which numbers of persons and phones are blotted out; *personal* prints as `[hidden]`; others say
nothing of a person. Events of level `debug` are not written.
"""


def events() -> dict[str, dict[str, Any]]:
    """The catalogue as it is written."""
    return tomllib.loads(SOURCE.read_text("utf-8"))


def code(catalogue: dict[str, dict[str, Any]]) -> str:
    """The text of ``events.py``."""
    rows = []
    for name, entry in sorted(catalogue.items()):
        fields = ", ".join(f'"{field}": "{kind}"' for field, kind in entry.get("fields", {}).items())
        rows.append(f'    "{name}": Event("{entry["level"]}", {{{fields}}}),')
    text = CODE_HEAD + "\n".join(rows) + "\n}\n"
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(CODE), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def manual(catalogue: dict[str, dict[str, Any]]) -> str:
    """The text of the manual."""
    parts = [MANUAL_HEAD]
    for reader, title in READERS.items():
        parts.append(f"\n## {title}\n\n| event | level | what it says | fields |\n|---|---|---|---|\n")
        for name, entry in sorted(catalogue.items()):
            if entry["reader"] != reader:
                continue
            fields = ", ".join(
                f"`{field}`" + ("" if kind == "none" else f" ({kind})")
                for field, kind in entry.get("fields", {}).items()
            )
            parts.append(f"| `{name}` | {entry['level']} | {entry['zh']}<br>{entry['en']} | {fields} |\n")
    return "".join(parts)


def main() -> None:
    """Write both."""
    catalogue = events()
    CODE.write_text(code(catalogue), "utf-8")
    MANUAL.write_text(manual(catalogue), "utf-8")


if __name__ == "__main__":
    main()
