"""The port on the reference contract itself."""

from __future__ import annotations

import asyncio
import time
from datetime import date, datetime
from urllib.parse import quote
from uuid import UUID, uuid4

from kiosk.domain.booking import Booking, QueueTicket, TicketRequest
from kiosk.domain.citizen import Citizen
from kiosk.domain.hall import HallStatus
from kiosk.errors import PlatformRefused, PlatformUnavailable
from kiosk.platform import codec, wire
from kiosk.platform.adapters import to_domain, to_wire
from kiosk.platform.catalogue import Catalogue
from kiosk.platform.exchange import Call
from kiosk.platform.port import CardProof, Credit, Help
from kiosk.platform.transport import Transport

SESSION_IS_OVER = frozenset({"session_missing", "session_expired", "session_invalid"})


class ReferencePlatform:
    """Implements ``Platform``; each method is one operation of the contract."""

    def __init__(self, transport: Transport, software_version: str = "") -> None:
        self._transport = transport
        self._software_version = software_version
        self._started = time.monotonic()
        self.catalogue = Catalogue(transport)

    @property
    def link_up(self) -> bool:
        """Whether the last call got an answer. True until one failed."""
        return self._transport.link_up

    def knock(self) -> None:
        """The next call is sent even if the platform was silent a moment ago."""
        self._transport.knock()

    async def sign_in(self, proof: CardProof, *, key: UUID) -> Citizen:
        """``createSession`` with one card."""
        body = codec.encode(to_wire.session_request(proof))
        session = await self._transport.call(Call("POST", "/sessions", body=body, key=key), wire.Session)
        return to_domain.citizen(session, to_wire.name_of(proof.card))

    async def sign_out(self, citizen: Citizen) -> None:
        """``endSession``. A session that has ended already is what was wanted."""
        try:
            await self._transport.send(Call("DELETE", "/sessions/current", key=uuid4(), token=citizen.token))
        except PlatformRefused as refused:
            if refused.code not in SESSION_IS_OVER:
                raise

    async def bookings(self, citizen: Citizen, *, on: date) -> tuple[tuple[Booking, ...], Credit]:
        """``listMyBookings``, only valid ones of that day, by slot."""
        query = (("status", "valid"), ("date", on.isoformat()))
        call = Call("GET", "/bookings", query=query, token=citizen.token)
        told = await self._transport.call(call, wire.BookingList)
        bookings = sorted(map(to_domain.booking, told.bookings), key=lambda booking: booking.slot.start)
        return tuple(bookings), to_domain.credit(told.credit)

    async def issue_ticket(
        self, request: TicketRequest, *, key: UUID, citizen: Citizen | None
    ) -> QueueTicket:
        """``issueQueueTicket``."""
        body = codec.encode(to_wire.ticket_request(request))
        token = citizen.token if citizen else None
        return await self._ticket(Call("POST", "/queue-tickets", body=body, key=key, token=token))

    async def ticket(self, ticket_id: str) -> QueueTicket:
        """``getQueueTicket``."""
        return await self._ticket(Call("GET", _ticket_path(ticket_id)))

    async def count_reprint(self, ticket_id: str, *, reason: str, key: UUID) -> QueueTicket:
        """``reprintQueueTicket``."""
        body = codec.encode(wire.ReprintRequest(reason))
        return await self._ticket(Call("POST", _ticket_path(ticket_id) + "/reprints", body=body, key=key))

    async def hall_status(self) -> HallStatus:
        """``getHallStatus``."""
        told = await self._transport.call(Call("GET", "/hall/status"), wire.HallStatus)
        return to_domain.hall_status(told)

    async def catalogue_version(self) -> str:
        """``listItems``: all pages within one deadline."""
        try:
            async with asyncio.timeout(self._transport.timeout_seconds):
                return await self.catalogue.refresh()
        except TimeoutError:
            raise PlatformUnavailable("GET /items: the pages took too long") from None

    async def heartbeat(self, state: Help) -> None:
        """``sendHeartbeat``; the answer also sets the clock that signs."""
        beat = to_wire.heartbeat(
            state,
            sent_at=datetime.now(to_domain.CHINA),
            uptime_s=int(time.monotonic() - self._started),
            software_version=self._software_version,
            catalogue_version=self.catalogue.version,
        )
        call = Call("POST", "/devices/heartbeat", body=codec.encode(beat), key=uuid4())
        reply = await self._transport.call(call, wire.HeartbeatReply)
        self._transport.clock.learn(reply.server_time)

    async def close(self) -> None:
        """Give connections back."""
        await self._transport.close()

    async def _ticket(self, call: Call) -> QueueTicket:
        return to_domain.ticket(await self._transport.call(call, wire.QueueTicket))


def _ticket_path(ticket_id: str) -> str:
    return "/queue-tickets/" + quote(ticket_id, safe="")
