"""``log tail | export | verify`` of a terminal that ran, and of one that runs."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from kiosk.domain.journal import Deed
from kiosk.staff.log_reading import Sentences, Wanted, last, read
from kiosk.store.audit_chain import AuditChain, rows_of
from tests.staff.console import ROOT, SECRET, Site, console
from tests.store.audit_samples import NOW, tamper

LINES = [
    {"event": "terminal.started", "level": "info", "timestamp": "2026-03-12T01:00:00Z", "version": "1.0"},
    {
        "event": "session.signed_in",
        "level": "info",
        "timestamp": "2026-03-12T02:00:00Z",
        "trace": "0f" * 8,
        "level_of_person": "L2",
    },
    {
        "event": "device.lost",
        "level": "warning",
        "timestamp": "2026-03-12T02:01:00Z",
        "trace": "0f" * 8,
        "kind": "id_card",
        "code": "unplugged",
        "state": "noDevice",
        "action": "clear",
    },
    {
        "event": "journey.broke",
        "level": "error",
        "timestamp": "2026-03-12T02:02:00Z",
        "exception": "Traceback\nValueError: [b]odd[/b]",
    },
]


def write(site: Site) -> None:
    site.log.mkdir()
    with gzip.open(site.log / "kiosk-20260312-015959.log.gz", "wt", encoding="utf-8") as old:
        old.write("".join(json.dumps(line) + "\n" for line in LINES[:2]))
    text = "".join(json.dumps(line) + "\n" for line in LINES[2:])
    (site.log / "kiosk.log").write_text(text + '{"event": "half', encoding="utf-8")


def a_chain(site: Site, count: int = 5) -> None:
    chain = AuditChain(site.state, "K03", lambda: bytes.fromhex(SECRET))
    chain.add([(NOW, Deed(action="session.signed_in", actor=f"se-{n}")) for n in range(count)], sign=True)
    chain.close()


def test_tail_tells_sentences_from_all_files(site: Site) -> None:
    write(site)
    told = site.tells("log", "tail")
    assert "终端启动，软件版本 1.0" in told
    assert told.startswith("2026-03-12 09:00:00"), "by the hall's clock"
    assert "登录，等级 L2" in told
    assert "设备 id_card 不能用：unplugged（noDevice，clear）" in told
    assert "ValueError: [b]odd[/b]" in told, "nothing in it is markup"
    assert "(unreadable)" in told, "half a line after a cut"
    assert "device id_card is lost" in site.tells("log", "tail", "--lang", "en")


@pytest.mark.parametrize(
    ("words", "events"),
    [
        (("-n", "2"), ["journey.broke", "(unreadable)"]),
        (("--level", "error"), ["journey.broke"]),
        (("--event", "device."), ["device.lost"]),
        (("--session", "0f" * 8), ["session.signed_in", "device.lost"]),
        (("--session", "0f" * 8 + "ab" * 8), ["session.signed_in", "device.lost"]),
        (("--session", "1f" * 8), []),
        (("--session", "0f" * 8, "--level", "warning"), ["device.lost"]),
    ],
)
def test_tail_shows_what_was_asked_for(site: Site, words: tuple[str, ...], events: list[str]) -> None:
    write(site)
    rows = site.tells("log", "tail", "--json", *words).splitlines()
    assert [json.loads(row)["event"] for row in rows] == events


def test_tail_without_a_log_says_so(site: Site) -> None:
    done = site.does("log", "tail")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no log is there" in done.stderr


def test_tail_follows_into_the_next_file_until_ctrl_c(site: Site) -> None:
    write(site)
    (site.log / "kiosk.log").write_text(json.dumps(LINES[2]) + "\n")
    words = ["log", "tail", "-f", "-n", "1", "--json", "--config", str(site.config)]
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "run_kiosk.py"), *words], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["event"] == "device.lost"
    with (site.log / "kiosk.log").open("a") as log:
        log.write(json.dumps(LINES[0])[:20])
        log.flush()
        time.sleep(0.5)
        log.write(json.dumps(LINES[0])[20:] + "\n")
    assert json.loads(process.stdout.readline())["event"] == "terminal.started"
    (site.log / "kiosk.log").rename(site.log / "kiosk-20260312-020202.log")
    (site.log / "kiosk.log").write_text(json.dumps(LINES[1]) + "\n")
    assert json.loads(process.stdout.readline())["event"] == "session.signed_in"
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    process.stdout.close()


def test_sentences_of_what_the_catalogue_does_not_know() -> None:
    assert Sentences("zh").of({"event": "odd", "level": "info", "x": 1}) == "x=1"
    assert Sentences("en").of({"event": "device.status", "kind": "id_card"}) == "device id_card: — → —"
    assert read("[1]\n")["event"] == "(unreadable)"
    assert last(Path("/nowhere"), 5, Wanted()) == []


@pytest.mark.req("SC-06")
def test_an_export_is_whole_and_its_digests_are_signed(site: Site) -> None:
    write(site)
    a_chain(site)
    target = site.folder / "for the auditor"
    site.tells("log", "export", str(target))
    names = sorted(file.name for file in target.iterdir())
    assert names == [
        "audit-verdict.json",
        "audit.head",
        "audit.jsonl",
        "digests.sig",
        "digests.txt",
        "kiosk-20260312-015959.log.gz",
        "kiosk.log",
    ]
    listed = (target / "digests.txt").read_text("utf-8")
    for row in listed.splitlines():
        sha256, sm3, size, name = row.split()
        content = (target / name).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (sha256, int(size))
        assert hashlib.new("sm3", content).hexdigest() == sm3
    assert {row.split()[3] for row in listed.splitlines()} == set(names) - {"digests.txt", "digests.sig"}
    signed = hmac.new(bytes.fromhex(SECRET), listed.encode(), "sm3").hexdigest()
    assert (target / "digests.sig").read_text().strip() == signed
    assert json.loads((target / "audit-verdict.json").read_text())["findings"] == []
    exported = [json.loads(row) for row in (target / "audit.jsonl").read_text("utf-8").splitlines()]
    assert json.loads(exported[-1]["text"])["action"] == "log.export", "taking it along is on it too"
    assert "whole" in site.tells("log", "verify", str(target))


def test_an_export_as_zip_of_some_days(site: Site) -> None:
    write(site)
    a_chain(site)
    os.utime(site.log / "kiosk-20260312-015959.log.gz", (0, 0))
    target = site.folder / "audit.zip"
    site.tells("log", "export", str(target), "--since", "2020-01-01")
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert "kiosk.log" in archive.namelist()
        assert "kiosk-20260312-015959.log.gz" not in archive.namelist()
    assert sorted(file.name for file in site.folder.glob("*.zip")) == ["audit.zip"]
    done = site.does("log", "export", str(target))
    assert done.returncode == 1
    assert "is there already" in done.stderr


def test_an_exported_chain_is_proven_without_the_terminal(site: Site, tmp_path: Path) -> None:
    a_chain(site)
    target = site.folder / "export"
    site.tells("log", "export", str(target))
    gone = ("--config", str(tmp_path / "nowhere.toml"))
    done = console("log", "verify", str(target), *gone)
    assert done.returncode == 0
    assert "signatures were not proven" in done.stdout
    rows = (target / "audit.jsonl").read_text("utf-8").replace("se-3", "se-9")
    (target / "audit.jsonl").write_text(rows, "utf-8")
    done = console("log", "verify", str(target), *gone)
    assert done.returncode == 1
    assert "record 4: edited" in done.stdout
    (target / "audit.jsonl").write_text("{}", "utf-8")
    assert console("log", "verify", str(target), *gone).returncode == 1


@pytest.mark.req("SC-06")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("UPDATE chain SET text = replace(text, 'se-1', 'se-9') WHERE seq = 2", "record 2: edited"),
        ("DELETE FROM chain WHERE seq = 3", "record 3: missing"),
        ("DELETE FROM chain WHERE seq > 3", "record 4 to 6: cut_short"),
        ("UPDATE chain SET seq = 7 - seq WHERE seq IN (99)", "whole"),
    ],
)
def test_verify_says_by_number_what_was_changed(site: Site, script: str, said: str) -> None:
    a_chain(site)
    tamper(site.state, script)
    whole = said == "whole"
    told = site.tells("log", "verify", status=0 if whole else 1)
    assert said in told
    assert ("CHANGED" in told) is not whole
    assert site.json("log", "verify", status=0 if whole else 1)["whole"] is whole


def test_verify_says_which_records_were_swapped(site: Site) -> None:
    a_chain(site)
    for seq, to in ((2, 100), (5, 2), (100, 5)):
        tamper(site.state, "UPDATE chain SET seq = ? WHERE seq = ?", to, seq)
    told = site.tells("log", "verify", status=1)
    assert "record 2: swapped\nrecord 5: swapped\n" in told


def test_verify_takes_the_checkpoint_that_the_platform_keeps(site: Site) -> None:
    a_chain(site)
    links = list(rows_of(site.state))
    right = f"{links[4].seq}:{links[4].sm3}"
    site.tells("log", "verify", "--told", right)
    assert "record 5: rewritten" in site.tells("log", "verify", "--told", f"5:{'ab' * 32}", status=1)
    assert "record 7 to 9: cut_short" in site.tells("log", "verify", "--told", f"9:{'ab' * 32}", status=1)
    assert site.does("log", "verify", "--told", "nine").returncode == 2


def test_verify_without_a_chain_says_so(site: Site) -> None:
    done = site.does("log", "verify")
    assert done.returncode == 1
    assert "no audit chain is there" in done.stderr
