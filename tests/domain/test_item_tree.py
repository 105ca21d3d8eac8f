"""Main item, sub-item, handling item: what is under what, and which code an application carries."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.domain.item import Item
from kiosk.domain.item_tree import ItemTree
from kiosk.platform import codec, wire
from kiosk.platform.adapters.alike import alike
from tests.platform.samples_items import summary


def item(number: int, above: int | None = None, **more: Any) -> Item:
    parent = None if above is None else summary(above)["catalog_code"]
    told = summary(number, parent_catalog_code=parent, **more)
    return alike(codec.decode(json.dumps(told).encode(), wire.ItemSummary), Item)


MAIN, SUB, OTHER_SUB = item(1), item(2, 1), item(3, 1)
LEAF, OTHER_LEAF = item(4, 2), item(5, 2)
ALONE = item(6)
THREE_LEVELS = ItemTree((LEAF, MAIN, ALONE, SUB, OTHER_SUB, OTHER_LEAF))


@pytest.mark.req("CT-04")
def test_three_levels_one_below_the_other() -> None:
    assert THREE_LEVELS.top() == (MAIN, ALONE)
    assert THREE_LEVELS.below(MAIN) == (SUB, OTHER_SUB)
    assert THREE_LEVELS.below(SUB) == (LEAF, OTHER_LEAF)
    assert THREE_LEVELS.below(LEAF) == ()


@pytest.mark.req("CT-04")
def test_only_a_leaf_takes_applications() -> None:
    every = (MAIN, SUB, OTHER_SUB, LEAF, OTHER_LEAF, ALONE)
    assert [each.name for each in every if THREE_LEVELS.takes_applications(each)] == [
        "事项3",
        "事项4",
        "事项5",
        "事项6",
    ]


@pytest.mark.req("CH-14")
def test_a_leaf_that_cannot_be_applied_for_takes_none() -> None:
    suspended, shown_only = item(1, status="suspended"), item(2, modes=["query"])
    tree = ItemTree((suspended, shown_only))
    assert tree.top() == (suspended, shown_only), "its guide and window are still shown"
    assert not any(tree.takes_applications(each) for each in tree.top())


def test_an_item_whose_parent_is_not_here_is_not_lost() -> None:
    orphan = item(2, 9)
    assert ItemTree((orphan,)).top() == (orphan,)


def test_a_ring_of_parents_hides_nothing() -> None:
    one, two, own, below = item(1, 2), item(2, 1), item(3, 3), item(4, 3)
    tree = ItemTree((one, two, own, below))
    assert tree.top() == (one, two, own, below)
    assert [tree.below(each) for each in (one, two, own, below)] == [(), (), (), ()]
