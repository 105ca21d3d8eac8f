"""What every paper of a case says: whose, which matter, by whom, on which day, and how it is found again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kiosk.documents.sheet import Closing, Code, Fact
from kiosk.domain.case import CaseDocument, CaseFull
from kiosk.domain.item import Guide
from kiosk.domain.personal import Personal
from kiosk.domain.seal import Seal, SealStatus

ID_NUMBER: Final = re.compile(r"(?<![0-9])[1-9][0-9]{5}(18|19|20)[0-9]{9}[0-9Xx](?![0-9])")
"""What looks like a resident's number (GB 11643)."""
SCAN: Final = "用手机扫码查询办理进度。码里只有办件编号，没有个人信息。"
UNSEALED: Final = "本页由自助终端按平台数据打印，未加盖电子印章，以平台版本为准。"
SEALED: Final = "本页由自助终端按平台数据打印。电子印章在平台版本上，已经平台验证有效。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One case, as the head of a paper tells of it. People as the platform masks them, unless told whole."""

    case_no: str
    item_name: str
    task_code: str
    department: str
    applicant: Personal[str]
    day: date
    query: str
    agent: Personal[str] | None = None
    document_no: str | None = None
    seal: Seal | None = None
    consult_phone: str | None = None
    supervision_phone: str | None = None

    @property
    def sealed(self) -> bool:
        """Whether the platform says that its version bears a valid seal."""
        return self.seal is not None and self.seal.status is SealStatus.VALID


def matter(
    case: CaseFull,
    guide: Guide,
    *,
    now: datetime,
    issued: CaseDocument | None = None,
    applicant: Personal[str] | None = None,
) -> Matter:
    """What the platform tells of a case. ``issued``: its own paper of the kind, whose number and day hold.

    ``applicant``: the whole name, where the holder stands here and the paper is theirs.
    """
    told = case.application
    return Matter(
        case_no=case.case_no,
        item_name=case.item_name,
        task_code=case.task_code,
        department=guide.elements.agency,
        applicant=applicant or Personal(told.applicant_masked),
        agent=Personal(told.agent_masked) if told.agent_masked else None,
        day=(issued.issued_at if issued else now).date(),
        query=query(case),
        document_no=issued.document_no if issued else None,
        seal=issued.seal if issued else None,
        consult_phone=guide.elements.consult_phone,
        supervision_phone=guide.elements.supervision_phone,
    )


def query(case: CaseFull) -> str:
    """By which code a phone finds the case (AC-14): the platform's, or the bare number if that says more."""
    payload = case.query.qr_payload
    return case.case_no if not payload or ID_NUMBER.search(payload) else payload


def facts(about: Matter) -> tuple[Fact, ...]:
    """The rows that every paper begins with."""
    agent = (Fact("代理人", about.agent.reveal(), personal=True),) if about.agent else ()
    return (
        Fact("申请人", about.applicant.reveal(), personal=True),
        *agent,
        Fact("事项名称", about.item_name),
        Fact("实施编码", about.task_code),
        Fact("办件编号", about.case_no),
    )


def code(about: Matter) -> Code:
    """The code of the case."""
    return Code(about.query, SCAN)


def closing(about: Matter) -> Closing:
    """落款, with the seal's place only where the platform says that the seal is valid."""
    if about.seal is None or not about.sealed:
        return Closing(about.department, chinese(about.day))
    sealer = about.seal.sealer or about.department
    on = (chinese(about.seal.sealed_at.date()),) if about.seal.sealed_at else ()
    return Closing(about.department, chinese(about.day), ("电子印章在平台版本上", sealer, *on))


def chinese(day: date) -> str:
    """A day as papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"
