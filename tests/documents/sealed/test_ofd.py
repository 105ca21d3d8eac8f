"""OFD goes by the hall's converter, or is refused with the reason."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kiosk.documents.sealed.ofd import as_pdf
from kiosk.domain.personal import Personal
from kiosk.errors import CertificateRefused

OFD = Personal(b"PK\x03\x04 an OFD")


def converter(folder: Path, body: str) -> tuple[str, ...]:
    script = folder / "converter.py"
    script.write_text(f"import sys, time\ncontent = sys.stdin.buffer.read()\n{body}\n")
    return sys.executable, str(script)


async def refused(command: tuple[str, ...], seconds: float = 30) -> str:
    with pytest.raises(CertificateRefused) as error:
        await as_pdf(OFD, command, seconds=seconds)
    return error.value.reason


async def test_without_a_converter_nothing_is_printed() -> None:
    assert await refused(()) == "ofd_no_converter"


async def test_a_converter_s_pdf_is_taken(tmp_path: Path) -> None:
    command = converter(tmp_path, "sys.stdout.buffer.write(b'%PDF-1.7 ' + content)")
    assert (await as_pdf(OFD, command)).reveal() == b"%PDF-1.7 " + OFD.reveal()


@pytest.mark.parametrize(
    "body",
    [
        "sys.exit(3)",
        "sys.stdout.buffer.write(b'no pdf')",
        "sys.stdout.buffer.write(b'%PDF-'); sys.exit(1)",
        "",
    ],
)
async def test_a_converter_that_fails_is_a_refusal(tmp_path: Path, body: str) -> None:
    assert await refused(converter(tmp_path, body)) == "ofd_failed"


async def test_a_converter_that_hangs_or_is_not_there(tmp_path: Path) -> None:
    assert await refused(converter(tmp_path, "time.sleep(60)"), seconds=0.5) == "ofd_failed"
    assert await refused((str(tmp_path / "none"),)) == "ofd_failed"
