"""A guide and its item in the words of views: verbatim where the platform speaks (CH-10, CT-02)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kiosk.domain.flow_table import flow_rows
from kiosk.domain.guide_text import HANDLING_FORMS, NONE, Row, guide_rows, material_rows
from kiosk.domain.item import Guide, Item, Material
from kiosk.domain.item_facets import FORMS
from kiosk.domain.item_tree import ItemTree
from kiosk.domain.takeaway import takeaway
from kiosk.domain.words import Text
from kiosk.journeys.views.guide import Badge, GuideDetail, GuideFact, GuideStep, MaterialTold
from kiosk.journeys.views.guide_search import GuideRow


def item_row(item: Item, tree: ItemTree, *, here: Collection[str]) -> GuideRow:
    """An item for the list. ``here``: what this terminal does now, of "apply" and "certificates"."""
    prints = "certificates" in here and item.status == "in_use" and "print" in item.modes
    applies = "apply" in here and item.can_be_applied_for
    return GuideRow(
        id=item.task_code,
        name=item.name,
        agency=item.department.name,
        form=FORMS.get(item.handling_mode, item.handling_mode),
        trips_max=item.trips_max,
        place="here" if prints or applies else "window",
        below=len(tree.below(item)),
        name_en=item.name_en,
    )


def guide_view(
    item: Item, guide: Guide, *, apply_why_not: Text | None = None, renewed: bool = False
) -> GuideDetail:
    """The whole guide. ``apply_why_not``: why this terminal takes no application now, whatever the item."""
    told = guide.elements
    rows = {row.label: row for row in guide_rows(guide)}
    return GuideDetail(
        code=guide.task_code,
        item=told.name,
        name_en=item.name_en,
        agency=told.agency,
        badges=badges(guide),
        fee=_said(rows["收费标准"]),
        promised=told.promised_limit.text,
        conditions=guide.list_elements.acceptance_conditions,
        elements=tuple(_facts(rows.values())),
        materials=tuple(material_told(material) for material in told.materials),
        flow=tuple(
            GuideStep(row.name, row.duration, row.start, row.end, row.applicant, row.window)
            for row in flow_rows(told.flow)
        ),
        version=guide.guide_version,
        updated_at=guide.updated_at,
        place=told.place or NONE,
        takeaway=takeaway(guide),
        can_apply=item.can_be_applied_for,
        apply_why_not=apply_why_not,
        bookable=told.booking,
        renewed=renewed,
    )


def badges(guide: Guide) -> tuple[Badge, ...]:
    """The five hints, each of them always there (CT-16)."""
    told = guide.elements
    forms = "、".join(HANDLING_FORMS.get(form, form) for form in told.handling_form) or NONE
    return (
        Badge("form", Text(f"办理形式：{forms}", "Ways to apply")),
        Badge(
            "booking",
            Text("可以预约", "Booking") if told.booking else Text("不用预约", "No booking"),
            on=told.booking,
        ),
        Badge(
            "scope",
            Text(f"通办范围：{told.cross_region_scope or NONE}", "Where it can be done"),
            on=bool(told.cross_region_scope),
        ),
        Badge(
            "online_payment",
            Text("可以网上支付", "Pay online")
            if told.online_payment
            else Text("没有网上支付", "No online pay"),
            on=told.online_payment,
        ),
        Badge(
            "logistics",
            Text("可以寄送", "By post") if told.logistics else Text("不能寄送", "Not by post"),
            on=told.logistics,
        ),
    )


def material_told(material: Material) -> MaterialTold:
    """A material with its nine elements."""
    rows = {row.label: row for row in material_rows(material)}
    return MaterialTold(
        id=material.material_id,
        name=material.name,
        required=material.required,
        source=_said(rows["来源渠道"]),
        copies=_said(rows["纸质材料份数和规格"]),
        facts=tuple(_facts(rows.values())),
    )


def _facts(rows: Iterable[Row]) -> Iterable[GuideFact]:
    return (GuideFact(row.label, row.lines) for row in rows)


def _said(row: Row) -> str:
    return "；".join(row.lines)
