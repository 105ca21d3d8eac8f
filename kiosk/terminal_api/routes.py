"""The four calls of docs/terminal-api.md."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kiosk.domain.words import Text
from kiosk.journeys.stage import BadValues, ChoiceDisabled, Stage, StaleView, UnknownChoice
from kiosk.terminal_api import bodies, encode, poll, problems, values
from kiosk.terminal_api.lease import Lease, client_of
from kiosk.terminal_api.problems import Refused
from kiosk.terminal_api.status import StatusSource, report

NOT_KEPT = {"Cache-Control": "no-store"}


class Calls:
    """What clients may ask. Reading is no touch; an answer or a change of settings is."""

    def __init__(self, stage: Stage, source: StatusSource, *, lease: Lease, languages: Sequence[str]) -> None:
        self._stage = stage
        self._source = source
        self._lease = lease
        self._languages = languages
        self.closing = asyncio.Event()
        """Set when the API closes: waiting polls end."""

    def app(self) -> Starlette:
        """The calls as an ASGI application."""
        routes = [
            Route("/v1/view", self.view, methods=["GET"]),
            Route("/v1/answer", self.answer, methods=["POST"]),
            Route("/v1/settings", self.settings, methods=["PUT"]),
            Route("/v1/status", self.status, methods=["GET"]),
        ]
        handlers = {
            Refused: _refused,
            HTTPException: _no_such_call,
            ClientDisconnect: _nobody_there,
            Exception: _broken,
        }
        return Starlette(routes=routes, exception_handlers=handlers)

    async def view(self, request: Request) -> Response:
        """200 with what is up, 204 where nothing newer came."""
        client = client_of(request)
        self._lease.take(client)
        if not await poll.changed(self._stage, poll.Poll.of(request.query_params), request, self.closing):
            return Response(status_code=HTTPStatus.NO_CONTENT)
        self._lease.take(client)
        now = encode.snapshot(self._stage.now, at=asyncio.get_running_loop().time())
        return JSONResponse(now, headers=NOT_KEPT)

    async def answer(self, request: Request) -> Response:
        """204 when the stage took the answer."""
        self._lease.take(client_of(request))
        given = bodies.answer(await bodies.read_object(request))
        try:
            self._check(given)
            self._stage.answer(given.seq, given.choice, given.values)
        except (StaleView, UnknownChoice, ChoiceDisabled, BadValues) as error:
            raise problems.of_stage(error) from None
        return Response(status_code=HTTPStatus.NO_CONTENT)

    def _check(self, given: bodies.AnswerBody) -> None:
        """Check what the stage does not: types and kinds of values, and those only where they matter."""
        now = self._stage.now
        if given.seq != now.seq:
            return
        errors = {name: values.NOT_TEXT for name, value in given.values.items() if type(value) is not str}
        chosen = now.view.choice(given.choice)
        if not errors and chosen is not None and chosen.enabled:
            errors = values.misfits(now.view, given.values)
        if errors:
            self._stage.touch()  # as with the values that the stage itself refuses
            raise BadValues(errors)

    async def settings(self, request: Request) -> Response:
        """204 when the visit is shown as asked."""
        self._lease.take(client_of(request))
        body = await bodies.read_object(request)
        self._stage.set_settings(bodies.settings(body, self._stage.now.settings, languages=self._languages))
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def status(self, _request: Request) -> Response:
        """How the terminal is. Open to everyone with the token: it shows nobody's visit."""
        return JSONResponse(report(self._source), headers=NOT_KEPT)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 the table above says so
    return error.response()


async def _no_such_call(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 the table above says so
    status = HTTPStatus(error.status_code)
    code = status.phrase.lower().replace(" ", "_")
    return Refused(status, code, Text("没有这个接口", status.phrase), headers=error.headers).response()


async def _broken(_request: Request, _error: Exception) -> Response:
    return problems.internal().response()


async def _nobody_there(_request: Request, _error: Exception) -> Response:
    return Response(status_code=HTTPStatus.BAD_REQUEST)  # the client left in mid-sentence: nobody reads this
