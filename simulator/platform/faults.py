"""Faults on demand. `delay`, `half` and `swallow` let the request take effect; the others leave nothing done.

========  =====================================================================================
refuse    a problem document with ``code`` (and ``members``, such as ``existing``)
status    a bare ``status`` from a gateway, no problem document
nonsense  200 with a page instead of JSON (``shape`` html), or with broken JSON (``shape`` json)
close     the connection is dropped, no answer
delay     ``seconds`` of waiting after the checks, then the true answer
half      the true answer, cut in the middle
swallow   it takes effect, then the connection is dropped
========  =====================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.responses import Response

from simulator.platform.contract import Json
from simulator.platform.problems import Problem, details

KINDS = ("refuse", "status", "nonsense", "close", "delay", "half", "swallow")
INSTEAD = frozenset({"refuse", "status", "nonsense", "close"})
DROPS = frozenset({"close", "swallow"})
PAGES = {
    "html": ("<!doctype html><title>上网认证</title><p>请先登录公共网络。", "text/html; charset=utf-8"),
    "json": ('{"ticket_id": "ti-', "application/json"),
}


@dataclass(slots=True)
class Fault:
    """One fault. ``operation`` is an operationId or ``*``; ``times`` ``None`` lasts until cleared."""

    operation: str
    kind: str
    status: int = 503
    code: str = "service_unavailable"
    seconds: float = 5.0
    times: int | None = 1
    shape: str = "html"
    members: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what cannot be done."""
        if self.kind not in KINDS or self.shape not in PAGES or self.code not in details():
            message = f"no such fault: {self.kind} {self.shape} {self.code}"
            raise ValueError(message)

    def answer(self, trace_id: str) -> Response:
        """Make the answer that stands instead of the true one."""
        if self.kind == "refuse":
            return Problem(self.code, **self.members).response(trace_id)
        if self.kind == "nonsense":
            body, media_type = PAGES[self.shape]
            return Response(body, 200, media_type=media_type)
        return Response("<h1>gateway</h1>", self.status, media_type="text/html")


class Faults:
    """The faults in force, first come first served."""

    def __init__(self) -> None:
        self.slowness_s = 0.0
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put a fault into force."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Mend everything."""
        self._faults.clear()

    def take(self, operation_id: str) -> Fault | None:
        """Return the fault that hits this request, and count it."""
        fault = next((f for f in self._faults if f.operation in {"*", operation_id}), None)
        if fault is not None and fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._faults.remove(fault)
        return fault
