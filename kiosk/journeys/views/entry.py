"""Views on which something is typed: one question each, and always a way around it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field, View
from kiosk.journeys.views.trouble import STAFF

ANOTHER_WAY = Choice("another_way", Text("换个方式", "Use another way"))


@dataclass(frozen=True, kw_only=True)
class Entry(View):
    """Base: fields, 下一步, another way, staff. ``error`` names what was wrong with what was typed."""

    without_fields = frozenset({"another_way", "staff", "resend"})

    error: Text | None = None

    @property
    def next_label(self) -> Text:
        """What the main button says."""
        return Text("下一步", "Next")

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice("next", self.next_label, primary=True), ANOTHER_WAY, STAFF)


@dataclass(frozen=True, kw_only=True)
class TypeNumber(Entry):
    """The ID number by hand; a code then goes to the phone that is bound to it."""

    @property
    def title(self) -> Text:
        return Text("请输身份证号", "Type your ID number")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("输完给您登记的手机发验证码。", "We then text a code to the phone on your account."),)

    @property
    def fields(self) -> tuple[Field, ...]:
        label = Text("身份证号", "ID number")
        return (Field("id_number", label, "id_number", error=self.error, max_length=18),)


@dataclass(frozen=True, kw_only=True)
class EnterCode(Entry):
    """The one-time code that the platform sent."""

    phone_masked: str
    attempts_left: int | None = None
    can_resend: bool = False

    @property
    def title(self) -> Text:
        return Text("请输短信验证码", "Type the code from the text message")

    @property
    def lines(self) -> tuple[Text, ...]:
        said = (Text(f"发到了 {self.phone_masked}", f"Sent to {self.phone_masked}"),)
        if self.attempts_left is None:
            return said
        left = self.attempts_left
        return (*said, Text(f"还能试 {left} 次。", f"{left} more tries."))

    @property
    def fields(self) -> tuple[Field, ...]:
        return (Field("code", Text("验证码", "Code"), "digits", error=self.error, max_length=8),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        wait = Text("刚发过，等一分钟再点", "Just sent. Please wait a minute.")
        resend = Choice(
            "resend",
            Text("没收到，重发", "Send it again"),
            enabled=self.can_resend,
            why_not=None if self.can_resend else wait,
        )
        main, *rest = super().choices
        return (main, resend, *rest)


@dataclass(frozen=True, kw_only=True)
class DocumentData(Entry):
    """What is printed on the photo page opens the chip (ICAO 9303-11)."""

    @property
    def title(self) -> Text:
        return Text("请输照片页上的三项", "Type three things from the photo page")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("有了它们才能打开芯片，读完就清掉。", "They open the chip, and are erased after."),)

    @property
    def fields(self) -> tuple[Field, ...]:
        return (
            Field("number", Text("证件号码", "Document number"), "text", error=self.error, max_length=20),
            Field("birth", Text("出生日期", "Date of birth"), "date"),
            Field("expiry", Text("有效期至", "Date of expiry"), "date"),
        )


FACTORS: dict[str, Text] = {
    "social_security_card": Text("社保卡号", "Social security card number"),
    "bank_card": Text("银行卡号", "Bank card number"),
    "provident_fund": Text("公积金账号", "Provident fund number"),
    "driving_licence_file": Text("驾驶证档案编号", "Driving licence file number"),
}
"""Further things only this person has (ID-04), in the contract's words."""


@dataclass(frozen=True, kw_only=True)
class ChooseFactor(View):
    """Which further number they have at hand."""

    @property
    def title(self) -> Text:
        return Text("再核对一样，您手边有哪个？", "One more number. Which do you have?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("只用来核对是您本人，不留在机器里。", "Only to confirm it is you. Nothing is kept."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (*(Choice(kind, label) for kind, label in FACTORS.items()), ANOTHER_WAY, STAFF)


@dataclass(frozen=True, kw_only=True)
class EnterFactor(Entry):
    """The further number itself."""

    factor: str

    @property
    def title(self) -> Text:
        label = FACTORS[self.factor]
        return Text(f"请输{label.zh}", f"Type your {(label.en or '').lower()}")

    @property
    def fields(self) -> tuple[Field, ...]:
        return (Field("value", FACTORS[self.factor], "text", error=self.error, max_length=30),)
