"""What failures say to a citizen (design language, section 9), and that a person is always in reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.words import Text
from kiosk.errors import (
    Action,
    BadIdNumber,
    CardExpired,
    CardLifted,
    CardNotYetValid,
    CardUnreadable,
    CitizenError,
    DeviceFault,
    KioskError,
    NoQueue,
    PlatformError,
    PlatformRefused,
    PlatformUnavailable,
)
from kiosk.hardware.id_card import samv_words
from kiosk.hardware.ticket_printer import escpos_faults
from kiosk.journeys.faults import fault_view
from kiosk.journeys.view import Choice, View
from kiosk.journeys.views import CannotBeDone, ChooseBooking, Fault, Home, PresentCredential, StaffCalled
from kiosk.journeys.visit import INTERNAL
from tests.fakes import NOW, Person, a_card, virtually

CONTRACT = Path(__file__).parents[2] / "docs" / "platform-api" / "platform.openapi.yaml"
TITLE, LINE = 14, 24
"""Characters at most (section 9, rule 1)."""
STIFF = re.compile("请您知悉|该事项|予以|逾期|异常|错误|失败|失效|超时|非法|无效|你|置于|成功")
DETAIL = "请稍后再来，或者拨打 12345。"


def contract_codes() -> list[tuple[str, int, str]]:
    """Every problem of the contract: code, status, retry."""
    row = re.compile(r"^\s*\| ([a-z_]+) \| (\d{3}) \| (never|later|after_correction) \|", re.MULTILINE)
    return [(code, int(status), retry) for code, status, retry in row.findall(CONTRACT.read_text("utf-8"))]


def errors() -> Iterator[tuple[str, KioskError]]:
    """Every failure that a journey can meet."""
    yield "card lifted", CardLifted()
    yield "card unreadable", CardUnreadable("answer of 0x41 after 3 tries")
    yield "impossible number", BadIdNumber("check character")
    yield "no queue", NoQueue()
    yield "card expired", CardExpired("2026-03-11")
    yield "card not yet valid", CardNotYetValid("2026-03-13")
    for kind, codes in (("id_card", samv_words.FAULTS), ("ticket_printer", escpos_faults.FAULTS)):
        for code in (*codes, "internal", "code_of_a_later_driver"):
            yield f"{kind} {code}", DeviceFault(kind, code, Action.MAINTENANCE, "errno 5 on /dev/x")
    yield "device of a later version", DeviceFault("camera", "no_frame", Action.RESET)
    for code, status, retry in contract_codes():
        yield code, PlatformRefused(code, status, DETAIL, retry=retry)
    yield "refused without a word", PlatformRefused("code_of_a_later_platform", 409, "")
    yield "unavailable", PlatformUnavailable("ReadTimeout after 8 s at /kiosk/v1/sessions")


VIEWS = {name: fault_view(error) for name, error in errors()} | {"bug of ours": INTERNAL}
WITH_ANOTHER_WAY = {
    f"{name}, another way": fault_view(error, another_way=Text("回首页", "Back to the start"))
    for name, error in errors()
}
every_fault = pytest.mark.parametrize("view", [pytest.param(v, id=n) for n, v in VIEWS.items()])
every_fault_both_ways = pytest.mark.parametrize(
    "view", [pytest.param(v, id=n) for n, v in (VIEWS | WITH_ANOTHER_WAY).items()]
)


def said(view: View) -> Iterator[Text]:
    yield from (view.title, *view.lines)
    for choice in view.choices:
        yield from (text for text in (choice.label, choice.hint, choice.why_not) if text is not None)


def test_the_contract_was_read() -> None:
    assert len(contract_codes()) > 40


@every_fault_both_ways
def test_a_person_is_always_in_reach(view: Fault) -> None:
    enabled = [c.id for c in view.choices if c.enabled]
    assert {"staff", "cannot_be_done"} <= set(enabled)
    assert [c.id for c in view.choices] == ["retry", "another_way", "staff", "cannot_be_done"]


@every_fault_both_ways
def test_what_cannot_be_taken_keeps_its_place_and_says_why(view: Fault) -> None:
    for choice in view.choices:
        assert (choice.why_not is None) is choice.enabled
    primary = [c for c in view.choices if c.primary]
    assert len(primary) <= 1
    assert all(c.enabled for c in primary)


@every_fault
def test_titles_and_lines_are_short(view: Fault) -> None:
    assert 0 < len(view.title.zh) <= TITLE, view.title.zh
    assert view.lines, "it says what is safe and what next"
    for line in view.lines:
        assert 0 < len(line.zh) <= LINE, line.zh


@every_fault_both_ways
def test_words_are_plain_chinese_with_english(view: Fault) -> None:
    for text in said(view):
        assert not STIFF.search(text.zh), text.zh
        assert text.en, f"no English for {text.zh}"
        assert text.en.isascii()
        assert text.zh == text.zh.strip()


@every_fault_both_ways
def test_no_code_and_no_detail_reaches_a_citizen(view: Fault) -> None:
    for text in said(view):
        own = text.zh.replace(DETAIL, "")
        assert not re.search(r"[A-Za-z0-9_/]", own), own
        assert view.reason not in text.in_language("en")
        assert "_" not in text.in_language("en")


@every_fault
def test_the_reason_is_a_word_for_logs(view: Fault) -> None:
    assert re.fullmatch(r"[a-z0-9_]+", view.reason)


@pytest.mark.parametrize("kind", [CardExpired, CardNotYetValid, CardLifted, CardUnreadable, BadIdNumber])
def test_every_kind_of_card_trouble_is_told_apart(kind: type[CitizenError]) -> None:
    view = fault_view(kind(str(date(2026, 3, 11))))
    assert view.picture == "card"
    assert view.reason != "platform_unavailable"
    told_alike = [n for n, other in VIEWS.items() if other.title == view.title]
    assert len(told_alike) == 1


@pytest.mark.parametrize(("retry", "again"), [("never", False), ("later", True), ("after_correction", True)])
def test_trying_again_is_offered_only_where_it_can_help(retry: str, again: bool) -> None:
    view = fault_view(PlatformRefused("some_code", 409, DETAIL, retry=retry))
    assert {c.id: c.enabled for c in view.choices}["retry"] is again


def test_the_platforms_own_words_are_shown() -> None:
    view = fault_view(PlatformRefused("account_disabled", 403, DETAIL))
    assert [line.zh for line in view.lines] == [DETAIL]


@pytest.mark.parametrize(
    "view",
    [CannotBeDone(), CannotBeDone(window="9")]
    + [StaffCalled(called=how, at=NOW) for how in ("calling", "called", "failed")],
    ids=lambda view: view.title.zh,
)
def test_the_ways_to_a_person_speak_plainly_too(view: View) -> None:
    for text in said(view):
        assert not STIFF.search(text.zh)
        assert text.en
    assert len(view.title.zh) <= TITLE
    assert all(len(line.zh) <= LINE for line in view.lines)
    assert any(isinstance(c, Choice) and c.enabled for c in view.choices)


def test_staff_are_said_to_come_only_when_somebody_was_called() -> None:
    words = {
        how: "".join(t.zh for t in said(StaffCalled(called=how, at=NOW)))
        for how in ("calling", "called", "failed")
    }
    assert "已经叫人了" in words["called"]
    assert "已经" not in words["calling"] + words["failed"]
    assert "服务台" in words["failed"], "what to do instead"


@pytest.mark.parametrize("code", ["session_expired", "session_invalid"])
def test_a_session_that_ended_leads_to_a_new_sign_in_and_not_in_a_circle(code: str) -> None:
    async def story() -> None:
        person = Person()
        ended: PlatformError = PlatformRefused(code, 401, "请重新放卡。", retry="after_correction")
        person.platform.fail("bookings", ended)
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        fault = await person.sees(Fault)
        assert {c.id: c.enabled for c in fault.choices} == {
            "retry": False,
            "another_way": True,
            "staff": True,
            "cannot_be_done": True,
        }
        session = person.stage.now.session
        assert (session.signed_in, session.who, session.level) == (False, None, "L0")
        person.chooses("another_way")
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        await person.sees(ChooseBooking)
        assert len(person.platform.called("open_session")) == 2
        assert person.stage.now.session.signed_in

    virtually(story())
