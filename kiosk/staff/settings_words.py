"""What staff hear of changed settings: what is in force, what waits for a restart, what stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kiosk.config_changes import Taken
from kiosk.domain.words import Text
from kiosk.journeys.capabilities import SERVICES
from kiosk.staff.settings_rows import NUMBERS
from kiosk.staff.words import DEVICES

CHANGED: Final = Text("参数改过了", "Settings were changed")


def waiting(taken: Taken) -> Text | None:
    """What whoever comes to the desk should know of a change that is not wholly in force."""
    return said(CHANGED, taken) if taken.failed or taken.restart else None


def said(done: Text, taken: Taken) -> Text:
    """``done`` (kept, undone) and what became of it."""
    if taken.failed:
        names = [name_of(part) for part in taken.failed]
        zh, en = "、".join(name.zh for name in names), ", ".join(name.en or name.zh for name in names)
        return Text(
            f"{done.zh}，但还用着原来的：{zh}。机器会自己再试。",
            f"{done.en}, but still as before: {en}. It is tried again.",
        )
    if taken.restart:
        keys = ", ".join(taken.restart)
        return Text(
            f"{done.zh}。点“重启”才生效：{keys}", f"{done.en}. Only a restart brings into force: {keys}"
        )
    return Text(f"{done.zh}，已生效，不用重启", f"{done.en} and in force. No restart is needed.")


def name_of(part: str) -> Text:
    """A part of the configuration in words; its table's name where there are none."""
    if part == "platform":
        return Text("平台连接", "the link to the platform")
    return DEVICES.get(part.removeprefix("devices."), Text(part))


NAMES: Final = {
    "terminal.hall": Text("大厅名称", "Hall name"),
    "platform.base_url": Text("平台地址", "Platform address"),
    "services.offer": Text("开放的事项", "Services offered"),
    **{one.key: one.name for one in NUMBERS},
}
FEW: Final = 2
UNITS: Final = {one.key: one.unit for one in NUMBERS}


def named(key: str) -> Text:
    """A key in words; the key itself where the desk has no row for it."""
    parts = key.split(".")
    if key not in NAMES and parts[0] == "devices" and parts[1] in DEVICES:
        device, last = DEVICES[parts[1]], ".".join(parts[2:])
        return Text(f"{device.zh} {last}", f"{device.en} {last}")
    return NAMES.get(key, Text(key))


def in_words(key: str, value: Any) -> Text:  # noqa: ANN401 a configuration's value
    """A value as staff read it."""
    match value:
        case None:
            return Text("默认", "default")
        case bool():
            return Text("开", "on") if value else Text("关", "off")
        case int() | float() if key in UNITS:
            return Text(f"{value:g} {UNITS[key].zh}", f"{value:g} {UNITS[key].en}")
        case [{}, *_]:
            return Text(f"{len(value)} 项", str(len(value)))
        case dict():
            return Text(str(value.get("zh", "-")), str(value.get("en") or value.get("zh", "-")))
        case _:
            return Text((", ".join(map(str, value)) if isinstance(value, list) else str(value)) or "-")


def how_many(offer: Sequence[str]) -> Text:
    """How many services are offered."""
    return Text(f"{len(offer)} 项", str(len(offer)))


def turned(old: Sequence[str], new: Sequence[str]) -> Text:
    """Which services would be switched on and off; where they are many, how many."""
    on, off = [one for one in new if one not in old], [one for one in old if one not in new]
    if len(on) + len(off) > FEW:
        return Text(f"开 {len(on)} 项，关 {len(off)} 项", f"{len(on)} on, {len(off)} off")
    named_on, named_off = [SERVICES[one][0] for one in on], [SERVICES[one][0] for one in off]
    zh = [f"开{name.zh}" for name in named_on] + [f"关{name.zh}" for name in named_off]
    en = [f"on: {name.en}" for name in named_on] + [f"off: {name.en}" for name in named_off]
    return Text("，".join(zh) or "换了顺序", ", ".join(en) or "another order")
