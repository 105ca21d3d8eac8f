"""Another way to the platform in a running terminal: client and line are made anew, and nothing is lost.

What is under way on the old connections ends there; the letters that wait go by the new line. A letter's
idempotency key stays, so that one whose answer was lost is not done twice.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import lean
from kiosk.config import Config
from kiosk.documents.sealed.trust import read_trust
from kiosk.kept import platform_settings
from kiosk.platform.activation import Device
from kiosk.platform.client import PlatformSettings, connect
from kiosk.platform.courier_line import build_line
from kiosk.platform.secret import read_secret
from kiosk.telemetry.reactivation import Reactivation

if TYPE_CHECKING:
    from kiosk.app import Terminal
    from kiosk.documents.sealed.trust import Trust
    from kiosk.platform.courier_line import Line
    from kiosk.platform.ports.whole import WholePlatform
    from kiosk.platform.signing import DeviceSecret


async def move(terminal: Terminal, config: Config) -> None:
    """Reach the platform as ``config`` says. Raises ``ConfigError``: then all is as before.

    Whether it answers there is not asked: a line that is down comes back, as after a start.
    """
    fresh = await asyncio.to_thread(read_secret, Path(config.platform.secret_file))
    settings = platform_settings(config, terminal.file, terminal.secret)
    # Not on the loop: a TLS context takes a tenth of a second, and somebody may be looking at the screen.
    platform = await asyncio.to_thread(connect, settings, terminal.shelf)
    line = await asyncio.to_thread(build_line, settings)
    await platform.catalogue.load()
    terminal.secret.renew(fresh)
    _tell_everyone(terminal, config, settings, platform)
    if terminal.post is not None:
        terminal.works.beside(_closed(terminal.post.lead(line)))
    else:
        await line.close()


def _tell_everyone(
    terminal: Terminal, config: Config, settings: PlatformSettings, platform: WholePlatform
) -> None:
    old, hall = terminal.platform, terminal.hall
    terminal.platform, terminal.platform_settings = platform, settings
    hall.platform, hall.catalogue = platform, platform.catalogue
    hall.catalogue_version = platform.catalogue.version
    terminal.catalogue = platform.catalogue
    terminal.works.begin("guides", platform.catalogue.keep_guides())
    terminal.site_rules.move(platform)
    terminal.handlers.reactivation = reactivation(config, settings, terminal.secret)
    if terminal.means is not None:
        terminal.means.platform = settings
    terminal.heartbeat.move(platform)
    terminal.works.beside(_closed(old))
    hall.changed()


async def _closed(old: WholePlatform | Line) -> None:
    await old.close()
    lean.settle()  # a TLS context with all its roots is half a megabyte, and goes only when it is looked for


def reactivation(config: Config, settings: PlatformSettings, secret: DeviceSecret) -> Reactivation:
    """What spends an activation code on this terminal."""
    device, file = Device(settings.app_id, settings.device_id), Path(config.platform.secret_file)
    return Reactivation(settings.endpoint, device, file, secret)


def trust(config: Config, device_id: str, secret: DeviceSecret, file: str) -> Trust:
    """Whose grants, seals and signatures hold. Raises ``ConfigError``."""
    documents = config.documents
    read = read_trust(documents.trust_dir, device_id, secret, file)
    return replace(read, ofd_converter=documents.ofd_converter)
