"""Certificates: which there are, what one says before it is printed, its printing, and what came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from kiosk.domain.words import Text
from kiosk.journeys.view import PRINTING_PATIENCE, Choice, Field, Progress, View
from kiosk.journeys.views.entry import Entry
from kiosk.journeys.views.listed import acting_for, listed
from kiosk.journeys.views.purpose import PURPOSES, offered
from kiosk.journeys.views.trouble import STAFF

CERTIFICATE_TEXT_VERSION: Final = "certificate-use-1"
"""Of ``USE``, which is shown where the platform told no text of its own."""
USE: Final = Text(
    "只为这次打印使用您的证照，留下记录供您查询。",
    "The certificate is used for this print only, and you can look the record up.",
)


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate held, or a proof that can be issued; ``why_not``: why it cannot be printed here now."""

    id: str
    name: str
    issuer: str
    valid_to: date | None
    why_not: Text | None = None


@dataclass(frozen=True, kw_only=True)
class CertificateList(View):
    """Everything there is. What cannot be printed keeps its place and says why."""

    certificates: tuple[CertificateRow, ...]
    acting_for: str | None = None

    @property
    def title(self) -> Text:
        if not self.certificates:
            return Text("没有查到能打印的证明", "There is nothing to print")
        return Text("要打印哪一份？", "Which one shall be printed?")

    @property
    def lines(self) -> tuple[Text, ...]:
        told = Text("打印不收钱。", "Printing is free.")
        if not self.certificates:
            told = Text("要开别的证明，请去窗口。", "A window can help you with others.")
        return (told, *acting_for(self.acting_for))

    @property
    def speech(self) -> Text:
        """Without what the person holds: others in the hall would hear it."""
        told = self.lines[0]
        return Text(f"{self.title.zh}{told.zh}", f"{self.title.en} {told.en}")

    @property
    def choices(self) -> tuple[Choice, ...]:
        rows = (
            listed(row.id, row.name, Text(f"{row.issuer} · {_until(row.valid_to).zh}"), row.why_not)
            for row in self.certificates
        )
        return (*rows, STAFF)


@dataclass(frozen=True, kw_only=True)
class CertificatePreview(View):
    """What its face says, masked by the platform; how many copies, and what for."""

    without_fields = frozenset({"other_purpose", "staff"})

    certificate: str
    issuer: str
    face: tuple[tuple[str, str], ...]
    issued_on: date | None
    valid_to: date | None
    paper: str
    numbered: bool
    most: int
    """Copies that may be printed now."""
    consent: Text = USE
    copies: int = 1
    purpose: str = PURPOSES[0][0]
    error: Text | None = None

    @property
    def title(self) -> Text:
        return Text("先看一眼，没错再打印", "Check it, then print")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text(
                f"点“打印”，就是同意：{self.consent.zh}",
                f"By pressing Print you agree: {self.consent.en}" if self.consent.en else None,
            ),
            Text("预览里遮住了一部分，打出来是全的。", "Some of it is masked here, not on paper."),
        )

    @property
    def until(self) -> Text:
        """How long the certificate is valid."""
        return _until(self.valid_to)

    @property
    def fields(self) -> tuple[Field, ...]:
        return (
            Field(
                "copies",
                Text("打几份", "Copies"),
                "digits",
                value=str(self.copies),
                error=self.error,
                max_length=2,
            ),
            Field(
                "purpose",
                Text("用途", "Used for"),
                "choice",
                required=False,
                value=self.purpose,
                choices=offered(self.purpose),
            ),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("print", Text("打印", "Print"), primary=True),
            Choice("other_purpose", Text("写别的用途", "Write another purpose")),
            STAFF,
        )


@dataclass(frozen=True, kw_only=True)
class PaperNumber(Entry):
    """The number that stands on the sheet which is put in now."""

    copy: int
    copies: int
    sheet: int = 1
    sheets: int = 1

    @property
    def title(self) -> Text:
        return Text("请输编号纸上的号码", "Type the number on the sheet")

    @property
    def lines(self) -> tuple[Text, ...]:
        at = Text(f"第 {self.copy} 份，共 {self.copies} 份", f"Copy {self.copy} of {self.copies}")
        if self.sheets > 1:
            at = Text(f"{at.zh}，第 {self.sheet} 张", f"{at.en}, sheet {self.sheet}")
        return (Text(f"{at.zh}。扫纸上的码也行。", f"{at.en}. Its code can be scanned too."),)

    @property
    def fields(self) -> tuple[Field, ...]:
        label = Text("纸上的号码", "Number on the sheet")
        return (Field("number", label, "text", error=self.error, max_length=32),)


@dataclass(frozen=True, kw_only=True)
class CertificatePrinting(View):
    """One copy after the other. What was begun is finished: only the copies to come can be left."""

    patience_seconds = PRINTING_PATIENCE
    back = False
    home = False

    certificate: str
    issuer: str
    face: tuple[tuple[str, str], ...]
    valid_to: date | None
    copy: int
    copies: int
    pages_done: int = 0
    pages: int = 1
    """Of all copies."""
    stopping: bool = False

    @property
    def title(self) -> Text:
        return Text(f"正在打印第 {self.copy} 份", f"Printing copy {self.copy} of {self.copies}")

    @property
    def lines(self) -> tuple[Text, ...]:
        if self.stopping:
            return (Text("打完这一份就停。", "It stops after this copy."),)
        return (Text(f"共 {self.copies} 份，请不要走开。", "Please stay here."),)

    @property
    def progress(self) -> Progress:
        at = Text(f"第 {self.copy} 份，共 {self.copies} 份", f"Copy {self.copy} of {self.copies}")
        return Progress(min(self.pages_done, self.pages), self.pages, at)

    @property
    def choices(self) -> tuple[Choice, ...]:
        last = self.copy >= self.copies
        why = Text("这是最后一份，马上好", "This is the last copy")
        if self.stopping:
            why = Text("打完这一份就停", "Stops after this copy")
        can = not last and not self.stopping
        return (
            Choice("stop", Text("后面的不打了", "Print no more"), enabled=can, why_not=None if can else why),
        )


@dataclass(frozen=True, kw_only=True)
class CertificatePrinted(View):
    """What surely came out, and what became of the rest."""

    back = False

    certificate: str
    printed: bool | Literal["unknown"]
    """``True``: every copy that was wanted, or all before the citizen stopped."""
    copies_printed: int
    copies: int

    @property
    def title(self) -> Text:
        if self.printed == "unknown":
            return Text("不一定都打出来了", "It may not all have printed")
        if not self.printed:
            return Text("没有打出来", "Nothing was printed")
        return Text(f"打好了，一共 {self.copies_printed} 份", f"{self.copies_printed} printed")

    @property
    def lines(self) -> tuple[Text, ...]:
        if self.printed == "unknown":
            return (
                Text("请看一下出纸口。", "Please look in the tray."),
                Text("少了就请工作人员帮您查。", "If a copy is missing, ask staff to look it up."),
            )
        back = Text("没打的份数退回去了，以后还能打。", "What was not printed does not count.")
        if not self.printed:
            return (back,)
        take = Text("请从出纸口取走，点一点张数。", "Take them from the tray and count the sheets.")
        return (take, back) if self.copies_printed < self.copies else (take,)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("another", Text("再打别的", "Print another")),
            STAFF,
            Choice("done", Text("办完了", "Done"), primary=True),
        )


def _until(day: date | None) -> Text:
    if day is None:
        return Text("长期有效", "No end date")
    return Text(f"有效期到 {day:%Y-%m-%d}", f"Valid until {day:%Y-%m-%d}")
