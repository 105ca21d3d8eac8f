"""What somebody has typed so far on one view, and where the next key goes. It lives in this object alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kiosk.domain.words import Text
from kiosk.journeys.view import Field, View
from kiosk.screens import typed
from kiosk.screens.parts import Local
from kiosk.screens.writing.pinyin import Pinyin, Word, open_pinyin
from kiosk.screens.writing.writing import Writing

CHOOSE_WORDS: Final = Text("先点选汉字", "Choose words")


class TypingState:
    """Kept while the same fields are asked for; a one-time code only until it was refused."""

    def __init__(self, pinyin: Callable[[], Pinyin | None] = open_pinyin) -> None:
        """``pinyin`` is asked for when a field first takes Chinese."""
        self.fields: tuple[Field, ...] = ()
        self.letters = False
        """The letters are up instead of the digits, where both have no room."""
        self.page = 0
        self.writing = Writing(pinyin)
        self._asked: tuple[tuple[str, str, str], ...] = ()
        self._typed: dict[str, str] = {}
        self._focus = ""
        self._view: View | None = None
        self._sent = False

    def take_up(self, view: View) -> None:
        """Begin anew where something else is asked; drop a code that was refused."""
        if view is self._view:
            return
        self.fields = tuple(field for field in view.fields if field.kind in typed.KINDS)
        asked = tuple((field.id, field.label.zh, field.kind) for field in self.fields)
        wrong = next((field.id for field in self.fields if field.error), None)
        if asked != self._asked:
            self._typed = {field.id: typed.begin(field) for field in self.fields}
            self.letters, self.page = False, 0
            self.writing.drop()
            self._focus = wrong or next((f.id for f in self.fields if self.lacks(f)), self.fields[0].id)
        elif self._sent:
            self._typed |= dict.fromkeys(typed.ONE_TIME & self._typed.keys(), "")
            self._focus = wrong or self._focus
            self.writing.drop()
        self._asked, self._view, self._sent = asked, view, False
        self._begin_writing()

    def sent(self) -> None:
        """What was typed went out: a code that is asked for again was refused."""
        self._sent = True

    def do(self, action: Local) -> bool:
        """A key, an option, another field, other keys, another page of options; whether it was one."""
        field = self.focused
        if field.chinese and self._write(field, action):
            return True
        match action.name:
            case "key":
                self._typed[field.id] = typed.press(field, self.of(field), action.value)
            case "pick":
                self._typed[field.id] = typed.pick(field, self.of(field), action.value)
            case "focus":
                self._typed[field.id] += self.writing.finish(self.room(field))
                self._focus, self.page, self.letters = action.value, 0, False
                self._begin_writing()
            case "letters":
                self.letters = bool(action.value)
            case "page":
                self.page = int(action.value)
            case _:
                return False
        return True

    def _write(self, field: Field, action: Local) -> bool:
        """What is done with Chinese in hand."""
        writing, room = self.writing, self.room(field)
        match action.name:
            case "key":
                text = writing.press(action.value, room)
                if text is not None:
                    self._typed[field.id] = typed.press(field, self.of(field), text)
            case "word":
                offered = writing.words(room)
                if int(action.value) < len(offered):
                    self._typed[field.id] += writing.choose(offered[int(action.value)])
            case "keys":
                self._typed[field.id] = typed.press(field, self.of(field), writing.turn(action.value))
            case "more":
                writing.more, writing.page = bool(action.value), 0
            case "page":
                writing.page = int(action.value)
            case _:
                return False
        return True

    def _begin_writing(self) -> None:
        if self.fields and self.focused.chinese:
            self.writing.begin()

    def room(self, field: Field) -> int:
        """How many more characters a field takes."""
        return typed.most(field) - len(self.of(field))

    def words(self) -> tuple[Word, ...]:
        """What is offered for the letters being typed."""
        return self.writing.words(self.room(self.focused))

    @property
    def focused(self) -> Field:
        """Where the next key goes."""
        return next(field for field in self.fields if field.id == self._focus)

    @property
    def following(self) -> tuple[Field, ...]:
        """The other fields, from the focused one on and round again."""
        at = self.fields.index(self.focused)
        return (*self.fields[at + 1 :], *self.fields[:at])

    @property
    def next_lacking(self) -> Field | None:
        """Where to go on: the next field that lacks something, once the focused one lacks nothing."""
        if self.lacks(self.focused) is not None:
            return None
        return next((field for field in self.following if self.lacks(field)), None)

    @property
    def composing(self) -> str:
        """The letters that are to become words, their syllables apart."""
        return self.writing.suggested.spelt

    @property
    def error(self) -> Text | None:
        """What was wrong with any of them."""
        return next((field.error for field in self.fields if field.error), None)

    def of(self, field: Field) -> str:
        """What was typed into a field."""
        return self._typed[field.id]

    def lacks(self, field: Field) -> Text | None:
        """What a field still needs."""
        if field.id == self._focus and self.writing.letters:
            return CHOOSE_WORDS
        return typed.lacks(field, self.of(field))

    def values(self) -> tuple[tuple[str, str], ...]:
        """What goes out; fields left empty are left out."""
        written = ((field.id, typed.value(field, self.of(field))) for field in self.fields)
        return tuple((name, value) for name, value in written if value)
