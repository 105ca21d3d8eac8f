"""What staff hear of changed settings: what is in force, what waits for a restart, what stays as it was."""

from __future__ import annotations

from kiosk.config_changes import Taken
from kiosk.domain.words import Text
from kiosk.staff.words import DEVICES


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
