"""``staff`` and ``verify`` as commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.personal import Personal
from kiosk.staff.accounts import read_accounts
from tests.documents.sealed.notary import Notary, a_page
from tests.staff.console import console

PIN = "739152"
CONFIG = """
[terminal]
id = "K03"
hall = {{ zh = "云溪区政务服务大厅" }}
state_dir = "{folder}/state"
[platform]
base_url = "http://127.0.0.1:9/kiosk/v1"
app_id = "hall-kiosk"
device_id = "K03"
secret_file = "{folder}/secret"
[staff]
accounts_file = "{folder}/staff.toml"
[documents]
trust_dir = "{folder}/trust"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kiosk.toml").write_text(CONFIG.format(folder=tmp_path), "utf-8")
    (tmp_path / "secret").write_text("ab" * 32)
    (tmp_path / "secret").chmod(0o600)
    (tmp_path / "trust").mkdir()
    return tmp_path


def said(folder: Path, *words: str, given: str | bytes = "") -> tuple[int, str]:
    content = given.encode() if isinstance(given, str) else given
    done = console(*words, "--config", str(folder / "kiosk.toml"), said=content)
    return done.returncode, done.stdout + done.stderr


async def test_somebody_is_added_listed_and_taken_out(folder: Path) -> None:
    status, words = said(folder, "staff", "add", "1001", "李示例", "maintenance", given=f"{PIN}\n")
    assert status == 0, words
    opened = await read_accounts(folder / "staff.toml").opened_by("1001", Personal(PIN))
    assert opened is not None
    status, words = said(folder, "staff", "list")
    assert status == 0
    assert "1001" in words
    assert PIN not in words
    assert "argon2" not in words
    assert said(folder, "staff", "remove", "1001")[0] == 0
    assert said(folder, "staff", "remove", "1001")[0] == 1


@pytest.mark.parametrize(
    ("words", "given", "status"),
    [
        (("1001", "李示例", "maintenance"), "123456\n", 1),
        (("1001", "李示例", "king"), f"{PIN}\n", 2),
        (("one", "李示例", "auditor"), f"{PIN}\n", 2),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    folder: Path, words: tuple[str, ...], given: str, status: int
) -> None:
    assert said(folder, "staff", "add", *words, given=given)[0] == status
    assert not (folder / "staff.toml").exists()


def test_a_file_is_verified_by_its_signature(folder: Path, tmp_path: Path) -> None:
    notary = Notary.opened(tmp_path / "notary", days=3650)
    (folder / "trust" / "root.pem").write_bytes(notary.root)
    signed = notary.signs(a_page())
    paper = folder / "paper.pdf"
    paper.write_bytes(signed)
    assert said(folder, "verify", str(paper))[0] == 0
    assert said(folder, "verify", "-", given=signed[:-40] + b"%%EOF\n")[0] == 1
    assert said(folder, "verify", "-", given=a_page())[0] == 3
    assert said(folder, "verify", "-", given="https://platform.example/verify/A1")[0] == 3
    assert said(folder, "verify", str(folder / "none.pdf"))[0] == 1
