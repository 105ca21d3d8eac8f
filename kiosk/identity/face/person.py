"""One person before the camera, for as long as it is surely the same one. For the worker only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np

from kiosk.identity.face import geometry, quality
from kiosk.identity.face.base import Hint
from kiosk.identity.face.engine import Engine, Face, Numbers, Pixels
from kiosk.identity.face.messages import KEEP, Scores, Seen

MISSING: Final = 3
"""So many pictures in a row without the face, and it may be another one."""
JUMP: Final = 0.6
GROWTH: Final = 1.35
"""How far a face may go, in its own widths, and how much it may grow, from one picture to the next."""
SAME: Final = 0.5
"""SFace's cosine between two frontal pictures of one sitting; different people are far below."""


@dataclass(slots=True)
class _Kept:
    sharp: float
    image: Pixels
    face: Face
    direction: Numbers
    """SFace's."""

    def wipe(self) -> None:
        self.image.fill(0)
        self.direction.fill(0)


@dataclass(slots=True)
class Person:
    """Everything that is known of one check. ``forget`` wipes it."""

    engine: Engine
    portrait: tuple[Numbers, Numbers] | None = None
    """dlib's and SFace's description."""
    track: int = 0
    _missing: int = 0
    _face: Face | None = None
    _anchor: Numbers | None = None
    _reference: Numbers | None = None
    _before: Pixels | None = None
    _kept: list[_Kept] = field(default_factory=list)

    def look(self, image: Pixels) -> Seen:
        """Take in one picture. It is the caller's again afterwards."""
        grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
        faces = self.engine.faces(image)
        face = self._followed(faces)
        if face is None:
            return Seen(Hint.NO_FACE, self.track, kept=len(self._kept))
        change = self._change(grey, face)
        hint = quality.place([face, *(f for f in faces if f is not face)], grey.shape[1], grey.shape[0])
        points = self.engine.points(image, face)
        sharp = quality.sharpness(grey, face)
        hint = hint or quality.light(grey, face, points, sharp)
        if hint is None:
            self._frontal(image, face, points, sharp)
        return self._seen(hint, points, change)

    def compare(self, index: int) -> Scores:
        """Compare a kept picture with the portrait. Raises ``LookupError`` where there is none."""
        kept = self._kept[index]
        if self.portrait is None:
            raise LookupError
        distance = np.linalg.norm(self.engine.dlib(kept.image, kept.face) - self.portrait[0])
        cosine = kept.direction @ self.portrait[1]
        return Scores(float(distance), float(cosine))

    def forget(self) -> None:
        """Overwrite every picture and description, and let go of them."""
        self._let_go()
        for numbers in self.portrait or ():
            numbers.fill(0)
        self.portrait = None
        self.track = 0

    def _let_go(self) -> None:
        """Whoever was followed is gone."""
        for kept in self._kept:
            kept.wipe()
        for numbers in (self._anchor, self._reference, self._before):
            if numbers is not None:
                numbers.fill(0)
        self._kept.clear()
        self._face = self._anchor = self._reference = self._before = None
        self._missing = 0

    def _lost(self) -> None:
        self._let_go()
        self.track += 1

    def _followed(self, faces: list[Face]) -> Face | None:
        """The face that was followed so far, or a new one; ``None`` when there is no face."""
        if self._face is None:
            self._face = faces[0] if faces else None
            return self._face
        near = min(faces, key=self._far, default=None)
        if near is None:
            self._missing += 1
            if self._missing > MISSING:
                self._lost()
            return None
        if self._far(near) > 1:
            self._lost()
        self._face, self._missing = near, 0
        return near

    def _far(self, face: Face) -> float:
        """How far this is from the face followed, 1 at the most that a person does."""
        if self._face is None:
            return 0.0
        left, top, wide, high = self._face.box
        x, y, w, h = face.box
        away = np.hypot(x + w / 2 - left - wide / 2, y + h / 2 - top - high / 2) / (JUMP * wide)
        grown = abs(np.log(max(h, 1) / max(high, 1))) / np.log(GROWTH)
        return float(max(away, grown))

    def _change(self, grey: Pixels, face: Face) -> float:
        before, self._before = self._before, grey.copy()
        if before is None or before.shape != grey.shape:
            return 255.0
        change = float(cv2.absdiff(quality.crop(grey, face), quality.crop(before, face)).mean())
        before.fill(0)
        return change

    def _frontal(self, image: Pixels, face: Face, points: Numbers, sharp: float) -> None:
        """A picture fit to compare: see that it is still the same person, and keep the sharpest."""
        direction = self.engine.sface(image, face)
        if self._anchor is not None and float(direction @ self._anchor) < SAME:
            self._lost()
            self._face = face
        if self._anchor is None:
            self._anchor = direction.copy()
        if self._reference is None:
            self._reference = points
        if len(self._kept) < KEEP or sharp > self._kept[-1].sharp:
            self._kept.append(_Kept(sharp, image.copy(), face, direction))
            self._kept.sort(key=lambda kept: -kept.sharp)
            for worse in self._kept[KEEP:]:
                worse.wipe()
            del self._kept[KEEP:]

    def _seen(self, hint: Hint | None, points: Numbers, change: float) -> Seen:
        offset = residual = 0.0
        if self._reference is not None:
            offset = geometry.offset(points) - geometry.offset(self._reference)
            residual = geometry.residual(self._reference, points)
        return Seen(hint, self.track, offset, residual, geometry.openness(points), change, len(self._kept))
