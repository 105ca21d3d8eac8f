"""Cards through a real pcscd, one after the other, by the same driver."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from kiosk.domain.smart_card import SocialSecurityCard, TravelDocument
from kiosk.errors import AccessNeeded, AccessRefused, CardUnreadable, ChipAltered
from kiosk.hardware.device import DeviceState, DeviceStatus, Media
from kiosk.hardware.smart_card.atr import CardClass
from kiosk.hardware.smart_card.pcsc import PcscReader
from simulator.pcsc import Slot, data_groups
from simulator.pcsc.cards import CAN, CARDHOLDER, PERMIT, SAMPLES, TRAVELLER, country, passport
from simulator.pcsc.daemon import READER
from simulator.pcsc.data_groups import Holder
from simulator.pcsc.slot import Card
from simulator.pcsc.travel_document import TravelDocument as Chip
from tests.hardware.smart_card.direct import access_of


async def document(reader: PcscReader, who: Holder = TRAVELLER, **given: str) -> TravelDocument:
    found = await reader.read(access=access_of(who, **given))
    assert isinstance(found, TravelDocument)
    return found


@pytest.mark.parametrize("name", ["social_security", "social_security_v1", "social_security_by_tag"])
async def test_social_security_card(reader: PcscReader, slot: Slot, name: str) -> None:
    slot.insert(SAMPLES[name]())
    card = await reader.read()
    assert isinstance(card, SocialSecurityCard)
    assert (card.name.reveal(), card.number.reveal()) == ("张示例", "990101198503120010")
    assert (card.sex, card.region, card.valid_to) == ("男", "990101", date(2038, 5, 1))


class Fussy:
    """A card that wants each command for an answer twice, the second time with the length it names."""

    def __init__(self, card: Card) -> None:
        self.atr = card.atr
        self._card = card
        self._told = b""

    def reset(self) -> None:
        self._card.reset()

    def answer(self, command: bytes) -> bytes:
        if command[1] == 0xB2 and command != self._told:
            self._told = command
            return bytes((0x6C, command[4]))
        return self._card.answer(command)


async def test_card_that_names_the_length_itself(reader: PcscReader, slot: Slot) -> None:
    slot.insert(Fussy(SAMPLES["social_security"]()))
    assert isinstance(await reader.read(), SocialSecurityCard)


@pytest.mark.parametrize("name", ["passport", "passport_pace", "passport_pace_3des"])
async def test_passport(reader: PcscReader, slot: Slot, name: str) -> None:
    slot.insert(SAMPLES[name]())
    found = await document(reader)
    assert (found.document_code, found.issuing_state, found.nationality) == ("P", "UTO", "UTO")
    assert (found.number.reveal(), found.name.reveal()) == ("E99010101", "SPECIMEN, ANNA MARIA")
    assert (found.birth.reveal(), found.sex) == (date(1969, 8, 6), "女")
    assert found.valid_to == access_of(TRAVELLER).expiry
    assert found.photo is not None
    assert Image.open(io.BytesIO(found.photo.reveal())).size == (413, 531)
    assert (found.chip_verified, found.mrz_standard) == (True, True)


async def test_pace_is_taken_where_both_are_offered(reader: PcscReader, slot: Slot) -> None:
    slot.insert(passport((2, 12)))
    await document(reader)
    assert 0x86 in {one[1] for one in slot.heard}
    assert 0x82 not in {one[1] for one in slot.heard}


async def test_card_access_number(reader: PcscReader, slot: Slot) -> None:
    slot.insert(passport((4, 13)))
    assert (await document(reader, can=CAN)).chip_verified
    with pytest.raises(AccessRefused):
        await document(reader, can="123456")


async def test_card_with_a_long_number(reader: PcscReader, slot: Slot) -> None:
    slot.insert(SAMPLES["identity_card"]())
    found = await document(reader, CARDHOLDER)
    assert (found.document_code, found.number.reveal()) == ("I", "X990101012345")


async def test_document_opens_once_its_access_is_known(reader: PcscReader, slot: Slot) -> None:
    found = []
    slot.insert(passport())
    with pytest.raises(AccessNeeded):
        await reader.read(on_found=lambda: found.append(1))
    with pytest.raises(AccessRefused):
        await document(reader, number="E99010102")
    assert (await document(reader)).number.reveal() == "E99010101"
    assert found == [1]


async def test_permit_with_a_zone_of_its_own(reader: PcscReader, slot: Slot) -> None:
    slot.insert(SAMPLES["permit"]())
    found = await document(reader, PERMIT)
    assert (found.document_code, found.mrz_standard, found.chip_verified) == ("CS", False, True)
    assert (found.name.reveal(), found.number.reveal()) == ("张示例", "C99010101")
    assert (found.birth.reveal(), found.valid_to) == (date(1985, 3, 12), access_of(PERMIT).expiry)


async def test_permit_whose_zone_tells_of_another(reader: PcscReader, slot: Slot) -> None:
    other = Holder("C99010102", "", PERMIT.birth, PERMIT.expiry)
    made = data_groups.groups(data_groups.one_line(other), own_name="李样本")
    sod = country().security_object(made)
    slot.insert(Chip(data_groups.chip_files(made, sod), PERMIT.secret))
    with pytest.raises(CardUnreadable, match="MRZ"):
        await document(reader, PERMIT)


async def test_portrait_behind_the_reach_of_short_offsets(reader: PcscReader, slot: Slot) -> None:
    picture = data_groups.large_jpeg(36_000)
    made = data_groups.groups(data_groups.td2(TRAVELLER), picture)
    sod = country().security_object(made)
    slot.insert(Chip(data_groups.chip_files(made, sod), TRAVELLER.secret))
    found = await document(reader)
    assert found.photo is not None
    assert found.photo.reveal() == picture
    assert 0xB1 in {one[1] for one in slot.heard}


async def test_document_without_portrait(reader: PcscReader, slot: Slot) -> None:
    made = data_groups.groups(data_groups.td3(TRAVELLER))
    sod = country().security_object(made)
    slot.insert(Chip(data_groups.chip_files(made, sod), TRAVELLER.secret))
    assert (await document(reader)).photo is None


@pytest.mark.parametrize(
    ("name", "part"), [("altered_dg1", "DG1"), ("altered_dg2", "DG2"), ("altered_sod", "EF.SOD")]
)
async def test_altered_chip(reader: PcscReader, slot: Slot, name: str, part: str) -> None:
    slot.insert(SAMPLES[name]())
    with pytest.raises(ChipAltered, match=part):
        await document(reader)


@pytest.mark.parametrize(("file", "part"), [(0x0102, "DG2"), (0x011D, "EF.SOD"), (0x011E, "EF.COM")])
async def test_file_taken_out(reader: PcscReader, slot: Slot, file: int, part: str) -> None:
    chip = passport()
    del chip.files[file]
    slot.insert(chip)
    with pytest.raises(ChipAltered, match=part):
        await document(reader)


async def test_portrait_kept_back_by_the_list_of_files(reader: PcscReader, slot: Slot) -> None:
    chip = passport()
    chip.files[0x011E] = data_groups.chip_files({1: b""}, b"")[0x011E]
    slot.insert(chip)
    with pytest.raises(ChipAltered, match="DG2"):
        await document(reader)


@pytest.mark.parametrize(("name", "verified"), [("expired_signer", False), ("unknown_issuer", None)])
async def test_whose_signature_it_is(
    reader: PcscReader, slot: Slot, name: str, verified: bool | None
) -> None:
    slot.insert(SAMPLES[name]())
    assert (await document(reader)).chip_verified is verified


async def test_without_certificates_nothing_is_verified(slot: Slot) -> None:
    reader = PcscReader(READER)
    await reader.open()
    slot.insert(passport())
    assert (await document(reader)).chip_verified is None
    await reader.close()


async def test_card_of_neither_kind(reader: PcscReader, slot: Slot) -> None:
    slot.insert(Chip({}, TRAVELLER.secret, bac=False))
    with pytest.raises(CardUnreadable, match="neither"):
        await reader.read()


async def test_card_is_read_as_often_as_asked(reader: PcscReader, slot: Slot) -> None:
    slot.insert(SAMPLES["social_security"]())
    assert await reader.read() == await reader.read()


async def test_cards_that_follow_at_once(reader: PcscReader, slot: Slot) -> None:
    for _ in range(3):
        slot.insert(SAMPLES["social_security"]())
        assert isinstance(await reader.read(), SocialSecurityCard)
        slot.insert(passport())
        assert (await document(reader)).chip_verified


async def test_status_tells_of_a_card(reader: PcscReader, slot: Slot) -> None:
    assert await reader.status() == DeviceStatus(DeviceState.ONLINE, media=Media.NOT_PRESENT)
    slot.insert(SAMPLES["social_security"]())
    await reader.read()
    assert await reader.status() == DeviceStatus(DeviceState.ONLINE, media=Media.PRESENT)
    assert (await reader.self_test()).usable


@pytest.mark.usefixtures("daemon")
async def test_certificates_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "x.der").write_bytes(b"nothing")
    reader = PcscReader(READER, str(tmp_path))
    with pytest.raises(Exception, match="csca_unusable"):
        await reader.open()
    assert (await reader.status()).code == "csca_unusable"


async def test_the_reader_tells_what_it_is_and_of_a_card_its_class_alone(
    reader: PcscReader, slot: Slot
) -> None:
    about = (await reader.self_test()).about
    assert about is not None
    assert "Virtual" in about.model
    assert reader.card_class is None
    slot.insert(SAMPLES["social_security"]())
    await reader.read()
    assert reader.card_class == CardClass(contactless=False, protocols=(0,))
    about = (await reader.self_test()).about
    assert about is not None, "a card in it does not matter"
