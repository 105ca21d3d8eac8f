"""Debian's libgooglepinyin0 by ctypes: the decoder of Android's Google Pinyin with its dictionary.

It is opened without a user dictionary, and nothing is ever chosen in it: a choice is made on our side, and
the letters that are left are looked up anew. So there is nothing it could learn or write down.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Structure, byref, c_bool, c_char_p, c_size_t, c_uint16, c_void_p
from pathlib import Path
from typing import Final

from kiosk.errors import NoPinyin
from kiosk.screens.writing.pinyin import APART, Suggested, Word, takes

LIBRARY: Final = "libgooglepinyin.so.0"
DICTIONARY: Final = Path("googlepinyin/data/dict_pinyin.dat")
"""Beside the library, wherever that lies on this architecture."""
NO_USER_DICTIONARY: Final = b""
"""No file has this name: the decoder then works without one."""
WORDS_MOST: Final = 400
"""Initials alone mean a thousand words; nobody looks through them all."""
NOT_OFFERED: Final = frozenset({"性福"})
"""Words of its dictionary that have no place on the wall of a hall. Their characters can be chosen singly."""
_CHARACTERS: Final = 64


class _Place(Structure):
    """``Dl_info`` of dladdr(3)."""

    _fields_ = (("file", c_char_p), ("base", c_void_p), ("symbol", c_char_p), ("address", c_void_p))


class GooglePinyin:
    """The decoder. It is one for the whole process, whatever is made of this class."""

    def __init__(self, library: str = LIBRARY, dictionary: Path | None = None) -> None:
        """Open it. Raises ``NoPinyin`` when the library or its dictionary is not there."""
        try:
            self._decoder = ctypes.CDLL(library)
        except OSError as missing:
            raise NoPinyin(f"{library} cannot be loaded (Debian: libgooglepinyin0)") from missing
        _declare(self._decoder)
        words = dictionary or _folder_of(self._decoder) / DICTIONARY
        if not words.is_file():
            raise NoPinyin(f"{words} is missing (Debian: libgooglepinyin0)")
        if not self._decoder.im_open_decoder(bytes(words), NO_USER_DICTIONARY):
            raise NoPinyin(f"{words} is not a dictionary of libgooglepinyin")
        self._room = (c_uint16 * (_CHARACTERS + 1))()

    def suggest(self, letters: str) -> Suggested:
        """Look them up and forget them. Raises ``ValueError`` for letters that are not taken."""
        if not takes(letters):
            raise ValueError("not letters that can be looked up")
        asked = letters.rstrip(APART).encode()
        self._decoder.im_reset_search()
        found = self._decoder.im_search(asked, len(asked))
        edges = self._edges()
        words = tuple(
            Word(text, edges[len(text)])
            for text in map(self._word, range(min(found, WORDS_MOST)))
            if 0 < len(text) < len(edges) and text not in NOT_OFFERED
        )
        self._decoder.im_reset_search()
        return Suggested(words, _apart(letters, edges))

    def _edges(self) -> list[int]:
        """Where each syllable begins, and where the last one ends."""
        starts = POINTER(c_uint16)()
        count = self._decoder.im_get_spl_start_pos(byref(starts))
        return [starts[number] for number in range(count + 1)]

    def _word(self, number: int) -> str:
        if not self._decoder.im_get_candidate(number, self._room, _CHARACTERS):
            return ""
        return bytes(self._room).decode("utf-16-le", "replace").split("\0", 1)[0]


def _apart(letters: str, edges: list[int]) -> str:
    parts = [letters[start:end] for start, end in zip(edges, [*edges[1:], len(letters)], strict=True)]
    return " ".join(" ".join(parts).replace(APART, " ").split())


def _folder_of(decoder: ctypes.CDLL) -> Path:
    """The folder that the loader found the library in. Raises ``NoPinyin``."""
    place = _Place()
    loader = ctypes.CDLL(None)
    loader.dladdr.argtypes = [c_void_p, c_void_p]
    if not loader.dladdr(ctypes.cast(decoder.im_search, c_void_p), byref(place)) or not place.file:
        raise NoPinyin("the loader does not say where the library lies")
    return Path(place.file.decode()).resolve().parent


def _declare(decoder: ctypes.CDLL) -> None:
    """The types of ``pinyinime.h``. Raises ``NoPinyin`` for a library without these functions."""
    functions: dict[str, tuple[object, list[object]]] = {
        "im_open_decoder": (c_bool, [c_char_p, c_char_p]),
        "im_reset_search": (None, []),
        "im_search": (c_size_t, [c_char_p, c_size_t]),
        "im_get_candidate": (c_void_p, [c_size_t, c_void_p, c_size_t]),
        "im_get_spl_start_pos": (c_size_t, [c_void_p]),
    }
    for name, (result, arguments) in functions.items():
        try:
            function = getattr(decoder, name)
        except AttributeError as missing:
            raise NoPinyin(f"the library has no {name}") from missing
        function.restype, function.argtypes = result, arguments
