from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kiosk.errors import ConfigError
from kiosk.store.key_file import outbox_key
from tests.store.samples import letter, opened

HEX = "0f" * 32


def written(path: Path, text: str = HEX, mode: int = 0o600) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


@pytest.mark.req("SC-04")
def test_the_first_start_makes_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    key = outbox_key(tmp_path / "state", "", may_make=True)
    path = tmp_path / "state" / "outbox.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert bytes.fromhex(path.read_text()) == key.reveal()
    assert [p.name for p in path.parent.iterdir()] == ["outbox.key"]
    assert outbox_key(tmp_path / "state", "", may_make=True) == key


def test_two_terminals_have_two_keys(tmp_path: Path) -> None:
    assert outbox_key(tmp_path / "a", "", may_make=True) != outbox_key(tmp_path / "b", "", may_make=True)


@pytest.mark.req("SC-04")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o700, 0o610])
def test_a_key_others_could_read_is_refused(tmp_path: Path, mode: int) -> None:
    written(tmp_path / "outbox.key", mode=mode)
    with pytest.raises(ConfigError, match=rf"outbox\.key_file: .*mode {mode:04o}"):
        outbox_key(tmp_path, "", may_make=True)


def test_a_key_that_is_only_readable_is_fine(tmp_path: Path) -> None:
    written(tmp_path / "outbox.key", mode=0o400)
    assert outbox_key(tmp_path, "", may_make=False).reveal() == bytes.fromhex(HEX)


@pytest.mark.parametrize("text", ["", "0f" * 31, "0F" * 32, "0f" * 33, HEX + "\n\n", "键" * 32])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    written(tmp_path / "outbox.key", text)
    with pytest.raises(ConfigError, match="64 lower-case hex"):
        outbox_key(tmp_path, "", may_make=True)


def test_a_named_key_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not there"):
        outbox_key(tmp_path, str(tmp_path / "elsewhere.key"), may_make=True)
    assert not list(tmp_path.iterdir())
    written(tmp_path / "elsewhere.key")
    assert outbox_key(tmp_path, str(tmp_path / "elsewhere.key"), may_make=True).reveal()[0] == 0x0F


def test_a_credential_of_systemd_comes_before_the_state_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    # systemd's access list shows as group bits.
    written(tmp_path / "credentials" / "outbox.key", mode=0o440)
    written(tmp_path / "outbox.key", "aa" * 32)
    assert outbox_key(tmp_path, "", may_make=True).reveal() == bytes.fromhex(HEX)


async def test_another_key_is_noticed_at_the_start_and_nothing_is_touched(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.outbox.put(letter())
    key = (tmp_path / "outbox.key").read_text()
    written(tmp_path / "outbox.key")
    with pytest.raises(ConfigError, match=r"outbox\.key_file: is not the key"):
        async with opened(tmp_path):
            pass
    written(tmp_path / "outbox.key", key)
    async with opened(tmp_path) as store:
        assert store.outbox.depth() == 1


async def test_a_lost_key_is_not_replaced_while_letters_wait(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.outbox.put(letter())
    (tmp_path / "outbox.key").unlink()
    with pytest.raises(ConfigError, match="put it back"):
        async with opened(tmp_path):
            pass
    assert not (tmp_path / "outbox.key").exists()
