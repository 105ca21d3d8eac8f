"""Invented documents for the journeys' tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import DocumentAccess, SocialSecurityCard, TravelDocument

PORTRAIT = b"a portrait"
ACCESS = DocumentAccess(Personal("X12345678"), Personal(date(1990, 1, 2)), date(2031, 1, 2))


def a_social_security_card(**changes: Any) -> SocialSecurityCard:
    card = SocialSecurityCard(
        card_no=Personal("SAMPLE000001"),
        number=Personal("990101198503120010"),
        name=Personal("张示例"),
        sex="男",
        region="990101",
        valid_from=date(2020, 1, 1),
        valid_to=date(2030, 1, 1),
    )
    return replace(card, **changes)


def a_passport(**changes: Any) -> TravelDocument:
    document = TravelDocument(
        document_code="P",
        issuing_state="UTO",
        nationality="UTO",
        number=ACCESS.number,
        name=Personal("SAMPLE ANNA"),
        birth=ACCESS.birth,
        sex="F",
        valid_to=ACCESS.expiry,
        photo=Personal(PORTRAIT),
        chip_verified=True,
    )
    return replace(document, **changes)
