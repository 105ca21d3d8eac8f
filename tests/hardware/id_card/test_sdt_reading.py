"""Cards read through a vendor's library, in a process of its own."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from kiosk.domain.card import IdType
from kiosk.errors import CardLifted, CardUnreadable, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus, Media
from simulator.samv import SimCard
from simulator.samv.cards import sample_cards
from tests.hardware.id_card.sdt_desk import Desk

CARDS = sample_cards()
TODAY = date(2026, 11, 22)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = Desk(tmp_path)
    yield made
    await made.close()


@pytest.mark.parametrize(
    ("key", "kind", "name", "number"),
    [
        ("two_bookings", IdType.RESIDENT, "张示例", "990101198503120010"),
        ("hmt", IdType.HMT_RESIDENCE, "何示例", "990101199207150228"),
        ("foreign_2017", IdType.FOREIGN_PERMANENT, "安娜", "NLD990190010101"),
        ("foreign_2023", IdType.FOREIGN_PERMANENT, "马示例", "990101198806200018"),
    ],
)
async def test_all_four_layouts(desk: Desk, key: str, kind: IdType, name: str, number: str) -> None:
    desk.device.lay(CARDS[key])
    reader = desk.reader()
    await reader.open()
    card = await reader.read()
    assert (card.id_type, card.name.reveal(), card.number.reveal()) == (kind, name, number)
    assert card.sam_no == "05.03-20260101-0000000001-0000000001"
    assert card.photo is not None
    with Image.open(io.BytesIO(card.photo.reveal())) as picture:
        assert picture.size == (102, 126)
    card.check(today=TODAY)


async def test_the_first_reader_on_usb_is_found(tmp_path: Path) -> None:
    desk = Desk(tmp_path, number=1003)
    try:
        reader = desk.reader()
        await reader.open()
        desk.device.lay(CARDS["no_booking"])
        assert (await reader.read()).name.reveal() == "李样本"
        assert desk.device.asked.count("open") == 3
    finally:
        await desk.close()


async def test_a_port_that_is_named_is_the_only_one_tried(desk: Desk) -> None:
    with pytest.raises(DeviceFault, match="port_missing"):
        await desk.reader("1002").open()
    assert desk.device.asked == ["open"]


async def test_found_is_told_once_and_before_the_card(desk: Desk) -> None:
    told: list[DeviceStatus] = []
    reader = desk.reader()

    async def ask() -> None:
        told.append(await reader.status())

    await reader.open()
    tasks: list[asyncio.Task[None]] = []
    desk.device.faults.slow = 0.05
    reading = asyncio.create_task(reader.read(on_found=lambda: tasks.append(asyncio.create_task(ask()))))
    await desk.heard("find")
    assert not tasks
    desk.device.lay(CARDS["no_booking"])
    await reading
    await asyncio.gather(*tasks)
    assert told == [DeviceStatus(DeviceState.ONLINE, media=Media.PRESENT)]


async def test_the_card_just_read_is_not_read_again_until_lifted(desk: Desk) -> None:
    reader = desk.reader()
    await reader.open()
    desk.device.lay(CARDS["two_bookings"])
    await reader.read()
    desk.device.asked.clear()
    again = asyncio.create_task(reader.read())
    await desk.heard("find", times=3)
    assert not again.done()
    desk.device.lift()
    desk.device.lay(CARDS["two_bookings"])
    assert (await again).name.reveal() == "张示例"


async def test_card_lifted_while_its_chip_is_read(desk: Desk) -> None:
    reader = desk.reader()
    await reader.open()
    desk.device.faults.lift_during_read = True
    desk.device.lay(CARDS["two_bookings"])
    with pytest.raises(CardLifted):
        await reader.read()
    desk.device.faults.clear()
    desk.device.lay(CARDS["two_bookings"])
    assert (await reader.read()).name.reveal() == "张示例"


@pytest.mark.parametrize("lengths", [(255, 1024), (4_000_000_000, 1024), (256, 4_000_000_000), (0, 0)])
async def test_lengths_that_cannot_be(desk: Desk, lengths: tuple[int, int]) -> None:
    reader = desk.reader()
    await reader.open()
    desk.device.lengths = lengths
    desk.device.lay(CARDS["two_bookings"])
    with pytest.raises(CardUnreadable, match="lengths"):
        await reader.read()
    desk.device.lengths = None
    desk.device.lay(CARDS["two_bookings"])
    assert (await reader.read()).name.reveal() == "张示例"


async def test_card_with_nonsense_on_it(desk: Desk) -> None:
    reader = desk.reader()
    await reader.open()
    desk.device.lay(SimCard(text=b"\xff" * 256))
    with pytest.raises(CardUnreadable):
        await reader.read()


@pytest.mark.parametrize("word", [0x33, 0x40])
async def test_card_that_is_no_document(desk: Desk, word: int) -> None:
    reader = desk.reader()
    await reader.open()
    desk.device.faults.words = {"read_base": word}
    desk.device.lay(CARDS["two_bookings"])
    with pytest.raises(CardUnreadable, match=f"{word:02X}"):
        await reader.read()


async def test_idle_status_asks_the_library_and_the_self_test_searches(desk: Desk) -> None:
    reader = desk.reader()
    await reader.open()
    desk.device.asked.clear()
    assert await reader.status() == DeviceStatus(DeviceState.ONLINE, media=Media.UNKNOWN)
    assert (await reader.self_test()).usable
    assert desk.device.asked == ["status", "status", "sam_id", "find"]


async def test_module_without_a_number_still_reads(desk: Desk) -> None:
    desk.device.faults.words = {"sam_id": 0x24}
    reader = desk.reader()
    await reader.open()
    desk.device.lay(CARDS["two_bookings"])
    assert (await reader.read()).sam_no == ""


async def test_closing_lets_go_of_the_port(desk: Desk) -> None:
    reader = desk.reader()
    await reader.open()
    await reader.close()
    assert desk.device.asked[-1] == "close"
    assert reader.port.pid is None
    with pytest.raises(DeviceFault, match="closed"):
        await reader.read()
