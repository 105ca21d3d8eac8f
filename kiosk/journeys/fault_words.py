"""What failed, in plain words: what happened, and what is safe or what to do."""

from __future__ import annotations

from kiosk.domain.words import Text
from kiosk.errors import (
    AccessNeeded,
    AccessRefused,
    BadIdNumber,
    CardExpired,
    CardLifted,
    CardNotYetValid,
    CardUnreadable,
    ChipAltered,
    CodeUnreadable,
    KioskError,
    MissingGlyph,
    NotACase,
    NotAnIdentity,
    NotAsAnnounced,
    NotSaid,
    PageError,
    PressFailed,
)
from kiosk.journeys.views import Picture

SAFE = Text("什么都没丢，也没有多办。", "Nothing was lost and nothing was done twice.")
NOT_YOU = Text("不是您点错了。什么都没丢。", "It is not your mistake. Nothing was lost.")

CARD: dict[type[KioskError], tuple[str, Text, Text]] = {
    CardLifted: (
        "card_lifted",
        Text("卡拿早了，还没读完", "The card was lifted too early"),
        Text("再放一次，屏幕说“读好了”再拿走。", "Place it again until the screen says it is read."),
    ),
    CardUnreadable: (
        "card_unreadable",
        Text("这张卡没读出来", "The card could not be read"),
        Text("擦一擦，放平，再试一次。要放身份证原件。", "Wipe it, lay it flat and try again."),
    ),
    BadIdNumber: (
        "id_number_wrong",
        Text("卡上的号码没读对", "The number on the card did not read right"),
        Text("再放一次试试。还不行就请工作人员看一下。", "Try once more, or ask staff to look."),
    ),
    AccessNeeded: (
        "access_needed",
        Text("要先输照片页上的号码", "Type what is on the photo page first"),
        Text("点“护照、通行证”，照着输三项。", "Press Passport or permit and type three things."),
    ),
    ChipAltered: (
        "chip_altered",
        Text("芯片里的信息核对不上", "The chip's data could not be verified"),
        Text("请带证件到窗口，工作人员会帮您看。", "Please take it to a window. Staff will look at it."),
    ),
    AccessRefused: (
        "access_refused",
        Text("芯片没打开，可能输错了", "The chip did not open"),
        Text("对着照片页再输一次证件号和两个日期。", "Please type number and dates again as printed."),
    ),
    CodeUnreadable: (
        "code_unreadable",
        Text("这个码没扫清", "The code could not be read"),
        Text("把屏幕调亮，拿稳，再扫一次。", "Turn the screen brighter, hold it still and try again."),
    ),
    NotAnIdentity: (
        "not_an_identity",
        Text("这个码不是身份码", "This code does not say who you are"),
        Text("请打开手机里的电子身份码再扫。", "Please open your electronic identity code."),
    ),
    NotACase: (
        "not_a_case",
        Text("这个码不是办件的码", "This code belongs to no case"),
        Text("扫受理通知书或回执上的码。", "Please scan the code on the notice or the receipt."),
    ),
}
AT_A_WINDOW = Text("什么都没丢。窗口可以给您打印。", "Nothing was lost. A window can print it for you.")
PAPER: dict[type[PageError], tuple[str, Text, Text]] = {
    MissingGlyph: (
        "missing_glyph",
        Text("有个字这台机器打不出来", "A character cannot be printed here"),
        AT_A_WINDOW,
    ),
    NotSaid: (
        "paper_incomplete",
        Text("平台上的内容还不全，先不打印", "The platform's record is not complete yet"),
        AT_A_WINDOW,
    ),
    NotAsAnnounced: (
        "file_altered",
        Text("文件核对不上，没有打印", "The file could not be verified"),
        AT_A_WINDOW,
    ),
    PressFailed: (
        "press_failed",
        Text("文件没排好，还没有打印", "The page could not be made"),
        NOT_YOU,
    ),
}
NOT_TRUSTED = Text(
    "不是您的问题，没有打印，也不占份数。窗口可以帮您核对。",
    "It is not your fault. Nothing was printed or counted. A window can check it for you.",
)
ANEW = Text("没有打印，也不占份数。再试一次就行。", "Nothing was printed or counted. Please try again.")
CERTIFICATE: dict[str, tuple[Text, Text]] = {
    "file_altered": (Text("文件和平台上的对不上", "The file is not the platform's"), NOT_TRUSTED),
    "file_type": (Text("这种文件这里打不了", "This kind of file cannot be printed here"), NOT_TRUSTED),
    "file_unreadable": (Text("文件打不开，没有打印", "The file cannot be read"), NOT_TRUSTED),
    "altered": (Text("签章以后文件被改过", "The file was changed after it was sealed"), NOT_TRUSTED),
    "appended": (Text("签章以后又加了内容", "Something was added after the seal"), NOT_TRUSTED),
    "signature_wrong": (Text("电子签名没有核对上", "The signature does not hold"), NOT_TRUSTED),
    "signer_unknown": (Text("这台机器不认识签章单位", "The signer is not known here"), NOT_TRUSTED),
    "signer_expired": (Text("签章单位的证书过期了", "The signer's certificate has expired"), NOT_TRUSTED),
    "maker_unknown": (Text("印章的制作单位核对不了", "The seal's maker is not known here"), NOT_TRUSTED),
    "seal_not_valid": (Text("电子印章没有通过核对", "The seal was not confirmed"), NOT_TRUSTED),
    "seal_unreadable": (Text("电子印章读不出来", "The seal cannot be read"), NOT_TRUSTED),
    "seal_expired": (Text("电子印章过期了", "The seal has expired"), NOT_TRUSTED),
    "grant_closed": (Text("这次打印的许可用过了", "This permission was used already"), ANEW),
    "grant_expired": (Text("等得太久，许可过期了", "The permission has run out"), ANEW),
    "grant_for_another": (Text("平台给的许可对不上", "The permission is for something else"), NOT_TRUSTED),
    "ofd_no_converter": (Text("这份是 OFD 文件，这里打不了", "OFD files are not printed here"), NOT_TRUSTED),
    "ofd_failed": (Text("OFD 文件没转好，没有打印", "The OFD file could not be converted"), NOT_TRUSTED),
    "copy_failed": (Text("打印件没做好", "The copy could not be made"), ANEW),
    "not_here": (Text("这台机器打不了证明", "Certificates are not printed here"), NOT_TRUSTED),
}
CERTIFICATE_ANEW = frozenset({"grant_closed", "grant_expired", "copy_failed"})
"""A fresh grant may hold."""
FACE: dict[str, tuple[Text, Text]] = {
    "mismatch": (
        Text("和证件照片没对上", "Your face did not match the photo"),
        Text(
            "老照片常会这样，不要紧。可以再试，也可以换个方式。",
            "Old photos do that. Another way does as well.",
        ),
    ),
    "doubtful": (
        Text("像是您，但还不够确定", "Nearly sure, but not quite"),
        Text("摘下帽子和眼镜，看着摄像头再试一次。", "Without hat or glasses, look at the camera again."),
    ),
    "poor_picture": (
        Text("没拍清楚", "The pictures were not clear"),
        Text("面向亮处，站近一点，先别动。", "Face the light, come closer and hold still."),
    ),
    "not_live": (
        Text("没看到眨眼或转头", "The movement was not seen"),
        Text("照屏幕上说的慢慢做一遍就行。", "Please do slowly what the screen says."),
    ),
    "poor_portrait": (
        Text("证件里的照片看不清，没法比", "The photo in the document cannot be compared"),
        Text("不是您的问题。换个方式一样能办。", "It is not your fault. Another way is as good."),
    ),
}
PROOF: dict[str, tuple[Text, Text]] = {
    "factor_mismatch": (
        Text("号码和登记的对不上", "The number does not fit"),
        Text("可以换一样再核对，或者到窗口办。", "Use another number, or go to a window."),
    ),
    "factor_unavailable": (
        Text("这一项现在查不了", "This cannot be looked up now"),
        Text("不是您输错了。请换一样核对。", "It is not your mistake. Please use another number."),
    ),
}
DELEGATION: dict[str, Text] = {
    "delegation_pending": Text("授权还在审核", "The authorisation is under review"),
    "delegation_rejected": Text("授权没有通过审核", "The authorisation was not approved"),
    "delegation_expired": Text("授权过期了", "The authorisation has expired"),
    "delegation_not_yet": Text("授权还没开始生效", "The authorisation has not begun yet"),
    "delegation_revoked": Text("授权被撤销了", "The authorisation was withdrawn"),
    "delegation_out_of_scope": Text("授权里没有这件事", "The authorisation does not cover this"),
    "delegation_too_deep": Text("转授权超过三层，不能办", "Passed on more than three times"),
    "delegation_unknown": Text("这种关系要到窗口办", "Please go to a window with this"),
    "agent_not_allowed": Text("这件事要本人办", "This must be done in person"),
    "minor_needs_guardian": Text("未成年人要监护人来办", "A guardian must do this"),
}
CARD_DATES: dict[type[KioskError], tuple[str, Text, Text]] = {
    CardExpired: (
        "card_expired",
        Text("身份证过有效期了", "The ID card has expired"),
        Text("没关系，不用证也能现场取号；换证请问工作人员。", "You can still take a number without it."),
    ),
    CardNotYetValid: (
        "card_not_yet_valid",
        Text("身份证还没到生效日", "The ID card is not valid yet"),
        Text("换一张有效的证，或者不用证现场取号。", "Use a valid one, or take a number without it."),
    ),
}
DEVICE: dict[tuple[str, str], Text] = {
    ("ticket_printer", "paper_out"): Text("打印机没纸了", "The printer is out of paper"),
    ("ticket_printer", "cover_open"): Text("打印机的盖子没关好", "The printer cover is open"),
    ("ticket_printer", "no_answer"): Text("打印机没有回应", "The printer does not answer"),
    ("document_printer", "paper_out"): Text("打印机没纸了", "The printer is out of paper"),
    ("document_printer", "paper_jam"): Text("打印机卡纸了", "Paper is stuck in the printer"),
    ("document_printer", "cover_open"): Text("打印机的盖子没关好", "The printer cover is open"),
    ("document_printer", "toner_out"): Text("打印机没墨粉了", "The printer is out of toner"),
    ("document_printer", "no_answer"): Text("打印机没有回应", "The printer does not answer"),
    ("id_card", "no_answer"): Text("读卡器没有回应", "The card reader does not answer"),
    ("id_card", "library_crashed"): Text(
        "读卡器卡住了，正在重启", "The card reader stopped and is restarting"
    ),
    ("id_card", "library_hung"): Text("读卡器卡住了，正在重启", "The card reader stopped and is restarting"),
}
DEVICE_KIND: dict[str, tuple[Text, Picture]] = {
    "ticket_printer": (Text("小票打印机用不了", "The ticket printer is not working"), "printer"),
    "document_printer": (Text("打印机用不了", "The printer is not working"), "printer"),
    "id_card": (Text("身份证读卡器用不了", "The ID card reader is not working"), "reader"),
    "smart_card": (Text("插卡的读卡器用不了", "The chip card reader is not working"), "reader"),
    "code_scanner": (Text("扫码器用不了", "The code scanner is not working"), "reader"),
    "document_scanner": (Text("高拍仪用不了", "The document scanner is not working"), "reader"),
    "camera": (Text("摄像头用不了", "The camera is not working"), "person"),
    "face": (Text("人脸比对现在用不了", "The face check is not working"), "person"),
}
REFUSED: dict[str, Text] = {
    **DELEGATION,
    "qr_unknown": Text("平台不认识这个码", "The platform does not know this code"),
    "qr_expired": Text("码过期了，请刷新再扫", "The code has expired. Please refresh it."),
    "otp_locked": Text("输错太多次，先锁一会儿", "Too many wrong codes. Locked for a while."),
    "verification_expired": Text("核对过期了，请再来一次", "That proof has expired. Please do it again."),
    "consent_missing": Text("还缺您的同意", "Your consent is missing"),
    "level_too_low": Text("核对得还不够，请去窗口", "Not confirmed enough. Please go to a window."),
    "certificate_not_usable": Text("这份证照现在不能用", "This certificate cannot be used now"),
    "print_quota_exhausted": Text("今天的份数打完了", "No more copies can be printed today"),
    "grant_expired": Text("等得太久，许可过期了", "The permission has run out"),
    "grant_closed": Text("这次打印的许可用过了", "This permission was used already"),
    "case_not_found": Text("没查到这个编号", "No case has this number"),
    "not_owner": Text("这件不在您名下", "This is not in your name"),
    "state_conflict": Text("现在这一步不能这样办", "Not possible at this step"),
    "not_found": Text("平台上没有查到", "The platform has no such record"),
    "identity_rejected": Text("身份没有核对上", "Your identity could not be confirmed"),
    "validation_failed": Text("有一项平台没收", "The platform did not take one of the entries"),
    "item_withdrawn": Text("这件事刚停办，请问窗口", "It was withdrawn. Please ask at a window."),
    "upload_incomplete": Text("有一页没传完整", "A page did not arrive whole"),
    "upload_unsafe": Text("有一页没通过检查", "A page did not pass the check"),
    "confirmation_expired": Text("放得太久，要重新提交", "Too long ago. Please hand it in anew."),
    "account_disabled": Text("这个账号停用了", "This account is disabled"),
    "account_locked": Text("这个账号暂时锁住了", "This account is locked for now"),
    "booking_expired": Text("这个预约过时间了", "This booking has expired"),
    "ticket_exists": Text("这个号已经取过了", "A number has been issued for this already"),
    "tickets_exhausted": Text("今天的号取完了", "No numbers are left today"),
    "item_not_permitted_here": Text("这件事不在这台机器办", "This is not done at this terminal"),
    "request_in_progress": Text("平台还在办，请稍等再试", "Still being done. Please wait, then try again"),
    "rate_limited": Text("现在人多，请稍等", "Very busy. Please wait a moment"),
    "session_expired": Text("时间到了，请重新放卡", "Time is up. Please sign in again"),
    "session_invalid": Text("请重新放一次卡", "Please sign in again"),
    "session_missing": Text("请先放一下卡", "Please sign in first"),
}
