"""All views. Each says in plain words what a citizen must know and may choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Progress, View

STAFF = Choice("staff", Text("请工作人员帮忙", "Ask staff to help"))
PRINTING_PATIENCE = 300.0
"""Five minutes: for a print or for staff on their way (design language, section 10)."""


@dataclass(frozen=True, kw_only=True)
class Home(View):
    """Where everyone starts. ``resting``: nobody is here, so a front end may draw its attract picture."""

    back = False
    home = False

    services: tuple[Choice, ...]
    resting: bool = False
    waiting: int | None = None
    wait_minutes: int | None = None
    closes: str | None = None
    notice: str | None = None

    @property
    def title(self) -> Text:
        return Text("您好，想办什么事？", "Hello. What would you like to do?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("先选一项。要用身份证时，屏幕会提醒您。", "Choose one. You will be told when to use your ID card."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.services


@dataclass(frozen=True, kw_only=True)
class PresentCredential(View):
    """Sign in: a card laid on a reader moves on by itself; the other ways stand beside it."""

    ways: tuple[Choice, ...]
    reading: bool = False
    """A card is felt and being read: it must stay where it is."""
    reader_ready: bool = True

    @property
    def title(self) -> Text:
        if self.reading:
            return Text("正在读卡，先别拿走", "Reading. Please leave the card there.")
        if not self.reader_ready:
            return Text("身份证读卡器用不了", "The ID card reader is not working")
        return Text("请把身份证放到感应区", "Place your ID card on the lit reader below the screen")

    @property
    def lines(self) -> tuple[Text, ...]:
        if not self.reader_ready:
            return (Text("不是您的卡有问题。请换个方式，或者请人帮忙。", "Your card is fine. Please use another way or ask staff."),)
        return (Text("就在屏幕下方亮灯的地方。听到“嘀”一声再拿走。", "Wait for the beep, then take it back."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.ways


@dataclass(frozen=True, kw_only=True)
class PleaseWait(View):
    """Something is being looked up and nothing can be chosen for a moment."""

    what: Text

    @property
    def title(self) -> Text:
        return self.what

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("几秒钟就好。卡可以拿走了。", "A few seconds. You can take your card."),)


@dataclass(frozen=True, kw_only=True)
class BookingRow:
    """A booking as its row shows it. ``now``: its slot has begun or begins within half an hour."""

    id: str
    item_name: str
    area: str
    start: datetime
    end: datetime
    now: bool


@dataclass(frozen=True, kw_only=True)
class ChooseBooking(View):
    """Which of today's bookings to check in for, or none of them."""

    bookings: tuple[BookingRow, ...]
    suspended_until: datetime | None = None

    @property
    def title(self) -> Text:
        count = len(self.bookings)
        if not count:
            return Text("今天没有您的预约", "You have no booking today")
        return Text(f"今天您有 {count} 个预约", f"You have {count} booking{'s' if count > 1 else ''} today")

    @property
    def lines(self) -> tuple[Text, ...]:
        if not self.bookings:
            return (Text("没预约也能办，点下面取个号就行。", "No booking is needed. Take a number below."),)
        said = [Text("选好要办的这一件，再点“取号”。", "Choose one, then get your ticket.")]
        if self.suspended_until:
            until = self.suspended_until
            said.append(Text(
                f"网上预约停到 {until.month} 月 {until.day} 日，现场取号不受影响。",
                f"Online booking is paused until {until:%Y-%m-%d}. You can still take a number here.",
            ))
        return tuple(said)

    @property
    def choices(self) -> tuple[Choice, ...]:
        rows = tuple(
            Choice(
                row.id,
                Text(row.item_name),
                hint=Text(f"今天 {row.start:%H:%M}–{row.end:%H:%M}，{row.area}",
                          f"Today {row.start:%H:%M}–{row.end:%H:%M}, {row.area}"),
                primary=index == 0,
            )
            for index, row in enumerate(self.bookings)
        )
        walk_in = Choice(
            "walk_in",
            Text("我没预约，现场取号" if rows else "现场取号", "No booking: take a number now"),
            hint=Text("选要办的事，再排队", "Choose an area, then queue"),
            primary=not rows,
        )
        return (*rows, walk_in)


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """An area as its row shows it."""

    code: str
    name: str
    waiting: int
    wait_minutes: int | None


@dataclass(frozen=True, kw_only=True)
class ChooseArea(View):
    """Where to queue without a booking."""

    areas: tuple[AreaRow, ...]

    @property
    def title(self) -> Text:
        return Text("您要去哪个区办？", "Which area do you need?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("拿不准就点“求助”，工作人员来帮您。", "Not sure? Press Call staff."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                row.code,
                Text(row.name),
                hint=Text(
                    f"前面 {row.waiting} 人" + (f"，大约等 {row.wait_minutes} 分钟" if row.wait_minutes is not None else ""),
                    f"{row.waiting} waiting" + (f", about {row.wait_minutes} min" if row.wait_minutes is not None else ""),
                ),
            )
            for row in self.areas
        )


@dataclass(frozen=True, kw_only=True)
class Ticket(View):
    """A queue number on the screen: base of the two views that show one."""

    patience_seconds = PRINTING_PATIENCE
    back = False

    number: str
    area: str
    windows: tuple[str, ...]
    ahead: int
    wait_minutes: int | None
    item_name: str | None
    booked: bool
    reprints: int = 0


