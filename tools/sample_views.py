"""One of every view, with invented people, at one fixed moment: what the gallery and the tests paint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Final

from kiosk.domain.words import Text
from kiosk.errors import Action, CardUnreadable, DeviceFault, NotSaid, PlatformRefused, PlatformUnavailable
from kiosk.journeys.capabilities import NOT_HERE, SERVICES
from kiosk.journeys.faults import fault_view
from kiosk.journeys.stage import SessionInfo, Settings, Snapshot
from kiosk.journeys.view import Attention, Choice, Field, Progress, View
from kiosk.journeys.views import (
    STAFF,
    AreaRow,
    BookingRow,
    CancelDelegation,
    CannotBeDone,
    ChooseArea,
    ChooseBooking,
    ChooseFactor,
    ChooseSubject,
    DocumentData,
    EnterCode,
    EnterFactor,
    FaceCheck,
    FaceConsent,
    FaceNotice,
    Home,
    MatterRow,
    MyMatters,
    OutOfService,
    PleaseWait,
    PresentCredential,
    SignForResult,
    StaffCalled,
    StillThere,
    SubjectDetail,
    SubjectRow,
    SubmissionResult,
    TicketIssued,
    TicketPrinting,
    TypeNumber,
)
from kiosk.journeys.views.paper import PaperPrinted, PaperPrinting
from kiosk.journeys.views.staff import StaffView
from tools import (
    sample_apply,
    sample_cases,
    sample_certificates,
    sample_guides,
    sample_pages,
    sample_staff,
    sample_writing,
)

ZONE = timezone(timedelta(hours=8))
MOMENT: Final = datetime(2026, 3, 12, 10, 24, tzinfo=ZONE)
HALL: Final = Text("云溪区政务服务大厅", "Yunxi Government Services Hall")
KIOSK_ID: Final = "K03"

ANYONE = SessionInfo(deadline=120.0)
STAFF_IN = SessionInfo(signed_in=True, who="李示例（维护）", level="staff", deadline=240.0)
SIGNED_IN = SessionInfo(signed_in=True, who="张*例", level="L2", deadline=108.0)


@dataclass(frozen=True, kw_only=True)
class Unknown(View):
    """A view that no screen was made for."""

    rows: int = 7

    @property
    def title(self) -> Text:
        """What it asks."""
        return Text("这几件事，先办哪一件？", "Which of these first?")

    @property
    def lines(self) -> tuple[Text, ...]:
        """What else it says."""
        return (Text("选一件，办完再回来办下一件。", "Choose one. You can come back for the next."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Rows enough for several pages, and a primary one."""
        rows = tuple(
            Choice(
                f"row-{n}",
                Text(f"第 {n} 件事", f"Matter {n}"),
                hint=Text("大约 5 分钟", "About 5 minutes"),
                enabled=n != 2,
                why_not=Text("这台机器办不了，请去窗口", "Please go to a window"),
            )
            for n in range(1, self.rows + 1)
        )
        return (*rows, Choice("all", Text("都要办", "All of them"), primary=True))

    @property
    def fields(self) -> tuple[Field, ...]:
        """One filled in, one not."""
        return (
            Field("phone", Text("手机号", "Phone"), "phone", value="138****5678"),
            Field("address", Text("住址", "Address"), "text", error=Text("还没填", "Not filled in")),
        )

    @property
    def progress(self) -> Progress:
        """A third."""
        return Progress(1, 3, Text("第 1 份，共 3 份", "1 of 3"))


def services(*, only_tickets: bool = False, without: tuple[str, ...] = ("feedback",)) -> tuple[Choice, ...]:
    """Home's choices: all that the design shows, or with all but the tickets greyed out."""
    return tuple(
        Choice(
            name,
            label,
            hint=hint,
            primary=name == "check_in",
            enabled=not only_tickets or name == "check_in",
            why_not=NOT_HERE if only_tickets and name != "check_in" else None,
        )
        for name, (label, hint) in SERVICES.items()
        if name not in without
    )


