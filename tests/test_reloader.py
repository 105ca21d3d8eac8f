"""Every key of the configuration has an owner that takes it up, or is known to need a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk.config import Config, Region
from kiosk.config_changes import NEEDS_RESTART, Taken, changed_keys, needs_restart
from kiosk.config_file import load
from kiosk.errors import ConfigError, KioskError
from kiosk.journeys.stage import SessionInfo
from kiosk.owners import owners
from kiosk.reloader import NotTakenUp, Owner, Reloader
from tests.fakes import Person, virtually

EXAMPLE = Path(__file__).parents[1] / "config" / "kiosk.example.toml"
CONFIG = load(EXAMPLE, files_must_exist=False)


@dataclass(frozen=True)
class Other:
    """Equal to nothing that was there."""


def keys(section: Any, prefix: str = "") -> Iterator[str]:
    for one in fields(section):
        value = getattr(section, one.name)
        if is_dataclass(value):
            yield from keys(value, f"{prefix}{one.name}.")
        else:
            yield prefix + one.name


def otherwise(section: Any, key: str) -> Any:
    """``section`` with another value under ``key``, of the same kind."""
    name, _, rest = key.partition(".")
    now = getattr(section, name)
    if rest:
        return replace(section, **{name: otherwise(now, rest)})
    match now:
        case bool():
            new: Any = not now
        case int() | float():
            new = 0 if name.startswith(("slip_roll", "a4_tray")) and now else now + 1
        case str():
            new = now + "x"
        case tuple() if name == "post_regions":
            new = (*now, Region(code="990103", name="示例区"))
        case tuple():
            new = (*now, Region(code="990102", name="云山区") if name == "post_regions" else "x")
        case _:
            new = Other()
    return replace(section, **{name: new})


@pytest.mark.parametrize("key", sorted(keys(CONFIG)))
def test_a_key_has_an_owner_or_needs_a_restart(key: str) -> None:
    changed = otherwise(CONFIG, key)
    of_whole = "terminal.hall" if key.startswith("terminal.hall.") else key
    assert changed_keys(CONFIG, changed) == (of_whole,)
    owned = [one.name for one in owners(cast("Any", None)) if one.part(CONFIG) != one.part(changed)]
    assert owned or needs_restart(key)


def test_what_needs_a_restart_is_in_the_configuration() -> None:
    known = set(keys(CONFIG)) | {"outbox", "terminal_api"}
    assert set(NEEDS_RESTART) <= known


class Rig(Person):
    """A reloader over one owner that says what it is told to."""

    def __init__(self, folder: Path, fails: KioskError | Exception | None = None) -> None:
        super().__init__()
        self.file = folder / "kiosk.toml"
        text = EXAMPLE.read_text("utf-8")
        for name in ("platform.secret", "ca.pem", "terminal-api.token"):
            (folder / name).write_text("x")
            text = text.replace(f"/etc/kiosk/{name}", f"{folder}/{name}")
        self.file.write_text(text, "utf-8")
        self.fails = fails
        self.taken: list[int] = []
        self.alerts = 0
        self.takes = 0.0
        """Seconds."""

        async def take_up(config: Config) -> None:
            await asyncio.sleep(self.takes)
            if self.fails is not None:
                raise self.fails
            self.taken.append(config.session.idle_seconds)

        def alert() -> None:
            self.alerts += 1

        owner = Owner("session", lambda config: config.session, take_up)
        self.reloader = Reloader(load(self.file), self.file, (owner,), self.hall, alert=alert)

    def writes(self, old: str, new: str) -> None:
        self.file.write_text(self.file.read_text("utf-8").replace(old, new), "utf-8")


def test_a_part_that_cannot_be_taken_up_stays_is_told_of_and_is_tried_again(tmp_path: Path) -> None:
    async def story() -> None:
        rig = Rig(tmp_path, NotTakenUp("port_missing"))
        work = asyncio.ensure_future(rig.reloader.run())
        rig.writes("idle_seconds = 120", "idle_seconds = 90")
        rig.reloader.ask()
        await asyncio.sleep(1)
        assert (rig.taken, rig.alerts) == ([], 1)
        assert rig.reloader.in_force["session"].session.idle_seconds == 120
        rig.fails = None
        await asyncio.sleep(60)
        assert rig.taken == [90]
        assert rig.reloader.in_force["session"].session.idle_seconds == 90
        await asyncio.sleep(3600)
        assert rig.taken == [90], "and then there is nothing to try"
        work.cancel()

    virtually(story())


@pytest.mark.req("SC-07")
def test_nothing_changes_while_somebody_is_served(tmp_path: Path) -> None:
    async def story() -> None:
        rig = Rig(tmp_path)
        work = asyncio.ensure_future(rig.reloader.run())
        rig.stage.set_session(SessionInfo(signed_in=True, who="张*例"))
        rig.writes("idle_seconds = 120", "idle_seconds = 90")
        rig.reloader.ask()
        await asyncio.sleep(600)
        assert rig.taken == []
        async with rig.hall.floor:  # gone, but the matter is not wound up yet
            rig.stage.set_session(SessionInfo())
            await asyncio.sleep(600)
            assert rig.taken == []
        await asyncio.sleep(0.1)
        assert rig.taken == [90]
        work.cancel()

    virtually(story())


def test_the_file_is_taken_as_it_is_when_the_time_has_come(tmp_path: Path) -> None:
    async def story() -> None:
        rig = Rig(tmp_path)
        work = asyncio.ensure_future(rig.reloader.run())
        async with rig.hall.floor:
            rig.writes("idle_seconds = 120", "idle_seconds = 90")
            rig.reloader.ask()
            await asyncio.sleep(1)
            rig.writes("idle_seconds = 90", "idle_seconds = 80")
        await asyncio.sleep(1)
        assert rig.taken == [80]
        rig.writes("idle_seconds = 80", "idle_seconds = 1")
        with pytest.raises(ConfigError, match="idle_seconds"):
            rig.reloader.ask()
        await asyncio.sleep(1)
        assert rig.taken == [80]
        work.cancel()

    virtually(story())


def test_what_staff_could_not_bring_into_force_is_tried_again_too(tmp_path: Path) -> None:
    async def story() -> None:
        rig = Rig(tmp_path, NotTakenUp("port_missing"))
        work = asyncio.ensure_future(rig.reloader.run())
        rig.writes("idle_seconds = 120", "idle_seconds = 90")
        async with rig.hall.floor:
            assert (await rig.reloader.take_up(load(rig.file))).failed == {"session": "port_missing"}
        await asyncio.sleep(3600)
        assert 5 < rig.alerts < 12, "with a pause that doubles, to ten minutes"
        rig.fails = None
        await asyncio.sleep(600)
        assert rig.taken == [90]
        work.cancel()

    virtually(story())


def test_who_gives_up_waiting_leaves_nothing_half_done(tmp_path: Path) -> None:
    async def story() -> None:
        rig = Rig(tmp_path)
        rig.takes = 5
        waiting = asyncio.ensure_future(
            rig.reloader.take_up(otherwise(load(rig.file), "session.idle_seconds"))
        )
        await asyncio.sleep(1)
        waiting.cancel()
        await asyncio.wait({waiting})
        assert waiting.cancelled()
        assert rig.taken == [121]

    virtually(story())


def test_a_mistake_of_ours_in_one_part_keeps_the_terminal_running(tmp_path: Path) -> None:
    async def story() -> None:
        rig = Rig(tmp_path, ValueError("a mistake"))
        taken = await rig.reloader.take_up(otherwise(load(rig.file), "session.idle_seconds"))
        assert taken == Taken(failed={"session": "internal"})

    virtually(story())


def test_what_waits_for_a_restart_is_said(tmp_path: Path) -> None:
    async def story() -> None:
        rig = Rig(tmp_path)
        config = load(rig.file)
        taken = await rig.reloader.take_up(otherwise(config, "terminal.orientation"))
        assert taken == Taken(restart=("terminal.orientation",))
        assert await rig.reloader.take_up(config) == Taken()

    virtually(story())