@dataclass(frozen=True, kw_only=True)
class TicketPrinting(Ticket):
    """The number is ours and its slip is on the way."""

    home = False

    @property
    def title(self) -> Text:
        return Text(f"取好了，请去{self.area}等叫号", f"Your number is ready. Please wait in {self.area}.")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("正在打小票，从屏幕下方左边的出票口取。", "Printing your ticket. Take it from the slot below the screen."),)

    @property
    def progress(self) -> Progress:
        return Progress(0, 1, Text("正在打小票……", "Printing your ticket"))


@dataclass(frozen=True, kw_only=True)
class TicketIssued(Ticket):
    """The number, and the truth about its slip: printed, not printed, or not known."""

    printed: bool | Literal["unknown"]
    already_issued: bool = False
    """The number was out before this visit asked for it."""
    has_printer: bool = True

    @property
    def title(self) -> Text:
        if self.already_issued and self.printed is not True:
            return Text(f"这个号取过了：{self.number}", f"You already have number {self.number}")
        if self.printed is True:
            return Text(f"取好了，请去{self.area}等叫号", f"Your number is ready. Please wait in {self.area}.")
        return Text(f"号取好了，请记住 {self.number}", f"Your number is {self.number}. Please remember it.")

    @property
    def lines(self) -> tuple[Text, ...]:
        card = Text("别忘了拿身份证。", "Do not forget your ID card.")
        if self.printed is True:
            return (Text("小票打好了，在屏幕下方左边的出票口。", "Your ticket is in the slot below the screen."), card)
        if self.already_issued and self.printed == "unknown":
            said = Text("号还有效。小票丢了可以重打。", "It is still valid. If you lost the ticket, print it again.")
        elif self.printed == "unknown":
            said = Text("小票不一定打出来了。看一下出票口，没有就点“重打”。",
                        "The ticket may not have come out. Look in the slot; if it is empty, print again.")
        else:
            said = Text("小票没打出来，不是您点错了。号有效，记住号也能办。",
                        "The ticket did not print. Your number is valid without it.")
        return (said, card)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("reprint", Text("没出票？重打", "Print again"), enabled=self.has_printer,
                   why_not=None if self.has_printer else Text("这台机器没有小票打印机", "This terminal has no printer")),
            Choice("done", Text("好了，结束办理", "Done, end my session"), primary=True),
        )


Picture = Literal["card", "reader", "printer", "network", "person"]


@dataclass(frozen=True, kw_only=True)
class Fault(View):
    """Something failed: what happened, what is safe, what to do next, and always the way to a person."""

    patience_seconds = PRINTING_PATIENCE

    reason: str
    """A stable word for tests and logs (``card_expired``); never shown."""
    what: Text
    safe: Text
    picture: Picture
    retry: Text | None = Text("再试一次", "Try again")
    another_way: Text | None = None

    @property
    def title(self) -> Text:
        return self.what

    @property
    def lines(self) -> tuple[Text, ...]:
        return (self.safe,)

    @property
    def choices(self) -> tuple[Choice, ...]:
        no_other = Text("这一步没有别的办法，请找工作人员", "There is no other way here. Please ask staff.")
        no_retry = Text("再试也不行，请换个办法", "Trying again will not help")
        return (
            Choice("retry", self.retry or Text("再试一次", "Try again"), enabled=self.retry is not None,
                   why_not=None if self.retry else no_retry, primary=self.retry is not None),
            Choice("another_way", self.another_way or Text("换个办法", "Another way"),
                   enabled=self.another_way is not None, why_not=None if self.another_way else no_other,
                   primary=self.retry is None and self.another_way is not None),
            STAFF,
            Choice("cannot_be_done", Text("这事没办成", "It could not be done"),
                   hint=Text("去“办不成事”窗口，有人管", "The help window will take it on")),
        )


@dataclass(frozen=True, kw_only=True)
class CannotBeDone(View):
    """The 办不成事 window: a person who has to take the matter on."""

    window: str | None = None

    @property
    def title(self) -> Text:
        return Text("请去“办不成事”窗口", "Please go to the help window")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text("告诉他们您想办什么、卡在哪一步，他们来管。", "Tell them what you needed and where it stopped."),
            Text("找不到窗口，点“求助”，有人带您去。", "If you cannot find it, press Call staff."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("done", Text("知道了", "OK"), primary=True),)


@dataclass(frozen=True, kw_only=True)
class StillThere(View):
    """Nobody touched the screen for a while. What was on it is hidden, not dimmed."""

    back = False
    home = False

    grace_seconds: float

    @property
    def title(self) -> Text:
        return Text("还在吗？", "Are you still there?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("没人操作就自动退出，别人看不到您的信息。", "You will be signed out so that nobody sees your information."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("end_session", Text("结束办理", "End session")),
            Choice("more_time", Text("我还在，接着办", "Yes, keep going"), primary=True),
        )


@dataclass(frozen=True, kw_only=True)
class StaffCalled(View):
    """The promise that somebody comes, or the truth that nobody could be called."""

    patience_seconds = PRINTING_PATIENCE

    called: Literal["calling", "called", "failed"]
    at: datetime

    @property
    def title(self) -> Text:
        if self.called == "failed":
            return Text("没叫到人，请去服务台", "We could not reach staff. Please go to the desk.")
        return Text("已经叫人了，请稍等" if self.called == "called" else "正在叫人……",
                    "Staff have been called" if self.called == "called" else "Calling staff")

    @property
    def lines(self) -> tuple[Text, ...]:
        if self.called == "failed":
            return (Text("不是您点错了，是这台机器连不上。", "This machine is offline. It is not your mistake."),)
        return (Text("您填的都还在。等不及就去服务台。", "Nothing you entered is lost. Or go to the desk."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("continue", Text("接着办", "Carry on"), primary=True),)
