"""Labelled photographs, as a camera and as a chip would have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import numpy as np

from benchmarks.faces_rules import Pair
from benchmarks.report import say
from kiosk.identity.face import portrait
from kiosk.identity.face.engine import Engine, Numbers, Pixels
from kiosk.identity.face.messages import Scores
from kiosk.identity.face.verdict import middle
from simulator.camera import Live
from simulator.camera.chip import chip_photo
from simulator.camera.head import NoFace

FRAMES: Final = 3
FIXTURES: Final = Path("assets/faces")
SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})
Described = tuple[Numbers, Numbers]
"""By dlib and by SFace."""


class Photo(NamedTuple):
    """A photograph of a person."""

    who: str
    file: Path


def photos(folder: Path) -> list[Photo]:
    """``folder/person/*.jpg``; the test faces lie flat, and tell who they are by their names."""
    if folder == FIXTURES:
        return [
            Photo(f.stem if f.stem.startswith("impostor") else f.stem.rpartition("_")[0], f)
            for f in sorted(folder.glob("*.jpg"))
        ]
    files = sorted(f for f in folder.glob("*/*") if f.suffix.lower() in SUFFIXES)
    return [Photo(f.parent.name, f) for f in files]


def _enlarged(image: Pixels, factor: int, way: int) -> Pixels:
    size = (image.shape[1] * factor, image.shape[0] * factor)
    return np.asarray(cv2.resize(image, size, interpolation=way), np.uint8)


def _sharpened(image: Pixels) -> Pixels:
    twice = _enlarged(image, 2, cv2.INTER_CUBIC)
    return np.asarray(cv2.addWeighted(twice, 1.6, cv2.GaussianBlur(twice, (0, 0), 2), -0.6, 0), np.uint8)


def _denoised(image: Pixels) -> Pixels:
    return _enlarged(np.asarray(cv2.bilateralFilter(image, 5, 25, 3), np.uint8), 2, cv2.INTER_CUBIC)


RESTORED: Final[dict[str, Callable[[Pixels], Pixels]]] = {
    "2x cubic (the terminal's)": lambda image: _enlarged(image, 2, cv2.INTER_CUBIC),
    "2x Lanczos": lambda image: _enlarged(image, 2, cv2.INTER_LANCZOS4),
    "3x cubic": lambda image: _enlarged(image, 3, cv2.INTER_CUBIC),
    "2x cubic, sharpened": _sharpened,
    "bilateral filter, 2x cubic": _denoised,
}


class Album:
    """Every photograph, described as frames and as a chip's portrait in each restoration."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self.people: list[Photo] = []
        self._frames: list[list[Described]] = []
        self._chips: list[dict[str, Described]] = []
        self.unusable = 0
        for photo in photos(folder):
            try:
                frames, chips = self._live(photo.file), self._chip(photo.file)
            except NoFace as why:
                say(f"no face: {why}")
                self.unusable += 1
                continue
            self.people.append(photo)
            self._frames.append(frames)
            self._chips.append(chips)

    def pairs(self, restored: str, frames: int = FRAMES) -> list[Pair]:
        """Every photograph as a live face beside every other one's chip."""
        folds = {who: place % 2 for place, who in enumerate(sorted({p.who for p in self.people}))}
        return list(self._pairs(restored, frames, folds))

    def _pairs(self, restored: str, frames: int, folds: dict[str, int]) -> Iterator[Pair]:
        for one, two in product(range(len(self.people)), repeat=2):
            if one == two or restored not in self._chips[two]:
                continue
            distance, direction = self._chips[two][restored]
            scores = [
                Scores(float(np.linalg.norm(d - distance)), float(s @ direction))
                for d, s in self._frames[one][:frames]
            ]
            who = self.people[one].who
            yield Pair(who == self.people[two].who, middle(scores), folds[who])

    def _described(self, image: Pixels) -> Described | None:
        faces = self._engine.faces(image)
        return (self._engine.dlib(image, faces[0]), self._engine.sface(image, faces[0])) if faces else None

    def _live(self, file: Path) -> list[Described]:
        scene = Live(file)
        told = [self._described(scene.frame()) for _ in range(FRAMES)]
        found = [one for one in told if one is not None]
        if len(found) < FRAMES:
            raise NoFace(str(file))
        return found

    def _chip(self, file: Path) -> dict[str, Described]:
        small = portrait.unpack(chip_photo(file))
        if small is None:
            raise NoFace(str(file))
        told = {name: self._described(way(small)) for name, way in RESTORED.items()}
        return {name: one for name, one in told.items() if one is not None}
