from __future__ import annotations

import random
from uuid import uuid4

from kiosk.platform.courier_schedule import Schedule
from kiosk.store.letter import Kind, Slip


def slip(number: int, lane: str) -> Slip:
    return Slip(number, uuid4(), Kind.SUBMISSION, lane, "", 0.0, 1)


def schedule(*slips: Slip) -> Schedule:
    made = Schedule()
    for each in slips:
        made.add(each)
    return made


def picked(made: Schedule, now: float = 0.0) -> int | None:
    found = made.pick(now)
    return found.id if found else None


def test_oldest_first_and_one_of_a_lane_at_a_time() -> None:
    one, two, three = slip(1, "a"), slip(2, "a"), slip(3, "b")
    made = schedule(three, two, one)
    assert [picked(made), picked(made), picked(made)] == [1, 3, None]
    made.settled(one)
    assert picked(made) == 2


def test_a_resting_letter_holds_up_its_lane_and_no_other() -> None:
    one, two, three = slip(1, "a"), slip(2, "a"), slip(3, "b")
    made = schedule(one, two, three)
    assert picked(made) == 1
    made.later(one, 50.0, urgent=False)
    assert [picked(made), picked(made)] == [3, None]
    assert made.next_time(room=True) == 50.0
    assert picked(made, 49.9) is None
    assert picked(made, 50.0) == 1
    assert picked(made, 50.0) is None


def test_nothing_left_is_nothing_to_wait_for() -> None:
    one = slip(1, "a")
    made = schedule(one)
    assert made.next_time(room=True) == 0.0
    assert made.next_time(room=False) is None
    assert picked(made) == 1
    assert made.next_time(room=True) is None
    made.settled(one)
    assert "a" not in made
    assert picked(made) is None


def test_hastening_ends_every_rest() -> None:
    one, two = slip(1, "a"), slip(2, "b")
    made = schedule(one, two)
    made.pick(0)
    made.pick(0)
    made.later(one, 1e9, urgent=False)
    made.later(two, 1e9, urgent=False)
    made.hasten()
    assert [picked(made), picked(made), picked(made)] == [1, 2, None]


def test_who_waits_in_front_of_it_comes_first_even_out_of_a_rest() -> None:
    old, resting, new = slip(1, "a"), slip(2, "b"), slip(3, "c")
    made = schedule(resting)
    made.pick(0)
    made.later(resting, 1e9, urgent=False)
    made.add(old)
    made.add(new)
    made.hurry("b")
    first = made.pick_urgent(0)
    assert first
    assert first.id == 2
    assert made.pick_urgent(0) is None
    assert [picked(made), picked(made)] == [1, 3]


def test_an_urgent_lane_stays_urgent_through_a_short_rest_and_behind_an_older_letter() -> None:
    first, second = slip(1, "a"), slip(2, "a")
    made = schedule(first, second)
    assert picked(made) == 1
    made.hurry("a")
    assert made.pick_urgent(0) is None
    made.settled(first)
    urgent = made.pick_urgent(0)
    assert urgent
    assert urgent.id == 2
    made.later(second, 5.0, urgent=True)
    assert made.pick_urgent(4.0) is None
    assert made.pick_urgent(5.0) is second


def test_hurrying_a_lane_that_is_gone_does_nothing() -> None:
    made = schedule()
    made.hurry("a")
    assert made.pick_urgent(0) is None


def test_whatever_happens_lanes_keep_their_order_and_nothing_is_forgotten() -> None:  # noqa: C901 a long story
    dice = random.Random(6)  # noqa: S311 any story
    made = Schedule()
    out: list[Slip] = []
    went: list[Slip] = []
    now, number = 0.0, 0
    for _ in range(5000):
        what = dice.random()
        if what < 0.35 and number < 900:
            number += 1
            made.add(slip(number, dice.choice("abcdefg")))
        elif what < 0.4:
            made.hurry(dice.choice("abcdefg"))
        elif what < 0.42:
            made.hasten()
        elif what < 0.75:
            now += dice.random()
            if found := made.pick_urgent(now) or made.pick(now):
                assert found.lane not in {each.lane for each in out}
                out.append(found)
        elif out:
            each = out.pop(dice.randrange(len(out)))
            if dice.random() < 0.4:
                made.later(each, now + dice.random() * 5, urgent=dice.random() < 0.2)
            else:
                made.settled(each)
                went.append(each)
    for each in out:
        made.settled(each)
        went.append(each)
    while found := made.pick(1e9):
        made.settled(found)
        went.append(found)
    assert len(went) == number == len({each.id for each in went})
    for lane in "abcdefg":
        ids = [each.id for each in went if each.lane == lane]
        assert ids == sorted(ids)
