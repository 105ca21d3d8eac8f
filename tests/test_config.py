"""What hall staff write: every key is taken, every mistake named with file, key and reason, all at once."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import Config
from kiosk.config_file import load
from kiosk.errors import ConfigError, Mistake
from run_kiosk import main

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "config" / "kiosk.example.toml"
LEAST = """
[terminal]
id = "K03"
hall = { zh = "云溪区政务服务大厅" }
[platform]
base_url = "https://platform.example/kiosk/v1"
app_id = "hall-kiosk"
device_id = "K03"
secret_file = "secret"
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "kiosk.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def mistakes_of(path: Path, *, files_must_exist: bool = False) -> list[Mistake]:
    with pytest.raises(ConfigError) as refused:
        load(path, files_must_exist=files_must_exist)
    assert refused.value.file == str(path)
    lines = str(refused.value).splitlines()
    assert len(lines) == len(refused.value.mistakes), "a line for each mistake"
    for line, mistake in zip(lines, refused.value.mistakes, strict=True):
        assert line.startswith(f"{path}: {mistake.key}: {mistake.why}")
    return refused.value.mistakes


def leaves(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def at(config: Config, key: str) -> object:
    found: Any = config
    for part in key.split("."):
        assert is_dataclass(found), key
        assert part in {f.name for f in fields(found)}, f"the typed configuration has no {key}"
        found = getattr(found, part)
    return found


EXAMPLE_LEAVES = dict(leaves(tomllib.loads(EXAMPLE.read_text("utf-8"))))


@pytest.mark.parametrize("key", EXAMPLE_LEAVES)
def test_each_key_of_the_example_is_typed_and_keeps_its_value(key: str) -> None:
    got, wrote = at(load(EXAMPLE, files_must_exist=False), key), EXAMPLE_LEAVES[key]
    assert (list(got) if isinstance(got, tuple) else got) == wrote


def test_the_demos_configuration_has_no_mistakes() -> None:
    config = load(ROOT / "config" / "kiosk.toml", files_must_exist=False)
    assert config.terminal.id == "K03"
    assert config.devices.camera is None, "a table that is absent means: there is no such device"
    assert config.terminal_api is None


def test_what_is_not_written_has_its_default(tmp_path: Path) -> None:
    config = load(written(tmp_path, LEAST), files_must_exist=False)
    assert (config.session.idle_seconds, config.session.grace_seconds, config.session.absolute_minutes) == (
        120,
        20,
        30,
    )
    assert config.platform.sign_type == "HMAC-SM3"
    assert config.terminal.hall.en is None
    assert (config.devices.id_card, config.devices.ticket_printer, config.terminal_api) == (None, None, None)


def test_an_empty_device_table_is_a_device_with_defaults(tmp_path: Path) -> None:
    config = load(written(tmp_path, LEAST + "[devices.id_card]\n"), files_must_exist=False)
    assert config.devices.id_card is not None
    assert config.devices.id_card.port == "/dev/kiosk-idcard"


MISTAKES = {
    "unknown key, nearest in its table": (
        "[session]\nidle_secs = 60",
        Mistake("session.idle_secs", "unknown key", "session.idle_seconds"),
    ),
    "unknown key, nearest elsewhere": (
        "[session]\nheartbeat_second = 60",
        Mistake("session.heartbeat_second", "unknown key", "telemetry.heartbeat_seconds"),
    ),
    "a key of another table": (
        "[session]\ntimeout_seconds = 5",
        Mistake("session.timeout_seconds", "unknown key", "platform.timeout_seconds"),
    ),
    "unknown key, not very near": (
        "[session]\nidle = 5",
        Mistake("session.idle", "unknown key"),
    ),
    "unknown key, rather near": (
        "[session]\nmax_minutes = 5",
        Mistake("session.max_minutes", "unknown key", "session.absolute_minutes"),
    ),
    "unknown key like nothing": ("[session]\nqqqq = 1", Mistake("session.qqqq", "unknown key")),
    "unknown table": ("[sesion]\nidle_seconds = 60", Mistake("sesion", "unknown key", "session")),
    "unknown device": (
        "[devices.idcard]\nport = '/dev/x'",
        Mistake("devices.idcard", "unknown key", "devices.id_card"),
    ),
    "a table that is a value": ("session = 5", Mistake("session", "Expected a table, not 5")),
    "a device that is a value": (
        "devices.id_card = true",
        Mistake("devices.id_card", "Expected a table, not True"),
    ),
    "several tables of one device": (
        "[[devices.id_card]]\nport = '/dev/x'",
        Mistake("devices.id_card", "Expected a table, not [{'port': '/dev/x'}]"),
    ),
    "a value that is a table": (
        "[session.idle_seconds]\nx = 1",
        Mistake("session.idle_seconds", "Expected `int`, got `object`, not {'x': 1}"),
    ),
    "text for a number": (
        "[session]\nidle_seconds = '120'",
        Mistake("session.idle_seconds", "Expected `int`, got `str`, not '120'"),
    ),
    "a truth for a number": (
        "[session]\nidle_seconds = true",
        Mistake("session.idle_seconds", "Expected `int`, got `bool`, not True"),
    ),
    "an empty choice": (
        "[devices.ticket_printer]\nport = ''",
        Mistake("devices.ticket_printer.port", "Expected `str` of length >= 1, not ''"),
    ),
    "no such choice": (
        "[devices.ticket_printer]\ncharset = 'utf-8'",
        Mistake("devices.ticket_printer.charset", "Invalid enum value 'utf-8', not 'utf-8'"),
    ),
    "no such service": (
        "[services]\noffer = ['check_in', 'cheque_in']",
        Mistake(
            "services.offer", "Invalid enum value 'cheque_in' - at `$[1]`, not ['check_in', 'cheque_in']"
        ),
    ),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_is_named(tmp_path: Path, kind: str) -> None:
    text, expected = MISTAKES[kind]
    front = text + "\n" if not text.startswith("[") else ""
    assert mistakes_of(written(tmp_path, front + LEAST + ("" if front else text))) == [expected]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("session", "idle_seconds = 9"),
        ("session", "idle_seconds = 3601"),
        ("session", "idle_seconds = 1_000_000_000_000_000_000_000_000_000_000"),
        ("session", "grace_seconds = 0"),
        ("session", "absolute_minutes = -1"),
        ("telemetry", "heartbeat_seconds = 0"),
        ("telemetry", "heartbeat_seconds = nan"),
        ("face", "sface_cosine = 1.0"),
        ("face", "dlib_distance = -0.1"),
        ("devices.ticket_printer", "width_dots = 577"),
        ("devices.ticket_printer", "baud = 1"),
        ("devices.panel", "baud = 1"),
        ("devices.ups", "address = '10.0.0.7:nut'"),
        ("devices.ups", "name = 'the ups'"),
        ("consumables", "a4_tray_pages = -1"),
        ("consumables", "slip_roll_metres = inf"),
        ("devices.document_printer", "deadline_seconds = inf"),
        ("devices.document_printer", "deadline_seconds = 0"),
        ("terminal_api", "listen = '0.0.0.0:8810'"),
        ("terminal_api", "listen = '127.0.0.1'"),
        ("terminal_api", "token_file = ''"),
    ],
)
def test_a_value_out_of_range_is_named(tmp_path: Path, table: str, line: str) -> None:
    [mistake] = mistakes_of(written(tmp_path, f"{LEAST}[{table}]\n{line}\n"))
    assert mistake.key == f"{table}.{line.partition(' ')[0]}"


