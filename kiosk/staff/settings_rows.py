"""What staff may change on the screen: key, words, how it is changed, and who may.

Everything else is for the file and ``run_kiosk.py config set``. The file's own rules bound every value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from kiosk.config import Config, Services
from kiosk.domain.words import Text
from kiosk.journeys.capabilities import SERVICES
from kiosk.staff.roles import Right

OFFER: Final = "services.offer"
PORTS: Final = ("id_card", "ticket_printer", "code_scanner", "panel")
SERIAL: Final = ("kiosk-*", "serial/by-id/*", "ttyUSB*", "ttyACM*", "ttyS[0-3]")
TABS: Final[dict[str, tuple[Text, Right]]] = {
    "use": (Text("使用", "Use"), Right.SET_USE),
    "devices": (Text("设备", "Devices"), Right.SET_DEVICES),
    "network": (Text("网络", "Network"), Right.SET_ALL),
    "services": (Text("事项", "Services"), Right.SET_USE),
    "access": (Text("权限", "Access"), Right.SET_ALL),
}


NO_UNIT: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Setting:
    """One key. ``unit`` follows the number; ``step`` is what + and - change it by."""

    key: str
    tab: str
    name: Text
    hint: Text
    kind: Literal["number", "switch", "pick", "act"]
    unit: Text = NO_UNIT
    step: int = 1
    least: int = 0
    most: int = 0


NUMBERS: Final = (
    Setting(
        "session.idle_seconds",
        "use",
        Text("没人操作多久退出", "Idle time"),
        Text("时间到了先问“还在吗？”", "Then we ask first"),
        "number",
        Text("秒", "s"),
        10,
        10,
        600,
    ),
    Setting(
        "session.grace_seconds",
        "use",
        Text("提醒后再等多久", "Grace"),
        Text("问完“还在吗？”，到点就退", "After the question"),
        "number",
        Text("秒", "s"),
        5,
        5,
        120,
    ),
    Setting(
        "session.absolute_minutes",
        "use",
        Text("一次最多办多久", "Longest session"),
        Text("到时一定退出，保护隐私", "Ends in any case"),
        "number",
        Text("分", "min"),
        5,
        5,
        240,
    ),
    Setting(
        "consumables.slip_roll_metres",
        "devices",
        Text("一卷小票纸多长", "Ticket roll"),
        Text("0：不计数", "0: not counted"),
        "number",
        Text("米", "m"),
        5,
        0,
        500,
    ),
    Setting(
        "consumables.a4_tray_pages",
        "devices",
        Text("A4 纸盒装多少张", "A4 tray"),
        Text("0：不计数", "0: not counted"),
        "number",
        Text("张", "pp"),
        50,
        0,
        5000,
    ),
    Setting(
        "platform.timeout_seconds",
        "network",
        Text("等平台最多多久", "Platform timeout"),
        Text("网络慢就长一点", "Longer on a slow line"),
        "number",
        Text("秒", "s"),
        1,
        2,
        60,
    ),
    Setting(
        "telemetry.heartbeat_seconds",
        "network",
        Text("多久报一次平安", "Heartbeat"),
        Text("平台可以改", "The platform may change it"),
        "number",
        Text("秒", "s"),
        10,
        10,
        600,
    ),
    Setting(
        "staff.idle_seconds",
        "access",
        Text("维护没人操作多久退出", "Staff idle time"),
        Text("先问，再退出", "Asks first"),
        "number",
        Text("秒", "s"),
        30,
        30,
        1800,
    ),
    Setting(
        "staff.absolute_minutes",
        "access",
        Text("维护一次最多多久", "Longest shift"),
        Text("到时一定退出", "Ends in any case"),
        "number",
        Text("分", "min"),
        5,
        5,
        720,
    ),
)


STICK: Final = (
    Setting(
        "usb.save",
        "access",
        Text("参数存到 U 盘", "Save to a stick"),
        Text("不含密码和密钥", "No passwords, no keys"),
        "act",
    ),
    Setting(
        "usb.take",
        "access",
        Text("从 U 盘取参数", "Take from a stick"),
        Text("先看改了什么，再试，再保存", "Shown, tried, then kept"),
        "act",
    ),
)
"""What is done with a stick, where this terminal takes one."""
NO_STICK: Final = Text("没插 U 盘，请插好再试", "There is no stick. Please plug one in.")
LABELS: Final = {"usb.save": Text("存", "Save"), "usb.take": Text("取", "Take")}


def settings(config: Config) -> Iterator[Setting]:
    """Every setting of this terminal: of devices only those that it has."""
    yield from NUMBERS
    for kind in PORTS:
        if getattr(config.devices, kind) is not None:
            name = {
                "id_card": Text("身份证读卡器接哪里", "ID card reader's port"),
                "ticket_printer": Text("小票打印机接哪里", "Ticket printer's port"),
                "code_scanner": Text("扫码器接哪里", "Code scanner's port"),
                "panel": Text("指示灯板接哪里", "Panel's port"),
            }[kind]
            hint = Text("换了先试，打得开才保存", "Tried before it is kept")
            yield Setting(f"devices.{kind}.port", "devices", name, hint, "pick")
    if config.staff.usb_folder:
        yield from STICK
    for service, (name, _) in SERVICES.items():
        if service in Services().offer:
            hint = Text("关掉后首页就没有这一项", "Off: gone from home")
            yield Setting(f"{OFFER}.{service}", "services", name, hint, "switch")


def right_for(key: str) -> Right:
    """What somebody needs to change ``key``; what has no row here is for whoever may change all."""
    tab = next((one.tab for one in NUMBERS if one.key == key), None)
    if key == OFFER:
        tab = "services"
    elif key in {f"devices.{kind}.port" for kind in PORTS}:
        tab = "devices"
    return TABS[tab][1] if tab else Right.SET_ALL


def plugged(now: str) -> tuple[str, ...]:
    """The serial ports of this machine, and the one that is set."""
    found = [str(path) for form in SERIAL for path in sorted(Path("/dev").glob(form))]
    return tuple(dict.fromkeys((now, *found)))
