"""The people who may open the desk: a file of mode 0600 that an administrator writes."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import msgspec

from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError, Mistake
from kiosk.staff import pin
from kiosk.staff.roles import Role

KEY: Final = "staff.accounts_file"
OWNER_ONLY: Final = 0o600


@dataclass(frozen=True, kw_only=True)
class Account:
    """One person. ``card`` is the keyed hash of their card's number, where they have one."""

    number: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{3,12}$")]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
    role: Role
    pin: Annotated[str, msgspec.Meta(pattern=r"^\$argon2id\$")]
    card: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?$")] = ""


@dataclass(frozen=True, kw_only=True)
class _File:
    salt: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32,}$")]
    account: tuple[Account, ...] = ()


class Accounts:
    """Everybody who may open the desk."""

    def __init__(self, salt: str, people: tuple[Account, ...]) -> None:
        self.salt = salt
        self.people: Mapping[str, Account] = {one.number: one for one in people}
        self._nobody = pin.hashed(Personal(f"{secrets.randbelow(10**10):010d}13"))

    def by_card(self, number: Personal[str]) -> Account | None:
        """Whose card this is."""
        wanted = card_mark(self.salt, number)
        return next((p for p in self.people.values() if p.card and hmac.compare_digest(p.card, wanted)), None)

    async def opened_by(self, number: str, secret: Personal[str]) -> Account | None:
        """The account that ``number`` and PIN open. Takes as long for a number that nobody has."""
        account = self.people.get(number)
        fits = await asyncio.to_thread(pin.fits, secret, account.pin if account else self._nobody)
        return account if fits and account else None


def card_mark(salt: str, number: Personal[str]) -> str:
    """What the file keeps of a card: HMAC-SM3 of its number, so that the file tells nobody's number."""
    return hmac.new(bytes.fromhex(salt), number.reveal().encode(), lambda: hashlib.new("sm3")).hexdigest()


def read_accounts(path: Path) -> Accounts:
    """Read the file. Raises ``ConfigError``: absent, open to others, not as it should be."""
    try:
        mode = path.stat().st_mode & 0o777
        table = tomllib.loads(path.read_text("utf-8"))
        found = msgspec.convert(table, _File)
    except FileNotFoundError:
        raise _mistake(path, "is not there: run_kiosk.py staff add NUMBER NAME ROLE --config FILE") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _mistake(path, str(error)) from None
    if mode & ~OWNER_ONLY:
        raise _mistake(path, f"has mode {mode:04o}: others must not read it, set 0600")
    numbers = [one.number for one in found.account]
    if len(set(numbers)) < len(numbers):
        raise _mistake(path, "two accounts have one number")
    return Accounts(found.salt, found.account)


def _mistake(path: Path, why: str) -> ConfigError:
    return ConfigError(str(path), [Mistake(KEY, why)])
