"""An invented province's adapter: one address, other names, another signature, refusals inside a 200."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

import httpx

from kiosk.clock import CHINA
from kiosk.domain.booking import Booking, QueueTicket, Slot, Source, TicketRequest
from kiosk.domain.citizen import Citizen, Level
from kiosk.domain.hall import Area, AreaStatus, HallStatus
from kiosk.domain.masking import mask_name
from kiosk.domain.personal import Personal
from kiosk.errors import Existing, PlatformRefused, PlatformUnavailable
from kiosk.platform import CardProof, Credit, Help
from kiosk.platform.breaker import Breaker
from kiosk.platform.catalogue_shelf import Shelf
from kiosk.platform.client import PlatformSettings
from kiosk.platform.clock import PlatformClock
from kiosk.platform.connection import Endpoint, build_client
from kiosk.platform.exchange import Call, Exchange, Reply, Silence
from kiosk.platform.ports.whole import WholePlatform
from kiosk.platform.transport import Transport
from kiosk.platform.verdict import Failure

BASE_PATH = "/zwfw/api"
REFUSALS = {"B0404": "not_found", "B0409": "ticket_exists", "B0423": "account_disabled"}
Json = dict[str, Any]


def build(settings: PlatformSettings, _shelf: Shelf | None) -> WholePlatform:
    """What ``[platform] adapter = "tests.platform.second_adapter.adapter:build"`` names."""
    endpoint = Endpoint(settings.base_url, settings.timeout_seconds, base_path=BASE_PATH)
    clock = PlatformClock()
    transport = Transport(
        YunxiExchange(build_client(endpoint), settings, clock),
        timeout_seconds=settings.timeout_seconds,
        breaker=Breaker(),
        clock=clock,
        judge=judge,
    )
    return cast("WholePlatform", YunxiPlatform(transport))  # checking in is all that it can do yet


def signature(secret: bytes, service: str, stamp: str, body: bytes) -> str:
    """Base64 of an HMAC over service, milliseconds and body."""
    return base64.b64encode(hmac.digest(secret, f"{service}&{stamp}&".encode() + body, "sha256")).decode()


class YunxiExchange(Exchange):
    """Everything goes to one address; the service stands in a header."""

    def __init__(self, http: httpx.AsyncClient, settings: PlatformSettings, clock: PlatformClock) -> None:
        super().__init__(http, settings.base_url, None, clock)
        self._url, self._secret, self._terminal = settings.base_url, settings.secret, settings.device_id

    def _request(self, call: Call, trace_id: str) -> httpx.Request:
        stamp = str(self._clock.seconds() * 1000)
        headers = {
            "Content-Type": "application/json",
            "X-Yx-Service": call.path,
            "X-Yx-Terminal": self._terminal,
            "X-Yx-Stamp": stamp,
            "X-Yx-Sign": signature(self._secret.reveal(), call.path, stamp, call.body),
            "X-Yx-Request": str(call.key or trace_id),
        }
        return self._http.build_request("POST", self._url, content=call.body, headers=headers)


def judge(got: Reply | Silence, what: str, _call: Call) -> Reply | Failure:
    """``{"code": "0", "data": …}`` or ``{"code": "B…", "msg": …}``, both with status 200."""
    if isinstance(got, Silence):
        return Failure(PlatformUnavailable(f"{what}: {got.why}"), spoken=False, ask_again=True)
    try:
        told = json.loads(got.body)
        code, data = told["code"], told.get("data")
    except (ValueError, KeyError, TypeError):
        return Failure(PlatformUnavailable(f"{what}: nonsense"), spoken=False)
    if code == "0":
        return Reply(200, got.headers, json.dumps(data).encode())
    existing = Existing("queue_ticket", data["hmId"]) if data else None
    refused = PlatformRefused(REFUSALS.get(code, code), 409, told.get("msg", ""), existing=existing)
    return Failure(refused, spoken=True)


class YunxiPlatform:
    """Implements ``Platform``. Session and token are one thing here: ``hyId``."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @property
    def link_up(self) -> bool:
        return self._transport.link_up

    def knock(self) -> None:
        self._transport.knock()

    async def sign_in(self, proof: CardProof, *, key: UUID) -> Citizen:
        card = proof.card
        told = await self._ask("yh.dl", {"zjhm": card.number.reveal(), "xm": card.name.reveal()}, key=key)
        return Citizen(
            told["hyId"],
            Personal(told["hyId"]),
            Level.L2,
            mask_name(card.name.reveal()),
            _moment(told["gqsj"]),
        )

    async def sign_out(self, citizen: Citizen) -> None:
        await self._ask("yh.tc", {}, citizen=citizen)

    async def bookings(self, citizen: Citizen, *, on: date) -> tuple[tuple[Booking, ...], Credit]:
        told = await self._ask("yy.lb", {"rq": on.strftime("%Y%m%d")}, citizen=citizen)
        return tuple(_booking(row) for row in told["yyLb"]), Credit(told["sycs"], 3, None)

    async def issue_ticket(
        self, request: TicketRequest, *, key: UUID, citizen: Citizen | None
    ) -> QueueTicket:
        asked = {"yyBh": request.booking_id, "qyDm": request.area_code}
        return _ticket(await self._ask("hm.qh", asked, key=key, citizen=citizen))

    async def ticket(self, ticket_id: str) -> QueueTicket:
        return _ticket(await self._ask("hm.cx", {"hmId": ticket_id}))

    async def count_reprint(self, ticket_id: str, *, reason: str, key: UUID) -> QueueTicket:
        return _ticket(await self._ask("hm.bd", {"hmId": ticket_id, "yy": reason}, key=key))

    async def hall_status(self) -> HallStatus:
        told = await self._ask("dt.zt", {})
        areas = tuple(AreaStatus(_area(row), row["ddRs"], None) for row in told["qyLb"])
        return HallStatus(told["mc"], True, None, None, areas, datetime.now(CHINA))

    async def catalogue_version(self) -> str:
        return str((await self._ask("sx.bb", {}))["bb"])

    async def heartbeat(self, state: Help) -> None:
        await self._ask("zd.xt", {"qz": "1" if state.help_requested else "0"})

    async def close(self) -> None:
        await self._transport.close()

    async def _ask(
        self, service: str, said: Json, *, key: UUID | None = None, citizen: Citizen | None = None
    ) -> Json:
        session = {"hyId": citizen.token.reveal()} if citizen else {}
        body = json.dumps({name: value for name, value in said.items() if value is not None} | session)
        told: Json = await self._transport.call(Call("POST", service, body=body.encode(), key=key), dict)
        return told


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, CHINA)


def _area(row: Json) -> Area:
    return Area(row["qyDm"], row["qyMc"], row.get("lc"))


def _slot(row: Json) -> Slot:
    return Slot(_moment(row["kssj"]), _moment(row["jssj"]))


def _booking(row: Json) -> Booking:
    status = {"01": "booked", "02": "done"}.get(row["zt"], "other")
    return Booking(row["yyBh"], row["yym"], row["ssbm"], row["sxMc"], _area(row), _slot(row), status)


def _ticket(row: Json) -> QueueTicket:
    booked = row["ly"] == "2"
    return QueueTicket(
        id=row["hmId"],
        number=row["hm"],
        source=Source.BOOKING if booked else Source.WALK_IN,
        area=_area(row),
        windows=tuple(row["ck"].split(",")),
        ahead=row["pdRs"],
        wait_minutes=None,
        priority="booked" if booked else "normal",
        slot=_slot(row) if booked else None,
        issued_at=_moment(row["qhsj"]),
        valid_until=_moment(row["yxq"]),
        reprints=row.get("bdcs", 0),
        item_name=row.get("sxMc"),
    )
