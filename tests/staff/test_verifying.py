"""Genuine, not genuine, or not to be told without the network."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.documents.sealed import Trust
from kiosk.domain.personal import Personal
from kiosk.staff.verifying import Genuine, verified
from tests.documents.sealed.notary import NOW, Notary, a_page
from tests.documents.sealed.test_cose import GOOD, KEYS, address, sealed


@pytest.fixture(scope="module")
def notary(tmp_path_factory: pytest.TempPathFactory) -> Notary:
    return Notary.opened(tmp_path_factory.mktemp("notary"))


@pytest.fixture(scope="module")
def signed(notary: Notary) -> bytes:
    return notary.signs(a_page())


def trust(notary: Notary) -> Trust:
    return Trust("K03", Personal(bytes(32)), (notary.root,), cose=KEYS)


async def test_a_code_and_a_file_that_hold(notary: Notary, signed: bytes) -> None:
    code = await verified(address(GOOD).encode(), trust(notary), NOW)
    assert code.genuine is Genuine.YES
    assert "print_no: P20260312000001" in code.lines
    file = await verified(signed, trust(notary), NOW)
    assert (file.genuine, file.lines[1]) == (Genuine.YES, "共 1 页 · 1 pages")


@pytest.mark.parametrize(
    ("content", "genuine"),
    [
        (b"https://platform.example/verify/A1B2", Genuine.CANNOT_TELL),
        (address(sealed(key_id="pk-9")).encode(), Genuine.NO),
        (b"\xff\xfe\x00", Genuine.NO),
        (b"%PDF-1.7 half", Genuine.NO),
        (b"", Genuine.CANNOT_TELL),
    ],
)
async def test_what_does_not_hold_says_why(notary: Notary, content: bytes, genuine: Genuine) -> None:
    verdict = await verified(content, trust(notary), NOW)
    assert verdict.genuine is genuine
    assert verdict.lines[0]


async def test_a_file_without_a_signature_cannot_be_told(notary: Notary) -> None:
    assert (await verified(a_page(), trust(notary), NOW)).genuine is Genuine.CANNOT_TELL


async def test_an_altered_file_is_not_genuine(notary: Notary, signed: bytes, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(signed + b"\n%%EOF\n")
    content = (tmp_path / "paper.pdf").read_bytes()
    assert (await verified(content, trust(notary), NOW)).genuine is Genuine.NO
