"""Tag ``device``: heartbeat, configuration, batches. Activation is ``platform.activation``."""

from __future__ import annotations

import time
from uuid import UUID, uuid4

from kiosk.clock import now
from kiosk.domain.journal import AuditEvent, BatchResult, PrintRecord
from kiosk.domain.page import Tagged
from kiosk.domain.site import SiteRules
from kiosk.platform import codec, wire
from kiosk.platform.adapters import to_wire
from kiosk.platform.adapters.alike import alike
from kiosk.platform.adapters.reference.desk import Desk
from kiosk.platform.catalogue import Catalogue
from kiosk.platform.exchange import Call
from kiosk.platform.port import Command, Help, Orders
from kiosk.platform.transport import Transport


class Supervision(Desk):
    """How the terminal is, and what the platform wants of it."""

    catalogue: Catalogue

    def __init__(self, transport: Transport, software_version: str) -> None:
        super().__init__(transport)
        self._software_version = software_version
        self._started = time.monotonic()

    async def heartbeat(self, state: Help) -> Orders:
        """``sendHeartbeat``; the answer also sets the clock that signs."""
        clock = self._transport.clock
        beat = to_wire.heartbeat(
            state,
            sent_at=now(),
            uptime_s=int(time.monotonic() - self._started),
            software_version=self._software_version,
            catalogue_version=self.catalogue.version,
            clock_offset_ms=clock.offset_ms,
        )
        call = Call("POST", "/devices/heartbeat", body=codec.encode(beat), key=uuid4())
        told = await self._transport.call(call, wire.HeartbeatReply)
        clock.learn(told.server_time)
        return Orders(
            server_time=told.server_time,
            next_heartbeat_s=told.next_heartbeat_s,
            config_version=told.config_version,
            catalogue_version=told.catalogue_version,
            commands=tuple(alike(command, Command) for command in told.commands),
        )

    async def site_rules(self, *, etag: str | None = None) -> Tagged[SiteRules] | None:
        """``getDeviceConfig``."""
        return await self._tagged("/devices/config", wire.DeviceConfig, SiteRules, etag)

    async def hand_in_events(self, events: tuple[AuditEvent, ...], *, key: UUID) -> BatchResult:
        """``postAuditEvents``."""
        body = wire.AuditBatch(tuple(alike(event, wire.AuditEvent) for event in events))
        return alike(await self._send("POST", "/audit-events", body, wire.BatchResult, key=key), BatchResult)

    async def hand_in_prints(self, records: tuple[PrintRecord, ...], *, key: UUID) -> BatchResult:
        """``postPrintRecords``."""
        body = wire.PrintRecordBatch(tuple(alike(record, wire.PrintRecord) for record in records))
        return alike(await self._send("POST", "/print-records", body, wire.BatchResult, key=key), BatchResult)
