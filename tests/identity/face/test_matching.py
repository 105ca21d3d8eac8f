"""The live face against the portrait of a chip, and what the two matchers' numbers decide."""

from __future__ import annotations

import io
from statistics import median

import numpy as np
import pytest
from PIL import Image

from kiosk.config import Face
from kiosk.identity.face import portrait
from kiosk.identity.face.base import Verdict
from kiosk.identity.face.engine import Engine
from kiosk.identity.face.messages import Scores
from kiosk.identity.face.person import Person
from kiosk.identity.face.verdict import decide, middle
from simulator.camera import Live
from simulator.camera.chip import chip_photo
from tests.identity.face.conftest import photo

PEOPLE = ("impostor_1", "impostor_2", "person_a_2", "person_b_1", "person_b_2")


def verdict(scores: Scores) -> Verdict:
    rules = Face()
    return decide(scores, dlib_distance=rules.dlib_distance, sface_cosine=rules.sface_cosine)


def compared(engine: Engine, live: str, chip: str) -> Scores:
    """Three live pictures of one photograph against the degraded chip portrait of another."""
    person = Person(engine, portrait.describe(engine, chip_photo(photo(chip))))
    scene = Live(photo(live))
    while person.look(scene.frame()).kept < 3:
        pass
    return middle([person.compare(index) for index in range(3)])


@pytest.mark.parametrize(
    ("live", "chip"),
    [("person_b_1", "person_b_2"), ("person_b_2", "person_b_1"), ("impostor_2", "impostor_2")],
)
def test_the_same_person_matches_a_portrait_of_a_kilobyte(engine: Engine, live: str, chip: str) -> None:
    assert len(chip_photo(photo(chip))) <= 1024
    assert verdict(compared(engine, live, chip)) is Verdict.MATCH


@pytest.mark.parametrize("live", ["person_b_1", "impostor_1"])
@pytest.mark.parametrize("chip", ["impostor_2", "person_a_2"])
def test_another_person_does_not(engine: Engine, live: str, chip: str) -> None:
    assert verdict(compared(engine, live, chip)) is Verdict.MISMATCH


@pytest.mark.parametrize(
    ("distance", "cosine", "told"),
    [
        (0.55, 0.363, Verdict.MATCH),
        (0.551, 0.9, Verdict.MISMATCH),
        (0.2, 0.362, Verdict.DOUBTFUL),
        (0.2, 0.30, Verdict.DOUBTFUL),
        (0.2, 0.299, Verdict.MISMATCH),
        (0.9, 0.1, Verdict.MISMATCH),
    ],
)
def test_both_matchers_must_agree(distance: float, cosine: float, told: Verdict) -> None:
    assert verdict(Scores(distance, cosine)) is told


def test_one_bad_picture_of_three_decides_nothing() -> None:
    good, bad = Scores(0.4, 0.6), Scores(0.9, 0.1)
    assert middle([good, bad, good]) == good
    assert median([0.4, 0.9, 0.4]) == 0.4


@pytest.mark.parametrize("name", PEOPLE)
def test_the_face_is_found_in_every_small_portrait(engine: Engine, name: str) -> None:
    assert portrait.describe(engine, chip_photo(photo(name))) is not None


def test_a_portrait_without_a_face_or_without_a_picture(engine: Engine) -> None:
    grey = io.BytesIO()
    Image.new("RGB", (102, 126), "#808080").save(grey, "PNG")
    assert portrait.describe(engine, grey.getvalue()) is None
    assert portrait.describe(engine, b"") is None
    assert portrait.describe(engine, b"RIFF\0\0\0\0WEBPVP8 nonsense") is None
    assert portrait.describe(engine, chip_photo(photo("person_b_1"))[:300]) is None, "cut short"


def test_a_picture_that_claims_to_be_huge_is_not_unpacked() -> None:
    bomb = io.BytesIO()
    Image.new("L", (20_000, 20_000)).save(bomb, "PNG")
    assert portrait.decode(bomb.getvalue()) is None


def test_a_small_portrait_is_enlarged() -> None:
    image = portrait.decode(chip_photo(photo("person_b_1")))
    assert image is not None
    assert image.shape == (252, 204, 3)


def test_the_sharpest_pictures_are_kept(engine: Engine) -> None:
    person, scene = Person(engine), Live(photo("person_b_1"))
    blurred = Image.fromarray(scene.frame()).resize((320, 240)).resize((640, 480), Image.Resampling.BICUBIC)
    person.look(np.asarray(blurred, np.uint8).copy())
    for _ in range(5):
        seen = person.look(scene.frame())
    assert (seen.hint, seen.kept) == (None, 3)
    sharp = [kept.sharp for kept in person._kept]  # noqa: SLF001
    assert sharp == sorted(sharp, reverse=True)
    person.forget()
    assert (person._kept, person.portrait) == ([], None)  # noqa: SLF001
