"""The terminal without a screen: the terminal API is its only front end, and Kivy is never imported."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

from kiosk.app import Terminal, build
from kiosk.config_file import load
from kiosk.errors import ConfigError, Mistake
from kiosk.journeys.stage import Stage
from kiosk.journeys.views import Home
from kiosk.telemetry.logs import set_up_logs
from kiosk.terminal_api import TerminalApi


def run(config_file: Path) -> int:
    """Serve until SIGTERM or Ctrl-C. Raises ``ConfigError``."""
    config = load(config_file)
    if config.terminal_api is None:
        why = "is missing: headless has no other front end"
        raise ConfigError(str(config_file), [Mistake("terminal_api", why)])
    set_up_logs(Path(config.telemetry.log_dir))
    stage = Stage(Home(services=(), resting=True))
    terminal = build(config, str(config_file), stage)
    api = TerminalApi(
        stage, terminal, listen=config.terminal_api.listen, token_file=Path(config.terminal_api.token_file)
    )
    asyncio.run(_serve(terminal, api))
    return 0


async def _serve(terminal: Terminal, api: TerminalApi) -> None:
    ready = asyncio.Event()
    work = asyncio.create_task(terminal.run(ready.set))
    loop = asyncio.get_running_loop()
    for ended in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(ended, work.cancel)
    await asyncio.wait({work, waiting := asyncio.create_task(ready.wait())}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    try:
        if ready.is_set():
            address = await api.start()
            print(f"terminal api: {address}", flush=True)  # noqa: T201 promised to whoever started us
        await work
    except asyncio.CancelledError:
        pass  # asked to end: the visit is wiped by now
    finally:
        await api.stop()
