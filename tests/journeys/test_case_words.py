"""Every state says what it means and what to do next."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kiosk.domain.case import NextStep
from kiosk.domain.case_state import Action, CaseState
from kiosk.journeys.case_words import ACTIONS, STATES, state_name, what_to_do

CONTRACT = Path(__file__).parents[2] / "docs" / "platform-api" / "platform.openapi.yaml"
ROW = re.compile(r"^\s*\| ([A-Z_]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
TABLE = {state: (words, cells) for state, words, *cells in ROW.findall(CONTRACT.read_text("utf-8"))}
KNOWN = [state for state in CaseState if state is not CaseState.OTHER]


@pytest.mark.req("AC-04")
@pytest.mark.parametrize("state", KNOWN)
def test_every_state_of_the_contract_has_its_name_and_what_to_do(state: CaseState) -> None:
    words, cells = TABLE[state.value]
    name, todo = STATES[state]
    first = re.split("[ ／（]", words)[0]
    assert name.zh.startswith(first[:2])
    assert name.en
    assert todo.en
    assert what_to_do(state, ()) == (todo,)
    for action in {word for cell in cells for word in re.findall("[a-z_]{3,}", cell)}:
        step = NextStep(action=Action(action), text="请照做。")
        [said] = what_to_do(state, (step,))
        assert said.zh == "请照做。"
        assert said.en


def test_the_table_covers_the_contract() -> None:
    assert set(TABLE) == {state.value for state in KNOWN}
    assert set(ACTIONS) == set(Action) - {Action.OTHER}


def test_a_state_that_nobody_knows_is_shown_in_the_platforms_words_with_the_way_to_a_person() -> None:
    name = state_name(CaseState.OTHER, "待专家评议")
    assert name.zh == "待专家评议"
    assert name.en == "A state unknown here: 待专家评议"
    unknown, told = what_to_do(CaseState.OTHER, (NextStep(action=Action.OTHER, text="等专家的意见。"),))
    assert "窗口" in unknown.zh
    assert told.zh == "等专家的意见。"


def test_a_day_to_keep_is_said_in_english_too() -> None:
    step = NextStep(action=Action.CORRECT_ONLINE, text="请在2026-03-20前补交。", deadline=date(2026, 3, 20))
    [said] = what_to_do(CaseState.CORRECTION, (step,))
    assert said.en == "Please add what is missing, here or online by 2026-03-20."
