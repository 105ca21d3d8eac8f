"""``staff add | remove | list``: who may open the desk behind the mark."""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError, Mistake
from kiosk.staff.cli.common import DONE, ConfigOption, audit, chosen, config_at, fail, say
from kiosk.staff.roles import NAMES, Role

if TYPE_CHECKING:
    from kiosk.config import Config

app = typer.Typer(help="who may open the desk behind the mark")
NumberArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="staff number, 3 to 12 digits")]


@app.command()
def add(  # noqa: PLR0913, PLR0917 what a command line says
    ctx: typer.Context,
    number: NumberArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="as it stands on the screen")],
    role: Annotated[Role, typer.Argument(help="what they are here for")],
    card: Annotated[bool, typer.Option("--card", help="with a card")] = False,
    config: ConfigOption = None,
) -> int:
    """Add somebody, or give a number another name, role and PIN. The PIN is asked for, twice, unseen."""
    from kiosk.staff.accounts_file import add_account
    from kiosk.staff.pin import WeakPin

    conf, file = _configured(ctx, config)
    pin = _asked("PIN", twice=True)
    document = _asked("card number") if card else None
    try:
        add_account(file, number, name, role, pin, card=document)
    except WeakPin as weak:
        fail(str(weak))
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    audit(conf, "staff.account_set", what=number)
    say(f"{number} {name} ({NAMES[role].zh} · {role}): {file}")
    return DONE


@app.command()
def remove(ctx: typer.Context, number: NumberArgument, config: ConfigOption = None) -> int:
    """Take somebody out; who is at the desk now is signed out within seconds."""
    from kiosk.staff.accounts_file import remove_account

    conf, file = _configured(ctx, config)
    if not remove_account(file, number):
        fail(f"nobody has the number {number}")
    audit(conf, "staff.account_removed", what=number)
    say(f"{number} was taken out")
    return DONE


@app.command("list")
def list_(ctx: typer.Context, config: ConfigOption = None) -> int:
    """Numbers, names and roles. Never a PIN."""
    from kiosk.staff.accounts import read_accounts

    _, file = _configured(ctx, config)
    for one in read_accounts(file).people.values():
        say(f"{one.number:12}  {one.name}  {one.role}" + ("  card" if one.card else ""))
    return DONE


def _configured(ctx: typer.Context, config: Path | None) -> tuple[Config, Path]:
    path = chosen(ctx, config)
    conf = config_at(path)
    if not conf.staff.accounts_file:
        why = 'is not set: write [staff] accounts_file = "/etc/kiosk/staff.toml" first'
        raise ConfigError(str(path), [Mistake("staff.accounts_file", why)])
    return conf, Path(conf.staff.accounts_file)


def _asked(what: str, *, twice: bool = False) -> Personal[str]:
    """From the keyboard, unseen; from a pipe, a line each."""
    if not sys.stdin.isatty():
        return Personal(sys.stdin.readline().rstrip("\n"))
    given = getpass(f"{what}: ")
    if twice and getpass(f"{what} again: ") != given:
        fail("the two were not the same")
    return Personal(given)
