"""Turns parts into Kivy's canvas instructions: the one place where the two meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import singledispatchmethod
from itertools import pairwise
from math import cos, floor, pi, sin

from kivy.graphics import BorderImage, Color, InstructionGroup, Mesh, Rectangle, SmoothLine
from kivy.graphics.texture import Texture

from kiosk.screens import fonts, images
from kiosk.screens.geometry import Rect
from kiosk.screens.pane import Pane
from kiosk.screens.parts import (
    PRESS_DEPTH,
    Bars,
    Box,
    Drawn,
    Icon,
    Mirror,
    Part,
    Polygon,
    Ring,
    Stroke,
    Target,
    Words,
)
from kiosk.screens.theme import Theme
from kiosk.screens.typeset import typeset
from kiosk.screens.viewport import Viewport

ARC_STEPS = 96


class Painter:
    """Paints parts in one theme for one window."""

    def __init__(self, viewport: Viewport, theme: Theme, pane: Pane) -> None:
        self._viewport = viewport
        self._theme = theme
        self._pane = pane
        self._group = InstructionGroup()

    def paint(self, part: Part, *, pressed: bool = False) -> InstructionGroup:
        """Return the group of instructions that draws ``part``."""
        self._group = InstructionGroup()
        if isinstance(part, Target):
            self._paint_target(part, pressed=pressed)
        else:
            self._draw(part)
        return self._group

    def _paint_target(self, target: Target, *, pressed: bool) -> None:
        face = target.face
        if pressed and target.pressed is not None:
            face = tuple(_lower(drawn) for drawn in target.pressed)
        for drawn in face:
            self._draw(drawn)

    @singledispatchmethod
    def _draw(self, part: Drawn) -> None:
        raise NotImplementedError(type(part).__name__)

    @_draw.register
    def _(self, box: Box) -> None:
        if box.shadow and self._theme.shadows:
            self._shadow(box, box.shadow)
        if box.line:
            self._fill(box.rect, box.line, box.radius, box.corners)
            inner = box.rect.inset(box.line_width)
            self._fill(inner, box.fill, max(0, box.radius - box.line_width), box.corners)
        else:
            self._fill(box.rect, box.fill, box.radius, box.corners)

    @_draw.register
    def _(self, words: Words) -> None:
        setting = typeset(words)
        self._colour(words.colour)
        pixels = floor(setting.size * self._viewport.scale)
        line_height = setting.size * words.leading
        spare = words.rect.h - line_height * len(setting.lines)
        top = words.rect.y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[words.valign]
        for number, line in enumerate(setting.lines):
            place = Rect(words.rect.x, top + number * line_height, words.rect.w, line_height)
            self._line(fonts.textures(line, pixels, words.bold), place, words.align)

    @_draw.register
    def _(self, icon: Icon) -> None:
        x, y, w, h = self._viewport.place(icon.rect)
        self._colour(icon.colour)
        self._group.add(
            Rectangle(texture=images.icon(icon.name, min(w, h)), pos=(x, y), size=(min(w, h),) * 2)
        )

    @_draw.register
    def _(self, ring: Ring) -> None:
        x, y, w, _ = self._viewport.place(ring.rect)
        width = self._viewport.length(ring.width)
        texture = images.ring(w, width)
        self._colour(ring.track)
        self._group.add(Rectangle(texture=texture, pos=(x, y), size=(w, w)))
        if ring.share > 0:
            self._colour(ring.colour)
            self._group.add(_arc(texture, x, y, w, min(1.0, ring.share)))
            for share in (0.0, min(1.0, ring.share)):
                self._arc_end(x + w / 2, y + w / 2, (w - width) / 2, width, share)

    @_draw.register
    def _(self, stroke: Stroke) -> None:
        self._colour(stroke.colour)
        view = self._viewport
        points = [v for x, y in stroke.points for v in (view.x(x), view.y(y))]
        width = max(1.0, stroke.width * view.scale / 2)
        if stroke.dash is None:
            self._group.add(SmoothLine(points=points, width=width, cap="round", joint="round"))
            return
        for start, end in _dashes(stroke.points, *stroke.dash):
            dash = [view.x(start[0]), view.y(start[1]), view.x(end[0]), view.y(end[1])]
            self._group.add(SmoothLine(points=dash, width=width, cap="none"))

    @_draw.register
    def _(self, polygon: Polygon) -> None:
        self._colour(polygon.colour)
        view = self._viewport
        corners = [(view.x(x), view.y(y)) for x, y in polygon.points]
        vertices = [v for x, y in corners for v in (x, y, 0, 0)]
        self._group.add(Mesh(vertices=vertices, indices=range(len(corners)), mode="triangle_fan"))
        rim = [v for corner in (*corners, corners[0]) for v in corner]
        self._group.add(SmoothLine(points=rim, width=1))

    @_draw.register
    def _(self, bars: Bars) -> None:
        vertices: list[float] = []
        indices: list[int] = []
        clip = bars.clip
        for bar in bars.bars:
            x, y = max(bar.x, clip.x), max(bar.y, clip.y)
            cut = Rect(x, y, min(bar.right, clip.right) - x, min(bar.bottom, clip.bottom) - y)
            if cut.w > 0 and cut.h > 0:
                indices += [len(vertices) // 4 + i for i in (0, 1, 2, 2, 3, 0)]
                vertices += _quad(*self._viewport.place(cut), thin=self._viewport.length(min(bar.w, bar.h)))
        self._colour(bars.colour)
        self._group.add(Mesh(vertices=vertices, indices=indices, mode="triangles"))

    @_draw.register
    def _(self, mirror: Mirror) -> None:
        x, y, w, h = self._viewport.place(mirror.rect)
        place = (x, y, w, h if mirror.whole else w)
        self._group.add(
            self._pane.place(
                place, self._theme.rgb(mirror.ground), whole=mirror.whole, flipped=mirror.flipped
            )
        )

    def _colour(self, token: str) -> None:
        self._group.add(Color(*self._theme.rgb(token), 1))

    def _fill(self, rect: Rect, token: str, radius: float, corners: Sequence[bool]) -> None:
        x, y, w, h = self._viewport.place(rect)
        round_px = min(self._viewport.length(radius), w // 2, h // 2)
        self._colour(token)
        if round_px == 0:
            self._group.add(Rectangle(pos=(x, y), size=(w, h)))
            return
        self._group.add(
            BorderImage(texture=images.disc(round_px), border=(round_px,) * 4, pos=(x, y), size=(w, h))
        )
        places = ((x, y + h - round_px), (x + w - round_px, y + h - round_px), (x + w - round_px, y), (x, y))
        for place, is_round in zip(places, corners, strict=True):
            if not is_round:
                self._group.add(Rectangle(pos=place, size=(round_px, round_px)))

    def _shadow(self, box: Box, name: str) -> None:
        reach = images.SHADOW_MARGIN[name]
        x, y, w, h = self._viewport.place(box.rect.inset(-reach).moved(0, images.SHADOW_DROP[name]))
        border = self._viewport.length(images.SHADOW_INSET[name])
        self._group.add(Color(1, 1, 1, 1))
        texture = images.shadow(name, self._viewport.scale)
        self._group.add(BorderImage(texture=texture, border=(border,) * 4, pos=(x, y), size=(w, h)))

    def _line(self, pictures: Sequence[Texture], place: Rect, align: str) -> None:
        left, low, w, h = self._viewport.place(place)
        width = sum(p.width for p in pictures)
        x = left + {"left": 0, "centre": (w - width) // 2, "right": w - width}[align]
        for picture in pictures:
            y = low + (h - picture.height) // 2
            self._group.add(Rectangle(texture=picture, pos=(x, y), size=picture.size))
            x += picture.width

    def _arc_end(self, cx: float, cy: float, radius: float, width: int, share: float) -> None:
        angle = 2 * pi * share
        half = width / 2
        x, y = cx + radius * sin(angle) - half, cy + radius * cos(angle) - half
        self._group.add(Rectangle(texture=images.disc(max(1, floor(half))), pos=(x, y), size=(width, width)))


def _lower(drawn: Drawn) -> Drawn:
    """The same part, pressed in."""
    if isinstance(drawn, Stroke | Polygon):
        return replace(drawn, points=tuple((x, y + PRESS_DEPTH) for x, y in drawn.points))
    if isinstance(drawn, Bars):
        return drawn
    return replace(drawn, rect=drawn.rect.moved(0, PRESS_DEPTH))


def _quad(x: int, y: int, w: int, h: int, *, thin: int) -> list[float]:
    """Four corners. A line keeps its thickness wherever rounding puts its edges."""
    if w < h:
        w = max(w, thin) if w else 0
        w = thin if w <= thin + 1 else w
    elif h <= thin + 1:
        h = thin
    return [x, y, 0, 0, x + w, y, 0, 0, x + w, y + h, 0, 0, x, y + h, 0, 0]


def _arc(texture: Texture, x: float, y: float, size: float, share: float) -> Mesh:
    """A wedge of a ring's texture, clockwise from the top."""
    steps = max(1, round(ARC_STEPS * share))
    vertices = [x + size / 2, y + size / 2, 0.5, 0.5]
    for step in range(steps + 1):
        angle = 2 * pi * share * step / steps
        u, v = 0.5 + 0.5 * sin(angle), 0.5 + 0.5 * cos(angle)
        vertices += [x + size * u, y + size * v, u, v]
    return Mesh(vertices=vertices, indices=range(steps + 2), mode="triangle_fan", texture=texture)


def _dashes(
    points: Sequence[tuple[float, float]], drawn: float, left_out: float
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The drawn stretches of a dashed line, each segment beginning anew."""
    dashes = []
    for (x0, y0), (x1, y1) in pairwise(points):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        at = 0.0
        while at < length:
            a, b = at / length, min(at + drawn, length) / length
            dashes.append(
                ((x0 + (x1 - x0) * a, y0 + (y1 - y0) * a), (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b))
            )
            at += drawn + left_out
    return dashes
