"""Accounts are added and taken out, and the file is never half."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.personal import Personal
from kiosk.staff.accounts import read_accounts
from kiosk.staff.accounts_file import add_account, remove_account
from kiosk.staff.pin import WeakPin
from kiosk.staff.roles import Role

PIN = Personal("739152")
CARD = Personal("990101198503120010")


async def test_the_first_account_makes_the_file_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "kiosk" / "staff.toml"
    add_account(file, "1001", '李"示例\\', Role.MAINTENANCE, PIN, card=CARD)
    assert file.stat().st_mode & 0o777 == 0o600
    opened = await read_accounts(file).opened_by("1001", PIN)
    assert opened is not None
    assert opened.name == '李"示例\\'
    assert read_accounts(file).by_card(CARD) == opened


async def test_a_number_is_given_anew_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "staff.toml"
    add_account(file, "1001", "李示例", Role.HALL_STAFF, PIN, card=CARD)
    add_account(file, "1002", "王示例", Role.AUDITOR, PIN)
    add_account(file, "1002", "王示例", Role.AUDITOR, Personal("486201"))
    accounts = read_accounts(file)
    assert await accounts.opened_by("1002", PIN) is None
    assert await accounts.opened_by("1002", Personal("486201")) is not None
    assert accounts.by_card(CARD) is not None


def test_a_weak_pin_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "staff.toml"
    with pytest.raises(WeakPin):
        add_account(file, "1001", "李示例", Role.HALL_STAFF, Personal("123456"))
    assert list(tmp_path.iterdir()) == []


def test_somebody_is_taken_out(tmp_path: Path) -> None:
    file = tmp_path / "staff.toml"
    add_account(file, "1001", "李示例", Role.HALL_STAFF, PIN)
    assert remove_account(file, "1001")
    assert not remove_account(file, "1001")
    assert read_accounts(file).people == {}


def test_a_number_that_cannot_be_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "staff.toml"
    add_account(file, "1001", "李示例", Role.HALL_STAFF, PIN)
    before = file.read_bytes()
    with pytest.raises(Exception, match="number"):
        add_account(file, "one", "李示例", Role.HALL_STAFF, PIN)
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["staff.toml"]
