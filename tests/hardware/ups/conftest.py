from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from kiosk.hardware.ups.apcupsd import ApcupsdUps
from kiosk.hardware.ups.network_ups import NetworkUps
from kiosk.hardware.ups.nut import NutUps
from simulator.ups import ApcupsdDaemon, NutDaemon, UpsDaemon

HASTE = {"connect": 2.0, "answer": 0.3}


def driver_for(daemon: UpsDaemon, **seconds: float) -> NetworkUps:
    host, _, port = daemon.path.partition(":")
    if isinstance(daemon, NutDaemon):
        return NutUps(host, int(port), "ups", **HASTE | seconds)
    return ApcupsdUps(host, int(port), **HASTE | seconds)


@pytest.fixture(params=[ApcupsdDaemon, NutDaemon], ids=["apcupsd", "nut"])
def daemon(request: pytest.FixtureRequest) -> Iterator[UpsDaemon]:
    made: UpsDaemon = request.param()
    yield made
    made.close()


@pytest.fixture
async def closed_ups(daemon: UpsDaemon) -> AsyncIterator[NetworkUps]:
    made = driver_for(daemon)
    yield made
    await made.close()


@pytest.fixture
async def ups(closed_ups: NetworkUps) -> NetworkUps:
    await closed_ups.open()
    return closed_ups
