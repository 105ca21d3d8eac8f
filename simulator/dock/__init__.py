"""The dock: a page on this machine with the hands of the hall: lay a card, show a code, empty the paper.

Everything the page does is also a JSON call, for tests:

====  ============================  ======================================================
GET   /api/state                    all of it
POST  /api/reader/lay               {"card": key}; keys stand in the state
POST  /api/reader/lift              {}
POST  /api/reader/plug              {"in": true | false}
POST  /api/reader/fault             {"fault": name | null}
GET   /api/reader/cards/KEY.webp    the portrait on a card
POST  /api/printer/paper            {"state": "full" | "low" | "out"}
POST  /api/printer/cover            {"open": true | false}
POST  /api/printer/plug             {"in": true | false}
POST  /api/printer/fault            {"fault": name | null}
GET   /api/printer/slips            what came out, oldest first
GET   /api/printer/slips/N.png      one slip as a picture, counted from 1
POST  /api/scanner/scan             {"code": payload}; payloads stand in the state
POST  /api/scanner/plug             {"in": true | false}
POST  /api/scanner/fault            {"fault": name | null}
POST  /api/platform/fault           {"fault": name | null}
====  ============================  ======================================================

A POST answers the new state; 422 with ``error`` when it asks for something that is not there.
"""

from simulator.dock.platform import PlatformHand
from simulator.dock.printer import PrinterHand
from simulator.dock.reader import ReaderHand
from simulator.dock.scanner import ScannerHand
from simulator.dock.server import Dock

__all__ = ["Dock", "PlatformHand", "PrinterHand", "ReaderHand", "ScannerHand"]
