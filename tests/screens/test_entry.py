"""Typing screens: what the main button says, what an error leaves standing, how fields follow each other."""

from dataclasses import dataclass, replace

import pytest

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Field
from kiosk.journeys.views import DocumentData, EnterCode, EnterFactor, Entry, TypeNumber
from kiosk.screens.parts import Box, Choose, Local, Target
from tests.screens.sketch import WAYS, Sketch, said
from tools.audit import problems
from tools.easel import Easel

pytestmark = pytest.mark.xdist_group("kivy")

NUMBER = "99010119750308123X"
WRONG = Text("再看一遍", "Please check it")
PHONE = "138****5678"


def type_in(sketch: Sketch, keys: str) -> None:
    for key in keys:
        sketch.send(Local("key", key))


def sent(sketch: Sketch) -> dict[str, str] | None:
    """The values that 下一步 would send now."""
    return next(
        (dict(t.action.values) for t in sketch.targets() if isinstance(t.action, Choose) and t.action.values),
        None,
    )


@pytest.mark.parametrize("way", WAYS)
def test_on_only_with_the_whole_number(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, TypeNumber(), way)
    assert "next" not in sketch.choices()
    type_in(sketch, NUMBER[:6])
    assert ("还差 12 位" if way.endswith("zh") else "12 more to type") in sketch.words()
    assert "next" not in sketch.choices()
    type_in(sketch, NUMBER[6:])
    assert sent(sketch) == {"id_number": NUMBER}
    assert "990101 19750308 123X" in sketch.words()


@pytest.mark.parametrize("way", WAYS)
def test_there_is_always_a_way_around(easel: Easel, way: str) -> None:
    for view in (
        TypeNumber(),
        EnterCode(phone_masked=PHONE),
        DocumentData(),
        EnterFactor(factor="bank_card"),
    ):
        assert {"another_way", "staff"} <= set(Sketch(easel, view, way).choices())


@pytest.mark.parametrize("way", WAYS)
def test_a_code_can_be_sent_again_once_it_may(easel: Easel, way: str) -> None:
    early = Sketch(easel, EnterCode(phone_masked=PHONE), way)
    assert "resend" not in early.choices()
    assert ("等一分钟" if way.endswith("zh") else "wait a minute") in early.words()
    assert "resend" in Sketch(easel, EnterCode(phone_masked=PHONE, can_resend=True), way).choices()


def test_a_wrong_number_stays_to_be_corrected(easel: Easel) -> None:
    sketch = Sketch(easel, TypeNumber())
    type_in(sketch, NUMBER)
    assert sketch.press("下一步") == "next"
    sketch.show(TypeNumber(error=WRONG))
    assert sent(sketch) == {"id_number": NUMBER}
    assert "再看一遍" in sketch.words()
    assert "warnc" in sketch.icons()
    sketch.send(Local("key", "backspace"))
    type_in(sketch, "4")
    assert sent(sketch) == {"id_number": NUMBER[:-1] + "4"}


@pytest.mark.parametrize("again", [EnterCode(phone_masked=PHONE, error=WRONG), EnterCode(phone_masked=PHONE)])
def test_a_refused_code_is_gone(easel: Easel, again: EnterCode) -> None:
    sketch = Sketch(easel, EnterCode(phone_masked=PHONE))
    type_in(sketch, "123456")
    assert sketch.press("下一步") == "next"
    sketch.show(again)
    assert "123456" not in sketch.words()
    assert sent(sketch) is None


def test_a_code_being_typed_outlives_the_minute_until_it_can_be_sent_again(easel: Easel) -> None:
    sketch = Sketch(easel, EnterCode(phone_masked=PHONE))
    type_in(sketch, "1234")
    sketch.show(EnterCode(phone_masked=PHONE, can_resend=True))
    assert "1234" in sketch.words()


def test_another_number_begins_empty(easel: Easel) -> None:
    sketch = Sketch(easel, EnterFactor(factor="bank_card"))
    type_in(sketch, "6217")
    sketch.show(EnterFactor(factor="provident_fund"))
    assert "6217" not in sketch.words()


@pytest.mark.parametrize("way", WAYS)
def test_three_things_one_after_the_other(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, DocumentData(), way)
    english = way.endswith("en")
    type_in(sketch, "E1234567")
    assert sketch.press("Next: Date of birth" if english else "下一项：出生日期") is None
    type_in(sketch, "19750308")
    assert "1975-03-08" in sketch.words()
    assert sketch.press("Next: Date of expiry" if english else "下一项：有效期至") is None
    type_in(sketch, "20300101")
    assert sent(sketch) == {"number": "E1234567", "birth": "1975-03-08", "expiry": "2030-01-01"}


@pytest.mark.parametrize("way", WAYS)
def test_every_field_can_be_come_back_to(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, DocumentData(), way)
    found = set()
    for _ in range(3):
        fields = {
            t.action for t in sketch.targets() if isinstance(t.action, Local) and t.action.name == "focus"
        }
        assert fields
        new = next((f for f in sorted(fields, key=lambda f: f.value) if f.value not in found), None)
        if new is None:
            break
        found.add(new.value)
        sketch.send(new)
    assert {"birth", "expiry"} <= found


def test_letters_and_digits_by_turns_for_elders(easel: Easel) -> None:
    sketch = Sketch(easel, DocumentData(), "portrait.elder.zh")
    assert Local("key", "E") not in [t.action for t in sketch.targets()]
    sketch.press("字母")
    assert Local("key", "E") in [t.action for t in sketch.targets()]
    type_in(sketch, "E")
    sketch.press("数字")
    type_in(sketch, "1")
    assert "E1" in sketch.words()


