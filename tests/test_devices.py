"""Which drivers a configuration gives."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from kiosk import devices
from kiosk.config import Config, Devices
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
    assert devices.absent(config) == []


def test_what_has_no_driver_is_told_of(tmp_path: Path) -> None:
    config = only(tmp_path, "document_scanner")
    assert fit(config, "kiosk.toml").by_kind() == {}
    assert [device.kind for device in devices.absent(config)] == ["document_scanner"]


def test_a_folder_of_certificates_that_is_missing_is_named(tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8").replace('csca_dir = ""', f'csca_dir = "{tmp_path}/none"')
    (tmp_path / "kiosk.toml").write_text(text, "utf-8")
    config = load(tmp_path / "kiosk.toml", files_must_exist=False)
    with pytest.raises(ConfigError, match=r"devices\.smart_card\.csca_dir: no such folder"):
        devices.smart_card_reader(config, "kiosk.toml")
