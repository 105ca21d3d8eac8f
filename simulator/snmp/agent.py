"""The agent, in a thread with a loop of its own."""

from __future__ import annotations

import asyncio
import socket
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from pysnmp.carrier.asyncio.dgram import udp
from pysnmp.entity import config, engine
from pysnmp.entity.rfc3413 import cmdrsp, context

from simulator.snmp.table import Oid, Table

SUPPLIES: Final = (1, 3, 6, 1, 2, 1, 43, 11, 1, 1)
NAME: Final = (1, 3, 6, 1, 2, 1, 1, 5, 0)
BEHIND: Final = (1, 3, 6, 1, 2, 1, 43, 12, 1, 1, 4, 1, 1)
"""The table after it, so that a walk has an end to find."""


@dataclass(slots=True)
class Cartridge:
    """A row: ``kind`` and ``use`` as in RFC 3805 (3 toner, 4 waste toner; 3 is used up, 4 fills up)."""

    name: str
    level: int
    full: int = 100
    kind: int = 3
    use: int = 3


class PrinterAgent:
    """Answers at ``address`` from the moment it is made until ``close``. Any thread may change it."""

    def __init__(self, *cartridges: Cartridge, community: str = "public") -> None:
        self.cartridges = list(cartridges) or [Cartridge("Black Toner", 80)]
        self.slow = 0.0
        """Seconds before each answer."""
        self.silent = False
        self.garbage = False
        self._sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._sock.bind(("127.0.0.1", 0))
        self.host, self.port = self._sock.getsockname()
        self._sock.close()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(community,), name="snmp", daemon=True)
        self._thread.start()
        self._ready.wait()

    @property
    def address(self) -> str:
        """HOST:PORT."""
        return f"{self.host}:{self.port}"

    def objects(self) -> dict[Oid, int | str]:
        """What it has to tell."""
        told: dict[Oid, int | str] = {NAME: "printer", BEHIND: "black"}
        for row, one in enumerate(self.cartridges, start=1):
            columns: dict[int, int | str] = {4: one.use, 5: one.kind, 6: one.name, 8: one.full, 9: one.level}
            told |= {(*SUPPLIES, column, 1, row): value for column, value in columns.items()}
        return told

    def close(self) -> None:
        """Be gone."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def _run(self, community: str) -> None:
        asyncio.set_event_loop(self._loop)
        snmp = engine.SnmpEngine()
        line = _Line(self).open_server_mode((self.host, self.port))
        config.add_transport(snmp, udp.DOMAIN_NAME, line)
        config.add_v1_system(snmp, "area", community)
        config.add_vacm_user(snmp, 2, "area", "noAuthNoPriv", (1, 3, 6))
        place = context.SnmpContext(snmp)
        place.unregister_context_name(b"")
        place.register_context_name(b"", Table(self.objects))
        for kind in ("Get", "Next", "Bulk"):
            getattr(cmdrsp, f"{kind}CommandResponder")(snmp, place)
        self._loop.call_soon(self._ready.set)
        try:
            self._loop.run_forever()
        finally:
            snmp.close_dispatcher()
            left = asyncio.gather(*asyncio.all_tasks(self._loop), return_exceptions=True)
            self._loop.run_until_complete(left)
            self._loop.close()


class _Line(udp.UdpTransport):
    """Its socket: what comes may wait, or be dropped."""

    def __init__(self, agent: PrinterAgent) -> None:
        super().__init__()
        self._agent = agent

    def datagram_received(self, datagram: bytes, address: object) -> None:
        if self._agent.garbage:
            self.transport.sendto(datagram[:10] + b"\xff" * 20, address)
        elif not self._agent.silent:
            hear = super().datagram_received
            asyncio.get_running_loop().call_later(self._agent.slow, hear, datagram, address)
