"""The accounts as the file has them now: a change needs no restart, a broken file keeps the old (SC-07)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

import structlog

from kiosk.domain.journal import Audit, Deed
from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError
from kiosk.staff.accounts import Account, read_accounts

log = structlog.get_logger()
Mark = tuple[int, ...] | None


class LiveAccounts:
    """Implements ``kiosk.staff.desk.Doorman``."""

    def __init__(self, path: Path, audit: Audit) -> None:
        """Raises ``ConfigError``: a terminal does not begin with a file that cannot be used."""
        self._path = path
        self._audit = audit
        # Before the file is read: what is written meanwhile is then seen as a change.
        self._mark = _mark(path)
        self._known = read_accounts(path)

    @property
    def people(self) -> Mapping[str, Account]:
        """By number."""
        return self._known.people

    def by_card(self, number: Personal[str]) -> Account | None:
        """Whose card this is."""
        return self._known.by_card(number)

    async def opened_by(self, number: str, secret: Personal[str]) -> Account | None:
        """The account that number and PIN open."""
        return await self._known.opened_by(number, secret)

    async def look(self) -> None:
        """Take what changed since the last look. What cannot be used is said once, until it changes again."""
        mark = await asyncio.to_thread(_mark, self._path)
        if mark == self._mark:
            return
        self._mark = mark
        try:
            self._known = await asyncio.to_thread(read_accounts, self._path)
        except ConfigError as error:
            log.error("staff.accounts_refused", detail=str(error))  # noqa: TRY400 the reason is the whole story
            self._audit(Deed(action="staff.accounts", result="refused"))
            return
        log.info("staff.accounts_taken", count=len(self.people))
        self._audit(Deed(action="staff.accounts"))


def _mark(path: Path) -> Mark:
    """Differs after any change of content, rights or place; ``None`` where there is no file."""
    try:
        now = path.stat()
    except OSError:
        return None
    return (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)
