"""Certificates, grants and files for the journeys' tests, signed with the terminal's secret."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from kiosk.documents.sealed import Trust
from kiosk.documents.sealed.grant import signed_text
from kiosk.domain.certificate import (
    Certificate,
    CertificateStatus,
    GrantFile,
    GrantStatus,
    GrantWish,
    Issuer,
    PrintGrant,
    PrintRules,
    Shown,
    Signature,
)
from kiosk.domain.page import File
from kiosk.domain.personal import Personal
from kiosk.domain.seal import Seal, SealStatus, Verify
from simulator.platform import pdf
from tests.fakes import NOW

SECRET: Final = bytes(range(32))
TRUST: Final = Trust("K03", Personal(SECRET))
PAGE: Final = pdf.write(pdf.Sheet("社会保险参保缴费证明", ["持有人：张*例", "编号：99-0001"], "仅供办事使用"))
FILE: Final = File("application/pdf", PAGE)
RULES: Final = PrintRules(papers=("a4",), copies_max=3, copies_left=2, numbered_paper=False)


def a_certificate(certificate_id: str = "ce-1", **changes: Any) -> Certificate:
    certificate = Certificate(
        certificate_id=certificate_id,
        kind="proof",
        type_name="社会保险参保缴费证明",
        holder_masked="张*例",
        issuer=Issuer("云溪区社会保险服务中心"),
        issued_on=NOW.date(),
        valid_to=None,
        status=CertificateStatus.VALID,
        face=(Shown("持有人", "张*例"), Shown("参保状态", "正常缴费")),
        printable=True,
        printing=RULES,
        usable_as_material=False,
        task_code="11990100MB9900A09B3992012005000",
    )
    return replace(certificate, **changes)


def a_grant(wish: GrantWish, *, content: bytes = PAGE, **changes: Any) -> PrintGrant:
    """As the platform gives it; signed over what it says after the changes."""
    numbered = changes.pop("numbered_paper", False)
    media_type = changes.pop("media_type", "application/pdf")
    file = GrantFile(
        download_path="/print-grants/gr-1/file",
        media_type=media_type,
        size=len(content),
        pages=1,
        sha256=hashlib.sha256(content).hexdigest(),
        sm3=hashlib.new("sm3", content).hexdigest(),
        paper="a4",
        duplex=False,
        numbered_paper=numbered,
    )
    unsigned = PrintGrant(
        grant_id="gr-1",
        certificate_id="ce-1",
        device_id="K03",
        status=GrantStatus.OPEN,
        copies=wish.copies,
        copies_left=2 - wish.copies,
        purpose=wish.purpose,
        issued_at=NOW,
        expires_at=NOW + timedelta(minutes=10),
        print_no="P20260312000001",
        file=file,
        seal=Seal(SealStatus.VALID),
        verify=Verify("A1B2C3", "https://platform.example/verify/A1B2C3"),
        signature=Signature("HMAC-SM3", "device", ""),
    )
    grant = replace(unsigned, **{name: value for name, value in changes.items() if name != "signature"})
    value = hmac.new(SECRET, signed_text(grant), "sm3").hexdigest()
    return replace(grant, signature=changes.get("signature", Signature("HMAC-SM3", "device", value)))
