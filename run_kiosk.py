"""The terminal's door.

    run_kiosk.py [run] --config FILE          the terminal on its screen
    run_kiosk.py headless --config FILE       the terminal API alone, no screen, no Kivy
    run_kiosk.py demo                         a whole hall on this machine, all simulated
    run_kiosk.py activate CODE --config FILE  exchange an activation code for this terminal's secret
    run_kiosk.py doctor | report | config | log | outbox | device | staff | verify     docs/cli.md

Exit status: 0 done · 1 failed, the reason is printed · 2 the configuration or the command line is wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.errors import ConfigError, KioskError, PlatformRefused

DEFAULT_CONFIG = Path("/etc/kiosk/kiosk.toml")
STAFF = {
    "doctor": "what this machine lacks, and what mends it",
    "report": "the readiness report, or a day's numbers",
    "config": "look at the configuration, and change it safely",
    "log": "read the log, take it along, prove the audit chain",
    "outbox": "what waits to be sent, and what was refused",
    "device": "what is in the cabinet, and whether it works",
    "staff": "who may open the desk behind the mark",
    "verify": "whether a certificate's file or code is genuine",
}
"""Commands of ``kiosk.staff.cli``: only they import typer and rich, which no serving terminal should hold."""
WINDOW_HELP = "a window of this size instead of the whole screen"


def main(argv: list[str] | None = None) -> int:
    """Do what the command line says; returns the exit status."""
    words = sys.argv[1:] if argv is None else argv
    told = sys.stderr  # Kivy takes it over later, and then nothing is said any more
    try:
        if _for_staff(words):
            from kiosk.staff.cli.door import run

            return run(words)
        asked = _arguments().parse_args(words)
        status: int = asked.do(asked)
    except ConfigError as error:
        print(error, file=told)
        return 2
    except KioskError as error:
        detail = f": {error.detail}" if isinstance(error, PlatformRefused) else ""
        print(f"{type(error).__name__}: {error}{detail}", file=told)
        return 1
    return status


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run_kiosk.py", description="政务服务自助终端 · self-service terminal"
    )
    parser.set_defaults(do=_run, config=DEFAULT_CONFIG, window=None)
    commands = parser.add_subparsers(title="commands")
    run = commands.add_parser("run", help="the terminal on its screen (default)")
    run.set_defaults(do=_run)
    headless = commands.add_parser("headless", help="the terminal API alone, no screen")
    headless.set_defaults(do=_headless)
    demo = commands.add_parser("demo", help="a whole hall on this machine, all simulated")
    demo.set_defaults(do=_demo)
    activate = commands.add_parser("activate", help="exchange an activation code for this terminal's secret")
    activate.add_argument("code")
    activate.add_argument("--serial-no", default="unknown")
    activate.add_argument("--model", default="unknown")
    activate.set_defaults(do=_activate)
    for name, about in STAFF.items():
        commands.add_parser(name, help=about)
    # Suppressed: a command's own defaults would undo what stands before it.
    for command in (parser, run, headless, activate):
        command.add_argument("--config", type=Path, default=argparse.SUPPRESS)
    for command in (parser, run):
        command.add_argument("--window", metavar="WxH", default=argparse.SUPPRESS, help=WINDOW_HELP)
    return parser


def _for_staff(words: list[str]) -> bool:
    """Whether the command, with or without options before it, is one of the staff's."""
    rest = iter(words)
    for word in rest:
        if word in {"--config", "--window"}:
            next(rest, None)
        elif not word.startswith("-"):
            return word in STAFF
    return False


def _run(asked: argparse.Namespace) -> int:
    import kiosk.lean  # noqa: F401 first, before what it keeps small
    from kiosk.on_screen import run

    return run(asked.config, window=asked.window)


def _headless(asked: argparse.Namespace) -> int:
    import kiosk.lean  # noqa: F401
    from kiosk.headless import run

    return run(asked.config)


def _demo(_asked: argparse.Namespace) -> int:
    from simulator.demo import run

    return run()


def _activate(asked: argparse.Namespace) -> int:
    from kiosk.activate import run

    print(run(asked.config, asked.code, serial_no=asked.serial_no, model=asked.model))
    return 0


if __name__ == "__main__":
    sys.exit(main())
