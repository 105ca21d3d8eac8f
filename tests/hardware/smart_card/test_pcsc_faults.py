"""Cards that go, fall silent or speak nonsense; afterwards the same driver reads the next."""

from __future__ import annotations

import asyncio

import pytest

from kiosk.domain.smart_card import SocialSecurityCard, TravelDocument
from kiosk.errors import Action, CardLifted, CardUnreadable, DeviceFault
from kiosk.hardware.device import DeviceState, DeviceStatus, Media
from kiosk.hardware.smart_card.pcsc import PcscReader
from simulator.pcsc import Slot
from simulator.pcsc.cards import SAMPLES, TRAVELLER, passport
from tests.hardware.smart_card.direct import access_of

ACCESS = access_of(TRAVELLER)


async def reads_again(reader: PcscReader, slot: Slot) -> None:
    slot.faults.clear()
    slot.insert(passport())
    assert isinstance(await reader.read(access=ACCESS), TravelDocument)
    slot.insert(SAMPLES["social_security"]())
    assert isinstance(await reader.read(), SocialSecurityCard)
    assert (await reader.status()).usable


@pytest.mark.parametrize("after", [0, 1, 5, 20, 60])
async def test_passport_pulled_while_it_is_read(reader: PcscReader, slot: Slot, after: int) -> None:
    slot.faults.pull, slot.faults.after = True, after
    slot.insert(passport((2, 12)))
    with pytest.raises(CardLifted):
        await reader.read(access=ACCESS)
    await reads_again(reader, slot)


@pytest.mark.parametrize("after", [0, 4])
async def test_social_security_card_pulled(reader: PcscReader, slot: Slot, after: int) -> None:
    slot.faults.pull, slot.faults.after = True, after
    slot.insert(SAMPLES["social_security"]())
    with pytest.raises(CardLifted):
        await reader.read()
    await reads_again(reader, slot)


@pytest.mark.parametrize("after", [0, 10])
async def test_silent_card_is_left_after_its_time(reader: PcscReader, slot: Slot, after: int) -> None:
    slot.faults.silent, slot.faults.after = True, after
    slot.insert(passport())
    with pytest.raises(DeviceFault) as fault:
        await reader.read(access=ACCESS)
    assert (fault.value.code, fault.value.action) == ("stalled", Action.RESET)
    # As long as it lies there the reader waits for it, and nothing else gets through.
    assert await reader.status() == DeviceStatus(DeviceState.OFFLINE, action=Action.RESET, code="stalled")
    with pytest.raises(DeviceFault, match="stalled"):
        await reader.open()
    slot.pull()
    while not (await usable(reader)):
        await asyncio.sleep(0.02)
    await reads_again(reader, slot)


async def usable(reader: PcscReader) -> bool:
    try:
        await reader.open()
    except DeviceFault:
        return False
    return (await reader.status()).usable


@pytest.mark.parametrize("atr", [b"\xff\xff\xff", b"\x3b"])
async def test_card_that_says_nonsense_when_powered(reader: PcscReader, slot: Slot, atr: bytes) -> None:
    card = passport()
    card.atr = atr
    slot.insert(card)
    with pytest.raises((CardUnreadable, CardLifted)):
        await reader.read(access=ACCESS)
    slot.pull()
    while (await reader.status()).media is not Media.NOT_PRESENT:
        await asyncio.sleep(0.02)
    await reads_again(reader, slot)


@pytest.mark.parametrize(
    ("fault", "after"),
    [(fault, after) for fault in ("garbage", "half") for after in (0, 3, 4, 5, 40)]
    # Without a checksum, a challenge changed on the way looks like a wrong number: not before the fourth.
    + [("checksum", after) for after in (4, 5, 40)],
)
async def test_answers_that_are_none(reader: PcscReader, slot: Slot, fault: str, after: int) -> None:
    slot.faults.set(fault)
    slot.faults.after = after
    slot.insert(passport())
    with pytest.raises(CardUnreadable):
        await reader.read(access=ACCESS)
    await reads_again(reader, slot)


@pytest.mark.parametrize("garbage", [b"\x90", b"\x61\x00", b"\x6c\x10", b"\x90\x00", bytes(300)])
async def test_nonsense_all_the_time(reader: PcscReader, slot: Slot, garbage: bytes) -> None:
    slot.faults.garbage = garbage
    for name in ("social_security", "passport"):
        slot.insert(SAMPLES[name]())
        with pytest.raises((CardUnreadable, CardLifted)):
            await reader.read(access=ACCESS)
    await reads_again(reader, slot)


@pytest.mark.parametrize("word", [0x6F00, 0x6982, 0x6300])
async def test_card_that_refuses_everything(reader: PcscReader, slot: Slot, word: int) -> None:
    slot.faults.word = word
    slot.insert(passport())
    with pytest.raises(CardUnreadable, match="neither"):
        await reader.read(access=ACCESS)
    await reads_again(reader, slot)


async def test_slow_card(reader: PcscReader, slot: Slot) -> None:
    slot.faults.slow = 0.05
    slot.insert(SAMPLES["social_security"]())
    assert isinstance(await reader.read(), SocialSecurityCard)
