"""For whom the citizen acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice, View
from kiosk.journeys.views.listed import listed
from kiosk.journeys.views.trouble import STAFF


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """Somebody to act for; ``why_not`` where the delegation does not allow it now."""

    id: str
    name: str
    id_masked: str
    relation: Text
    why_not: Text | None = None


@dataclass(frozen=True, kw_only=True)
class ChooseSubject(View):
    """For oneself, or for whom (LP-04, LP-05)."""

    subjects: tuple[SubjectRow, ...]

    @property
    def title(self) -> Text:
        return Text("这次替谁办？", "For whom are you here?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (Text("替别人办，您和他的名字都会写上。", "Both names will stand on what you hand in."),)

    @property
    def choices(self) -> tuple[Choice, ...]:
        rows = (
            listed(
                row.id,
                row.name,
                Text(f"{row.relation.zh} · {row.id_masked}", f"{row.relation.en} · {row.id_masked}"),
                row.why_not,
            )
            for row in self.subjects
        )
        return (*rows, STAFF)


@dataclass(frozen=True, kw_only=True)
class SubjectDetail(View):
    """What an authorisation covers, before it is used; it can be given back here (LP-05)."""

    who: str
    id_masked: str
    relation: Text
    valid_to: date | None
    items: int | None
    """How many items it covers; ``None``: all."""

    @property
    def title(self) -> Text:
        return Text("先看看授权", "What you may do for them")

    @property
    def lines(self) -> tuple[Text, ...]:
        until = (
            Text(f"到 {self.valid_to:%Y-%m-%d} 为止。", f"Until {self.valid_to:%Y-%m-%d}.")
            if self.valid_to
            else Text("没有写到期日。", "No last day is set.")
        )
        scope = (
            Text("所有事都能替他办。", "For everything.")
            if self.items is None
            else Text(f"只能办 {self.items} 件事。", f"For {self.items} matters only.")
        )
        who = Text(f"{self.who}（{self.relation.zh}）", f"{self.who} ({self.relation.en})")
        return (who, scope, until)

    @property
    def speech(self) -> Text:
        """Without the name and the number."""
        said = [self.title, *self.lines[1:], *(c.label for c in self.choices)]
        return Text(
            "。".join(p.zh.rstrip("。") for p in said) + "。",
            ". ".join((p.en or p.zh).rstrip(".") for p in said) + ".",
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("act", Text("就替他办", "Act for them"), primary=True),
            Choice("cancel", Text("取消这个授权", "Give the authorisation back")),
            STAFF,
        )


@dataclass(frozen=True, kw_only=True)
class CancelDelegation(View):
    """It cannot be undone here: asked once."""

    who: str

    @property
    def title(self) -> Text:
        return Text("真的取消授权吗？", "Give the authorisation back?")

    @property
    def lines(self) -> tuple[Text, ...]:
        return (
            Text("取消后就不能替他办了，要办得重新授权。", "You could not act for them without a new one."),
        )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice("keep", Text("不取消", "Keep it"), primary=True),
            Choice("cancel", Text("取消授权", "Give it back")),
            STAFF,
        )
