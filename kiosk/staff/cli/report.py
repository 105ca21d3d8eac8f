"""``report``: the readiness report, or a day's numbers."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.clock import now
from kiosk.errors import PageError, StoreError
from kiosk.presence import running
from kiosk.staff.cli.common import (
    DONE,
    FAILED,
    ConfigOption,
    JsonOption,
    ask_terminal,
    audit,
    chosen,
    config_at,
    err,
    say,
    say_json,
    secret_of,
    state_of,
    who,
)
from kiosk.staff.cli.device import by_terminal

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.staff.checks.base import Check
    from kiosk.staff.readiness import Report
    from kiosk.staff.report_keeping import Kept


def report(
    ctx: typer.Context,
    day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="that day's numbers instead"),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help="its A4 page there too, to be printed")
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> int:
    """Test everything and write the readiness report; status 1 when the terminal is not ready."""
    from kiosk.staff.kept_counts import counts_of
    from kiosk.staff.readiness import Report
    from kiosk.staff.report_keeping import keep

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
    audit(conf, "report.made", what=kept.file.name, result="ok" if made.ready else "failed")
    set_well = _page(made, kept, pdf)
    if as_json:
        say(kept.file.read_text("utf-8"))
    else:
        say(made.text())
        say(str(kept.file), style="dim")
    return DONE if made.ready and (set_well or pdf is None) else FAILED


def _sections(config: Config, path: Path) -> dict[str, list[Check]]:
    from kiosk.staff.checks.link import walked
    from kiosk.staff.findings import Findings
    from kiosk.staff.readiness import by_hand
    from kiosk.staff.sections import sections

    way = asyncio.run(walked(config, str(path)))
    found = sections(config, str(path), _devices(config, path), way)
    if tested := by_hand(Findings(state_of(config)).read(), now().date()):
        found["by hand"] = tested
    return found


def _devices(config: Config, path: Path) -> list[Check]:
    from kiosk.staff.checks.base import Check
    from kiosk.staff.device_tests import outcomes_of
    from kiosk.staff.hatch.calling import HatchShut
    from kiosk.staff.hatch.words import Look
    from kiosk.staff.readiness import of_devices

    if running(state_of(config)) is None:
        return of_devices(asyncio.run(outcomes_of(config, str(path))), config)
    try:
        reply = by_terminal(config, ())
        if reply.ok:
            return of_devices(reply.devices, config)
        says = f"not tested now, only asked: {reply.says}"
        reply = ask_terminal(config, Look(who=who()))
    except HatchShut as shut:
        return [Check("devices", "warn", str(shut), says_zh="运行中的终端没有回答，没测")]
    found = of_devices(reply.devices, config)
    return [*found, Check("devices", "warn", says, says_zh="有人在用，没测，只问了状态")]


def _page(made: Report, kept: Kept, wanted: Path | None) -> bool:
    """Set the page beside the JSON, and where it is ``wanted``; False after saying why there is none."""
    from kiosk.staff.report_keeping import keep_page
    from kiosk.staff.report_paper import page

    try:
        pdf = asyncio.run(page(made, kept))
        if wanted is not None:
            keep_page(wanted, pdf)
    except (PageError, StoreError) as error:
        err.print(f"no page: {error}", markup=False)
        return False
    return True
