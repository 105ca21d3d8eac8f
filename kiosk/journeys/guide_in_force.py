"""The item and its guide as they are in force now (CT-14)."""

from __future__ import annotations

from kiosk.domain.item import Guide, Item
from kiosk.errors import CatalogueTooOld, ItemGone, StoreError
from kiosk.journeys.visit import Visit


async def in_force(visit: Visit, code: str) -> tuple[Item, Guide]:
    """The item and its guide now. Raises ``ItemGone``, or ``PlatformError`` where it cannot be had."""
    catalogue = visit.hall.catalogue
    if catalogue is None:
        raise CatalogueTooOld("none is kept here")
    item = catalogue.item(code)
    try:
        guide = await catalogue.guide(code)
    except StoreError as error:
        raise CatalogueTooOld(str(error)) from error
    if item is None or guide is None:
        raise ItemGone(code)
    return item, guide
