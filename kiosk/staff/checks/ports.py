"""Where the devices are plugged in, and the services that stand between."""

from __future__ import annotations

import getpass
import grp
import os
import shlex
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.config import Config
from kiosk.errors import DeviceFault
from kiosk.hardware.sound.alsa import Pcm
from kiosk.staff.checks.base import Check

PCSCD: Final = Path("/run/pcscd/pcscd.comm")
CONNECT_SECONDS: Final = 3.0
UDEV: Final = "ls -l /dev/serial/by-id /dev/bus/usb; see docs/devices.md for the udev rule that names it"


def ports(config: Config) -> Iterator[Check]:
    """The device nodes of what is configured: there, and open to this account."""
    for kind in ("id_card", "ticket_printer", "code_scanner", "panel", "camera", "document_scanner"):
        wanted = getattr(config.devices, kind)
        if wanted is None:
            continue
        port = str(getattr(wanted, "port", None) or getattr(wanted, "source", ""))
        if wanted.driver in {"escpos_network", "escpos_usb", "sdt_library"} or "://" in port:
            continue
        node = Path(f"/dev/video{port}" if port.isdigit() else port)
        yield _node(kind, node)


def sound(config: Config) -> Iterator[Check]:
    """ALSA's programs, and the cards that loudspeaker and microphone name. Nothing is played or recorded."""
    for kind, program in (("speaker", "aplay"), ("microphone", "arecord")):
        wanted = getattr(config.devices, kind)
        if wanted is None:
            continue
        try:
            Pcm(kind, wanted.device, program).see()
        except DeviceFault as fault:
            missing = fault.code == "program_missing"
            says = f"{program} is not there" if missing else f"{wanted.device}: no such card"
            mend = "sudo apt-get install -y alsa-utils" if missing else f"{program} -l"
            yield Check(f"port of {kind}", "bad", says, mend)
        else:
            yield Check(f"port of {kind}", "ok", wanted.device)


def services(config: Config, pcscd: Path = PCSCD) -> Iterator[Check]:
    """``pcscd`` and CUPS, where a configured device needs them."""
    if config.devices.smart_card is not None:
        if _speaks(str(pcscd)):
            yield Check("pcscd", "ok", "answers")
        else:
            mend = "sudo apt-get install -y pcscd && sudo systemctl enable --now pcscd.socket"
            yield Check("pcscd", "bad", f"nobody listens at {pcscd}", mend)
    printer = config.devices.document_printer
    if printer is not None:
        if _speaks(printer.server):
            yield Check("cupsd", "ok", f"answers at {printer.server}")
        else:
            mend = "sudo apt-get install -y cups && sudo systemctl enable --now cups"
            yield Check("cupsd", "bad", f"nobody listens at {printer.server}", mend)


def _node(kind: str, node: Path) -> Check:
    try:
        there = node.stat()
    except OSError:
        return Check(f"port of {kind}", "bad", f"{node} is not there: is it plugged in?", UDEV)
    if os.access(node, os.R_OK | os.W_OK):
        return Check(f"port of {kind}", "ok", str(node))
    group = grp.getgrgid(there.st_gid).gr_name
    user = shlex.quote(getpass.getuser())
    return Check(
        f"port of {kind}",
        "bad",
        f"{node} is not open to this account: it is for the group {group}",
        f"sudo usermod -aG {group} {user}   # then sign in again",
    )


def _speaks(address: str) -> bool:
    """Whether somebody listens at HOST, HOST:PORT or a socket's path."""
    try:
        if address.startswith("/"):
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(CONNECT_SECONDS)
                line.connect(address)
            return True
        host, _, port = address.rpartition(":") if ":" in address else (address, "", "631")
        with socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS):
            return True
    except (OSError, ValueError):
        return False
