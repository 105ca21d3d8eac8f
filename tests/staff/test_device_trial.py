"""A device is tried as the new configuration has it, on a real wire."""

from __future__ import annotations

from pathlib import Path

from kiosk.config import Config
from kiosk.config_file import judge
from kiosk.staff.device_trial import tried
from simulator.scanner import SimScanner

FILE = """
[terminal]
id = "K03"
hall = {{ zh = "云溪区政务服务大厅" }}
[platform]
base_url = "http://127.0.0.1:9/kiosk/v1"
app_id = "hall-kiosk"
device_id = "K03"
secret_file = "/etc/kiosk/secret"
[devices.code_scanner]
port = "{port}"
"""


def with_port(port: Path) -> Config:
    return judge(FILE.format(port=port), "kiosk.toml", files_must_exist=False)


async def test_a_port_that_opens_is_taken_and_given_back(tmp_path: Path) -> None:
    scanner = SimScanner(tmp_path / "qr")
    try:
        assert await tried(with_port(tmp_path / "qr"), "kiosk.toml", "code_scanner") is None
        assert await tried(with_port(tmp_path / "qr"), "kiosk.toml", "code_scanner") is None
    finally:
        scanner.close()


async def test_a_port_that_is_not_there_says_so(tmp_path: Path) -> None:
    said = await tried(with_port(tmp_path / "none"), "kiosk.toml", "code_scanner")
    assert said is not None
    assert str(tmp_path / "none") in said.zh
