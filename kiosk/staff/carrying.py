"""Settings taken along and brought in: the same way at the desk and at a console.

What is brought is believed or refused, shown value by value, tried like any other change, and then kept as
one version, which one touch takes back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kiosk import __version__
from kiosk.config import Config
from kiosk.config_file import judge, load
from kiosk.domain.words import Text
from kiosk.errors import ConfigError, PlatformError
from kiosk.kept import platform_settings
from kiosk.platform.client import connect
from kiosk.platform.secret import read_secret
from kiosk.staff import stick
from kiosk.staff.config_keeping import Change, ConfigFile
from kiosk.staff.package import NotTaken, Package, Signing, believed, made, name_of
from kiosk.staff.package_parts import differing
from kiosk.staff.toml_line import CannotEdit

KEY_FILE: Final = "staff.package_key_file"
OF_THE_LINK: Final = ("platform.base_url", "platform.sign_type")
"""What decides whether the platform can be reached at all."""
NO_LINK: Final = Text("没保存：新的平台地址连不上", "Not kept: the platform's new address does not answer")
Try = Callable[[Config, str], Awaitable[Text | None]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a package would change here: each key with its value before and after."""

    package: Package
    changes: dict[str, tuple[Any, Any]]
    wanted: Config

    @property
    def values(self) -> dict[str, Any]:
        """What will be written."""
        return {key: new for key, (_, new) in self.changes.items()}


def signing(config: Config) -> Signing:
    """The hall's key, or else the terminal's own secret. Raises ``ConfigError``: it cannot be read."""
    if config.staff.package_key_file:
        return Signing(read_secret(Path(config.staff.package_key_file), KEY_FILE).reveal(), hall=True)
    return Signing(read_secret(Path(config.platform.secret_file)).reveal(), hall=False)


def taken_along(file: Path, folder: Path, *, who: str, at: datetime) -> Path:
    """Write this terminal's settings onto a stick; returns the file. Raises ``NotTaken``, ``ConfigError``."""
    config = load(file, files_must_exist=False)
    content = made(config, signing(config), version=__version__, at=at, who=who)
    return stick.write(folder, name_of(content), content)


def planned(file: Path, brought: Path, *, cabinet: bool) -> Plan:
    """What ``brought`` would change. Raises ``NotTaken``, ``ConfigError``; nothing is changed."""
    config = load(file, files_must_exist=False)
    package = believed(stick.read(brought), config, signing(config), version=__version__)
    changes = differing(config, package.settings, cabinet=cabinet)
    wanted = config
    if changes:
        try:
            text = ConfigFile(file).preview({key: new for key, (_, new) in changes.items()})
            wanted = judge(text, str(file), files_must_exist=False)
        except (ConfigError, CannotEdit) as refused:
            raise NotTaken(Text(f"没取：{refused}", f"Not taken: {refused}")) from None
    return Plan(package, changes, wanted)


async def tried(plan: Plan, try_device: Try, file: str) -> None:
    """Try what can be tried. Raises ``NotTaken`` with what does not work."""
    for kind in dict.fromkeys(key.split(".")[1] for key in plan.changes if key.startswith("devices.")):
        if (wrong := await try_device(plan.wanted, kind)) is not None:
            raise NotTaken(wrong)
    if any(key in OF_THE_LINK for key in plan.changes):
        await _reached(plan.wanted, file)


def kept(plan: Plan, file: Path, *, who: str, at: datetime) -> Change:
    """Write it, all as one version. Raises ``NotTaken``: the file was changed meanwhile."""
    try:
        return ConfigFile(file).set_all(plan.values, who=who, at=at, source=plan.package.source)
    except (ConfigError, CannotEdit) as refused:
        raise NotTaken(Text(f"没保存：{refused}", f"Not kept: {refused}")) from None


async def _reached(config: Config, file: str) -> None:
    try:
        secret = read_secret(Path(config.platform.secret_file))
        platform = connect(platform_settings(config, file, secret))
    except ConfigError as refused:
        raise NotTaken(
            Text(f"没保存：{refused.mistakes[0].why}", f"Not kept: {refused.mistakes[0].why}")
        ) from None
    try:
        await platform.hall_status()
    except PlatformError:
        raise NotTaken(NO_LINK) from None
    finally:
        await platform.close()