@pytest.mark.parametrize(
    ("was", "written_as", "key"),
    [
        ('id = "K03"', 'id = "K 03"', "terminal.id"),
        ('hall = { zh = "云溪区政务服务大厅" }', 'hall = "云溪区"', "terminal.hall"),
        ('hall = { zh = "云溪区政务服务大厅" }', 'hall = { en = "Yunxi" }', "terminal.hall.zh"),
        ('hall = { zh = "云溪区政务服务大厅" }', 'hall = { zh = "" }', "terminal.hall.zh"),
        ("https://platform.example", "platform.example", "platform.base_url"),
        ("https://platform.example", "ftp://platform.example", "platform.base_url"),
        ('secret_file = "secret"', 'secret_file = ""', "platform.secret_file"),
        ('secret_file = "secret"', "timeout_seconds = 61", "platform.timeout_seconds"),
        ('device_id = "K03"', "", "platform.device_id"),
    ],
)
def test_a_value_that_cannot_be_is_named(tmp_path: Path, was: str, written_as: str, key: str) -> None:
    assert was in LEAST
    assert key in {m.key for m in mistakes_of(written(tmp_path, LEAST.replace(was, written_as)))}


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    text = """
[terminal]
id = "K03"
hall = { zh = "云溪区政务服务大厅", fr = "salle" }
orientation = "sideways"
[session]
idle_seconds = "two minutes"
[devices.id_card]
prot = "/dev/x"
"""
    assert [(m.key, m.nearest) for m in mistakes_of(written(tmp_path, text))] == [
        ("terminal.hall.fr", None),
        ("terminal.orientation", None),
        ("session.idle_seconds", None),
        ("devices.id_card.prot", "devices.id_card.port"),
        ("platform", None),
    ]


