"""查办理进度: three ways to a case, and how much of it each shows."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest

from kiosk.domain.page import Page
from kiosk.domain.proof import CodeKind, Scanned
from kiosk.domain.public_record import PublishedResult
from kiosk.errors import Action, DeviceFault, PlatformRefused, PlatformUnavailable
from kiosk.hardware.device import DeviceState, DeviceStatus
from kiosk.journeys.case_told import row
from kiosk.journeys.views import (
    CaseDetail,
    CaseList,
    EnterCaseNumber,
    Fault,
    Home,
    PresentCredential,
    PublishedResults,
    ScanCase,
    StaffCalled,
    TrackBy,
)
from kiosk.terminal_api.encode import plain
from tests.fakes import Person, a_card, a_case, a_summary, virtually

MINE, OTHERS = "990120260312000001", "990120260312000777"
PERSONAL = ("张", "示例", "990101", "钱经办", "S0001", "同意", "营业场所")
"""What stands in the case and names a person, a material, an officer or an opinion."""


async def at_entries(person: Person | None = None) -> Person:
    person = person or Person()
    person.platform.cases = person.platform.cases or {MINE: a_case(MINE)}
    person.platform.others = {OTHERS: a_case(OTHERS)}
    person.arrives()
    await person.sees(Home)
    person.chooses("track")
    await person.sees(TrackBy)
    return person


async def leaves(person: Person) -> None:
    person.chooses("end_session")
    await person.until(lambda: isinstance(person.stage.now.view, Home))
    await asyncio.sleep(1)  # wiped


async def asked(person: Person, times: int) -> None:
    await person.until(lambda: len(person.platform.called("case")) == times)


async def types(person: Person, number: str) -> None:
    if isinstance(person.stage.now.view, TrackBy):
        person.chooses("case_number")
    await person.sees(EnterCaseNumber)
    person.chooses("next", case_no=number)


async def with_card(person: Person) -> CaseList:
    person.chooses("id_card")
    await person.sees(PresentCredential)
    person.reader.lay(a_card())
    return await person.sees(CaseList)


@pytest.mark.req("PR-01", "PR-02", "PR-03")
def test_the_card_shows_all_cases_and_one_of_them_in_full() -> None:
    async def story() -> None:
        person = await at_entries()
        listed = await with_card(person)
        assert [row.id for row in listed.cases] == [MINE]
        person.chooses(MINE)
        view = await person.sees(CaseDetail)
        assert view.case_no == MINE
        told = view.full
        assert told is not None
        assert (told.review_code, told.receipt, told.acceptance_notice) == (
            "SH202603050001",
            "收件凭证",
            "受理通知书",
        )
        assert [one.name for one in told.materials] == ["营业场所照片"]
        assert told.submitted_at.day == 5
        [now] = [step for step in view.steps if step.status == "current"]
        assert (now.name, now.officer_name, now.officer_no) == ("审查", "钱经办", "S0001")
        assert [step.opinion for step in view.steps] == [None, "同意", None, None]
        assert (view.due, view.days, view.clock) == (date(2026, 3, 18), 4, "running")
        person.chooses("back")
        await person.sees(CaseList)
        person.chooses("back")
        await person.sees(TrackBy)

    virtually(story())


@pytest.mark.req("PR-01", "PR-05")
def test_a_number_alone_shows_state_and_steps_and_nothing_of_anybody() -> None:
    async def story() -> None:
        person = await at_entries()
        await types(person, MINE)
        view = await person.sees(CaseDetail)
        assert (view.state, view.full) == ("REVIEW", None)
        assert [(s.name, s.status) for s in view.steps] == [
            ("申请", "done"),
            ("受理", "done"),
            ("审查", "current"),
            ("办结", "pending"),
        ]
        sent = str([plain(view), *(plain(x) for x in (view.title, view.lines, view.speech, view.choices))])
        assert [word for word in (*PERSONAL, MINE) if word in sent] == []
        assert not [s for s in view.steps if s.started_at or s.officer_name or s.opinion]
        assert person.platform.called("case") == [(MINE, False, False)]

    virtually(story())


@pytest.mark.req("PR-01")
@pytest.mark.parametrize("at_once", [True, False])
def test_the_code_of_a_notice_finds_the_case(at_once: bool) -> None:
    async def story() -> None:
        person = await at_entries()
        person.platform.scanned = Scanned(CodeKind.CASE, case_no=MINE)
        if not at_once:
            person.chooses("scan")
            await person.sees(ScanCase)
        person.scanner.scan(f"CS{MINE}")
        assert (await person.sees(CaseDetail)).case_no == "9901****0001"
        assert person.platform.called("resolve_code") == [f"CS{MINE}"]

    virtually(story())


def test_a_code_that_is_the_bare_number_will_do() -> None:
    async def story() -> None:
        person = await at_entries()
        person.platform.fail("resolve_code", PlatformRefused("qr_unknown", 404, ""))
        person.scanner.scan(MINE)
        await person.sees(CaseDetail)

    virtually(story())


@pytest.mark.parametrize(
    "scanned", [Scanned(CodeKind.IDENTITY, "ve-1"), Scanned(CodeKind.CASE, case_no="X1")]
)
def test_a_code_of_something_else_says_so_and_another_can_be_scanned(scanned: Scanned) -> None:
    async def story() -> None:
        person = await at_entries()
        person.platform.scanned = scanned
        person.scanner.scan("SAMPLE")
        assert (await person.sees(Fault)).reason == "not_a_case"
        person.chooses("retry")
        await person.sees(ScanCase)
        person.platform.scanned = Scanned(CodeKind.PICKUP, case_no=MINE)
        person.scanner.scan("SAMPLE")
        await person.sees(CaseDetail)

    virtually(story())


@pytest.mark.req("PR-09")
@pytest.mark.parametrize(
    "number", ["A" * 12, "GD-2026.0001_x", "1" * 43, "z" * 50, "1 2 3 4 5 6 7 8 9 0 1 2"], ids=len
)
def test_a_number_is_taken_as_it_is(number: str) -> None:
    async def story() -> None:
        bare = number.replace(" ", "")
        person = Person()
        person.platform.cases = {bare: a_case(bare)}
        await at_entries(person)
        await types(person, number)
        await person.sees(CaseDetail)
        assert person.platform.called("case") == [(bare, False, False)]

    virtually(story())


@pytest.mark.req("PR-05")
def test_five_misses_close_the_door_for_whoever_comes_next_but_not_for_a_card() -> None:
    async def story() -> None:
        person = await at_entries()
        for number in range(5):
            await types(person, f"9901{number:08}")
            await asked(person, number + 1)
            assert (await person.sees(EnterCaseNumber)).error is not None
        await types(person, MINE)
        fault = await person.sees(Fault)
        assert fault.reason == "lookup_cooldown"
        assert "10 分钟" in fault.safe.zh
        assert len(person.platform.called("case")) == 5, "the platform is not asked any more"
        await leaves(person)
        await at_entries(person)
        await types(person, MINE)
        await person.sees(Fault)
        person.chooses("another_way")
        await person.sees(TrackBy)
        assert (await with_card(person)).cases
        person.chooses(MINE)
        await person.sees(CaseDetail)
        await leaves(person)
        person.now += timedelta(minutes=11)
        await at_entries(person)
        await types(person, MINE)
        await person.sees(CaseDetail)

    virtually(story())


@pytest.mark.req("PR-05")
def test_the_platforms_own_cool_down_is_kept_to() -> None:
    async def story() -> None:
        person = await at_entries()
        refused = PlatformRefused("lookup_cooldown", 429, "", retry="later", retry_after=120)
        person.platform.fail("case", refused)
        await types(person, MINE)
        assert "2 分钟" in (await person.sees(Fault)).safe.zh
        person.chooses("retry")
        await person.until(lambda: person.seen.count("fault") == 2)
        assert len(person.platform.called("case")) == 1

    virtually(story())


def test_misses_that_lie_apart_are_mistakes() -> None:
    async def story() -> None:
        person = await at_entries()
        for number in range(9):
            await types(person, f"9901{number:08}")
            await asked(person, number + 1)
            await person.sees(EnterCaseNumber)
            person.now += timedelta(minutes=3)
        await types(person, MINE)
        await person.sees(CaseDetail)

    virtually(story())


def test_what_can_be_no_number_is_said_without_asking() -> None:
    async def story() -> None:
        person = await at_entries()
        await types(person, "编号/../x")
        await person.until(lambda: getattr(person.stage.now.view, "error", None))
        assert person.platform.called("case") == []

    virtually(story())


@pytest.mark.req("PR-05")
def test_signing_in_opens_ones_own_case_and_nobody_elses() -> None:
    async def story() -> None:
        person = await at_entries()
        await types(person, OTHERS)
        view = await person.sees(CaseDetail)
        assert view.full is None
        person.chooses("more")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        await person.until(lambda: getattr(person.stage.now.view, "not_yours", False))
        view = await person.sees(CaseDetail)
        assert view.full is None
        assert any("不在您名下" in line.zh for line in view.lines)
        person.chooses("back")
        await person.sees(TrackBy)
        await types(person, MINE)
        assert (await person.sees(CaseDetail)).full is not None

    virtually(story())


def test_more_opens_ones_own() -> None:
    async def story() -> None:
        person = await at_entries()
        await types(person, MINE)
        await person.sees(CaseDetail)
        person.chooses("more")
        await person.sees(PresentCredential)
        person.reader.lay(a_card())
        await person.until(lambda: getattr(person.stage.now.view, "full", None))

    virtually(story())


def test_two_hundred_cases_and_more_are_all_there_what_needs_the_citizen_first() -> None:
    async def story() -> None:
        person = Person()
        states = ("REVIEW", "DELIVERED", "CORRECTION")
        person.platform.cases = {
            str(10**17 + n): a_case(str(10**17 + n), state=type(a_case().state)(states[n % 3]))
            for n in range(450)
        }
        await at_entries(person)
        listed = await with_card(person)
        assert len(listed.cases) == 450
        assert [row.group for row in listed.cases] == ["todo"] * 150 + ["open"] * 150 + ["done"] * 150
        assert not listed.more
        assert len(person.platform.called("my_cases")) == 3
        assert len(listed.speech.zh) < 200

    virtually(story())


def test_the_voice_names_nobody_and_reads_a_few() -> None:
    view = CaseList(
        who="张*例",
        acting_for="李*样",
        more=True,
        cases=tuple(row(a_summary(a_case(f"c-{n}", item_name=f"事项{n}"))) for n in range(9)),
    )
    assert "李" in str(view.lines)
    assert [word for word in ("张", "李", "事项7") if word in view.speech.zh] == []
    assert "事项0" in view.speech.zh
    assert "更早" in view.speech.zh


def test_no_cases_is_said() -> None:
    async def story() -> None:
        person = await at_entries()
        person.platform.cases = {}
        assert (await with_card(person)).title.zh == "没有查到办件"

    virtually(story())


@pytest.mark.req("PR-06")
def test_news_stand_on_home_until_they_were_seen() -> None:
    async def story() -> None:
        person = await at_entries()
        person.platform.citizen = replace(person.platform.citizen, updates=2)
        person.chooses("case_number")
        await person.sees(EnterCaseNumber)
        person.chooses("home")
        await person.sees(Home)
        assert track_hint(person) == "看看办到哪一步"
        person.platform.cases = {f"c-{n}": a_case(f"c-{n}") for n in range(3)}
        person.platform.unread = {"c-0", "c-1"}
        person.chooses("track")
        await person.sees(TrackBy)
        listed = await with_card(person)
        assert [row.unread for row in listed.cases] == [True, True, False]
        assert "2 件有新进展" in listed.lines[0].zh
        person.chooses("home")
        await person.sees(Home)
        assert track_hint(person) == "2 条新进展"
        person.platform.unread = set()
        person.chooses("track")
        await person.sees(TrackBy)
        person.chooses("id_card")
        await person.sees(CaseList)
        person.chooses("home")
        await person.sees(Home)
        assert track_hint(person) == "看看办到哪一步"

    virtually(story())


def track_hint(person: Person) -> str | None:
    choice = person.stage.now.view.choice("track")
    return choice.hint.zh if choice and choice.hint else None


# Faults


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PlatformUnavailable("down"), "platform_unavailable"),
        (PlatformRefused("upstream_timeout", 504, "", retry="later"), "upstream_timeout"),
        (PlatformRefused("level_too_low", 403, ""), "level_too_low"),
    ],
)
@pytest.mark.parametrize("call", ["my_cases", "case"])
def test_a_platform_that_does_not_answer_is_told_and_tried_again(
    error: Exception, reason: str, call: str
) -> None:
    async def story() -> None:
        person = await at_entries()
        person.platform.fail(call, error)
        if call == "my_cases":
            person.chooses("id_card")
            await person.sees(PresentCredential)
            person.reader.lay(a_card())
        else:
            await with_card(person)
            person.chooses(MINE)
        fault = await person.sees(Fault)
        assert fault.reason == reason
        assert fault.choice("staff")
        if fault.retry is None:
            person.chooses("another_way")
            await person.sees(TrackBy if call == "my_cases" else CaseList)
        else:
            person.chooses("retry")
            await person.sees(CaseList if call == "my_cases" else CaseDetail)

    virtually(story())


def test_a_case_that_is_not_theirs_any_more_leads_back_to_the_list() -> None:
    async def story() -> None:
        person = await at_entries()
        await with_card(person)
        person.platform.fail("case", PlatformRefused("not_owner", 403, ""))
        person.chooses(MINE)
        assert (await person.sees(Fault)).what.zh == "这件不在您名下"
        person.chooses("another_way")
        await person.sees(CaseList)

    virtually(story())


@pytest.mark.parametrize("call", ["case", "remind"])
def test_a_session_that_ended_in_the_middle_takes_the_case_from_the_screen(call: str) -> None:
    async def story() -> None:
        person = await at_entries()
        await with_card(person)
        person.platform.fail(call, PlatformRefused("session_expired", 401, ""))
        person.chooses(MINE)
        if call == "remind":
            await person.sees(CaseDetail)
            person.chooses("remind")
        assert (await person.sees(Fault)).reason == "session_expired"
        person.chooses("another_way")
        await person.until(lambda: isinstance(person.stage.now.view, PresentCredential | TrackBy))
        assert not person.stage.now.session.signed_in

    virtually(story())


def test_a_calendar_that_does_not_come_takes_only_the_count_of_days() -> None:
    async def story() -> None:
        person = await at_entries()
        person.platform.fail("calendar", PlatformUnavailable("down"))
        await types(person, MINE)
        view = await person.sees(CaseDetail)
        assert (view.due, view.days) == (date(2026, 3, 18), None)
        person.chooses("back")
        await person.sees(TrackBy)
        await types(person, MINE)
        assert (await person.sees(CaseDetail)).days == 4

    virtually(story())


def test_a_terminal_without_a_scanner_or_with_a_broken_one_says_so() -> None:
    async def story() -> None:
        person = Person()
        person.hall.code_scanner = None
        del person.devices.known["code_scanner"]
        await at_entries(person)
        scan = person.stage.now.view.choice("scan")
        assert scan is not None
        assert not scan.enabled
        person = Person()
        await at_entries(person)
        person.chooses("scan")
        await person.sees(ScanCase)
        person.devices.known["code_scanner"] = DeviceStatus(DeviceState.OFFLINE, action=Action.RESET)
        person.scanner.scan(DeviceFault("code_scanner", "no_answer", Action.RESET))
        await person.until(lambda: not getattr(person.stage.now.view, "scanner_ready", True))
        person.chooses("case_number")
        await person.sees(EnterCaseNumber)

    virtually(story())


def test_staff_and_the_standing_ways_lead_on_from_everywhere() -> None:
    async def story() -> None:
        person = await at_entries()
        person.chooses("staff")
        await person.sees(StaffCalled)
        person.chooses("continue")
        await person.sees(TrackBy)
        person.chooses("case_number")
        await person.sees(EnterCaseNumber)
        person.chooses("another_way")
        await person.sees(TrackBy)
        person.chooses("back")
        await person.sees(Home)

    virtually(story())


def test_whoever_walks_away_leaves_nothing() -> None:
    async def story() -> None:
        person = await at_entries()
        await with_card(person)
        person.chooses(MINE)
        await person.sees(CaseDetail)
        await person.until(lambda: isinstance(person.stage.now.view, Home))
        assert not person.stage.now.session.signed_in
        assert person.stage.journey_view.name() == "home"

    virtually(story())


# What everybody may read


def a_result(n: int, **changes: Any) -> PublishedResult:
    told = PublishedResult(
        f"9901****{n:04}", "食品经营许可（新办）", "张*例", "准予", date(2026, 3, n % 28 + 1)
    )
    return replace(told, **changes)


@pytest.mark.req("PR-07")
def test_published_results_are_masked_whatever_the_platform_sent() -> None:
    async def story() -> None:
        person = await at_entries()
        bare = a_result(2, applicant_masked="张示例", case_no_masked=MINE)
        company = a_result(3, applicant_masked="云溪示例科技有限公司")
        person.platform.published = {
            None: Page((a_result(1), bare, company), "n2"),
            "n2": Page((a_result(4),), None),
        }
        person.chooses("published")
        view = await person.sees(PublishedResults)
        assert [row.applicant for row in view.results] == ["张*例", "张*例", "云溪示例科技有限公司"]
        assert '示例"' not in str(asdict(view))
        assert view.results[1].case_no == "9901****0001"
        person.chooses("more")
        await person.until(lambda: len(getattr(person.stage.now.view, "results", ())) == 4)
        more = person.stage.now.view.choice("more")
        assert more is not None
        assert not more.enabled
        person.chooses("back")
        await person.sees(TrackBy)

    virtually(story())


def test_published_results_need_no_card_and_their_absence_is_said() -> None:
    async def story() -> None:
        person = await at_entries()
        person.platform.fail("published_results", PlatformUnavailable("down"))
        person.chooses("published")
        await person.sees(Fault)
        person.chooses("retry")
        assert (await person.sees(PublishedResults)).lines[0].zh == "现在没有公示的结果。"
        assert not person.stage.now.session.signed_in

    virtually(story())
