"""One value is changed and nothing else, or it is refused."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.staff.toml_line import CannotEdit, changed, value_of

EXAMPLE = (Path(__file__).parents[2] / "config" / "kiosk.example.toml").read_text("utf-8")
VALUES = st.one_of(
    st.integers(-(2**40), 2**40),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=4),
)


def leaves(table: dict[str, Any], prefix: str = "") -> list[str]:
    keys = []
    for name, value in table.items():
        keys += leaves(value, f"{prefix}{name}.") if isinstance(value, dict) else [prefix + name]
    return keys


KEYS = [key for key in leaves(tomllib.loads(EXAMPLE)) if not key.startswith("terminal.hall.")]


@settings(deadline=None)
@given(st.sampled_from(KEYS), VALUES)
def test_any_value_of_the_example_can_be_any_value_and_no_comment_goes(key: str, value: object) -> None:
    new = changed(EXAMPLE, key, value)
    before, after = tomllib.loads(EXAMPLE), tomllib.loads(new)
    assert value_of(after, key) == value
    assert {k for k in leaves(before) if value_of(before, k) != value_of(after, k)} <= {key}
    old_lines, new_lines = EXAMPLE.split("\n"), new.split("\n")
    assert len(old_lines) == len(new_lines)
    [*other] = [(old, new) for old, new in zip(old_lines, new_lines, strict=True) if old != new]
    assert len(other) <= 1
    for old, line in other:
        comment = old.partition("#")[2]
        assert line.endswith(f"#{comment}" if comment else "")


def test_a_comment_stays_in_its_column() -> None:
    text = '[a]\nx = 120        # why\ny = "#"  # and\n'
    assert changed(text, "a.x", 9) == '[a]\nx = 9          # why\ny = "#"  # and\n'
    assert changed(text, "a.y", "it's # odd") == '[a]\nx = 120        # why\ny = "it\'s # odd" # and\n'


@pytest.mark.parametrize(
    ("text", "key", "new"),
    [
        ("[a]\nx = 1\n", "a.y", "[a]\nx = 1\ny = 2\n"),
        ("[a]\nx = 1\n\n# of b\n[b]\nz = 3\n", "a.y", "[a]\nx = 1\ny = 2\n\n# of b\n[b]\nz = 3\n"),
        ("[a]\n[b]\nz = 3\n", "a.y", "[a]\ny = 2\n[b]\nz = 3\n"),
        ("[a]\nx = 1\n", "b.y", "[a]\nx = 1\n\n[b]\ny = 2\n"),
        ("[a.b]\nx = 1\n", "a.b.x", "[a.b]\nx = 2\n"),
        ("[a]\nx = 1", "a.x", "[a]\nx = 2\n"),
    ],
)
def test_what_is_not_there_yet_comes_where_it_belongs(text: str, key: str, new: str) -> None:
    assert changed(text, key, 2) == new


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[a]\nx = [\n  1,\n]\n", "a.x"),
        ('[a]\nx = """\ntwo\nlines"""\n', "a.x"),
        ("[a]\nx = { y = 1 }\n", "a.x.y"),
        ("[a]\nx = { y = 1 }\n", "a.x"),
        ("[a]\nx.y = 1\n", "a.x.y"),
        ('[a]\n"x" = 1\n', "a.x"),
        ("[a]\nx = 1\n", "a.x.y"),
        ("x = 1\n", "x"),
        ('[a]\nt = """\n[b]\ny = 1\n"""\n[c]\nz = 1\n', "b.y"),
    ],
)
def test_what_cannot_be_changed_with_certainty_is_refused(text: str, key: str) -> None:
    with pytest.raises(CannotEdit):
        changed(text, key, 2)
