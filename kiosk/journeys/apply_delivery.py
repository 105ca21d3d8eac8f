"""How one is reached, and how the result reaches them: on site, by post, online (RS-01, RS-03).

An address stays in memory with the rest of the draft and goes to the platform alone.
"""

from __future__ import annotations

import re
from typing import Final

from kiosk.domain.personal import Personal
from kiosk.domain.submission import Delivery, PostAddress
from kiosk.domain.words import Text
from kiosk.journeys.apply_draft import METHODS, Draft
from kiosk.journeys.asking import asked
from kiosk.journeys.hall import Hall
from kiosk.journeys.stage import WentBack
from kiosk.journeys.view import Choice, Field
from kiosk.journeys.views.delivery import ChooseDelivery
from kiosk.journeys.views.form import FormPage
from kiosk.journeys.visit import Visit

PHONE: Final = re.compile(r"[0-9+-]{5,18}")
"""The contract's ``Phone``."""
REGION: Final = re.compile(r"[0-9]{6}")
POSTCODE: Final = REGION
ADDRESS_LEAST: Final = 4
ADDRESS_MOST: Final = 100
NAME_MOST: Final = 100
WRONG_PHONE: Final = Text("电话号码不对，再看一下。", "Not a phone number.")
WRONG_REGION: Final = Text("区划代码是 6 位数字。", "The region code has 6 digits.")
WRONG_ADDRESS: Final = Text("地址写到门牌号。", "Please write the address down to the house number.")
WRONG_POSTCODE: Final = Text("邮政编码是 6 位数字，可以不填。", "A postcode has 6 digits. It may stay empty.")
WRONG_NAME: Final = Text("请写收件人的姓名。", "Please write the recipient's name.")


async def contact(visit: Visit, draft: Draft) -> bool:
    """The phone at which the applicant can be reached."""
    wrong: Text | None = None
    while True:
        field = Field(
            "phone", Text("手机号", "Phone"), "phone", value=draft.phone or None, error=wrong, max_length=18
        )
        answer = await asked(visit, _page(draft, Text("怎么联系您？", "How can we reach you?"), (field,), 2))
        draft.phone = answer.values.get("phone", "").strip()
        if answer.choice == "previous":
            raise WentBack
        if PHONE.fullmatch(draft.phone):
            return True
        wrong = WRONG_PHONE


async def delivery(visit: Visit, draft: Draft) -> bool:
    """The way the applicant wants it, of those the guide offers; an address where it is posted.

    ``False``: there is one way alone, and nothing to add.
    """
    if draft.ways in {("print_here",), ("on_site",), ("online",)}:
        (draft.way,) = draft.ways
        return False
    while True:
        chosen = draft.way if draft.way in draft.ways else draft.ways[0]
        view = ChooseDelivery(
            item=draft.guide.elements.name,
            ways=draft.ways,
            chosen=chosen,
            step=len(draft.sheets) + 3,
            steps=draft.steps,
        )
        draft.way = (await asked(visit, view)).choice
        if draft.way != "post":
            return True
        try:
            draft.address = await _address(visit, draft)
        except WentBack:
            continue
        return True


def chosen_delivery(hall: Hall, draft: Draft) -> Delivery:
    """As the platform hears it; an address only where it is posted."""
    method = METHODS[draft.way]
    return Delivery(
        method=method,
        hall_code=hall.hall_code if method == "on_site" else None,
        post=draft.address if method == "post" else None,
    )


async def _address(visit: Visit, draft: Draft) -> PostAddress:
    """Recipient and address. Raises ``WentBack``."""
    stands = _stands(visit, draft)
    wrong: dict[str, Text] = {}
    while True:
        view = _page(draft, Text("寄到哪里？", "Where to?"), _fields(visit.hall, stands, wrong), 3)
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


def _page(draft: Draft, title: Text, fields: tuple[Field, ...], after_form: int) -> FormPage:
    return FormPage(
        item=draft.guide.elements.name,
        sheet=title,
        asked=fields,
        step=len(draft.sheets) + after_form,
        steps=draft.steps,
    )
