"""Items and guides as the reference platform has them: CH-10, CH-14, CT-12, CT-14."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from stdnum.iso7064 import mod_11_2

from kiosk.domain.item import Guide
from kiosk.domain.takeaway import takeaway
from kiosk.journeys.service import CATALOGUE_SECONDS
from kiosk.journeys.views import Home
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.store.catalogue import CatalogueStore
from simulator.platform import pdf
from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from tests.domain.test_guide_text import a_guide
from tests.fakes import Person
from tests.platform.terminal import reference, transport
from tests.simulator.platform.papers import LEGAL_AID, REMOTE_CARE
from tests.simulator.platform.terminal import NOW, Terminal

ITEMS = 40
NOT_KEPT = {
    "/elements/fee_standard/amount",
    "/elements/fee_standard/basis",
    "/kiosk/face",
    "/kiosk/not_on_kiosk_if",
    "/kiosk/pickup",
    "/kiosk/print",
}
"""What the terminal does not take up: nothing of it is among the 22 elements or the other 14."""


@pytest.fixture
def hall() -> Iterator[RunningPlatform]:
    running = RunningPlatform(now=NOW)
    yield running
    running.stop(wait=False)


@pytest.fixture
async def platform(hall: RunningPlatform) -> AsyncIterator[ReferencePlatform]:
    client = reference(hall.base_url, secret=hall.secret, now=lambda: hall.now().timestamp())
    await client.catalogue_version()
    yield client
    await client.close()


def status(hall: RunningPlatform, task_code: str, word: str) -> None:
    """The department sets an item's status: its guide and the catalogue then have new versions."""
    hall.control.put(f"items/{task_code}", json={"status": word}).raise_for_status()


async def guide_of(platform: ReferencePlatform, task_code: str) -> Guide:
    guide = await platform.catalogue.guide(task_code)
    assert guide is not None
    return guide


def differences(sent: Any, kept: Any, at: str = "") -> Iterator[str]:
    """Where ``kept`` is not what was ``sent``. Members that were not sent may only be blank.

    In the hints for a form's pages, and in a bundle, a blank member may be left out too: it means the same.
    """
    blank_is_absent = at.startswith(("/form/ui", "/bundle"))
    if isinstance(sent, dict) and isinstance(kept, dict):
        for name in sent.keys() | kept.keys():
            if name in sent and name in kept:
                yield from differences(sent[name], kept[name], f"{at}/{name}")
            elif not (blank_is_absent or name in kept) or (sent | kept)[name] not in (None, [], False):
                yield f"{at}/{name}"
    elif isinstance(sent, list) and isinstance(kept, list) and len(sent) == len(kept):
        for one, other in zip(sent, kept, strict=True):
            yield from differences(one, other, f"{at}/-")
    elif sent != kept and not _same_moment(sent, kept):
        yield at


def _same_moment(sent: object, kept: object) -> bool:
    try:
        return datetime.fromisoformat(str(sent)) == datetime.fromisoformat(str(kept))
    except (ValueError, TypeError):
        return False


@pytest.mark.req("CH-10")
async def test_what_is_kept_of_every_guide_is_what_was_sent(hall: RunningPlatform, tmp_path: Path) -> None:
    clock = transport(hall.base_url, secret=hall.secret, now=lambda: hall.now().timestamp())
    shelf = CatalogueStore(tmp_path / "catalogue.db")
    platform = ReferencePlatform(clock, "0.1.0", shelf)
    await platform.catalogue.load()
    await platform.catalogue_version()
    await platform.catalogue.fetch_guides()
    await platform.close()
    shelf.close()

    window, kept = Terminal(hall), CatalogueStore(tmp_path / "catalogue.db")
    held = await kept.load()
    assert held is not None
    listed = window.get("/items?limit=200").json()
    assert held.version == listed["catalogue_version"]
    assert len(held.items) == len(listed["items"]) == ITEMS
    for sent, item in zip(listed["items"], held.items, strict=True):
        assert list(differences(sent, plain(item))) == []
        told = window.get(f"/items/{item.task_code}").json()
        found = set(differences(told, plain(await kept.guide(item.task_code))))
        assert found <= NOT_KEPT, item.name
    kept.close()
    window.http.close()


def plain(kept: object) -> Any:
    return msgspec.json.decode(msgspec.json.encode(kept))


@pytest.mark.parametrize(
    ("kept", "where"),
    [
        ({"name": "别的", "steps": [{"n": 1}]}, ["/name"]),
        ({"name": "事项", "steps": [{"n": 2}]}, ["/steps/-/n"]),
        ({"name": "事项", "steps": []}, ["/steps"]),
        ({"name": "事项"}, ["/steps"]),
        ({"name": "事项", "steps": [{"n": 1}], "more": "x"}, ["/more"]),
        ({"name": "事项", "steps": [{"n": 1}], "more": None}, []),
    ],
)
def test_the_comparison_finds_what_differs(kept: Json, where: list[str]) -> None:
    assert list(differences({"name": "事项", "steps": [{"n": 1}]}, kept)) == where


@pytest.mark.req("CH-10", "CT-14")
async def test_home_shows_the_version_in_force(hall: RunningPlatform, platform: ReferencePlatform) -> None:
    for expected in ("k-1", "k-2"):
        person = Person()
        person.hall.catalogue_version = await platform.catalogue_version()
        visit = person.arrives()
        shown = (await person.sees(Home)).catalogue_version
        visit.cancel()
        assert shown == expected
        status(hall, LEGAL_AID, "in_use")