def test_an_empty_file_lacks_what_has_no_default(tmp_path: Path) -> None:
    assert mistakes_of(written(tmp_path, "")) == [
        Mistake("platform", "is missing"),
        Mistake("terminal", "is missing"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[terminal", "is not TOML"),
        ("id = K03", "is not TOML"),
        ("a = 1\na = 2", "is not TOML"),
        ("a = 2020-13-45", "is not TOML"),
        ("a = " + "1" * 5000, "is not TOML"),
        ("a = " + "[" * 5000, "is not TOML"),
        ("x = '云溪'".encode("gbk"), "cannot be read: not UTF-8"),
        (b"\x00\x01\xff", "cannot be read: not UTF-8"),
    ],
)
def test_what_is_no_toml_is_said_so(tmp_path: Path, text: str | bytes, why: str) -> None:
    [mistake] = mistakes_of(written(tmp_path, text))
    assert mistake.key == "(file)"
    assert mistake.why.startswith(why)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path / "none.toml") == [
        Mistake("(file)", "cannot be read: No such file or directory")
    ]
    assert mistakes_of(tmp_path) == [Mistake("(file)", "cannot be read: Is a directory")]


def test_files_that_are_named_must_be_there(tmp_path: Path) -> None:
    lines = {
        "platform": "ca_file = 'gone.pem'\nclient_cert_file = 'gone.pem'\nsecret_file = 'gone'",
        "devices.id_card": "port = '/dev/gone'\nphoto_library = 'gone.so'",
        "terminal_api": "token_file = 'gone'",
    }
    text = LEAST.replace('secret_file = "secret"', lines.pop("platform"))
    text += "".join(f"[{table}]\n{some}\n" for table, some in lines.items())
    path = written(tmp_path, text)
    found = mistakes_of(path, files_must_exist=True)
    assert {m.key for m in found} == {
        "platform.secret_file",
        "platform.ca_file",
        "platform.client_cert_file",
        "devices.id_card.photo_library",
        "terminal_api.token_file",
    }, "all but the reader's port: a device may come later"
    assert all(m.why.startswith("no such file: gone") for m in found)
    assert "activate" in next(m.why for m in found if m.key == "platform.secret_file")
    assert load(path, files_must_exist=False).platform.ca_file == "gone.pem"


def test_a_folder_is_no_file_and_an_empty_name_is_none(tmp_path: Path) -> None:
    text = LEAST.replace('"secret"', f'"{tmp_path}"\nca_file = ""\nclient_cert_file = ""')
    [mistake] = mistakes_of(written(tmp_path, text), files_must_exist=True)
    assert mistake.key == "platform.secret_file"


def test_headless_ends_with_2_and_says_every_mistake(tmp_path: Path) -> None:
    path = written(
        tmp_path, LEAST.replace('"secret"', '"gone"') + "[session]\nidle_secs = 5\ngrace_seconds = 1\n"
    )
    command = [sys.executable, str(ROOT / "run_kiosk.py"), "headless", "--config", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert len(lines) == 3, done.stderr
    assert f"{path}: session.idle_secs: unknown key (did you mean session.idle_seconds?)" in lines
    assert any(line.startswith(f"{path}: session.grace_seconds: Expected `int` >= 5") for line in lines)
    assert any(line.startswith(f"{path}: platform.secret_file: no such file: gone") for line in lines)


def test_config_check_passes_the_example_without_its_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "check", str(EXAMPLE)]) == 0
    assert capsys.readouterr() == (f"{EXAMPLE}: no mistakes\n", "")


