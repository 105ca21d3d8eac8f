"""What a state of a case means for the citizen, and what they do next (AC-04).

The platform's own words are shown where it sends them; these are their English, and what is said
without them.
"""

from __future__ import annotations

from typing import Final

from kiosk.domain.case import NextStep
from kiosk.domain.case_state import Action, CaseState
from kiosk.domain.words import Text

STATES: Final[dict[CaseState, tuple[Text, Text]]] = {
    CaseState.DRAFT: (
        Text("未提交", "Not handed in"),
        Text("还没提交，请在原来的手机或网站上接着办。", "Carry on where you began it."),
    ),
    CaseState.SUBMITTED: (
        Text("已提交", "Handed in"),
        Text("等着收件，不用再来。", "It waits to be taken in. No need to come."),
    ),
    CaseState.PRECHECK_OK: (
        Text("预审通过", "Pre-check passed"),
        Text("请带原件到窗口核对。", "Please bring the originals to the window."),
    ),
    CaseState.PRECHECK_REJECTED: (
        Text("预审不通过", "Pre-check not passed"),
        Text("看看通知书写的原因，再到窗口问一下。", "Read why in the notice, then ask at the window."),
    ),
    CaseState.CORRECTION: (
        Text("待补正", "Documents missing"),
        Text("有材料要补，过了期限会退件。", "Some documents are missing. Please add them in time."),
    ),
    CaseState.RECEIVED: (
        Text("已收件", "Taken in"),
        Text("材料收到了，等着受理。", "It was taken in and waits to be accepted."),
    ),
    CaseState.ACCEPTED: (
        Text("已受理", "Accepted"),
        Text("开始算时间了，等着就行。", "The time runs. Nothing to do for you."),
    ),
    CaseState.NOT_ACCEPTED: (
        Text("不予受理", "Not accepted"),
        Text("决定书写着原因，不同意可以复议或起诉。", "The decision says why, and how to appeal."),
    ),
    CaseState.REVIEW: (
        Text("审查中", "In review"),
        Text("正在审，等着就行。", "It is being examined. Nothing to do for you."),
    ),
    CaseState.SPECIAL: (
        Text("特别程序（不计时）", "Special procedure"),
        Text("这几天不算在办理时间里，等着就行。", "These days do not count. Nothing to do for you."),
    ),
    CaseState.DONE_GRANTED: (
        Text("准予办结", "Granted"),
        Text("批了，可以领结果了。", "It was granted. The result can be collected."),
    ),
    CaseState.DONE_REFUSED: (
        Text("不予许可", "Refused"),
        Text("没批。决定书写着原因，不同意可以复议或起诉。", "The decision says why, and how to appeal."),
    ),
    CaseState.FORWARDED: (
        Text("已转报", "Passed on"),
        Text("转给上级办了，等上级的通知。", "A higher office decides now and will tell you."),
    ),
    CaseState.RETURNED: (
        Text("退件", "Returned"),
        Text("退回来了，材料补齐可以重新申请。", "It was returned. You can apply again."),
    ),
    CaseState.VOID: (
        Text("作废", "Void"),
        Text("这件不办了。还要办，可以重新申请。", "It is closed. You can apply again."),
    ),
    CaseState.DELIVERED: (
        Text("已送达", "Delivered"),
        Text("办完了，结果也给您了。", "All done, and the result is yours."),
    ),
    CaseState.OTHER: (
        Text("本机不认识的状态", "A state unknown here"),
        Text(
            "这台机器不认识这个状态，请问一下窗口。",
            "This terminal does not know it. Please ask at a window.",
        ),
    ),
}
"""Each state's name, and what to do in it."""

ACTIONS: Final[dict[Action, str]] = {
    Action.WAIT: "Please wait for the result.",
    Action.BRING_ORIGINALS: "Please bring the originals.",
    Action.CORRECT_ONLINE: "Please add what is missing, here or online.",
    Action.CORRECT_AT_HALL: "You can also add it at the window.",
    Action.CORRECT_BY_POST: "You can also post it to the hall.",
    Action.PAY: "Please pay the fee first.",
    Action.PRINT: "The papers can be printed.",
    Action.DOWNLOAD: "You can also download them.",
    Action.COLLECT: "Please collect the result.",
    Action.WAIT_FOR_POST: "The result comes by post.",
    Action.APPEAL: "If you disagree, you can appeal.",
    Action.CONSULT: "Please ask if anything is unclear.",
    Action.APPLY_AGAIN: "You can apply again.",
    Action.RESUME_ELSEWHERE: "Please carry on where you began.",
    Action.RATE: "All done. You may rate the service.",
}


def state_name(state: CaseState, told: str) -> Text:
    """A state in the platform's words. One that nobody here knows keeps them."""
    name, _ = STATES[state]
    return Text(told or name.zh, f"{name.en}: {told}" if state is CaseState.OTHER and told else name.en)


def what_to_do(state: CaseState, told: tuple[NextStep, ...]) -> tuple[Text, ...]:
    """What the citizen does next: as the platform says, else what the state means."""
    said = tuple(Text(step.text, _english(step)) for step in told if step.text)
    unknown = (STATES[state][1],) if state is CaseState.OTHER or not said else ()
    return (*unknown, *said)


def _english(step: NextStep) -> str | None:
    words = ACTIONS.get(step.action)
    return f"{words[:-1]} by {step.deadline:%Y-%m-%d}." if words and step.deadline else words
