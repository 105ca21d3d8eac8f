"""What goes wrong between the card, the module and the line, and what the reader makes of it."""

from __future__ import annotations

import asyncio

import pytest

from kiosk.errors import Action, CardLifted, CardUnreadable, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus, Media
from kiosk.hardware.id_card.samv_serial import SamvSerialReader
from simulator.samv import SamvModule, SimCard
from simulator.samv.cards import sample_cards
from simulator.samv.faults import NAMED

CARD = sample_cards()["two_bookings"]
GARBAGE = bytes(NAMED["garbage"]["garbage"])  # type: ignore[call-overload]


async def test_card_lifted_while_its_chip_is_read(module: SamvModule, reader: SamvSerialReader) -> None:
    module.faults.lift_during_read = True
    module.lay(CARD)
    with pytest.raises(CardLifted):
        await reader.read()
    module.faults.clear()
    module.lay(CARD)
    assert (await reader.read()).name.reveal() == "张示例"


async def test_card_lifted_while_the_answer_is_on_its_way(
    module: SamvModule, reader: SamvSerialReader
) -> None:
    module.faults.lift_and_tear = True
    module.lay(CARD)
    with pytest.raises(CardLifted):
        await reader.read()


async def test_card_lifted_before_it_is_selected(module: SamvModule, reader: SamvSerialReader) -> None:
    module.faults.slow = 0.1
    module.lay(CARD)
    with pytest.raises(CardLifted):
        await reader.read(on_found=module.lift)


async def test_card_lifted_and_the_module_says_nothing(module: SamvModule, reader: SamvSerialReader) -> None:
    module.faults.deaf_to = "select"
    module.lay(CARD)
    with pytest.raises(CardLifted):
        await reader.read(on_found=module.lift)


@pytest.mark.parametrize("word", [0x31, 0x41, 0x81])
async def test_card_that_stays_but_never_reads(
    module: SamvModule, reader: SamvSerialReader, word: int
) -> None:
    module.faults.words = {"read_base": word}
    module.lay(CARD)
    with pytest.raises(CardUnreadable):
        await reader.read()
    assert module.asked.count("read_base") == 3


async def test_card_badly_laid_at_first(module: SamvModule, reader: SamvSerialReader) -> None:
    module.faults.words = {"select": 0x81}
    module.faults.words_left = 2
    module.lay(CARD)
    assert (await reader.read()).name.reveal() == "张示例"


@pytest.mark.parametrize("word", [0x33, 0x3F, 0x40, 0x91])
async def test_card_that_is_no_document(module: SamvModule, reader: SamvSerialReader, word: int) -> None:
    module.faults.words = {"read_base": word}
    module.lay(CARD)
    with pytest.raises(CardUnreadable, match=f"{word:02X}"):
        await reader.read()
    assert module.asked.count("read_base") == 1


