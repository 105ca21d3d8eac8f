"""The key of the outbox: 64 hex characters in a file that its owner alone can read.

It lies where ``[outbox] key_file`` says; else among systemd's credentials (``LoadCredentialEncrypted=``,
bound to this machine's TPM where there is one); else in the state folder, made at the first start.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from pathlib import Path

from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError, Mistake
from kiosk.store.whole_file import write_whole

NAME = "outbox.key"
OTHERS = 0o177
"""Mode bits that must not be set: nothing but the owner's reading and writing."""


def outbox_key(
    state_dir: Path, configured: str, *, may_make: bool, file: str = "kiosk.toml"
) -> Personal[bytes]:
    """Read the 32 bytes; with ``may_make`` write them at the first start. Raises ``ConfigError``."""
    if configured:
        return _read(Path(configured), file)
    # systemd alone decides who may read its credentials; an access list may show as group bits there.
    credential = Path(os.environ.get("CREDENTIALS_DIRECTORY", "/nonexistent"), NAME)
    if credential.is_file():
        return _read(credential, file, any_mode=True)
    path = state_dir / NAME
    if may_make and not path.exists():
        _make(path, file)
    return _read(path, file)


def _read(path: Path, file: str, *, any_mode: bool = False) -> Personal[bytes]:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_bytes()
    except FileNotFoundError:
        raise _mistake(
            file, f"{path} is not there: what waits cannot be sent without it, put it back"
        ) from None
    except OSError as error:
        raise _mistake(file, f"{path} cannot be read: {error.strerror}") from None
    if mode & OTHERS and not any_mode:
        raise _mistake(file, f"{path} has mode {mode:04o}: others must not read it, set 0600")
    if not re.fullmatch(rb"[0-9a-f]{64}\n?", text):
        raise _mistake(file, f"{path} must hold 64 lower-case hex characters")
    return Personal(bytes.fromhex(text.decode("ascii")))


def _make(path: Path, file: str) -> None:
    """Whole and on the disk before anything is sealed with it, or not there at all."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, secrets.token_hex(32) + "\n")
    except OSError as error:
        raise _mistake(file, f"{path} cannot be written: {error.strerror}") from None


def _mistake(file: str, why: str) -> ConfigError:
    return ConfigError(file, [Mistake("outbox.key_file", why)])
