"""Papers under the scanner for the gallery: invented, from the first page to the most."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.errors import Action, DeviceFault
from kiosk.journeys.faults import OTHER_WAY, fault_view
from kiosk.journeys.view import View
from kiosk.journeys.views import MaterialCapture, PageRow
from tools.sample_tray import SHINE

FIRST: Final = MaterialCapture(
    material_id="m2", material="租房合同", seen=(), notes="每页都要看得清签字。", number=3, total=4
)
GLARE: Final = PageRow(2, ("glare",))
THREE: Final = (PageRow(1), GLARE, PageRow(3))
LEASE: Final = replace(FIRST, pages=THREE, at=2, seen=("glare",), spot=SHINE, away="left")
MANY: Final = tuple(PageRow(n, ("cut_off",) if n == 13 else ()) for n in range(1, 21))
NOTES: Final = (
    "请提供出租人和承租人双方签字盖章的完整合同，每一页都要拍，包括附件和房屋平面图。"
    "合同里的地址要和不动产权证书上的一致，转租的要有出租人同意转租的书面声明。"
    "合同已经到期的，请一起交续租的补充协议。"
)
LONG: Final = "房屋租赁合同登记备案证明（含出租人同意转租的书面声明）"

VIEWS: Final[dict[str, View]] = {
    "material_first": FIRST,
    "material_opening": replace(FIRST, seen=None, total=1),
    "material_empty_tray": replace(FIRST, seen=("no_page",), refused="no_page"),
    "material_certificate": replace(FIRST, certificate="不动产权证书", optional=True),
    "material_clear": replace(FIRST, pages=THREE[:1], at=1),
    "material_glare": LEASE,
    "material_another": replace(LEASE, pages=THREE[:2], at=3, seen=("cut_off", "blurred"), spot=None),
    "material_busy": replace(LEASE, busy=True),
    "material_many": replace(FIRST, pages=MANY, at=13, seen=("covered", "glare")),
    "material_full": replace(FIRST, pages=(*MANY[:19], PageRow(20, ("blurred",))), at=20, seen=("blurred",)),
    "material_one": replace(FIRST, most=1, pages=(PageRow(1),), certificate="不动产权证书"),
    "material_long": replace(
        LEASE,
        material=LONG,
        certificate="不动产权证书",
        number=11,
        total=12,
        pages=THREE[:1],
        at=2,
        notes=NOTES,
    ),
    "material_notes": replace(
        FIRST, material=LONG, notes=NOTES, certificate="不动产权证书", optional=True, number=11, total=12
    ),
    "material_long_glare": replace(LEASE, material=LONG, total=12, pages=THREE[:2]),
    "material_too_large": replace(FIRST, pages=THREE[:1], at=2, refused="too_much"),
    "material_off": replace(FIRST, resting=True, seen=None, certificate="不动产权证书"),
    "material_off_pages": replace(LEASE, pages=THREE[:2], resting=True, seen=None, spot=None),
    "fault_scanner": fault_view(
        DeviceFault("document_scanner", "unplugged", Action.MAINTENANCE), another_way=OTHER_WAY
    ),
}
