"""A stick that is full, or pulled out in mid-write: no half file ever has a whole one's name."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.staff.package import NotTaken
from kiosk.staff.settings_rows import NO_STICK
from kiosk.staff.stick import FULL, PULLED, write
from tests.staff.console import ROOT
from tests.staff.test_package import terminal

SAVES_FOR_EVER = """
import itertools, json, sys
from pathlib import Path
from kiosk.staff.stick import write
print("begun", flush=True)
for number in itertools.count():
    write(Path(sys.argv[1]), f"settings-K03-{number:08}.kiosk", json.dumps({"whole": "x" * 200_000}).encode())
    Path(sys.argv[1], f"settings-K03-{number - 20:08}.kiosk").unlink(missing_ok=True)
"""


def test_killed_or_pulled_at_any_moment_what_has_a_name_is_whole(tmp_path: Path) -> None:
    drafts = 0
    for turn in range(12):
        folder = tmp_path / str(turn)
        folder.mkdir()
        process = subprocess.Popen(
            [sys.executable, "-c", SAVES_FOR_EVER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.uniform(0, 0.03))  # noqa: S311 any moment
        os.kill(process.pid, signal.SIGKILL)
        process.stdout.close()
        process.wait()
        for file in folder.glob("*.kiosk"):
            assert len(json.loads(file.read_bytes())["whole"]) == 200_000
        drafts += len(list(folder.glob(".*.part")))
    assert drafts, "some were cut short"


def test_a_draft_that_was_left_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".a.kiosk.part").write_text("half")
    write(tmp_path, "a.kiosk", b"{}\n")
    assert [one.name for one in tmp_path.iterdir()] == ["a.kiosk"]


def test_a_stick_that_went_away_under_the_writing_is_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:  # the folder is this process' own way to it, and somebody takes it away
        os.close(read_end)
        os.chdir(folder)
        shutil.rmtree(folder)
        try:
            write(Path(), "a.kiosk", b"{}\n")
            told = b"written"
        except NotTaken as refused:
            told = refused.why.zh.encode()
        os.write(write_end, told)
        os._exit(0)
    os.close(write_end)
    os.waitpid(child, 0)
    assert os.read(read_end, 200).decode() in {PULLED.zh, NO_STICK.zh}
    os.close(read_end)


@pytest.mark.req("OP-01")
def test_a_full_stick_is_told_of_and_left_as_it_was(tmp_path: Path) -> None:
    site = terminal(tmp_path / "a")
    words = ("config", "export", str(site.folder / "stick"), "--config", str(site.config))

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
    assert done.returncode == 1
    assert FULL.zh in done.stderr
    assert list((site.folder / "stick").iterdir()) == []