@pytest.mark.parametrize("way", WAYS)
def test_keys_are_large(easel: Easel, way: str) -> None:
    elder = "elder" in way
    for view in (TypeNumber(), DocumentData(), EnterFactor(factor="bank_card")):
        digits = [t for t in Sketch(easel, view, way).targets() if said(t) in set("0123456789")]
        assert len(digits) == 10
        assert min(t.rect.w for t in digits) >= (200 if elder else 95.5)
        assert min(t.rect.h for t in digits) >= 96


def test_elders_choose_among_at_most_four(easel: Easel) -> None:
    for view in (TypeNumber(), DocumentData(), EnterCode(phone_masked=PHONE, can_resend=True)):
        for shape in ("portrait", "landscape"):
            sketch = Sketch(easel, view, f"{shape}.elder.zh")
            keys = ("key", "letters")
            others = [
                t
                for t in sketch.targets()
                if not (isinstance(t.action, Local) and t.action.name in keys) and said(t) != "X"
            ]
            assert len(others) <= 4


def test_a_field_looks_chosen_or_wrong(easel: Easel) -> None:
    def lines(view: Entry) -> set[str | None]:
        return {p.line for p in Sketch(easel, view).parts() if isinstance(p, Box) and p.line_width == 6}

    assert lines(TypeNumber()) == {"blue_600"}
    assert lines(TypeNumber(error=WRONG)) == {"red_700"}


@dataclass(frozen=True, kw_only=True)
class SomeForm(Entry):
    """Every kind of field that can be filled in here."""

    only: tuple[str, ...] = ("phone", "digits", "yes_no", "choice", "multi_choice", "date")

    @classmethod
    def name(cls) -> str:
        return EnterFactor.name()  # drawn by the same screen

    @property
    def title(self) -> Text:
        return Text("填一填", "Fill it in")

    @property
    def fields(self) -> tuple[Field, ...]:
        offered = tuple(Choice(f"c{n}", Text(f"第 {n} 样", f"Number {n}")) for n in range(6))
        all_of_them = (
            Field("phone", Text("手机号", "Phone"), "phone"),
            Field("digits", Text("面积", "Area"), "digits", max_length=6),
            Field("yes_no", Text("愿意吗", "Willing"), "yes_no"),
            Field("choice", Text("选一样", "One of them"), "choice", choices=offered),
            Field("multi_choice", Text("选几样", "Some of them"), "multi_choice", choices=offered),
            Field("date", Text("哪天", "Which day"), "date", required=False),
        )
        return tuple(f for f in all_of_them if f.id in self.only)


@pytest.mark.parametrize("way", WAYS)
def test_a_form_of_every_kind(easel: Easel, way: str) -> None:
    sketch = Sketch(easel, SomeForm(), way)
    type_in(sketch, "13800001234")
    sketch.send(Local("focus", "digits"))
    type_in(sketch, "88")
    sketch.send(Local("focus", "yes_no"))
    sketch.send(Local("pick", "no"))
    sketch.send(Local("focus", "choice"))
    assert Local("page", "1") in [t.action for t in sketch.targets()]
    sketch.send(Local("page", "1"))
    sketch.send(Local("pick", "c4"))
    sketch.send(Local("focus", "multi_choice"))
    sketch.send(Local("pick", "c2"))
    sketch.send(Local("pick", "c0"))
    assert sent(sketch) == {
        "phone": "13800001234",
        "digits": "88",
        "yes_no": "no",
        "choice": "c4",
        "multi_choice": "c0,c2",
    }


@pytest.mark.parametrize("kind", SomeForm().only)
def test_every_kind_can_be_read_and_pressed(easel: Easel, kind: str) -> None:
    for way in WAYS:
        for only in ((kind,), SomeForm().only):
            sketch = Sketch(easel, SomeForm(only=only), way)
            sketch.targets()
            sketch.send(Local("focus", kind))
            assert problems(sketch.drawing()) == [], way


@pytest.mark.parametrize("way", WAYS)
def test_a_screen_half_filled_in_can_be_read_and_pressed(easel: Easel, way: str) -> None:
    for view, keys in ((TypeNumber(), NUMBER), (TypeNumber(error=WRONG), "9901"), (DocumentData(), "E" * 20)):
        sketch = Sketch(easel, view, way)
        type_in(sketch, keys)
        assert problems(sketch.drawing()) == []
        for name in ("birth", "expiry") if isinstance(view, DocumentData) else ():
            sketch.send(Local("focus", name))
            type_in(sketch, "197503")
            assert problems(sketch.drawing()) == []


def test_the_way_to_the_letters_is_where_the_digits_are(easel: Easel) -> None:
    for shape in ("portrait", "landscape"):
        sketch = Sketch(easel, EnterFactor(factor="social_security_card"), f"{shape}.elder.zh")
        sketch.press("字母")
        assert problems(sketch.drawing()) == []
        keys = [t for t in sketch.targets() if isinstance(t, Target) and len(said(t)) == 1]
        assert len(keys) == 26


def test_the_field_that_was_wrong_is_the_one_to_type_into(easel: Easel) -> None:
    sketch = Sketch(easel, DocumentData())
    type_in(sketch, "E1")
    sketch.send(Local("focus", "birth"))
    type_in(sketch, "19750308")
    sketch.send(Local("focus", "expiry"))
    type_in(sketch, "20300101")
    assert sketch.press("下一步") == "next"
    sketch.show(replace(DocumentData(), error=WRONG))
    type_in(sketch, "2")
    values = sent(sketch)
    assert values is not None
    assert values["number"] == "E12"
