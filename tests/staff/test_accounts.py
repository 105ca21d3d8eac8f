"""The file with the staff's accounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError
from kiosk.staff.accounts import card_mark, read_accounts
from kiosk.staff.pin import hashed

SALT = "5a" * 16
CARD = Personal("990101198503120010")
PIN = hashed(Personal("739152"))


def a_file(folder: Path, *, text: str | None = None, mode: int = 0o600) -> Path:
    file = folder / "staff.toml"
    account = (
        f'[[account]]\nnumber = "1001"\nname = "李示例"\nrole = "maintenance"\npin = "{PIN}"\n'
        f'card = "{card_mark(SALT, CARD)}"\n'
    )
    file.write_text(f'salt = "{SALT}"\n{account}' if text is None else text, "utf-8")
    file.chmod(mode)
    return file


async def test_number_and_pin_open_one_account(tmp_path: Path) -> None:
    accounts = read_accounts(a_file(tmp_path))
    opened = await accounts.opened_by("1001", Personal("739152"))
    assert opened is not None
    assert (opened.name, opened.role) == ("李示例", "maintenance")
    assert await accounts.opened_by("1001", Personal("739153")) is None
    assert await accounts.opened_by("1002", Personal("739152")) is None


def test_a_card_names_its_owner_and_its_number_is_not_in_the_file(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    accounts = read_accounts(file)
    owner = accounts.by_card(CARD)
    assert owner is not None
    assert owner.number == "1001"
    assert accounts.by_card(Personal("990101199001010010")) is None
    assert CARD.reveal() not in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"mode": 0o640}, "0600"),
        ({"text": "salt ="}, "TOML|value"),
        ({"text": 'salt = "5a"'}, "regex|pattern|match"),
        ({"text": f'salt = "{SALT}"\n[[account]]\nnumber = "1"\n'}, "number|Object|str"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path, changes: dict[str, object], why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        read_accounts(a_file(tmp_path, **changes))  # type: ignore[arg-type]


def test_two_accounts_with_one_number_are_refused(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    text = file.read_text("utf-8")
    with pytest.raises(ConfigError, match="one number"):
        read_accounts(a_file(tmp_path, text=text + text[text.index("[[") :]))


def test_no_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="staff add"):
        read_accounts(tmp_path / "none.toml")
