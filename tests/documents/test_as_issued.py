"""The platform's own file is printed as it is, and only when it is the announced one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from kiosk.documents import as_issued
from kiosk.domain.item import FileRef
from kiosk.domain.page import File
from kiosk.errors import NotAsAnnounced
from tests.documents.papers import a_document

CONTENT = b"%PDF-1.7 an invented notice"
FILE = File("application/pdf", CONTENT)
ANNOUNCED = a_document(
    printable=True,
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    sm3=hashlib.new("sm3", CONTENT).hexdigest(),
)


def test_the_announced_file_is_printed_byte_for_byte() -> None:
    document = as_issued.case_document(ANNOUNCED, FILE)
    assert (document.title, document.pdf.reveal()) == ("acceptance_notice", CONTENT)


@pytest.mark.parametrize(
    "changes",
    [{"sha256": "0" * 64}, {"sm3": "0" * 64}, {"size": 1}, {"printable": False}],
)
def test_another_file_than_the_announced_one_is_not_printed(changes: dict[str, Any]) -> None:
    with pytest.raises(NotAsAnnounced):
        as_issued.case_document(replace(ANNOUNCED, **changes), FILE)


def test_one_flipped_bit_is_enough() -> None:
    for place in range(len(CONTENT)):
        altered = bytes(byte ^ (n == place) for n, byte in enumerate(CONTENT))
        with pytest.raises(NotAsAnnounced):
            as_issued.case_document(ANNOUNCED, File("application/pdf", altered))


@pytest.mark.parametrize("file", [File("text/html", CONTENT), File("application/pdf", b"<html>")])
def test_what_is_no_pdf_is_not_printed(file: File) -> None:
    with pytest.raises(NotAsAnnounced):
        as_issued.sample(FileRef(file_id="f-1", title="样本", media_type="application/pdf"), file)


def test_a_sample_is_held_against_its_digest_where_it_has_one() -> None:
    ref = FileRef(file_id="f-1", title="样本", media_type="application/pdf")
    assert as_issued.sample(ref, FILE).pdf.reveal() == CONTENT
    assert as_issued.sample(replace(ref, sha256=ANNOUNCED.sha256.upper()), FILE).title == "sample"
    with pytest.raises(NotAsAnnounced):
        as_issued.sample(replace(ref, sha256="0" * 64), FILE)
