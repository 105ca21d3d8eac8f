"""The desk's views with invented values, for the gallery and the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kiosk.domain.words import Text
from kiosk.hardware.hearing import Heard
from kiosk.hardware.look import Judgement
from kiosk.journeys.view import Choice
from kiosk.journeys.views.hearing import StaffHeard
from kiosk.journeys.views.staff import (
    BeforeAfter,
    DeviceCard,
    LogLine,
    ReportRow,
    SettingRow,
    StaffDevices,
    StaffEye,
    StaffImport,
    StaffLogs,
    StaffPick,
    StaffReport,
    StaffSettings,
    StaffSignIn,
    StaffSupplies,
    StaffTold,
    SupplyRow,
)
from kiosk.journeys.views.touch import StaffTouchAim, StaffTouchSweep
from kiosk.staff import shift
from kiosk.staff.settings_rows import NO_STICK
from kiosk.staff.touch_test import CROSSES, Touched
from kiosk.staff.words import DEVICES as DEVICE_NAMES
from kiosk.staff.words import FOCUS, SOUNDS, UNHEARD
from kiosk.staff.work import ACTIONS, NOT_YOURS

OK, LOW, OUT = Text("正常", "OK"), Text("纸不多了", "Paper low"), Text("没纸", "No paper")


def _well(kind: str, zh: str, en: str, *facts: str) -> DeviceCard:
    return DeviceCard(kind, Text(zh, en), "ok", OK, tuple(Text(fact) for fact in facts))


DEVICES: Final = (
    _well("id_card", "身份证读卡器", "ID card reader", "10:02 测过", "读到了，0.6 秒"),
    DeviceCard(
        "document_printer",
        Text("A4 打印机", "A4 printer"),
        "fault",
        OUT,
        (Text("装 A4 纸", "Load A4 paper"), Text("10:24 起 media_empty", "Since 10:24 media_empty")),
    ),
    _well("smart_card", "社保卡读卡器", "Smart card reader", "10:02 测过", "读到了，1.1 秒"),
    DeviceCard(
        "ticket_printer",
        Text("小票打印机", "Ticket printer"),
        "attention",
        LOW,
        (Text("10:02 测过"), Text("约剩 4 米")),
    ),
    replace(_well("camera", "人脸摄像头", "Face camera", "10:03 测过", "1.2 秒"), busy=True),
    _well("document_scanner", "高拍仪", "Document camera", "10:03 测过", "0.8 秒"),
    _well("code_scanner", "扫码器", "Code scanner", "10:03 测过", "读到了，0.2 秒"),
    _well("panel", "指示灯和门", "Lights and doors", "10:03 测过", "1.1 秒"),
    _well("network", "网络", "Network", "平台 18 毫秒"),
    DeviceCard(
        "touch",
        Text("触摸屏", "Touch screen"),
        "attention",
        Text("有问题", "Look"),
        (Text("10:05"), Text("144 格里 2 格没反应", "2 of 144 zones dead")),
    ),
    _well("ups", "备用电源", "Backup power", "10:03 测过", "0.1 秒"),
)
SOUND: Final = (
    DeviceCard(
        "speaker",
        DEVICE_NAMES["speaker"],
        "attention",
        UNHEARD,
        (Text("10:06 没测好", "10:06 failed"), SOUNDS[Heard.RIGHT_ONLY]),
    ),
    _well("microphone", "话筒", "Microphone", "03-11 16:20 测过", "左右都听到（-14 dB）"),
)
"""For a desk of their own: on ``DEVICES``' second page nobody would see them."""
DESK: Final = StaffDevices(
    devices=DEVICES,
    up_minutes=6 * 1440 + 180,
    visits_today=214,
    actions=tuple(Choice(name, label, primary=name == "test_all") for name, (_, label) in ACTIONS.items()),
)
HALL_DESK: Final = replace(
    DESK,
    devices=DEVICES[:4],
    actions=tuple(
        replace(c, enabled=c.id in {"supplies", "close", "report", "restart"}, why_not=NOT_YOURS)
        for c in DESK.actions
    ),
    told=Text("小票纸已清零", "Ticket paper: counting begins again"),
)
TABS: Final = tuple(
    Choice(f"tab:{name}", label)
    for name, label in (
        ("use", Text("使用", "Use")),
        ("devices", Text("设备", "Devices")),
        ("network", Text("网络", "Network")),
        ("services", Text("事项", "Services")),
        ("access", Text("权限", "Access")),
    )
)
SETTINGS: Final = StaffSettings(
    tabs=TABS,
    tab="use",
    rows=(
        SettingRow(
            "session.idle_seconds",
            Text("没人操作多久退出", "Idle time"),
            Text("时间到了先问“还在吗？”", "Then we ask first"),
            Text("120 秒", "120 s"),
            "number",
            changed=True,
        ),
        SettingRow(
            "session.grace_seconds",
            Text("提醒后再等多久", "Grace"),
            Text("问完“还在吗？”，到点就退", "After the question"),
            Text("20 秒", "20 s"),
            "number",
            can_less=False,
        ),
        SettingRow(
            "services.offer.track",
            Text("查办理进度", "Track my case"),
            Text("关掉后首页就没有这一项", "Off: gone from home"),
            Text("开", "On"),
            "switch",
            on=True,
        ),
        SettingRow(
            "services.offer.guides",
            Text("办事指南", "Service guide"),
            Text("关掉后首页就没有这一项", "Off: gone from home"),
            Text("关", "Off"),
            "switch",
        ),
        SettingRow(
            "terminal.hall.zh",
            Text("大厅叫什么", "Hall's name"),
            Text("显示在屏幕左上角", "At the top left"),
            Text("云溪区政务服务大厅", "云溪区政务服务大厅"),
            "pick",
        ),
    ),
    changes=2,
    can_undo=True,
)
BROUGHT: Final = StaffImport(
    source=Text("云溪区政务服务大厅 K05，2026-03-11 17:20，1003 存的", "K05, saved 2026-03-11 17:20 by 1003"),
    rows=(
        BeforeAfter(
            Text("大厅名称", "Hall name"),
            Text("云溪区政务服务大厅", "Yunxi Government Services Hall"),
            Text("云溪区便民服务中心", "Yunxi Convenience Centre"),
        ),
        BeforeAfter(Text("没人操作多久退出", "Idle time"), Text("120 秒", "120 s"), Text("90 秒", "90 s")),
        BeforeAfter(
            Text("平台地址", "Platform address"),
            Text("https://platform.example/kiosk/v1"),
            Text("https://platform2.example/kiosk/v1"),
        ),
        BeforeAfter(
            Text("开放的事项", "Services offered"),
            Text("3 项", "3"),
            Text("开办事指南，关查办理进度", "on: Service guide, off: Track my case"),
        ),
        BeforeAfter(Text("telemetry.log_budget_mb"), Text("2000"), Text("4000")),
        *(BeforeAfter(Text(f"face.limit_{n}"), Text("0.55"), Text("0.5")) for n in range(6)),
    ),
    more=3,
)
CABINET: Final = (
    BeforeAfter(
        Text("小票打印机 port", "Ticket printer port"), Text("/dev/kiosk-ticket"), Text("/dev/ttyUSB0")
    ),
)
REPORT: Final = StaffReport(
    verdict=Text("不能投入使用", "NOT READY"),
    rows=(
        ReportRow("fault", Text("设备：不合格（9 项）", "Devices: FAIL (9)")),
        ReportRow(
            "fault",
            Text("A4 打印机：没纸。装 A4 纸", "A4 printer: online, paper out, hall staff can mend it"),
            within=True,
        ),
        ReportRow(
            "attention", Text("小票打印机：纸不多了", "Ticket printer: online, paper low"), within=True
        ),
        ReportRow("attention", Text("平台和时钟：注意（4 项）", "Platform and clock: note (4)")),
        ReportRow(
            "attention",
            Text("时钟：本机时钟差 +41 秒", "clock: +41 s off the platform's"),
            within=True,
        ),
        ReportRow("ok", Text("存储：合格（5 项）", "Storage: pass (5)")),
        ReportRow("ok", Text("审计：合格（1 项）", "Audit: pass (1)")),
    ),
    told=Text("检查单打好了", "The report is printed"),
    kept="/var/lib/kiosk/reports/readiness-20260312-102400.json",
    can_print=Choice("print", Text("打印", "Print")),
)
VIEWS: Final = {
    "staff_sign_in": StaffSignIn(),
    "staff_sign_in_card": StaffSignIn(known="李示例", error=Text("工号或密码不对", "Wrong number or PIN")),
    "staff_devices": DESK,
    "staff_devices_hall": HALL_DESK,
    "staff_settings": SETTINGS,
    "staff_settings_refused": replace(
        SETTINGS,
        error=Text("没保存：端口 /dev/kiosk-qr 打不开", "Not kept: the port does not open"),
        can_undo=False,
        rows=SETTINGS.rows[:3],
    ),
    "staff_settings_stick": replace(
        SETTINGS,
        tab="access",
        changes=0,
        rows=(
            SettingRow(
                "staff.idle_seconds",
                Text("维护没人操作多久退出", "Staff idle time"),
                Text("先问，再退出", "Asks first"),
                Text("300 秒", "300 s"),
                "number",
            ),
            SettingRow(
                "usb.save",
                Text("参数存到 U 盘", "Save to a stick"),
                Text("不含密码和密钥", "No passwords, no keys"),
                Text("已插好", "Ready"),
                "act",
                act=Choice("act:usb.save", Text("存", "Save")),
            ),
            SettingRow(
                "usb.take",
                Text("从 U 盘取参数", "Take from a stick"),
                Text("先看改了什么，再试，再保存", "Shown, tried, then kept"),
                Text("没插 U 盘", "No stick"),
                "act",
                act=Choice("act:usb.take", Text("取", "Take"), enabled=False, why_not=NO_STICK),
            ),
        ),
    ),
    "staff_import": BROUGHT,
    "staff_import_cabinet": replace(BROUGHT, cabinet=True, rows=BROUGHT.rows[:2] + CABINET, more=0),
    "staff_import_same": replace(BROUGHT, rows=(), more=0),
    "staff_pick": StaffPick(
        name_of=Text("扫码器端口", "Scanner's port"),
        value="/dev/kiosk-qr",
        offered=tuple(Choice(f"value:{n}", Text(f"/dev/ttyUSB{n}")) for n in range(3)),
    ),
    "staff_logs": StaffLogs(
        entries=tuple(
            LogLine(f"10:{24 - n:02d}", "warning" if n == 1 else "info", Text("小票打印机恢复了，用了 12 秒"))
            for n in range(12)
        ),
        pages=4,
        can_export=Choice("export", Text("导出", "Export"), enabled=False, why_not=NOT_YOURS),
    ),
    "staff_eye": StaffEye(
        device=Text("人脸摄像头", "Face camera"),
        mirrored=True,
        sharp=True,
        judgement=FOCUS[Judgement.SHARP],
        score=512,
        sharp_from=90,
    ),
    "staff_eye_blurred": StaffEye(
        device=Text("高拍仪", "Document camera"),
        mirrored=False,
        sharp=False,
        judgement=FOCUS[Judgement.BLURRED],
        score=23,
        sharp_from=90,
    ),
    "staff_touch_sweep": StaffTouchSweep(columns=9, rows=16, quiet_seconds=20),
    "staff_devices_sound": replace(
        DESK, devices=(*DEVICES[:4], *SOUND), told=Text("扬声器：人没听到", "Loudspeaker: Not heard by ear")
    ),
    "staff_devices_told": replace(
        DESK,
        told=Text(
            "小票打印机：正常，1.2 秒；EPSON TM-T88VI，固件 1.02，编号 X1234567",
            "Ticket printer: OK, 1.2 s; EPSON TM-T88VI, firmware 1.02, no. X1234567",
        ),
    ),
    "staff_heard": StaffHeard(
        measured=Text("左右都听到（-14 dB），3.1 秒", "Both sides heard (-14 dB), 3.1 s")
    ),
    "staff_touch_aim": StaffTouchAim(crosses=CROSSES, quiet_seconds=20),
    "staff_report": REPORT,
    "staff_report_ready": replace(
        REPORT,
        verdict=Text("可以投入使用", "Ready"),
        rows=tuple(replace(row, state="ok") for row in REPORT.rows if not row.within),
    ),
    "staff_report_making": StaffReport(
        told=Text("正在一项一项检查……", "Checking one thing after another"), busy=True
    ),
    "staff_supplies": StaffSupplies(
        supplies=(
            SupplyRow("slip_paper", Text("小票纸", "Ticket paper"), Text("约剩 4 米", "About 4 m left")),
            SupplyRow("a4_paper", Text("A4 纸", "A4 paper"), Text("约剩 210 张", "About 210 pages left")),
        )
    ),
    "staff_put_out": StaffTold(what=shift.CHANGED, detail=(shift.AGAIN,)),
    "staff_touch_told": StaffTold(
        what=Text("触摸屏", "Touch screen"),
        detail=Touched(144, ((1, 1), (2, 5)), (1.2, 2.4, 0.9), 3).facts,
    ),
    "staff_told": StaffTold(
        what=Text("请放一张身份证", "Lay an ID card"),
        detail=(Text("读到就走，不留内容。", "Nothing read is kept."),),
    ),
}
