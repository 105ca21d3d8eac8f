"""A change in the list of staff needs no restart, and a broken list keeps the old one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from kiosk.domain.journal import Deed
from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError
from kiosk.staff.accounts_file import add_account, remove_account
from kiosk.staff.live_accounts import LiveAccounts
from kiosk.staff.roles import Role

PIN = Personal("739152")


class List:
    """A list with one person in it, as the terminal knows it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "staff.toml"
        self.deeds: list[Deed] = []
        add_account(self.file, "1001", "李示例", Role.HALL_STAFF, PIN)
        self.live = LiveAccounts(self.file, self.deeds.append)

    @property
    def results(self) -> list[str]:
        return [deed.result for deed in self.deeds if deed.action == "staff.accounts"]


@pytest.mark.req("SC-07")
async def test_who_is_added_may_come_in_and_who_is_removed_may_not(tmp_path: Path) -> None:
    staff = List(tmp_path)
    add_account(staff.file, "1002", "王示例", Role.AUDITOR, Personal("486201"))
    await staff.live.look()
    assert await staff.live.opened_by("1002", Personal("486201")) is not None
    remove_account(staff.file, "1001")
    await staff.live.look()
    assert await staff.live.opened_by("1001", PIN) is None
    assert staff.results == ["ok", "ok"]


@pytest.mark.req("SC-07")
async def test_another_role_holds_at_once(tmp_path: Path) -> None:
    staff = List(tmp_path)
    add_account(staff.file, "1001", "李示例", Role.AUDITOR, PIN)
    await staff.live.look()
    assert staff.live.people["1001"].role is Role.AUDITOR


def half(file: Path) -> None:
    file.write_text(file.read_text("utf-8")[:60])


def for_all_eyes(file: Path) -> None:
    file.chmod(0o644)


@pytest.mark.parametrize("breaks", [half, for_all_eyes, Path.unlink])
async def test_a_broken_list_keeps_the_old_one_and_is_told_of_once(
    tmp_path: Path, breaks: Callable[[Path], None]
) -> None:
    staff = List(tmp_path)
    breaks(staff.file)
    with capture_logs() as log:
        for _ in range(3):
            await staff.live.look()
    assert [entry["event"] for entry in log] == ["staff.accounts_refused"]
    assert staff.results == ["refused"]
    assert await staff.live.opened_by("1001", PIN) is not None


async def test_a_list_that_was_mended_is_taken(tmp_path: Path) -> None:
    staff = List(tmp_path)
    whole = staff.file.read_text("utf-8")
    half(staff.file)
    await staff.live.look()
    staff.file.write_text(whole)
    await staff.live.look()
    assert staff.results == ["refused", "ok"]


async def test_a_list_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    staff = List(tmp_path)
    before = staff.live.people
    await staff.live.look()
    assert staff.live.people is before
    assert staff.deeds == []


def test_a_terminal_does_not_begin_with_a_broken_list(tmp_path: Path) -> None:
    staff = List(tmp_path)
    half(staff.file)
    with pytest.raises(ConfigError):
        LiveAccounts(staff.file, staff.deeds.append)
