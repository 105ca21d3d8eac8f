"""The papers of a case: receipts, notices and decisions, made when the case comes into a state."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from functools import lru_cache

from simulator.platform import pdf, subjects
from simulator.platform.call import Core
from simulator.platform.clock import moment
from simulator.platform.contract import Json
from simulator.platform.items import Item

APPEAL = "如果不服，可以在60日内申请行政复议，或者在6个月内提起行政诉讼。"
PAPERS = {
    "PRECHECK_OK": ("precheck_notice", "预审通过通知书", "网上预审已经通过，请带原件到窗口核对。"),
    "PRECHECK_REJECTED": (
        "precheck_notice",
        "预审不通过通知书",
        "网上预审没有通过，原因：材料与申请事项不符。",
    ),
    "CORRECTION": ("correction_notice", "补正告知书", "请按下面列出的各点一次补齐。"),
    "ACCEPTED": ("acceptance_notice", "受理通知书", "您的申请已经受理。"),
    "NOT_ACCEPTED": ("non_acceptance_decision", "不予受理决定书", f"您的申请不属于本机关受理范围。{APPEAL}"),
    "SPECIAL": ("special_procedure_notice", "特别程序告知书", "需要实地核查，所需时间不计入办理时限。"),
    "DONE_GRANTED": ("grant_decision", "准予行政审批决定书", "经审查，准予您的申请。"),
    "DONE_REFUSED": ("refusal_decision", "不予行政审批决定书", f"经审查，不予准许您的申请。{APPEAL}"),
    "RETURNED": ("other", "退件通知书", "您的申请已经退回。材料补齐后可以重新申请。"),
}
RECEIPT = ("receipt", "收件凭证", "您的申请已经提交，还没有受理。请凭办件编号查询进度。")
NOT_ON_PAPER = frozenset({"card", "permit_card"})


def issue(core: Core, row: sqlite3.Row, item: Item, state: str, at: str) -> None:
    """Issue the paper that goes with ``state``; a granted case also has its result."""
    receipt = state in {"SUBMITTED", "DONE_GRANTED"} and not of_kind(core, row["case_no"], "receipt")
    if receipt:
        _insert(core, row, item, RECEIPT, at)
    if state in PAPERS:
        _insert(core, row, item, PAPERS[state], at)
    if state == "DONE_GRANTED" and item.raw["result"]["print"] not in NOT_ON_PAPER:
        title = item.raw["result"]["document"]
        _insert(core, row, item, ("result", title, "兹证明上述事项已经办结，本件有效。"), at)


def of_kind(core: Core, case_no: str, kind: str) -> str | None:
    """Return the number of the newest paper of a kind."""
    row = core.store.one(
        "SELECT document_id FROM documents WHERE case_no = ? AND kind = ? ORDER BY rowid DESC", case_no, kind
    )
    return None if row is None else str(row["document_id"])


def all_of(core: Core, case_no: str) -> list[Json]:
    """Return the contract's CaseDocuments, oldest first."""
    rows = core.store.all("SELECT * FROM documents WHERE case_no = ? ORDER BY rowid", case_no)
    return [_wire(row) for row in rows]


def content(row: sqlite3.Row) -> bytes:
    """Return the PDF of a paper."""
    return _made(row["title"], row["lines"])


@lru_cache(maxsize=256)
def _made(title: str, lines: str) -> bytes:
    return pdf.write(pdf.Sheet(title, json.loads(lines)))


def _insert(core: Core, row: sqlite3.Row, item: Item, paper: tuple[str, str, str], at: str) -> None:
    kind, title, words = paper
    number = f"do-{core.store.mint('document'):04d}"
    lines = [
        f"文号：示例〔{moment(at).year}〕{number}",
        f"申请人：{subjects.masked(subjects.find(core.store, row['subject_id']))}",
        f"事项：{item.name}",
        f"办件编号：{row['case_no']}",
        f"申请编号：{row['application_no']}",
        "",
        words,
        *_points(row),
        "",
        f"承诺办结日：{row['due_on']}" if kind == "acceptance_notice" and row["due_on"] else "",
        f"咨询电话：{core.settings.hall['hotline']}",
        f"{item.raw['dept_name']}",
        at[:10],
    ]
    core.store.insert(
        "documents",
        document_id=number,
        case_no=row["case_no"],
        kind=kind,
        title=title,
        issued_at=at,
        sealer=None if kind == "receipt" else item.raw["dept_name"],
        lines=json.dumps(lines, ensure_ascii=False),
    )


def _points(row: sqlite3.Row) -> list[str]:
    notice = json.loads(row["notice"]) if row["notice"] else None
    if notice is None:
        return []
    points = [f"{n}. {point['requirement']}" for n, point in enumerate(notice["points"], 1)]
    return [*points, f"补正期限：{notice['deadline']}，过期没有补齐的，申请会退回。"]


def _wire(row: sqlite3.Row) -> Json:
    made = content(row)
    code = hashlib.sha256(row["document_id"].encode()).hexdigest()[:12].upper()
    sealed = row["sealer"] is not None
    return {
        "document_id": row["document_id"],
        "kind": row["kind"],
        "document_no": json.loads(row["lines"])[0].removeprefix("文号："),
        "title": row["title"],
        "issued_at": row["issued_at"],
        "media_type": "application/pdf",
        "size": len(made),
        "sha256": hashlib.sha256(made).hexdigest(),
        "sm3": hashlib.new("sm3", made).hexdigest(),
        "seal": {
            "status": "valid" if sealed else "none",
            "sealer": row["sealer"],
            "sealed_at": row["issued_at"] if sealed else None,
            "algorithm": "SM2-SM3" if sealed else None,
        },
        "verify": {
            "code": code,
            "qr_payload": f"https://platform.example/verify/{code}",
            "url": "https://platform.example/verify",
        },
        "printable": True,
    }
