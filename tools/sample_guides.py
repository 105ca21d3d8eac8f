"""Views of invented guides, for the gallery and the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Final

from kiosk.domain.item_facets import FACETS
from kiosk.domain.themes import LEGAL_THEMES, NATURAL_THEMES
from kiosk.domain.words import Text
from kiosk.journeys.guide_print import NO_FILE, NO_PAGES
from kiosk.journeys.view import View
from kiosk.journeys.views.guide import Badge, GuideDetail, GuideFact, GuideMaterial, GuideStep, MaterialTold
from kiosk.journeys.views.guide_papers import GuidePrinted, GuidePrints, PaperOffer
from kiosk.journeys.views.guide_search import GuideFacets, GuideRow, GuideSearch, GuideValues, ValueRow

ZONE = timezone(timedelta(hours=8))
LONG_NAME: Final = "困难残疾人生活补贴和重度残疾人护理补贴申请（含异地居住人员委托代办、补充材料）"
POLICE: Final = "示例市公安局"
ROWS: Final = (
    GuideRow("g1", "居民身份证有效期满换领", POLICE, "原件核验", 1, "window", name_en="Renew an ID card"),
    GuideRow("g2", "临时居民身份证申领", POLICE, "原件核验", 2, "window", name_en="Temporary ID card"),
    GuideRow("g3", "户籍信息查询证明打印", POLICE, "全程网办", 0, "here", name_en="Household record"),
    GuideRow("g4", LONG_NAME, "示例市残疾人联合会", "全程网办", 0, "window"),
    GuideRow("g5", "居住证", POLICE, "全程网办", 0, "here", below=3, name_en="Residence permit"),
    *(
        GuideRow(f"g{n}", f"第 {n} 件事的证明打印", "示例市医疗保障局", "全程网办", 0, "here")
        for n in range(6, 41)
    ),
)
SEARCH: Final = GuideSearch(results=ROWS)
FACTS: Final = (
    GuideFact("材料名称", ("本人居民身份证",)),
    GuideFact("材料类型", ("证件",)),
    GuideFact("材料样本或空表", ("居民身份证（样本）",)),
    GuideFact("电子表单", ("无",)),
    GuideFact("来源渠道", ("公安机关核发",)),
    GuideFact("纸质材料份数和规格", ("原件1份，复印件1份，A4",)),
    GuideFact("填报须知", ("正反面复印在一张纸上",)),
    GuideFact("受理标准", ("在有效期内，字迹清楚",)),
    GuideFact("是否需电子材料", ("不需要",)),
)
MATERIALS: Final = (
    MaterialTold("m1", "本人居民身份证", source="公安机关核发", copies="原件1份", required=True, facts=FACTS),
    MaterialTold("m2", "申请表", source="申请人自备，窗口可领", copies="原件1份", required=True, facts=FACTS),
    MaterialTold("m3", "近期免冠照片", source="照相馆", copies="原件2份", required=False, facts=FACTS),
)
ELEMENTS: Final = tuple(
    GuideFact(label, said)
    for label, said in (
        ("事项名称", ("居民身份证有效期满换领",)),
        ("事项类型", ("行政确认",)),
        (
            "设定依据",
            ("《中华人民共和国居民身份证法》第十条、第十一条", "《示例市居民身份证管理办法》第六条"),
        ),
        ("实施机构", (POLICE,)),
        ("法定办结时限", ("60日",)),
        ("承诺办结时限", ("20个工作日",)),
        ("结果名称", ("居民身份证",)),
        ("结果样本", ("居民身份证（样本）",)),
        ("收费标准", ("本事项不收费",)),
        ("收费依据", ("无",)),
        ("申请材料", tuple(m.name for m in MATERIALS)),
        ("办理流程", ("申请", "原件预审", "受理", "办结", "签收")),
        ("办理形式", ("窗口", "自助机")),
        ("审查标准", ("材料齐全、符合法定形式。",)),
        ("通办范围", ("示例市",)),
        ("预约办理", ("可以预约",)),
        ("网上支付", ("无",)),
        ("物流快递", ("可以寄送",)),
        ("办理地点", ("云溪区政务服务大厅二楼户政区3–8号窗口",)),
        ("办理时间", ("09:00-17:00",)),
        ("咨询电话", ("12345",)),
        ("监督电话", ("12345",)),
    )
)
DETAIL: Final = GuideDetail(
    code="g1",
    item="居民身份证有效期满换领",
    name_en="Renew an ID card",
    agency=POLICE,
    badges=(
        Badge("form", Text("办理形式：窗口、自助机", "Ways to apply")),
        Badge("booking", Text("可以预约", "Booking")),
        Badge("scope", Text("通办范围：示例市", "Where it can be done")),
        Badge("online_payment", Text("没有网上付", "No online pay"), on=False),
        Badge("logistics", Text("可以寄送", "By post")),
    ),
    fee="本事项不收费",
    promised="20个工作日",
    conditions="材料齐全、符合法定形式。",
    elements=ELEMENTS,
    materials=MATERIALS,
    flow=(
        GuideStep("申请", "不限", "无", "无", "填表并提交材料", "无"),
        GuideStep("原件预审", "当场", "无", "无", "带原件来核对", "核对原件"),
        GuideStep("受理", "当场", "无", "无", "无", "检查材料是否齐全"),
        GuideStep("办结", "20个工作日", "无", "无", "无", "审查并作出决定"),
        GuideStep("签收", "不限", "无", "无", "领取结果", "送达结果"),
    ),
    version="g-3",
    updated_at=datetime(2026, 3, 2, 9, 30, tzinfo=ZONE),
    place="云溪区政务服务大厅二楼户政区3–8号窗口",
    takeaway="https://platform.example/guides/11990100MB9900A09B3992012005000?guide_version=g-3",
    bookable=True,
)
_PAPERS: Final = (
    PaperOffer("checklist_slip", "材料清单", "slip"),
    PaperOffer("checklist", "材料清单", "a4"),
    PaperOffer("guide", "整份指南", "a4"),
    PaperOffer("sample:m1", "居民身份证（样本）", "a4"),
    PaperOffer("result:r", f"{LONG_NAME}（样本）", "a4"),
)
_THEMES: Final = GuideValues(
    facet="theme_natural",
    label=FACETS["theme_natural"].label,
    values=tuple(ValueRow(theme, theme, n % 4) for n, theme in enumerate(NATURAL_THEMES)),
    other=("theme_legal", Text("看单位办的", "For organisations")),
)
VIEWS: Final[dict[str, View]] = {
    "guide_search": SEARCH,
    "guide_search_found": replace(SEARCH, results=ROWS[:3], query="身份证"),
    "guide_search_theme": replace(SEARCH, results=ROWS[1:9], narrowed=("户籍办理",)),
    "guide_search_within": replace(SEARCH, results=ROWS[:3], within=LONG_NAME),
    "guide_search_none": replace(SEARCH, results=(), query="MYZGSQ"),
    "guide_facets": GuideFacets(facets=tuple((facet, sort.label) for facet, sort in FACETS.items())),
    "guide_values": _THEMES,
    "guide_values_legal": replace(
        _THEMES,
        facet="theme_legal",
        label=FACETS["theme_legal"].label,
        values=tuple(ValueRow(theme, theme, n % 3) for n, theme in enumerate(LEGAL_THEMES)),
    ),
    "guide_values_agency": GuideValues(
        facet="agency",
        label=FACETS["agency"].label,
        values=tuple(ValueRow(f"d{n}", f"示例市人力资源和社会保障局第{n}分局", n) for n in range(1, 8)),
    ),
    "guide_detail": DETAIL,
    "guide_detail_renewed": replace(DETAIL, renewed=True),
    "guide_detail_withdrawn": replace(DETAIL, withdrawn=True),
    "guide_detail_long": replace(
        DETAIL,
        item=LONG_NAME,
        name_en=None,
        fee="工本费每证二十元；" * 6,
        elements=tuple(
            replace(fact, lines=("《示例市行政事业性收费管理办法》第三条",) * 3)
            if fact.label == "收费依据"
            else fact
            for fact in ELEMENTS
        ),
        flow=(
            *DETAIL.flow,
            GuideStep(
                "材料补正",
                "5个工作日",
                "收到补正通知书之日",
                "补正材料送达窗口之日",
                "按补正通知书逐条补齐材料",
                "一次性告知要补正的全部内容",
            ),
        ),
        conditions="持证人因有效期满、登记项目变更或者证件严重损坏不能辨认的，应当申请换领新证。" * 5,
        bookable=False,
        takeaway=None,
    ),
    "guide_material": GuideMaterial(
        material="本人居民身份证", source="公安机关核发", facts=FACTS, printable=True
    ),
    "guide_material_long": GuideMaterial(
        material=LONG_NAME,
        source="县级以上残疾人联合会核发，或在示例市人力资源和社会保障局窗口领取",
        facts=FACTS,
        printable=True,
        why_not=NO_FILE,
    ),
    "guide_prints": GuidePrints(item=DETAIL.item, papers=_PAPERS),
    "guide_prints_out": GuidePrints(
        item=DETAIL.item,
        papers=tuple(p if p.on == "slip" else replace(p, why_not=NO_PAGES) for p in _PAPERS),
    ),
    "guide_printed": GuidePrinted(paper="材料清单", on="slip", printed=True),
    "guide_printed_unknown": GuidePrinted(paper=f"{LONG_NAME}（样本）", on="a4", printed="unknown"),
}
