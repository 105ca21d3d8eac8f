"""Refusals as problem documents (RFC 9457; contract section 6)."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from starlette.responses import JSONResponse

from simulator.platform import contract
from simulator.platform.paths import DATA


class Problem(Exception):
    """A refusal. ``members`` are the extra members of that code, such as ``existing`` or ``until``."""

    def __init__(self, code: str, detail: str | None = None, **members: Any) -> None:  # noqa: ANN401 JSON
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.members = members

    @property
    def status(self) -> int:
        """The HTTP status of the code."""
        return contract.load().problems[self.code][0]

    def response(self, trace_id: str) -> JSONResponse:
        """Make the problem document. ``retry_after`` also becomes the Retry-After header."""
        status, retry = contract.load().problems[self.code]
        document = {
            "type": "about:blank",
            "title": self.code.replace("_", " ").capitalize(),
            "status": status,
            "code": self.code,
            "detail": self.detail or details()[self.code],
            "retry": retry,
            "trace_id": trace_id,
            **self.members,
        }
        headers = {"Retry-After": str(self.members["retry_after"])} if "retry_after" in self.members else {}
        return JSONResponse(document, status, headers, media_type="application/problem+json")


class Counted(Problem):
    """A refusal whose writes stay: a wrong code is counted, bytes with a wrong digest are gone."""


@cache
def details() -> dict[str, str]:
    """Read the Chinese words of every code."""
    return {
        code: str(words)
        for code, words in tomllib.loads((DATA / "problem_details.toml").read_text("utf-8")).items()
    }
