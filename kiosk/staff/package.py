"""Settings as one signed file, taken from one terminal to another: made here, and believed only when whole.

The file is JSON with sorted members, written in one way only. ``signature`` is HMAC-SM3 as in a readiness
report, with the hall's key (``[staff] package_key_file``), which all its terminals have; where there is none,
with this terminal's own secret: then only this terminal takes it back (docs/adr/0025).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct

from kiosk.config import Config
from kiosk.domain.words import Text
from kiosk.errors import KioskError
from kiosk.staff.package_parts import left_out, travelling
from kiosk.staff.report_keeping import signature

KIND: Final = "hall-kiosk-settings"
SUFFIX: Final = ".kiosk"
MOST_BYTES: Final = 256 * 1024
PROGRAMS: Final = (b"\x7fELF", b"MZ", b"#!", b"PK\x03\x04")
TOO_BIG: Final = Text("文件太大，不是参数文件", "The file is too big to be settings")
PROGRAM: Final = Text("这是程序，不是参数文件，不打开", "This is a program, not settings. It is not opened.")
CUT: Final = Text("文件不完整，请重新导出一次", "The file is cut short. Please export it once more.")
NOT_ONE: Final = Text("这不是参数文件", "This is not a settings file")
ALTERED: Final = Text("文件被改动过，不能用", "The file was altered and cannot be used")
OTHER_SIGNER: Final = Text(
    "不是本大厅签的，这台机器不认", "Not signed by this hall. This terminal does not accept it."
)


class NotTaken(KioskError):
    """A package is not made or not believed. ``why`` says it plainly, for staff."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en or why.zh)
        self.why = why


@dataclass(frozen=True, slots=True)
class Signing:
    """A key, and whose it is. ``hall`` false: this terminal's own."""

    key: bytes
    hall: bool

    @property
    def key_id(self) -> str:
        """Names the key without telling it."""
        return hmac.new(self.key, KIND.encode(), "sm3").hexdigest()[:16]


class Package(Struct, frozen=True):
    """What was brought, once it is believed."""

    product: str
    region: str
    terminal: str
    hall: str
    made_at: str
    made_by: str
    settings: dict[str, Any]
    left_out: tuple[str, ...]

    @property
    def source(self) -> str:
        """For the history of the configuration."""
        return f"{self.terminal} {self.made_at} {self.made_by}"


def region(config: Config) -> str:
    """Whose platform it is: another province's settings are of no use here."""
    platform = config.platform
    return f"{platform.zone}/{platform.adapter}/{platform.app_id}"


def series(version: str) -> str:
    """``1.4`` of ``1.4.2``: within it, settings mean the same."""
    return ".".join(version.split(".")[:2])


def made(config: Config, signing: Signing, *, version: str, at: datetime, who: str) -> bytes:
    """The whole file."""
    plain: dict[str, Any] = {
        "kind": KIND,
        "product": version,
        "region": region(config),
        "terminal": config.terminal.id,
        "hall": config.terminal.hall.zh,
        "made_at": at.isoformat(timespec="seconds"),
        "made_by": who,
        "key_id": signing.key_id,
        "settings": travelling(config),
        "left_out": list(left_out(config)),
    }
    plain["signature"] = signature(plain, signing.key)
    return _written(plain)


def name_of(content: bytes) -> str:
    """What the file is called: which terminal's, and of when."""
    plain = json.loads(content)
    moment = datetime.fromisoformat(plain["made_at"])
    return f"settings-{plain['terminal']}-{moment:%Y%m%d-%H%M%S}{SUFFIX}"


def believed(content: bytes, config: Config, signing: Signing, *, version: str) -> Package:
    """Read a file that somebody brought. Raises ``NotTaken`` with the one reason."""
    plain = _read(content)
    if plain.get("key_id") != signing.key_id:
        raise NotTaken(OTHER_SIGNER)
    told = str(plain.get("signature", "")).encode("utf-8", "replace")
    # The bytes too must be those that were signed: nothing may hide between the members.
    if not hmac.compare_digest(told, signature(plain, signing.key).encode()) or _written(plain) != content:
        raise NotTaken(ALTERED)
    package = msgspec.convert(plain, Package)
    if series(package.product) != series(version):
        made, here = package.product, version
        raise NotTaken(
            Text(
                f"是 {made} 版软件的参数，本机是 {here}",
                f"Settings of version {made}; this terminal is {here}",
            )
        )
    if package.region != region(config):
        raise NotTaken(
            Text(f"是别的地区的参数（{package.region}）", f"Another region's settings: {package.region}")
        )
    return package


def digest(content: bytes) -> str:
    """SM3, for the audit chain."""
    return hashlib.new("sm3", content).hexdigest()


def _read(content: bytes) -> dict[str, Any]:
    if content.startswith(PROGRAMS):
        raise NotTaken(PROGRAM)
    if len(content) > MOST_BYTES:
        raise NotTaken(TOO_BIG)
    if not content.startswith(b"{"):
        raise NotTaken(NOT_ONE if content.strip() else CUT)
    if not content.endswith(b"}\n"):
        raise NotTaken(CUT)
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError):  # also what is no UTF-8
        raise NotTaken(ALTERED) from None
    if not isinstance(plain, dict) or plain.get("kind") != KIND:
        raise NotTaken(NOT_ONE)
    return plain


def _written(plain: Mapping[str, Any]) -> bytes:
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "replace")