async def test_card_with_nonsense_on_it(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(SimCard(text=b"\xff" * 256))
    with pytest.raises(CardUnreadable):
        await reader.read()


async def test_read_of_a_wrong_length(module: SamvModule, reader: SamvSerialReader) -> None:
    module.lay(SimCard(text=CARD.text + b"  "))
    with pytest.raises(CardUnreadable, match="lengths"):
        await reader.read()


async def test_garbage_before_every_reply(module: SamvModule, reader: SamvSerialReader) -> None:
    module.faults.garbage = GARBAGE
    module.lay(CARD)
    assert (await reader.read()).name.reveal() == "张示例"


@pytest.mark.parametrize("fault", ["torn", "checksum"])
async def test_reply_damaged_twice_is_asked_for_again(
    module: SamvModule, reader: SamvSerialReader, fault: str
) -> None:
    setattr(module.faults, fault, 2)
    module.faults.only = "read_base"
    module.lay(CARD)
    assert (await reader.read()).name.reveal() == "张示例"
    assert module.asked.count("read_base") == 3


@pytest.mark.parametrize("fault", ["torn", "checksum"])
async def test_reply_damaged_three_times_is_an_unreadable_card(
    module: SamvModule, reader: SamvSerialReader, fault: str
) -> None:
    setattr(module.faults, fault, 3)
    module.faults.only = "read_base"
    module.lay(CARD)
    with pytest.raises(CardUnreadable, match="damaged"):
        await reader.read()
    assert (await reader.status()).usable


async def test_search_always_damaged_is_the_devices_fault(
    module: SamvModule, reader: SamvSerialReader
) -> None:
    module.faults.checksum = 100
    module.faults.only = "find"
    with pytest.raises(DeviceFault) as fault:
        await reader.read()
    assert (fault.value.kind, fault.value.code, fault.value.action) == ("id_card", "garbled", Action.RESET)


async def test_question_that_arrives_damaged_is_asked_again(
    module: SamvModule, reader: SamvSerialReader
) -> None:
    module.faults.words = {"read_base": 0x10}
    module.lay(CARD)
    with pytest.raises(CardUnreadable):
        await reader.read()
    assert module.asked.count("read_base") == 3


async def test_slow_module(module: SamvModule, reader: SamvSerialReader) -> None:
    module.faults.slow = 0.2
    module.lay(CARD)
    assert (await reader.read()).name.reveal() == "张示例"


async def test_module_that_falls_silent_is_offline_and_comes_back(
    module: SamvModule, reader: SamvSerialReader
) -> None:
    module.faults.silent = True
    module.asked.clear()
    with pytest.raises(DeviceFault) as fault:
        await reader.read()
    assert module.asked == ["find", "find"]
    assert (fault.value.code, fault.value.action) == ("no_answer", Action.RESET)
    offline = DeviceStatus(DeviceState.OFFLINE, action=Action.RESET, code="no_answer")
    assert await reader.status() == offline
    assert await reader.self_test() == offline
    module.faults.clear()
    assert await reader.status() == DeviceStatus(DeviceState.ONLINE, media=Media.UNKNOWN)


async def test_module_that_comes_back_is_known_to_be_well_while_it_waits(
    module: SamvModule, reader: SamvSerialReader
) -> None:
    module.faults.silent = True
    with pytest.raises(DeviceFault):
        await reader.read()
    module.faults.clear()
    module.asked.clear()
    reading = asyncio.create_task(reader.read())
    await asyncio.to_thread(module.heard, "find", times=2)
    assert (await reader.status()).device is DeviceState.ONLINE
    module.lay(CARD)
    await reading


async def test_silent_module_does_not_open(module: SamvModule, closed_reader: SamvSerialReader) -> None:
    module.faults.silent = True
    with pytest.raises(DeviceFault, match="no_answer"):
        await closed_reader.open()
    assert (await closed_reader.status()).device is DeviceState.OFFLINE
    module.faults.clear()
    await closed_reader.open()
    assert (await closed_reader.status()).usable


@pytest.mark.parametrize(("word", "code"), [(0x60, "self_test_failed"), (0x66, "unauthorised")])
async def test_module_that_needs_an_engineer(
    module: SamvModule, reader: SamvSerialReader, word: int, code: str
) -> None:
    module.faults.words = {"*": word}
    with pytest.raises(DeviceFault) as fault:
        await reader.read()
    assert (fault.value.code, fault.value.action) == (code, Action.MAINTENANCE)
    expected = DeviceStatus(DeviceState.HARDWARE_ERROR, action=Action.MAINTENANCE, code=code)
    assert await reader.status() == expected
    with pytest.raises(DeviceFault, match=code):
        await reader.open()
    assert module.asked[-2:] == ["reset", "status"]


async def test_module_that_loses_its_licence_during_a_read(
    module: SamvModule, reader: SamvSerialReader
) -> None:
    module.faults.words = {"read_base": 0x66}
    module.lay(CARD)
    with pytest.raises(DeviceFault, match="unauthorised"):
        await reader.read()


async def test_module_without_a_number_still_reads(
    module: SamvModule, closed_reader: SamvSerialReader
) -> None:
    module.faults.words = {"sam_id": 0x24}
    await closed_reader.open()
    module.lay(CARD)
    assert (await closed_reader.read()).sam_no == ""
