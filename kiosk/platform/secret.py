"""The file with the terminal's secret: 64 hex characters, readable by its owner alone."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path

from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError, Mistake

KEY = "platform.secret_file"
FORM = re.compile(r"[0-9a-f]{64}\n?")
OWNER_ONLY = 0o600


def read_secret(path: Path, key: str = KEY) -> Personal[bytes]:
    """The 32 bytes of the secret that ``key`` of the configuration names.

    Raises ``ConfigError``: absent, open to others, not 64 hex characters.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise _mistake(
            path, "is not there" + (": activate this terminal first" if key == KEY else ""), key
        ) from None
    except OSError as error:
        raise _mistake(path, f"cannot be read: {error.strerror}", key) from None
    except UnicodeDecodeError:
        raise _mistake(path, "must hold 64 lower-case hex characters", key) from None
    if mode & ~OWNER_ONLY:
        raise _mistake(path, f"has mode {mode:04o}: others must not read it, set 0600", key)
    if not FORM.fullmatch(text):
        raise _mistake(path, "must hold 64 lower-case hex characters", key)
    return Personal(bytes.fromhex(text))


class SecretFile:
    """A secret on its way to disk, made before the code is spent: a read-only disk must not cost one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        except OSError as error:
            raise _mistake(path, f"cannot be written: {error.strerror}") from None
        self._draft = Path(name)

    def store(self, secret: Personal[str]) -> None:
        """Put the secret in place: whole or not at all, and on the disk when this returns."""
        if not FORM.fullmatch(secret.reveal()):
            raise _mistake(self._path, "was not written: the platform's secret is not 64 hex characters")
        try:
            os.fchmod(self._handle, OWNER_ONLY)
            with os.fdopen(self._handle, "w", encoding="ascii", closefd=False) as file:
                file.write(secret.reveal())
            os.fsync(self._handle)
            self._draft.replace(self._path)
            folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise _mistake(self._path, f"cannot be written: {error.strerror}") from None

    def close(self) -> None:
        """Drop the draft, if it is still one."""
        os.close(self._handle)
        self._draft.unlink(missing_ok=True)


def _mistake(path: Path, why: str, key: str = KEY) -> ConfigError:
    return ConfigError(str(path), [Mistake(key, why)])
