"""``doctor``: what a machine lacks to be a terminal, and the command that mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from kiosk.staff.cli.common import DONE, FAILED, ConfigOption, JsonOption, chosen, out, say, say_json

if TYPE_CHECKING:
    from kiosk.staff.checks.base import Check

MARKS: Final = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "red")}


def doctor(ctx: typer.Context, config: ConfigOption = None, as_json: JsonOption = False) -> int:
    """Say what is missing on this machine, and the command that mends it. Status 1 when anything is."""
    checks = list(_checks(chosen(ctx, config)))
    bad = any(check.state == "bad" for check in checks)
    if as_json:
        say_json([asdict(check) for check in checks])
        return FAILED if bad else DONE
    for check in checks:
        mark, style = MARKS[check.state]
        out.print(f"{mark} {check.name:24}", style=style, markup=False, end="")
        say(check.says.replace("\n", f"\n{' ' * 26}"))
        if check.mend and check.state != "ok":
            say(f"{' ' * 26}$ {check.mend}", style="bold")
    say()
    say("something is missing" if bad else "ready", style="red" if bad else "green")
    return FAILED if bad else DONE


def _checks(path: Path) -> Iterator[Check]:
    from kiosk.staff.checks import files, link, machine, ports

    yield from machine.packages()
    yield from machine.fonts()
    yield from machine.assets()
    config, said = files.configuration(path)
    yield said
    if config is None:
        return
    yield from files.secrets(config, path)
    yield from files.folders(config)
    yield from ports.ports(config)
    yield from ports.sound(config)
    yield from ports.services(config)
    yield from link.link(config, str(path))
