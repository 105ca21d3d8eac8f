"""Write the file of staff accounts: whole or not at all, and only for its owner's eyes."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Final

from kiosk.domain.personal import Personal
from kiosk.staff import pin
from kiosk.staff.accounts import Account, Accounts, card_mark, read_accounts
from kiosk.staff.roles import Role
from kiosk.store.whole_file import write_whole

SALT_BYTES: Final = 16
HEAD: Final = (
    "# Who may open the desk behind the mark. Written by run_kiosk.py staff; PINs are kept as argon2id.\n"
)


def add_account(  # noqa: PLR0913 what an account is
    path: Path,
    number: str,
    name: str,
    role: Role,
    secret: Personal[str],
    *,
    card: Personal[str] | None = None,
) -> None:
    """Add somebody, or give a number another name, role and PIN; makes the file where there is none.

    Raises ``WeakPin``, ``ConfigError`` (the file there cannot be used) and ``OSError``.
    """
    known = read_accounts(path) if path.exists() else Accounts(secrets.token_hex(SALT_BYTES), ())
    mark = card_mark(known.salt, card) if card is not None else ""
    account = Account(number=number, name=name, role=role, pin=pin.hashed(secret), card=mark)
    _write(path, known.salt, {**known.people, number: account})


def remove_account(path: Path, number: str) -> bool:
    """Take somebody out; False: nobody has this number. Raises as ``add_account`` does."""
    known = read_accounts(path)
    left = {n: one for n, one in known.people.items() if n != number}
    if len(left) == len(known.people):
        return False
    _write(path, known.salt, left)
    return True


def _write(path: Path, salt: str, people: dict[str, Account]) -> None:
    rows = [HEAD, f"salt = {_quoted(salt)}\n"]
    for one in people.values():
        rows.append("\n[[account]]\n")
        rows += [
            f"{key} = {_quoted(str(getattr(one, key)))}\n"
            for key in ("number", "name", "role", "pin", "card")
        ]
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Nobody is locked out by a file that cannot be read back.
    write_whole(path, "".join(rows), check=read_accounts)


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
