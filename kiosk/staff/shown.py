"""What a reader's test tells of a card or a code: enough to see that it read, never whom or what it read.

Names and numbers go masked (SC-05), to the screen alone; what is remembered of a test has neither.
"""

from __future__ import annotations

from typing import Final

from kiosk.domain.card import IdCard, IdType
from kiosk.domain.masking import mask_name, mask_number
from kiosk.domain.personal import Personal
from kiosk.domain.smart_card import SocialSecurityCard, TravelDocument
from kiosk.domain.words import Text
from kiosk.hardware.smart_card.atr import TellsClass

READ = Text("读到了", "Read")
TYPES: Final = {
    IdType.RESIDENT: Text("居民身份证", "Resident ID card"),
    IdType.FOREIGN_PERMANENT: Text("外国人永久居留身份证", "Permanent resident card"),
    IdType.HMT_RESIDENCE: Text("港澳台居民居住证", "HMT residence permit"),
    IdType.PASSPORT: Text("护照", "Passport"),
}
SCHEMES: Final = ("http://", "https://")


def remembered(read: object) -> Text:
    """What is kept of a reading: of a code its kind and its length."""
    if not isinstance(read, Personal) or not isinstance(code := read.reveal(), str):
        return READ
    zh, en = _kind(code)
    return Text(f"{READ.zh}：{zh}，{len(code)} 个字符", f"{READ.en}: {en}, {len(code)} characters")


def on_screen(read: object) -> tuple[Text, ...]:
    """A document's fields, masked; nothing of a code."""
    match read:
        case IdCard():
            module = (
                (Text(f"安全模块 {read.sam_no}", f"Security module {read.sam_no}"),) if read.sam_no else ()
            )
            photo = Text("有照片", "With a portrait") if read.photo else Text("没有照片", "No portrait")
            return (TYPES[read.id_type], *_holder(read.name, read.number), photo, *module)
        case SocialSecurityCard():
            version = (Text(f"规范版本 {read.version}", f"Version {read.version}"),) if read.version else ()
            return (Text("社保卡", "Social security card"), *_holder(read.name, read.number), *version)
        case TravelDocument():
            return (Text("旅行证件", "Travel document"), *_holder(read.name, read.number))
    return ()


def kind_of_card(reader: object) -> tuple[Text, ...]:
    """What kind of card the reader had: no more of its answer to reset, which may have a number in it."""
    found = reader.card_class if isinstance(reader, TellsClass) else None
    if found is None:
        return ()
    way = Text("非接触卡", "contactless") if found.contactless else Text("接触卡", "contact")
    protocols = "/".join(f"T={one}" for one in found.protocols)
    return (Text(f"{way.zh}，{protocols}", f"{way.en}, {protocols}"),)


def _holder(name: Personal[str], number: Personal[str]) -> tuple[Text, ...]:
    return (Text(mask_name(name.reveal())), Text(mask_number(number.reveal())))


def _kind(code: str) -> tuple[str, str]:
    """A scanner's line does not tell the symbology; what the text looks like does for a test."""
    if code.lower().startswith(SCHEMES):
        return "网址", "an address"
    return ("数字", "digits") if code.isascii() and code.isdigit() else ("文字", "text")
