"""Settings as one signed file: what travels, what never does, and every reason to refuse one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.config_file import load
from kiosk.domain.words import Text
from kiosk.staff import package, stick
from kiosk.staff.carrying import kept, planned, signing, taken_along
from kiosk.staff.config_keeping import ConfigFile
from kiosk.staff.package import NotTaken, Signing, believed, made
from kiosk.staff.package_parts import LEFT_OUT, leaves, of_the_cabinet, travelling
from kiosk.staff.report_keeping import signature
from kiosk.staff.settings_rows import NO_STICK
from tests.fakes import NOW
from tests.staff.console import Site

KEY = "ab" * 32
HALL = Signing(bytes.fromhex(KEY), hall=True)
TABLES = """[devices.ticket_printer]
port = "{port}"
[devices.document_printer]
snmp_community = "not-for-others"
[terminal_api]
token_file = "{folder}/token"
[staff]
accounts_file = "{folder}/staff.toml"
package_key_file = "{folder}/hall.key"
"""


def terminal(folder: Path, *, number: str = "K03", key: str = KEY, idle: int = 120) -> Site:
    """A terminal of the hall, with the hall's key."""
    folder.mkdir(exist_ok=True)
    site = Site(folder, tables=TABLES.format(port=f"/dev/{number}", folder=folder))
    text = site.config.read_text().replace('"K03"', f'"{number}"')
    site.config.write_text(text.replace("idle_seconds = 120", f"idle_seconds = {idle}"))
    (folder / "hall.key").write_text(key)
    (folder / "hall.key").chmod(0o600)
    (folder / "stick").mkdir()
    return site


def taken(site: Site) -> Path:
    return taken_along(site.config, site.folder / "stick", who="1003", at=NOW)


def content(site: Site) -> bytes:
    return made(load(site.config, files_must_exist=False), HALL, version="0.1.0", at=NOW, who="1003")


def why(content: bytes, site: Site, *, version: str = "0.1.0", by: Signing = HALL) -> Text:
    with pytest.raises(NotTaken) as refused:
        believed(content, load(site.config, files_must_exist=False), by, version=version)
    return refused.value.why


def test_no_secret_and_nothing_of_this_machine_travels(tmp_path: Path) -> None:
    site = terminal(tmp_path / "a")
    file = taken(site)
    assert file.name == f"settings-K03-{NOW:%Y%m%d-%H%M%S}.kiosk"
    text = file.read_text("utf-8")
    for secret in (KEY, site.secret.read_text(), "not-for-others", str(site.folder)):
        assert secret not in text
    plain = json.loads(text)
    assert not set(plain["settings"]) & set(LEFT_OUT)
    assert {
        "platform.secret_file",
        "staff.accounts_file",
        "staff.package_key_file",
        "terminal_api.token_file",
        "devices.document_printer.snmp_community",
        "platform.device_id",
    } <= set(plain["left_out"])
    assert plain["signature"] == signature(plain, bytes.fromhex(KEY))


def test_every_key_that_names_a_file_stays_at_home(tmp_path: Path) -> None:
    site = terminal(tmp_path / "a")
    keys = travelling(load(site.config, files_must_exist=False))
    assert [
        key for key in keys if key.endswith(("_file", "_dir", "library", "_community", "converter"))
    ] == []


def test_what_is_not_written_travels_too_as_it_is_in_force(tmp_path: Path) -> None:
    here, there = terminal(tmp_path / "a"), terminal(tmp_path / "b", number="K05")
    ConfigFile(here.config).set("session.absolute_minutes", "40", who="x", at=NOW)
    ConfigFile(here.config).set("devices.ticket_printer.baud", "9600", who="x", at=NOW)
    plan = planned(here.config, taken(there), cabinet=True)
    assert plan.changes["session.absolute_minutes"] == (40, 30)
    assert plan.changes["devices.ticket_printer.baud"] == (9600, 115200)


