"""The sign on a terminal that is out of service: a file, so that it still hangs after a restart."""

from __future__ import annotations

from pathlib import Path

from kiosk.errors import StoreError
from kiosk.store.whole_file import write_whole

NAME = "out_of_service"


class ClosedSign:
    """``state_dir/out_of_service``: its text is what citizens read; no file, in service."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def read(self) -> str | None:
        """The words on the sign; ``None``: there is none."""
        try:
            return self._file.read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{self._file}: {error}") from None

    def hang(self, words: str | None) -> None:
        """Hang the sign, or take it down. Raises ``StoreError``; then nothing changed."""
        try:
            if words is None:
                self._file.unlink(missing_ok=True)
                return
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self._file, words)
        except OSError as error:
            raise StoreError(f"{self._file}: {error.strerror}") from None
