"""The daemons' answers, byte for byte, and orders by hand."""

from __future__ import annotations

import socket

from simulator.ups import ApcupsdDaemon, NutDaemon
from simulator.ups.__main__ import HELP, obey


def asked(path: str, question: bytes, end: bytes) -> bytes:
    host, _, port = path.partition(":")
    answer = b""
    with socket.create_connection((host, int(port)), timeout=20) as link:
        link.sendall(question)
        while not answer.endswith(end):
            answer += link.recv(4096)
    return answer


def test_nut() -> None:
    daemon = NutDaemon()
    try:
        assert asked(daemon.path, b"GET VAR ups ups.status\n", b"\n") == b'VAR ups ups.status "OL CHRG"\n'
        assert asked(daemon.path, b"GET VAR x ups.status\n", b"\n") == b"ERR UNKNOWN-UPS\n"
        assert asked(daemon.path, b"GET VAR ups ups.beeper\n", b"\n") == b"ERR VAR-NOT-SUPPORTED\n"
        assert asked(daemon.path, b"FLY\n", b"\n") == b"ERR UNKNOWN-COMMAND\n"
    finally:
        daemon.close()


def test_apcupsd() -> None:
    daemon = ApcupsdDaemon()
    try:
        answer = asked(daemon.path, b"\x00\x06status", b"\x00\x00")
        assert answer.startswith(b"\x00\x18APC      : 001,027,0656\n")
        assert b"\x00\x13STATUS   : ONLINE \n" in answer
        assert b"BCHARGE  : 100.0 Percent\n" in answer
        assert asked(daemon.path, b"\x00\x03fly", b"\x00\x00") == b"\x00\x10Invalid command\n\x00\x00"
    finally:
        daemon.close()


def test_orders_by_hand() -> None:
    daemon = NutDaemon()
    try:
        assert obey(daemon, "mains off") == obey(daemon, "charge 20") == obey(daemon, "silent on") == "ok"
        assert (daemon.supply.mains, daemon.supply.charge, daemon.silent) == (False, 20.0, True)
        assert obey(daemon, "unplug") == obey(daemon, "plug") == "ok"
        assert obey(daemon, "dance") == HELP
    finally:
        daemon.close()
