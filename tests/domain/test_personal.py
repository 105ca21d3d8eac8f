"""No way of printing a value brings out what is in the box."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback
from collections.abc import Callable

import pytest

from kiosk.domain.personal import HIDDEN, Personal

pytestmark = pytest.mark.req("SC-05")

SECRET = "990101198503120010"
BOX = Personal(SECRET)

PRINTED: dict[str, Callable[[], str]] = {
    "str": lambda: str(BOX),
    "repr": lambda: repr(BOX),
    "f-string": lambda: f"{BOX}",
    "f-string !r": lambda: f"{BOX!r}",
    "f-string !a": lambda: f"{BOX!a}",
    "format": lambda: format(BOX),
    "percent": lambda: "%s" % BOX,  # noqa: UP031 what is tested
    "percent r": lambda: "%r" % BOX,  # noqa: UP031 what is tested
    "in a tuple": lambda: str((BOX,)),
    "in a list in a dict": lambda: str({"a": [BOX]}),
    "in an error": lambda: str(ValueError(BOX)),
    "in a raised error": lambda: "".join(traceback.format_exception(ValueError(BOX))),
}


@pytest.mark.parametrize("way", PRINTED)
def test_printing_hides(way: str) -> None:
    printed = PRINTED[way]()
    assert HIDDEN in printed
    assert SECRET not in printed


def test_a_width_applies_to_the_word_hidden() -> None:
    assert f"{BOX:>10}" == "  [hidden]"
    with pytest.raises(ValueError, match="format"):
        f"{Personal(3):d}"


def test_logging_hides(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("kiosk.test").warning("%s and %r", BOX, [BOX])
    assert caplog.messages == ["[hidden] and [[hidden]]"]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_is_not_pickled(protocol: int) -> None:
    with pytest.raises(TypeError) as refused:
        pickle.dumps(BOX, protocol)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_it_is_not_copied(copied: Callable[[object], object]) -> None:
    with pytest.raises(TypeError):
        copied(BOX)


def test_it_is_not_json() -> None:
    with pytest.raises(TypeError) as refused:
        json.dumps(BOX)
    assert SECRET not in str(refused.value)


def test_it_has_no_attributes_to_look_at() -> None:
    assert not hasattr(BOX, "__dict__")
    assert SECRET not in repr(dir(BOX))


def test_reveal_is_the_way_to_it() -> None:
    assert BOX.reveal() == SECRET


def test_it_compares_as_its_value() -> None:
    same, other = Personal("990101198503120010"), Personal("990101198503120133")
    assert same == BOX
    assert hash(same) == hash(BOX)
    assert other != BOX
    assert BOX != SECRET, "a bare value is not the boxed one"
