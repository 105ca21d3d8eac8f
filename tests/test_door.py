"""The door: what each command answers, and with which exit status. Real processes on real wires."""

from __future__ import annotations

import json
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from run_kiosk import main
from simulator.platform.running import RunningPlatform
from tests.e2e.box import Box

ROOT = Path(__file__).parents[1]
DEADLINE = 60.0
"""Against hangs only."""
CODE = "SAMPLE7K2M9Q"
SAYS_WHAT_IT_IMPORTED = """
import json, sys
import run_kiosk
status = run_kiosk.main(sys.argv[1:])
print(json.dumps(sorted({name.partition(".")[0] for name, module in sys.modules.items() if module})))
sys.exit(status)
"""


class Folder:
    """A terminal without devices: its configuration, its secret and its token."""

    def __init__(self, path: Path, base_url: str = "http://127.0.0.1:9/kiosk/v1") -> None:
        self.secret, self.token, self.config = path / "secret", path / "token", path / "kiosk.toml"
        self.log = path / "log"
        for file, text in ((self.secret, "0f" * 32), (self.token, "open-sesame-9901")):
            file.write_text(text)
            file.chmod(0o600)
        self.config.write_text(
            f"""
[terminal]
id = "K03"
hall = {{ zh = "云溪区政务服务大厅" }}
state_dir = "{path}/state"
[platform]
base_url = "{base_url}"
app_id = "hall-kiosk"
device_id = "K03"
secret_file = "{self.secret}"
timeout_seconds = 5
[terminal_api]
listen = "127.0.0.1:0"
token_file = "{self.token}"
[telemetry]
log_dir = "{self.log}"
"""
        )

    def change(self, old: str, new: str) -> None:
        text = self.config.read_text()
        assert old in text
        self.config.write_text(text.replace(old, new))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def door(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "run_kiosk.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, check=False)


@contextmanager
def started(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A program that says where its API is, and that address."""
    process = subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("terminal api: http://127.0.0.1:"), line
        yield process, line.removeprefix("terminal api: ").strip()
    finally:
        process.kill()
        process.communicate(timeout=DEADLINE)


def headless(folder: Folder) -> tuple[str, ...]:
    return (str(ROOT / "run_kiosk.py"), "headless", "--config", str(folder.config))


@pytest.mark.parametrize(
    "words",
    [
        ("nosuchcommand",),
        ("headless", "--no-such-option"),
        ("activate",),
        ("config",),
        ("config", "nosuchthing"),
        ("run", "--config"),
    ],
)
def test_a_command_line_that_means_nothing_ends_with_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert told.err.startswith("usage: run_kiosk.py")
    assert told.out == ""


def test_an_unknown_command_ends_the_real_program_with_2() -> None:
    done = door("nosuchcommand")
    assert done.returncode == 2
    assert "nosuchcommand" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--config", "GONE"),
        ("run", "--config", "GONE"),
        ("--config", "GONE", "run"),
        ("--window", "800x600", "--config", "GONE"),
        ("--config", "GONE", "headless"),
        ("headless", "--config", "GONE"),
        ("activate", CODE, "--config", "GONE"),
        ("config", "check", "GONE"),
    ],
)
def test_the_configuration_may_be_named_before_or_after_the_command(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = str(tmp_path / "gone.toml")
    assert main([gone if word == "GONE" else word for word in words]) == 2
    assert capsys.readouterr().err == f"{gone}: (file): cannot be read: No such file or directory\n"


def refused(folder: Folder) -> str:
    done = door("headless", "--config", str(folder.config))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def test_headless_without_its_front_end_ends_with_2(folder: Folder) -> None:
    text = folder.config.read_text()
    folder.config.write_text(text.partition("[terminal_api]")[0] + f'[telemetry]\nlog_dir = "{folder.log}"\n')
    assert refused(folder).startswith(f"{folder.config}: terminal_api: is missing")
    assert not folder.log.exists(), "nothing was begun"


def test_a_secret_that_others_can_read_ends_with_2(folder: Folder) -> None:
    folder.secret.chmod(0o644)
    told = refused(folder)
    assert "platform.secret_file" in told
    assert "0600" in told
    assert "0f0f" not in told


@pytest.mark.parametrize("which", ["secret", "token"])
def test_a_file_of_secrets_that_is_missing_ends_with_2(
    folder: Folder, which: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = {"secret": folder.secret, "token": folder.token}[which]
    file.unlink()
    assert main(["headless", "--config", str(folder.config)]) == 2
    key = {"secret": "platform.secret_file", "token": "terminal_api.token_file"}[which]
    assert capsys.readouterr().err.startswith(f"{folder.config}: {key}: no such file: {file}")


def test_a_log_that_cannot_be_written_ends_with_2(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.log.write_text("in the way")
    assert main(["headless", "--config", str(folder.config)]) == 2
    assert "telemetry.log_dir: cannot be written" in capsys.readouterr().err


def test_a_platform_without_encryption_ends_with_2(folder: Folder) -> None:
    folder.change("http://127.0.0.1:9", "http://platform.example")
    told = refused(folder)
    assert told.startswith(f"{folder.config}: platform.base_url: must begin with https://")


def test_an_address_that_is_taken_ends_with_1_and_says_so(folder: Folder) -> None:
    with started(*headless(folder)) as (_, address):
        folder.change("127.0.0.1:0", address.removeprefix("http://"))
        done = door("headless", "--config", str(folder.config))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("CannotServe: listen 127.0.0.1:")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_0_even_with_the_platform_away(folder: Folder, told: signal.Signals) -> None:
    with started(*headless(folder)) as (process, address):
        head = {"Authorization": "Bearer open-sesame-9901"}
        view = httpx.get(f"{address}/v1/view", headers=head, trust_env=False, timeout=DEADLINE).json()
        assert view["view"] == "home"
        process.send_signal(told)
        out, err = process.communicate(timeout=DEADLINE)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
    assert "terminal.stopped" in (folder.log / "kiosk.log").read_text("utf-8")


class Traced(Box):
    """A hall in a box whose terminal says at its end which packages it imported."""

    imported: frozenset[str] = frozenset()

    def start(self) -> None:
        with started("-c", SAYS_WHAT_IT_IMPORTED, "headless", "--config", str(self.config)) as (process, url):
            self.api = httpx.Client(
                base_url=url,
                headers={"Authorization": f"Bearer {self.token}"},
                timeout=DEADLINE,
                trust_env=False,
            )
            self.check_in()
            self.api.close()
            process.send_signal(signal.SIGTERM)
            out, self.stderr = process.communicate(timeout=DEADLINE)
            assert process.returncode == 0, self.stderr
            self.imported = frozenset(json.loads(out))

    def check_in(self) -> None:
        """From home to the slip."""
        enabled = {c["id"] for c in self.sees("home")["choices"] if c["enabled"]}
        assert enabled == {"check_in", "my_matters"}, "what this site is allowed"
        self.begins_check_in()
        self.lay("two_bookings")
        bookings = self.sees("choose_booking")
        self.chooses(bookings, bookings["choices"][0]["id"])
        self.chooses(self.sees("ticket_issued", printed=True), "done")


@pytest.mark.req("CH-06")
def test_a_whole_check_in_at_a_bank_never_imports_kivy(tmp_path: Path) -> None:
    box = Traced(tmp_path, profile="bank")
    assert 'profile = "bank"' in box.config.read_text()
    with box:
        assert len(box.printer.slips) == 1
    assert {"kiosk", "asyncio", "httpx", "uvicorn"} <= box.imported, "the list is a real one"
    assert not {"kivy", "sdl2", "simulator"} & box.imported
    assert not {"typer", "rich"} & box.imported, "the console's"


def test_activation_writes_a_secret_that_signs(tmp_path: Path) -> None:
    with RunningPlatform() as platform:
        folder = Folder(tmp_path, platform.base_url)
        folder.secret.unlink()
        done = door(
            "activate", CODE, "--serial-no", "SN-9901", "--model", "M-9", "--config", str(folder.config)
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"activated as K03 (hall-kiosk); secret in {folder.secret}\n"
        assert stat.S_IMODE(folder.secret.stat().st_mode) == 0o600
        assert folder.secret.read_text() not in done.stdout
        [asked] = platform.requests("activateDevice")
        assert (asked["status"], asked["body"]["serial_no"], asked["body"]["model"]) == (
            201,
            "SN-9901",
            "M-9",
        )
        with started(*headless(folder)) as (process, address):
            head = {"Authorization": "Bearer open-sesame-9901"}
            with httpx.Client(base_url=address, headers=head, trust_env=False, timeout=DEADLINE) as api:
                view = api.get("/v1/view").json()
                while view["data"].get("waiting") is None:  # the board comes with the first signed answer
                    view = api.get("/v1/view", params={"after": view["seq"], "wait": 30}).json()
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=DEADLINE)
        assert process.returncode == 0
        assert {r["status"] for r in platform.requests("getHallStatus")} == {200}


def activated(folder: Folder, code: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(["activate", code, "--config", str(folder.config)])
    return status, *capsys.readouterr()


def test_an_activation_for_another_terminal_says_what_to_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RunningPlatform() as platform:
        folder = Folder(tmp_path, platform.base_url)
        folder.change('device_id = "K03"', 'device_id = "K99"')
        status, out, _ = activated(folder, CODE, capsys)
    assert status == 0
    assert "set device_id = 'K03' and app_id = 'hall-kiosk' under [platform]" in out


def test_a_wrong_code_ends_with_1_and_a_plain_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with RunningPlatform() as platform:
        folder = Folder(tmp_path, platform.base_url)
        status, out, err = activated(folder, "SAMPLE000000", capsys)
    assert (status, out) == (1, "")
    assert err == "PlatformRefused: 404 not_found: 没有这个激活码，请核对。\n"
    assert folder.secret.read_text() == "0f" * 32, "the old secret stays"


def test_an_activation_without_a_platform_ends_with_1_and_a_plain_line(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = activated(folder, CODE, capsys)
    assert (status, out) == (1, "")
    assert err.startswith("PlatformUnavailable: ")
    assert len(err.splitlines()) == 1
    assert folder.secret.read_text() == "0f" * 32


def test_an_activation_over_an_open_line_is_refused_and_names_the_file(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.change("http://127.0.0.1:9", "http://platform.example")
    assert main(["activate", CODE, "--config", str(folder.config)]) == 2
    assert capsys.readouterr().err.startswith(f"{folder.config}: platform.base_url: ")
