"""``config export`` and ``config import`` at a console."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config_file import load
from kiosk.staff.config_keeping import ConfigFile
from tests.fakes import NOW
from tests.staff.console import Site, console
from tests.staff.test_package import taken, terminal


@pytest.mark.req("OP-01", "SC-06")
def test_settings_are_taken_along_brought_in_and_taken_back(tmp_path: Path) -> None:
    here, there = terminal(tmp_path / "a"), terminal(tmp_path / "b", number="K05", idle=90)
    told = there.tells("config", "export", str(there.folder / "stick"))
    [file] = (there.folder / "stick").iterdir()
    assert str(file) in told
    assert "left out: platform.secret_file" in told
    before = here.config.read_text()
    told = here.tells("config", "import", str(file), "--yes")
    assert "session.idle_seconds: 120 → 90" in told
    assert "1 more with --with-devices" in told
    assert load(here.config, files_must_exist=False).session.idle_seconds == 90
    assert "from K05 " in here.tells("config", "history")
    here.tells("config", "undo")
    assert here.config.read_text() == before


def test_nothing_is_kept_without_a_yes(tmp_path: Path) -> None:
    here, there = terminal(tmp_path / "a"), terminal(tmp_path / "b", number="K05", idle=90)
    before, file = here.config.read_text(), taken(there)
    words = ("config", "import", str(file), "--config", str(here.config))
    done = console(*words, said=b"n\n")
    assert done.returncode == 1
    assert "120 → 90" in done.stdout
    assert here.config.read_text() == before
    assert console(*words, said=b"y\n").returncode == 0
    assert here.config.read_text() != before


def test_a_device_that_does_not_answer_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    here, there = terminal(tmp_path / "a"), terminal(tmp_path / "b", number="K05", idle=90)
    before = here.config.read_text()
    done = here.does("config", "import", str(taken(there)), "--with-devices", "--yes")
    assert done.returncode == 1
    assert "/dev/K05" in done.stderr
    assert here.config.read_text() == before
    assert list(ConfigFile(here.config).history()) == []


def test_a_platform_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    here, there = terminal(tmp_path / "a"), terminal(tmp_path / "b", number="K05")
    ConfigFile(there.config).set("platform.base_url", "http://127.0.0.1:7/kiosk/v1", who="x", at=NOW)
    done = here.does("config", "import", str(taken(there)), "--yes")
    assert done.returncode == 1
    assert "新的平台地址连不上" in done.stderr


def test_what_is_refused_is_said_plainly_and_audited(tmp_path: Path) -> None:
    here, there = terminal(tmp_path / "a"), terminal(tmp_path / "b", number="K05", key="cd" * 32, idle=90)
    done = here.does("config", "import", str(taken(there)), "--yes")
    assert done.returncode == 1
    assert "不是本大厅签的" in done.stderr
    assert "Traceback" not in done.stderr
    assert '"config.import"' in audited(here)


def audited(site: Site) -> str:
    folder = site.folder / "audit"
    site.tells("log", "export", str(folder))
    return (folder / "audit.jsonl").read_text("utf-8").replace("\\", "")
