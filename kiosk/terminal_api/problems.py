"""Every refusal in one form: ``{"code", "detail": {zh, en}, "errors"?: {name: {zh, en}}}``."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from kiosk.domain.words import Text
from kiosk.errors import KioskError
from kiosk.journeys.stage import BadValues, ChoiceDisabled, StaleView
from kiosk.terminal_api.encode import plain

MEDIA_TYPE = "application/problem+json"


class Refused(KioskError):
    """A request that is not granted: HTTP status, a stable word, and what to tell a person."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        detail: Text,
        *,
        errors: Mapping[str, Text] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers

    def response(self) -> JSONResponse:
        """The answer that says so."""
        body: dict[str, Any] = {"code": self.code, "detail": plain(self.detail)}
        if self.errors is not None:
            body["errors"] = plain(self.errors)
        return JSONResponse(body, self.status, dict(self.headers or {}), media_type=MEDIA_TYPE)


def of_stage(error: KioskError) -> Refused:
    """What the stage said to an answer."""
    if isinstance(error, StaleView):
        return Refused(
            HTTPStatus.CONFLICT, "stale_view", Text("页面已经换了，请看新的一页", "The view has changed")
        )
    if isinstance(error, ChoiceDisabled):
        return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "choice_disabled", error.why)
    if isinstance(error, BadValues):
        return bad_values(error.errors)
    return Refused(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "unknown_choice",
        Text("这一页没有这个选项", "This view has no such choice"),
    )


def bad_values(errors: Mapping[str, Text]) -> Refused:
    """Values that do not fit their fields."""
    detail = Text("有几项要改一下", "Some values do not fit")
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_values", detail, errors=errors)


def bad_body(errors: Mapping[str, Text]) -> Refused:
    """A body whose members are not those of the contract."""
    detail = Text("请求的内容不对", "The body does not follow the contract")
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_body", detail, errors=errors)


def internal() -> Refused:
    """A mistake of ours. What went wrong stands in the log, never here."""
    detail = Text(
        "这台机器出了点问题，请找工作人员", "Something went wrong in this terminal. Please ask staff."
    )
    return Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", detail)
