"""``device list | test``."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kiosk.clock import now
from kiosk.presence import running
from kiosk.staff.cli.common import (
    DONE,
    FAILED,
    IN_USE,
    ConfigOption,
    JsonOption,
    ask_terminal,
    audit,
    chosen,
    config_at,
    err,
    fail,
    say,
    say_json,
    state_of,
    who,
)

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.domain.journal import Result
    from kiosk.hardware.device import DeviceStatus
    from kiosk.staff.hatch.words import Reply

app = typer.Typer(help="what is in the cabinet, and whether it works")


@app.command("list")
def list_(ctx: typer.Context, config: ConfigOption = None, as_json: JsonOption = False) -> int:
    """Show every configured device: its driver, where it is plugged in, and how a running terminal has it."""
    from kiosk.staff.device_tests import in_words
    from kiosk.terminal_api.encode import plain

    conf = config_at(chosen(ctx, config))
    rows: dict[str, dict[str, Any]] = {}
    for field in fields(conf.devices):
        wanted = getattr(conf.devices, field.name)
        if is_dataclass(wanted):
            rows[field.name] = {f.name: getattr(wanted, f.name) for f in fields(wanted)}
    live = _live(conf)
    if as_json:
        say_json(rows if live is None else {k: {**row, "now": plain(live.get(k))} for k, row in rows.items()})
        return DONE
    for kind, settings in rows.items():
        said = ", ".join(f"{name} {value}" for name, value in settings.items() if name != "driver" and value)
        say(f"{kind:17} {settings['driver']:15} {said}")
        if live is not None and kind in live:
            say(f"{'':17} {in_words(live[kind])}", style="green" if live[kind].usable else "red")
    if not rows:
        say("no device is configured: see [devices.…] in config/kiosk.example.toml")
    if (pid := running(state_of(conf))) is not None:
        say(f"the terminal runs (process {pid}) and has them", style="dim")
    return DONE


@app.command("test")
def self_test(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="such as ticket_printer, or all")],
    ask: Annotated[
        bool | None, typer.Option("--ask/--no-ask", help="whether you heard it [asked at a keyboard]")
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> int:
    """Test a device with its real driver; a printer prints a test slip, a loudspeaker plays two tones.

    Status 1 when it cannot work, or nobody heard it.
    """
    from kiosk.staff.device_tests import in_words, outcomes_of
    from kiosk.terminal_api.encode import plain

    path = chosen(ctx, config)
    conf = config_at(path)
    known = [field.name for field in fields(conf.devices) if getattr(conf.devices, field.name) is not None]
    if kind != "all" and kind not in known:
        fail(f"{kind}: no such device is configured; there are: {', '.join(known) or 'none'}")
    kinds = () if kind == "all" else (kind,)
    if running(state_of(conf)) is not None:
        reply = by_terminal(conf, kinds)
        if not reply.ok:
            err.print(reply.says, markup=False)
            return IN_USE if reply.why == "in_use" else FAILED
        outcomes = dict(reply.devices)
    else:
        outcomes = asyncio.run(outcomes_of(conf, str(path), kinds))
        for name, status in outcomes.items():
            result: Result = "ok" if status.usable else "failed"
            audit(conf, "device.test", what=name, result=result, code=status.code)
    if as_json:
        say_json({name: plain(status) for name, status in outcomes.items()})
    else:
        for name, status in outcomes.items():
            say(f"{name}: {in_words(status)}", style="green" if status.usable else "red")
    heard = _heard(conf, outcomes, ask=sys.stdin.isatty() and not as_json if ask is None else ask)
    return DONE if heard and all(status.usable for status in outcomes.values()) else FAILED


def _heard(config: Config, outcomes: Mapping[str, DeviceStatus], *, ask: bool) -> bool:
    """Whether a person heard the loudspeaker, asked where that can be; False only when they say so."""
    from kiosk.staff.findings import Findings
    from kiosk.staff.hatch.words import Hear
    from kiosk.staff.hearing_test import SPEAKER, found_by_ear

    if not ask or SPEAKER not in outcomes or not outcomes[SPEAKER].usable:
        return True
    yes = typer.confirm("Did you hear two tones, left, then right?")
    if running(state_of(config)) is not None:
        reply = ask_terminal(config, Hear(who=who(), heard=yes))
        if not reply.ok:
            fail(reply.says)
    else:
        Findings(state_of(config)).write(SPEAKER, found_by_ear(outcomes[SPEAKER], who(), now(), yes=yes))
        audit(config, "device.heard", what=SPEAKER, result="ok" if yes else "failed")
    return yes


def by_terminal(config: Config, kinds: Sequence[str]) -> Reply:
    """Have the running terminal test these, or all. Raises ``HatchShut``."""
    from kiosk.staff.hatch.words import Try

    return ask_terminal(config, Try(who=who(), kinds=tuple(kinds)))


def _live(config: Config) -> Mapping[str, DeviceStatus] | None:
    """How the running terminal has them; ``None`` where none runs, or it does not answer."""
    from kiosk.staff.hatch.calling import HatchShut
    from kiosk.staff.hatch.words import Look

    if running(state_of(config)) is None:
        return None
    try:
        reply = ask_terminal(config, Look(who=who()))
    except HatchShut as shut:
        err.print(str(shut), markup=False)
        return None
    return reply.devices if reply.ok else None
