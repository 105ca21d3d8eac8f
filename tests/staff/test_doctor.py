"""``doctor``: on a machine that lacks something it says what, and the command that mends it."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kiosk.config import Config
from kiosk.config_file import load
from kiosk.staff.checks import files, link, machine, ports
from kiosk.staff.checks.base import Check, output
from simulator.escpos.printer import EscposPrinter
from simulator.platform.running import RunningPlatform
from tests.staff.console import Site

EVERY_DEVICE = """
[devices.ticket_printer]
port = "{folder}/ticket"
[devices.id_card]
port = "{folder}/idcard"
[devices.smart_card]
[devices.document_printer]
server = "127.0.0.1:9"
[devices.camera]
source = "http://127.0.0.1:9/film"
"""


def config_of(site: Site) -> Config:
    return load(site.config, files_must_exist=False)


def named(checks: Iterator[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


def test_a_bare_machine_hears_what_is_missing_and_what_mends_it(tmp_path: Path) -> None:
    site = Site(tmp_path, tables=EVERY_DEVICE.format(folder=tmp_path))
    site.secret.chmod(0o644)
    told = site.tells("doctor", status=1)
    for mend in (
        f"$ chmod 0600 {site.secret}",
        "sudo systemctl enable --now cups",
        "$ ls -l /dev/serial/by-id",
        "$ ping -c 3 127.0.0.1",
    ):
        assert mend in told
    assert told.endswith("something is missing\n")
    checks = {check["name"]: check for check in site.json("doctor", status=1)}
    assert checks["configuration"]["state"] == "ok"
    assert checks["port of ticket_printer"]["state"] == "bad"
    assert "port of camera" not in checks, "a film from the network has no port"


def test_without_a_configuration_it_says_how_to_get_one(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.config.unlink()
    told = site.tells("doctor", status=1)
    assert f"$ sudo install -D -m 0640 config/kiosk.example.toml {site.config}" in told
    site.config.write_text("[terminal\n")
    assert f"$ run_kiosk.py config check {site.config}" in site.tells("doctor", status=1)


def test_a_terminal_that_lacks_nothing_is_ready(tmp_path: Path) -> None:
    printer = EscposPrinter(tmp_path / "ticket")
    with RunningPlatform() as platform:
        tables = f'[devices.ticket_printer]\nport = "{tmp_path}/ticket"\n'
        site = Site(tmp_path, platform.base_url, secret=platform.secret, tables=tables)
        checks = {check["name"]: check for check in site.json("doctor", status=_machine_status())}
    printer.close()
    for name in ("configuration", "secret", "state folder", "port of ticket_printer", "platform", "clock"):
        assert checks[name]["state"] == "ok", checks[name]


def _machine_status() -> int:
    """What this machine itself lacks is not this test's business."""
    every = [*machine.packages(), *machine.fonts(), *machine.assets()]
    return 1 if any(check.state == "bad" for check in every) else 0


def test_packages_of_a_hall_are_told_apart_from_those_of_developers(tmp_path: Path) -> None:
    text = "# the terminal\nlibc6\nno-such-package-a  # why\n# a screen for tests\nno-such-package-b\n"
    (tmp_path / "packages.apt").write_text(text)
    assert machine.listed(text) == {"libc6": True, "no-such-package-a": True, "no-such-package-b": False}
    told = named(machine.packages(tmp_path / "packages.apt"))
    assert told["packages"] == Check(
        "packages", "bad", "missing: no-such-package-a", "sudo apt-get install -y no-such-package-a"
    )
    assert told["packages for developers"].state == "warn"
    assert named(machine.packages(tmp_path / "gone"))["packages"].state == "warn"


def test_assets_that_were_not_made_are_named(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "a.ttf").write_text("")
    assert named(machine.assets(tmp_path))["assets"] == Check(
        "assets", "bad", "not made yet: icons, shadows", "make assets"
    )


