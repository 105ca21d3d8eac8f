"""Certificates for the gallery: invented, and as long as they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from kiosk.domain.words import Text
from kiosk.errors import Action, CertificateRefused, DeviceFault
from kiosk.journeys.certificate_purpose import WRONG as PURPOSE_WRONG
from kiosk.journeys.certificates import OTHERS
from kiosk.journeys.faults import fault_view
from kiosk.journeys.view import View
from kiosk.journeys.views import (
    CertificateList,
    CertificatePreview,
    CertificatePrinted,
    CertificatePrinting,
    CertificateRow,
    PaperNumber,
    PurposeWords,
)

NAME: Final = "社会保险参保缴费证明"
LONG: Final = "残疾人证（含困难残疾人生活补贴和重度残疾人护理补贴领取资格证明）"
ISSUER: Final = "云溪区社会保险服务中心"
LONG_ISSUER: Final = "云溪区人力资源和社会保障局社会保险基金管理中心"
FACE: Final = (
    ("持有人", "张*例"),
    ("证件号码", "9901**********0010"),
    ("养老保险", "正常缴费，累计 126 个月"),
    ("医疗保险", "正常缴费，累计 126 个月"),
    ("失业保险", "正常缴费，累计 118 个月"),
    ("工伤保险", "正常缴费，累计 118 个月"),
    ("单位名称", "云溪区**餐饮店"),
    ("统计到", "2026 年 2 月"),
)
ROWS: Final = (
    CertificateRow("ce-1", NAME, ISSUER, date(2026, 6, 10)),
    CertificateRow("ce-2", "不动产权证书", "云溪区不动产登记中心", None),
    CertificateRow("ce-3", "机动车驾驶证", "云溪区公安分局", date(2020, 1, 1), Text("已过有效期。")),
    CertificateRow("ce-4", LONG, LONG_ISSUER, None, Text("今天的打印份数用完了，明天可以再打。")),
)
PREVIEW: Final = CertificatePreview(
    certificate=NAME,
    issuer=ISSUER,
    face=FACE,
    issued_on=date(2026, 3, 12),
    valid_to=date(2026, 6, 10),
    paper="a4",
    numbered=False,
    most=5,
    copies=2,
    consent=Text("只在办这件事时使用您的电子证照，并留下使用记录供您查询。"),
)
PRINTING: Final = CertificatePrinting(
    certificate=NAME, issuer=ISSUER, face=FACE, valid_to=date(2026, 6, 10), copy=1, copies=2, pages=2
)
DONE: Final = CertificatePrinted(certificate=NAME, printed=True, copies_printed=2, copies=2)
VIEWS: Final[dict[str, View]] = {
    "certificate_list": CertificateList(certificates=ROWS),
    "certificate_list_many": CertificateList(
        certificates=tuple(replace(ROWS[n % 4], id=f"ce-{n}") for n in range(9)), acting_for="李*样"
    ),
    "certificate_list_none": CertificateList(certificates=()),
    "certificate_preview": PREVIEW,
    "certificate_preview_one": replace(PREVIEW, most=1, copies=1, face=FACE[:2], valid_to=None),
    "certificate_preview_long": replace(
        PREVIEW, certificate=LONG, issuer=LONG_ISSUER, numbered=True, face=(*FACE, *FACE[2:]), copies=5
    ),
    "certificate_preview_own_purpose": replace(PREVIEW, purpose="给孩子办国外入学手续用的"),
    "purpose_words": PurposeWords(),
    "purpose_words_wrong": PurposeWords(error=PURPOSE_WRONG),
    "certificate_printing": PRINTING,
    "certificate_printing_second": replace(
        PRINTING, certificate=LONG, issuer=LONG_ISSUER, copy=2, pages_done=1
    ),
    "certificate_printing_stopping": replace(PRINTING, copies=5, pages=5, stopping=True),
    "certificate_printed": DONE,
    "certificate_printed_part": replace(DONE, copies_printed=1),
    "certificate_printed_not": replace(DONE, printed=False, copies_printed=0),
    "certificate_printed_unknown": replace(DONE, printed="unknown", copies_printed=1),
    "paper_number": PaperNumber(copy=1, copies=2),
    "fault_certificate_signer": fault_view(CertificateRefused("signer_unknown"), another_way=OTHERS),
    "fault_certificate_expired": fault_view(CertificateRefused("grant_expired"), another_way=OTHERS),
    "fault_certificate_paper": fault_view(
        DeviceFault("document_printer", "paper_out", Action.CLEAR),
        another_way=Text("不打了", "Print no more"),
    ),
}
