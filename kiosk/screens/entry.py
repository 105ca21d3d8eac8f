"""Typing (mock-up 12): the question, its fields, the keys, 下一步, and the ways around it.

What is typed lives in the screen's own state and nowhere else. It is dropped when another view is up, when
other fields are asked for, and when the visit ends; a one-time code also as soon as it was refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Field, View
from kiosk.screens import entry_plan, typed
from kiosk.screens.entry_plan import Plan
from kiosk.screens.geometry import Rect
from kiosk.screens.look import Look
from kiosk.screens.parts import Box, Choose, Local, Part
from kiosk.screens.screen import Now, Screen
from kiosk.screens.typing_state import TypingState
from kiosk.screens.widgets.buttons import button
from kiosk.screens.widgets.chinese_keys import Onward
from kiosk.screens.widgets.inputs import Input, input_box, under_box
from kiosk.screens.widgets.keypad import alphabet, keyboard, number_pad
from kiosk.screens.widgets.pager import HEIGHT, page_of, pager
from kiosk.screens.widgets.tiles import option_row
from kiosk.screens.widgets.written import written
from kiosk.screens.widgets.zones import backdrop
from kiosk.screens.writing.pinyin import Pinyin, open_pinyin

NEXT: Final = "next"
ANOTHER_FIELD: Final = Text("看上一项", "Previous field")
NEXT_FIELD: Final = Text("下一项", "Next")
ICONS: Final = {"resend": "msg", "another_way": "refresh", "staff": "bell"}
OPTIONS: Final = 4
"""Options a page, where all of them find room; one fewer beside a pager."""


class EntryScreen(Screen[View]):
    """Fields above, keys below. The main button says what is missing until nothing is."""

    forgets = True

    def __init__(self, pinyin: Callable[[], Pinyin | None] = open_pinyin) -> None:
        """``pinyin``: what turns letters into Chinese, asked for when a field first takes that."""
        self._state = TypingState(pinyin)

    def local(self, action: Local) -> None:
        """A key, an option, another field."""
        if not self._state.do(action):
            super().local(action)

    def answered(self, action: Choose) -> None:
        """It was sent."""
        if action.choice == NEXT:
            self._state.sent()

    def parts(self, view: View, look: Look, now: Now) -> Iterator[Part]:  # noqa: ARG002
        """Draw it."""
        state = self._state
        state.take_up(view)
        plan = entry_plan.plan(view, state.fields, state.focused, look)
        yield from backdrop(plan.place, look)
        yield from plan.words
        if plan.sheet is not None:
            yield Box(plan.sheet, "paper", 28, "line" if look.theme.name == "high" else None, 4)
        for field, box, under in plan.boxes:
            yield from _field(field, state, box, plan, look)
            yield from _under(field, state, under, look)
        if plan.bar is None:
            yield from _keys(state, plan.keys, look)
        else:
            yield from written(plan.bar, plan.keys, look, state, _on(view, state))
        if plan.next is not None:
            yield _next(view, state, plan.next, look)
        yield from _ways(view, state, plan, look)


def _field(field: Field, state: TypingState, box: Rect, plan: Plan, look: Look) -> Iterator[Part]:
    stands, alone = state.of(field), len(state.fields) == 1
    label = field.label
    if plan.partial:  # others are out of sight: tell of them
        at = f"{state.fields.index(field) + 1}/{len(state.fields)}"
        label = Text(f"{at} {label.zh}", f"{at} {label.en or label.zh}")
    shown = Input(
        _picked(field, stands, look) if field.kind in typed.PICKED else typed.shown(field, stands),
        typed.to_come(field, stands),
        None if alone else label,
        focused=field is state.focused,
        wrong=field.error is not None,
        composing=state.composing if field is state.focused else "",
        tail=field.chinese,
    )
    yield from input_box(box, shown, look, None if alone else Local("focus", field.id))


def _under(field: Field, state: TypingState, room: Rect, look: Look) -> Iterator[Part]:
    """What is wrong, else what to type now; the one place in landscape tells of the other fields too."""
    if room.h == 0:
        return
    hint = (typed.hint(field, state.of(field)) if field is state.focused else None) or field.note
    wrong = field.error or (state.error if look.landscape and hint is None else None)
    if told := wrong or hint:
        yield from under_box(room, told, look, wrong=wrong is not None)


def _picked(field: Field, stands: str, look: Look) -> str:
    chosen = stands.split(",")
    return "、".join(look.main(c.label) for c in typed.options(field) if c.id in chosen)


def _keys(state: TypingState, rect: Rect, look: Look) -> Iterator[Part]:
    field = state.focused

    def accepts(character: str) -> bool:
        return typed.accepts(field, state.of(field), character)

    if field.kind in typed.PICKED:
        yield from _options(state, rect, look)
    elif field.kind == "text" and not look.elder:
        yield from keyboard(rect, look, accepts)
    elif field.kind == "text" and state.letters:
        yield from alphabet(rect, look, accepts)
    else:
        cross, letters = field.kind == "id_number", field.kind == "text"
        yield from number_pad(rect, look, accepts, cross=cross, letters=letters)


def _options(state: TypingState, rect: Rect, look: Look) -> Iterator[Part]:
    offered = typed.options(state.focused)
    size = OPTIONS if len(offered) <= OPTIONS else OPTIONS - 1
    shown, page, pages = page_of(offered, state.page, size)
    cells = rect.rows(*[1] * OPTIONS, gap=16)
    chosen = state.of(state.focused).split(",")
    for cell, choice in zip(cells, shown, strict=False):
        yield option_row(cell, choice, look, selected=choice.id in chosen, action=Local("pick", choice.id))
    if pages > 1:
        yield from pager(cells[-1].low(min(HEIGHT, cells[-1].h)), page, pages, look)


def _next(view: View, state: TypingState, rect: Rect, look: Look) -> Part:
    """On to the next field, or on with all of them; what the focused field lacks, until it does not."""
    other = state.next_lacking
    if other is not None:
        on = Text(f"下一项：{other.label.zh}", f"Next: {other.label.en or other.label.zh}")
        return button(rect, on, look, Local("focus", other.id))
    on_key = _on(view, state)
    action = on_key.action or Choose(NEXT)
    enabled = on_key.action is not None
    return button(rect, on_key.label, look, action, size=52, enabled=enabled)


def _on(view: View, state: TypingState) -> Onward:
    """The same in the few words of a key."""
    main = view.choice(NEXT)
    assert main is not None, "a view with fields has its way on"  # noqa: S101
    lacking = state.lacks(state.focused)
    other = state.next_lacking
    if other is not None:
        return Onward(NEXT_FIELD, Local("focus", other.id))
    why_not = main.why_not or lacking
    if lacking is None and main.enabled:
        return Onward(main.label, Choose(NEXT, state.values()))
    return Onward(why_not or main.label, None)


def _ways(view: View, state: TypingState, plan: Plan, look: Look) -> Iterator[Part]:
    """The other ways; and to the fields that are out of sight."""
    for choice, rect in zip((c for c in view.choices if c.id != NEXT), plan.ways, strict=False):
        icon = ICONS.get(choice.id) if plan.icons else None
        yield button(
            rect,
            choice.label,
            look,
            Choose(choice.id),
            kind="quiet",
            size=36,
            icon=icon,
            enabled=choice.enabled,
            why_not=choice.why_not,
        )
    if plan.partial:
        before = Local("focus", state.following[-1].id)
        yield button(plan.ways[-1], ANOTHER_FIELD, look, before, kind="quiet", size=36)
