"""The two applications that are handed in: one with scanned pages, one that is decided at once."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Final

from kiosk.domain.personal import Personal
from kiosk.domain.submission import (
    Applicant,
    Commitment,
    Contact,
    Delivery,
    FormData,
    HandlingMode,
    MaterialRef,
    Submission,
)
from kiosk.domain.upload import Confirmation
from simulator.faulted.entry import Visit
from simulator.platform.settings import data

LEGAL_AID: Final = "11990100MB9911A15Y4990513001000"
"""法律援助."""

REMOTE_CARE: Final = "11990100MB9901A1XH3992039002000"
"""异地就医备案."""

SCANNED: Final = "m4"
"""案情相关材料."""


def legal_aid(visit: Visit, scanned: MaterialRef, *, mark: str, signature: str | None) -> Submission:
    """An application with pages."""
    return _application(
        visit,
        LEGAL_AID,
        "original_verification",
        form=_form("f-36", {"reason": "其他", "facts": mark, "hardship_declared": True}),
        materials=(_by("m1", "card_read"), _by("m2", "form"), _by("m3", "form"), scanned),
        signature=signature,
    )


def remote_care(visit: Visit) -> Submission:
    """An application without pages; its result is there at once."""
    filled = {"kind": "异地长期居住", "place": "示例市", "starts_on": "2026-04-01"}
    return _application(
        visit,
        REMOTE_CARE,
        "fully_online",
        form=_form("f-9", filled),
        materials=(_by("m1", "card_read"), _by("m2", "form")),
        signature=None,
    )


def _application(  # noqa: PLR0913 what every application has
    visit: Visit,
    task_code: str,
    mode: HandlingMode,
    *,
    form: FormData,
    materials: tuple[MaterialRef, ...],
    signature: str | None,
) -> Submission:
    return Submission(
        task_code=task_code,
        guide_version="g-1",
        handling_mode=mode,
        applicant=Applicant(visit.subject_id),
        form=form,
        materials=materials,
        delivery=Delivery(method="on_site", hall_code="hall-01"),
        contact=Contact(Personal("13800000000")),
        commitment=_commitment(visit.at, signature),
        confirmation=Confirmation(visit.session_id, visit.at),
    )


def _form(form_id: str, filled: dict[str, Any]) -> FormData:
    return FormData(form_id, "1", Personal(filled))


def _by(material_id: str, means: Any) -> MaterialRef:  # noqa: ANN401
    return MaterialRef(material_id=material_id, means=means)


def _commitment(at: datetime, signature: str | None) -> Commitment:
    told = next(text for text in data("device_config.toml")["texts"] if text["kind"] == "commitment")
    digest = hashlib.sha256(told["body"].encode()).hexdigest()
    return Commitment(
        text_version=told["version"], text_sha256=digest, signed_at=at, signature_upload_id=signature
    )
