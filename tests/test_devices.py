"""Which drivers a configuration gives."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from kiosk import devices
from kiosk.config import Devices
from kiosk.config_file import load

EXAMPLE = Path(__file__).parents[1] / "config" / "kiosk.example.toml"


def test_every_configured_device_is_told_of() -> None:
    config = load(EXAMPLE, files_must_exist=False)
    file = str(EXAMPLE)
    built = [
        devices.id_card_reader(config, file),
        devices.ticket_printer(config, file),
        devices.document_printer(config, file),
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
