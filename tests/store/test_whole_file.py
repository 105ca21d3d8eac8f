"""A file written whole: whatever stops the writer, the old one or the new one is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.store.whole_file import write_whole

LOOP = """
import sys, pathlib
from kiosk.store.whole_file import write_whole
path = pathlib.Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in "ab":
        write_whole(path, letter * 300_000)
"""


def test_it_is_there_with_the_rights_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "f"
    write_whole(file, "密")
    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == ("密", 0o600)
    write_whole(file, b"\x00", mode=0o644)
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"\x00", 0o644)
    write_whole(file, "x", mode=None)
    assert file.stat().st_mode & 0o777 == 0o644
    write_whole(tmp_path / "new", "x", mode=None)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f", "new"]


def test_what_a_check_refuses_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "f"
    write_whole(file, "old")

    def refuse(draft: Path) -> None:
        assert draft.read_text() == "new"
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        write_whole(file, "new", check=refuse)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_a_folder_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_whole(tmp_path / "none" / "f", "x")
    with pytest.raises(OSError, match=r"."):
        write_whole(tmp_path / ("n" * 300), "x")
    assert list(tmp_path.iterdir()) == []


def test_killed_at_any_moment_it_is_never_half(tmp_path: Path) -> None:
    file, dice = tmp_path / "f", random.Random(3)  # noqa: S311 not a secret
    write_whole(file, "a" * 300_000)
    for _ in range(8):
        with subprocess.Popen([sys.executable, "-c", LOOP, str(file)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(dice.uniform(0, 0.02))
            os.kill(writer.pid, 9)
        text = file.read_text()
        assert (len(text), len(set(text))) == (300_000, 1)
