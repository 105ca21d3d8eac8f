"""A province's own state codes, from a file: checked at start, and never a reason to break."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.case_state import CaseState
from kiosk.errors import ConfigError, PlatformUnavailable
from kiosk.platform.case_codes import CaseCodes, read
from kiosk.platform.client import connect
from tests.platform.scripted import Scripted, answer, raw
from tests.platform.terminal import settings

SHIPPED = sorted((Path(__file__).parents[2] / "config" / "case_states").glob("*.toml"))


def a_file(folder: Path, text: str) -> Path:
    file = folder / "states.toml"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("file", SHIPPED, ids=[file.stem for file in SHIPPED])
def test_the_tables_that_come_along_can_be_read(file: Path) -> None:
    codes = read(file)
    assert {CaseState(state) for state in codes.table.values()} <= set(CaseState) - {CaseState.OTHER}
    assert codes.table


def test_a_code_becomes_a_state_and_the_contracts_own_stay(tmp_path: Path) -> None:
    codes = read(a_file(tmp_path, '[states]\n"BJJGDM:0" = "DONE_GRANTED"\n'))
    assert codes.canonical("BJJGDM:0") == "DONE_GRANTED"
    assert codes.canonical("REVIEW") == "REVIEW"
    assert CaseState(codes.canonical("BJJGDM:99")) is CaseState.OTHER
    assert CaseCodes().canonical("ACCEPTED") == "ACCEPTED"


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    file = a_file(tmp_path, '[states]\n"1" = "ACEPTED"\n"2" = 7\n[stats]\n')
    with pytest.raises(ConfigError) as refused:
        read(file)
    keys = {m.key: m.nearest for m in refused.value.mistakes}
    assert keys == {"stats": "states", "states.1": "ACCEPTED", "states.2": None}
    assert str(file) in str(refused.value)


@pytest.mark.parametrize("text", ["", "[states]\n", "states = 1", "nonsense ["])
def test_a_file_without_a_table_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError):
        read(a_file(tmp_path, text))
    with pytest.raises(ConfigError):
        read(tmp_path / "not there.toml")


MINIMAL = {
    "view": "minimal",
    "case_no_masked": "1199****0001",
    "item_name": "法律援助申请",
    "state": "BJJGDM:0",
    "state_text": "准予",
    "next_steps": [{"action": "collect", "text": "请来领取。"}],
    "promised": {"due_on": None, "clock_paused": False, "overdue": False},
    "steps": [{"name": "申请", "status": "done"}],
}


@pytest.mark.parametrize(
    ("code", "state"),
    [("BJJGDM:0", CaseState.DONE_GRANTED), ("REVIEW", CaseState.REVIEW), ("BJJGDM:77", CaseState.OTHER)],
)
async def test_a_code_on_the_wire_is_the_state_that_the_file_says(
    tmp_path: Path, code: str, state: CaseState
) -> None:
    file = a_file(tmp_path, '[states]\n"BJJGDM:0" = "DONE_GRANTED"\n')
    async with Scripted(answer(MINIMAL | {"state": code})) as server:
        platform = connect(settings(server.base_url, case_states=file))
        case = await platform.case("1199")
        await platform.close()
    assert (case.state, case.state_text) == (state, "准予")


async def test_nonsense_for_a_case_is_an_unknown_outcome() -> None:
    async with Scripted(raw(200, b'{"view": "min', "application/json")) as server:
        platform = connect(settings(server.base_url))
        with pytest.raises(PlatformUnavailable):
            await platform.case("1199")
        await platform.close()


def test_a_wrong_table_stops_the_terminal_at_its_start(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        connect(settings("http://127.0.0.1:1/kiosk/v1", case_states=a_file(tmp_path, "[states]\n1 = 2\n")))
