"""The PC/SC reader: pcscd with a virtual slot."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from kiosk.domain.smart_card import SocialSecurityCard
from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus, Media
from kiosk.hardware.smart_card.pcsc import PcscReader
from simulator.pcsc import Pcscd, Slot
from simulator.pcsc.cards import SAMPLES
from simulator.pcsc.daemon import READER
from tests.faults.fault import Fault, hung, missing, told
from tests.faults.rig import Rig
from tests.faults.rigs.wires import Other
from tests.hardware.ports import allow, as_owner_nobody

if TYPE_CHECKING:
    from kiosk.domain.smart_card import TravelDocument

CALL_SECONDS = 1.5
NOISE = bytes.fromhex("00ffaa55aa55")
TAKE = """
import sys
from smartcard import scard
_, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
result = -1
while result:
    result, card, _ = scard.SCardConnect(
        context, sys.argv[1], scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
    )
print("held", flush=True)
sys.stdin.read()
scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)
"""
"""Another program that has the card for itself."""
MANY = 2
"""Commands that a card has answered well when it is lost in the middle."""


class PcscRig(Rig):
    """Its plug is the reader's, of which pcscd hears when it starts."""

    name = "smart_card pcsc"
    kind = "smart_card"
    well = DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT)
    fixture = "running_daemon"
    cells: ClassVar = {
        Fault.ABSENT: missing("no_reader", use="no_reader"),
        Fault.UNPLUGGED: missing("no_reader", use="no_reader"),
        Fault.LOST: missing("no_reader", use="no_service|reader_gone|failed"),
        Fault.SILENT: told(DeviceState.OFFLINE, Action.RESET, "stalled", use="stalled"),
        # What the card says says nothing against the reader.
        Fault.GARBAGE: told(DeviceState.ONLINE, media=Media.NOT_PRESENT, use="CardUnreadable"),
        Fault.SLOW: told(DeviceState.ONLINE, media=Media.NOT_PRESENT, use="done"),
        Fault.DENIED: told(DeviceState.OFFLINE, Action.CONFIGURATION, "port_denied", use="port_denied"),
        # Only a card can be held, and only for as long as it lies there.
        Fault.BUSY: told(DeviceState.ONLINE, media=Media.PRESENT, use="busy"),
        Fault.HUNG: hung(),
        Fault.RECOVERS: missing("no_reader", use="no_reader"),
    }
    daemon: Pcscd
    slot: Slot

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._held = ExitStack()

    def share(self, shared: Pcscd) -> None:
        self.daemon = shared
        self.slot = Slot(shared.port)
        self._card = SAMPLES["social_security"]()

    def driver(self) -> PcscReader:
        return PcscReader(f"{READER} 00 00", call_seconds=CALL_SECONDS)

    async def use(self, driver: PcscReader) -> SocialSecurityCard | TravelDocument:
        if self.slot.card is None:
            self.slot.insert(self._card)
        try:
            card = await driver.read()
        finally:
            await asyncio.to_thread(self.slot.pull)
        assert isinstance(card, SocialSecurityCard)
        return card

    async def lose(self, driver: PcscReader) -> SocialSecurityCard | TravelDocument:
        self.slot.faults.silent, self.slot.faults.after = True, MANY
        self.slot.insert(self._card)
        reading = asyncio.create_task(driver.read())
        await asyncio.to_thread(self.slot.wait_heard, MANY + 1)
        await asyncio.to_thread(self._again, plugged=False)
        await asyncio.to_thread(self.slot.pull)
        return await reading

    def inflict(self, fault: Fault) -> None:
        match fault:
            case Fault.SILENT | Fault.HUNG:
                self.daemon.freeze()
            case Fault.GARBAGE:
                self.slot.faults.garbage = NOISE
            case Fault.SLOW:
                self.slot.faults.slow = 0.2
            case Fault.DENIED:
                own = str(Path(self.daemon.socket).parents[2])  # the way to the socket
                self._held.callback(allow, own, 0o700)
                self._held.enter_context(as_owner_nobody(own))
                allow(own, 0)
            case Fault.BUSY:
                self.slot.insert(self._card)
                self._held.callback(Other(TAKE, f"{READER} 00 00").close)
            case _:
                self._again(plugged=False)

    def mend(self, fault: Fault) -> None:
        self._held.close()
        self.slot.faults.clear()
        self.slot.pull()
        self.daemon.thaw()
        if fault in {Fault.ABSENT, Fault.UNPLUGGED, Fault.LOST, Fault.RECOVERS}:
            self._again(plugged=True)

    def close(self) -> None:
        self._held.close()
        self.slot.pull()
        self.daemon.thaw()
        self.daemon.plug()
        self.daemon.start()

    def _again(self, *, plugged: bool) -> None:
        self.daemon.kill()
        (self.daemon.plug if plugged else self.daemon.unplug)()
        self.daemon.start()
