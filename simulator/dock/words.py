"""What the page calls things: Chinese, then English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Words = tuple[str, str]

CARDS: Final[Mapping[str, Words]] = {
    "two_bookings": ("今天有两个预约", "two bookings today"),
    "no_booking": ("没有预约", "no booking"),
    "expired_booking": ("预约过时了", "booking is over"),
    "suspended": ("网上预约停了", "online booking paused"),
    "rare_name": ("名字有生僻字", "rare characters"),
    "middle_dot": ("名字有间隔号", "a dot in the name"),
    "disabled": ("账号停用了", "account disabled"),
    "expired_card": ("证过期了", "card expired"),
    "minor": ("未成年", "under age"),
    "all_states": ("各种办件都有", "cases in every state"),
    "guardian": ("监护人", "a guardian"),
    "legal_rep": ("法定代表人", "legal representative"),
    "delegate": ("替别人办", "acts for others"),
    "locked": ("账号锁住了", "account locked"),
    "silent": ("查不了的信息", "libraries are silent"),
    "not_yet_valid": ("证还没生效", "not valid yet"),
    "impossible_number": ("号码校验不对", "wrong check digit"),
    "long_term": ("长期有效", "no last day"),
    "other_dot": ("间隔号写法不同", "another dot in the name"),
    "rarest_name": ("名字有扩展区汉字", "characters beyond the BMP"),
    "hmt": ("港澳台居住证", "HMT residence permit"),
    "hmt_expired": ("港澳台居住证过期", "HMT permit expired"),
    "foreign_2017": ("永居证 2017", "permanent resident 2017"),
    "foreign_2023": ("永居证 2023", "permanent resident 2023"),
}

LEVELS: Final[Mapping[str, Words]] = {
    "": ("没人认得的码", "a code nobody knows"),
    "L2": ("身份码 L2", "identity, level 2"),
    "L3": ("身份码 L3", "identity, level 3"),
    "L4": ("电子执照", "electronic licence"),
}
EXPIRED: Final[Words] = ("过期的码", "expired code")

FAULTS: Final[Mapping[tuple[str, str | None], Words]] = {
    ("*", None): ("正常", "works"),
    ("reader", "silent"): ("不回应", "silent"),
    ("reader", "garbage"): ("乱码", "garbage"),
    ("reader", "torn"): ("回话断一次", "one torn reply"),
    ("reader", "checksum"): ("校验错一次", "one bad checksum"),
    ("reader", "lift_during_read"): ("读到一半拿走", "lifted while read"),
    ("reader", "lift_and_tear"): ("拿走且断线", "lifted and torn"),
    ("reader", "unplug_during_read"): ("读到一半拔线", "unplugged while read"),
    ("reader", "slow"): ("很慢", "slow"),
    ("reader", "self_test_failed"): ("自检失败", "self-test failed"),
    ("reader", "unauthorised"): ("未授权", "unauthorised"),
    ("printer", "silent"): ("不回应", "silent"),
    ("printer", "no_answer"): ("打得出，不回话", "prints, never answers"),
    ("printer", "ends_mid_slip"): ("打到一半没纸", "paper ends in mid-slip"),
    ("printer", "cutter_jam"): ("切刀卡住", "cutter jammed"),
    ("printer", "hot"): ("打印头过热", "head too hot"),
    ("printer", "slow"): ("很慢", "slow"),
    ("scanner", "silent"): ("扫不出", "reads nothing"),
    ("scanner", "garbage"): ("乱码", "garbage"),
    ("scanner", "half"): ("只来一半", "half a code"),
    ("scanner", "twice"): ("扫两次", "each code twice"),
    ("scanner", "bomb"): ("长得没完", "far too long"),
    ("scanner", "unplug_during_scan"): ("扫到一半拔线", "unplugged while it scans"),
    ("platform", "down"): ("连不上", "line cut"),
    ("platform", "busy"): ("忙（503）", "busy (503)"),
    ("platform", "slow"): ("很慢", "slow"),
}

FACTORS: Final[Mapping[str, str]] = {
    "social_security_card": "社保卡号",
    "bank_card": "银行卡号",
    "provident_fund": "公积金账号",
    "driving_licence_file": "驾驶证档案编号",
}
