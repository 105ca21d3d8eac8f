"""Papers under the document scanner: what lies there, which pages were taken, how else to go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, Progress, View
from kiosk.journeys.views import page_words
from kiosk.journeys.views.page_words import Check

SHORT: Final = 7
"""Characters of a material's name that find room in a title."""
BRIEF: Final = 30
"""Characters of notes that find room beside the title."""
PAGE: Final = "page-"
"""Begins the choice of a page that was taken: ``page-2``."""

Refused = Literal["no_page", "too_large", "too_much"]
"""Why the last picture was not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedMaterial:
    """One material of the guide that shall be scanned.

    ``item`` and ``material_id`` together name it: what was taken of it is kept until the matter is left.
    ``most``: pages, 1–50 (the contract's limit of one material). ``certificate``: the name of an electronic
    certificate that does as well. ``notes``: the guide's 填报须知. It is the ``number``-th of ``total``.
    """

    material_id: str
    name: str
    item: str = ""
    most: int = 20
    certificate: str | None = None
    optional: bool = False
    notes: str | None = None
    number: int = 1
    total: int = 1


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page that was taken; no reason: it can be read well."""

    number: int
    reasons: tuple[str, ...] = ()

    @property
    def clear(self) -> bool:
        """Nothing is wrong with it."""
        return not self.reasons

    @property
    def state(self) -> Text:
        """In two or three characters."""
        return page_words.STATE[self.reasons[0]] if self.reasons else page_words.CLEAR


@dataclass(frozen=True, kw_only=True)
class MaterialCapture(View):
    """One material under the scanner. What the lens sees is drawn beside this and is no part of it."""

    material_id: str
    material: str
    pages: tuple[PageRow, ...] = ()
    at: int = 1
    """The page that is dealt with now; one more than were taken: a new one."""
    most: int = 20
    seen: tuple[str, ...] | None = None
    """What is wrong with what lies there now; ``None``: nothing was seen yet."""
    shape: float = 4 / 3
    """Width to height of what the lens sees."""
    spot: tuple[float, float, float, float] | None = None
    """Where it shines: left, top, width and height, 0–1 of the picture."""
    away: Literal["left", "right"] | None = None
    """To which side the page must go, out of what shines."""
    busy: bool = False
    """A picture is being taken."""
    resting: bool = False
    """The scanner failed and is off; the other ways are open."""
    refused: Refused | None = None
    certificate: str | None = None
    optional: bool = False
    notes: str | None = None
    number: int = 1
    total: int = 1

    @property
    def row(self) -> PageRow | None:
        """The page that is dealt with, if it was taken."""
        return self.pages[self.at - 1] if self.at <= len(self.pages) else None

    @property
    def full(self) -> bool:
        """No page can be added."""
        return len(self.pages) >= self.most

    @property
    def notes_long(self) -> bool:
        """The notes find no room beside the title: they are read by themselves."""
        return self.notes is not None and len(self.notes) > BRIEF

    @property
    def title(self) -> Text:
        name = self.material if len(self.material) <= SHORT else ""
        page = f"第 {self.at} 页" if self.most > 1 or not name else ""
        this = f"page {self.at}" if self.most > 1 else "the document"
        if self.busy:
            return Text("正在拍，先别动纸", "Taking it. Leave the page still.")
        if self.resting:
            return Text("高拍仪用不了", "The scanner is off")
        if self.row is None:
            return Text(f"请拍{name}{page}", f"Please scan {this}")
        if self.row.clear:
            return Text(f"{name}{page}拍好了", f"{this.capitalize()} is clear")
        return Text(f"请重拍{name}{page}", f"Please rescan {this}")

    @property
    def lines(self) -> tuple[Text, ...]:
        name = (Text(self.material),) if len(self.material) > SHORT else ()
        return (*name, *self._said())

    def _said(self) -> Iterator[Text]:
        """The one sentence that helps most now."""
        if self.busy:
            return
        if self.resting:
            yield page_words.kept(len(self.pages))
        elif self.refused is not None:
            yield page_words.REFUSED[self.refused]
        elif self.row is not None and not self.row.clear:
            yield page_words.wrong(self.row.reasons)
        elif self.row is not None:
            yield page_words.GO_ON if self.most > 1 else page_words.DONE
        elif self.notes and not self.pages:
            yield Text(f"填报须知：{self.notes}") if not self.notes_long else page_words.NOTES_FIRST
        elif len(self.material) <= SHORT:
            yield page_words.LAY

    @property
    def hint(self) -> Text | None:
        """What to do with the paper now; ``None`` while the scanner rests."""
        if self.resting:
            return None
        if self.busy:
            return page_words.HOLD
        if self.seen is None:
            return page_words.OPENING
        if self.row is not None and self.row.clear:
            return page_words.KEPT
        if not self.seen:
            return page_words.READY
        return page_words.advice(self.seen, self.away)

    @property
    def checks(self) -> tuple[Check, ...]:
        """What is made of what lies there now, or of the page that was kept, a word each."""
        if self.seen is None or self.resting:
            return ()
        kept = self.row is not None and self.row.clear  # whatever lies there now: it may be taken away
        return page_words.checks(() if kept else self.seen)

    @property
    def progress(self) -> Progress | None:
        if self.total < 2:
            return None
        text = Text(f"第 {self.number} 份材料，共 {self.total} 份", f"Document {self.number} of {self.total}")
        return Progress(self.number, self.total, text)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The electronic way first (MT-06); nothing that the guide does not ask for (AP-09)."""
        offered = (
            self._certificate(),
            self._capture(),
            self._retake(),
            self._next(),
            *self._turning(),
            *self._otherwise(),
        )
        return tuple(_disabled(choice) for choice in offered) if self.busy else offered

    @property
    def speech(self) -> Text:
        """Without the pages one by one: title, sentences, the hint, and what can be done."""
        told = [self.title, *self.lines, *((self.hint,) if self.hint else ())]
        told += [c.label for c in self.choices if c.enabled and not c.id.startswith((PAGE, "add_"))]
        return Text(
            "。".join(t.zh.rstrip("。") for t in told) + "。",
            ". ".join((t.en or t.zh).rstrip(".") for t in told) + ".",
        )

    def _certificate(self) -> Choice:
        there = self.certificate is not None
        return Choice(
            "use_certificate",
            Text("用电子证照", "Use the e-certificate"),
            hint=Text(f"用《{self.certificate}》，不用拍") if there else None,
            enabled=there,
            why_not=None if there else Text("这份没有电子证照可用", "There is no e-certificate for it"),
        )

    def _capture(self) -> Choice:
        new = len(self.pages) + 1
        if self.resting:
            return Choice("capture", Text("再打开高拍仪", "Try the scanner again"), primary=not self.pages)
        return Choice(
            "capture",
            Text(f"拍第 {new} 页", f"Scan page {new}") if self.most > 1 else Text("拍照", "Scan it"),
            enabled=not self.full,
            why_not=page_words.full(self.most) if self.full else None,
            primary=self.row is None,
        )

    def _retake(self) -> Choice:
        taken = self.row is not None and not self.resting
        return Choice(
            "retake",
            Text(f"重拍第 {self.at} 页", f"Rescan page {self.at}") if self.most > 1 else page_words.AGAIN,
            enabled=taken,
            why_not=None if taken else Text("这一页还没拍", "This page was not taken yet"),
            primary=taken and self.row is not None and not self.row.clear,
        )

    def _next(self) -> Choice:
        clear = all(page.clear for page in self.pages)
        all_ = Text("就这些，下一步", "That is all") if self.most > 1 else Text("下一步", "Go on")
        label = all_ if clear else Text("先这样交", "Submit as is")
        return Choice(
            "next",
            label,
            enabled=bool(self.pages),
            why_not=None if self.pages else Text("先拍一页", "Scan a page first"),
            primary=bool(self.pages) and (self.resting or (self.row is not None and self.row.clear)),
        )

    def _turning(self) -> Iterator[Choice]:
        """To another page, to a new one, or rid of the last."""
        for page in self.pages:
            yield Choice(f"{PAGE}{page.number}", Text(f"第 {page.number} 页", f"Page {page.number}"))
        if self.most > 1 and self.row is not None and not self.resting:
            yield Choice(
                "add_page",
                Text("加一页", "Add page"),
                enabled=not self.full,
                why_not=page_words.full(self.most) if self.full else None,
            )
        if self.pages:
            last = len(self.pages)
            yield Choice("remove_last", Text(f"删掉第 {last} 页", f"Remove page {last}"))

    def _otherwise(self) -> Iterator[Choice]:
        if self.optional and not self.pages:
            yield Choice("skip", Text("不交这份", "Leave it out"), hint=Text("可以不交"))
        yield Choice("at_window", Text("到窗口交", "Hand it in at a window"))


def _disabled(choice: Choice) -> Choice:
    return Choice(choice.id, choice.label, choice.hint, enabled=False, why_not=page_words.HOLD)
