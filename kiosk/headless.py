"""The terminal without a screen: the terminal API is its only front end, and Kivy is never imported."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from kiosk.app import build, serving_api
from kiosk.config import Config
from kiosk.config_file import load
from kiosk.errors import ConfigError, Mistake
from kiosk.journeys.stage import Stage
from kiosk.journeys.views import Home
from kiosk.telemetry.logs import budget_of, set_up_logs


def run(config_file: Path) -> int:
    """Serve until SIGTERM or Ctrl-C. Raises ``ConfigError``, or ``CannotServe``: the API cannot listen."""
    config = load(config_file)
    if config.terminal_api is None:
        why = "is missing: headless has no other front end"
        raise ConfigError(str(config_file), [Mistake("terminal_api", why)])
    set_up_logs(Path(config.telemetry.log_dir), budget=budget_of(config.telemetry))
    asyncio.run(_until_told(config, str(config_file)))
    return 0


async def _until_told(config: Config, file: str) -> None:
    work = asyncio.create_task(_serve(config, file))
    for told in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(told, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        return  # asked to end: the visit is wiped by now


async def _serve(config: Config, file: str) -> None:
    stage = Stage(Home(services=(), resting=True))
    terminal = build(config, file, stage)
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, terminal.reload)
    async with serving_api(terminal, stage) as api:
        await terminal.run(lambda: print(f"terminal api: {api}", flush=True))  # noqa: T201 promised
