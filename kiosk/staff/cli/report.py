"""``report``: the readiness report, or a day's numbers."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.clock import now
from kiosk.presence import running
from kiosk.staff.cli.common import (
    DONE,
    FAILED,
    ConfigOption,
    JsonOption,
    audit,
    chosen,
    config_at,
    say,
    say_json,
    secret_of,
    state_of,
)

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.staff.checks.base import Check


def report(
    ctx: typer.Context,
    day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="that day's numbers instead"),
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> int:
    """Test everything and write the readiness report; status 1 when the terminal is not ready."""
    from kiosk.staff.kept_counts import counts_of
    from kiosk.staff.readiness import Report, keep

    path = chosen(ctx, config)
    conf = config_at(path)
    state_dir = state_of(conf)
    if day is not None:
        counts = counts_of(state_dir, day.date())
        if as_json:
            say_json(counts)
        else:
            say(f"{day:%Y-%m-%d}" + ("" if counts else ": nothing was counted"))
            for name, number in counts.items():
                say(f"{number:7}  {name}")
        return DONE
    at = now()
    made = Report(
        conf.terminal.id, conf.terminal.hall.zh, at, _sections(conf, path), counts_of(state_dir, at.date())
    )
    kept = keep(made, state_dir, secret_of(conf))
    audit(conf, "report.made", what=kept.name, result="ok" if made.ready else "failed")
    if as_json:
        say(kept.read_text("utf-8"))
    else:
        say(made.text())
        say(str(kept), style="dim")
    return DONE if made.ready else FAILED


def _sections(config: Config, path: Path) -> dict[str, list[Check]]:
    from kiosk.staff.checks import files, link

    return {
        "devices": _devices(config, path),
        "storage": [*files.secrets(config, path), *files.folders(config), *_outbox(config, path)],
        "platform and clock": list(link.link(config, str(path))),
        "audit": [_chain(config)],
    }


def _devices(config: Config, path: Path) -> list[Check]:
    from kiosk.staff.checks.base import Check
    from kiosk.staff.device_tests import outcomes_of
    from kiosk.staff.readiness import of_devices

    if (pid := running(state_of(config))) is not None:
        return [Check("devices", "warn", f"the running terminal (process {pid}) has them: not tested here")]
    return of_devices(asyncio.run(outcomes_of(config, str(path))), config)


def _outbox(config: Config, path: Path) -> list[Check]:
    from kiosk.staff.checks.base import Check
    from kiosk.staff.outbox_look import look

    seen = look(config, str(path))
    says = f"{len(seen.waiting)} wait, {len(seen.set_aside)} set aside"
    if seen.set_aside:
        return [Check("outbox", "warn", says, "run_kiosk.py outbox list")]
    return [Check("outbox", "ok", says)]


def _chain(config: Config) -> Check:
    from kiosk.staff.checks.base import Check
    from kiosk.store.audit_chain import FILE, rows_of
    from kiosk.store.audit_check import check
    from kiosk.store.audit_head import read_head

    folder = state_of(config)
    if not (folder / FILE).exists():
        return Check("audit chain", "ok", "not begun yet")
    verdict = check(rows_of(folder), key=secret_of(config), head=read_head(folder))
    if verdict.whole:
        return Check("audit chain", "ok", f"{verdict.records} records, whole, signed to {verdict.signed}")
    first = verdict.findings[0]
    return Check("audit chain", "bad", f"record {first.first}: {first.fault}", "run_kiosk.py log verify")
