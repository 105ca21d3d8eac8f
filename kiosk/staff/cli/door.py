"""The commands for staff and maintenance, put together. ``docs/cli.md`` tells what each does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from kiosk.staff.cli import config, config_package, device, doctor, log, outbox, report, staff, verify
from kiosk.staff.cli.common import DEFAULT_CONFIG, DONE, WRONG, quiet

CTRL_C: Final = 130
"""How typer tells that somebody ended `log tail -f`."""

app = typer.Typer(name="run_kiosk.py", add_completion=False, pretty_exceptions_enable=False)
app.command("doctor")(doctor.doctor)
app.command("report")(report.report)
app.command("verify")(verify.verify)
config.app.command("export")(config_package.export)
config.app.command("import")(config_package.import_)
app.add_typer(config.app, name="config")
app.add_typer(log.app, name="log")
app.add_typer(outbox.app, name="outbox")
app.add_typer(device.app, name="device")
app.add_typer(staff.app, name="staff")


@app.callback()
def root(
    ctx: typer.Context,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help=f"the configuration [{DEFAULT_CONFIG}]")
    ] = None,
) -> None:
    """政务服务自助终端 · self-service terminal: commands for staff and maintenance."""
    ctx.obj = config


def run(words: list[str]) -> int:
    """Do what the command line says; returns the exit status.

    Raises ``KioskError`` when it came to nothing, ``SystemExit`` (2) when the line means nothing.
    """
    quiet()
    try:
        status = app(words, prog_name="run_kiosk.py", standalone_mode=False)
    except typer.TyperException as error:
        # In the words of the other commands' parser.
        where: typer.Context | None = getattr(error, "ctx", None)
        usage = where.get_usage() if where else "Usage: run_kiosk.py"
        why = error.format_message() if isinstance(error, typer.BadParameter.__bases__) else str(error)
        print(f"u{usage[1:]}\nrun_kiosk.py: error: {why}", file=sys.stderr)  # noqa: T201
        raise SystemExit(WRONG) from None
    return status if isinstance(status, int) and status != CTRL_C else DONE
