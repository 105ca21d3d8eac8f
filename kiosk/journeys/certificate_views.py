"""What the platform tells of certificates, as views: already masked, nothing added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kiosk.domain.certificate import Certificate
from kiosk.domain.citizen import Level
from kiosk.domain.subject import Relation
from kiosk.domain.words import Text
from kiosk.journeys.doing import Doing
from kiosk.journeys.views import USE, CertificateList, CertificatePreview, CertificateRow
from kiosk.journeys.visit import Visit

Levels = Mapping[str, Level]
"""The level that printing demands, by item; ``L3`` where nothing else is known."""
PAPER: Final = "a4"
NOT_PRINTED: Final = Text("这份要到窗口打", "A window prints this one")
OTHER_PAPER: Final = Text("要用别的纸，请去窗口打", "It needs other paper. Please go to a window.")
SURER: Final = Text(
    "要核对单位的身份，请带营业执照去窗口打",
    "A window prints it, with the business licence.",
)
BY_LICENCE: Final = Text(
    "要用电子营业执照登录才能打，也可以去窗口",
    "Sign in with the electronic business licence, or go to a window.",
)
NO_MORE: Final = Text("今天的份数打完了", "No more copies today")


def list_view(visit: Visit, held: Iterable[Certificate], levels: Levels) -> CertificateList:
    """All of them; for whom, where it is not for themselves."""
    other = visit.acting_for
    return CertificateList(
        certificates=tuple(row(visit, one, levels) for one in held),
        acting_for=other.name.reveal() if other and other.relation is not Relation.SELF else None,
    )


def row(visit: Visit, one: Certificate, levels: Levels) -> CertificateRow:
    """One of them as a row."""
    why = why_not(visit, one, levels)
    return CertificateRow(one.certificate_id, one.type_name, one.issuer.name, one.valid_to, why)


def why_not(visit: Visit, certificate: Certificate, levels: Levels) -> Text | None:
    """Why it cannot be printed here now. The platform's own reason goes first."""
    hall, rules = visit.hall, certificate.printing
    if not certificate.printable or rules is None:
        return Text(certificate.why_not) if certificate.why_not else NOT_PRINTED
    if PAPER not in rules.papers:
        return OTHER_PAPER
    if min(rules.copies_max, rules.copies_left) < 1:
        return NO_MORE
    wanted = levels.get(certificate.task_code or "", Level.L3)
    if visit.citizen is not None and visit.citizen.level < wanted:
        return BY_LICENCE if hall.can(Doing.SCAN_CODE).available else SURER
    return hall.can(Doing.PRINT_CERTIFICATE).why_not


def preview_view(visit: Visit, certificate: Certificate) -> CertificatePreview:
    """The face, and how many copies. Only for one that can be printed."""
    rules = certificate.printing
    assert rules is not None  # noqa: S101 the others cannot be chosen
    wording = visit.hall.wordings.get("certificate_use")
    return CertificatePreview(
        certificate=certificate.type_name,
        issuer=certificate.issuer.name,
        face=tuple((line.label, line.value) for line in certificate.face),
        issued_on=certificate.issued_on,
        valid_to=certificate.valid_to,
        paper=PAPER,
        numbered=rules.numbered_paper,
        most=min(rules.copies_max, rules.copies_left),
        consent=Text(wording.body, wording.body_en) if wording else USE,
    )
