"""Which settings travel from one terminal to another, and which never do.

What is secret, what names a file or a command of this machine, and what says which terminal this is stays at
home. What belongs to one cabinet (devices, screen) travels, but is taken up only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from kiosk.config import Config

SECRET: Final = (
    "platform.secret_file",
    "platform.client_cert_file",
    "terminal_api.token_file",
    "outbox.key_file",
    "staff.accounts_file",
    "staff.package_key_file",
    "devices.document_printer.snmp_community",
)
"""Keys, tokens, PINs, and the files that hold them."""
OWN: Final = (
    "terminal.id",
    "terminal.state_dir",
    "platform.device_id",
    "outbox.cipher",
    "telemetry.log_dir",
    "staff.usb_folder",
)
"""What this terminal is, and where it keeps its things."""
OF_THE_MACHINE: Final = (
    "platform.ca_file",
    "platform.case_states",
    "documents.trust_dir",
    "documents.ofd_converter",
    "devices.id_card.library",
    "devices.id_card.photo_library",
    "devices.smart_card.csca_dir",
)
"""Files and commands: a package brings no program, and says not which one to run."""
OF_THE_CABINET: Final = ("devices", "terminal_api", "terminal.orientation", "terminal.panel_diagonal_inch")
LEFT_OUT: Final = (*SECRET, *OWN, *OF_THE_MACHINE)
WHOLE: Final = "terminal.hall"
"""Names belong together, in both languages."""


def of_the_cabinet(key: str) -> bool:
    """Whether it fits another cabinet only by chance."""
    return any(key == one or key.startswith(f"{one}.") for one in OF_THE_CABINET)


def travelling(config: Config) -> dict[str, Any]:
    """What a package holds, by key: what is in force here, written or not."""
    return {key: value for key, value in leaves(asdict(config)) if key not in LEFT_OUT}


def left_out(config: Config) -> tuple[str, ...]:
    """What it does not hold although it is set here."""
    said = {key for key, value in leaves(asdict(config)) if value not in ("", [], None)}
    return tuple(key for key in LEFT_OUT if key in said)


def differing(config: Config, brought: Mapping[str, Any], *, cabinet: bool) -> dict[str, tuple[Any, Any]]:
    """Each key whose value would change, before and after; with ``cabinet`` devices and screen too."""
    here = dict(leaves(asdict(config)))
    return {
        key: (here.get(key), value)
        for key, value in brought.items()
        if key not in LEFT_OUT and (cabinet or not of_the_cabinet(key)) and here.get(key) != value
    }


def leaves(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every key with a value."""
    for name, value in table.items():
        key = prefix + name
        if key == WHOLE:
            yield key, {language: words for language, words in value.items() if words is not None}
        elif isinstance(value, dict):
            yield from leaves(value, f"{key}.")
        elif value is not None:
            yield key, list(value) if isinstance(value, tuple) else value
