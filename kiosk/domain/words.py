"""Text for people: Chinese always, other languages where translated. Never markup."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said. ``zh`` is always there; ``en`` where translated."""

    zh: str
    en: str | None = None

    def in_language(self, language: str) -> str:
        """Return the words in ``language``, or in Chinese where there is no translation."""
        return self.en if language == "en" and self.en else self.zh
