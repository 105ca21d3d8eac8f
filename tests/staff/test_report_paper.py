"""The readiness report on paper: what a reader finds, and in which order."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.errors import StoreError
from kiosk.hardware.ticket_printer.slip import Line
from kiosk.staff.checks.base import Check
from kiosk.staff.readiness import Report
from kiosk.staff.report_keeping import KEPT, keep, keep_page
from kiosk.staff.report_paper import page, slip, verdict
from tests.documents.papers import pages_of, raw_text_of, text_of
from tests.store.audit_samples import NOW

KEY = bytes(32)
FINE = {
    "devices": [Check("id_card", "ok", "online", says_zh="正常")],
    "storage": [Check("secret", "ok", "/etc/kiosk/secret, mode 0600")],
    "platform and clock": [Check("clock", "ok", "0 s apart", says_zh="相差 0 秒")],
    "audit": [Check("audit chain", "ok", "41 records, whole", says_zh="41 条，完整")],
}
BAD = Check("audit chain", "bad", "record 7: edited", "run_kiosk.py log verify", "第 7 条起不对：edited")
LOW = Check("clock", "warn", "+41 s off the platform's", "sudo timedatectl set-ntp true", "本机时钟差 +41 秒")
WRONG = FINE | {"audit": [BAD], "platform and clock": [*FINE["platform and clock"], LOW]}


def a_report(sections: dict[str, list[Check]]) -> Report:
    return Report("K03", "云溪区政务服务大厅", NOW, sections, {"sessions": 214})


async def test_a_page_says_everything_and_which_file_it_tells_of(tmp_path: Path) -> None:
    report = a_report(FINE)
    kept = keep(report, tmp_path, KEY)
    pdf = await page(report, kept)
    words = text_of(pdf)
    for part in ("可以投入使用Ready", "K03", "云溪区政务服务大厅", "身份证读卡器IDcardreader", "正常", "214"):
        assert part in words
    assert kept.file.name in words
    assert hashlib.new("sm3", kept.file.read_bytes()).hexdigest() in words
    assert hashlib.sha256(kept.file.read_bytes()).hexdigest() in words
    assert len(kept.signature) == 64
    assert kept.signature in words
    assert kept.page.read_bytes() == pdf
    assert kept.page.stat().st_mode & 0o777 == 0o600


async def test_what_failed_is_seen_first_and_from_afar(tmp_path: Path) -> None:
    report = a_report(WRONG)
    pdf = await page(report, keep(report, tmp_path, None))
    words = raw_text_of(pdf)
    order = [
        words.index(part)
        for part in ("不能投入使用", "审计 Audit", "平台和时钟", "设备 Devices", "存储 Storage")
    ]
    assert order == sorted(order)
    for part in ("1 项不合格", "1 项注意", "第 7 条起不对", "record 7: edited", "$ run_kiosk.py log verify"):
        assert part in words
    assert words.index("本机时钟差") < words.index("相差 0 秒"), "within a section too"
    assert "没有：终端还没激活" in words
    (first, *_) = pages_of(pdf, tmp_path, dpi=50)
    upper = first.convert("L").crop((0, 0, first.width, first.height // 4))
    dark = sum(upper.histogram()[:64]) / (upper.width * upper.height)
    assert dark > 0.1, "the verdict stands in white on black"


def test_a_slip_says_what_is_wrong_and_which_report_it_was(tmp_path: Path) -> None:
    report = a_report(WRONG)
    kept = keep(report, tmp_path, KEY)
    lines = [part.text for part in slip(report, kept).parts if isinstance(part, Line)]
    assert lines[2] == "不能投入使用"
    assert lines[3:5] == ["[不合格] 审计  1 项", "  不合格 审计链：第 7 条起不对：edited"]
    assert "[合格] 设备  1 项" in lines
    assert f"SM3 {kept.sm3[:16]}" in lines
    assert not any("正常" in line for line in lines), "what is well takes no paper"


def test_a_verdict_counts_what_is_wrong() -> None:
    assert verdict(a_report(FINE)) == "可以投入使用 Ready"
    assert verdict(a_report(WRONG)) == "不能投入使用 NOT READY\n1 项不合格 FAIL，1 项注意 note"


async def test_a_check_that_nobody_foresaw_stands_there_as_it_is(tmp_path: Path) -> None:
    report = a_report(FINE | {"devices": [Check("port of lift", "warn", "gone")]})
    assert "port of lift" in raw_text_of(await page(report, keep(report, tmp_path, None)))


def test_a_page_without_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        keep_page(tmp_path / "gone" / "page.pdf", b"%PDF-")


def test_old_pages_go_with_their_reports(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(KEPT):
        (folder / f"readiness-20250101-{number:06}.json").write_text("{}")
    (folder / "readiness-20250101-000000.pdf").write_text("")
    (folder / "readiness-20250101-000001.pdf").write_text("")
    keep(Report("K03", "大厅", NOW + timedelta(minutes=1), FINE, {}), tmp_path, None)
    assert [file.name for file in folder.glob("*.pdf")] == ["readiness-20250101-000001.pdf"]
