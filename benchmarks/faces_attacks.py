"""How many attacks on the prompted actions pass, each tried once with every action."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.faces_rules import Count
from kiosk.identity.face.base import Stage
from kiosk.identity.face.engine import Engine
from kiosk.identity.face.liveness import Rest, Stillness, action
from kiosk.identity.face.person import Person
from simulator.camera import Frozen, Live, Print, Scene

ACTIONS: Final = (Stage.BLINK, Stage.TURN_LEFT, Stage.TURN_RIGHT)
PICTURES: Final = 28
"""After the prompt: time for one action and back."""
PATIENCE: Final = 20
"""Pictures until a good one is given up for."""
SCENES: Final[dict[str, Callable[[Path], Scene]]] = {
    "living, as asked": Live,
    "living, the other way": partial(Live, backwards=True),
    "print, held still": Print,
    "print, tilted": partial(Print, motion="tilt"),
    "print, nodded": partial(Print, motion="nod"),
    "print, shaken": partial(Print, motion="shake"),
    "still video": Frozen,
}


class Passed(NamedTuple):
    """One kind of scene."""

    scene: str
    stage: Stage
    passed: Count


def tried(engine: Engine, files: list[Path]) -> Iterator[Passed]:
    """Every scene, with every photograph and action."""
    for name, make in SCENES.items():
        for stage in ACTIONS:
            if stage is Stage.BLINK and "other way" in name:
                continue
            passed = sum(_passes(engine, make(file), stage) for file in files)
            yield Passed(name, stage, Count(passed, len(files)))


def _passes(engine: Engine, scene: Scene, stage: Stage) -> bool:
    person, rest, stillness = Person(engine), Rest(), Stillness()
    for _ in range(PATIENCE):
        seen = person.look(scene.frame())
        if seen.hint is None and rest.see(seen):
            break
    else:
        return False
    wanted = action(stage, rest.openness)
    scene.do(stage.value)
    for _ in range(PICTURES):
        seen = person.look(scene.frame())
        stillness.see(seen)
        if wanted.see(seen):
            return not stillness.still
        if wanted.failed:
            return False
    return False
