"""``python -m simulator.pcsc``: a pcscd with one virtual reader for hand tests, told what to do line by line.

The first lines say where the daemon listens and where the CSCA certificate of the sample documents is.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from simulator.pcsc.cards import CAN, CARDHOLDER, PERMIT, SAMPLES, TRAVELLER, country
from simulator.pcsc.daemon import SOCKET_VARIABLE, Pcscd
from simulator.pcsc.faults import NAMED
from simulator.pcsc.slot import Slot

HELP: Final = "insert NAME | pull | fault NAME | mend | kill | restart | cards | faults | access | quit"


def main() -> None:
    """Start the daemon and obey standard input until it ends."""
    argparse.ArgumentParser(description=__doc__, epilog=HELP).parse_args()
    with tempfile.TemporaryDirectory(prefix="csca-") as folder:
        Path(folder, "csca.cer").write_bytes(country().der)
        daemon = Pcscd()
        slot = Slot(daemon.port)
        try:
            say(f"pcsc: {SOCKET_VARIABLE}={daemon.socket}")
            say(f"csca_dir: {folder}")
            for line in sys.stdin:
                if line.strip() == "quit":
                    break
                say(obey(daemon, slot, line))
        finally:
            slot.pull()
            daemon.close()


def obey(daemon: Pcscd, slot: Slot, line: str) -> str:
    """Do what one line says and return the answer."""
    match line.split():
        case ["insert", name] if name in SAMPLES:
            slot.insert(SAMPLES[name]())
        case ["pull"]:
            slot.pull()
        case ["fault", name] if name in NAMED:
            slot.faults.set(name)
        case ["mend"]:
            slot.faults.clear()
        case ["kill"]:
            daemon.kill()
        case ["restart"]:
            daemon.kill()
            daemon.start()
        case [word] if word in WORDS:
            return WORDS[word]
        case _:
            return HELP
    return "ok"


def say(text: str) -> None:
    """Answer at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


WORDS: Final = {
    "cards": " ".join(SAMPLES),
    "faults": " ".join(NAMED),
    "access": " · ".join(f"{one.number} {one.birth} {one.expiry}" for one in (TRAVELLER, CARDHOLDER, PERMIT))
    + f" · CAN {CAN}",
}


if __name__ == "__main__":
    main()