@pytest.mark.req("CH-14")
@pytest.mark.parametrize("how", ["suspended", "excluded"])
async def test_an_item_that_is_not_done_here_keeps_guide_and_address_but_cannot_be_applied_for(
    hall: RunningPlatform, platform: ReferencePlatform, how: str
) -> None:
    before = {item.task_code: item for item in platform.catalogue.items()}
    if how == "suspended":
        code = LEGAL_AID
        assert before[code].can_be_applied_for
        status(hall, code, how)
        await platform.catalogue_version()
    else:
        code = next(c for c, item in before.items() if not {"apply", "precheck"} & set(item.modes))
    [item] = [item for item in platform.catalogue.items() if item.task_code == code]
    assert not item.can_be_applied_for
    guide = await guide_of(platform, code)
    assert guide.elements.place
    assert guide.elements.consult_phone


async def test_each_item_has_one_guide_and_the_code_to_take_away_names_its_version(
    hall: RunningPlatform, platform: ReferencePlatform
) -> None:
    status(hall, LEGAL_AID, "in_use")
    await platform.catalogue_version()
    items = platform.catalogue.items()
    assert len({item.task_code for item in items}) == ITEMS
    versions = set()
    for item in items:
        guide = await guide_of(platform, item.task_code)
        assert (guide.task_code, guide.guide_version) == (item.task_code, item.guide_version)
        address = takeaway(guide)
        assert address is not None
        url = urlsplit(address)
        assert url.path.endswith(f"/{item.task_code}")
        assert parse_qs(url.query) == {"guide_version": [item.guide_version]}
        versions.add((item.task_code == LEGAL_AID, item.guide_version))
    assert versions == {(True, "g-2"), (False, "g-1")}


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (None, None),
        (
            "https://platform.example/g/1?a=b%20c#top",
            "https://platform.example/g/1?a=b%20c&guide_version=g-1#top",
        ),
        ("https://platform.example/g?guide_version=g-0", "https://platform.example/g?guide_version=g-0"),
    ],
)
def test_the_rest_of_an_address_to_take_away_is_left_alone(given: str | None, taken: str | None) -> None:
    assert takeaway(replace(a_guide(), takeaway_url=given)) == taken


@pytest.mark.req("CT-14")
async def test_a_new_guide_is_shown_after_the_next_look_which_is_within_a_minute(
    hall: RunningPlatform, platform: ReferencePlatform
) -> None:
    assert CATALOGUE_SECONDS <= 60
    old = await guide_of(platform, REMOTE_CARE)
    version = platform.catalogue.version
    status(hall, REMOTE_CARE, "in_use")
    assert await platform.catalogue_version() != version
    new = await guide_of(platform, REMOTE_CARE)
    assert (old.guide_version, new.guide_version) == ("g-1", "g-2")
    assert {r["method"] for name in ("listItems", "getItemGuide") for r in hall.requests(name)} == {"GET"}


def text_of(paper: bytes) -> str:
    """All that a PDF of the reference platform shows, and its bytes besides, for what is not drawn."""
    fonts = [
        {int(code, 16): bytes.fromhex(char).decode("utf-16-be") for code, char in pairs}
        for section in re.findall(rb"/CMapName /H def.*?endcmap", paper, re.DOTALL)
        for pairs in [re.findall(r"^<([0-9a-f]{2})> <([0-9a-f]+)>$", section.decode("ascii"), re.MULTILINE)]
    ]
    shown = []
    for line in re.findall(rb"BT .*? ET", paper):
        runs = re.findall(r"/F(\d+) \d+ Tf <([0-9a-f]+)> Tj", line.decode("ascii"))
        shown.append("".join(fonts[int(font)][code] for font, codes in runs for code in bytes.fromhex(codes)))
    # Strings in hex are glyph codes, read above: their digits are no text.
    rest = re.sub(rb"<[0-9a-f]+>", b"<>", paper)
    return "\n".join([*shown, rest.decode("latin-1")])


def whole_numbers(text: str) -> list[str]:
    """Identification numbers that nobody masked."""
    found = re.findall(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])", text)
    return [number for number in found if mod_11_2.is_valid(number.upper())]


def test_the_scan_finds_a_number_on_a_sample() -> None:
    sheet = pdf.Sheet("示例证明", ["姓名：张示例", "身份证号：990101198503120010。"], "样本")
    assert whole_numbers(text_of(pdf.write(sheet))) == ["990101198503120010"]
    masked = pdf.Sheet("示例证明", ["身份证号：9901**********0010", "990101198503120011"], "样本")
    assert whole_numbers(text_of(pdf.write(masked))) == []
    assert "样本" in text_of(pdf.write(masked)).splitlines()
    assert "样本" not in text_of(pdf.write(pdf.Sheet("示例证明", [])))


@pytest.mark.req("CT-12")
async def test_no_sample_shows_a_whole_number_and_each_is_marked(platform: ReferencePlatform) -> None:
    scanned = 0
    for item in platform.catalogue.items():
        guide = await guide_of(platform, item.task_code)
        results = guide.elements.result_samples
        assert results, item.name
        assert all("样本" in result.title for result in results)
        for ref in (*results, *(m.sample for m in guide.elements.materials if m.sample)):
            file = await platform.item_file(item.task_code, ref.file_id)
            assert file.media_type == ref.media_type == "application/pdf"
            text = text_of(file.content)
            assert "样本" in text.splitlines(), (item.name, ref.title)
            assert whole_numbers(f"{ref.title}\n{text}") == [], (item.name, ref.title)
            scanned += 1
    assert scanned > ITEMS