def test_what_is_brought_is_shown_kept_as_one_version_and_undone_at_once(tmp_path: Path) -> None:
    here, there = terminal(tmp_path / "a"), terminal(tmp_path / "b", number="K05", idle=90)
    ConfigFile(there.config).set_all(
        {"terminal.hall": {"zh": "云溪区便民中心"}, "services.offer": ["check_in", "guides"]}, who="x", at=NOW
    )
    before = here.config.read_text()
    plan = planned(here.config, taken(there), cabinet=False)
    assert plan.changes["session.idle_seconds"] == (120, 90)
    assert plan.changes["terminal.hall"] == ({"zh": "云溪区政务服务大厅"}, {"zh": "云溪区便民中心"})
    assert not [key for key in plan.changes if of_the_cabinet(key)]
    change = kept(plan, here.config, who="1003", at=NOW)
    assert change.source.startswith("K05 ")
    config = load(here.config, files_must_exist=False)
    assert (config.session.idle_seconds, config.services.offer) == (90, ("check_in", "guides"))
    assert config.terminal.id == config.platform.device_id == "K03"
    assert config.devices.ticket_printer is not None
    assert config.devices.ticket_printer.port == "/dev/K03"
    assert len(list(ConfigFile(here.config).history())) == 1
    ConfigFile(here.config).undo(who="1003", at=NOW)
    assert here.config.read_text() == before


def test_devices_come_only_when_asked_for(tmp_path: Path) -> None:
    here, there = terminal(tmp_path / "a"), terminal(tmp_path / "b", number="K05")
    file = taken(there)
    assert planned(here.config, file, cabinet=False).changes == {}
    assert planned(here.config, file, cabinet=True).values == {"devices.ticket_printer.port": "/dev/K05"}


def test_a_package_that_would_be_no_configuration_is_refused_as_the_file_would_be(tmp_path: Path) -> None:
    here, there = terminal(tmp_path / "a"), terminal(tmp_path / "b", number="K05")
    plain = json.loads(content(there))
    plain["settings"]["session.idle_seconds"] = 1
    plain["signature"] = signature(plain, HALL.key)
    file = tmp_path / "wrong.kiosk"
    file.write_bytes(package._written(plain))  # noqa: SLF001 a signer who does not check
    with pytest.raises(NotTaken, match="idle_seconds"):
        planned(here.config, file, cabinet=False)


def test_each_reason_to_refuse_is_its_own(tmp_path: Path) -> None:
    site = terminal(tmp_path / "a")
    whole = content(site)
    assert believed(whole, load(site.config, files_must_exist=False), HALL, version="0.1.9").terminal == "K03"
    assert why(whole, site, by=Signing(bytes(32), hall=True)) == package.OTHER_SIGNER
    assert why(whole[:-40], site) == package.CUT
    assert why(b"", site) == package.CUT
    assert why(b"\x7fELF" + whole, site) == package.PROGRAM
    assert why(b"#!/bin/sh\n" + whole, site) == package.PROGRAM
    assert why(b"hello", site) == package.NOT_ONE
    assert why(b"{}\n", site) == package.NOT_ONE
    assert why(b"[" * 100_000, site) == package.NOT_ONE
    assert why(b'{"a":' + b"[" * 100_000 + b"}\n", site) == package.ALTERED
    assert why(b"{" + b" " * package.MOST_BYTES + b"}\n", site) == package.TOO_BIG
    assert "0.2.0" in why(whole, site, version="0.2.0").zh
    site.config.write_text(site.config.read_text().replace('app_id = "hall-kiosk"', 'app_id = "elsewhere"'))
    assert "地区" in why(whole, site).zh


