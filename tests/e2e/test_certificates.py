"""Certificates end to end: a card, a real print server, pages that can be read and checked, nothing left."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from kiosk.documents.sealed.cose import proven
from kiosk.domain.certificate import GrantWish, PrintOutcome
from kiosk.domain.consent import ConsentGiven
from kiosk.domain.proof import FaceMatch
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.platform.client import build_transport
from simulator.cups import PrivateCups
from simulator.platform import proof_codes
from simulator.platform.clock import SHANGHAI
from simulator.platform.otp import CODE
from simulator.platform.running import RunningPlatform
from tests.documents.papers import codes_on, pages_of, text_of
from tests.e2e.box import Box
from tests.platform.terminal import proof, settings

PICTURES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff\xe0", b"%!PS")


@dataclass(frozen=True)
class Place:
    """A terminal and the print server behind it."""

    box: Box
    cups: PrivateCups


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    (tmp_path / "tmp").mkdir()
    with closing(PrivateCups()) as cups:
        tables = f"""
[devices.document_printer]
driver = "cups"
server = "{cups.server}"
queue = "{cups.queue}"
deadline_seconds = 20
"""
        env = {"TMPDIR": str(tmp_path / "tmp")}
        # The simulated platform draws its first page in seconds while every core is busy.
        with Box(tmp_path, tables=tables, env=env, offer=("check_in", "certificates"), timeout=8) as box:
            box.status_shows("document_printer", device="online")
            yield Place(box, cups)


def gets_to_list(box: Box) -> dict[str, Any]:
    """Card, then text message and one further number: level L3."""
    box.home_choice_becomes("certificates", enabled=True)
    box.chooses(box.sees("home"), "certificates")
    box.sees("present_credential")
    box.lay("two_bookings")
    box.answers(box.sees("enter_code"), "next", code=CODE)
    box.chooses(box.sees("choose_factor"), "bank_card")
    box.answers(box.sees("enter_factor"), "next", value="9900000000000000001")
    return box.sees("certificate_list")


def a_proof(view: dict[str, Any]) -> str:
    """The first that can be printed."""
    wanted: str = next(c["id"] for c in view["choices"] if c["enabled"] and c["id"] != "staff")
    return wanted


def granted(box: Box) -> list[dict[str, Any]]:
    """The grants; a lost answer is fetched once more under the same key, which makes no second one."""
    wanted = box.platform.requests("createPrintGrant")
    return [r for r in wanted if r["status"] == 201 and not r["replayed"]]


def outcome_told(box: Box) -> dict[str, Any]:
    """The one outcome, once the platform has it."""
    box.takes("reportGrantOutcome")
    box.outbox_empties()
    [outcome] = outcomes(box)
    return outcome


def outcomes(box: Box) -> list[dict[str, Any]]:
    return [r["body"] for r in box.platform.requests("reportGrantOutcome") if r["status"] == 200]


@pytest.mark.req("RS-06", "MT-13", "MT-14")
def test_from_the_card_to_two_pages_that_can_be_checked_and_nothing_is_left(
    place: Place, tmp_path: Path
) -> None:
    box, cups = place.box, place.cups
    listed = gets_to_list(box)
    assert any(not c["enabled"] and c["why_not"] for c in listed["choices"]), "a licence is held, not printed"
    box.chooses(listed, a_proof(listed))
    preview = box.sees("certificate_preview")
    assert preview["data"]["face"]
    assert preview["data"]["issuer"]
    box.answers(preview, "print", copies="2", purpose="入学")
    printed = box.sees("certificate_printed", printed=True, copies_printed=2, copies=2)
    papers = cups.papers
    assert [paper.title for paper in papers] == ["kiosk-K03: certificate"] * 2
    [grant] = granted(box)
    assert grant["body"]["purpose"] == "入学"
    for number, paper in enumerate(papers, 1):
        text = text_of(paper.pdf)
        assert f"第{number}份，共2份" in text
        assert "张*例" in text
        assert "入学" in text, "the watermark says what for"
        print_no = re.search(r"P\d{14}", text)
        assert print_no is not None
        [page] = pages_of(paper.pdf, tmp_path)
        [code] = codes_on(page)
        key = box.platform.control.get("proof-key").json()["pem"].encode()
        claims = proven(code, {proof_codes.KEY_ID: key}).claims
        assert claims["print_no"] == print_no[0]
        assert claims["code"] in text
    for file in tmp_path.glob("page*"):
        file.unlink()
    box.chooses(printed, "done")
    assert not box.sees("home")["session"]["signed_in"]
    outcome = outcome_told(box)
    assert (outcome["outcome"], outcome["copies_printed"]) == ("printed", 2)
    records = [r for r in box.print_records(2) if r["kind"] == "certificate"]
    assert [r["outcome"] for r in records] == ["printed", "printed"]
    assert outcome["record_id"] == records[-1]["record_id"]
    assert cups.spool == []
    assert_nothing_left(tmp_path, text_of(papers[0].pdf))


def assert_nothing_left(folder: Path, text: str) -> None:
    assert list((folder / "tmp").rglob("*")) == []
    numbers = re.findall(r"P\d{14}|[0-9A-F]{12}", text)
    assert len(numbers) > 1
    for file in folder.rglob("*"):
        if file.is_file():
            kept = file.read_bytes()
            assert not any(mark in kept for mark in PICTURES), file
            for line in ("张*例", *numbers):
                assert line.encode() not in kept, file


def two_copies_came_out(place: Place) -> None:
    """Each original once, under one grant, told once."""
    box, cups = place.box, place.cups
    box.sees("certificate_printed", printed=True, copies_printed=2)
    first, second = (text_of(cups.papers[at].pdf) for at in (0, -1))
    assert ("第1份，共2份" in first, "第2份，共2份" in second) == (True, True)
    assert cups.pages() == 2
    outcome = outcome_told(box)
    assert (outcome["outcome"], outcome["copies_printed"]) == ("printed", 2)
    assert len(granted(box)) == 1


@pytest.mark.req("RS-06")
def test_paper_put_in_while_the_second_copy_waits_lets_it_out(place: Place) -> None:
    box, cups = place.box, place.cups
    listed = gets_to_list(box)
    box.chooses(listed, a_proof(listed))
    box.answers(box.sees("certificate_preview"), "print", copies="2")
    cups.wait_for("ended")
    cups.fault("media-empty")
    cups.wait_for("media-empty")
    assert cups.pages() == 1
    cups.fault("ok")
    two_copies_came_out(place)


@pytest.mark.req("RS-06")
def test_a_printer_that_drops_the_second_copy_is_asked_for_that_copy_alone(place: Place) -> None:
    box, cups = place.box, place.cups
    listed = gets_to_list(box)
    box.chooses(listed, a_proof(listed))
    box.answers(box.sees("certificate_preview"), "print", copies="2")
    cups.wait_for("ended")
    cups.fault("fail")
    fault = box.sees("fault")
    assert fault["data"]["reason"].startswith("document_printer_")
    assert (cups.pages(), outcomes(box)) == (1, []), "nothing is told before it is settled"
    cups.fault("ok")
    box.insists(fault, "certificate_printing")
    two_copies_came_out(place)


@pytest.mark.req("RS-06")
def test_who_leaves_in_the_middle_leaves_nothing_behind_and_the_platform_hears_of_it(
    place: Place, tmp_path: Path
) -> None:
    box, cups = place.box, place.cups
    listed = gets_to_list(box)
    box.chooses(listed, a_proof(listed))
    cups.fault("hang")
    box.answers(box.sees("certificate_preview"), "print", copies="2")
    printing = box.sees("certificate_printing")
    cups.wait_for("got")
    box.chooses(printing, "end_session")
    assert not box.sees("home")["session"]["signed_in"]
    outcome = outcome_told(box)
    assert (outcome["outcome"], outcome["copies_printed"]) == ("unknown", 0)
    [record] = [r for r in box.print_records(1) if r["kind"] == "certificate"]
    assert record["outcome"] == "unknown"
    cups.fault("ok")
    assert list((tmp_path / "tmp").rglob("*")) == []


@pytest.mark.req("RS-06")
def test_a_plug_pulled_in_the_middle_of_the_second_copy_is_told_once_at_the_next_start(
    place: Place, tmp_path: Path
) -> None:
    box, cups = place.box, place.cups
    listed = gets_to_list(box)
    certificate = a_proof(listed)
    box.chooses(listed, certificate)
    preview = box.sees("certificate_preview")
    cups.fault("slow")
    box.answers(preview, "print", copies="2")
    cups.wait_for("page")
    cups.fault("hang")
    cups.wait_for("hang")
    box.is_killed()
    assert outcomes(box) == []
    cups.fault("ok")
    box.start()
    box.sees("home")
    outcome = outcome_told(box)
    assert (outcome["outcome"], outcome["copies_printed"]) == ("unknown", 1)
    told = [r["outcome"] for r in box.print_records(2) if r["kind"] == "certificate"]
    assert told == ["printed", "unknown"]
    assert cups.spool == []
    assert list((tmp_path / "tmp").rglob("*")) == []
    box.stop()
    box.start()
    box.outbox_empties()
    assert outcomes(box) == [outcome], "once, however often it starts"


@dataclass
class OtherKiosk:
    """Terminal K04 of the same hall, at which the same person stands, by a second door."""

    platform: RunningPlatform

    def client(self) -> ReferencePlatform:
        secret = self.platform.activate("K04")
        wanted = replace(settings(self.platform.base_url, secret=secret), device_id="K04")
        return ReferencePlatform(build_transport(wanted), "0.1.0")

    def takes_all_copies(self, certificate_id: str) -> list[str]:
        """Grants until there is none left; gives their ids."""
        return asyncio.run(self._takes(certificate_id))

    async def _takes(self, certificate_id: str) -> list[str]:
        client = self.client()
        taken: list[str] = []
        now = self.platform.now().astimezone(SHANGHAI).replace(microsecond=0)
        citizen = await client.open_session((proof(at=now),), key=uuid4())
        face = ConsentGiven(kind="face", text_version="face-3", given_at=now, method="touch")
        match = FaceMatch(
            consent_id=(await client.record_consent(citizen, face, key=uuid4())).consent_id,
            score=0.8,
            threshold=0.55,
            algorithm="sample-1",
            liveness="passed",
            decided_at=now,
        )
        citizen = await client.raise_level(citizen, (match,), key=uuid4())
        use = replace(face, kind="certificate_use", text_version="cert-1")
        consent = await client.record_consent(citizen, use, key=uuid4())
        while True:
            [held] = [
                c for c in (await client.certificates(citizen)).rows if c.certificate_id == certificate_id
            ]
            assert held.printing is not None
            copies = min(held.printing.copies_left, held.printing.copies_max)
            if not copies:
                await client.close()
                return taken
            wish = GrantWish(copies=copies, purpose="就业", consent_id=consent.consent_id)
            grant = await client.grant(citizen, certificate_id, wish, key=uuid4())
            await client.grant_file(grant.grant_id)
            taken.append(grant.grant_id)

    def fails(self, grant_ids: list[str]) -> None:
        """Nothing came out there."""

        async def told() -> None:
            client = self.client()
            for grant_id in grant_ids:
                outcome = PrintOutcome(
                    outcome="failed",
                    copies_printed=0,
                    finished_at=self.platform.now().astimezone(SHANGHAI),
                    record_id=uuid4(),
                    failure="paper_out",
                )
                await client.report_outcome(grant_id, outcome, key=uuid4())
            await client.close()

        asyncio.run(told())


@pytest.mark.req("RS-06")
def test_of_two_kiosks_one_gets_the_last_copy_and_what_failed_there_can_be_printed_here(place: Place) -> None:
    box, other = place.box, OtherKiosk(place.box.platform)
    listed = gets_to_list(box)
    wanted = a_proof(listed)
    box.chooses(listed, wanted)
    preview = box.sees("certificate_preview")
    grants = other.takes_all_copies(wanted)
    box.answers(preview, "print", copies="1")
    fault = box.sees("fault", reason="print_quota_exhausted")
    assert "份数打完了" in fault["data"]["what"]["zh"]
    assert "以后可以再打" in fault["data"]["safe"]["zh"]
    box.chooses(fault, "another_way")
    again = box.sees("certificate_list")
    [choice] = [c for c in again["choices"] if c["id"] == wanted]
    assert not choice["enabled"]
    other.fails(grants)
    box.chooses(again, "back")
    box.chooses(box.sees("home"), "certificates")
    box.chooses(box.sees("certificate_list"), wanted)
    box.answers(box.sees("certificate_preview"), "print", copies="1")
    assert box.sees("certificate_printed", printed=True)["data"]["copies_printed"] == 1


@pytest.mark.req("RS-06", "MT-10")
def test_a_certificate_revoked_before_the_print_is_not_printed(place: Place) -> None:
    box = place.box
    listed = gets_to_list(box)
    box.chooses(listed, a_proof(listed))
    box.platform.fault("downloadGrantFile", "refuse", code="certificate_not_usable")
    box.answers(box.sees("certificate_preview"), "print", copies="1")
    fault = box.sees("fault", reason="certificate_not_usable")
    box.platform.mend()
    box.chooses(fault, "another_way")
    box.sees("certificate_list")
    outcome = outcome_told(box)
    assert (outcome["outcome"], outcome["copies_printed"]) == ("failed", 0)
    assert place.cups.papers == []


def test_my_matters_lead_to_what_can_be_printed_once_they_are_known_surely(place: Place) -> None:
    box, cups = place.box, place.cups
    box.chooses(box.sees("home"), "my_matters")
    box.sees("present_credential")
    box.lay("two_bookings")
    matters = box.sees("my_matters", level="L2")
    assert matters["data"]["certificates"] == []
    box.chooses(matters, "certificates")
    box.answers(box.sees("enter_code"), "next", code=CODE)
    box.chooses(box.sees("choose_factor"), "bank_card")
    box.answers(box.sees("enter_factor"), "next", value="9900000000000000001")
    box.chooses(box.sees("certificate_list"), "back")
    matters = box.sees("my_matters", level="L3")
    first, *_ = matters["data"]["certificates"]
    box.chooses(matters, first["id"])
    box.chooses(box.sees("certificate_preview"), "other_purpose")
    box.answers(box.sees("purpose_words"), "next", purpose="租房备案")
    preview = box.sees("certificate_preview", purpose="租房备案")
    box.answers(preview, "print", copies="1")
    box.sees("certificate_printed", printed=True)
    [paper] = cups.papers
    text = text_of(paper.pdf)  # the watermark lies aslant: its words come in pieces
    assert ("租房" in text, "备案" in text) == (True, True), "it says what for, in their words"
    [grant] = granted(box)
    assert grant["body"]["purpose"] == "租房备案"


def licence(listed: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in listed["choices"] if c["label"]["zh"] == "营业执照")
    return found


@pytest.mark.req("ID-01", "RS-07")
def test_a_licence_is_for_the_company_itself_and_its_sheet_s_number_is_told(place: Place) -> None:
    box, cups = place.box, place.cups
    box.chooses(box.sees("home"), "my_matters")
    box.sees("present_credential")
    box.lay("delegate")
    box.chooses(box.sees("my_matters"), "act_for")
    subjects = box.sees("choose_subject")
    company = next(c for c in subjects["choices"] if c["label"]["zh"].startswith("云溪示例科技"))
    box.chooses(subjects, company["id"])
    box.chooses(box.sees("subject_detail"), "act")
    box.chooses(box.sees("my_matters", acting_for="云溪示例科技有限公司"), "certificates")
    box.answers(box.sees("enter_code"), "next", code=CODE)
    box.chooses(box.sees("choose_factor"), "social_security_card")
    box.answers(box.sees("enter_factor"), "next", value="SAMPLE000013")
    refused = licence(box.sees("certificate_list"))
    assert not refused["enabled"]
    assert "窗口" in refused["why_not"]["zh"]
    box.reader.lift()
    box.chooses(box.now(), "end_session")

    box.chooses(box.sees("home"), "certificates")
    box.sees("present_credential")
    box.scans("SAMPLE-EBL-0001")
    listed = box.sees("certificate_list")
    assert licence(listed)["enabled"], "the electronic licence is proof enough"
    box.chooses(listed, licence(listed)["id"])
    box.answers(box.sees("certificate_preview", numbered=True), "print", copies="1")
    box.answers(box.sees("paper_number"), "next", number="yz-000123")
    box.sees("certificate_printed", printed=True)
    assert cups.pages() == 1
    outcome = outcome_told(box)
    assert outcome["paper_serials"] == ["YZ-000123"]
    [record] = [r for r in box.print_records(1) if r["kind"] == "certificate"]
    assert record["paper_serials"] == ["YZ-000123"]
