"""Catalogues of invented items, kept by the terminal itself, with a platform that changes its mind."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.item import Guide, Item
from kiosk.domain.page import Tagged
from kiosk.errors import PlatformRefused, PlatformUnavailable
from kiosk.platform import codec, wire
from kiosk.platform.adapters.alike import alike
from kiosk.platform.catalogue import MAX_AGE, Catalogue
from kiosk.platform.ports.catalogue import ItemPage
from tests.fakes import NOW
from tests.platform import samples_items


def an_item(number: int, name: str, **changes: Any) -> Item:
    """An item that keeps every rule."""
    told = json.dumps(samples_items.summary(number, name=name) | changes).encode()
    return alike(codec.decode(told, wire.ItemSummary), Item)


def a_guide(item: Item, **elements: Any) -> Guide:
    """Its guide; ``elements`` replace some of the 22, ``form`` and ``kiosk`` what stands beside them."""
    number = int(item.catalog_code[-6:]) // 1000
    form, kiosk = elements.pop("form", None), elements.pop("kiosk", {})
    told = samples_items.guide(number, **({"name": item.name} | elements))
    told["guide_version"], told["catalog_code"] = item.guide_version, item.catalog_code
    told["form"], told["kiosk"] = form, told["kiosk"] | kiosk
    told["takeaway_url"] = f"https://platform.example/guides/{item.task_code}"
    return alike(codec.decode(json.dumps(told).encode(), wire.Guide), Guide)


class Source:
    """Implements ``Catalogues``."""

    def __init__(self, items: Iterable[Item], **elements: Any) -> None:
        self.items_now = tuple(items)
        self.elements = elements
        self.version = 1
        self.down = False

    async def items(
        self,
        *,
        cursor: str | None = None,
        changed_since: datetime | None = None,
        etag: str | None = None,
    ) -> ItemPage | None:
        """The whole list."""
        self._answers()
        if etag == str(self.version):
            return None
        return ItemPage(
            version=f"k-{self.version}",
            as_of=NOW,
            items=self.items_now,
            removed=(),
            next_cursor=None,
            etag=str(self.version),
        )

    async def guide(self, task_code: str, *, etag: str | None = None) -> Tagged[Guide] | None:
        """One guide."""
        self._answers()
        for item in self.items_now:
            if item.task_code == task_code:
                return Tagged(a_guide(item, **self.elements), item.guide_version)
        raise PlatformRefused("not_found", 404, "")

    def becomes(self, *items: Item) -> None:
        """Another list, under the next version."""
        self.items_now, self.version = items, self.version + 1

    def _answers(self) -> None:
        if self.down:
            raise PlatformUnavailable("no route")


class Clock:
    """What time it is for a catalogue."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        """Now."""
        return self.now

    def passes(self, hours: float) -> None:
        """Later."""
        self.now += timedelta(hours=hours)


async def kept(source: Source, clock: Clock | None = None) -> Catalogue:
    """The cache, filled from the platform."""
    catalogue = Catalogue(source, max_age=MAX_AGE, now=clock or Clock())
    await catalogue.refresh()
    await catalogue.fetch_guides()
    return catalogue


SAMPLES = (
    an_item(
        1,
        "居民身份证有效期满换领",
        themes_natural=["证件办理"],
        hot_rank=2,
        trips_max=1,
        handling_mode="original_verification",
    ),
    an_item(2, "居住证签注", themes_natural=["户籍办理"], keywords=["居住证"]),
    an_item(
        3,
        "营业执照自助打印",
        themes_legal=["设立变更"],
        server_types=["2"],
        modes=["query", "print"],
        task_type="07",
    ),
    an_item(4, "不动产登记信息查询（有房/无房证明）", themes_natural=["住房保障"], use_level="4", hot_rank=1),
    an_item(
        5,
        "食品经营许可证延续",
        themes_legal=["准营准办"],
        server_types=["2"],
        task_type="01",
        trips_max=2,
        handling_mode="original_precheck",
        department={"uscc": samples_items.AGENCY, "name": "示例市市场监督管理局"},
    ),
)
