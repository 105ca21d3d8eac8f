"""What people found by hand, kept for later days and for the console."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from kiosk.domain.words import Text
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.hearing import Heard, Sound
from kiosk.journeys.stage import ChoiceDisabled
from kiosk.journeys.views import Home
from kiosk.journeys.views.hearing import StaffHeard
from kiosk.journeys.views.staff import StaffDevices
from kiosk.staff.desk import Finding
from kiosk.staff.findings import NAME, Findings
from kiosk.staff.hatch.orders import Clerk
from kiosk.staff.hatch.words import Hear, Try
from kiosk.staff.readiness import by_hand
from kiosk.staff.roles import Role
from tests.fakes import NOW, ONLINE, PAPER_OUT, virtually
from tests.staff.console import Site
from tests.staff.crew import NUMBERS, Crew

NUMBER_OF = {role: number for number, role in NUMBERS.items()}
DEAD = Finding(False, (Text("144 格里 3 格没反应", "3 of 144 zones dead"), Text("4 行 6 列")), NOW, "1002")
PLAYED = replace(ONLINE, sound=Sound(Heard.BOTH_SIDES, -14.0, -20.0))


def test_a_finding_outlives_the_terminal_and_the_last_one_counts(tmp_path: Path) -> None:
    findings = Findings(tmp_path / "state")
    assert findings.read() == {}
    findings.write("touch", replace(DEAD, ok=True))
    findings.write("speaker", DEAD)
    findings.write("touch", DEAD)
    assert Findings(tmp_path / "state").read() == {"touch": DEAD, "speaker": DEAD}
    assert (tmp_path / "state" / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"touch":{}}', b"\xff\xfe", b'{"touch":{"ok":1}}'])
def test_a_broken_file_is_said_and_begun_anew(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / NAME).write_bytes(broken)
    with capture_logs() as logged:
        assert Findings(tmp_path).read() == {}
    assert [one["event"] for one in logged] == ["findings.unreadable"]
    Findings(tmp_path).write("touch", DEAD)
    assert Findings(tmp_path).read() == {"touch": DEAD}


def test_a_disk_that_takes_nothing_is_logged_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with capture_logs() as logged:
        Findings(tmp_path / "file").write("touch", DEAD)
    assert logged[-1]["event"] == "findings.not_kept"


def test_what_was_found_today_has_its_hour_and_what_earlier_its_day() -> None:
    [today] = by_hand({"touch": DEAD}, NOW.date())
    assert (today.state, today.says) == ("warn", "10:24 3 of 144 zones dead; 4 行 6 列 (1002)")
    [later] = by_hand({"touch": DEAD}, (NOW + timedelta(days=3)).date())
    assert later.says_zh == "03-12 10:24 144 格里 3 格没反应；4 行 6 列（1002）"


@pytest.mark.req("OP-01")
def test_the_consoles_report_tells_what_was_found_at_the_screen(site: Site) -> None:
    Findings(site.state).write("touch", DEAD)
    report = json.loads(site.does("report", "--json").stdout)
    [found] = report["sections"]["by hand"]
    assert (found["name"], found["state"]) == ("touch", "warn")
    assert "3 of 144 zones dead" in found["says"]
    assert "(1002)" in found["says"]
    assert "BY HAND" in site.does("report").stdout


class Listening(Crew):
    """A desk with a loudspeaker, and its findings in a file."""

    def __init__(self, folder: Path, outcome: DeviceStatus = PLAYED) -> None:
        super().__init__(folder)
        self.cabinet.known = {"speaker": replace(outcome, sound=None), "ticket_printer": PAPER_OUT}
        self.cabinet.outcomes["speaker"] = outcome
        self.kept: dict[str, Finding] = {}

        async def keep(kind: str, finding: Finding) -> None:
            self.kept[kind] = finding

        self.desk.keep = keep

    @property
    def deeds(self) -> list[tuple[str, str | None]]:
        return [(result, thing) for _, action, result, thing in self.audit if action == "device.test"]


@pytest.mark.req("OP-01", "SC-06")
@pytest.mark.parametrize(("choice", "ok"), [("heard", True), ("not_heard", False)])
def test_an_ear_has_the_last_word_on_the_loudspeaker(tmp_path: Path, choice: str, *, ok: bool) -> None:
    async def story() -> None:
        crew = Listening(tmp_path)
        await crew.signs_in()
        crew.chooses("test:speaker")
        asked = await crew.sees(StaffHeard)
        assert asked.measured.zh.startswith("左右都听到（-14 dB）")
        crew.chooses("again")
        await crew.until(lambda: len(crew.cabinet.tests) == 2)
        await crew.sees(StaffHeard)
        crew.chooses(choice)
        desk = await crew.sees(StaffDevices)
        assert crew.deeds == [("ok" if ok else "failed", "speaker")]
        finding = crew.kept["speaker"]
        assert (finding.ok, finding.who) == (ok, "1002")
        assert finding.facts[0].zh == ("人听到了" if ok else "人没听到")
        assert desk.told is not None
        assert desk.told.zh.startswith(f"扬声器：{finding.facts[0].zh}；左右都听到")
        [card] = [one for one in desk.devices if one.kind == "speaker"]
        assert finding.facts[0] in card.facts

    virtually(story())


def test_a_loudspeaker_that_is_gone_is_not_asked_about(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Listening(tmp_path)
        crew.cabinet.known["speaker"] = crew.cabinet.outcomes["speaker"] = PAPER_OUT
        await crew.signs_in()
        crew.chooses("test:speaker")
        await crew.until(lambda: bool(crew.deeds))
        assert crew.deeds == [("failed", "speaker")]

    virtually(story())


def test_going_back_leaves_what_was_measured_and_all_tests_ask_nobody(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Listening(tmp_path, replace(ONLINE, sound=Sound(Heard.LEFT_ONLY, -20.0, -30.0)))
        await crew.signs_in()
        crew.chooses("test:speaker")
        await crew.sees(StaffHeard)
        crew.chooses("back")
        await crew.until(lambda: bool(crew.deeds))
        assert crew.deeds == [("failed", "speaker")]
        assert crew.kept["speaker"].facts[0].zh.startswith("右边没声音，请查接线（-20 dB）")
        crew.chooses("test_all")
        await crew.until(lambda: crew.deeds.count(("failed", "speaker")) == 2)

    virtually(story())


@pytest.mark.req("SC-01")
@pytest.mark.parametrize("role", [Role.HALL_STAFF, Role.AUDITOR])
def test_who_may_not_test_may_not_play(tmp_path: Path, role: Role) -> None:
    async def story() -> None:
        crew = Listening(tmp_path)
        await crew.signs_in(NUMBER_OF[role])
        with pytest.raises(ChoiceDisabled):
            crew.chooses("test:speaker")
        assert crew.cabinet.tests == []

    virtually(story())


def test_a_console_says_what_it_heard_of_the_running_terminals_test(tmp_path: Path) -> None:
    async def story() -> None:
        crew = Listening(tmp_path)

        async def retry(_key: object) -> bool:
            return False

        crew.serves()
        await crew.sees(Home)
        clerk = Clerk(crew.hall, crew.cabinet, retry, lambda: False, crew.desk.note)
        told = await clerk.do(Hear(who="uid:7", heard=False))
        assert told.says == "the loudspeaker was not tested yet"
        assert (await clerk.do(Try(who="uid:7", kinds=("speaker",)))).devices["speaker"].sound == PLAYED.sound
        assert (await clerk.do(Hear(who="uid:7", heard=False))).ok
        found = crew.kept["speaker"]
        assert (found.ok, found.who, found.facts[0].en) == (False, "uid:7", "Not heard by ear")
        assert found == crew.desk.findings["speaker"]

    virtually(story())


def test_findings_are_written_off_the_loop(tmp_path: Path) -> None:
    asyncio.run(Findings(tmp_path).keep("touch", DEAD))
    assert Findings(tmp_path).read() == {"touch": DEAD}
