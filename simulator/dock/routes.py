"""The dock's calls."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from simulator.dock import page
from simulator.dock.asked import Json, NotThere
from simulator.dock.platform import PlatformHand
from simulator.dock.printer import PrinterHand
from simulator.dock.reader import ReaderHand
from simulator.dock.scanner import ScannerHand

FRESH: Final = {"Cache-Control": "no-store"}
FILES: Final = Path(__file__).parent / "files"

Act = Callable[[Json], None]
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Hands:
    """The hands of one hall."""

    reader: ReaderHand
    printer: PrinterHand
    scanner: ScannerHand
    platform: PlatformHand


class Calls:
    """The page and the calls of one hall. Hands move one at a time; each may block, so in a thread."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._lock = threading.Lock()

    def app(self) -> Starlette:
        """The application."""
        acts: dict[str, Act] = {
            "reader/lay": self._hands.reader.lay,
            "reader/lift": self._hands.reader.lift,
            "reader/plug": self._hands.reader.plug,
            "reader/fault": self._hands.reader.fault,
            "printer/paper": self._hands.printer.paper,
            "printer/cover": self._hands.printer.cover,
            "printer/plug": self._hands.printer.plug,
            "printer/fault": self._hands.printer.fault,
            "scanner/scan": self._hands.scanner.scan,
            "scanner/plug": self._hands.scanner.plug,
            "scanner/fault": self._hands.scanner.fault,
            "platform/fault": self._hands.platform.fault,
        }
        return Starlette(
            routes=[
                Route("/", self._page),
                Route("/api/state", _told(self.state)),
                Route("/api/printer/slips", _told(self._hands.printer.slips)),
                Route("/api/printer/slips/{number:int}.png", self._slip),
                Route("/api/reader/cards/{key}.webp", self._portrait),
                *(Route(f"/api/{path}", self._post(act), methods=["POST"]) for path, act in acts.items()),
                Mount("/files", StaticFiles(directory=FILES)),
            ],
            exception_handlers={NotThere: _not_there, httpx.HTTPError: _no_platform},
        )

    def state(self) -> Json:
        """All of it."""
        return {
            "reader": self._hands.reader.state(),
            "printer": self._hands.printer.state(),
            "scanner": self._hands.scanner.state(),
            "platform": self._hands.platform.state(),
        }

    def _post(self, act: Act) -> Endpoint:
        def locked(asked: Json) -> Json:
            with self._lock:
                act(asked)
            return self.state()

        async def endpoint(request: Request) -> Response:
            return JSONResponse(await asyncio.to_thread(locked, await _asked(request)))

        return endpoint

    async def _page(self, _: Request) -> Response:
        return HTMLResponse(await asyncio.to_thread(lambda: page.html(self.state())), headers=FRESH)

    async def _slip(self, request: Request) -> Response:
        png = await asyncio.to_thread(self._hands.printer.picture, request.path_params["number"])
        return Response(png, media_type="image/png", headers=FRESH)

    async def _portrait(self, request: Request) -> Response:
        return Response(self._hands.reader.portrait(request.path_params["key"]), media_type="image/webp")


def _told(tell: Callable[[], Json]) -> Endpoint:
    async def endpoint(_: Request) -> Response:
        return JSONResponse(await asyncio.to_thread(tell), headers=FRESH)

    return endpoint


async def _asked(request: Request) -> Json:
    raw = await request.body()
    try:
        asked = json.loads(raw or b"{}")
    except ValueError:
        raise NotThere("the body is not JSON") from None
    if not isinstance(asked, dict):
        raise NotThere("the body is not a JSON object")
    return asked


async def _not_there(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": str(error)}, 422 if request.method == "POST" else 404)


async def _no_platform(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": f"the platform does not answer: {error}"}, 503)
