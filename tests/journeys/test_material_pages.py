"""Papers under the document scanner: page by page, with every way out, and nothing kept beyond the matter."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.words import Text
from kiosk.errors import Action, DeviceFault, PlatformRefused
from kiosk.hardware.document_scanner import Place, Reason
from kiosk.hardware.panel import Beep
from kiosk.journeys.guide_lights import sound
from kiosk.journeys.stage import ChoiceDisabled, StaleView, UnknownChoice, WentBack
from kiosk.journeys.view import Choice
from kiosk.journeys.views import Fault, Home, MaterialCapture, StaffCalled, StillThere
from kiosk.journeys.visit import CouldNotBeDone
from kiosk.terminal_api.encode import snapshot
from tests.fakes import FakeDocumentScanner, virtually
from tests.journeys.laying import LEASE, Laid

UNPLUGGED = DeviceFault("document_scanner", "unplugged", Action.MAINTENANCE)
SILENT = DeviceFault("document_scanner", "no_answer", Action.RESET)
GARBLED = DeviceFault("document_scanner", "garbled", Action.RESET)
ON_THE_RIGHT: Place = (0.6, 0.4, 0.2, 0.2)
ON_THE_LEFT: Place = (0.1, 0.4, 0.2, 0.2)


def images(pages: object) -> list[str]:
    assert isinstance(pages, tuple)
    return [page.image.reveal().decode().split(" .")[0] for page in pages]


def choice(view: MaterialCapture, name: str) -> Choice:
    found = view.choice(name)
    assert found is not None, name
    return found


def primary(view: MaterialCapture) -> str:
    [one] = [c.id for c in view.choices if c.primary]
    return one


def zh(*texts: Text) -> str:
    return " ".join(text.zh for text in texts)


@pytest.mark.req("MT-16")
def test_a_paper_is_taken_page_by_page() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        view = await person.lays()
        assert (view.title.zh, primary(view)) == ("请拍租房合同第 1 页", "capture")
        assert view.progress is not None
        assert view.progress.text.zh == "第 2 份材料，共 3 份"
        assert choice(view, "next").why_not == Text("先拍一页", "Scan a page first")
        view = await person.scans()
        assert (view.title.zh, primary(view)) == ("租房合同第 1 页拍好了", "next")
        person.chooses("add_page")
        view = await person.told(lambda view: view.at == 2)
        assert (view.title.zh, primary(view)) == ("请拍租房合同第 2 页", "capture")
        view = await person.scans()
        assert [row.state.zh for row in view.pages] == ["清楚", "清楚"]
        person.chooses("next")
        await person.sees(Home)
        assert images(person.ends[0]) == ["scan 1", "scan 2"]
        assert not person.tray.on

    virtually(story())


@pytest.mark.req("AP-08")
@pytest.mark.parametrize("reason", [r for r in Reason if r is not Reason.NO_PAGE])
def test_what_cannot_be_read_is_said_and_taken_again(reason: Reason) -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        view = await person.scans("capture", reason)
        assert view.pages[0].reasons == (reason.value,)
        assert (view.title.zh, primary(view)) == ("请重拍租房合同第 1 页", "retake")
        assert view.lines[0].zh.endswith("重拍，或先这样交。")
        view = await person.told(lambda view: view.seen == (reason.value,))
        assert view.hint is not None
        assert "。" not in view.hint.zh
        assert len(view.hint.zh) <= 14
        view = await person.scans("retake")
        assert (view.pages[0].clear, primary(view)) == (True, "next")
        person.chooses("next")
        await person.sees(Home)
        assert images(person.ends[0]) == ["scan 2"]

    virtually(story())


@pytest.mark.req("AP-08")
def test_the_citizen_decides_and_the_page_goes_with_what_is_wrong_with_it() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        view = await person.scans("capture", Reason.GLARE, Reason.BLURRED)
        assert choice(view, "next").label == Text("先这样交", "Submit as is")
        person.chooses("next")
        await person.sees(Home)
        pages = person.ends[0]
        assert isinstance(pages, tuple)
        assert [page.reasons for page in pages] == [(Reason.GLARE, Reason.BLURRED)]

    virtually(story())


@pytest.mark.req("AP-08")
def test_a_picture_without_a_page_is_no_page() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        view = await person.scans("capture", Reason.NO_PAGE)
        assert (view.pages, view.refused, primary(view)) == ((), "no_page", "capture")
        assert not choice(view, "next").enabled
        assert view.lines == (
            Text("没看到纸，这张没留。放好再拍。", "No page was seen. Lay it down and try again."),
        )
        await person.scans()
        view = await person.scans("retake", Reason.NO_PAGE, Reason.TOO_DARK)
        assert images(person.held) == ["scan 2"], "the page that was there stays"
        assert view.refused == "no_page"
        person.chooses("page-1")
        assert (await person.told(lambda view: view.refused is None)).title.zh == "租房合同第 1 页拍好了"

    virtually(story())


@pytest.mark.req("AP-08")
@pytest.mark.parametrize(
    ("glare", "hint"),
    [(ON_THE_RIGHT, "把纸往左挪一点"), (ON_THE_LEFT, "把纸往右挪一点"), (None, "有反光，把纸挪一点")],
)
def test_what_lies_there_is_judged_before_it_is_taken(glare: Place | None, hint: str) -> None:
    async def story() -> None:
        person = Laid(LEASE)
        view = await person.lays()
        assert view.hint == Text("看清楚了，可以拍", "Clear. Ready to scan.")
        assert [(c.fine, c.text.zh) for c in view.checks] == [
            (True, "四个角都在"),
            (True, "字看得清"),
            (True, "没有反光"),
        ]
        seq = person.stage.now.seq
        person.tray.lay(Reason.GLARE, glare=glare)
        view = await person.told(lambda view: bool(view.seen))
        assert view.hint is not None
        assert (view.hint.zh, view.spot) == (hint, glare)
        assert [c.text.zh for c in view.checks if not c.fine] == ["有反光"]
        assert person.stage.now.seq == seq, "still the same question: a press on its way counts"

    virtually(story())


@pytest.mark.parametrize(("page", "away"), [(0.0, "left"), (0.5, "right")])
def test_the_page_goes_away_from_what_shines_wherever_it_lies(page: float, away: str) -> None:
    async def story() -> None:
        person = Laid(LEASE)
        person.tray.corners = ((page, 0.1), (page + 0.5, 0.1), (page + 0.5, 0.9), (page, 0.9))
        await person.lays()
        person.tray.lay(Reason.GLARE, glare=(0.45, 0.4, 0.1, 0.1))
        assert (await person.told(lambda view: bool(view.seen))).away == away

    virtually(story())


def test_a_paper_that_trembles_changes_nothing_one_that_is_moved_does() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        person.tray.lay(Reason.GLARE, glare=ON_THE_LEFT)
        await person.told(lambda view: view.spot == ON_THE_LEFT)
        person.tray.glare = (0.12, 0.41, 0.2, 0.21)
        await asyncio.sleep(2)
        assert (await person.sees(MaterialCapture)).spot == ON_THE_LEFT
        person.tray.glare = ON_THE_RIGHT
        await person.told(lambda view: view.spot == ON_THE_RIGHT)

    virtually(story())


def test_what_flickers_is_not_said() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        for n in range(8):
            person.tray.lay(*((Reason.GLARE,) if n % 2 else (Reason.BLURRED,)))
            await asyncio.sleep(0.2)
            assert (await person.sees(MaterialCapture)).seen == ()

    virtually(story())


def test_pages_are_taken_again_added_and_removed_in_their_order() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        for _ in range(3):
            await person.scans()
        person.chooses("page-2")
        view = await person.told(lambda view: view.at == 2)
        assert choice(view, "retake").label.zh == "重拍第 2 页"
        view = await person.scans("retake", Reason.CUT_OFF)
        assert images(person.held) == ["scan 1", "scan 4", "scan 3"]
        assert [row.clear for row in view.pages] == [True, False, True]
        person.chooses("remove_last")
        view = await person.told(lambda view: len(view.pages) == 2)
        assert (view.at, choice(view, "remove_last").label.zh) == (2, "删掉第 2 页")
        person.chooses("remove_last")
        await person.told(lambda view: len(view.pages) == 1)
        person.chooses("remove_last")
        view = await person.told(lambda view: not view.pages)
        assert (view.at, primary(view), view.choice("remove_last")) == (1, "capture", None)

    virtually(story())


@pytest.mark.req("AP-09")
def test_there_is_no_place_for_more_than_the_guide_asks() -> None:
    async def story() -> None:
        person = Laid(replace(LEASE, most=2))
        view = await person.lays()
        ids = {"use_certificate", "capture", "retake", "next", "at_window"}
        assert {c.id for c in view.choices} == ids
        await person.scans()
        view = await person.scans()
        assert {c.id for c in view.choices} == ids | {"page-1", "page-2", "add_page", "remove_last"}
        for name in ("capture", "add_page"):
            assert choice(view, name).why_not == Text("最多 2 页", "At most 2 pages")
            with pytest.raises(ChoiceDisabled):
                person.chooses(name)
        with pytest.raises(UnknownChoice):
            person.chooses("page-3")
        assert [f.id for f in view.fields] == []

    virtually(story())


@pytest.mark.req("AP-09")
def test_a_material_of_one_page_has_one_place() -> None:
    async def story() -> None:
        person = Laid(replace(LEASE, most=1))
        view = await person.lays()
        assert (view.title.zh, view.choice("add_page")) == ("请拍租房合同", None)
        view = await person.scans()
        assert choice(view, "capture").why_not == Text("这份只要一页", "One page is enough")
        assert (view.lines, primary(view)) == ((Text("拍好了，点“下一步”。", "It is done. Go on."),), "next")

    virtually(story())


@pytest.mark.req("MT-06")
def test_an_electronic_certificate_comes_first() -> None:
    async def story() -> None:
        person = Laid(replace(LEASE, certificate="不动产权证书"), LEASE)
        view = await person.lays()
        first = view.choices[0]
        assert (first.id, first.enabled) == ("use_certificate", True)
        assert first.hint == Text("用《不动产权证书》，不用拍")
        person.chooses("use_certificate")
        view = await person.told(lambda view: view.certificate is None)
        assert not choice(view, "use_certificate").enabled
        assert person.ends == ["use_certificate"]

    virtually(story())


def test_what_may_be_left_out_can_be_left_out_and_a_window_takes_everything() -> None:
    async def story() -> None:
        person = Laid(replace(LEASE, optional=True), LEASE)
        await person.lays()
        person.chooses("skip")
        view = await person.told(lambda view: not view.optional)
        assert view.choice("skip") is None
        person.chooses("at_window")
        await person.sees(Home)
        assert person.ends == ["skip", "at_window"]

    virtually(story())


def test_the_guides_own_words_are_there_before_the_first_page() -> None:
    async def story() -> None:
        person = Laid(replace(LEASE, name="房屋租赁登记备案证明", notes="每页都要签字。"))
        view = await person.lays()
        assert (view.title.zh, zh(*view.lines)) == (
            "请拍第 1 页",
            "房屋租赁登记备案证明 填报须知：每页都要签字。",
        )
        view = await person.scans()
        assert "填报须知" not in zh(*view.lines)

    virtually(story())


def test_going_back_loses_nothing_leaving_the_matter_everything() -> None:
    async def story() -> None:
        person = Laid(LEASE, LEASE, replace(LEASE, item="X2"))
        await person.lays()
        await person.scans()
        await person.scans()
        person.chooses("back")
        await person.told(lambda _view: len(person.ends) == 1)
        view = await person.told(lambda view: view.seen is not None)
        assert person.ends == [WentBack]
        assert (len(view.pages), view.at) == (2, 2)
        person.chooses("next")
        view = await person.told(lambda _view: len(person.ends) == 2)
        assert view.pages == (), "the same number, but of another matter"
        person.chooses("home")
        await person.sees(Home)
        assert person.visit is not None
        assert person.visit.scanned == {}

    virtually(story())


@pytest.mark.parametrize("leaving", ["end_session", "home", "idle", "stopped"])
@pytest.mark.parametrize("when", ["looking", "taking", "opening"])
def test_whoever_leaves_takes_everything_along(leaving: str, when: str) -> None:
    async def story() -> None:
        person = Laid(LEASE)
        visiting = person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await person.sees(MaterialCapture)
        if when != "opening":
            await person.told(lambda view: view.seen is not None)
            await person.scans()
        if when == "taking":
            person.tray.held.clear()
            person.chooses("retake")
            await person.told(lambda view: view.busy)
        await _leave(person, leaving, visiting)
        assert not person.tray.on
        assert person.hall.on_tray is None
        assert person.visit is None or person.visit.scanned == {}

    virtually(story())


async def _leave(person: Laid, leaving: str, visiting: asyncio.Task[None]) -> None:
    match leaving:
        case "home":
            person.chooses("home")
            await person.sees(Home)
        case "stopped":
            visiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await visiting
        case "idle":
            await person.sees(StillThere)
            await visiting
        case _:
            person.chooses("end_session")
            await visiting


def test_with_the_session_goes_what_was_scanned_in_it() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        await person.scans()
        assert person.visit is not None
        person.visit.note(PlatformRefused("session_expired", 401, ""))
        assert person.held == ()

    virtually(story())


def test_pressed_twice_takes_one_page() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        seq = person.stage.now.seq
        person.stage.answer(seq, "capture")
        with pytest.raises(StaleView):
            person.stage.answer(seq, "capture")
        view = await person.told(lambda view: view.busy)
        assert [c.id for c in view.choices if c.enabled] == []
        with pytest.raises(ChoiceDisabled):
            person.chooses("capture")
        with pytest.raises(StaleView):
            person.stage.answer(seq, "capture")
        view = await person.told(lambda view: not view.busy)
        assert (len(view.pages), person.tray.scans) == (1, 1)

    virtually(story())


def test_a_slow_scan_can_be_stopped_and_nothing_of_it_stays() -> None:
    async def story() -> None:
        person = Laid(LEASE, LEASE)
        await person.lays()
        person.tray.held.clear()
        person.chooses("capture")
        view = await person.told(lambda view: view.busy)
        assert view.hint == Text("正在拍，先别动", "Taking it. Hold still.")
        person.chooses("back")
        await person.told(lambda view: not view.busy)
        assert person.ends == [WentBack]
        assert person.held == ()

    virtually(story())


@pytest.mark.parametrize("code", ["port_missing", "no_answer", "port_denied"])
def test_a_scanner_that_does_not_open_says_so_and_opens_again(code: str) -> None:
    async def story() -> None:
        person = Laid(LEASE)
        person.tray.starts_with.append(DeviceFault("document_scanner", code, Action.MAINTENANCE))
        person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        fault = await person.sees(Fault)
        assert (fault.reason, fault.what.zh) == (f"document_scanner_{code}", "高拍仪用不了")
        assert person.devices.looked_again == ["document_scanner"]
        person.chooses("retry")
        view = await person.told(lambda view: view.seen == ())
        assert view.pages == ()

    virtually(story())


@pytest.mark.parametrize("fault", [UNPLUGGED, SILENT, GARBLED])
def test_a_fault_in_mid_scan_keeps_the_pages_taken(fault: DeviceFault) -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        await person.scans()
        person.tray.held.clear()
        person.chooses("retake")
        await person.told(lambda view: view.busy)
        person.tray.lies = fault
        person.tray.held.set()
        await person.sees(Fault)
        assert not person.tray.on
        person.tray.lay()
        person.chooses("retry")
        view = await person.told(lambda view: view.seen == ())
        assert (len(view.pages), images(person.held)) == (1, ["scan 1"])
        person.chooses("next")
        await person.sees(Home)

    virtually(story())


def test_a_fault_while_it_looks_leads_to_a_person_and_back() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        person.tray.lies = UNPLUGGED
        await person.sees(Fault)
        person.chooses("staff")
        await person.sees(StaffCalled)
        person.chooses("back")
        await person.sees(Fault)
        person.tray.lay()
        person.chooses("retry")
        await person.told(lambda view: view.seen == ())

    virtually(story())


def test_nothing_is_seen_while_something_else_lies_over_it() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        await person.scans()
        person.chooses("help")
        await person.sees(StaffCalled)
        await person.until(lambda: not person.tray.on)
        assert person.hall.on_tray is None
        person.chooses("back")
        await person.sees(MaterialCapture)
        await person.until(lambda: person.hall.on_tray)
        assert person.tray.on
        assert len(person.held) == 1
        await person.sees(StillThere)
        await person.until(lambda: not person.tray.on)
        person.chooses("more_time")
        await person.sees(MaterialCapture)
        assert (await person.scans("retake", Reason.GLARE)).pages[0].reasons == ("glare",)

    virtually(story())


def test_without_a_scanner_the_window_takes_it() -> None:
    async def story() -> None:
        person = Laid(LEASE, LEASE)
        await person.lays()
        person.tray.lies = UNPLUGGED
        fault = await person.sees(Fault)
        assert fault.another_way == Text("到窗口交", "Hand it in at a window")
        person.chooses("another_way")
        await person.until(lambda: person.ends)
        assert person.ends == ["at_window"]
        await person.sees(Fault)
        person.chooses("cannot_be_done")
        await person.until(lambda: len(person.ends) == 2)
        assert person.ends[1] is CouldNotBeDone

    virtually(story())


@pytest.mark.parametrize(
    ("changes", "scanned", "way"),
    [
        ({}, True, "next"),
        ({}, True, "at_window"),
        ({"certificate": "不动产权证书"}, False, "use_certificate"),
        ({"optional": True}, False, "skip"),
        ({"optional": True}, False, "at_window"),
    ],
)
def test_without_a_scanner_every_other_way_is_open(
    changes: dict[str, Any],
    scanned: bool,
    way: str,
) -> None:
    async def story() -> None:
        person = Laid(replace(LEASE, **changes))
        await person.lays()
        if scanned:
            await person.scans("capture", Reason.GLARE)
        person.tray.lies = UNPLUGGED
        assert (await person.sees(Fault)).another_way == Text("换个方式", "Use another way")
        person.chooses("another_way")
        view = await person.told(lambda view: view.resting)
        assert not person.tray.on
        assert (view.hint, view.checks) == (None, ())
        assert primary(view) == ("next" if scanned else "capture")
        assert not choice(view, "retake").enabled
        person.chooses(way)
        await person.sees(Home)
        assert len(person.ends) == 1
        assert (way if isinstance(person.ends[0], str) else "next") == way

    virtually(story())


def test_a_scanner_given_up_can_be_tried_again() -> None:
    async def story() -> None:
        person = Laid(replace(LEASE, optional=True))
        await person.lays()
        person.tray.lies = SILENT
        await person.sees(Fault)
        person.chooses("another_way")
        await person.told(lambda view: view.resting)
        person.chooses("capture")
        await person.sees(Fault)
        person.tray.lay()
        person.chooses("another_way")
        await person.told(lambda view: view.resting)
        person.chooses("capture")
        view = await person.told(lambda view: view.seen == ())
        assert (view.resting, view.pages, person.tray.scans) == (False, (), 0)

    virtually(story())


def test_a_page_too_large_for_the_platform_is_not_kept() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        person.hall.upload_most = person.tray.weight = 2000
        assert (await person.scans()).refused is None
        person.tray.weight += 1
        view = await person.scans()
        assert (view.refused, len(view.pages)) == ("too_large", 1)
        assert view.lines[-1].zh == "这一页文件太大，没留。请到窗口交。"

    virtually(story())


def test_pages_too_large_together_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.journeys.material_pages.MOST_BYTES", 2500)

    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        await person.scans()
        await person.scans()
        view = await person.scans()
        assert (view.refused, len(view.pages), primary(view)) == ("too_much", 2, "capture")
        assert choice(view, "next").enabled
        person.chooses("page-2")
        await person.told(lambda view: view.at == 2)
        assert (await person.scans("retake")).refused is None, "what is replaced does not count"

    virtually(story())


def test_the_terminal_api_is_told_of_pages_but_given_none() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        await person.lays()
        await person.scans("capture", Reason.BLURRED)
        told = snapshot(person.stage.now, at=0)
        assert told["view"] == "material_capture"
        assert told["data"]["pages"] == [{"number": 1, "reasons": ["blurred"]}]
        assert "scan 1" not in str(told)
        assert person.hall.on_tray is not None, "the screen shows what lies there"
        assert person.hall.on_tray.number > 0

    virtually(story())


def test_it_sounds_well_or_not() -> None:
    async def story() -> None:
        person = Laid(LEASE)
        heard: list[Beep | None] = []
        before = [person.stage.now.view]

        def hear(now: Any) -> None:
            heard.append(sound(before[0], now.view))
            before[0] = now.view

        person.stage.listen(hear)
        await person.lays()
        for reasons, beep in (((), Beep.OK), ((Reason.GLARE,), Beep.WRONG), ((Reason.NO_PAGE,), Beep.WRONG)):
            heard.clear()
            await person.scans("capture", *reasons)
            assert [one for one in heard if one] == [beep]

    virtually(story())


def test_the_fake_sees_nothing_unasked() -> None:
    async def story() -> None:
        with pytest.raises(AssertionError):
            await FakeDocumentScanner().scan()

    virtually(story())
