"""Turns and blinks of a head, and photographs that pretend."""

from __future__ import annotations

from collections import Counter

import pytest

from kiosk.identity.face.base import Hint, Stage
from kiosk.identity.face.engine import Engine
from kiosk.identity.face.liveness import Blink, Rest, Stillness, Turn, action, prompts
from kiosk.identity.face.messages import Seen
from kiosk.identity.face.person import Person
from simulator.camera import Frozen, Live, Print, Scene
from tests.identity.face.conftest import photo

PICTURES = 28
ACTORS = ("person_b_1", "impostor_2")
TURNERS = ("impostor_1", "person_a_2", "person_b_2")


def acted(engine: Engine, scene: Scene, stage: Stage) -> tuple[bool, bool]:
    """Prompt for ``stage`` once; whether it was done, and whether something else was."""
    person, rest = Person(engine), Rest()
    while not rest.see(person.look(scene.frame())):
        pass
    wanted = action(stage, rest.openness)
    scene.do(stage.value)
    for _ in range(PICTURES):
        if wanted.see(person.look(scene.frame())):
            return True, False
        if wanted.failed:
            return False, True
    return False, False


@pytest.mark.parametrize("stage", [Stage.TURN_LEFT, Stage.TURN_RIGHT])
@pytest.mark.parametrize("name", TURNERS)
def test_a_head_that_turns_passes(engine: Engine, name: str, stage: Stage) -> None:
    assert acted(engine, Live(photo(name)), stage) == (True, False)


@pytest.mark.parametrize("name", ACTORS)
def test_eyes_that_blink_pass(engine: Engine, name: str) -> None:
    assert acted(engine, Live(photo(name)), Stage.BLINK) == (True, False)


@pytest.mark.parametrize("stage", [Stage.TURN_LEFT, Stage.TURN_RIGHT])
def test_the_wrong_way_ends_it(engine: Engine, stage: Stage) -> None:
    assert acted(engine, Live(photo("person_b_1"), backwards=True), stage) == (False, True)


def test_a_turn_where_a_blink_was_asked_for_ends_it(engine: Engine) -> None:
    class Turner(Live):
        def do(self, action: str) -> None:
            super().do(action.replace("blink", "turn_left"))

    assert acted(engine, Turner(photo("person_b_1")), Stage.BLINK) == (False, True)


@pytest.mark.parametrize("stage", [Stage.BLINK, Stage.TURN_LEFT, Stage.TURN_RIGHT])
@pytest.mark.parametrize("motion", ["still", "tilt", "nod", "shake"])
def test_a_photograph_passes_nothing(engine: Engine, motion: str, stage: Stage) -> None:
    done, _ = acted(engine, Print(photo("person_b_1"), motion), stage)  # type: ignore[arg-type]
    assert not done


def test_a_living_face_without_any_action_passes_nothing(engine: Engine) -> None:
    assert acted(engine, Live(photo("person_b_1"), obeys=False), Stage.BLINK) == (False, False)


@pytest.mark.parametrize(("scene", "still"), [(Frozen, True), (Print, False), (Live, False)])
def test_only_the_same_picture_again_is_still(engine: Engine, scene: type[Live], *, still: bool) -> None:
    person, stillness, shown = Person(engine), Stillness(), scene(photo("person_b_1"))
    for _ in range(8):
        stillness.see(person.look(shown.frame()))
    assert stillness.still is still


def test_another_face_in_the_same_place_is_another_track(engine: Engine) -> None:
    person, one, other = Person(engine), Live(photo("person_b_1")), Live(photo("impostor_2"))
    before = [person.look(one.frame()) for _ in range(4)]
    after = [person.look(other.frame()) for _ in range(2)]
    assert {seen.track for seen in before} == {0}
    assert {seen.track for seen in after} == {1}
    assert after[0].kept == 1, "nothing of the one before is kept"


def test_a_face_that_went_away_is_another_one(engine: Engine) -> None:
    person, scene = Person(engine), Live(photo("person_b_1"))
    person.look(scene.frame())
    nobody = scene.frame() * 0
    assert [person.look(nobody).track for _ in range(4)] == [0, 0, 0, 1]
    assert person.look(scene.frame()).kept == 1


def looks(*offsets: float, residual: float = 0.2) -> list[Seen]:
    return [Seen(offset=offset, residual=residual) for offset in offsets]


def test_a_turn_is_three_pictures_off_the_plane_and_back() -> None:
    turn = Turn(1)
    assert [turn.see(s) for s in looks(0.1, 0.25, 0.3, 0.0)] == [False] * 4, "two pictures are too few"
    assert [turn.see(s) for s in looks(0.25, 0.3, 0.26, 0.2, 0.13, 0.12)] == [False] * 5 + [True]


def test_a_turn_within_the_plane_is_none() -> None:
    turn = Turn(-1)
    assert not any(turn.see(s) for s in looks(*[-0.4] * 5, 0.0, residual=0.029))
    assert not turn.failed


def test_a_blink_is_a_drop_from_the_persons_own_height() -> None:
    for rest in (0.1, 0.3):
        blink = Blink(rest)
        assert not blink.see(Seen(openness=0.71 * rest))
        assert not blink.see(Seen(openness=1.0 * rest)), "never shut"
        assert not blink.see(Seen(openness=0.69 * rest))
        assert not blink.see(Seen(openness=0.84 * rest)), "not open again"
        assert blink.see(Seen(openness=0.86 * rest))


def test_a_picture_with_a_hint_shows_no_blink_and_no_return() -> None:
    blink, turn = Blink(0.2), Turn(1)
    assert not blink.see(Seen(hint=Hint.DARK, openness=0.1))
    assert not blink.see(Seen(openness=0.2)), "never shut in a good picture"
    assert not any(turn.see(s) for s in looks(0.3, 0.3, 0.3))
    assert not turn.see(Seen(hint=Hint.BLURRED))
    assert turn.see(Seen())


def test_nobody_knows_what_will_be_asked() -> None:
    asked = Counter(tuple(prompts(("blink", "turn"))) for _ in range(400))
    sides = (Stage.TURN_LEFT, Stage.TURN_RIGHT)
    expected = {(Stage.BLINK, side) for side in sides} | {(side, Stage.BLINK) for side in sides}
    assert set(asked) == expected
    assert min(asked.values()) > 40
    assert {tuple(prompts(("turn",))) for _ in range(50)} == {sides, sides[::-1]}
    assert prompts(("blink",)) == [Stage.BLINK]
    assert prompts(()) == []
