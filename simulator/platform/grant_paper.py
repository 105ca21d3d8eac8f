"""The sheet that a print grant allows: the certificate's face, its watermark, seal and check code."""

from __future__ import annotations

import json
import sqlite3

from simulator.platform import pdf, proof_codes, subjects
from simulator.platform.call import Call
from simulator.platform.contract import Json


def make(call: Call, certificate: sqlite3.Row, print_no: str, verify_code: str, watermark: str) -> bytes:
    """Return the PDF."""
    holder = subjects.find(call.store, certificate["subject_id"])
    face = [f"{line['label']}：{line['value']}" for line in json.loads(certificate["face"])]
    lines = [
        f"持有人：{subjects.masked(holder)}",
        *face,
        "",
        f"出具单位：{json.loads(certificate['issuer'])['name']}（电子印章）",
        f"打印流水号：{print_no}",
        f"验真码：{verify_code}",
        f"打印日期：{call.now.date().isoformat()}",
    ]
    return pdf.write(pdf.Sheet(certificate["type_name"], lines, watermark))


def pages(content: bytes) -> int:
    """Return how many pages a sheet that was made here has."""
    return content.count(b"/Type /Page /Parent ")


def seal(certificate: sqlite3.Row, at: str) -> Json:
    """Return the contract's Seal."""
    return {
        "status": certificate["seal"],
        "sealer": json.loads(certificate["issuer"])["name"],
        "sealed_at": at,
        "algorithm": "SM2-SM3",
    }


def verify(grant: sqlite3.Row, sm3: str) -> Json:
    """Return the contract's Verify."""
    claims = {
        "code": grant["verify_code"],
        "print_no": grant["print_no"],
        "issued_at": grant["issued_at"],
        "sm3": sm3[:32],
    }
    return {
        "code": grant["verify_code"],
        "qr_payload": proof_codes.payload(claims),
        "url": "https://platform.example/verify",
    }
