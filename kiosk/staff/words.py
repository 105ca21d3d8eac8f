"""Devices and their states in staff's words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from kiosk.domain.words import Text
from kiosk.hardware.about import About
from kiosk.hardware.device import DeviceState, DeviceStatus, Paper, Toner
from kiosk.hardware.hearing import Heard, Sound
from kiosk.hardware.look import Focus, Judgement
from kiosk.hardware.supervisor import SelfTest
from kiosk.journeys.views.staff import DeviceCard, State
from kiosk.staff.advice import advice
from kiosk.staff.desk import Finding

NETWORK: Final = "network"

DEVICES: Final[dict[str, Text]] = {
    "id_card": Text("身份证读卡器", "ID card reader"),
    "document_printer": Text("A4 打印机", "A4 printer"),
    "smart_card": Text("社保卡读卡器", "Smart card reader"),
    "ticket_printer": Text("小票打印机", "Ticket printer"),
    "camera": Text("人脸摄像头", "Face camera"),
    "document_scanner": Text("高拍仪", "Document camera"),
    "code_scanner": Text("扫码器", "Code scanner"),
    "panel": Text("指示灯和门", "Lights and doors"),
    NETWORK: Text("网络", "Network"),
    "touch": Text("触摸屏", "Touch screen"),
    "ups": Text("备用电源", "Backup power"),
    "speaker": Text("扬声器", "Loudspeaker"),
    "microphone": Text("话筒", "Microphone"),
}
"""In the order of mock-up 18."""

OK = Text("正常", "OK")
STATES: Final[dict[DeviceState, Text]] = {
    DeviceState.STARTING: Text("正在启动", "Starting"),
    DeviceState.NO_DEVICE: Text("没接上", "Not connected"),
    DeviceState.OFFLINE: Text("没反应", "No answer"),
    DeviceState.POWER_OFF: Text("没通电", "No power"),
    DeviceState.DEVICE_BUSY: Text("被占用", "In use"),
    DeviceState.USER_ERROR: Text("要清一下", "Clear it"),
}
UNSHARP = Text("看不清", "Unclear")
UNHEARD = Text("听不清", "Not heard")
BROKEN = Text("坏了", "Fault")
PAPER: Final[dict[Paper, Text]] = {
    Paper.OUT: Text("没纸", "No paper"),
    Paper.JAMMED: Text("卡纸", "Jammed"),
    Paper.LOW: Text("纸不多了", "Paper low"),
}
TONER: Final[dict[Toner, Text]] = {
    Toner.OUT: Text("没墨粉", "No toner"),
    Toner.LOW: Text("墨粉不多了", "Toner low"),
}

FOCUS: Final[dict[Judgement, Text]] = {
    Judgement.SHARP: Text("清楚", "Sharp"),
    Judgement.BLURRED: Text("模糊，请擦镜头、对焦", "Blurred: wipe and focus the lens"),
    Judgement.NOTHING_SEEN: Text("什么也看不见，请看镜头盖和灯", "Nothing seen: lens cap, light?"),
}


SOUNDS: Final[dict[Heard, Text]] = {
    Heard.PLAYED: Text("放了声音，没有话筒听", "Played, nothing listened"),
    Heard.BOTH_SIDES: Text("左右都听到", "Both sides heard"),
    Heard.LEFT_ONLY: Text("右边没声音，请查接线", "Right side silent: check its cable"),
    Heard.RIGHT_ONLY: Text("左边没声音，请查接线", "Left side silent: check its cable"),
    Heard.NOT_HEARD: Text("放的声音没听到，请调音量", "Not heard: turn it up"),
    Heard.SOUND: Text("有声音", "It hears"),
    Heard.SILENT: Text("没有声音，请查开关和接线", "Silent: muted, unplugged?"),
    Heard.CLIPPED: Text("太响，失真了，请调低", "Too loud: turn it down"),
}


def sounded(sound: Sound) -> Text:
    """What a test of sound came to, with the loudest that was heard."""
    word = SOUNDS[sound.judgement]
    if sound.peak is None:
        return word
    return Text(f"{word.zh}（{sound.peak:.0f} dB）", f"{word.en} ({sound.peak:.0f} dB)")


def introduced(about: About | None) -> tuple[Text, ...]:
    """What a device told of itself, in a line; none where it told nothing."""
    if about is None or not about.told:
        return ()
    name = about.model if about.model.startswith(about.maker) else f"{about.maker} {about.model}"
    zh, en = [name] if name.strip() else [], [name] if name.strip() else []
    for word, zh_name, en_name in ((about.firmware, "固件", "firmware"), (about.serial, "编号", "no.")):
        if word:
            zh.append(f"{zh_name} {word}")
            en.append(f"{en_name} {word}")
    return (Text("，".join(zh), ", ".join(en)),)


def focused(focus: Focus) -> Text:
    """A lens in words, with its score."""
    word = FOCUS[focus.judgement]
    return Text(f"{word.zh}（{focus.score:.0f}）", f"{word.en} ({focus.score:.0f})")


def moment(at: datetime, today: date | None) -> str:
    """The hour; of another day, the day too."""
    return f"{at:%H:%M}" if today is None or at.date() == today else f"{at:%m-%d %H:%M}"


def judged(status: DeviceStatus) -> tuple[State, Text]:
    """How it is, and the one word for it."""
    if status.device is not DeviceState.ONLINE:
        return "fault", STATES.get(status.device, BROKEN)
    said = PAPER.get(status.paper or Paper.UNKNOWN) or TONER.get(status.toner or Toner.UNKNOWN)
    if not status.usable:
        return "fault", said or BROKEN
    if said is None and status.focus is not None and status.focus.judgement is not Judgement.SHARP:
        said = UNSHARP
    if said is None and status.sound is not None and not status.sound.fine:
        said = UNHEARD
    return ("attention", said) if said else ("ok", OK)


def card(  # noqa: PLR0913 what a card is drawn of
    kind: str,
    status: DeviceStatus,
    *,
    test: SelfTest | None,
    finding: Finding | None,
    since: datetime,
    today: date | None = None,
) -> DeviceCard:
    """A device's card on the desk."""
    state, word = judged(status)
    facts = _tested(test, finding, today) if state != "fault" else _broke(status, since)
    return DeviceCard(kind, DEVICES.get(kind, Text(kind)), state, word, facts)


def _tested(test: SelfTest | None, finding: Finding | None, today: date | None) -> tuple[Text, ...]:
    if finding is not None and (test is None or finding.at >= test.at):
        hour = moment(finding.at, today)
        said = "测过" if finding.ok else "没测好"
        return (Text(f"{hour} {said}", f"{hour} {'tested' if finding.ok else 'failed'}"), *finding.facts[:1])
    if test is not None:
        hour = test.at.strftime("%H:%M")
        return (Text(f"{hour} 测过", f"Tested {hour}"),)
    return (Text("今天还没测过", "Not tested yet"),)


def _broke(status: DeviceStatus, since: datetime) -> tuple[Text, ...]:
    hour = since.strftime("%H:%M")
    code = str(status.code or status.device)
    return (advice(status) or Text(code), Text(f"{hour} 起 {code}", f"Since {hour} {code}"))
