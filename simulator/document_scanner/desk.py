"""The tray under the camera, and everything that makes a page hard to read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np

from simulator.document_scanner.paper import Frame, form, pixels

SIZE: Final = (2592, 1944)
"""Five megapixels, as common document cameras have."""
SKIN: Final = (120, 150, 205)
GROUNDS: Final = {"dark": (38, 36, 34), "wood": (70, 105, 150), "light": (205, 208, 210)}


@dataclass(frozen=True, slots=True)
class Look:
    """What lies there and how it is seen. The page lies with its long side along the picture's."""

    page: int | None = 1
    """Which page of the form; ``None``: the tray is empty."""
    ground: str = "dark"
    share: float = 0.86
    """Of the picture's height that the page's short side takes."""
    turn: float = 3.0
    """Degrees."""
    tilt: float = 0.06
    """How much smaller the far end looks: 0 is seen straight from above."""
    aside: float = 0.0
    """Moved out of the picture, in widths of the picture."""
    blur: float = 0.0
    """Pixels out of focus (standard deviation)."""
    noise: float = 2.0
    light: float = 0.85
    """1 makes paper nearly white."""
    shadow: float = 0.35
    """How much darker the shaded end is."""
    glare: bool = False
    finger: str = ""
    """``edge`` or ``corner``: a fingertip lies over it."""


NAMED: Final[dict[str, Look]] = {
    "page": Look(),
    "second": Look(page=2),
    "empty": Look(page=None),
    "aslant": Look(turn=-14, tilt=0.14, share=0.72),
    "wood": Look(ground="wood"),
    "light": Look(ground="light"),
    "dark": Look(light=0.16),
    "glare": Look(glare=True),
    "blurred": Look(blur=5.0),
    "finger": Look(finger="edge"),
    "corner": Look(finger="corner"),
    "cut_off": Look(aside=0.2),
    "far": Look(share=0.42),
}


class Desk:
    """A scene for ``MjpegCamera``: what ``do`` names (of ``NAMED``) lies there from the next picture on."""

    def __init__(self, look: Look | str = "page") -> None:
        self.look = NAMED[look] if isinstance(look, str) else look

    def do(self, action: str) -> None:
        """Lay this there. Raises ``KeyError``."""
        self.look = NAMED[action]

    def frame(self) -> Frame:
        """What the camera sees now."""
        return seen(self.look)


@lru_cache(maxsize=8)
def seen(look: Look) -> Frame:
    """One picture of it."""
    width, height = SIZE
    scene: Any = np.full((height, width, 3), GROUNDS[look.ground], np.uint8)
    if look.ground == "wood":
        grain = (12 * np.sin(np.arange(height) / 23 + 3 * np.sin(np.arange(height) / 140))).astype(np.int16)
        scene = np.clip(scene.astype(np.int16) + grain[:, None, None], 0, 255).astype(np.uint8)
    if look.page is not None:
        matrix, corners = _placed(look)
        paper = pixels(form(look.page))
        flat = np.full(paper.shape[:2], 255, np.uint8)
        over = cv2.warpPerspective(paper, matrix, SIZE, flags=cv2.INTER_AREA)
        mask = cv2.warpPerspective(flat, matrix, SIZE)[:, :, None] / 255.0
        scene = (scene * (1 - mask) + over * mask).astype(np.uint8)
        _finger(scene, look, corners)
    return _sensed(scene, look)


def still(folder: Path, name: str = "page.jpg", look: Look | str = "page") -> Path:
    """Write one picture of it, for a terminal whose scanner is a folder."""
    file = folder / name
    cv2.imwrite(str(file), Desk(look).frame(), [cv2.IMWRITE_JPEG_QUALITY, 95])
    return file


def _placed(look: Look) -> tuple[Any, Any]:
    """Where the page's corners come to lie; its top points to the left, as the tray is marked."""
    width, height = SIZE
    paper = pixels(form(look.page or 1)).shape
    short = look.share * height
    long = short * paper[0] / paper[1]
    across, down = long / 2, short / 2
    far = 1 - look.tilt
    square = np.array([[-across, down], [-across, -down * far], [across, -down * far], [across, down]])
    angle = np.radians(look.turn)
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = square @ spin.T + [width / 2 + look.aside * width, height / 2]
    edge = np.array([[0, 0], [paper[1], 0], [paper[1], paper[0]], [0, paper[0]]], np.float32)
    return cv2.getPerspectiveTransform(edge, corners.astype(np.float32)), corners


def _finger(scene: Any, look: Look, corners: Any) -> None:  # noqa: ANN401
    if not look.finger:
        return
    tip = corners[3] if look.finger == "corner" else (corners[0] + corners[3]) / 2
    inward = corners.mean(axis=0) - tip
    inward = inward / np.linalg.norm(inward)
    end, start = tip + 130 * inward, tip - 700 * inward
    cv2.line(scene, tuple(int(v) for v in start), tuple(int(v) for v in end), SKIN, 150, cv2.LINE_AA)


def _sensed(scene: Any, look: Look) -> Frame:  # noqa: ANN401
    width, height = SIZE
    shade = 1 - look.shadow * np.linspace(0, 1, width)[None, :] * np.linspace(0.4, 1, height)[:, None]
    lit = scene * (look.light * shade)[:, :, None]
    if look.glare:
        y, x = np.mgrid[0:height, 0:width]
        lit += 400 * np.exp(-(((x - 0.6 * width) / 230) ** 2 + ((y - 0.45 * height) / 170) ** 2))[:, :, None]
    image = np.clip(lit, 0, 255).astype(np.float32)
    if look.blur:
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), look.blur), np.float32)
    noise = np.random.default_rng(1).normal(0, look.noise, image.shape)
    return np.asarray(np.clip(image + noise, 0, 255), np.uint8)
