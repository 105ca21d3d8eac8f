"""``python -m simulator.platform --port 0 --db :memory:`` prints its address when ready."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path

from simulator.platform import pdf_type
from simulator.platform.app import open_front
from simulator.platform.server import Server, bind


def main() -> None:
    """Run the platform until SIGTERM or SIGINT."""
    arguments = _arguments()
    secret = arguments.device_secret_file.read_text("ascii").strip() if arguments.device_secret_file else None
    front = open_front(arguments.db, arguments.now, secret)
    sock, base_url = bind(arguments.port)
    # The face of the papers takes half a second to read: no request should wait for it.
    threading.Thread(target=pdf_type.outline, args=("一",), daemon=True).start()
    # uvicorn stops on these and then raises them again; by then there is nothing left to do.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    Server(front, sock, lambda: print(f"platform: {base_url}", flush=True)).serve_forever()  # noqa: T201
    front.core.store.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m simulator.platform", description="Reference central platform"
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--db", default=":memory:", help="SQLite file, or :memory:")
    parser.add_argument(
        "--now", type=_time, help="set the clock, e.g. 2026-03-12T10:24:00+08:00; it runs on from there"
    )
    parser.add_argument("--device-secret-file", type=Path, help="64 hex characters: K03 needs no activation")
    return parser.parse_args()


def _time(written: str) -> datetime:
    value = datetime.fromisoformat(written)
    if value.tzinfo is None:
        message = "the time needs an offset, such as +08:00"
        raise argparse.ArgumentTypeError(message)
    return value


if __name__ == "__main__":
    main()
