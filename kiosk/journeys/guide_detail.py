"""One guide on the screen. It follows the catalogue: a new version shows, a withdrawn item says so."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial

from kiosk.domain.item import Guide, Item
from kiosk.domain.words import Text
from kiosk.errors import ItemGone, PlatformError
from kiosk.journeys.asking import asked, or_tell
from kiosk.journeys.capabilities import offered
from kiosk.journeys.guide_in_force import in_force
from kiosk.journeys.guide_print import hand_out, offers, sample_id
from kiosk.journeys.guide_told import guide_view, material_told
from kiosk.journeys.stage import WentBack
from kiosk.journeys.view import Answer
from kiosk.journeys.views.guide import GuideDetail, GuideMaterial
from kiosk.journeys.views.guide_papers import GuidePrints
from kiosk.journeys.visit import AnotherWay, Visit

LOOK_SECONDS = 1.0
FIND_ANOTHER = Text("找别的事", "Find another service")
MATERIAL = "material:"


async def show_guide(visit: Visit, item: Item) -> None:
    """Until they applied for it, or went back: then raises ``WentBack`` or ``AnotherWay``."""
    seen: str | None = None
    while True:
        item, guide = await or_tell(visit, partial(in_force, visit, item.task_code), another_way=FIND_ANOTHER)
        why_not = offered(visit.hall, "apply").why_not
        view = guide_view(item, guide, apply_why_not=why_not, renewed=seen not in {None, guide.guide_version})
        seen = guide.guide_version
        answer = await _answered(visit, view)
        with suppress(WentBack, AnotherWay):
            if answer.choice == "print":
                await _prints(visit, item.task_code)
            elif answer.choice == "apply":
                await _apply(visit, item.task_code)
                return
            elif answer.choice.startswith(MATERIAL):
                await _material(visit, guide, answer.choice.removeprefix(MATERIAL))


async def _answered(visit: Visit, view: GuideDetail) -> Answer:
    following = asyncio.ensure_future(_follow(visit, view))
    try:
        return await asked(visit, view)
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


async def _follow(visit: Visit, view: GuideDetail) -> None:
    """Keep what is on the screen in force (CT-14). The question stays open: nobody's touch is lost."""
    catalogue = visit.hall.catalogue
    if catalogue is None:
        return
    version = catalogue.version
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if catalogue.version == version:
            continue
        try:
            item, guide = await in_force(visit, view.code)
        except ItemGone:
            view = replace(view, withdrawn=True)
        except PlatformError:
            continue  # the new one did not come yet; what is shown tells its version
        else:
            changed = guide.guide_version != view.version
            why_not = offered(visit.hall, "apply").why_not
            view = guide_view(item, guide, apply_why_not=why_not, renewed=view.renewed or changed)
        version = catalogue.version
        if isinstance(visit.stage.journey_view, GuideDetail):
            visit.stage.amend(view)


async def _apply(visit: Visit, code: str) -> None:
    from kiosk.journeys.apply import apply_for  # noqa: PLC0415 it starts from the guide in force itself

    await apply_for(visit, code)


async def _prints(visit: Visit, code: str) -> None:
    """Choose what, and print it, as often as they like. Raises ``WentBack`` or ``AnotherWay``."""
    while True:
        _, guide = await or_tell(visit, partial(in_force, visit, code), another_way=FIND_ANOTHER)
        view = GuidePrints(item=guide.elements.name, papers=offers(visit.hall, guide))
        chosen = (await asked(visit, view)).choice
        with suppress(AnotherWay):
            await hand_out(visit, guide, chosen)


async def _material(visit: Visit, guide: Guide, material_id: str) -> None:
    """One material, and its sample on paper. Raises ``WentBack`` or ``AnotherWay``."""
    material = next(m for m in guide.elements.materials if m.material_id == material_id)
    told = material_told(material)
    while True:
        offer = next((o for o in offers(visit.hall, guide) if o.id == sample_id(material)), None)
        view = GuideMaterial(
            material=told.name,
            source=told.source,
            facts=told.facts,
            printable=offer is not None,
            why_not=offer.why_not if offer else None,
        )
        await asked(visit, view)
        with suppress(AnotherWay):
            await hand_out(visit, guide, sample_id(material))
