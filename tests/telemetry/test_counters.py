"""Matters are counted as they went, by service and item, and a restart loses none that were written."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.errors import Action, CardLifted, DeviceFault, StoreError
from kiosk.journeys.stage import Stage
from kiosk.journeys.views import CannotBeDone, Home, TicketIssued
from kiosk.journeys.visit import After, AnotherWay, CouldNotBeDone, Journey, Visit
from kiosk.telemetry import counters as module
from kiosk.telemetry.counters import Counters
from tests.fakes import NOW, Person, virtually
from tests.store.samples import opened

DAY = NOW.date()


def counts(journey: Journey, *after: str, seconds: float = 0) -> dict[str, int]:
    """What is counted when somebody chooses check-in, this happens, and they press these."""

    async def story() -> dict[str, int]:
        person = Person()
        person.journeys = {"check_in": journey}
        counters = Counters(person.stage, lambda: person.now)
        person.hall.tally = counters
        visit = person.arrives()
        await person.sees(Home)
        person.chooses("check_in")
        await asyncio.sleep(1)
        for choice in after:
            person.chooses(choice)
        await asyncio.sleep(seconds or 1)
        visit.cancel()
        await asyncio.gather(visit, return_exceptions=True)
        return {n: c for n, c in counters.whole_day().items() if not n.endswith("_seconds")}

    return virtually(story())


async def finishes(_visit: Visit) -> After:
    return After.HOME


async def goes_another_way(_visit: Visit) -> After:
    raise AnotherWay


async def cannot(_visit: Visit) -> After:
    raise CouldNotBeDone


async def breaks(_visit: Visit) -> After:
    raise ZeroDivisionError


async def lasts(visit: Visit) -> After:
    await visit.stage.ask(CannotBeDone())
    return After.HOME


async def about_an_item(visit: Visit) -> After:
    assert visit.turn is not None
    visit.turn.item = "990101-01"
    visit.note(DeviceFault("ticket_printer", "paper_out", Action.CLEAR))
    visit.note(CardLifted())
    return After.HOME


@pytest.mark.req("OP-02")
@pytest.mark.parametrize(
    ("journey", "after", "seconds", "how"),
    [
        (finishes, (), 0, None),
        (goes_another_way, (), 0, "another_way"),
        (lasts, ("home",), 0, "home"),
        (lasts, ("end_session",), 0, "left"),
        (lasts, (), 5000, "idle"),
        (lasts, (), 0, "stopped"),
        (cannot, (), 0, "cannot_be_done"),
        (breaks, (), 0, "broke"),
    ],
)
def test_a_matter_is_counted_once_with_how_it_ended(
    journey: Journey, after: tuple[str, ...], seconds: float, how: str | None
) -> None:
    told = counts(journey, *after, seconds=seconds)
    told.pop("faults", None)
    expected = {"check_in_started": 1, f"check_in_{'finished' if how is None else 'abandoned'}": 1}
    if how is not None:
        expected[f"service.check_in.abandoned.{how}"] = 1
    assert told == expected


@pytest.mark.req("OP-02")
def test_an_item_is_counted_too_and_so_is_what_went_wrong_meanwhile() -> None:
    assert counts(about_an_item) == {
        "check_in_started": 1,
        "check_in_finished": 1,
        "item.990101-01.started": 1,
        "item.990101-01.finished": 1,
        "service.check_in.failure.paper_out": 1,
        "service.check_in.failure.CardLifted": 1,
    }


@pytest.mark.req("OP-02")
def test_a_whole_check_in_is_counted_with_its_waits_and_no_person_is() -> None:
    async def story() -> Counters:
        person = Person()
        person.printer.seconds = 4
        counters = Counters(person.stage, lambda: person.now)
        person.hall.tally = counters
        person.arrives()
        await person.gets_to_bookings()
        person.chooses("bk-1")
        await person.sees(TicketIssued)
        person.chooses("done")
        await asyncio.sleep(1)
        return counters

    counters = virtually(story())
    told = counters.whole_day()
    assert told["sessions"] == told["tickets_printed"] == told["check_in_finished"] == 1
    assert told["waits"] >= 1
    assert set(counters.today()) <= set(told)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name) for name in counters.today())
    assert not any("se-1" in name or "bk-1" in name for name in told)


def test_the_platform_hears_at_most_what_the_contract_takes() -> None:
    async def story() -> dict[str, int]:
        counters = Counters(Stage(Home(services=())), lambda: NOW)
        for number in range(100):
            counters.began(f"a{number}")
        counters.ended("z", None, "finished", 1.0)
        return dict(counters.today())

    assert len(virtually(story())) == 64


@pytest.mark.req("OP-02")
async def test_counts_outlive_a_restart_and_are_told_by_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEEP_SECONDS", 0.01)
    clock = [NOW]
    for times in (1, 2):
        async with opened(tmp_path) as store:
            counters = Counters(Stage(Home(services=())), lambda: clock[0])
            keeping = asyncio.create_task(counters.keep(store.counts))
            await asyncio.sleep(0.05)
            counters.began("check_in")
            assert counters.today() == {"check_in_started": times}
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
    clock[0] = NOW + timedelta(days=1)
    async with opened(tmp_path) as store:
        assert await store.counts.load(DAY) == {"check_in_started": 2}
        assert await store.counts.load(DAY + timedelta(days=1)) == {}
        counters = Counters(Stage(Home(services=())), lambda: clock[0])
        assert counters.today() == {}


async def test_a_count_that_could_not_be_written_is_written_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEEP_SECONDS", 0.01)

    class Sick:
        kept: dict[str, int]
        sick = True

        async def load(self, day: date) -> dict[str, int]:
            raise StoreError("sick")

        async def add(self, day: date, counts: Mapping[str, int]) -> None:
            if self.sick:
                raise StoreError("sick")
            self.kept = dict(counts)

    kept = Sick()
    counters = Counters(Stage(Home(services=())), lambda: NOW)
    keeping = asyncio.create_task(counters.keep(kept))
    counters.began("check_in")
    await asyncio.sleep(0.05)
    kept.sick = False
    counters.began("check_in")
    await asyncio.sleep(0.05)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert kept.kept == {"check_in_started": 2}


async def test_old_days_are_forgotten(tmp_path: Path) -> None:
    async with opened(tmp_path) as store:
        await store.counts.add(DAY - timedelta(days=500), {"sessions": 1})
        await store.counts.add(DAY, {"sessions": 1})
        assert await store.counts.load(DAY - timedelta(days=500)) == {}
