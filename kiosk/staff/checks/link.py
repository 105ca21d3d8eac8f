"""The platform and the clock: whether it answers, and whether both have the same time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from kiosk.config import Config
from kiosk.errors import ConfigError
from kiosk.kept import endpoint
from kiosk.platform.connection import build_client
from kiosk.staff.checks.base import Check, output

WINDOW: Final = 300.0
"""Seconds: the platform refuses what is signed further from its time (contract, section 2)."""
NEAR: Final = 30.0
SYNC: Final = "sudo timedatectl set-ntp true"
OWN_ANSWERS: Final = ("application/problem+json", "application/json")


def link(config: Config, file: str) -> Iterator[Check]:
    """Ask the platform something without a signature: that it refuses is a sign of life."""
    yield from _synchronised()
    try:
        reply = asyncio.run(_asked(config, file))
    except ConfigError as error:
        yield Check("platform", "bad", str(error), "run_kiosk.py config set platform.base_url URL")
        return
    except (httpx.HTTPError, TimeoutError, OSError) as error:
        host = httpx.URL(config.platform.base_url).host
        why = str(error) or type(error).__name__
        yield Check("platform", "bad", f"{host} does not answer: {why}", f"ping -c 3 {host}; ip route")
        return
    kind = reply.headers.get("Content-Type", "").partition(";")[0]
    if kind in OWN_ANSWERS:
        yield Check("platform", "ok", f"{reply.url.host} answers")
    else:
        why = f"{reply.url.host} answers {reply.status_code} {kind}, not as the platform: a gateway's page?"
        yield Check("platform", "bad", why, f"curl -i {config.platform.base_url}/devices/config")
    yield from _clock(reply)


async def _asked(config: Config, file: str) -> httpx.Response:
    where = endpoint(config, file)
    async with build_client(where) as client, asyncio.timeout(where.timeout_seconds):
        return await client.get(f"{where.base_url}/devices/config")


def _clock(reply: httpx.Response) -> Iterator[Check]:
    try:
        theirs = parsedate_to_datetime(reply.headers["Date"]).timestamp()
    except (KeyError, ValueError):
        yield Check("clock", "warn", "the platform does not tell its time")
        return
    off = time.time() - theirs
    if abs(off) > WINDOW:
        yield Check("clock", "bad", f"{off:+.0f} s off the platform's: it refuses what is signed here", SYNC)
    elif abs(off) > NEAR:
        yield Check("clock", "warn", f"{off:+.0f} s off the platform's", SYNC)
    else:
        yield Check("clock", "ok", f"{off:+.0f} s off the platform's")


def _synchronised() -> Iterator[Check]:
    told = output("timedatectl", "show", "-p", "NTPSynchronized", "--value")
    if told is None:
        yield Check("time service", "warn", "timedatectl tells nothing here")
    elif told.strip() == "yes":
        yield Check("time service", "ok", "the clock is synchronised")
    else:
        yield Check("time service", "warn", "the clock is not synchronised", SYNC)