def _ways() -> tuple[Choice, ...]:
    return (
        Choice("id_card", Text("身份证", "ID card"), primary=True),
        Choice("social_security_card", Text("社保卡", "Social security card"), hint=Text("插卡，芯片朝上")),
        Choice(
            "travel_document",
            Text("护照、通行证", "Passport or permit"),
            hint=Text("翻到照片页"),
            enabled=False,
            why_not=NOT_HERE,
        ),
        Choice("qr_code", Text("手机扫码", "Scan a QR code"), hint=Text("出示身份码")),
        Choice("type_number", Text("手动输入", "Type it in"), hint=Text("输证件号和手机号")),
        Choice("walk_in", Text("不用证件，直接取号", "Take a number without a card")),
        STAFF,
    )


def _booking(number: int, name: str, area: str, hour: int, minute: int) -> BookingRow:
    start = MOMENT.replace(hour=hour, minute=minute)
    return BookingRow(
        id=f"bk-{number}",
        item_name=name,
        area=area,
        start=start,
        end=start + timedelta(minutes=30),
        now=hour == MOMENT.hour,
    )


HOME = Home(services=services(), waiting=12, wait_minutes=15, closes="17:00")
BOOKINGS = (_booking(1, "二手房过户", "一楼 A 区", 10, 30), _booking(2, "办理社保转移", "二楼 C 区", 14, 0))
PRINTING = TicketPrinting(
    number="A023",
    area="一楼 A 区",
    area_code="A",
    windows=("3", "4", "5", "6", "7", "8"),
    ahead=6,
    wait_minutes=18,
    item_name="二手房过户",
    booked=True,
)
ISSUED = TicketIssued(
    number="A023",
    area="一楼 A 区",
    area_code="A",
    windows=("3", "4", "5", "6", "7", "8"),
    ahead=6,
    wait_minutes=18,
    item_name="二手房过户",
    booked=True,
    printed=True,
)
WAY = Text("换个方式", "Use another way")
NO_PAPER = Attention(
    "ticket_printer",
    Action.CLEAR,
    Text("小票打印机没纸了，号会显示在屏幕上", "No ticket paper. Your number will be on the screen."),
)
LONG_NAME = "困难残疾人生活补贴和重度残疾人护理补贴申请（含异地居住人员委托代办、补充材料）"
LONG_AREA = "二层不动产登记与住房保障综合服务区"
MANY_WINDOWS = ("3", "4", "5", "8", "11", "12", "13", "16", "VIP")
NO_DEVICE = Text("这台机器没有这个设备，请去窗口", "Not on this terminal. Please go to a window.")
PRESENT = PresentCredential(ways=_ways())

BAD_NUMBER = Text(
    "这个号码不对，请对着证件再看一遍", "This number is not right. Please check it on the card."
)
BAD_CODE = Text("验证码不对，请再输一遍", "The code is not right. Please type it again.")
PHONE = "138****5678"

_ENTRIES: Final[dict[str, View]] = {
    "type_number": TypeNumber(),
    "type_number_wrong": TypeNumber(error=BAD_NUMBER),
    "enter_code": EnterCode(phone_masked=PHONE),
    "enter_code_again": EnterCode(phone_masked=PHONE, can_resend=True),
    "enter_code_wrong": EnterCode(phone_masked=PHONE, error=BAD_CODE, attempts_left=2),
    "document_data": DocumentData(),
    "document_data_wrong": DocumentData(
        error=Text("芯片打不开，请看看三项都对不对", "The chip did not open. Please check all three.")
    ),
    "enter_factor": EnterFactor(factor="bank_card"),
    "enter_factor_wrong": EnterFactor(factor="driving_licence_file", error=BAD_NUMBER),
}
_FACE: Final[dict[str, View]] = {
    "face_consent": FaceConsent(hall=HALL),
    "face_consent_long": FaceConsent(
        hall=Text("云溪区政务服务和数据管理局综合服务大厅（东区）", "Yunxi Service Hall, East Building")
    ),
    "face_notice": FaceNotice(hall=HALL),
    "face_check_find": FaceCheck(),
    "face_check_blink": FaceCheck(step="blink", done=1),
    "face_check_left": FaceCheck(step="turn_left", done=2, attempt=2),
    "face_check_right": FaceCheck(step="turn_right", done=2, hint="not_frontal", attempt=3),
    "face_check_compare": FaceCheck(step="compare", done=3),
    "face_check_no_face": FaceCheck(hint="no_face"),
    "face_check_several": FaceCheck(step="blink", done=1, hint="several"),
    "face_check_backlit": FaceCheck(hint="backlit"),
}


