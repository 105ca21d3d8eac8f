"""Which drivers a configuration gives."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from kiosk import devices
from kiosk.config import Devices
from kiosk.config_file import load
from kiosk.errors import ConfigError
from kiosk.fitted import fit

EXAMPLE = Path(__file__).parents[1] / "config" / "kiosk.example.toml"


def test_every_configured_device_is_told_of() -> None:
    config = load(EXAMPLE, files_must_exist=False)
    file = str(EXAMPLE)
    built = fit(config, file).by_kind().values()
    kinds = {device.kind for device in (*built, *devices.absent(config))}
    assert kinds == {field.name for field in fields(Devices)}


def test_what_is_not_configured_is_not_told_of(tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8")
    only_camera = tmp_path / "kiosk.toml"
    head, tail = text.index("[devices.id_card]"), text.index("[face]")
    only_camera.write_text(text[:head] + "[devices.camera]\n\n" + text[tail:], "utf-8")
    config = load(only_camera, files_must_exist=False)
    assert [device.kind for device in devices.absent(config)] == ["camera"]
    assert devices.code_scanner(config, str(only_camera)) is None
    assert devices.smart_card_reader(config, str(only_camera)) is None


def test_a_folder_of_certificates_that_is_missing_is_named(tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8").replace('csca_dir = ""', f'csca_dir = "{tmp_path}/none"')
    (tmp_path / "kiosk.toml").write_text(text, "utf-8")
    config = load(tmp_path / "kiosk.toml", files_must_exist=False)
    with pytest.raises(ConfigError, match=r"devices\.smart_card\.csca_dir: no such folder"):
        devices.smart_card_reader(config, "kiosk.toml")
