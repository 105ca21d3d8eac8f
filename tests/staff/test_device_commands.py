"""``device list | test`` with real drivers on simulated wires."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kiosk.errors import StoreError
from kiosk.hardware.sound.tones import two_tones
from kiosk.presence import Presence, running
from kiosk.staff.findings import Findings
from kiosk.store.audit_chain import rows_of
from simulator.camera.film import record
from simulator.escpos.printer import EscposPrinter
from simulator.sound import TABLES as SOUND
from simulator.sound import SoundCard
from tests.e2e.box import Box
from tests.hardware.camera.lens import Scene
from tests.hardware.sound.card import mixed
from tests.staff.console import Site, console

TABLES = """
[devices.ticket_printer]
port = "{folder}/ticket"
[devices.id_card]
port = "{folder}/idcard"
"""


@pytest.fixture
def fitted(tmp_path: Path) -> Site:
    return Site(tmp_path, tables=TABLES.format(folder=tmp_path))


def test_list_tells_driver_and_place(fitted: Site) -> None:
    told = fitted.tells("device", "list")
    assert f"ticket_printer    escpos_serial   port {fitted.folder}/ticket" in told
    assert fitted.json("device", "list")["id_card"]["driver"] == "samv_serial"


def test_a_printer_prints_its_test_slip(fitted: Site) -> None:
    printer = EscposPrinter(fitted.folder / "ticket")
    try:
        told = fitted.tells("device", "test", "ticket_printer")
        assert told.startswith("ticket_printer: online")
        assert "SIMULATED SLIP-80, firmware 1.02, no. S0000001" in told
        report = json.loads(fitted.does("report", "--json").stdout)
        [check] = [one for one in report["sections"]["devices"] if one["name"] == "ticket_printer"]
        assert "SIMULATED SLIP-80, firmware 1.02, no. S0000001" in check["says"]
        assert "SIMULATED SLIP-80，固件 1.02，编号 S0000001" in check["says_zh"]
    finally:
        printer.close()
    done = [link.members() for link in rows_of(fitted.state)]
    assert next((each["action"], each["object"], each["result"]) for each in done) == (
        ("device.test", "ticket_printer", "ok")
    )


def test_what_is_wrong_is_said_with_who_mends_it_and_ends_with_1(fitted: Site) -> None:
    printer = EscposPrinter(fitted.folder / "ticket")
    printer.faults.paper_out = True
    try:
        told = fitted.tells("device", "test", "ticket_printer", status=1)
        assert "paper out" in told
        assert "→ hall staff can mend it" in told
        every = fitted.json("device", "test", "all", status=1)
        assert every["ticket_printer"]["paper"] == "out"
        assert every["id_card"]["device"] == "noDevice"
    finally:
        printer.close()


def test_a_kind_that_is_not_there_is_said(fitted: Site) -> None:
    done = fitted.does("device", "test", "fax")
    assert done.returncode == 1
    assert "there are: id_card, ticket_printer" in done.stderr


@pytest.mark.req("OP-01", "SC-06")
def test_a_running_terminal_tests_its_devices_itself_unless_somebody_is_served(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        box.status_shows("ticket_printer", device="online")
        where = ("--config", str(box.config))
        done = console("device", "test", "ticket_printer", *where)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("ticket_printer: online")
        assert any("打印机自检" in line for line in box.printer.slips[-1].lines)
        listed = json.loads(console("device", "list", "--json", *where).stdout)
        assert listed["ticket_printer"]["now"]["device"] == "online"
        assert "online" in console("device", "list", *where).stdout
        report = json.loads(console("report", "--json", *where).stdout)
        devices = {check["name"]: check for check in report["sections"]["devices"]}
        assert devices["ticket_printer"]["state"] == "ok"
        slips = len(box.printer.slips)
        box.printer.faults.paper_out = True
        assert console("device", "test", "ticket_printer", *where).returncode == 1
        box.status_shows("ticket_printer", paper="out")
        box.mend_printer()
        box.begins_check_in()
        done = console("device", "test", "all", *where)
        assert (done.returncode, done.stdout) == (4, "")
        assert done.stderr == "somebody is being served: try again later\n"
        report = json.loads(console("report", "--json", *where).stdout)
        devices = {check["name"]: check for check in report["sections"]["devices"]}
        assert devices["devices"]["says"] == (
            "not tested now, only asked: somebody is being served: try again later"
        )
        assert devices["ticket_printer"]["state"] == "ok"
        assert len(box.printer.slips) == slips
        pid = running(tmp_path / "state")
        box.stop()
    assert pid
    assert running(tmp_path / "state") is None
    chain = [link.members() for link in rows_of(tmp_path / "state")]
    deeds = [
        (each["actor_ref"], each["object"], each["result"])
        for each in chain
        if each["action"] == "device.test"
    ]
    who = f"uid:{os.getuid()}"
    assert deeds[0] == (who, "ticket_printer", "ok")
    assert (who, "ticket_printer", "failed") in deeds
    assert deeds[-2:] == [(who, "all", "refused"), (who, "all", "refused")]


def test_a_terminal_without_a_hatch_is_said_to_be_busy_with_itself(tmp_path: Path) -> None:
    site = Site(tmp_path, tables=TABLES.format(folder=tmp_path))
    held = Presence(site.state)
    try:
        done = site.does("device", "test", "ticket_printer")
        assert done.returncode == 1
        assert "takes no commands now: it begins or ends; try again in a moment" in done.stderr
        assert "ticket_printer    escpos_serial" in site.tells("device", "list")
        report = json.loads(site.does("report", "--json").stdout)
        assert [check["state"] for check in report["sections"]["devices"]] == ["warn"]
    finally:
        held.leave()


def test_presence_is_one_process_at_a_time_and_ends_with_it(tmp_path: Path) -> None:
    assert running(tmp_path / "nowhere") is None
    mine = Presence(tmp_path)
    with pytest.raises(StoreError, match="another terminal process uses it"):
        Presence(tmp_path)
    assert running(tmp_path)
    mine.leave()
    assert running(tmp_path) is None
    Presence(tmp_path).leave()
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        Presence(tmp_path / "file")


@pytest.mark.parametrize(("off", "said"), [(0.0, "sharp"), (4.0, "blurred")])
def test_a_camera_is_told_with_its_focus_and_so_is_the_report(tmp_path: Path, off: float, said: str) -> None:
    film = tmp_path / "film.avi"
    record(Scene(off, wide=640), film)
    site = Site(tmp_path, tables=f'[devices.camera]\nsource = "{film}"\n')
    told = site.tells("device", "test", "camera")
    assert told.startswith(f"camera: online, {said} (focus ")
    assert site.json("device", "test", "camera")["camera"]["focus"]["judgement"] == said
    report = json.loads(site.does("report", "--json").stdout)
    [check] = report["sections"]["devices"]
    assert check["state"] == ("ok" if said == "sharp" else "warn")
    assert said in check["says"]


def sounding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SoundCard:
    card = SoundCard(folder)
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(card.config))
    return card


@pytest.mark.req("OP-01")
@pytest.mark.parametrize(("said", "status"), [("y", 0), ("n", 1)])
def test_sound_is_measured_asked_about_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, status: int
) -> None:
    card, site = sounding(tmp_path, monkeypatch), Site(tmp_path, tables=SOUND)
    card.hears(mixed())
    env = card.config
    done = console(
        "device",
        "test",
        "speaker",
        "--ask",
        "--config",
        str(site.config),
        said=f"{said}\n".encode(),
        alsa=env,
    )
    assert done.returncode == status, done.stderr
    assert "speaker: online, Both sides heard (-12 dB)" in done.stdout
    done = console("report", "--json", "--config", str(site.config), alsa=env)
    report = json.loads(done.stdout)
    devices = {check["name"]: check for check in report["sections"]["devices"]}
    assert devices["microphone"]["says_zh"] == "正常。左右都听到（-12 dB）"
    [found] = report["sections"]["by hand"]
    assert (found["name"], found["state"]) == ("speaker", "ok" if said == "y" else "warn")
    assert ("Heard by ear" in found["says"]) is (said == "y")
    assert f"(uid:{os.getuid()})" in found["says"]
    deeds = [link.members() for link in rows_of(site.state)]
    heard = [(one["object"], one["result"]) for one in deeds if one["action"] == "device.heard"]
    assert heard == [("speaker", "ok" if said == "y" else "failed")]


def test_a_running_terminals_loudspeaker_is_heard_at_the_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = sounding(tmp_path, monkeypatch)
    with Box(tmp_path, tables='[devices.speaker]\ndevice = "out"\n') as box:
        box.status_shows("speaker", device="online")
        assert not card.played.exists(), "nothing sounds at the start"
        where = ("--config", str(box.config))
        done = console("device", "test", "speaker", "--ask", *where, said=b"y\n")
        assert (done.returncode, done.stdout.splitlines()[0]) == (
            0,
            "speaker: online, Played, nothing listened",
        )
        assert card.played.read_bytes().startswith(two_tones())
        assert console("device", "test", "speaker", *where).returncode == 0, "nobody at a keyboard is asked"
        assert Findings(tmp_path / "state").read()["speaker"].ok
        box.stop()
    done = console("device", "test", "microphone", *where)
    assert (done.returncode, "no such device" in done.stderr) == (1, True)


def test_a_loudspeaker_that_is_not_there_fails_and_nobody_is_asked(tmp_path: Path) -> None:
    site = Site(tmp_path, tables='[devices.speaker]\ndevice = "hw:9"\n')
    done = console("device", "test", "speaker", "--ask", "--config", str(site.config))
    assert done.returncode == 1
    assert "port_missing" in done.stdout
    assert "→ call an engineer" in done.stdout
