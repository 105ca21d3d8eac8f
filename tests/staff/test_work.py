"""What is done at the desk, and that each thing is written down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.words import Text
from kiosk.errors import CardLifted
from kiosk.hardware.consumables import Supply
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper
from kiosk.journeys.stage import ChoiceDisabled
from kiosk.journeys.views.staff import LogLine, StaffDevices, StaffLogs, StaffSupplies, StaffTold
from tests.fakes import ONLINE, a_card, virtually
from tests.journeys.people import a_social_security_card
from tests.staff.crew import Crew


def test_every_device_stands_there_with_one_word(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        crew.cabinet.known |= {
            "ticket_printer": replace(ONLINE, paper=Paper.LOW),
            "camera": DeviceStatus(DeviceState.NO_DEVICE, code="unplugged"),
        }
        view = await crew.signs_in()
        said = {one.kind: (one.state, one.word.zh) for one in view.devices}
        assert said["id_card"] == ("ok", "正常")
        assert said["ticket_printer"] == ("attention", "纸不多了")
        assert said["camera"] == ("fault", "没接上")
        assert (view.count("ok"), view.count("attention"), view.count("fault")) == (5, 1, 1)
        assert "214" in view.lines[0].zh

    virtually(story())


def test_a_test_runs_and_its_outcome_is_told_and_written_down(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.signs_in()
        crew.cabinet.outcomes["ticket_printer"] = replace(ONLINE, paper=Paper.OUT)
        crew.chooses("test:ticket_printer")
        await crew.until(lambda: crew.desk.findings)
        view = await crew.sees(StaffDevices)
        assert view.told is not None
        assert view.told.zh.startswith("小票打印机：没纸")
        assert crew.audit[-1] == ("1002", "device.test", "failed", "ticket_printer")

    virtually(story())


@pytest.mark.req("SC-05")
def test_testing_a_reader_reads_a_card_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.signs_in()
        crew.chooses("test:id_card")
        await crew.sees(StaffTold)
        crew.reader.lay(a_card())
        await crew.until(lambda: crew.stage.now.view.title.zh == "读到了")
        told = await crew.sees(StaffTold)
        said = [line.zh for line in told.detail]
        assert said[:3] == ["居民身份证", "张*例", "9901**********0010"]
        crew.chooses("ok")
        view = await crew.sees(StaffDevices)
        assert view.told is not None
        assert "读到了" in view.told.zh
        assert "张示例" not in repr(crew.desk) + repr(view) + repr(told)
        assert "张" not in repr(crew.desk.findings)
        assert crew.audit[-1] == ("1002", "device.test", "ok", "id_card")

    virtually(story())


@pytest.mark.parametrize(
    ("code", "kind"),
    [("https://示例.test/a?b=1", "网址，21"), ("20260312", "数字，8"), ("K03-示例", "文字，6")],
)
def test_a_scanned_code_is_told_by_kind_and_length(tmp_path: Path, code: str, kind: str) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        crew.cabinet.known |= {"code_scanner": ONLINE}
        await crew.signs_in()
        crew.chooses("test:code_scanner")
        await crew.sees(StaffTold)
        crew.scanner.scan(code)
        view = await crew.sees(StaffDevices)
        assert view.told is not None
        assert f"读到了：{kind} 个字符" in view.told.zh
        assert code not in repr(crew.desk) + repr(view)

    virtually(story())


def test_a_social_security_card_is_told_masked(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        crew.cabinet.known |= {"smart_card": ONLINE}
        await crew.signs_in()
        crew.chooses("test:smart_card")
        await crew.sees(StaffTold)
        crew.slot.insert(a_social_security_card())
        await crew.until(lambda: crew.stage.now.view.title.zh == "读到了")
        told = await crew.sees(StaffTold)
        assert [line.zh for line in told.detail][:3] == ["社保卡", "张*例", "9901**********0010"]
        crew.chooses("back")
        await crew.sees(StaffDevices)
        assert crew.desk.findings["smart_card"].ok

    virtually(story())


@pytest.mark.parametrize("how", ["lifted", "nothing", "given up"])
def test_a_reader_that_reads_nothing_has_failed_its_test(tmp_path: Path, how: str) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.signs_in()
        crew.chooses("test:id_card")
        await crew.sees(StaffTold)
        if how == "lifted":
            crew.reader.lay(CardLifted())
        if how == "given up":
            crew.chooses("ok")
        await crew.until(lambda: crew.desk.findings)
        assert not crew.desk.findings["id_card"].ok
        assert not crew.reader.reading, "the reader is free for the next citizen"

    virtually(story())


def test_all_tests_run_but_those_that_need_a_hand(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.signs_in()
        crew.chooses("test_all")
        await crew.until(lambda: len(crew.audit) >= 4)
        view = await crew.sees(StaffDevices)
        assert set(crew.cabinet.tests) == {"ticket_printer", "document_printer", "camera"}
        assert view.told == Text("4 项测完，都正常", "4 tests, all fine")

    virtually(story())


def test_a_refilled_roll_is_counted_anew(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.paper.use(Supply.SLIP_PAPER, 48_000)
        await crew.signs_in("1001")
        crew.chooses("supplies")
        view = await crew.sees(StaffSupplies)
        assert view.supplies[0].left.zh == "约剩 2 米"
        crew.chooses("slip_paper")
        await crew.sees(StaffDevices)
        assert crew.paper.stock(Supply.SLIP_PAPER).left == 50_000
        assert crew.audit[-1] == ("1001", "supplies.refill", "ok", "slip_paper")

    virtually(story())


def test_hall_staff_close_the_terminal_and_open_it_again(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        view = await crew.signs_in("1001")
        assert view.choice_of("close").label.zh == "暂停服务"
        crew.chooses("close")
        view = await crew.sees(StaffDevices)
        assert view.choice_of("close").label.zh == "恢复服务"
        crew.chooses("close")
        await crew.until(lambda: len(crew.signs) == 2)
        assert crew.signs[1] is None
        assert [entry[1] for entry in crew.audit[1:]] == ["terminal.close", "terminal.open"]

    virtually(story())


@pytest.mark.parametrize(
    ("number", "action"), [("1001", "logs"), ("1001", "test_all"), ("1004", "restart"), ("1004", "close")]
)
def test_what_a_role_may_not_do_is_greyed_and_refused(tmp_path: Path, number: str, action: str) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        view = await crew.signs_in(number)
        choice = view.choice_of(action)
        assert not choice.enabled
        assert choice.why_not is not None
        with pytest.raises(ChoiceDisabled):
            crew.chooses(action)

    virtually(story())


def test_restart_is_ordered_and_written_down(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        await crew.signs_in("1001")
        crew.chooses("restart")
        await crew.until(lambda: crew.restarts)
        assert crew.audit[-1] == ("1001", "terminal.restart", "ok", None)

    virtually(story())


def test_the_log_is_read_a_page_at_a_time(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Crew(tmp_path)
        crew.log = [LogLine(f"10:{i:02d}", "info", Text(f"第 {i} 条")) for i in range(30)]
        await crew.signs_in("1004")
        crew.chooses("logs")
        view = await crew.sees(StaffLogs)
        assert (view.page, view.pages, len(view.entries)) == (1, 3, 12)
        with pytest.raises(ChoiceDisabled):
            crew.chooses("newer")
        for _ in range(2):
            crew.chooses("older")
            view = await crew.sees(StaffLogs)
        assert (view.page, len(view.entries)) == (3, 6)
        crew.chooses("back")
        await crew.sees(StaffDevices)
        assert ("1004", "log.read", "ok", None) in crew.audit

    virtually(story())