def test_one_byte_altered_anywhere_is_refused(tmp_path: Path) -> None:
    site = terminal(tmp_path / "a")
    whole, config = content(site), load(site.config, files_must_exist=False)
    for place in range(0, len(whole), 3):
        for other in (whole[place] ^ 1, ord(" ")):
            if other == whole[place]:
                continue
            altered = whole[:place] + bytes([other]) + whole[place + 1 :]
            with pytest.raises(NotTaken):
                believed(altered, config, HALL, version="0.1.0")
    with pytest.raises(NotTaken):
        believed(whole.replace(b'{\n "', b'{\n  "', 1), config, HALL, version="0.1.0")


def test_without_the_halls_key_only_this_terminal_takes_its_own_back(tmp_path: Path) -> None:
    here, there = terminal(tmp_path / "a"), terminal(tmp_path / "b", number="K05", idle=90)
    there.secret.write_text("cd" * 32)
    for site in (here, there):
        site.config.write_text(site.config.read_text().replace("package_key_file", "# package_key_file"))
    file = taken(there)
    assert not signing(load(there.config, files_must_exist=False)).hall
    with pytest.raises(NotTaken) as refused:
        planned(here.config, file, cabinet=False)
    assert refused.value.why == package.OTHER_SIGNER
    assert planned(there.config, file, cabinet=True).changes == {}


def read(file: Path) -> Text:
    with pytest.raises(NotTaken) as refused:
        stick.read(file)
    return refused.value.why


def test_what_lies_on_a_stick_is_not_trusted(tmp_path: Path) -> None:
    whole = tmp_path / "settings.kiosk"
    whole.write_bytes(b"{}\n")
    assert stick.read(whole) == b"{}\n"
    (tmp_path / "link.kiosk").symlink_to(whole)
    assert read(tmp_path / "link.kiosk") == stick.LINK
    whole.chmod(0o755)
    assert read(whole) == package.PROGRAM
    (tmp_path / "big.kiosk").write_bytes(bytes(package.MOST_BYTES + 1))
    assert read(tmp_path / "big.kiosk") == package.TOO_BIG
    (tmp_path / "folder.kiosk").mkdir()
    assert read(tmp_path / "folder.kiosk") == stick.NO_FILE
    assert read(tmp_path / "none.kiosk") == stick.GONE


def wrote(folder: Path, name: str = "a.kiosk") -> Text:
    with pytest.raises(NotTaken) as refused:
        stick.write(folder, name, b"{}\n")
    return refused.value.why


def test_a_stick_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    assert wrote(tmp_path / "nowhere") == NO_STICK
    stick.write(tmp_path, "a.kiosk", b"{}\n")
    assert wrote(tmp_path) == stick.THERE
    (tmp_path / "b.kiosk").symlink_to("/etc/nowhere")
    assert wrote(tmp_path, "b.kiosk") == stick.THERE
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.kiosk", "b.kiosk"], "no draft is left"


def test_a_folder_on_the_terminals_own_disk_is_no_stick(tmp_path: Path) -> None:
    assert not stick.plugged_in(tmp_path, tmp_path)
    assert not stick.plugged_in(tmp_path / "nowhere", tmp_path)
    assert stick.plugged_in(Path("/proc"), tmp_path)


def test_the_newest_package_is_offered_first(tmp_path: Path) -> None:
    for name in (
        "settings-K09-20260101-100000.kiosk",
        "settings-K03-20260312-100000.kiosk",
        "settings-K01-20260311-220000.kiosk",
        "x.txt",
        ".a.kiosk",
    ):
        (tmp_path / name).write_text("")
    assert stick.packages(tmp_path) == (
        "settings-K03-20260312-100000.kiosk",
        "settings-K01-20260311-220000.kiosk",
        "settings-K09-20260101-100000.kiosk",
    )


def test_keys_of_a_table_are_told_one_by_one() -> None:
    table: dict[str, Any] = {
        "terminal": {"hall": {"zh": "大厅", "en": None}, "id": "K03"},
        "devices": {"ups": None},
    }
    assert dict(leaves(table)) == {"terminal.hall": {"zh": "大厅"}, "terminal.id": "K03"}
