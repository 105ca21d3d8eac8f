"""``python -m simulator.fault_line --upstream http://127.0.0.1:8000/kiosk/v1 --mix reset=0.1,delay=0.2``.

Prints its address when ready and runs until SIGTERM or SIGINT.
"""

from __future__ import annotations

import argparse
import signal
import threading

from simulator.fault_line.fault import KINDS, Fault
from simulator.fault_line.line import FaultLine


def main() -> None:
    """Run the line."""
    arguments = _arguments()
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    with FaultLine(arguments.upstream, seed=arguments.seed, port=arguments.port) as line:
        line.mode({Fault(kind, seconds=arguments.seconds): share for kind, share in arguments.mix.items()})
        print(f"fault line: {line.base_url}", flush=True)  # noqa: T201
        done.wait()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator.fault_line", description="A line that fails")
    parser.add_argument("--upstream", required=True, help="the platform's base URL")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--seed", type=int, default=0, help="the same seed draws the same faults")
    parser.add_argument("--seconds", type=float, default=1.0, help="how late `delay` is")
    parser.add_argument(
        "--mix", type=_mix, default={}, help=f"shares of 1, e.g. reset=0.1,cut=0.05; of {', '.join(KINDS)}"
    )
    return parser.parse_args()


def _mix(written: str) -> dict[str, float]:
    mix = {}
    for part in written.split(","):
        kind, _, share = part.partition("=")
        if kind not in KINDS:
            message = f"no such fault: {kind}"
            raise argparse.ArgumentTypeError(message)
        mix[kind] = float(share)
    return mix


if __name__ == "__main__":
    main()
