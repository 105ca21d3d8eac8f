"""Letters as the contract wants them: every body is held against its own schema."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from jsonschema import Draft202012Validator

from kiosk.domain.certificate import Objection, PrintOutcome
from kiosk.domain.feedback import CannotBeDoneReport
from kiosk.domain.personal import Personal
from kiosk.domain.submission import Correction, FormChange, MaterialRef, ResultReceipt
from kiosk.domain.upload import Capture
from kiosk.platform import letters
from kiosk.store.letter import Kind, Letter, Page
from simulator.platform import contract
from simulator.platform.contract import URI
from simulator.platform.validation import FORMATS
from tests.store.samples import NOW

YES = letters.Confirmed("se-0001", NOW, NOW + timedelta(hours=72))
KEY = UUID(int=7)


def page() -> Page:
    capture = Capture(means="document_scanner", captured_at=NOW, page_no=1, dpi=200)
    scan = letters.Scan(
        content=b"scan", purpose="correction", media_type="image/jpeg", trust_level="C", capture=capture
    )
    return letters.page(scan, YES)


def assert_fits(body: bytes, schema: str) -> Any:
    told = json.loads(body)
    pointer = {"$ref": f"{URI}#/components/schemas/{schema}"}
    known = contract.load()
    Draft202012Validator(pointer, registry=known.registry, format_checker=FORMATS).validate(told)
    return told


def test_a_page_announces_itself() -> None:
    one, two = page(), page()
    told = assert_fits(one.announcement, "UploadRequest")
    assert (told["size"], told["sha256"]) == (4, one.sha256)
    assert told["confirmation"] == {"session_id": "se-0001", "confirmed_at": NOW.isoformat()}
    assert one.ref != two.ref


def correction(scan: Page) -> Correction:
    return Correction(
        notice_id="no-1",
        route="online",
        form_changes=(FormChange("/reason", Personal("改正")),),
        materials=(MaterialRef(material_id="m4", means="upload", upload_ids=(scan.ref,)),),
        confirmation=YES.confirmation,
    )


def test_a_correction_and_its_pages() -> None:
    scan = page()
    put = letters.correction("990/1", correction(scan), (scan,), YES, KEY)
    told = assert_fits(put.body, "Correction")
    assert told["materials"][0]["upload_ids"] == [scan.ref]
    assert (put.kind, put.method, put.path) == (Kind.CORRECTION, "POST", "/cases/990%2F1/corrections")
    assert (put.lane, put.deadline, put.key) == ("se-0001", YES.deferred_until, KEY)


def test_a_page_that_the_letter_does_not_name_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="does not name"):
        letters.correction("990-1", correction(page()), (page(),), YES, KEY)


def test_a_result_that_was_signed_for() -> None:
    body = ResultReceipt(
        method="printed_here", received_by="holder", received_at=NOW, confirmation=YES.confirmation
    )
    put = letters.result_receipt("990-1", body, (), YES, KEY)
    assert_fits(put.body, "DeliveryReceipt")
    assert (put.kind, put.path) == (Kind.RESULT_RECEIPT, "/cases/990-1/deliveries")


def test_an_objection() -> None:
    put = letters.objection(
        "ce-1", Objection(content=Personal("错了"), confirmation=YES.confirmation), (), YES, KEY
    )
    assert assert_fits(put.body, "Objection")["content"] == "错了"
    assert (put.kind, put.path) == (Kind.OBJECTION, "/certificates/ce-1/objections")


def outcome(grant_id: str, said: Any, at: datetime = NOW) -> Letter:
    told = PrintOutcome(outcome=said, copies_printed=0, finished_at=at, record_id=uuid4())
    return letters.grant_outcome(grant_id, told, uuid4())


def test_outcomes_of_one_grant_keep_their_order_and_need_no_number() -> None:
    unknown, printed, other = (
        outcome("gr-1", "unknown"),
        outcome("gr-1", "printed"),
        outcome("gr-2", "failed"),
    )
    assert assert_fits(unknown.body, "PrintOutcome")["outcome"] == "unknown"
    assert (unknown.method, unknown.path) == ("PATCH", "/print-grants/gr-1")
    assert unknown.lane == printed.lane != other.lane
    assert not unknown.kind.for_citizen


def test_an_anonymous_report_shares_its_lane_with_nobody() -> None:
    report = CannotBeDoneReport(reason="other", occurred_at=NOW, content=Personal("说不清"))
    one, two = (letters.cannot_be_done(report, None, uuid4()) for _ in range(2))
    assert_fits(one.body, "CannotBeDoneReport")
    assert one.lane != two.lane
    assert one.deadline is None


def test_no_letter_shows_what_it_says() -> None:
    report = CannotBeDoneReport(reason="other", occurred_at=NOW, content=Personal("张示例"))
    put = letters.cannot_be_done(report, YES, KEY)
    scan = page()
    assert "张示例" not in repr(put)
    assert "scan'" not in repr(scan)
