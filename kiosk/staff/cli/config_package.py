"""``config export | import``: settings on a USB stick, signed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kiosk.clock import now
from kiosk.staff.cli.common import DONE, ConfigOption, audit, chosen, config_at, fail, say, state_of, who
from kiosk.staff.cli.config import told

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.domain.words import Text
    from kiosk.staff.carrying import Plan


def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="where the stick is mounted")],
    config: ConfigOption = None,
) -> int:
    """Take the settings along as one signed file: no secrets, and nothing is overwritten."""
    from kiosk.staff.carrying import signing, taken_along
    from kiosk.staff.package import NotTaken
    from kiosk.staff.package_parts import left_out

    path = chosen(ctx, config)
    here = config_at(path)
    try:
        file = taken_along(path, folder, who=who(), at=now())
    except NotTaken as refused:
        audit(here, "config.export", what="stick", result="failed")
        fail(_said(refused.why))
    audit(here, "config.export", what=file.name)
    say(str(file))
    say(f"left out: {', '.join(left_out(here))}", style="dim")
    if not signing(here).hall:
        say("signed with this terminal's own secret: only it can take them back", style="dim")
    return DONE


def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="a settings-….kiosk file")],
    config: ConfigOption = None,
    with_devices: Annotated[
        bool,
        typer.Option("--with-devices", help="devices, ports and screen too, not the hall's settings only"),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> int:
    """Bring settings in: shown first, tried, then kept as one version."""
    from kiosk.staff.carrying import kept, planned, tried
    from kiosk.staff.package import NotTaken

    path = chosen(ctx, config)
    here = config_at(path)
    try:
        plan = planned(path, file, cabinet=with_devices)
        _show(plan, file, path, with_devices=with_devices)
        if not plan.changes:
            return DONE
        if not yes and not typer.confirm("keep them?"):
            fail("nothing was changed")
        asyncio.run(tried(plan, lambda wanted, kind: _tried(here, wanted, str(path), kind), str(path)))
        change = kept(plan, path, who=who(), at=now())
    except NotTaken as refused:
        audit(here, "config.import", what=file.name, result="refused")
        fail(_said(refused.why))
    audit(here, "config.import", what=file.name)
    for edit in change.edits:
        audit(here, "config.set", what=edit.key)
    say(f"kept {len(change.edits)}; config undo takes all of it back")
    say(told(here, change), style="dim")
    return DONE


def _show(plan: Plan, file: Path, path: Path, *, with_devices: bool) -> None:
    from kiosk.staff.carrying import planned

    package = plan.package
    say(f"{package.hall} · {package.terminal} · {package.made_at} · {package.made_by}")
    for key, (old, new) in plan.changes.items():
        say(f"{key}: {_value(old)} → {_value(new)}")
    if not plan.changes:
        say("nothing differs")
    if not with_devices:
        more = len(planned(path, file, cabinet=True).changes) - len(plan.changes)
        say(
            f"devices and screen stay as they are: {more} more with --with-devices" if more else "",
            style="dim",
        )


def _value(value: Any) -> str:  # noqa: ANN401 a configuration's value
    return "(default)" if value is None else repr(value)


async def _tried(here: Config, wanted: Config, file: str, kind: str) -> Text | None:
    """A running terminal has its devices: it tries this one itself, and keeps the old one if it must."""
    from kiosk.presence import running
    from kiosk.staff.device_trial import tried

    if running(state_of(here)) is not None:
        return None
    return await tried(wanted, file, kind)


def _said(why: Text) -> str:
    return f"{why.zh} · {why.en}"
