"""What all wire models share.

Requests are closed: a member left at its default is not sent, and nothing that the contract does not name.
Answers are open: members nobody named are passed over; enumerations are plain text until the domain.
"""

# pylint: disable=duplicate-code  # the domain calls the same things by the same names

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeAlias

from msgspec import Meta, Struct

from kiosk.domain.personal import Personal

Id = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_.-]{1,64}$")]
Count = Annotated[int, Meta(ge=0)]
Time = Annotated[datetime, Meta(tz=True)]
Day: TypeAlias = date
Json: TypeAlias = dict[str, Any]
Mode = Literal["fully_online", "original_verification", "original_precheck"]


class Request(Struct, frozen=True, omit_defaults=True):
    """A closed body, or a part of one."""


class Answer(Struct, frozen=True, omit_defaults=True):
    """An open body, or a part of one."""


class Confirmation(Request, frozen=True):
    """``Confirmation``: what lets a submission be delivered after its session has ended (section 4)."""

    session_id: str
    confirmed_at: datetime


class Fee(Answer, frozen=True):
    """``Fee``: told and never taken here."""

    charged: bool
    text: str
    status: str
    amount: str | None = None
    basis: str | None = None
    order_no: str | None = None
    pay_qr: str | None = None


class TimeLimit(Answer, frozen=True):
    """``TimeLimit``."""

    value: Count | None
    unit: str
    text: str


class Area(Answer, frozen=True):
    """``Area``."""

    area_code: Id
    name: str
    floor: str | None = None


class SlotTime(Answer, frozen=True):
    """``SlotTime``."""

    start: Time
    end: Time


class FormData(Struct, frozen=True):
    """``FormData``: what a person filled in, sent and given back for a correction."""

    form_id: str
    form_version: str
    data: Personal[Json]


class Post(Struct, frozen=True, omit_defaults=True):
    """Where a result is posted to, sent and given back."""

    recipient: Personal[str]
    phone: Personal[str]
    region_code: str
    address: Personal[str]
    postcode: str | None = None


class Delivery(Struct, frozen=True, omit_defaults=True):
    """``Delivery``, sent and given back."""

    method: str
    hall_code: str | None = None
    post: Post | None = None
