"""The judge of the endurance run: every kind of lie about a slip is found, and the truth is not."""

from __future__ import annotations

import pytest

from benchmarks.endurance.citizen import Seen
from benchmarks.endurance.hall import Record
from benchmarks.endurance.judge import Judge, whole
from benchmarks.endurance.vitals import Vitals, wrong
from simulator.escpos.paper import Piece

WHOLE = ["云溪区政务服务大厅", "您的号", "A023", "去 一层 A区", "[qr]", "2026-03-02 09:30  K03"]


def slip(number: str = "A023", *, lines: int | None = None, cut: bool = True) -> Piece:
    words = [number if line == "A023" else line for line in WHOLE]
    return Piece(576, lines=words[:lines], cut=cut)


def seen(*claims: object, number: str = "A023") -> Seen:
    return Seen(claims=[(number, claim) for claim in claims])


def told(*outcomes: str, number: str = "A023") -> list[Record]:
    return [Record(number, outcome) for outcome in outcomes]


@pytest.mark.parametrize(
    ("piece", "number"),
    [(slip(), "A023"), (slip(cut=False), None), (slip(lines=5), None), (slip(lines=3), None)],
)
def test_a_whole_slip_has_its_end_and_is_cut(piece: Piece, number: str | None) -> None:
    assert whole(piece) == number


@pytest.mark.parametrize(
    ("claims", "slips", "outcomes"),
    [
        ([True], 1, ["printed"]),
        ([False], 0, ["failed"]),
        (["unknown"], 0, ["unknown"]),
        (["unknown"], 1, ["unknown"]),
        ([False, True], 1, ["failed", "printed"]),
        (["unknown", True], 2, ["printed", "unknown"]),
    ],
)
def test_the_truth(claims: list[object], slips: int, outcomes: list[str]) -> None:
    judge = Judge()
    judge.visit(seen(*claims), [slip()] * slips)
    judge.end_of_day(told(*outcomes))
    assert judge.wrong == []
    assert judge.whole == slips


@pytest.mark.parametrize(
    ("claims", "slips", "outcomes"),
    [
        ([True], 0, ["printed"]),
        ([True], 2, ["printed"]),
        ([False], 1, ["failed"]),
        (["unknown"], 2, ["unknown"]),
        ([True], 1, []),
        ([True], 1, ["failed"]),
        ([True], 1, ["printed", "printed"]),
        ([False], 0, ["printed"]),
    ],
)
def test_a_lie(claims: list[object], slips: int, outcomes: list[str]) -> None:
    judge = Judge()
    judge.visit(seen(*claims), [slip()] * slips)
    judge.end_of_day(told(*outcomes))
    assert len(judge.wrong) == 1


def test_a_slip_that_comes_out_for_somebody_else() -> None:
    judge = Judge()
    judge.visit(seen(False), [])
    judge.visit(seen(True, number="A024"), [slip(), slip("A024")])
    judge.end_of_day([*told("failed"), *told("printed", number="A024")])
    assert len(judge.wrong) == 2, "in their visit, and after it was said to have failed"


def test_a_number_that_nobody_was_told_of() -> None:
    judge = Judge()
    judge.visit(Seen(left=True), [slip()])
    judge.end_of_day(told("failed"))
    assert len(judge.wrong) == 1


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (Vitals(2000, 103.0, 34, 7), 0),
        (Vitals(2000, 106.0, 34, 7), 1),
        (Vitals(2000, 100.0, 40, 7), 1),
        (Vitals(2000, 100.0, 33, 8), 1),
    ],
)
def test_what_grew(last: Vitals, found: int) -> None:
    cold, first = Vitals(0, 60.0, 20, 3), Vitals(500, 100.0, 33, 7)
    assert len(wrong([cold, first, last])) == found
