"""What goes along with an application: scanned pages, the signature, the words that were signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from kiosk.domain.site import Wording
from kiosk.domain.submission import Commitment, MaterialRef
from kiosk.domain.upload import Capture
from kiosk.hardware.document_scanner.base import Page as Scanned
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.visit import Visit
from kiosk.platform import letters
from kiosk.platform.letters import Confirmed, Scan
from kiosk.store.letter import Page

OWN: Final = "我承诺：填写的内容和交的材料都是真实的。"
OWN_COMMITMENT: Final = Wording(
    "commitment",
    "commitment-own-1",
    "承诺书",
    OWN,
    hashlib.sha256(OWN.encode()).hexdigest(),
    "What I filled in and hand in is true.",
)
"""Where the platform has told no text of its own yet."""
LEAST_DPI, MOST_DPI = 50, 1200
"""The contract's."""


def commitment(visit: Visit) -> Wording:
    """The text that is signed."""
    return visit.hall.wordings.get("commitment", OWN_COMMITMENT)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Pages ready to go along, and how the body names them."""

    pages: tuple[Page, ...]
    materials: tuple[MaterialRef, ...]
    signature: str

    def signed(self, wording: Wording, at: datetime) -> Commitment:
        """The commitment with the handwriting under it (AP-06)."""
        return Commitment(
            text_version=wording.version,
            text_sha256=wording.sha256,
            signed_at=at,
            signature_upload_id=self.signature,
        )


def enclose(
    draft: Draft, confirmed: Confirmed, signature: bytes, purpose: Literal["material", "correction"]
) -> Enclosed:
    """``signature``: a PNG file."""
    name = letters.page(
        Scan(
            content=signature,
            purpose="signature",
            media_type="image/png",
            trust_level="D",
            capture=Capture(means="on_screen", captured_at=confirmed.at),
            task_code=draft.guide.task_code,
        ),
        confirmed,
    )
    pages, refs = [name], []
    for ref in draft.materials.values():
        scans = list(_pages(draft, ref.material_id, confirmed, purpose))
        pages += scans
        refs.append(replace(ref, upload_ids=tuple(page.ref for page in scans)) if scans else ref)
    return Enclosed(tuple(pages), tuple(refs), name.ref)


def _pages(
    draft: Draft, material_id: str, confirmed: Confirmed, purpose: Literal["material", "correction"]
) -> Iterator[Page]:
    for number, page in enumerate(draft.pages.get(material_id, ()), 1):
        scan = Scan(
            content=page.image.reveal(),
            purpose=purpose,
            media_type=page.media_type,
            trust_level="C",
            capture=_capture(page, number, confirmed.at),
            task_code=draft.guide.task_code,
            material_id=material_id,
        )
        yield letters.page(scan, confirmed)


def _capture(page: Scanned, number: int, at: datetime) -> Capture:
    return Capture(
        means="document_scanner",
        captured_at=at,
        page_no=number,
        dpi=max(LEAST_DPI, min(MOST_DPI, page.dpi)),
        sharpness=page.sharpness,
    )
