"""What the commands share: which configuration, how to say things, who is at the console."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer
from rich.console import Console

from kiosk.clock import now
from kiosk.config import Config
from kiosk.domain.journal import Deed, Result
from kiosk.errors import ConfigError, KioskError, StoreError

if TYPE_CHECKING:
    from kiosk.staff.hatch.words import Order, Reply
    from kiosk.store.audit_link import Link

DONE: Final = 0
FAILED: Final = 1
WRONG: Final = 2
IN_USE: Final = 4
"""Exit statuses, as of ``run_kiosk.py``; ``IN_USE``: not now, the same command may be given again later."""

DEFAULT_CONFIG: Final = Path("/etc/kiosk/kiosk.toml")

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help=f"the configuration [{DEFAULT_CONFIG}]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON, for programs")]


class Refused(KioskError):
    """The command cannot be done now; the argument says why, and what to do."""


def chosen(ctx: typer.Context, config: Path | None) -> Path:
    """The configuration file that was named before or after the command."""
    return config or ctx.find_root().obj or DEFAULT_CONFIG


def config_at(file: Path) -> Config:
    """The configuration, whether or not the files that it names are there yet. Raises ``ConfigError``."""
    from kiosk.config_file import load

    return load(file, files_must_exist=False)


def state_of(config: Config) -> Path:
    """The terminal's own folder."""
    return Path(config.terminal.state_dir)


def say(words: str = "", *, style: str = "") -> None:
    """Print plain words: nothing in them is markup."""
    out.print(words, style=style or None, markup=False)


def say_json(what: Any) -> None:  # noqa: ANN401 whatever is JSON
    """Print JSON that a person can read too."""
    import json

    say(json.dumps(what, ensure_ascii=False, indent=2, default=str))


def ask_terminal(config: Config, order: Order) -> Reply:
    """Have the running terminal do it; it writes down who asked. Raises ``HatchShut``."""
    from kiosk.staff.hatch.calling import asked

    return asked(state_of(config), order)


def fail(words: str) -> NoReturn:
    """End with status 1 and these words. Raises ``Refused``."""
    raise Refused(words)


def who() -> str:
    """Who is at the console, as the audit chain may hold it: the number of the account behind ``sudo``."""
    return f"uid:{os.environ.get('SUDO_UID') or os.getuid()}"


def secret_of(config: Config) -> bytes | None:
    """The terminal's secret; ``None`` where there is none that can be read."""
    from kiosk.platform.secret import read_secret

    try:
        return read_secret(Path(config.platform.secret_file)).reveal()
    except ConfigError:
        return None


def audit(
    config: Config, action: str, *, what: str, result: Result = "ok", code: str | None = None
) -> Link | None:
    """Write what was done here into the audit chain; the running terminal sends it on.

    A terminal that was never activated has no secret and no chain: that is said, and the work goes on.
    """
    from kiosk.store.audit_chain import AuditChain

    secret = secret_of(config)
    if secret is None:
        err.print("not audited: this terminal has no secret yet (run_kiosk.py activate)", markup=False)
        return None
    deed = Deed(action=action, role="maintenance", result=result, actor=who(), object=what[:128], code=code)
    try:
        chain = AuditChain(state_of(config), config.platform.device_id, lambda: secret)
    except StoreError as error:
        err.print(f"not audited: {error}", markup=False)
        return None
    try:
        return chain.add([(now(), deed)])[-1]
    finally:
        chain.close()


def quiet() -> None:
    """What the program's parts log goes to nobody: the command says itself what came of them."""
    import structlog

    def drop(_logger: object, _method: str, _line: object) -> str:
        raise structlog.DropEvent

    structlog.configure(processors=[drop])


def clock(moment: datetime) -> str:
    """A moment as staff read it."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")
