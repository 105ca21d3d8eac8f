"""A form that is written in Chinese, and what is touched on it before its picture is taken (mock-up 12)."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Field, View
from kiosk.journeys.views.entry import EnterFactor, Entry
from kiosk.screens.parts import Local


@dataclass(frozen=True, kw_only=True)
class ShopForm(Entry):
    """Name and address in Chinese, a number, and a date."""

    only: tuple[str, ...] = ("name", "address", "phone")

    @classmethod
    def name(cls) -> str:
        """Drawn by the screen that all typing is drawn by."""
        return EnterFactor.name()

    @property
    def title(self) -> Text:
        """What it asks for."""
        return Text("店铺信息", "About your shop")

    @property
    def lines(self) -> tuple[Text, ...]:
        """Nothing more."""
        return ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The first is known already."""
        every = (
            Field("name", Text("店名", "Shop name"), "text", value="云溪小馆", max_length=20, chinese=True),
            Field(
                "address",
                Text("店铺地址", "Shop address"),
                "text",
                error=self.error,
                max_length=60,
                chinese=True,
            ),
            Field("phone", Text("联系电话", "Phone"), "phone"),
        )
        return tuple(field for field in every if field.id in self.only)


def keys(letters: str) -> tuple[Local, ...]:
    """One after the other."""
    return tuple(Local("key", letter) for letter in letters)


def _words(*numbers: int) -> tuple[Local, ...]:
    return tuple(Local("word", str(number)) for number in numbers)


VIEWS: Final[dict[str, View]] = {
    "shop_form": ShopForm(),
    "shop_form_wrong": ShopForm(error=Text("写到门牌号，跟租房合同上一样", "With the house number, please")),
    "shop_address": ShopForm(only=("address",)),
}
ADDRESS: Final = Local("focus", "address")
ROAD: Final = (*keys("taoyuan"), *_words(0), *keys("lu"), *_words(0), Local("keys", "signs"), *keys("8"))
TOUCHED: Final = MappingProxyType(
    {
        "writing": ("shop_form", (ADDRESS, *ROAD, Local("keys", "pinyin"), *keys("xingfuli"))),
        "writing_more": ("shop_form", (ADDRESS, *keys("shi"), Local("more", "yes"))),
        "writing_more_next": (
            "shop_form",
            (ADDRESS, *keys("shi"), Local("more", "yes"), Local("page", "1")),
        ),
        "writing_long": (
            "shop_form",
            (ADDRESS, *(ROAD * 9), Local("keys", "pinyin"), *keys("ananananananana")),
        ),
        "writing_signs": ("shop_address", (Local("keys", "signs"), *keys("2-1"))),
        "writing_capitals": ("shop_address", (Local("keys", "capitals"), *keys("KTV"))),
        "writing_alone": ("shop_address", keys("xi'an")),
        "writing_wrong": ("shop_form_wrong", (ADDRESS, *ROAD)),
        "writing_meaningless": ("shop_address", keys("u")),
        "writing_search": ("guide_search", (Local("type", "yes"), *keys("shenfenzheng"))),
    }
)
"""By the name of the picture: whose view, and what is touched."""
