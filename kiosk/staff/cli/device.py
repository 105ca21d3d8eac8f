"""``device list | test``."""

from __future__ import annotations

import asyncio
from dataclasses import fields, is_dataclass
from typing import Annotated, Any

import typer

from kiosk.presence import running
from kiosk.staff.cli.common import (
    DONE,
    FAILED,
    ConfigOption,
    JsonOption,
    audit,
    chosen,
    config_at,
    fail,
    say,
    say_json,
    state_of,
)

app = typer.Typer(help="what is in the cabinet, and whether it works")


@app.command("list")
def list_(ctx: typer.Context, config: ConfigOption = None, as_json: JsonOption = False) -> int:
    """Show every configured device: its driver and where it is plugged in."""
    conf = config_at(chosen(ctx, config))
    rows: dict[str, dict[str, Any]] = {}
    for field in fields(conf.devices):
        wanted = getattr(conf.devices, field.name)
        if is_dataclass(wanted):
            rows[field.name] = {f.name: getattr(wanted, f.name) for f in fields(wanted)}
    if as_json:
        say_json(rows)
        return DONE
    for kind, settings in rows.items():
        said = ", ".join(f"{name} {value}" for name, value in settings.items() if name != "driver" and value)
        say(f"{kind:17} {settings['driver']:15} {said}")
    if not rows:
        say("no device is configured: see [devices.…] in config/kiosk.example.toml")
    if (pid := running(state_of(conf))) is not None:
        say(f"the terminal runs (process {pid}) and has them", style="dim")
    return DONE


@app.command("test")
def self_test(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="such as ticket_printer, or all")],
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> int:
    """Test a device with its real driver; a printer prints a test slip. Status 1 when it cannot work."""
    from kiosk.staff.device_tests import in_words, outcomes_of
    from kiosk.terminal_api.encode import plain

    path = chosen(ctx, config)
    conf = config_at(path)
    known = [field.name for field in fields(conf.devices) if getattr(conf.devices, field.name) is not None]
    if kind != "all" and kind not in known:
        fail(f"{kind}: no such device is configured; there are: {', '.join(known) or 'none'}")
    if (pid := running(state_of(conf))) is not None:
        fail(
            f"the terminal runs (process {pid}) and has the devices:"
            " test them in its staff mode, or sudo systemctl stop kiosk, then again"
        )
    outcomes = asyncio.run(outcomes_of(conf, str(path), () if kind == "all" else (kind,)))
    for name, status in outcomes.items():
        result = "ok" if status.usable else "failed"
        audit(conf, "device.test", what=name, result=result, code=status.code)  # type: ignore[arg-type]
    if as_json:
        say_json({name: plain(status) for name, status in outcomes.items()})
    else:
        for name, status in outcomes.items():
            say(f"{name}: {in_words(status)}", style="green" if status.usable else "red")
    return DONE if all(status.usable for status in outcomes.values()) else FAILED
