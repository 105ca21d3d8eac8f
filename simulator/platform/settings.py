"""The hall, its calendar and the terminals' configuration, read from ``simulator/data``."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from simulator.platform.contract import Json
from simulator.platform.paths import DATA

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Area:
    """A window area. The waiting counts are people who were there before the first number of the day."""

    area_code: str
    name: str
    floor: str
    windows: list[str]
    departments: list[str]
    waiting_booked: int
    waiting_normal: int
    minutes_each: int
    last_number: int
    daily_limit: int
    slot_capacity: int

    def wire(self) -> Json:
        """Return the contract's Area."""
        return {"area_code": self.area_code, "name": self.name, "floor": self.floor}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. ``hall`` and ``device_config`` are the files as they are."""

    hall: Json
    device_config: Json
    calendar: Json
    areas: dict[str, Area]

    def area_of(self, department: str) -> Area:
        """Return the area of a department; the last area serves all that no other names."""
        areas = list(self.areas.values())
        return next((area for area in areas if department in area.departments), areas[-1])

    def is_workday(self, day: date) -> bool:
        """Tell whether the hall works on ``day``. A day outside the known calendar is no workday."""
        written = day.isoformat()
        if not self.calendar["known_from"] <= written <= self.calendar["known_to"]:
            return False
        if written in {entry["date"] for entry in self.calendar["make_up_workdays"]}:
            return True
        return day.weekday() < SATURDAY and written not in {
            entry["date"] for entry in self.calendar["holidays"]
        }


@cache
def load() -> Settings:
    """Read the data files once a process."""
    hall = data("hall.toml")
    areas = {raw["area_code"]: Area(**raw) for raw in hall["areas"]}
    return Settings(hall, data("device_config.toml"), _calendar(data("calendar.toml")), areas)


def citizens() -> list[Json]:
    """Read the invented people: those with a card in the card simulator, then the others."""
    files = ("citizens.toml", "more_citizens.toml", "travellers.toml")
    return [person for file in files for person in data(file)["citizens"]]


def organisations() -> Json:
    """Read the invented organisations, and who acts for whom."""
    return data("organisations.toml")


@cache
def data(name: str) -> Json:
    """Read one data file, once a process; nobody changes what it returns."""
    raw = (DATA / name).read_text("utf-8")
    told: Json = json.loads(raw) if name.endswith(".json") else tomllib.loads(raw)
    return told


def _calendar(raw: Json) -> Json:
    holidays, make_up = [], []
    for holiday in raw["holidays"]:
        first, last = date.fromisoformat(holiday["first"]), date.fromisoformat(holiday["last"])
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        holidays += [{"date": day.isoformat(), "name": holiday["name"]} for day in days]
        make_up += [{"date": day, "name": f"{holiday['name']}调休"} for day in holiday["make_up"]]
    return {
        "known_from": raw["known_from"],
        "known_to": raw["known_to"],
        "holidays": holidays,
        "make_up_workdays": sorted(make_up, key=lambda entry: entry["date"]),
    }
