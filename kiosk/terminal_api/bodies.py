"""What clients send, read strictly: a member nobody knows is a mistake, not a wish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.requests import Request

from kiosk.domain.words import Text
from kiosk.journeys.stage import Settings
from kiosk.terminal_api.problems import Refused, bad_body

MAX_BYTES = 1024 * 1024
"""Room for a drawn signature."""

UNKNOWN = Text("没有这一项", "No such member")
WRONG = Text("这一项的值不对", "Not an allowed value")


@dataclass(frozen=True, slots=True)
class AnswerBody:
    """``POST /v1/answer``. The values' types are not yet checked."""

    seq: int
    choice: str
    values: dict[str, Any]


async def read_object(request: Request) -> dict[str, Any]:
    """The JSON object of a request. Raises ``Refused``: 413 too large, 400 not JSON, 422 no object."""
    body = await _read(request)
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refused(
            HTTPStatus.BAD_REQUEST, "not_json", Text("请求不是 JSON", "The body is not JSON")
        ) from None
    if not isinstance(value, dict):
        raise bad_body({})
    return value


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise Refused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                "too_large",
                Text("请求太大", f"At most {MAX_BYTES} bytes"),
            )
    return bytes(body)


def answer(body: dict[str, Any]) -> AnswerBody:
    """Read an answer. Raises ``Refused`` (422) naming every wrong member."""
    kinds: dict[str, type] = {"seq": int, "choice": str, "values": dict}
    body = {"values": {}, **body}
    errors = {name: UNKNOWN for name in body if name not in kinds}
    # type(), not isinstance(): true is an int in Python, not in JSON.
    errors |= {name: WRONG for name, kind in kinds.items() if type(body.get(name)) is not kind}
    if errors:
        raise bad_body(errors)
    return AnswerBody(**body)


def settings(body: dict[str, Any], now: Settings, *, languages: Sequence[str]) -> Settings:
    """Change what ``body`` names and keep the rest. Raises ``Refused`` (422) naming every wrong member."""
    allowed: dict[str, Sequence[str | bool]] = {
        "language": languages,
        "elder": (True, False),
        "contrast": ("normal", "high"),
        "voice": (True, False),
    }
    errors = {name: UNKNOWN for name in body if name not in allowed}
    errors |= {
        name: WRONG for name, options in allowed.items() if name in body and not _one_of(body[name], options)
    }
    if errors:
        raise bad_body(errors)
    return replace(now, **body)


def _one_of(value: object, options: Sequence[str | bool]) -> bool:
    return any(type(value) is type(option) and value == option for option in options)  # 1 == True
