"""The configuration file: old or new, never half; every version is kept with who and when."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.clock import now
from kiosk.errors import ConfigError
from kiosk.staff.config_keeping import ConfigFile
from kiosk.staff.toml_line import CannotEdit
from tests.staff.console import ROOT, Site

AT = datetime.fromisoformat("2026-03-12T10:24:05+08:00")
SETS_FOR_EVER = """
import itertools, sys
from pathlib import Path
from kiosk.clock import now
from kiosk.staff.config_keeping import ConfigFile
print("begun", flush=True)
for seconds in itertools.cycle((60, 90)):
    ConfigFile(Path(sys.argv[1])).set("session.idle_seconds", str(seconds), who="uid:1000", at=now())
"""


def test_a_change_keeps_what_was_with_who_and_when(site: Site) -> None:
    before = site.config.read_text()
    file = ConfigFile(site.config)
    change = file.set("session.idle_seconds", "90", who="uid:1000", at=AT)
    assert (change.old, change.new) == (120, 90)
    assert site.config.read_text() == before.replace("= 120        #", "= 90         #")
    [(number, noted)] = file.history()
    assert (number, noted.who, noted.at, noted.key, noted.old, noted.new) == (
        1,
        "uid:1000",
        AT,
        "session.idle_seconds",
        120,
        90,
    )
    assert (site.config.with_name("kiosk.toml.history") / "000001.toml").read_text() == before


def test_undo_goes_back_step_by_step_and_each_step_is_kept_too(site: Site) -> None:
    file = ConfigFile(site.config)
    texts = [site.config.read_text()]
    for value in ("90", "80", "70"):
        file.set("session.idle_seconds", value, who="uid:1", at=AT)
        texts.append(site.config.read_text())
    for expected in reversed(texts[:-1]):
        file.undo(who="uid:2", at=AT)
        assert site.config.read_text() == expected
    with pytest.raises(CannotEdit, match="nothing to undo"):
        file.undo(who="uid:2", at=AT)
    assert len(list(file.history())) == 6


def test_what_was_written_by_hand_since_stays_when_a_change_is_undone(site: Site) -> None:
    file = ConfigFile(site.config)
    file.set("session.idle_seconds", "90", who="uid:1", at=AT)
    by_hand = site.config.read_text().replace("grace_seconds = 20", "grace_seconds = 30  # by hand")
    site.config.write_text(by_hand)
    file.undo(who="uid:2", at=AT)
    said = tomllib.loads(site.config.read_text())["session"]
    assert said == {"idle_seconds": 120, "grace_seconds": 30}
    assert "# by hand" in site.config.read_text()


@pytest.mark.parametrize(
    ("key", "value", "by_hand", "why"),
    [
        ("session.idle_seconds", "90", ("= 90 ", "= 80 "), "session.idle_seconds was changed by hand since"),
        ("session.absolute_minutes", "40", ("grace_seconds = 20", "grace_seconds = 25"), "is new in it"),
    ],
)
def test_an_undo_that_would_lose_what_was_written_by_hand_is_refused(
    site: Site, key: str, value: str, by_hand: tuple[str, str], why: str
) -> None:
    file = ConfigFile(site.config)
    file.set(key, value, who="uid:1", at=AT)
    text = site.config.read_text().replace(*by_hand)
    site.config.write_text(text)
    with pytest.raises(CannotEdit, match=why):
        file.undo(who="uid:2", at=AT)
    assert site.config.read_text() == text
    assert [change.undone for _, change in file.history()] == [False]


def test_several_values_are_one_version_and_undone_together(site: Site) -> None:
    before = site.config.read_text()
    file = ConfigFile(site.config)
    values = {
        "session.idle_seconds": 90,
        "terminal.hall": {"zh": "云溪区便民中心"},
        "services.offer": ["guides"],
    }
    file.set_all(values, who="1003", at=AT, source="K05")
    [(_, change)] = file.history()
    assert [(edit.key, edit.new) for edit in change.edits] == list(values.items())
    assert (change.who, change.source) == ("1003", "K05")
    file.undo(who="1003", at=AT)
    assert site.config.read_text() == before
    with pytest.raises(ConfigError):
        file.set_all({"session.idle_seconds": 60, "session.grace_seconds": 1}, who="1003", at=AT)
    assert site.config.read_text() == before, "all of them or none"


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("session.idle_seconds", "soon", "Expected `int`"),
        ("session.idle_seconds", "5", ">= 10"),
        ("session.idle_secs", "60", "did you mean session.idle_seconds"),
        ("devices.ticket_printer.driver", "fax", "Invalid enum value 'fax'"),
    ],
)
def test_what_would_be_no_configuration_is_refused_and_nothing_changes(
    site: Site, key: str, value: str, why: str
) -> None:
    before = site.config.read_text()
    with pytest.raises(ConfigError, match=why):
        ConfigFile(site.config).set(key, value, who="uid:1", at=AT)
    assert site.config.read_text() == before
    assert list(ConfigFile(site.config).history()) == []


@pytest.mark.parametrize(
    ("key", "words", "value"),
    [
        ("terminal.orientation", "landscape", "landscape"),
        ("terminal.orientation", '"landscape"', "landscape"),
        ("platform.device_id", "903", "903"),
        ("terminal.languages", '["zh"]', ["zh"]),
        ("devices.id_card.required", "true", True),
        ("telemetry.log_dir", "/var/log/it's # here", "/var/log/it's # here"),
    ],
)
def test_words_are_a_toml_value_or_else_plain_text(site: Site, key: str, words: str, value: object) -> None:
    assert ConfigFile(site.config).set(key, words, who="uid:1", at=AT).new == value


def test_rights_stay_as_they_were(site: Site) -> None:
    site.config.chmod(0o604)
    ConfigFile(site.config).set("session.idle_seconds", "90", who="uid:1", at=AT)
    assert site.config.stat().st_mode & 0o777 == 0o604


def test_a_file_that_is_wrong_already_is_not_changed(site: Site) -> None:
    site.config.write_text("[session]\nidle = 1\n")
    with pytest.raises(ConfigError):
        ConfigFile(site.config).set("session.idle_seconds", "90", who="uid:1", at=AT)


def test_killed_at_any_moment_the_file_is_the_old_or_the_new_one(site: Site) -> None:
    old = site.config.read_text()
    whole = {old} | {old.replace("= 120        #", f"= {n}         #") for n in (60, 90)}
    seen = set()
    for _ in range(25):
        process = subprocess.Popen(
            [sys.executable, "-c", SETS_FOR_EVER, str(site.config)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.uniform(0, 0.04))  # noqa: S311 any moment
        os.kill(process.pid, signal.SIGKILL)
        process.stdout.close()
        process.wait()
        text = site.config.read_text()
        assert text in whole
        seen.add(text)
        for kept in site.config.with_name("kiosk.toml.history").glob("*.toml"):
            assert kept.read_text() in whole
    assert len(seen) > 1, "some of them got through"
    ConfigFile(site.config).set("session.idle_seconds", "75", who="uid:1", at=now())
    assert tomllib.loads(site.config.read_text())["session"]["idle_seconds"] == 75


def test_a_disk_that_fills_up_leaves_the_old_file(site: Site) -> None:
    before = site.config.read_text()

    words = ("config", "set", "session.idle_seconds", "90", "--config", str(site.config))

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    done = subprocess.run(
        [sys.executable, str(ROOT / "run_kiosk.py"), *words],
        preexec_fn=small_files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "cannot be written: File too large" in done.stderr
    assert site.config.read_text() == before
    ConfigFile(site.config).set("session.idle_seconds", "90", who="uid:1", at=AT)


def test_a_folder_that_cannot_be_written_is_a_mistake_of_the_file(tmp_path: Path, site: Site) -> None:
    (tmp_path / "kiosk.toml.history").write_text("in the way")
    with pytest.raises(ConfigError, match="cannot be written"):
        ConfigFile(site.config).set("session.idle_seconds", "90", who="uid:1", at=AT)
    with pytest.raises(ConfigError, match="cannot be read"):
        ConfigFile(tmp_path / "nowhere.toml").set("session.idle_seconds", "90", who="uid:1", at=AT)
