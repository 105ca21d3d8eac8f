"""Cards laid on a simulated module, read over a real pseudo-terminal at 115200 baud."""

from __future__ import annotations

import asyncio
import io
from datetime import date

import pytest
from PIL import Image

from kiosk.domain.card import IdType
from kiosk.errors import BadIdNumber
from kiosk.hardware.about import About
from kiosk.hardware.device import DeviceState, DeviceStatus, Media
from kiosk.hardware.id_card.samv_serial import SamvSerialReader
from simulator.samv import SamvModule, SimCard
from simulator.samv.cards import sample_cards

CARDS = sample_cards()


async def test_resident_card(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(CARDS["two_bookings"])
    card = await reader.read()
    assert card.id_type is IdType.RESIDENT
    assert card.name.reveal() == "张示例"
    assert card.number.reveal() == "990101198503120010"
    assert (card.sex, card.nation) == ("男", "汉")
    assert card.birth.reveal() == date(1985, 3, 12)
    assert (card.valid_from, card.valid_to) == (date(2016, 3, 12), date(2036, 3, 12))
    assert card.issuer == "示例市公安局云溪分局"
    assert card.address is not None
    assert card.address.reveal() == "示例省示例市云溪区桃源路1号"
    assert card.english_name is None
    assert card.sam_no == "05.03-20260101-0000000001-0000000001"
    card.check(today=date(2026, 11, 22))


async def test_photo_is_a_picture(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(CARDS["two_bookings"])
    card = await reader.read()
    assert card.photo is not None
    with Image.open(io.BytesIO(card.photo.reveal())) as picture:
        picture.load()
        assert picture.size == (102, 126)


async def test_long_term_card_has_no_last_day(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(CARDS["suspended"])
    assert (await reader.read()).valid_to is None


async def test_rare_characters(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(SimCard.resident(name="刘㛃䶮𠅤", number="990101199002140050"))
    assert (await reader.read()).name.reveal() == "刘㛃䶮𠅤"


@pytest.mark.parametrize("dot", "·•‧・")
async def test_every_dot_in_a_name_is_one_dot(module: SamvModule, reader: SamvSerialReader, dot: str) -> None:
    module.lay(SimCard.resident(name=f"阿依{dot}示例", number="990101198306300063", nation="05"))
    card = await reader.read()
    assert card.name.reveal() == "阿依·示例"
    assert card.nation == "维吾尔"


async def test_residence_permit_of_hong_kong_macao_taiwan(
    module: SamvModule, reader: SamvSerialReader
) -> None:
    module.lay(CARDS["hmt"])
    card = await reader.read()
    assert card.id_type is IdType.HMT_RESIDENCE
    assert card.name.reveal() == "何示例"
    assert card.nation == ""
    assert card.valid_to == date(2028, 12, 31)
    card.check(today=date(2026, 11, 22))


async def test_foreign_permanent_card_of_2017(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(CARDS["foreign_2017"])
    card = await reader.read()
    assert card.id_type is IdType.FOREIGN_PERMANENT
    assert card.name.reveal() == "安娜"
    assert card.english_name is not None
    assert card.english_name.reveal() == "SPECIMEN, ANNA MARIA"
    assert card.number.reveal() == "NLD990190010101"
    assert (card.sex, card.nation) == ("女", "NLD")
    assert card.birth.reveal() == date(1990, 1, 1)
    assert (card.valid_from, card.valid_to) == (date(2019, 8, 1), date(2029, 8, 1))
    assert not card.has_citizen_number


async def test_foreign_permanent_card_without_a_chinese_name(
    module: SamvModule, reader: SamvSerialReader
) -> None:
    module.lay(SimCard.foreign_2017(english="SPECIMEN, BO", number="NLD990190010101", birth="19900101"))
    assert (await reader.read()).name.reveal() == "SPECIMEN, BO"


async def test_foreign_permanent_card_of_2023(module: SamvModule, reader: SamvSerialReader) -> None:
    # The 35th character is a space: it must survive where the name's two parts meet.
    english = "SPECIMEN, MAXIMILIAN BARTHOLOMEW J CONSTANTIN"
    assert english[34] == " "
    module.lay(SimCard.foreign_2023(english=english, chinese="马示例", number="990101198806200012"))
    card = await reader.read()
    assert card.id_type is IdType.FOREIGN_PERMANENT
    assert card.english_name is not None
    assert card.english_name.reveal() == english
    assert card.name.reveal() == "马示例"
    assert card.nation == "CAN"
    assert card.birth.reveal() == date(1988, 6, 20)
    assert card.has_citizen_number


@pytest.mark.req("ID-07")
async def test_number_that_cannot_exist_is_refused_here(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(CARDS["impossible_number"])
    card = await reader.read()
    with pytest.raises(BadIdNumber, match="check character"):
        card.check(today=date(2026, 11, 22))


async def test_found_is_told_once_and_before_the_card(module: SamvModule, reader: SamvSerialReader) -> None:
    told: list[DeviceStatus] = []

    async def ask() -> None:
        told.append(await reader.status())

    tasks: list[asyncio.Task[None]] = []
    reading = asyncio.create_task(reader.read(on_found=lambda: tasks.append(asyncio.create_task(ask()))))
    await asyncio.to_thread(module.heard, "find")
    assert not tasks
    module.lay(CARDS["no_booking"])
    await reading
    await asyncio.gather(*tasks)
    assert told == [DeviceStatus(DeviceState.ONLINE, media=Media.PRESENT)]


async def test_two_cards_in_a_row(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(CARDS["two_bookings"])
    first = await reader.read()
    module.lay(CARDS["no_booking"])
    second = await reader.read()
    assert (first.name.reveal(), second.name.reveal()) == ("张示例", "李样本")


async def test_the_card_just_read_is_not_read_again_until_lifted(
    module: SamvModule, reader: SamvSerialReader
) -> None:
    module.lay(CARDS["two_bookings"])
    await reader.read()
    module.asked.clear()
    again = asyncio.create_task(reader.read())
    await asyncio.to_thread(module.heard, "find", times=3)
    assert not again.done()
    card = module.card
    assert card is not None
    module.lift()
    module.lay(card)
    assert (await again).name.reveal() == "张示例"


async def test_status_does_not_disturb_a_waiting_read(module: SamvModule, reader: SamvSerialReader) -> None:
    reading = asyncio.create_task(reader.read())
    await asyncio.to_thread(module.heard, "find")
    module.asked.clear()
    assert (await reader.status()).device is DeviceState.ONLINE
    module.lay(CARDS["two_bookings"])
    await reading
    assert "status" not in module.asked


async def test_idle_status_asks_the_module(module: SamvModule, reader: SamvSerialReader) -> None:
    module.asked.clear()
    assert await reader.status() == DeviceStatus(DeviceState.ONLINE, media=Media.UNKNOWN)
    assert module.asked == ["status"]


async def test_self_test_searches_for_a_card(module: SamvModule, reader: SamvSerialReader) -> None:
    module.asked.clear()
    assert (await reader.self_test()).device is DeviceState.ONLINE
    assert module.asked == ["status", "sam_id", "find"]


async def test_slow_line() -> None:
    module = SamvModule(baud=9600)
    reader = SamvSerialReader(module.path, 9600, "")
    try:
        await reader.open()
        module.lay(CARDS["two_bookings"])
        assert (await reader.read()).name.reveal() == "张示例"
    finally:
        await reader.close()
        module.close()


async def test_a_self_test_tells_the_modules_number(reader: SamvSerialReader) -> None:
    assert (await reader.self_test()).about == About(serial="05.03-20260101-0000000001-0000000001")
    assert (await reader.status()).about is None
