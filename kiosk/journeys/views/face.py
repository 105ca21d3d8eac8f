"""The face check: a separate, free consent, then the check itself."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View
from kiosk.journeys.views.trouble import STAFF

FACE_TEXT_VERSION = "face-4"
"""Of this program's own words, where the platform has told none of its own."""


@dataclass(frozen=True, kw_only=True)
class FaceConsent(View):
    """Before the camera opens. Yes and no weigh the same; nothing is ticked (PIPL 14 and 29)."""

    hall: Text
    phone: str = "12345"

    @property
    def title(self) -> Text:
        return Text("用不用刷脸，您来定", "Face check: it is your choice")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text("不刷脸也一样能办。先看看这 6 条。", "You can do everything without it. Six facts first."),
        )

    @property
    def facts(self) -> tuple[tuple[Text, Text], ...]:
        """Six questions, each with its plain answer."""
        return (
            (
                Text("谁来用", "Who"),
                Text(f"{self.hall.zh}，电话 {self.phone}", f"{self.hall.en or self.hall.zh}, {self.phone}"),
            ),
            (
                Text("用来做什么", "What for"),
                Text("只核对您和证件上是不是同一个人", "Only to see that you are the card's holder"),
            ),
            (
                Text("怎么用", "How"),
                Text("现拍几张，跟证件里的照片对一对", "A few pictures beside the one in the chip"),
            ),
            (
                Text("存多久", "How long"),
                Text("只在本机上比，比完马上删，不外传", "In this terminal only; erased at once"),
            ),
            (
                Text("不同意呢", "If I refuse"),
                Text("换个方式核对，照样办", "Another way, and everything can still be done"),
            ),
            (
                Text("想反悔", "If I change my mind"),
                Text("随时能停：点“不刷了，换方式”", "Stop at any time: press Use another way"),
            ),
        )

    @property
    def note(self) -> Text:
        """For whom it is not."""
        return Text("不满 14 周岁，不在这里刷脸。", "Under 14: no face check here.")

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("agree", Text("同意，刷脸", "I agree: use my face")),
            Choice("another_way", Text("不刷，换方式", "No: use another way")),
            Choice("notice", Text("看告知书全文", "Full notice")),
            STAFF,
        )


@dataclass(frozen=True, kw_only=True)
class FaceNotice(View):
    """The whole notice: the platform's own text, then in plain words what this program really does."""

    hall: Text
    phone: str = "12345"
    text: Text | None = None
    """The platform's, whose version goes into the record of the consent."""

    @property
    def title(self) -> Text:
        return Text("刷脸告知书", "Notice of the face check")

    @property
    def lines(self) -> tuple[Text, ...]:
        hall_en = self.hall.en or self.hall.zh
        return (
            *((self.text,) if self.text else ()),
            Text(
                f"处理者：{self.hall.zh}，电话 {self.phone}。",
                f"Responsible: {hall_en}, telephone {self.phone}.",
            ),
            Text(
                "目的：核对在机器前的人就是证件持有人。只做这一件事。",
                "Purpose: to confirm that the person here is the document's holder, and nothing else.",
            ),
            Text(
                "方法：请您眨眼或转头，拍几张照片，在本机和证件芯片里的照片比对。",
                "How: you blink or turn your head; a few pictures are compared here with the chip's.",
            ),
            Text(
                "保存：照片和人脸特征只在内存里，比完马上删除，不写入硬盘，不上传。",
                "Kept: pictures and features are in memory only, erased at once, never stored or sent.",
            ),
            Text(
                "留下的：只有比对结果、分数和时间，报给政务服务平台。",
                "What remains: result, score and time, told to the service platform.",
            ),
            Text(
                "您可以不同意，也可以中途停止，换短信等方式核对，能办的事一样。",
                "You may refuse or stop, and use a text message instead. Nothing is lost by it.",
            ),
            Text(
                "不满 14 周岁不在这里刷脸，请换个方式或请监护人一起到窗口。",
                "Under 14 there is no face check here: another way, or a guardian at the window.",
            ),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("done", Text("看完了，返回", "Back to the choice"), primary=True),)


_STEPS: dict[str, Text] = {
    "find": Text("请看着摄像头", "Look at the camera"),
    "blink": Text("请眨眨眼", "Please blink slowly"),
    "turn_left": Text("慢慢向左转头，再转回来", "Turn your head left, then back"),
    "turn_right": Text("慢慢向右转头，再转回来", "Turn your head right, then back"),
    "compare": Text("好了，正在比对", "Done. Comparing now."),
}
_HINTS: dict[str, Text] = {
    "no_face": Text("没看到您的脸，请站到正前方", "No face in view. Please stand in front."),
    "several": Text("画面里有别人，请他退后一点", "Somebody else is in view. One person, please."),
    "too_far": Text("请再靠近一点", "Please come closer"),
    "too_close": Text("请退后一点", "Please step back a little"),
    "off_centre": Text("请站到中间", "Please move to the middle"),
    "not_frontal": Text("请正对摄像头", "Please face the camera"),
    "dark": Text("光线太暗，请面向亮处", "Too dark. Please face the light."),
    "backlit": Text("背后太亮，请换个朝向", "Too bright behind you. Please turn a little."),
    "blurred": Text("请先别动", "Please hold still"),
}


@dataclass(frozen=True, kw_only=True)
class FaceCheck(View):
    """The camera is open. It runs by itself; another way stands beside it all the time."""

    step: str = "find"
    """``find``, ``blink``, ``turn_left``, ``turn_right`` or ``compare``."""
    hint: str | None = None
    done: int = 0
    total: int = 4
    attempt: int = 1
    attempts: int = 3

    @property
    def title(self) -> Text:
        return _STEPS[self.step]

    @property
    def lines(self) -> tuple[Text, ...]:
        said = Text(
            f"照片比完马上删。最多试 {self.attempts} 次，这是第 {self.attempt} 次。",
            f"Pictures are erased at once. Try {self.attempt} of at most {self.attempts}.",
        )
        return (_HINTS[self.hint], said) if self.hint else (said,)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("another_way", Text("不刷了，换方式", "Use another way")),
            Choice("staff", Text("请人帮我核对", "Ask staff to check")),
        )
