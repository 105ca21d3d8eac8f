"""Files looked at and copied in the workshop's own process: real signatures, real pages."""

from __future__ import annotations

import asyncio
from pathlib import Path
from subprocess import run
from typing import Any

import cv2
import msgspec
import numpy as np
import pytest
import typst
import zxingcpp

from kiosk.documents.sealed import Stamp, Trust, Workshop
from kiosk.domain.personal import Personal
from kiosk.errors import CertificateRefused
from tests.documents.papers import text_of
from tests.documents.sealed.notary import NOW, Notary, a_page

STAMP = Stamp("第 1 份，共 2 份 · P20260312000001", "A1B2C3", "https://platform.example/v#" + "A" * 270)
EOF_AGAIN = b"\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"


@pytest.fixture(scope="module")
def notary(tmp_path_factory: pytest.TempPathFactory) -> Notary:
    return Notary.opened(tmp_path_factory.mktemp("notary"))


@pytest.fixture(scope="module")
def signed(notary: Notary) -> bytes:
    return notary.signs(a_page())


def trust(*roots: bytes) -> Trust:
    return Trust("K03", Personal(bytes(32)), roots)


async def examined(*order: Any) -> Any:
    async with Workshop() as workshop:
        return await workshop.examined(*order)


async def made(*order: Any) -> Any:
    async with Workshop() as workshop:
        return await workshop.made(*order)


async def reason(content: bytes, *roots: bytes) -> str | None:
    try:
        await examined(Personal(content), trust(*roots), NOW)
    except CertificateRefused as refused:
        return refused.reason
    return None


async def test_a_signed_file_holds_and_tells_its_pages(notary: Notary, signed: bytes) -> None:
    done = await examined(Personal(signed), trust(notary.root), NOW)
    assert (done.pages, done.signed) == (1, True)
    plain = await examined(Personal(a_page()), trust(), NOW)
    assert (plain.pages, plain.signed) == (1, False)


@pytest.mark.req("MT-14")
async def test_a_file_altered_by_one_byte_is_refused(notary: Notary, signed: bytes) -> None:
    place = signed.index(b"stream") + 12
    altered = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    assert await reason(altered, notary.root) in {"altered", "signature_wrong", "file_unreadable"}


@pytest.mark.req("MT-14")
async def test_a_file_that_was_appended_to_is_refused(notary: Notary, signed: bytes, tmp_path: Path) -> None:
    other = Notary.opened(tmp_path / "other")
    assert await reason(signed + EOF_AGAIN, notary.root) is not None
    twice = await asyncio.to_thread(other.signs, signed, "Second")
    assert await reason(twice, notary.root, other.root) is not None


async def test_a_signer_nobody_installed_is_refused(signed: bytes, tmp_path: Path) -> None:
    stranger = Notary.opened(tmp_path / "stranger")
    assert await reason(signed, stranger.root) == "signer_unknown"
    assert await reason(signed) == "signer_unknown"


async def test_a_signer_past_their_day_is_refused(tmp_path: Path) -> None:
    old = Notary.opened(tmp_path / "old", days=-1)
    assert await reason(await asyncio.to_thread(old.signs, a_page()), old.root) == "signer_expired"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00" * 5000, a_page()[:300]])
async def test_what_is_no_whole_file_is_refused(content: bytes) -> None:
    assert await reason(content) == "file_unreadable"


async def test_a_copy_bears_the_file_s_text_its_own_number_and_a_code(signed: bytes, notary: Notary) -> None:
    second = Stamp("第 2 份，共 2 份 · P20260312000001", STAMP.code, STAMP.payload)
    copies = await made(Personal(signed), 1, [STAMP, second], trust(notary.root), NOW)
    texts = [_text(copy.reveal()) for copy in copies]
    for number, text in enumerate(texts, 1):
        assert "社会保险参保缴费证明" in text
        assert "持有人：张*例" in text
        assert f"第 {number} 份，共 2 份" in text
    page = _raster(copies[0].reveal())
    assert STAMP.payload in {code.text for code in zxingcpp.read_barcodes(page)}


async def test_every_page_is_there_and_the_code_on_the_last() -> None:
    content = a_page(3)
    pages = (await examined(Personal(content), trust(), NOW)).pages
    assert pages > 1
    [copy] = await made(Personal(content), pages, [STAMP], trust(), NOW)
    assert (await examined(copy, trust(), NOW)).pages == pages
    assert _text(copy.reveal()).count("第 1 份，共 2 份") == pages


async def test_a_file_full_of_bytes_that_are_no_text_is_copied_as_it_is() -> None:
    content = typst.compile(b"#for n in range(40) [Paid in full, month #n. ]", format="pdf")
    assert isinstance(content, bytes)
    with pytest.raises(UnicodeDecodeError):
        content.decode()
    first, second = await made(
        Personal(content), 1, [STAMP, msgspec.structs.replace(STAMP, line="第2份")], trust(), NOW
    )
    assert "month 39" in _text(first.reveal())
    assert "第 1 份，共 2 份" in _text(first.reveal())
    assert "第2份" in _text(second.reveal())


async def test_a_file_with_other_pages_than_granted_makes_no_copy() -> None:
    with pytest.raises(CertificateRefused, match="file_altered"):
        await made(Personal(a_page()), 2, [STAMP], trust(), NOW)


def _text(content: bytes) -> str:
    return run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def _raster(content: bytes) -> np.ndarray:
    png = run(
        ["pdftoppm", "-r", "300", "-png", "-gray"], input=content, capture_output=True, check=True
    ).stdout
    page = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert page is not None
    return page


async def test_a_copy_without_a_code_bears_its_line_alone() -> None:
    stamp = Stamp("第 1 份，共 1 份 · P20260312000001")
    [copy] = await made(Personal(a_page()), 1, (stamp,), trust(), NOW)
    text = await asyncio.to_thread(text_of, copy.reveal())
    assert "P20260312000001" in text
    assert "验真" not in text