def test_a_disk_with_too_little_room_is_bad(site: Site) -> None:
    disk = os.statvfs(site.folder)
    least = disk.f_bavail * disk.f_frsize * 2
    site.config.write_text(site.config.read_text() + f"[outbox]\nmin_free_bytes = {least}\n")
    told = named(files.folders(config_of(site)))
    assert (told["state folder"].state, told["log folder"].state) == ("bad", "ok")


def test_keys_and_tokens_are_looked_at_too(site: Site) -> None:
    site.config.write_text(
        site.config.read_text()
        + f'[terminal_api]\ntoken_file = "{site.folder}/token"\n[outbox]\nkey_file = "{site.folder}/key"\n'
    )
    told = named(files.secrets(config_of(site), site.config))
    assert [told[name].state for name in ("secret", "terminal API token", "outbox key")] == [
        "ok",
        "bad",
        "bad",
    ]
    assert "umask 077" in told["terminal API token"].mend


def test_services_that_answer_are_well(tmp_path: Path) -> None:
    pcscd = tmp_path / "pcscd.comm"
    site = Site(tmp_path, tables=EVERY_DEVICE.format(folder=tmp_path))
    with socket.socket(socket.AF_UNIX) as line, socket.socket() as cups:
        line.bind(str(pcscd))
        line.listen()
        cups.bind(("127.0.0.1", 0))
        cups.listen()
        text = site.config.read_text().replace('"127.0.0.1:9"', f'"127.0.0.1:{cups.getsockname()[1]}"')
        site.config.write_text(text)
        told = named(ports.services(config_of(site), pcscd))
    assert [told[name].state for name in ("pcscd", "cupsd")] == ["ok", "ok"]
    assert named(ports.services(config_of(site), pcscd))["pcscd"].state == "bad"


@contextmanager
def answering(kind: str, *, seconds_off: float = 0, date: bool = True) -> Iterator[str]:
    """A server that speaks as ``kind``, with a clock that is off."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(401)
            if date:
                self.send_header("Date", self.date_time_string(int(time.time() + seconds_off)))
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/kiosk/v1"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("off", "state"), [(0, "ok"), (100, "warn"), (-100, "warn"), (1000, "bad"), (-1000, "bad")]
)
def test_a_clock_that_is_off_is_told_before_the_platform_refuses(
    tmp_path: Path, off: float, state: str
) -> None:
    with answering("application/problem+json", seconds_off=off) as address:
        told = named(link.link(config_of(Site(tmp_path, address)), "kiosk.toml"))
    assert (told["platform"].state, told["clock"].state) == ("ok", state)


def test_a_gateways_page_is_not_the_platform(tmp_path: Path) -> None:
    with answering("text/html", date=False) as address:
        told = named(link.link(config_of(Site(tmp_path, address)), "kiosk.toml"))
    assert told["platform"].state == "bad"
    assert "a gateway's page?" in told["platform"].says
    assert "clock" not in told, "whose clock it is, nobody knows"


def test_an_address_without_encryption_is_a_mistake_of_the_configuration(tmp_path: Path) -> None:
    told = named(link.link(config_of(Site(tmp_path, "http://platform.example/kiosk/v1")), "kiosk.toml"))
    assert "must begin with https://" in told["platform"].says


def test_a_program_that_is_not_there_or_fails_says_nothing() -> None:
    assert output("no-such-program") is None
    assert output("false") is None
    assert output("echo", "yes") == "yes\n"


SOUND = '[devices.speaker]\ndevice = "hw:9"\n[devices.microphone]\ndevice = "kiosk_in"\n'


def test_sound_cards_that_are_named_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(tmp_path, tables=SOUND)
    told = named(ports.sound(config_of(site)))
    assert told["port of speaker"].says == "hw:9: no such card"
    assert told["port of speaker"].mend == "aplay -l"
    assert told["port of microphone"].state == "ok", "a name of asound.conf: its test tells"
    assert "aplay -l" in site.tells("doctor", status=1)
    monkeypatch.setenv("PATH", str(tmp_path))
    told = named(ports.sound(config_of(site)))
    assert {check.mend for check in told.values()} == {"sudo apt-get install -y alsa-utils"}
    assert named(ports.sound(config_of(Site(tmp_path)))) == {}
