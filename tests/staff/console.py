"""A terminal's folder as maintenance finds it, and its console: each command a process."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import run_kiosk

ROOT = Path(__file__).parents[2]
DEADLINE = 120.0
"""Against hangs only."""
SECRET = "0f" * 32
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        "run_kiosk",
        "tests.staff.console",
        "kiosk.staff.cli.door",
        "kiosk.config_file",
        "kiosk.fitted",
        "kiosk.post_room",
        "kiosk.staff.checks",
        "kiosk.staff.config_keeping",
        "kiosk.staff.device_tests",
        "kiosk.staff.log_export",
        "kiosk.staff.outbox_look",
        "kiosk.staff.readiness",
        "kiosk.store.audit_check",
    ]
)
"""What a command loads, once: a second of processor time less for each of a hundred commands."""


class Site:
    """A configuration, a secret, and the folders that they name. ``tables``: more of ``kiosk.toml``."""

    def __init__(
        self,
        folder: Path,
        base_url: str = "http://127.0.0.1:9/kiosk/v1",
        *,
        secret: str = SECRET,
        tables: str = "",
    ) -> None:
        self.folder, self.state, self.log = folder, folder / "state", folder / "log"
        self.config, self.secret = folder / "kiosk.toml", folder / "secret"
        self.secret.write_text(secret)
        self.secret.chmod(0o600)
        self.config.write_text(
            f"""# written by hand
[terminal]
id = "K03"
hall = {{ zh = "云溪区政务服务大厅" }}
state_dir = "{self.state}"

[session]
idle_seconds = 120        # how long one may think
grace_seconds = 20

[platform]
base_url = "{base_url}"
app_id = "hall-kiosk"
device_id = "K03"
secret_file = "{self.secret}"
timeout_seconds = 2

{tables}
[telemetry]
log_dir = "{self.log}"
"""
        )

    def does(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the console on this site."""
        return console(*words, "--config", str(self.config))

    def tells(self, *words: str, status: int = 0) -> str:
        """What a command prints; it must end with this status and without a traceback."""
        done = self.does(*words)
        assert done.returncode == status, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    def json(self, *words: str, status: int = 0) -> Any:
        """The same, read as JSON."""
        return json.loads(self.tells(*words, "--json", status=status))


def console(*words: str, said: bytes = b"", alsa: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``run_kiosk.py`` in a process of its own, forked from one that has loaded what it needs.

    ``said``: its standard input. ``alsa``: a configuration of ALSA, where it plays or listens.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        (Path(folder) / "in").write_bytes(said)
        process = FORKS.Process(target=_main, args=(words, folder, alsa))
        process.start()
        process.join(DEADLINE)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(words)
        return subprocess.CompletedProcess(
            words, process.exitcode, out.read_text("utf-8"), err.read_text("utf-8")
        )


def _main(words: tuple[str, ...], folder: str, alsa: Path | None) -> None:
    if alsa is not None:
        os.environ["ALSA_CONFIG_PATH"] = str(alsa)  # the forked one has another's environment
    for number, name in enumerate(("in", "out", "err")):
        os.dup2(os.open(f"{folder}/{name}", os.O_RDWR | os.O_CREAT), number)
    sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.exit(run_kiosk.main(list(words)))
