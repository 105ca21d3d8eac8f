"""The platform's commands on the wire: the reference platform orders, the terminal does and reports."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.personal import Personal
from kiosk.domain.site import (
    BookingRules,
    DeviceRecord,
    EvaluationMode,
    SessionLimits,
    SiteRules,
    UploadLimits,
)
from kiosk.errors import Action, DeviceFault, PlatformUnavailable, StoreError
from kiosk.hardware.supervisor import Supervisor
from kiosk.hardware.ticket_printer import Printed
from kiosk.journeys.capabilities import capability, services
from kiosk.journeys.faults import fault_view
from kiosk.journeys.stage import SessionInfo
from kiosk.journeys.views import Home, TicketIssued
from kiosk.platform import Help
from kiosk.platform.activation import Device, OtherDevice
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.platform.client import build_transport
from kiosk.platform.clock import PlatformClock
from kiosk.platform.signing import DeviceSecret
from kiosk.telemetry.closed_sign import ClosedSign
from kiosk.telemetry.commands import Commands
from kiosk.telemetry.counters import Counters
from kiosk.telemetry.handlers import CLOSED, WHEN_IDLE, Handlers
from kiosk.telemetry.heartbeat import Heartbeat
from kiosk.telemetry.reactivation import Reactivation
from kiosk.telemetry.site_rules import SiteRulesKeeper, stricter
from simulator.platform.running import RunningPlatform
from tests.fakes import NOW, Person
from tests.platform.terminal import settings


class Terminal:
    """A hall with a real line to a real platform; its printer is a fake."""

    def __init__(self, platform: RunningPlatform, folder: Path) -> None:
        self.platform = platform
        self.secret = DeviceSecret(Personal(bytes.fromhex(platform.secret)))
        told = replace(settings(platform.base_url), secret=self.secret)
        clock = PlatformClock(lambda: platform.now().timestamp())
        self.line = ReferencePlatform(build_transport(told, clock=clock), "0.1.0")
        self.secret_file = folder.parent / "platform.secret"
        self.secret_file.write_text(platform.secret)
        self.person = Person()
        self.hall = self.person.hall
        self.hall.platform = self.line
        self.restarted = False
        self.sign = ClosedSign(folder)
        self.rules = SiteRulesKeeper(self.line, self.hall)
        self.counters = Counters(self.hall.stage, lambda: self.person.now)
        self.reactivation = Reactivation(
            told.endpoint, Device("hall-kiosk", "K03"), self.secret_file, self.secret, pause_seconds=0
        )
        handlers = Handlers(self.hall, self.rules, self.sign, self._restart, self.reactivation)
        self.heartbeat = Heartbeat(
            self.line,
            Supervisor({}, lambda: None, lambda: NOW),
            3600,
            commands=Commands(handlers.table(), idle=handlers.idle, when_idle=WHEN_IDLE),
            more=self._more,
            reload_config=self.rules.reload,
        )

    def _restart(self) -> None:
        self.restarted = True

    def _more(self) -> Help:
        return Help(
            counters=self.counters.today(),
            mode="out_of_service" if self.hall.closed else "in_service",
            config_version=self.rules.version,
        )

    def told(self) -> dict[str, Any]:
        beat: dict[str, Any] = self.platform.state()["devices"]["K03"]["heartbeat"]
        return beat

    async def ordered(self, kind: str, expires_s: float = 3600, **args: Any) -> dict[str, Any]:
        """Order something; return the result that the platform was told."""
        body = {"kind": kind, "args": args, "expires_s": expires_s}
        name = self.platform.control.post("devices/K03/commands", json=body).json()["command_id"]
        self.heartbeat.tell_now()
        async with asyncio.timeout(30):
            while True:
                for result in (self.told() or {}).get("command_results", []):
                    if result["command_id"] == name:
                        found: dict[str, Any] = result
                        return found
                await asyncio.sleep(0.02)


@pytest.fixture
def platform() -> Iterator[RunningPlatform]:
    with RunningPlatform(now=NOW) as running:
        yield running


@pytest.fixture
async def terminal(platform: RunningPlatform, tmp_path: Path) -> AsyncIterator[Terminal]:
    built = Terminal(platform, tmp_path / "state")
    work = asyncio.create_task(built.heartbeat.run())
    yield built
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    await built.line.close()


async def test_out_of_service_hangs_a_sign_and_in_service_takes_it_down(terminal: Terminal) -> None:
    done = await terminal.ordered("out_of_service", text="设备检修，请去3号窗口")
    assert done["result"] == "done"
    can = capability(terminal.hall, "check_in")
    assert not can.available
    assert can.why_not is not None
    assert can.why_not.zh == "设备检修，请去3号窗口"
    assert not any(service.enabled for service in services(terminal.hall))
    assert terminal.told()["mode"] == "out_of_service"
    assert terminal.sign.read() == "设备检修，请去3号窗口", "it hangs after a restart too"
    assert (await terminal.ordered("in_service"))["result"] == "done"
    assert capability(terminal.hall, "check_in").available
    assert terminal.told()["mode"] == "in_service"
    assert terminal.sign.read() is None


async def test_a_sign_without_words_says_the_least(terminal: Terminal) -> None:
    await terminal.ordered("out_of_service", text=" ")
    assert terminal.sign.read() == CLOSED


async def test_a_notice_stands_on_home_until_an_empty_one_takes_it_away(terminal: Terminal) -> None:
    visit = terminal.person.arrives()
    await terminal.person.sees(Home)
    await terminal.ordered("notice", text="今天下午两点停电")
    assert (await terminal.person.sees(Home)).notice == "今天下午两点停电"
    await terminal.ordered("notice", text="")
    assert (await terminal.person.sees(Home)).notice is None
    assert (await terminal.ordered("notice", text=7))["result"] == "refused"
    visit.cancel()
    await asyncio.gather(visit, return_exceptions=True)


async def test_a_self_test_prints_the_test_slip(terminal: Terminal) -> None:
    assert (await terminal.ordered("self_test"))["result"] == "done"
    [slip] = terminal.person.printer.slips
    assert slip.name == "test_slip"


@pytest.mark.parametrize(
    ("outcome", "detail"),
    [
        (Printed.UNKNOWN, "the printer did not say that it printed"),
        (DeviceFault("ticket_printer", "paper_out", Action.CLEAR), "ticket_printer: paper_out"),
    ],
)
async def test_a_self_test_that_did_not_print_is_not_called_done(
    terminal: Terminal, outcome: Printed | Exception, detail: str
) -> None:
    terminal.person.printer.outcomes.append(outcome)
    told = await terminal.ordered("self_test")
    assert (told["result"], told["detail"]) == ("failed", detail)


async def test_a_terminal_without_a_printer_refuses_the_self_test(terminal: Terminal) -> None:
    terminal.hall.ticket_printer = None
    assert (await terminal.ordered("self_test"))["result"] == "refused"


async def test_a_restart_waits_until_nobody_is_served_and_the_platform_knows(terminal: Terminal) -> None:
    terminal.hall.stage.set_session(SessionInfo(signed_in=True))
    body = {"kind": "restart", "args": {}}
    terminal.platform.control.post("devices/K03/commands", json=body)
    await terminal.heartbeat.ask_for_help()
    terminal.heartbeat.tell_now()
    await terminal.ordered("notice", text="in between")
    assert not terminal.restarted
    terminal.hall.stage.set_session(SessionInfo())
    terminal.heartbeat.tell_now()
    async with asyncio.timeout(30):
        while not terminal.restarted:
            await asyncio.sleep(0.02)
    assert {"command_id": "cm-0001", "result": "done"} in terminal.told()["command_results"]


async def test_the_catalogue_is_fetched_anew(terminal: Terminal) -> None:
    assert (await terminal.ordered("reload_catalogue"))["result"] == "done"
    assert terminal.hall.catalogue_version == terminal.line.catalogue.version
    assert len(terminal.line.catalogue.items()) > 20


async def test_a_catalogue_that_cannot_be_fetched_is_a_failure(terminal: Terminal) -> None:
    terminal.platform.fault("listItems", "refuse", code="device_disabled", times=None)
    assert (await terminal.ordered("reload_catalogue"))["result"] == "failed"


async def test_the_site_rules_are_in_force_and_told(terminal: Terminal) -> None:
    assert (await terminal.ordered("reload_config"))["result"] == "done"
    assert terminal.rules.rules is not None
    assert terminal.rules.version == terminal.rules.rules.config_version
    assert terminal.told()["config_version"] == terminal.rules.version
    fetched = len(terminal.platform.requests("getDeviceConfig"))
    await terminal.ordered("reload_config")
    assert [seen["status"] for seen in terminal.platform.requests("getDeviceConfig")][fetched:] == [304]


@pytest.mark.parametrize("fault", [None, "swallow"])
async def test_a_new_secret_is_in_use_before_the_result_is_told(
    terminal: Terminal, fault: str | None
) -> None:
    before = terminal.secret.reveal().hex()
    if fault:  # for longer than one call goes on asking
        terminal.platform.fault("activateDevice", fault, times=4)
    told = await terminal.ordered("reactivate", activation_code="SAMPLE7K2M9Q")
    assert told["result"] == "done", "the platform could read it: it is signed with the new secret"
    after = terminal.secret.reveal().hex()
    assert after != before
    assert terminal.secret_file.read_text() == after
    assert stat.S_IMODE(terminal.secret_file.stat().st_mode) == 0o600
    assert (await terminal.line.hall_status()).areas


async def test_reactivation_waits_until_nobody_is_served(terminal: Terminal) -> None:
    terminal.hall.stage.set_session(SessionInfo(signed_in=True))
    body = {"kind": "reactivate", "args": {"activation_code": "SAMPLE7K2M9Q"}}
    terminal.platform.control.post("devices/K03/commands", json=body)
    await terminal.heartbeat.ask_for_help()
    await terminal.ordered("notice", text="in between")
    assert terminal.platform.requests("activateDevice") == []


@pytest.mark.parametrize(
    ("code", "result"),
    [("SAMPLE7K2M9R", "failed"), ("SAMPLE-7K2M", "refused"), (7, "refused")],
    ids=["unknown", "no code", "no text"],
)
async def test_a_code_that_is_no_good_leaves_the_old_secret(
    terminal: Terminal, code: object, result: str
) -> None:
    told = await terminal.ordered("reactivate", activation_code=code)
    assert told["result"] == result
    assert str(code) not in told["detail"]
    assert terminal.secret_file.read_text() == terminal.secret.reveal().hex() == terminal.platform.secret


async def test_another_devices_code_is_not_taken(terminal: Terminal) -> None:
    other = replace(terminal.reactivation, device=Device("hall-kiosk", "K04"))
    with pytest.raises(OtherDevice, match="K03"):
        await other(Personal("SAMPLE7K2M9Q"))
    assert terminal.secret_file.read_text() == terminal.secret.reveal().hex() == terminal.platform.secret


async def test_a_command_nobody_knows_is_refused(terminal: Terminal) -> None:
    assert (await terminal.ordered("dance"))["detail"] == "unknown command"


async def test_a_command_whose_answer_was_lost_is_done_once(terminal: Terminal) -> None:
    terminal.platform.fault("sendHeartbeat", "swallow")
    assert (await terminal.ordered("self_test"))["result"] == "done"
    assert len(terminal.person.printer.slips) == 1


async def test_versions_clock_and_counters_are_told(terminal: Terminal) -> None:
    terminal.hall.stage.set_session(SessionInfo(signed_in=True))
    await terminal.line.catalogue_version()
    await terminal.ordered("notice")
    await terminal.ordered("notice")
    told = terminal.told()
    assert told["software_version"] == "0.1.0"
    assert told["catalogue_version"] == terminal.line.catalogue.version
    assert told["counters"] == {"sessions": 1}
    assert abs(told["clock_offset_ms"]) < 60_000


def rules(services: tuple[str, ...], session: SessionLimits) -> SiteRules:
    return SiteRules(
        config_version="c-1",
        device=DeviceRecord("K03", "三号机", "hall-01", "云溪区政务服务大厅", "hall", "12345"),
        services=services,
        permitted_items=None,
        session=session,
        booking=BookingRules(1, 7, 120),
        uploads=UploadLimits(1, 1, ()),
        texts=(),
        hotline="12345",
        evaluation=EvaluationMode("native"),
    )


def test_the_stricter_of_both_rules() -> None:
    own = Person().hall.terms
    terms = stricter(own, rules(("check_in", "guides"), SessionLimits(600, 60, None)))
    assert (terms.idle_seconds, terms.grace_seconds, terms.absolute_seconds) == (60, 20.0, 600)
    assert terms.offer == ("check_in",)
    assert stricter(own, rules(own.offer, SessionLimits(99999, 9999, 999))) == own


def test_what_is_counted_is_what_was_seen_and_midnight_ends_it() -> None:
    person = Person()
    stage, clock = person.hall.stage, [NOW]
    counters = Counters(stage, lambda: clock[0])
    issued = TicketIssued(
        number="A023",
        area="社保医保区",
        area_code="A",
        windows=("3",),
        ahead=2,
        wait_minutes=None,
        item_name=None,
        booked=True,
        printed=True,
    )
    stage.set_session(SessionInfo(signed_in=True))
    stage.show(issued)
    stage.set_session(SessionInfo(signed_in=True, deadline=1.0))  # the countdown is no second ticket
    stage.show(replace(issued, printed="unknown"))
    stage.show(fault_view(PlatformUnavailable("down")))
    stage.set_session(SessionInfo())
    stage.set_session(SessionInfo(signed_in=True))
    assert counters.today() == {"sessions": 2, "tickets_printed": 1, "faults": 1}
    clock[0] += timedelta(days=1)
    assert counters.today() == {}


def test_a_sign_that_cannot_be_hung_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(StoreError):
        ClosedSign(blocked).hang("关闭")
    with pytest.raises(StoreError):
        ClosedSign(blocked).read()
    folder = tmp_path / "out_of_service"
    folder.write_bytes(b"\xff\xfe")
    with pytest.raises(StoreError):
        ClosedSign(tmp_path).read()
