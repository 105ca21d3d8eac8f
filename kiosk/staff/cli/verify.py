"""``verify``: is this paper genuine? Without the network."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from kiosk.clock import now
from kiosk.domain.personal import Personal
from kiosk.staff.cli.common import DONE, FAILED, ConfigOption, chosen, config_at, fail, say

CANNOT_TELL: Final = 3
MOST_BYTES: Final = 64_000_000


def verify(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="a PDF, or a printed code's text")],
    config: ConfigOption = None,
) -> int:
    """Check a certificate's file or its code. Status 0: genuine; 1: not; 3: only the network can tell."""
    from kiosk.documents.sealed import read_trust
    from kiosk.staff.verifying import Genuine, verified

    path = chosen(ctx, config)
    conf = config_at(path)
    trust = read_trust(conf.documents.trust_dir, conf.platform.device_id, Personal(b""), str(path))
    verdict = asyncio.run(verified(_content(file), trust, now()))
    for line in verdict.lines:
        say(line)
    return {Genuine.YES: DONE, Genuine.NO: FAILED, Genuine.CANNOT_TELL: CANNOT_TELL}[verdict.genuine]


def _content(file: str) -> bytes:
    try:
        source = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115 closed just below
        with source:
            content = source.read(MOST_BYTES + 1)
    except OSError as error:
        fail(f"{file}: {error.strerror}")
    if len(content) > MOST_BYTES:
        fail(f"{file}: too long to be a certificate")
    return content
