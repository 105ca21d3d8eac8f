"""Which drivers a configuration gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

import pytest

from kiosk import devices
from kiosk.config import Consumables as Settings
from kiosk.config import Devices
from kiosk.config_file import load
from kiosk.errors import ConfigError
from kiosk.hardware.consumables import Stock, Supply
from kiosk.hardware.ups import Ups as UpsPort
from kiosk.hardware.ups.network_ups import NetworkUps
from kiosk.store.supplies import Used

EXAMPLE = Path(__file__).parents[1] / "config" / "kiosk.example.toml"


def test_every_configured_device_is_told_of() -> None:
    config = load(EXAMPLE, files_must_exist=False)
    file = str(EXAMPLE)
    built = [
        devices.id_card_reader(config, file),
        devices.ticket_printer(config, file),
        devices.panel(config, file),
        devices.ups(config, file),
    ]
    kinds = {device.kind for device in (*built, *devices.absent(config)) if device is not None}
    assert kinds == {field.name for field in fields(Devices)}


def test_what_is_not_configured_is_not_told_of(tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8")
    only_camera = tmp_path / "kiosk.toml"
    head, tail = text.index("[devices.id_card]"), text.index("[face]")
    only_camera.write_text(text[:head] + "[devices.camera]\n\n" + text[tail:], "utf-8")
    config = load(only_camera, files_must_exist=False)
    assert [device.kind for device in devices.absent(config)] == ["camera"]


class Nowhere:
    """Keeps no count."""

    async def load(self) -> Mapping[str, Used]:
        return {}

    async def add(self, name: str, amount: float) -> None: ...

    async def reset(self, name: str, at: datetime) -> None: ...


def test_paper_is_counted_in_millimetres_and_pages() -> None:
    config = load(EXAMPLE, files_must_exist=False)
    paper = devices.consumables(config, Nowhere(), lambda _: None)
    assert paper.stock(Supply.SLIP_PAPER) == Stock(80_000, 5_000)
    assert paper.stock(Supply.A4_PAPER) == Stock(250, 50)
    silent = devices.consumables(replace(config, consumables=Settings()), Nowhere(), lambda _: None)
    assert [silent.stock(supply).left for supply in Supply] == [None, None]


def with_ups(tmp_path: Path, line: str) -> UpsPort | None:
    text = EXAMPLE.read_text("utf-8")
    head, tail = text.index("[devices.id_card]"), text.index("[face]")
    path = tmp_path / "kiosk.toml"
    path.write_text(f"{text[:head]}[devices.ups]\n{line}\n\n{text[tail:]}", "utf-8")
    return devices.ups(load(path, files_must_exist=False), str(path))


@pytest.mark.parametrize(
    ("line", "port"),
    [
        ('driver = "nut"\naddress = "10.0.0.7"', 3493),
        ('driver = "apcupsd"', 3551),
        ('driver = "apcupsd"\naddress = "ups.example:4000"', 4000),
    ],
)
def test_a_daemon_has_its_own_port_unless_another_is_named(tmp_path: Path, line: str, port: int) -> None:
    ups = with_ups(tmp_path, line)
    assert isinstance(ups, NetworkUps)
    assert ups.address[1] == port


def test_a_port_that_cannot_be_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"devices\.ups\.address.*65536"):
        with_ups(tmp_path, 'address = "10.0.0.7:65536"')
