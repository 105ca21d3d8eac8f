"""Main item (主项), sub-item (子项), handling item (办理项): the way to what can be handed in (CT-04)."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.item import Item


class ItemTree:
    """The catalogue by its levels. An item whose parent is not in the catalogue stands on the first level."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = tuple(items)
        self._parents = {item.catalog_code: item.parent_catalog_code for item in self._items}

    def top(self) -> tuple[Item, ...]:
        """The first level, in the platform's order."""
        return tuple(item for item in self._items if self._parent(item.catalog_code) is None)

    def below(self, item: Item) -> tuple[Item, ...]:
        """What stands directly under ``item``; empty for a handling item."""
        code = item.catalog_code
        return tuple(each for each in self._items if self._parent(each.catalog_code) == code)

    def takes_applications(self, item: Item) -> bool:
        """Whether an application may carry this item's code: it is a leaf and can be applied for."""
        return item.can_be_applied_for and not self.below(item)

    def _parent(self, code: str) -> str | None:
        """The parent that is there. Parents in a ring are none: nobody would ever find the way in."""
        parent = self._parents[code]
        if parent not in self._parents:
            return None
        seen = {code}
        above: str | None = parent
        while above is not None and above not in seen:
            seen.add(above)
            above = self._parents.get(above)
        return parent if above is None else None
