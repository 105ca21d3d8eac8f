"""The configuration and the files and folders that it names: secret, state, log, free space."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.config import Config
from kiosk.config_file import load
from kiosk.errors import ConfigError
from kiosk.staff.checks.base import Check

MB: Final = 1_000_000
OTHERS: Final = 0o177


def configuration(file: Path) -> tuple[Config | None, Check]:
    """The configuration, if it is one."""
    quoted = shlex.quote(str(file))
    if not file.exists():
        mend = f"sudo install -D -m 0640 config/kiosk.example.toml {quoted}"
        return None, Check("configuration", "bad", f"{file} is not there", mend)
    try:
        return load(file, files_must_exist=False), Check("configuration", "ok", f"{file}: no mistakes")
    except ConfigError as error:
        return None, Check("configuration", "bad", str(error), f"run_kiosk.py config check {quoted}")


def secrets(config: Config, file: Path) -> Iterator[Check]:
    """The files that only the terminal's own account may read."""
    activate = f"run_kiosk.py activate CODE --config {shlex.quote(str(file))}"
    yield _secret("secret", Path(config.platform.secret_file), activate)
    if config.terminal_api is not None:
        token = config.terminal_api.token_file
        make = f"(umask 077; openssl rand -hex 16 > {shlex.quote(token)})"
        yield _secret("terminal API token", Path(token), make)
    key = Path(config.outbox.key_file or Path(config.terminal.state_dir, "outbox.key"))
    if key.exists() or config.outbox.key_file:
        yield _secret("outbox key", key, "put the key back: what waits cannot be read without it")


def folders(config: Config) -> Iterator[Check]:
    """Where the terminal writes, and how much room there is."""
    wanted = (
        ("state folder", Path(config.terminal.state_dir), config.outbox.min_free_bytes / MB),
        ("log folder", Path(config.telemetry.log_dir), float(config.telemetry.log_least_free_mb)),
    )
    for name, folder, least in wanted:
        yield from _folder(name, folder, least)


def _secret(name: str, file: Path, mend: str) -> Check:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except FileNotFoundError:
        return Check(name, "bad", f"{file} is not there", mend)
    except OSError as error:
        return Check(name, "bad", f"{file}: {error.strerror}")
    if mode & OTHERS:
        why = f"{file} has mode {mode:04o}: others can read it"
        return Check(name, "bad", why, f"chmod 0600 {shlex.quote(str(file))}")
    if not os.access(file, os.R_OK):
        return Check(name, "bad", f"{file} cannot be read by this account")
    return Check(name, "ok", f"{file}, mode {mode:04o}")


def _folder(name: str, folder: Path, least_mb: float) -> Iterator[Check]:
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    if not os.access(there, os.W_OK | os.X_OK):
        mend = f'sudo install -d -m 0700 -o "$USER" {shlex.quote(str(folder))}'
        yield Check(name, "bad", f"{folder} cannot be written by this account", mend)
        return
    disk = os.statvfs(there)
    free = disk.f_bavail * disk.f_frsize / MB
    if free < least_mb:
        yield Check(
            name, "bad", f"{folder}: {free:.0f} MB are free, {least_mb:.0f} are needed", f"du -xh {there}"
        )
    else:
        yield Check(name, "ok", f"{folder}: {free:.0f} MB are free")
