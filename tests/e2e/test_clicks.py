"""The whole terminal by real clicks on its real window: real wires, a real platform, nothing replaced."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
import pytest

from simulator.demo import display
from simulator.demo.box import Box, opened
from simulator.demo.finger import Drawn, Finger
from simulator.demo.play import Album, check_in
from simulator.demo.programs import ROOT
from simulator.demo.trouble import CannotShow
from simulator.platform.otp import CODE

pytestmark = pytest.mark.xdist_group("display")

WHO = "张*例"
BOOKED = "社会保障卡补换领申请"
CONFIG = (ROOT / "config" / "kiosk.toml").read_text("utf-8")


@dataclass
class Hall:
    box: Box
    finger: Finger
    config: Path
    pid: int

    def dock(self, path: str, **asked: object) -> None:
        httpx.post(f"{self.box.dock.url}/api/{path}", json=asked, trust_env=False).raise_for_status()

    def numbers(self) -> list[str]:
        return [ticket["ticket_no"] for ticket in self.box.dock.platform.tickets()]

    def types(self, keys: str, *, on: str) -> None:
        """One key after another."""
        for one in keys:
            self.finger.press(f"local:key:{one}", on=on)

    def signs(self) -> None:
        """A zigzag on the pad; once more if the screen had only just come up."""
        for _ in range(3):
            self.finger.sweep([(300 + 40 * n, 1200 + 60 * (n % 2)) for n in range(12)])
            with suppress(CannotShow):
                self.finger.until(lambda drawn: "submit" in drawn.targets, "a signature", within=3)
                return

    def take_a_number(self, area: str) -> str:
        """Without a card, to the screen that shows the number."""
        self.finger.wake()
        self.finger.press("check_in", on="home")
        self.finger.press("walk_in", on="present_credential")
        self.finger.press(area, on="choose_area")
        self.finger.screen("ticket_issued")
        return self.numbers()[-1]

    def sign_in(self, card: str) -> Drawn:
        """With a card, to the bookings."""
        self.finger.wake()
        self.finger.press("check_in", on="home")
        self.finger.screen("present_credential")
        self.dock("reader/lay", card=card)
        return self.finger.screen("choose_booking")


OpenHall = Callable[..., AbstractContextManager[Hall]]


@contextmanager
def hall_on(screen: str, folder: Path, *, idle_seconds: int = 120, grace_seconds: int = 20) -> Iterator[Hall]:
    with opened(folder) as box:
        config = folder / "kiosk.toml"
        config.write_text(
            CONFIG.replace("out/demo", str(folder))
            .replace("http://127.0.0.1:8801", box.platform_url)
            .replace("idle_seconds = 120", f"idle_seconds = {idle_seconds}")
            .replace("grace_seconds = 20", f"grace_seconds = {grace_seconds}"),
            "utf-8",
        )
        box.activate(config)
        window = f"{display.WIDTH}x{display.HEIGHT}"
        with box.terminal(config, window, display=screen) as terminal:
            yield Hall(box, Finger(terminal, box.touch_map, screen), config, terminal.pid)


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with display.own_screen(tmp_path_factory.mktemp("screen") / "xvfb.out") as name:
        yield name


@pytest.fixture
def hall(screen: str, tmp_path: Path) -> OpenHall:
    return partial(hall_on, screen, tmp_path)


@pytest.mark.req("BK-05", "BK-06")
def test_a_card_a_booking_a_slip(hall: OpenHall) -> None:
    with hall() as here:
        drawn = here.sign_in("two_bookings")
        assert drawn.says(WHO)
        here.dock("reader/lift")
        here.finger.press(min(name for name in drawn.targets if name.startswith("bk-")))
        shown = here.finger.screen("ticket_issued")
        (number,) = here.numbers()
        assert number in shown.words
        assert shown.says("小票打好了")
        (slip,) = here.box.printer.wait_for_slips(1)
        assert slip.cut
        assert number in slip.lines
        assert "预约优先" in slip.lines
        assert not any("示例" in line and "张" in line for line in slip.lines)
        here.finger.press("done")
        over = here.finger.screen("home", "attract")
        assert not over.says(WHO)


def test_a_number_without_a_card(hall: OpenHall) -> None:
    with hall() as here:
        number = here.take_a_number("B")
        here.finger.until(lambda drawn: number in drawn.words, number)
        (slip,) = here.box.printer.wait_for_slips(1)
        assert slip.cut
        assert number in slip.lines
        assert number.startswith("B")
        (ticket,) = here.box.dock.platform.tickets()
        assert (ticket["source"], ticket["booking_id"]) == ("walk_in", None)


@pytest.mark.req("SC-07")
def test_another_name_of_the_hall_is_on_the_screen_without_a_restart(hall: OpenHall) -> None:
    with hall() as here:
        here.finger.wake()
        here.finger.screen("home")
        new = here.config.read_text("utf-8").replace("云溪区政务服务大厅", "云溪区便民服务中心")
        here.config.write_text(new, "utf-8")
        os.kill(here.pid, signal.SIGHUP)
        here.finger.until(lambda drawn: drawn.says("云溪区便民服务中心"), "the new name")
        here.finger.press("check_in", on="home")
        here.finger.press("walk_in", on="present_credential")
        here.finger.press("A", on="choose_area")
        (slip,) = here.box.printer.wait_for_slips(1)
        assert "云溪区便民服务中心" in "".join(slip.lines)


@pytest.mark.req("CH-02", "CT-15")
def test_a_guide_is_found_by_its_name_in_pinyin_and_its_list_comes_as_a_slip(hall: OpenHall) -> None:
    with hall() as here:
        here.finger.wake()
        here.finger.press("guides", on="home")
        here.finger.press("local:type:yes", on="guide_search")
        for key in "sfz":
            here.finger.press(f"local:key:{key}", on="guide_search")
        here.finger.until(lambda drawn: "s f z" in drawn.words, "what was typed")
        here.finger.press("local:word:0", on="guide_search")
        here.finger.until(lambda drawn: "身份证" in drawn.words, "what was chosen")
        here.finger.press("search", on="guide_search")
        found = here.finger.until(lambda drawn: drawn.says("找到"), "what was found")
        assert found.says("身份证")
        here.finger.press(min(name for name in found.targets if name.startswith("1199")))
        here.finger.screen("guide_detail")
        here.finger.press("local:tab:bring", on="guide_detail")
        here.finger.until(lambda drawn: drawn.says("去哪弄"), "where one gets each material")
        here.finger.press("print", on="guide_detail")
        here.finger.press("checklist_slip", on="guide_prints")
        here.finger.screen("guide_printed")
        (slip,) = here.box.printer.wait_for_slips(1)
        assert slip.cut
        assert any("材料清单" in line for line in slip.lines)


def test_no_paper_is_said_and_the_slip_comes_when_there_is_some(hall: OpenHall) -> None:
    with hall() as here:
        here.dock("printer/paper", state="out")
        here.finger.until(lambda drawn: drawn.says("没纸了"), "the notice that there is no paper")
        number = here.take_a_number("A")
        shown = here.finger.until(lambda drawn: drawn.says(number), number)
        assert shown.says("没打出来")
        assert here.box.printer.slips == []
        here.dock("printer/paper", state="full")
        here.finger.until(lambda drawn: not drawn.says("没纸"), "the notice to go")
        here.finger.press("reprint", on="ticket_issued")
        (slip,) = here.box.printer.wait_for_slips(1)
        assert "补打 第 1 次" in slip.lines
        assert number in slip.lines
        assert slip.cut
        assert here.numbers() == [number]
        here.finger.until(lambda drawn: drawn.says("小票打好了"), "that it is printed")


@pytest.mark.req("SC-09")
def test_who_walks_away_leaves_nothing(hall: OpenHall) -> None:
    with hall(idle_seconds=10, grace_seconds=5) as here:
        bookings = here.sign_in("two_bookings")
        assert bookings.says(WHO)
        assert bookings.says(BOOKED)
        asked = here.finger.screen("still_there", within=40)
        assert not asked.says(BOOKED)
        over = here.finger.screen("attract", within=40)
        assert not over.says(WHO)
        assert here.numbers() == []


def test_a_played_check_in_without_a_slip_is_no_success(hall: OpenHall, screen: str, tmp_path: Path) -> None:
    with hall() as here:
        here.dock("printer/paper", state="out")
        with pytest.raises(CannotShow, match="no slip came"):
            check_in(here.box, here.finger, Album(screen, tmp_path, lambda _: None, pause=0))


@pytest.mark.req("AP-02", "RS-03")
def test_an_application_is_written_in_chinese_signed_and_handed_in(hall: OpenHall) -> None:
    with hall() as here:
        finger = here.finger
        finger.wake()
        finger.press("apply", on="home")
        finger.press("local:type:yes", on="guide_search")
        here.types("sfz", on="guide_search")
        finger.press("local:word:0", on="guide_search")
        finger.until(lambda drawn: "身份证" in drawn.words, "what was chosen")
        finger.press("search", on="guide_search")
        found = finger.until(lambda drawn: drawn.says("有效期满换领"), "what was found")
        finger.press(min(name for name in found.targets if name.startswith("1199")))
        finger.press("apply", on="guide_detail")
        finger.press("none", on="not_here_if")
        finger.screen("present_credential")
        here.dock("reader/lay", card="two_bookings")
        finger.screen("enter_code")
        here.types(CODE, on="enter_code")
        finger.press("next", on="enter_code")
        finger.press("bank_card", on="choose_factor")
        here.types("9900000000000000001", on="enter_factor")
        finger.press("next", on="enter_factor")
        finger.press("agree", on="share_data")
        finger.until(lambda drawn: drawn.says("怎么联系您"), "the phone's page")
        here.types("13800000001", on="form_page")
        finger.press("next", on="form_page")
        finger.press("post", on="choose_delivery")
        finger.until(lambda drawn: drawn.says("寄到哪里"), "the address page")
        finger.press("local:pick:990101", on="form_page")
        finger.press("local:focus:address", on="form_page")
        for sounds in ("taoyuanlu", "xingfuli"):
            here.types(sounds, on="form_page")
            finger.press("local:word:0", on="form_page")
        finger.press("next", on="form_page")
        shown = finger.screen("confirm_submission")
        assert shown.says("寄到")
        assert "submit" not in shown.targets, "first the signature"
        here.signs()
        finger.press("submit", on="confirm_submission")
        handed = finger.screen("submission_result")
        assert handed.says("交上去了，还没受理")
        finger.press("print", on="submission_result")
        (slip,) = here.box.printer.wait_for_slips(1)
        assert any("还没受理" in line for line in slip.lines)
        assert not any("桃源" in line or "张" in line for line in slip.lines)
