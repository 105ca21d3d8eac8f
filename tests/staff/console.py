"""A terminal's folder as maintenance finds it, and its console: real processes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DEADLINE = 120.0
"""Against hangs only."""
SECRET = "0f" * 32


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


def console(*words: str) -> subprocess.CompletedProcess[str]:
    """Run ``run_kiosk.py``."""
    command = [sys.executable, str(ROOT / "run_kiosk.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, check=False)
