"""What a readiness report looks at, put together in one place for the desk and for the console."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.config import Config
from kiosk.errors import ConfigError, StoreError
from kiosk.platform.secret import read_secret
from kiosk.staff.checks import files
from kiosk.staff.checks.base import Check
from kiosk.staff.checks.link import of_steps, synchronised
from kiosk.staff.network_path import Step
from kiosk.staff.outbox_look import look
from kiosk.store.audit_chain import FILE, rows_of
from kiosk.store.audit_check import check
from kiosk.store.audit_head import read_head


def sections(
    config: Config, file: str, devices: Sequence[Check], way: Sequence[Step]
) -> dict[str, list[Check]]:
    """All of them, by the keys of ``readiness.TITLES``. Reads disks: not for the loop.

    ``devices`` and ``way`` are found by whoever has them: a running terminal, or else a console.
    """
    path = Path(file)
    return {
        "devices": list(devices),
        "storage": [*files.secrets(config, path), *files.folders(config), outbox(config, file)],
        "platform and clock": [synchronised(), *of_steps(way, config)],
        "audit": [chain(config)],
    }


def outbox(config: Config, file: str) -> Check:
    """What waits to be sent, and what was set aside."""
    try:
        seen = look(config, file)
    except (StoreError, ConfigError) as error:
        return Check("outbox", "bad", str(error), says_zh=f"读不出来：{error}")
    waiting, aside = len(seen.waiting), len(seen.set_aside)
    says, zh = f"{waiting} wait, {aside} set aside", f"{waiting} 件待发，{aside} 件搁置"
    if aside:
        return Check("outbox", "warn", says, "run_kiosk.py outbox list", zh)
    return Check("outbox", "ok", says, says_zh=zh)


def chain(config: Config) -> Check:
    """Whether nothing in the audit chain was changed."""
    folder = Path(config.terminal.state_dir)
    if not (folder / FILE).exists():
        return Check("audit chain", "ok", "not begun yet", says_zh="还没有记录")
    try:
        key = read_secret(Path(config.platform.secret_file)).reveal()
    except ConfigError:  # the secret has a check of its own
        key = None
    try:
        head = read_head(folder)  # before the rows: a running terminal may add some meanwhile
        verdict = check(rows_of(folder), key=key, head=head)
    except StoreError as error:
        return Check("audit chain", "bad", str(error), says_zh=f"读不出来：{error}")
    if verdict.whole:
        says = f"{verdict.records} records, whole, signed to {verdict.signed}"
        return Check(
            "audit chain", "ok", says, says_zh=f"{verdict.records} 条，完整，签到第 {verdict.signed} 条"
        )
    first = verdict.findings[0]
    zh = f"第 {first.first} 条起不对：{first.fault}"
    return Check("audit chain", "bad", f"record {first.first}: {first.fault}", "run_kiosk.py log verify", zh)