def test_config_check_says_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, LEAST + "[session]\nidle_seconds = 5\ngrace_second = 5\n")
    assert main(["config", "check", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split(": ")[1] for line in told.err.splitlines()] == [
        "session.idle_seconds",
        "session.grace_second",
    ]


@pytest.mark.parametrize(
    ("device", "key"),
    [
        ("[devices.id_card]\ndriver = 'sdt_library'\nport = 'usb'", "devices.id_card.library"),
        (
            "[devices.id_card]\ndriver = 'sdt_library'\nlibrary = '/lib/x.so'\nport = '1017'",
            "devices.id_card.port",
        ),
        ("[devices.ticket_printer]\ndriver = 'escpos_usb'", "devices.ticket_printer.port"),
        ("[devices.ticket_printer]\ndriver = 'escpos_usb'\nport = '04b8'", "devices.ticket_printer.port"),
        (
            "[devices.ticket_printer]\ndriver = 'escpos_network'\nport = 'p.example:x'",
            "devices.ticket_printer.port",
        ),
        ("[devices.ticket_printer]\ndriver = 'escpos_network'", "devices.ticket_printer.port"),
        ("[devices.document_printer]\nserver = 'http://localhost'", "devices.document_printer.server"),
        ("[devices.document_printer]\nserver = 'localhost:x'", "devices.document_printer.server"),
    ],
)
def test_what_no_driver_can_use_is_a_mistake_too(
    tmp_path: Path, device: str, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, f"{LEAST}{device}\n")
    assert main(["config", "check", str(path)]) == 2
    assert capsys.readouterr().err.startswith(f"{path}: {key}: driver ")


@pytest.mark.parametrize(
    "device",
    [
        "driver = 'escpos_usb'\nport = 'auto'",
        "driver = 'escpos_usb'\nport = '04b8:0e15'",
        "driver = 'escpos_network'\nport = 'printer.example'",
        "driver = 'escpos_network'\nport = '192.0.2.9:9100'",
        "driver = 'escpos_serial'",
    ],
)
def test_each_driver_takes_a_port_of_its_kind(tmp_path: Path, device: str) -> None:
    assert (
        main(["config", "check", str(written(tmp_path, f"{LEAST}[devices.ticket_printer]\n{device}\n"))]) == 0
    )


def test_every_mistake_of_a_vendors_library_is_named_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, f"{LEAST}[devices.id_card]\ndriver = 'sdt_library'\n")
    assert main(["config", "check", str(path)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in told] == ["devices.id_card.library", "devices.id_card.port"]


@pytest.mark.parametrize("port", ["usb", "1001", "1009", "1010", "1016"])
def test_ports_of_a_vendors_library(tmp_path: Path, port: str) -> None:
    device = f"[devices.id_card]\ndriver = 'sdt_library'\nlibrary = '/lib/x.so'\nport = '{port}'\n"
    assert main(["config", "check", str(written(tmp_path, LEAST + device))]) == 0


def test_a_vendors_library_must_be_there(tmp_path: Path) -> None:
    device = "[devices.id_card]\ndriver = 'sdt_library'\nlibrary = '/nonexistent/x.so'\nport = 'usb'\n"
    found = mistakes_of(written(tmp_path, LEAST + device), files_must_exist=True)
    assert Mistake("devices.id_card.library", "no such file: /nonexistent/x.so") in found


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("server", "localhost", True),
        ("server", "print.example:1631", True),
        ("server", "[::1]:631", True),
        ("server", "/run/cups/cups.sock", True),
        ("ipp_url", "", True),
        ("ipp_url", "ipp://192.0.2.20/ipp/print", True),
        ("ipp_url", "ipps://printer.example:443", True),
        ("ipp_url", "http://192.0.2.20/", False),
        ("snmp", "", True),
        ("snmp", "192.0.2.20", True),
        ("snmp", "printer.example:1161", True),
        ("snmp", "udp://192.0.2.20", False),
        ("snmp_community", "", False),
    ],
)
def test_where_the_a4_printer_is(tmp_path: Path, key: str, value: str, *, right: bool) -> None:
    path = written(tmp_path, f"{LEAST}[devices.document_printer]\n{key} = '{value}'\n")
    assert main(["config", "check", str(path)]) == (0 if right else 2)
