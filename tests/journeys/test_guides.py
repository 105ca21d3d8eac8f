"""办事指南 without signing in: finding, reading, taking along, and what goes wrong meanwhile."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from kiosk.documents.press import Press
from kiosk.domain.item import Item
from kiosk.domain.themes import LEGAL_THEMES, NATURAL_THEMES
from kiosk.errors import Action, DeviceFault, PlatformUnavailable
from kiosk.hardware.ticket_printer import Printed
from kiosk.journeys import capabilities
from kiosk.journeys.capabilities import NO_GUIDES, OLD_GUIDES
from kiosk.journeys.guide_print import NO_FILE, NO_PAGES, NO_SLIPS
from kiosk.journeys.stage import ChoiceDisabled
from kiosk.journeys.views import Fault, Home, StaffCalled
from kiosk.journeys.views.guide import GuideDetail, GuideMaterial
from kiosk.journeys.views.guide_papers import GuidePrinted, GuidePrints
from kiosk.journeys.views.guide_search import GuideFacets, GuideSearch, GuideValues
from kiosk.platform.catalogue import Catalogue
from tests.fakes import PAPER_OUT, FakeDocumentPrinter, Person, virtually
from tests.journeys.shelves import SAMPLES, Clock, Source, an_item, kept
from tests.platform.samples_items import material

ID_CARD, PERMIT, LICENCE, ESTATE, FOOD = SAMPLES
SAMPLE = {"file_id": "m1", "title": "身份证（样本）", "media_type": "application/pdf"}
RESULT = {"file_id": "result", "title": "示例证明（样本）", "media_type": "application/pdf"}
BRING = {
    "materials": [
        material("身份证", sample=SAMPLE, source_channel="公安机关核发"),
        material("照片", material_id="m2", source_channel="照相馆"),
    ],
    "result_samples": [RESULT],
}


async def at_search(source: Source | None = None, clock: Clock | None = None) -> Person:
    """Somebody who touched 办事指南, nobody signed in."""
    person = Person()
    person.hall.terms = replace(person.hall.terms, offer=("guides",))
    person.hall.catalogue = await kept(source or Source(SAMPLES, **BRING), clock)
    person.arrives()
    await person.sees(Home)
    person.chooses("guides")
    await person.sees(GuideSearch)
    return person


async def at_guide(source: Source | None = None, item: Item = ID_CARD) -> Person:
    person = await at_search(source)
    person.chooses(item.task_code)
    await person.sees(GuideDetail)
    return person


async def finds(person: Person, query: str) -> list[str]:
    seq = person.stage.now.seq
    person.chooses("search", query=query)
    await person.until(lambda: person.stage.now.seq > seq)
    return [row.name for row in (await person.sees(GuideSearch)).results]


@pytest.mark.req("CH-02", "ID-02")
def test_from_home_to_a_guide_in_two_touches_and_nobody_is_asked_who_they_are() -> None:
    async def story() -> None:
        person = await at_guide()
        assert "present_credential" not in person.seen
        assert not person.stage.now.session.signed_in
        asked = {name for name, _ in person.platform.calls}
        assert asked <= {"heartbeat", "hall_status", "knock"}

    virtually(story())


@pytest.mark.req("CT-20")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("身份证", [ID_CARD.name]),
        ("SFZ", [ID_CARD.name]),
        ("jzz", [PERMIT.name]),
        ("居住证 签注", [PERMIT.name]),
        ("ＹＹＺＺ", [LICENCE.name]),
        ("市场监督", [FOOD.name]),
        ("没有这件事", []),
        ("", [ESTATE.name, ID_CARD.name, PERMIT.name, LICENCE.name, FOOD.name]),
    ],
)
def test_words_and_first_letters_find_items(query: str, names: list[str]) -> None:
    async def story() -> None:
        assert await finds(await at_search(), query) == names

    virtually(story())


def test_nothing_found_offers_themes_a_person_and_12345() -> None:
    async def story() -> None:
        person = await at_search()
        await finds(person, "QQQ")
        view = await person.sees(GuideSearch)
        assert "12345" in view.lines[0].zh
        person.chooses("staff")
        await person.sees(StaffCalled)
        person.chooses("continue")
        await person.sees(GuideSearch)
        person.chooses("theme")
        await person.sees(GuideValues)

    virtually(story())


@pytest.mark.req("CT-20", "CT-21", "CT-18")
@pytest.mark.parametrize(
    ("facet", "value", "names"),
    [
        ("theme_natural", "证件办理", {ID_CARD.name}),
        ("theme_legal", "准营准办", {FOOD.name}),
        ("trips", "1", {ID_CARD.name, PERMIT.name, LICENCE.name, ESTATE.name}),
        ("agency", "示例市市场监督管理局", {FOOD.name}),
        ("object", "2", {LICENCE.name, FOOD.name}),
        ("form", "original_precheck", {FOOD.name}),
        ("nature", "01", {FOOD.name}),
        ("level", "4", {ESTATE.name}),
        ("jurisdiction", "990100", {item.name for item in SAMPLES}),
    ],
)
def test_each_way_of_sorting_filters(facet: str, value: str, names: set[str]) -> None:
    async def story() -> None:
        person = await at_search()
        person.chooses("narrow")
        assert facet in {choice.id for choice in (await person.sees(GuideFacets)).choices}
        person.chooses(facet)
        values = await person.sees(GuideValues)
        assert [row.count for row in values.values if row.id == value] == [len(names)]
        person.chooses(value)
        found = await person.sees(GuideSearch)
        assert {row.name for row in found.results} == names
        assert len(found.narrowed) == 1

    virtually(story())


@pytest.mark.req("CT-21")
def test_all_31_and_34_themes_are_offered_in_order_and_empty_ones_lead_nowhere() -> None:
    async def story() -> None:
        person = await at_search()
        person.chooses("theme")
        people = await person.sees(GuideValues)
        assert tuple(row.id for row in people.values) == NATURAL_THEMES
        with pytest.raises(ChoiceDisabled):
            person.chooses("死亡殡葬")
        person.chooses("theme_legal")
        await person.until(lambda: getattr(person.stage.now.view, "facet", "") == "theme_legal")
        bodies = await person.sees(GuideValues)
        assert tuple(row.id for row in bodies.values) == LEGAL_THEMES

    virtually(story())


def offered(person: Person, item: Item) -> bool:
    return person.stage.now.view.choice(item.task_code) is not None


@pytest.mark.req("CT-04")
def test_three_levels_lead_to_the_leaf_and_back_leads_up() -> None:
    main = an_item(10, "居住证")
    sub = an_item(11, "居住证申领", parent_catalog_code=main.catalog_code)
    leaf = an_item(12, "首次申领居住证", parent_catalog_code=sub.catalog_code)

    async def story() -> None:
        person = await at_search(Source((main, sub, leaf)))
        for item, below in ((main, sub), (sub, leaf)):
            view = await person.sees(GuideSearch)
            assert [(row.id, row.below) for row in view.results] == [(item.task_code, 1)]
            person.chooses(item.task_code)
            await person.until(partial(offered, person, below))
        person.chooses(leaf.task_code)
        assert (await person.sees(GuideDetail)).code == leaf.task_code
        for expected in (leaf, sub, main):
            person.chooses("back")
            view = await person.sees(GuideSearch)
            assert [row.id for row in view.results] == [expected.task_code]

    virtually(story())


@pytest.mark.req("CT-05", "CT-16", "CT-19", "CT-14", "OP-03", "CT-17")
def test_the_guide_tells_22_elements_five_hints_fee_version_and_the_way_to_take_it_along() -> None:
    async def story() -> None:
        view = await (await at_guide()).sees(GuideDetail)
        assert len(view.elements) == 22
        assert [badge.id for badge in view.badges] == [
            "form",
            "booking",
            "scope",
            "online_payment",
            "logistics",
        ]
        assert "不收费" in view.fee
        assert (view.version, view.updated_at) == (ID_CARD.guide_version, ID_CARD.updated_at)
        assert view.takeaway == (
            f"https://platform.example/guides/{ID_CARD.task_code}?guide_version={ID_CARD.guide_version}"
        )
        for choice in ("apply", "book"):
            offered = view.choice(choice)
            assert offered is not None
            assert offered.why_not is not None

    virtually(story())


@pytest.mark.req("CT-07", "CT-09")
def test_each_material_tells_where_one_gets_it_and_all_nine_elements() -> None:
    async def story() -> None:
        person = await at_guide()
        person.chooses("material:m1")
        view = await person.sees(GuideMaterial)
        assert view.source == "公安机关核发"
        assert len(view.facts) == 9
        person.chooses("back")
        await person.sees(GuideDetail)
        person.chooses("material:m2")
        view = await person.sees(GuideMaterial)
        with pytest.raises(ChoiceDisabled):  # it has no sample
            person.chooses("print")

    virtually(story())


def gives_a4(person: Person) -> FakeDocumentPrinter:
    person.hall.press = Press()
    person.hall.document_printer = printer = FakeDocumentPrinter()
    return printer


def why_not(view: GuidePrints) -> dict[str, Any]:
    return {paper.id: paper.why_not for paper in view.papers}


@pytest.mark.req("CT-15", "CT-12", "CH-03")
def test_what_cannot_be_printed_keeps_its_place_says_why_and_what_else() -> None:
    everything = ["checklist_slip", "checklist", "guide", "sample:m1", "result:result"]

    async def story() -> None:
        person = await at_guide()
        gives_a4(person)
        person.chooses("print")
        assert why_not(await person.sees(GuidePrints)) == dict.fromkeys(everything)
        person.chooses("back")
        await person.sees(GuideDetail)
        person.devices.known |= {"document_printer": PAPER_OUT}
        person.chooses("print")
        expected = dict.fromkeys(everything, NO_PAGES) | {"checklist_slip": None}
        assert why_not(await person.sees(GuidePrints)) == expected
        person.chooses("back")
        await person.sees(GuideDetail)
        person.devices.known |= {
            "document_printer": person.devices.known["id_card"],
            "ticket_printer": PAPER_OUT,
        }
        person.platform.link_up = False
        person.chooses("print")
        told = why_not(await person.sees(GuidePrints))
        assert told["checklist_slip"] == NO_SLIPS
        assert (told["checklist"], told["sample:m1"], told["result:result"]) == (None, NO_FILE, NO_FILE)

    virtually(story())


@pytest.mark.req("CT-15")
def test_the_checklist_comes_as_a_slip_is_written_down_and_comes_again() -> None:
    async def story() -> None:
        person = await at_guide()
        person.chooses("print")
        await person.sees(GuidePrints)
        person.printer.outcomes.extend([Printed.UNKNOWN, Printed.DONE])
        person.chooses("checklist_slip")
        told = await person.sees(GuidePrinted)
        assert told.printed == "unknown"
        person.chooses("again")
        await person.until(lambda: getattr(person.stage.now.view, "printed", "") is True)
        assert [slip.name for slip in person.printer.slips] == ["checklist"] * 2
        await person.until(lambda: len(person.journal.ended) == 2)
        assert [(r.kind, r.outcome, r.reference) for r in person.journal.ended] == [
            ("guide", "unknown", ID_CARD.task_code),
            ("guide", "printed", ID_CARD.task_code),
        ]
        person.chooses("done")
        await person.sees(GuidePrints)

    virtually(story())


def test_a_printer_that_fails_is_told_and_giving_up_leads_back_to_what_can_be_printed() -> None:
    async def story() -> None:
        person = await at_guide()
        person.chooses("print")
        await person.sees(GuidePrints)
        person.printer.outcomes.append(DeviceFault("ticket_printer", "paper_out", Action.CLEAR))
        person.chooses("checklist_slip")
        fault = await person.sees(Fault)
        assert fault.reason == "ticket_printer_paper_out"
        assert {"retry", "another_way", "staff", "cannot_be_done"} == {c.id for c in fault.choices}
        person.chooses("another_way")
        await person.sees(GuidePrints)
        assert person.printer.slips == []

    virtually(story())


@pytest.mark.req("CT-12")
def test_a_result_sample_is_fetched_for_this_item_and_printed_as_it_came() -> None:
    async def story() -> None:
        person = await at_guide()
        printer = gives_a4(person)
        person.platform.file = replace(person.platform.file, content=b"%PDF-1.7 sample")
        person.chooses("print")
        await person.sees(GuidePrints)
        person.chooses("result:result")
        assert (await person.sees(GuidePrinted)).printed is True
        assert person.platform.called("item_file") == [(ID_CARD.task_code, "result")]
        [document] = printer.printed
        assert document.pdf.reveal() == b"%PDF-1.7 sample"

    virtually(story())


@pytest.mark.req("CT-14", "CH-10")
def test_a_new_version_shows_while_one_reads_and_the_open_question_stays() -> None:
    source = Source(SAMPLES, **BRING)

    async def story() -> None:
        person = await at_guide(source)
        seq = person.stage.now.seq
        source.becomes(replace(ID_CARD, guide_version="g-2"), *SAMPLES[1:])
        assert person.hall.catalogue is not None
        await person.hall.catalogue.refresh()
        await person.until(lambda: getattr(person.stage.now.view, "renewed", False))
        view = await person.sees(GuideDetail)
        assert view.version == "g-2"
        assert "刚刚更新" in view.lines[0].zh
        assert person.stage.now.seq == seq

    virtually(story())


def test_an_item_that_is_withdrawn_while_one_reads_says_so_and_nothing_of_it_is_printed() -> None:
    source = Source(SAMPLES, **BRING)

    async def story() -> None:
        person = await at_guide(source)
        source.becomes(*SAMPLES[1:])
        assert person.hall.catalogue is not None
        await person.hall.catalogue.refresh()
        await person.until(lambda: getattr(person.stage.now.view, "withdrawn", False))
        with pytest.raises(ChoiceDisabled):
            person.chooses("print")
        person.chooses("back")
        assert ID_CARD.name not in {row.name for row in (await person.sees(GuideSearch)).results}

    virtually(story())


def test_an_item_that_went_between_list_and_touch_is_told_kindly() -> None:
    source = Source(SAMPLES, **BRING)

    async def story() -> None:
        person = await at_search(source)
        source.becomes(*SAMPLES[1:])
        assert person.hall.catalogue is not None
        await person.hall.catalogue.refresh()
        person.chooses(ID_CARD.task_code)
        fault = await person.sees(Fault)
        assert fault.reason == "item_gone"
        person.chooses("another_way")
        await person.sees(GuideSearch)

    virtually(story())


@pytest.mark.req("CT-14")
def test_without_a_line_the_guides_can_be_read_until_they_are_too_old_and_home_says_so() -> None:
    source, clock = Source(SAMPLES, **BRING), Clock()

    async def story() -> None:
        person = await at_search(source, clock)
        source.down = True
        person.platform.link_up = False
        assert capabilities.capability(person.hall, "guides").available
        person.chooses(ID_CARD.task_code)
        await person.sees(GuideDetail)
        clock.passes(73)
        can = capabilities.capability(person.hall, "guides")
        assert (can.available, can.why_not) == (False, OLD_GUIDES)
        person.chooses("back")
        fault = await person.sees(Fault)
        assert fault.reason == "guides_too_old"
        assert "12345" in fault.safe.zh

    virtually(story())


def test_a_catalogue_that_is_empty_or_never_came_is_said_on_home() -> None:
    async def story() -> None:
        person = Person()
        person.hall.catalogue = await kept(Source(()))
        assert capabilities.capability(person.hall, "guides").why_not == NO_GUIDES
        source = Source(SAMPLES)
        source.down = True
        person.hall.catalogue = Catalogue(source)
        with pytest.raises(PlatformUnavailable):
            await person.hall.catalogue.refresh()
        assert capabilities.capability(person.hall, "guides").why_not == NO_GUIDES
        person.hall.catalogue = None
        assert not capabilities.capability(person.hall, "guides").available

    virtually(story())


@pytest.mark.req("CH-03")
def test_a_row_says_that_it_is_printed_here_only_where_it_can_be() -> None:
    async def story() -> None:
        person = await at_search()
        person.hall.terms = replace(person.hall.terms, offer=("guides", "certificates"))
        await finds(person, "营业执照")
        assert [row.place for row in (await person.sees(GuideSearch)).results] == ["here"]
        person.devices.known |= {"document_printer": PAPER_OUT}
        await finds(person, "营业执照")
        assert [row.place for row in (await person.sees(GuideSearch)).results] == ["window"]

    virtually(story())


def test_who_walks_away_leaves_no_search_behind() -> None:
    async def story() -> None:
        person = await at_search()
        await finds(person, "SFZ")
        await person.until(lambda: getattr(person.stage.now.view, "resting", False))
        person.arrives()
        await person.sees(Home)
        person.chooses("guides")
        assert (await person.sees(GuideSearch)).query == ""

    virtually(story())
