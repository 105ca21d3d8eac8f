"""``config check | show | set | undo | history``."""

from __future__ import annotations

import os
import signal
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kiosk.clock import now
from kiosk.errors import StoreError
from kiosk.staff.cli.common import (
    DONE,
    ConfigOption,
    JsonOption,
    audit,
    chosen,
    clock,
    config_at,
    fail,
    say,
    say_json,
    state_of,
    who,
)

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.staff.config_keeping import Change

TELL_IT: Final = "tell a running terminal of it: sudo systemctl reload kiosk"
AFTER_START: Final = "in force after the next start: sudo systemctl start kiosk"

app = typer.Typer(help="look at the configuration, and change it safely")

KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help="such as session.idle_seconds")]


@app.command()
def check(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FILE")] = None,
    config: ConfigOption = None,
) -> int:
    """Say every mistake in a configuration."""
    from kiosk.fitted import fit

    path = file or chosen(ctx, config)
    fit(config_at(path), str(path))
    say(f"{path}: no mistakes")
    return DONE


@app.command()
def show(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="[KEY]", help="a table or a key; all without it")] = "",
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> int:
    """Show what is in force: what the file says, and the defaults for the rest."""
    from dataclasses import asdict

    from kiosk.staff.toml_line import value_of

    path = chosen(ctx, config)
    in_force = asdict(config_at(path))
    written = tomllib.loads(path.read_text("utf-8"))
    wanted = value_of(in_force, key) if key else in_force
    if wanted is None:
        fail(f"{path}: there is no {key}, or it is not set")
    if as_json:
        say_json(wanted)
        return DONE
    for name, value in _leaves(wanted, key):
        mark = "" if value_of(written, name) is not None else "   # default"
        say(f"{name} = {value!r}{mark}", style="" if not mark else "dim")
    return DONE


@app.command("set")
def set_(
    ctx: typer.Context,
    key: KeyArgument,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="a TOML value, or plain text")],
    config: ConfigOption = None,
) -> int:
    """Change one value. A running terminal takes it up as soon as nobody is served."""
    from kiosk.staff.config_keeping import ConfigFile

    path = chosen(ctx, config)
    change = ConfigFile(path).set(key, value, who=who(), at=now())
    audit(config_at(path), "config.set", what=key)
    say_change(change)
    say(told(config_at(path), change), style="dim")
    return DONE


@app.command()
def undo(ctx: typer.Context, config: ConfigOption = None) -> int:
    """Put back what the last change replaced; again, and it goes further back."""
    from kiosk.staff.config_keeping import ConfigFile

    path = chosen(ctx, config)
    change = ConfigFile(path).undo(who=who(), at=now())
    for edit in change.edits:
        audit(config_at(path), "config.undo", what=edit.key)
    say_change(change)
    say(told(config_at(path), change), style="dim")
    return DONE


@app.command()
def history(ctx: typer.Context, config: ConfigOption = None) -> int:
    """Who changed what and when, newest first."""
    from kiosk.staff.config_keeping import ConfigFile

    for number, change in ConfigFile(chosen(ctx, config)).history():
        mark = "  (undone)" if change.undone else ""
        head = f"{number:4}  {clock(change.at)}  {change.who}"
        for edit in change.edits:
            say(f"{head}  {edit.key}: {edit.old!r} → {edit.new!r}{mark}")
            head = " " * len(head)
        if change.source:
            say(f"{head}  from {change.source}")
    return DONE


def say_change(change: Change) -> None:
    """Print each value of a change, before and after."""
    for edit in change.edits:
        say(f"{edit.key}: {edit.old!r} → {edit.new!r}")


def told(config: Config, change: Change) -> str:
    """Let the running terminal know, and say when it will be in force."""
    from kiosk.config_changes import needs_restart
    from kiosk.presence import running

    try:
        process = running(state_of(config))
    except StoreError:
        return TELL_IT
    if not process:
        return AFTER_START
    try:
        os.kill(process, signal.SIGHUP)
    except OSError:
        return TELL_IT
    waits = [edit.key for edit in change.edits if needs_restart(edit.key)]
    if waits:
        return f"needs a restart: {', '.join(waits)} (sudo systemctl restart kiosk)"
    return "the running terminal takes it up as soon as nobody is served"


def _leaves(value: Any, name: str) -> list[tuple[str, Any]]:  # noqa: ANN401 a configuration's values
    if not isinstance(value, dict):
        return [(name, value)]
    prefix = f"{name}." if name else ""
    return [leaf for key, below in value.items() for leaf in _leaves(below, prefix + key)]
