"""What keeps a picture from being good enough."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from kiosk.identity.face.base import Hint
from kiosk.identity.face.engine import Engine
from kiosk.identity.face.person import Person
from simulator.camera.head import Frame, Head
from simulator.camera.live import shifted
from tests.identity.face.conftest import photo


def head(face_width: float = 190) -> Head:
    return Head(photo("person_b_1"), face_width=face_width)


def darker(image: Frame, factor: float) -> Frame:
    return (image * factor).astype(np.uint8)


def backlit() -> Frame:
    """A dark face before a bright window."""
    image, seen = darker(head().still, 0.35), np.zeros((480, 640), np.uint8)
    cv2.ellipse(seen, (320, 250), (120, 190), 0, 0, 360, 255, -1)
    return np.where(seen[..., None] > 0, image, 255).astype(np.uint8)


def two() -> Frame:
    image = head(130).still
    return np.hstack([image[:, 160:480], image[:, 160:480]])


PICTURES: dict[Hint | None, Callable[[], Frame]] = {
    None: lambda: head().still,
    Hint.NO_FACE: lambda: np.full((480, 640, 3), 128, np.uint8),
    Hint.SEVERAL: two,
    Hint.TOO_FAR: lambda: head(70).still,
    Hint.TOO_CLOSE: lambda: head(420).still,
    Hint.OFF_CENTRE: lambda: shifted(head().still, (205.0, 0.0)),
    Hint.NOT_FRONTAL: lambda: head().pose(yaw=32),
    Hint.DARK: lambda: darker(head().still, 0.3),
    Hint.BACKLIT: backlit,
    Hint.BLURRED: lambda: np.asarray(cv2.GaussianBlur(head().still, (0, 0), 6), np.uint8),
}


@pytest.mark.parametrize("hint", [None, *Hint])
def test_each_hint_has_its_picture(engine: Engine, hint: Hint | None) -> None:
    person = Person(engine)
    seen = person.look(PICTURES[hint]())
    assert seen.hint is hint
    assert seen.kept == (1 if hint is None else 0), "only good pictures are kept"
