"""One material: where one gets it, its nine elements, and its sample on paper."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.journeys.views.guide import GuideMaterial
from kiosk.screens.guide_text import everything, read
from kiosk.screens.look import Look
from kiosk.screens.parts import Choose, Part
from kiosk.screens.screen import Now, PagedScreen
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.item_head import item_head
from kiosk.screens.widgets.zones import backdrop, zones

FOOT = 136
GAP = 20


class GuideMaterialScreen(PagedScreen[GuideMaterial]):
    """A page at a time."""

    def parts(self, view: GuideMaterial, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        place = zones(look, 560 if look.elder else 440)
        yield from backdrop(place, look)
        yield from item_head(place, view, look)
        content = place.press.inset(40, 24)
        go, staff = content.low(FOOT).columns(1.6, 1)
        main, person = view.choices
        yield button(
            go,
            main.label,
            look,
            Choose(main.id),
            size=44,
            icon=None if look.elder else "printer",
            enabled=main.enabled,
            why_not=main.why_not,
        )
        yield button(staff, person.label, look, Choose(person.id), kind="quiet", size=36)
        body = content.above(FOOT + GAP)
        yield from read(body, everything(view.facts, body.w, look), self._page, look)
