"""Which drivers a configuration gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

import pytest

from kiosk import cabinet, devices
from kiosk.config import Config, Devices
from kiosk.config import Consumables as Settings
from kiosk.config_file import load
from kiosk.errors import ConfigError
from kiosk.fitted import fit, made_from
from kiosk.hardware.consumables import Stock, Supply
from kiosk.hardware.document_printer.supplied import SuppliedPrinter
from kiosk.hardware.ups import Ups as UpsPort
from kiosk.hardware.ups.network_ups import NetworkUps
from kiosk.store.supplies import Used

EXAMPLE = Path(__file__).parents[1] / "config" / "kiosk.example.toml"


def test_every_configured_device_is_told_of() -> None:
    config = load(EXAMPLE, files_must_exist=False)
    file = str(EXAMPLE)
    built = fit(config, file).by_kind()
    assert {kind: device.kind for kind, device in built.items()} == {kind: kind for kind in built}
    assert built.keys() == {field.name for field in fields(Devices)}


def only(tmp_path: Path, *tables: str) -> Config:
    """The example with these devices and no other."""
    text = EXAMPLE.read_text("utf-8")
    head, tail = text.index("[devices.id_card]"), text.index("[face]")
    file = tmp_path / "kiosk.toml"
    file.write_text(text[:head] + "\n".join(f"[devices.{table}]" for table in tables) + "\n" + text[tail:])
    return load(file, files_must_exist=False)


def test_what_is_not_configured_is_not_built(tmp_path: Path) -> None:
    config = only(tmp_path, "camera")
    assert list(fit(config, "kiosk.toml").by_kind()) == ["camera"]


@pytest.mark.parametrize("kind", ["camera", "document_scanner"])
def test_a_source_that_cannot_be_is_named(tmp_path: Path, kind: str) -> None:
    config = only(tmp_path, f'{kind}]\nsource = "rtsp://192.0.2.7/a"\n#')
    with pytest.raises(ConfigError, match=rf"devices\.{kind}\.source: expects a device"):
        fit(config, "kiosk.toml")


def test_a_folder_of_certificates_that_is_missing_is_named(tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8").replace('csca_dir = ""', f'csca_dir = "{tmp_path}/none"')
    (tmp_path / "kiosk.toml").write_text(text, "utf-8")
    config = load(tmp_path / "kiosk.toml", files_must_exist=False)
    with pytest.raises(ConfigError, match=r"devices\.smart_card\.csca_dir: no such folder"):
        devices.smart_card_reader(config, "kiosk.toml")


class Nowhere:
    """Keeps no count."""

    async def load(self) -> Mapping[str, Used]:
        return {}

    async def add(self, name: str, amount: float) -> None: ...

    async def reset(self, name: str, at: datetime) -> None: ...


def test_paper_is_counted_in_millimetres_and_pages() -> None:
    config = load(EXAMPLE, files_must_exist=False)
    paper = cabinet.consumables(config, Nowhere(), lambda _: None)
    assert paper.stock(Supply.SLIP_PAPER) == Stock(80_000, 5_000)
    assert paper.stock(Supply.A4_PAPER) == Stock(250, 50)
    silent = cabinet.consumables(replace(config, consumables=Settings()), Nowhere(), lambda _: None)
    assert [silent.stock(supply).left for supply in Supply] == [None, None]


def with_ups(tmp_path: Path, line: str) -> UpsPort | None:
    text = EXAMPLE.read_text("utf-8")
    head, tail = text.index("[devices.id_card]"), text.index("[face]")
    path = tmp_path / "kiosk.toml"
    path.write_text(f"{text[:head]}[devices.ups]\n{line}\n\n{text[tail:]}", "utf-8")
    return cabinet.ups(load(path, files_must_exist=False), str(path))


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


def with_printer(tmp_path: Path, line: str, counts: str) -> Config:
    config = only(tmp_path, f"document_printer]\n{line}\n#")
    return replace(config, consumables=replace(Settings(), a4_tray_pages=250 if counts else 0))


@pytest.mark.parametrize(
    ("line", "counts", "supplied"),
    [("", "", False), ("", "pages", True), ('snmp = "192.0.2.20"', "", True)],
)
def test_an_a4_printer_is_counted_and_asked_where_staff_said_what_and_whom(
    tmp_path: Path, line: str, counts: str, *, supplied: bool
) -> None:
    fitted = fit(with_printer(tmp_path, line, counts), "kiosk.toml")
    assert isinstance(fitted.document_printer, SuppliedPrinter) is supplied
    assert len(fitted.paper_counts()) == supplied


def test_a_port_of_snmp_that_cannot_be_is_named(tmp_path: Path) -> None:
    config = with_printer(tmp_path, 'snmp = "printer.example:70000"', "")
    with pytest.raises(ConfigError, match=r"devices\.document_printer\.snmp: there is no port 70000"):
        fit(config, "kiosk.toml")


def test_loudspeaker_and_microphone_are_made_anew_when_the_other_changes(tmp_path: Path) -> None:
    config = only(tmp_path, "speaker", "microphone")
    for kind, other in (("speaker", "microphone"), ("microphone", "speaker")):
        section = getattr(config.devices, other)
        for changed, anew in (
            (replace(section, device="hw:1"), True),
            (replace(section, required=True), False),
        ):
            after = replace(config, devices=replace(config.devices, **{other: changed}))
            assert (made_from(after, kind) != made_from(config, kind)) is anew
        gone = replace(config, devices=replace(config.devices, **{other: None}))
        assert made_from(gone, kind) != made_from(config, kind)
