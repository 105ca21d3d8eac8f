"""Where a result is posted to: recipient and address, kept nowhere but in the draft (RS-03)."""

from __future__ import annotations

import re
from typing import Final

from kiosk.domain.personal import Personal
from kiosk.domain.submission import PostAddress
from kiosk.domain.words import Text
from kiosk.journeys.apply_draft import Draft
from kiosk.journeys.asking import asked
from kiosk.journeys.hall import Hall
from kiosk.journeys.stage import WentBack
from kiosk.journeys.view import Choice, Field
from kiosk.journeys.views.form import FormPage
from kiosk.journeys.visit import Visit

PHONE: Final = re.compile(r"[0-9+-]{5,18}")
"""The contract's ``Phone``."""
WRONG_PHONE: Final = Text("电话号码不对，再看一下。", "Not a phone number.")
REGION: Final = re.compile(r"[0-9]{6}")
POSTCODE: Final = REGION
ADDRESS_LEAST: Final = 4
ADDRESS_MOST: Final = 100
NAME_MOST: Final = 100
WRONG_REGION: Final = Text("区划代码是 6 位数字。", "The region code has 6 digits.")
WRONG_ADDRESS: Final = Text("地址写到门牌号。", "Please write the address down to the house number.")
WRONG_POSTCODE: Final = Text("邮政编码是 6 位数字，可以不填。", "A postcode has 6 digits. It may stay empty.")
WRONG_NAME: Final = Text("请写收件人的姓名。", "Please write the recipient's name.")


async def address(visit: Visit, draft: Draft) -> PostAddress:
    """Recipient and address. Raises ``WentBack``."""
    stands = _stands(visit, draft)
    wrong: dict[str, Text] = {}
    while True:
        view = numbered_page(draft, Text("寄到哪里？", "Where to?"), _fields(visit.hall, stands, wrong), 3)
        answer = await asked(visit, view)
        stands = {name: value.strip() for name, value in answer.values.items()}
        if answer.choice == "previous":
            raise WentBack
        wrong = _wrong(stands)
        if not wrong:
            return PostAddress(
                recipient=Personal(stands["recipient"]),
                phone=Personal(stands["phone"]),
                region_code=stands["region_code"],
                address=Personal(stands["address"]),
                postcode=stands.get("postcode") or None,
            )


def _stands(visit: Visit, draft: Draft) -> dict[str, str]:
    """What was typed before; else their own name and number, which nobody types twice."""
    if (known := draft.address) is not None:
        return {
            "recipient": known.recipient.reveal(),
            "phone": known.phone.reveal(),
            "region_code": known.region_code,
            "address": known.address.reveal(),
            "postcode": known.postcode or "",
        }
    own = visit.document.name.reveal() if visit.document and visit.acting_for is None else ""
    return {"recipient": own, "phone": draft.phone}


def _fields(hall: Hall, stands: dict[str, str], wrong: dict[str, Text]) -> tuple[Field, ...]:
    regions = tuple(Choice(code, Text(name)) for code, name in hall.terms.regions)
    region = (
        Field(
            "region_code",
            Text("区县", "District"),
            "choice",
            value=stands.get("region_code"),
            error=wrong.get("region_code"),
            choices=regions,
        )
        if regions
        else Field(
            "region_code",
            Text("区划代码（6 位）", "Region code (6 digits)"),
            "digits",
            value=stands.get("region_code"),
            error=wrong.get("region_code"),
            max_length=6,
        )
    )

    def text(name: str, label: Text, most: int) -> Field:
        return Field(
            name, label, "text", value=stands.get(name), error=wrong.get(name), max_length=most, chinese=True
        )

    def number(name: str, label: Text, most: int, *, required: bool = True) -> Field:
        kind: Final = "phone" if name == "phone" else "digits"
        return Field(
            name,
            label,
            kind,
            required=required,
            value=stands.get(name),
            error=wrong.get(name),
            max_length=most,
        )

    return (
        text("recipient", Text("收件人", "Recipient"), NAME_MOST),
        number("phone", Text("收件电话", "Phone"), 18),
        region,
        text("address", Text("详细地址", "Address"), ADDRESS_MOST),
        number("postcode", Text("邮政编码", "Postcode"), 6, required=False),
    )


def _wrong(stands: dict[str, str]) -> dict[str, Text]:
    checks = (
        ("recipient", 0 < len(stands.get("recipient", "")) <= NAME_MOST, WRONG_NAME),
        ("phone", PHONE.fullmatch(stands.get("phone", "")), WRONG_PHONE),
        ("region_code", REGION.fullmatch(stands.get("region_code", "")), WRONG_REGION),
        ("address", ADDRESS_LEAST <= len(stands.get("address", "")) <= ADDRESS_MOST, WRONG_ADDRESS),
        ("postcode", not stands.get("postcode") or POSTCODE.fullmatch(stands["postcode"]), WRONG_POSTCODE),
    )
    return {name: words for name, right, words in checks if not right}


def numbered_page(draft: Draft, title: Text, fields: tuple[Field, ...], after_form: int) -> FormPage:
    """A page behind the form's own, the ``after_form``-th."""
    return FormPage(
        item=draft.guide.elements.name,
        sheet=title,
        asked=fields,
        step=len(draft.sheets) + after_form,
        steps=draft.steps,
    )
