"""How long each kind of view may rest untouched: what is printing waits, what came out does not."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from kiosk.domain.words import Text
from kiosk.journeys.hall import Terms
from kiosk.journeys.idle import IdleClock
from kiosk.journeys.stage import SessionInfo, Stage
from kiosk.journeys.view import PRINTING_PATIENCE
from kiosk.journeys.views import CertificatePrinting, StillThere
from tests.fakes import virtually
from tools.sample_views import SAMPLES

TERMS = Terms(
    Text("云溪区政务服务大厅"), "K03", (), idle_seconds=120.0, grace_seconds=20.0, absolute_seconds=1800.0
)


def seconds_until_asked(name: str) -> float:
    """In virtual time."""

    async def story() -> float:
        stage = Stage(SAMPLES[name].view)
        clock = IdleClock(stage, TERMS, nothing_to_lose=lambda: False, rest=lambda: None)
        clock.sign_in(SessionInfo(signed_in=True, who="张*例", level="L3"))
        asked = asyncio.Event()
        stage.listen(lambda now: asked.set() if isinstance(now.view, StillThere) else None)
        gone = asyncio.ensure_future(clock.until_gone())
        await asked.wait()
        seconds = asyncio.get_running_loop().time()
        await gone
        return seconds

    return virtually(story())


CAME_OUT = [
    name
    for name, sample in SAMPLES.items()
    if sample.view.name() in {"ticket_issued", "certificate_printed", "paper_printed", "submission_result"}
]
UNDER_WAY = [
    name
    for name, sample in SAMPLES.items()
    if sample.view.name() in {"ticket_printing", "certificate_printing", "paper_printing"}
]


@pytest.mark.req("SC-09")
@pytest.mark.parametrize("name", CAME_OUT)
def test_what_came_out_leaves_the_screen_after_the_sessions_idle_time(name: str) -> None:
    assert seconds_until_asked(name) == pytest.approx(TERMS.idle_seconds, abs=1)


@pytest.mark.parametrize("name", UNDER_WAY)
def test_what_is_being_printed_is_waited_for(name: str) -> None:
    assert seconds_until_asked(name) == pytest.approx(PRINTING_PATIENCE, abs=1)


@pytest.mark.req("SC-09")
def test_a_long_print_is_not_cut_while_page_follows_page() -> None:
    async def story() -> None:
        view = SAMPLES["certificate_printing"].view
        assert isinstance(view, CertificatePrinting)
        view = replace(view, copies=10, pages=10)
        stage = Stage(view)
        clock = IdleClock(stage, TERMS, nothing_to_lose=lambda: False, rest=lambda: None)
        clock.sign_in(SessionInfo(signed_in=True, who="张*例", level="L3"))
        gone = asyncio.ensure_future(clock.until_gone())
        for pages in range(1, 10):
            await asyncio.sleep(100)
            stage.show(replace(view, pages_done=pages))
            assert not isinstance(stage.now.view, StillThere)
        await asyncio.sleep(PRINTING_PATIENCE + 1)
        assert isinstance(stage.now.view, StillThere), "a printer that stands still is not waited for"
        await gone

    virtually(story())
