"""The readiness report on paper: an A4 page, or on a slip what is wrong. What failed always comes first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kiosk import __version__
from kiosk.documents.press import Press
from kiosk.documents.sheet import Blanks, Fact, Facts, Heading, Paragraph, Part, Sheet, Table, Verdict
from kiosk.documents.slips import CENTRE, plain
from kiosk.domain.words import Text
from kiosk.hardware.ticket_printer.slip import Line, Rule, Slip
from kiosk.staff.readiness import TITLES, WORST, Report, worst
from kiosk.staff.report_keeping import Kept, keep_page
from kiosk.staff.words import DEVICES

if TYPE_CHECKING:
    from kiosk.staff.checks.base import Check, State

NAME: Final = "readiness_report"
TITLE: Final = Text("自助终端就绪检查单", "Readiness report")
STATES: Final[Mapping[State, Text]] = {
    "bad": Text("不合格", "FAIL"),
    "warn": Text("注意", "note"),
    "ok": Text("合格", "pass"),
}
NAMES: Final[Mapping[str, Text]] = {
    "devices": Text("设备", "devices"),
    "secret": Text("终端密钥", "secret"),
    "terminal API token": Text("接口口令", "terminal API token"),
    "outbox key": Text("待发箱密钥", "outbox key"),
    "state folder": Text("数据目录", "state folder"),
    "log folder": Text("日志目录", "log folder"),
    "outbox": Text("待发箱", "outbox"),
    "time service": Text("时间同步", "time service"),
    "platform": Text("平台", "platform"),
    "clock": Text("时钟", "clock"),
    "signature": Text("签名", "signature"),
    "audit chain": Text("审计链", "audit chain"),
}
COUNTS: Final[Mapping[str, str]] = {"sessions": "使用人次 sessions"}
UNSIGNED: Final = "没有：终端还没激活 none: never activated"
SHORT: Final = 16
"""Characters of a digest on a slip: enough to tell two reports apart."""


async def page(report: Report, kept: Kept, press: Press | None = None) -> bytes:
    """Set the A4 page, keep it beside the JSON, and give it. Raises ``PageError`` and ``StoreError``.

    ``press`` of the terminal's own; without one a press is started and ended again.
    """
    own = press or Press()
    try:
        pdf = (await own.pdf(sheet(report, kept), made_at=report.made_at)).reveal()
    finally:
        if press is None:
            await own.close()
    keep_page(kept.page, pdf)
    return pdf


def sheet(report: Report, kept: Kept) -> Sheet:
    """The page. It names nobody: who made it stands in the audit chain."""
    facts = (
        Fact("大厅 Hall", report.hall),
        Fact("终端 Terminal", report.terminal),
        Fact("检查时间 Made", f"{report.made_at:%Y-%m-%d %H:%M:%S}"),
        Fact("软件 Software", __version__),
    )
    return Sheet(
        name=NAME,
        kind="report",
        title=f"{TITLE.zh} {TITLE.en}",
        parts=(Verdict(verdict(report), report.ready), Facts(facts), *_sections(report), *_end(report, kept)),
        foot=f"{report.terminal}  {report.made_at:%Y-%m-%d %H:%M:%S}  SM3 {kept.sm3[:SHORT]}",
        dense=True,
    )


def slip(report: Report, kept: Kept) -> Slip:
    """What is wrong, and which report it was; the rest is on the screen and in the file."""
    parts: list[Line | Rule] = [
        Line(report.hall, bold=True, align=CENTRE),
        Line(TITLE.zh, bold=True, align=CENTRE),
        Line(report.verdict.zh, scale=2, bold=True, align=CENTRE),
        Rule(),
    ]
    for name, checks in report.worst_first():
        state = worst(checks)
        parts.append(Line(f"[{STATES[state].zh}] {TITLES[name].zh}  {len(checks)} 项", bold=state != "ok"))
        parts += [
            Line(plain(f"  {STATES[check.state].zh} {name_of(check).zh}：{says(check)}"))
            for check in checks
            if check.state != "ok"
        ]
    parts += [Rule(), Line(f"SM3 {kept.sm3[:SHORT]}")]
    parts.append(Line(f"签名 {kept.signature[:SHORT]}" if kept.signature else "没有签名：终端还没激活"))
    parts.append(Line(f"{report.terminal}  {report.made_at:%Y-%m-%d %H:%M:%S}", align=CENTRE))
    return Slip(NAME, tuple(parts))


def verdict(report: Report) -> str:
    """The verdict, and how many checks are behind it."""
    said, wrong = f"{report.verdict.zh} {report.verdict.en}", WORST[:2]
    found = [f"{n} 项{STATES[state].zh} {STATES[state].en}" for state in wrong if (n := report.count(state))]
    return "\n".join((said, "，".join(found))) if found else said


def name_of(check: Check) -> Text:
    """A check's name in staff's words."""
    return DEVICES.get(check.name) or NAMES.get(check.name) or Text(check.name)


def says(check: Check) -> str:
    """What it says, to hall staff."""
    return check.says_zh or check.says


def _sections(report: Report) -> Iterator[Part]:
    for name, checks in report.worst_first():
        title, state = TITLES[name], STATES[worst(checks)]
        yield Heading(f"{title.zh} {title.en}：{state.zh} {state.en}")
        yield Table(("结果 Result", "项目 Checked", "说明 Found"), tuple(map(_row, checks)), (3, 7, 10))


def _row(check: Check) -> tuple[str, str, str]:
    state, name, told = STATES[check.state], name_of(check), says(check)
    if check.state != "ok":  # an engineer reads on where hall staff stop
        told = "\n".join(dict.fromkeys((told, check.says)))
        told += f"\n$ {check.mend}" if check.mend else ""
    return f"{state.zh} {state.en}", f"{name.zh} {name.en}" if name.en else name.zh, told


def _end(report: Report, kept: Kept) -> Iterator[Part]:
    if report.counts:
        yield Heading("今天 Today")
        yield Facts(tuple(Fact(COUNTS.get(name, name), str(n)) for name, n in sorted(report.counts.items())))
    yield Heading("凭据 Proof")
    for label, value in (
        ("文件 File", kept.file.name),
        ("SM3", _grouped(kept.sm3)),
        ("SHA-256", _grouped(kept.sha256)),
        ("签名 HMAC-SM3", _grouped(kept.signature) or UNSIGNED),
    ):
        yield Paragraph(f"{label}：{value}", indent=False, small=True)
    yield Paragraph(
        "SM3 和 SHA-256 是上面这个文件的摘要，签名用终端密钥。 The digests are those of the file named above;"
        " the signature is by this terminal's secret.",
        indent=False,
        small=True,
    )
    yield Blanks((("检查人 Checked by", ""), ("大厅确认 Hall", "")))


def _grouped(digest: str) -> str:
    """Eight characters at a time, as people compare them."""
    return " ".join(digest[n : n + 8] for n in range(0, len(digest), 8))
