"""The platform and the clock as checks: the walk of ``kiosk.staff.network_path``, and the time service."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import httpx

from kiosk.config import Config
from kiosk.errors import ConfigError
from kiosk.kept import endpoint, platform_settings
from kiosk.platform.client import connect
from kiosk.platform.secret import read_secret
from kiosk.staff.checks.base import Check, output
from kiosk.staff.network_path import NAMES, Step, walk

SYNC: Final = "sudo timedatectl set-ntp true"
APART: Final = ("clock", "signature")
"""Steps that are checks of their own; all before them are the way to the platform."""


def link(config: Config, file: str) -> Iterator[Check]:
    """Walk there from a console, signing where this terminal has a secret."""
    yield synchronised()
    yield from of_steps(asyncio.run(walked(config, file)), config)


async def walked(config: Config, file: str) -> tuple[Step, ...]:
    """The steps to the platform that ``config`` names. Never raises."""
    where = endpoint(config, file)
    try:
        secret = read_secret(Path(config.platform.secret_file))
        platform = connect(platform_settings(config, file, secret))
    except ConfigError:  # the walk tells what is wrong with the address, the secret has a check of its own
        return await walk(where, None)
    try:
        return await walk(where, platform.hall_status)
    finally:
        await platform.close()


def of_steps(steps: Sequence[Step], config: Config) -> Iterator[Check]:
    """What a walk came to: the way, then each step that is judged apart, as far as it was reached."""
    way = [step for step in steps if step.name not in APART]
    last, host = way[-1], httpx.URL(config.platform.base_url).host
    if last.ok:
        says, zh = f"{host} answers ({_en(last)})", f"有应答（{last.fact.zh}）"
        yield Check("platform", last.state, says, says_zh=zh)
    else:
        says = f"{host}: {NAMES[last.name].en}: {_en(last)}"
        zh = f"{NAMES[last.name].zh}：{last.fact.zh}"
        yield Check("platform", "bad", says, _mend(last.name, host, config), zh)
    for step in steps:
        if step.name in APART:
            mend = SYNC if step.name == "clock" else "run_kiosk.py activate CODE"
            yield Check(step.name, step.state, _en(step), "" if step.state == "ok" else mend, step.fact.zh)


def synchronised() -> Check:
    """Whether this machine keeps its clock by the network."""
    told = output("timedatectl", "show", "-p", "NTPSynchronized", "--value")
    if told is None:
        return Check("time service", "warn", "timedatectl tells nothing here", says_zh="查不到")
    if told.strip() == "yes":
        return Check("time service", "ok", "the clock is synchronised", says_zh="时钟已同步")
    return Check("time service", "warn", "the clock is not synchronised", SYNC, "时钟没有同步")


def _en(step: Step) -> str:
    return step.fact.en or step.fact.zh


def _mend(step: str, host: str, config: Config) -> str:
    if step in {"name", "connect"}:
        return f"ping -c 3 {host}; ip route; run_kiosk.py config set platform.base_url URL"
    if step == "tls":
        return f"openssl s_client -connect {host}:443"
    return f"curl -i {config.platform.base_url}/devices/config"
