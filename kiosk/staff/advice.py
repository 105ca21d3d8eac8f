"""What staff do about a fault: one sentence, by what is wrong, else by who has to mend it.

The citizen's words and the alert follow from the same action (XFS4IoT): clear, maintenance, configuration,
reset, suspend.
"""

from __future__ import annotations

from typing import Final

from kiosk.domain.words import Text
from kiosk.errors import Action
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper, Toner

BY_CODE: Final[dict[str, Text]] = {
    "paper_out": Text("装纸，关好盖子", "Load paper, close the cover"),
    "media_empty": Text("装 A4 纸", "Load A4 paper"),
    "cover_open": Text("关好盖子", "Close the cover"),
    "jammed": Text("开盖取出卡住的纸", "Open it and take the paper out"),
    "media_jam": Text("开盖取出卡住的纸", "Open it and take the paper out"),
    "toner_empty": Text("换墨粉盒", "Change the toner"),
    "unplugged": Text("查线插好没有", "Check its cable"),
    "port_missing": Text("查线插好没有", "Check its cable"),
    "no_reader": Text("查线插好没有", "Check its cable"),
    "port_busy": Text("别的程序占用了，找维护", "Another program has it: call maintenance"),
    "port_denied": Text("没有权限，找管理员", "No permission: call the administrator"),
    "queue_paused": Text("打印队列停了，会自己恢复", "The queue is paused. It resumes by itself."),
    "no_answer": Text("断电 10 秒再开，还不行找维护", "Off for 10 s and on again, else maintenance"),
    "stalled": Text("正在自己重启，等一分钟", "It restarts itself: wait a minute"),
}
BY_ACTION: Final[dict[Action, Text]] = {
    Action.CLEAR: Text("大厅能处理：看一下机器", "Hall staff: have a look at it"),
    Action.MAINTENANCE: Text("要维护人员来", "Call maintenance"),
    Action.CONFIGURATION: Text("设置不对，找管理员", "Wrong settings: call the administrator"),
    Action.RESET: Text("会自己恢复，等一分钟", "It recovers by itself: wait a minute"),
    Action.SUSPEND: Text("等一会儿就好", "Wait a moment"),
}
UNKNOWN: Final = Text("不清楚原因，找维护", "Cause not known: call maintenance")
EMPTY: Final[dict[Paper, Text]] = {Paper.OUT: BY_CODE["paper_out"], Paper.JAMMED: BY_CODE["jammed"]}


def advice(status: DeviceStatus) -> Text | None:
    """What to do about a device in this state; ``None``: nothing is wrong."""
    if status.usable or status.device is DeviceState.STARTING:
        return None
    if status.code in BY_CODE:
        return BY_CODE[status.code]
    if status.paper in EMPTY:
        return EMPTY[status.paper]
    if status.toner is Toner.OUT:
        return BY_CODE["toner_empty"]
    return BY_ACTION[status.action] if status.action is not None else UNKNOWN