def _subject(number: int, name: str, relation: Text, why_not: Text | None = None) -> SubjectRow:
    return SubjectRow(f"sub-{number}", name, f"9901**********{1000 + number}", relation, why_not)


SELF: Final = Text("我自己", "Myself")
_SUBJECTS: Final = (
    _subject(1, "张*例", SELF),
    _subject(2, "李*样", Text("母亲", "Mother")),
    _subject(3, "示例小吃店", Text("我是法定代表人", "Legal representative")),
    _subject(4, "王*明", Text("委托人", "Principal"), Text("委托书过期了", "The mandate has expired")),
)


def _matter(number: int, name: str, area: str, hour: int) -> MatterRow:
    start = MOMENT.replace(hour=hour, minute=30)
    return MatterRow(f"bk-{number}", name, area, start, start + timedelta(minutes=30))


_MATTERS: Final = (
    _matter(1, "二手房过户", "一楼 A 区", 10),
    _matter(2, "办理社保转移", "二楼 C 区", 14),
    _matter(3, LONG_NAME, LONG_AREA, 15),
)
_MINE: Final[dict[str, View]] = {
    "choose_subject": ChooseSubject(subjects=_SUBJECTS),
    "choose_subject_many": ChooseSubject(
        subjects=tuple(_subject(n, f"示例{n}号有限责任公司（个人独资）", SELF) for n in range(9))
    ),
    "choose_factor": ChooseFactor(),
    "my_matters": MyMatters(who="张*例", level="L2", bookings=_MATTERS[:1], can_raise=True),
    "my_matters_cases": MyMatters(
        who="张*例",
        level="L2",
        bookings=_MATTERS[:1],
        cases=sample_cases.ROWS[:3],
        updates=2,
        can_raise=True,
    ),
    "my_matters_certificates": MyMatters(
        who="张*例",
        level="L3",
        bookings=_MATTERS[:1],
        cases=sample_cases.ROWS[:1],
        certificates=sample_certificates.ROWS[:2],
        updates=1,
    ),
    "my_matters_long_certificates": MyMatters(
        who="张*例",
        level="L3",
        acting_for="示例小吃店",
        certificates=(sample_certificates.ROWS[3], sample_certificates.ROWS[0]),
    ),
    "my_matters_no_printer": MyMatters(
        who="张*例",
        level="L3",
        bookings=_MATTERS[:1],
        prints_not=Text("打印机没纸了，请去窗口打", "No paper here. Please go to a window."),
    ),
    "my_matters_only_tickets": MyMatters(who="张*例", level="L2", prints=False, can_raise=True),
    "my_matters_only_cases": MyMatters(who="张*例", level="L3", cases=sample_cases.ROWS[1:3], updates=1),
    "my_matters_no_cases": MyMatters(who="张*例", level="L2", bookings=_MATTERS[:1], cases_known=False),
    "my_matters_two": MyMatters(who="张*例", level="L3", bookings=_MATTERS[:2]),
    "my_matters_many": MyMatters(
        who="张*例", level="L2", acting_for="李*样", bookings=(*_MATTERS, *_MATTERS[:2]), can_raise=True
    ),
    "my_matters_none": MyMatters(who="张*例", level="L3", acting_for="示例小吃店"),
}
_ASKED: Final[dict[str, View]] = {
    "present_social_card": replace(PRESENT, asked="social_security_card"),
    "present_document": replace(
        PRESENT,
        asked="travel_document",
        ways=tuple(replace(w, enabled=True, why_not=None) for w in PRESENT.ways),
    ),
    "present_code": replace(PRESENT, asked="qr_code"),
    "present_document_reading": replace(
        PRESENT,
        asked="travel_document",
        reading=True,
        ways=tuple(replace(w, enabled=True, why_not=None) for w in PRESENT.ways),
    ),
    "present_social_card_reading": replace(PRESENT, asked="social_security_card", reading=True),
    "present_code_no_card_reader": replace(
        PRESENT,
        asked="qr_code",
        ways=(replace(PRESENT.ways[0], enabled=False, why_not=NO_DEVICE), *PRESENT.ways[1:]),
    ),
}
_VIEWS: Final[dict[str, View]] = {
    "home": HOME,
    "home_only_tickets": replace(HOME, services=services(only_tickets=True, without=())),
    "home_bare": Home(services=services(only_tickets=True), notice="今天下午 3 点提前关门"),
    "attract": replace(HOME, resting=True),
    "present_credential": PRESENT,
    "present_credential_reading": replace(PRESENT, reading=True),
    "present_credential_no_reader": replace(
        PRESENT,
        reader_ready=False,
        ways=(
            Choice(
                "id_card",
                Text("身份证", "ID card"),
                enabled=False,
                why_not=Text("读卡器用不了", "The reader is not working"),
            ),
            *_ways()[1:],
        ),
    ),
    "paper_printing": PaperPrinting(what=Text("正在打印《受理通知书》", "Printing")),
    "paper_printed": PaperPrinted(paper="受理通知书", printed=True),
    "paper_unknown": PaperPrinted(paper="受理通知书", printed="unknown"),
    "sign_for_result": SignForResult(item_name="食品经营许可（新办）"),
    "sign_for_result_printed": SignForResult(item_name="食品经营许可（新办）", printed=True),
    "sign_for_result_window": SignForResult(
        item_name="社会保障卡补换领", print_why_not=Text("这个结果在窗口领", "It is handed out at a window")
    ),
    "signed": SubmissionResult(kind="result_receipt", accepted=True, receipt_no="990120260312000001"),
    "signed_kept": SubmissionResult(kind="result_receipt", accepted=False, holding_no="暂K03-260312-0001"),
    "out_of_service": OutOfService(why=Text("设备坏了，正在修", "Its devices are in repair"), since=MOMENT),
    "please_wait": PleaseWait(what=Text("读好了，正在查您的预约", "Card read. Looking up your bookings.")),
    "choose_booking": ChooseBooking(bookings=BOOKINGS),
    "choose_booking_many": ChooseBooking(
        bookings=tuple(
            _booking(
                n,
                "外国人来华工作许可延期（含随行家属信息变更）" if n == 3 else f"第 {n} 件预约的事",
                "二楼 C 区",
                10 + n,
                0,
            )
            for n in range(1, 7)
        ),
        suspended_until=MOMENT + timedelta(days=20),
    ),
    "choose_booking_none": ChooseBooking(bookings=()),
    "choose_area": ChooseArea(
        areas=(
            AreaRow(code="A", name="一楼不动产登记区", waiting=6, wait_minutes=18),
            AreaRow(code="B", name="一楼社保医保区", waiting=3, wait_minutes=9),
            AreaRow(code="C", name="二楼综合受理区", waiting=0, wait_minutes=None),
            AreaRow(code="D", name="二楼出入境证件区", waiting=11, wait_minutes=40),
        )
    ),
    "ticket_printing": PRINTING,
    "ticket_issued": ISSUED,
    "ticket_issued_not_printed": replace(ISSUED, printed=False),
    "ticket_issued_unknown": replace(ISSUED, printed="unknown"),
    "ticket_issued_already": replace(
        ISSUED, printed="unknown", already_issued=True, has_printer=False, wait_minutes=None, item_name=None
    ),
    "fault_printer": fault_view(DeviceFault("ticket_printer", "paper_out", Action.CLEAR), another_way=WAY),
    "fault_card": fault_view(CardUnreadable("short answer")),
    "fault_network": fault_view(PlatformUnavailable("no route")),
    "fault_paper": fault_view(NotSaid("reason"), another_way=WAY),
    "cannot_be_done": CannotBeDone(window="12"),
    "still_there": StillThere(grace_seconds=20),
    "staff_calling": StaffCalled(called="calling", at=MOMENT),
    "subject_detail": SubjectDetail(
        who="示例小吃店",
        id_masked="9201**********002X",
        relation=Text("受委托人", "Delegate"),
        valid_to=date(2026, 12, 31),
        items=2,
    ),
    "cancel_delegation": CancelDelegation(who="示例小吃店"),
    "staff_called": StaffCalled(called="called", at=MOMENT),
    "staff_called_again": StaffCalled(called="again", at=MOMENT),
    "staff_failed": StaffCalled(called="failed", at=MOMENT),
    "unknown": Unknown(),
    # What is longest, most and rarest
    "present_credential_alone": replace(
        PRESENT,
        ways=tuple(replace(w, enabled=w.id in {"id_card", "walk_in"}, why_not=NO_DEVICE) for w in _ways()),
    ),
    "choose_booking_twenty": ChooseBooking(
        bookings=tuple(_booking(n, LONG_NAME, LONG_AREA, 10 + n // 4, n % 4 * 15) for n in range(20))
    ),
    "choose_area_many": ChooseArea(
        areas=tuple(AreaRow(code=str(n), name=LONG_AREA, waiting=128, wait_minutes=145) for n in range(9))
    ),
    "ticket_printing_long": replace(PRINTING, area=LONG_AREA, item_name=LONG_NAME),
    "ticket_issued_long": replace(
        ISSUED,
        number="YBXZ1023",
        area=LONG_AREA,
        item_name=LONG_NAME,
        windows=MANY_WINDOWS,
        ahead=128,
        wait_minutes=145,
        printed="unknown",
    ),
    "ticket_issued_rare": replace(ISSUED, item_name="𠮷㛃镇（示例）换证", windows=("7",), ahead=1),
    "ticket_issued_walk_in": replace(ISSUED, item_name=None, windows=(), booked=False, printed=False),
    "fault_reader": fault_view(DeviceFault("id_card", "no_answer", Action.RESET), another_way=WAY),
    "fault_person": fault_view(
        PlatformRefused(
            "conflict", 409, "这件事今天已经取过号，请拿着原来的号在一楼等叫号，不用再取一次。", retry="never"
        ),
        another_way=WAY,
    ),
    "fault_dead_end": fault_view(PlatformRefused("account_locked", 403, "", retry="never")),
    "cannot_be_done_anywhere": CannotBeDone(),
    **_ENTRIES,
    **_ASKED,
    **_FACE,
    **_MINE,
    **sample_certificates.VIEWS,
    **sample_cases.CASES,
    **sample_staff.VIEWS,
    **sample_apply.VIEWS,
    **sample_guides.VIEWS,
    **sample_writing.VIEWS,
    **sample_pages.VIEWS,
}
_NOBODY_YET = (
    "guide_",
    "home",
    "staff_sign_in",
    "attract",
    "out_of_service",
    "present_",
    "choose_area_many",
    "ticket_issued_walk_in",
    "type_number",
    "document_data",
    "enter_code",
)
_NOTICE_TOO = (
    "home",
    "choose_booking",
    "choose_booking_none",
    "choose_area",
    "ticket_issued",
    "ticket_issued_long",
    "ticket_printing",
    "present_credential",
    "present_credential_reading",
    "fault_printer",
    "cannot_be_done",
    "staff_called",
    "type_number_wrong",
    "enter_code_wrong",
    "enter_factor_wrong",
    "shop_form",
    "present_code",
    "face_consent",
    "face_check_no_face",
    "my_matters_two",
    "choose_subject",
    "case_detail",
    "case_list_many",
    "track_by",
    "material_glare",
)


def _samples() -> dict[str, Snapshot]:
    found = {}
    for name, view in _VIEWS.items():
        known = name == "track_by_known" or not name.startswith((*_NOBODY_YET, *sample_cases.NOBODY_YET))
        session = SIGNED_IN if known else ANYONE
        if isinstance(view, StaffView) and known:
            session = STAFF_IN
        if name == "still_there":
            session = replace(session, deadline=20.0)
        found[name] = Snapshot(1, view, session)
        if name in _NOTICE_TOO:
            found[f"{name}_notice"] = Snapshot(1, view, session, attention=NO_PAPER)
    return found


SAMPLES: Final[Mapping[str, Snapshot]] = MappingProxyType(_samples())
"""Every view by the name of its picture. Deadlines count from a loop time of 0."""

MODES: Final[Mapping[str, Settings]] = MappingProxyType(
    {
        "normal": Settings(),
        "elder": Settings(elder=True, voice=True),
        "contrast": Settings(contrast="high"),
    }
)
LANGUAGES: Final = ("zh", "en")
SIZES: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "portrait": (1080, 1920),
        "landscape": (1920, 1080),
        "1280x1024": (1280, 1024),
    }
)
