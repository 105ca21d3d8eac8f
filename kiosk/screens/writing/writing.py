"""The letters being typed and the words offered for them, before any of it stands in a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, cast

from kiosk.screens.typed import BACKSPACE, CLEAR
from kiosk.screens.writing.pinyin import APART, LETTERS, Pinyin, Suggested, Word, takes

Keys = Literal["pinyin", "capitals", "signs"]
SPACE: Final = " "
NOTHING: Final = Suggested((), "")


class Writing:
    """One field's letters. What is finished is given back as text, and forgotten here.

    The engine is opened when letters may first be typed. Without one there are capitals, digits and signs.
    """

    def __init__(self, pinyin: Callable[[], Pinyin | None]) -> None:
        self._open = pinyin
        self._engine: Pinyin | None = None
        self._keys: Keys = "pinyin"
        self.letters = ""
        self.suggested = NOTHING
        self.more = False
        """All words are up, in place of the keys."""
        self.page = 0
        self.begun = False

    def begin(self) -> None:
        """A field is up that takes Chinese."""
        if not self.begun:
            self._engine, self.begun = self._open(), True

    @property
    def works(self) -> bool:
        """Whether Chinese can be written here."""
        return self._engine is not None

    @property
    def keys(self) -> Keys:
        """Which keys are up."""
        return self._keys if self.works or self._keys == "signs" else "capitals"

    def turn(self, keys: str) -> str:
        """Other keys; the text of what was being typed, which stays as it is where capitals are wanted."""
        self._keys = cast("Keys", keys)
        self.more = False
        if keys != "capitals":
            return ""
        typed, self.letters, self.suggested = self.letters, "", NOTHING
        return typed.replace(APART, "").upper()

    def press(self, key: str, room: int) -> str | None:
        """What a key adds to the field, ``None`` when it was for the letters alone.

        ``room``: how many characters the field still takes. A sign finishes what was being typed.
        """
        if self.letters and key in {BACKSPACE, CLEAR}:
            self._look_up(self.letters[:-1] if key == BACKSPACE else "")
            return None
        if self.works and (key in LETTERS or key == APART):
            if self.accepts(key, room):
                self._look_up(self.letters + key)
            return None
        if not self.letters:
            return key
        word = self.finish(room)
        return word if key == SPACE else word + key

    def accepts(self, key: str, room: int) -> bool:
        """Whether a letter can come next."""
        return room > 0 and self.works and takes(self.letters + key)

    def words(self, room: int) -> tuple[Word, ...]:
        """What is offered: words that find room in the field, else the letters themselves."""
        offered = tuple(word for word in self.suggested.words if len(word.text) <= room)
        if offered or not self.letters:
            return offered
        return (Word(self.letters.replace(APART, "")[:room], len(self.letters)),)

    def choose(self, word: Word) -> str:
        """The word is meant: its text, and the letters after it remain to be chosen for."""
        self._look_up(self.letters[word.letters :].lstrip(APART))
        return word.text

    def finish(self, room: int) -> str:
        """Take the first word, and the first of what is left, to the end."""
        text = ""
        while self.letters and (offered := self.words(room - len(text))):
            text += self.choose(offered[0])
        self.drop()
        return text

    def drop(self) -> None:
        """Forget what was being typed."""
        self._look_up("")

    def _look_up(self, letters: str) -> None:
        self.letters, self.more, self.page = letters, False, 0
        # What is left of letters that were taken, as z of za, need not be taken itself.
        if self._engine is not None and takes(letters):
            self.suggested = self._engine.suggest(letters)
        else:
            self.suggested = Suggested((), letters)
