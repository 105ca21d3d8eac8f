"""The stage: where journeys show views and await answers, and front ends draw and answer them.

It lives in the asyncio loop. A front end in another thread hears of changes through a listener and answers
with ``loop.call_soon_threadsafe``. One view is up at a time; a *cover* (还在吗, staff called) lies over the
journey's own view and gives it back untouched.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kiosk.domain.words import Text
from kiosk.errors import KioskError
from kiosk.journeys.view import Answer, Attention, View

STANDING = ("back", "home", "help", "end_session", "more_time", "maintenance")
"""``maintenance`` is a long press on the mark: staff want in. A visit in progress does not hear it."""


class StaleView(KioskError):
    """The answer is for a view that is no longer up. Nothing happened."""


class UnknownChoice(KioskError):
    """The view has no such choice."""


class ChoiceDisabled(KioskError):
    """The choice is there but cannot be taken now."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.zh)
        self.why = why


class BadValues(KioskError):
    """Values that do not fit their fields."""

    def __init__(self, errors: Mapping[str, Text]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


class WentBack(KioskError):
    """The citizen pressed 返回 instead of answering."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this visit wants to be shown. Dies with the visit."""

    language: str = "zh"
    elder: bool = False
    contrast: Literal["normal", "high"] = "normal"
    voice: bool = False


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """The strip: who is signed in, and when the visit ends by itself (``loop.time()`` seconds)."""

    signed_in: bool = False
    who: str | None = None
    level: str = "L0"
    deadline: float | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a front end draws."""

    seq: int
    view: View
    session: SessionInfo = field(default_factory=SessionInfo)
    settings: Settings = field(default_factory=Settings)
    attention: Attention | None = None


Listener = Callable[[Snapshot], None]


@dataclass(slots=True, eq=False)
class _Layer:
    view: View
    answer: asyncio.Future[Answer] | None = None


class Stage:
    """One front end's worth of views."""

    def __init__(self, opening: View) -> None:
        self._layers = [_Layer(opening)]
        self._listeners: list[Listener] = []
        self._now = Snapshot(1, opening)
        self.on_standing: Callable[[str], None] = lambda _choice: None
        """Called with a standing choice that is not done here; the visit decides what it does."""
        self.on_touch: Callable[[], None] = lambda: None

    # What front ends use

    @property
    def now(self) -> Snapshot:
        """What is up."""
        return self._now

    @property
    def awaits_answer(self) -> bool:
        """Whether the view that is up has an open question."""
        answer = self._layers[-1].answer
        return answer is not None and not answer.done()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every change from now on; returns the way to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def touch(self) -> None:
        """Somebody is here: any touch refills the idle time."""
        self.on_touch()

    def set_settings(self, settings: Settings) -> None:
        """Change how the visit is shown."""
        self.touch()
        self._publish(replace(self._now, settings=settings))

    def answer(self, seq: int, choice: str, values: Mapping[str, str] | None = None) -> None:
        """Answer the view that is up.

        Raises ``StaleView``, ``UnknownChoice``, ``ChoiceDisabled`` or ``BadValues``; then nothing happened.
        """
        if seq != self._now.seq:
            raise StaleView(str(seq))
        self.touch()
        top = self._layers[-1]
        offered = top.view.choice(choice)
        if offered is None:
            self._answer_standing(choice, top)
            return
        if top.answer is None or top.answer.done():
            raise StaleView(str(seq))  # it was answered, and what follows is on its way
        if not offered.enabled:
            raise ChoiceDisabled(offered.why_not or Text("现在不能选这一项", "Not available now"))
        given = dict(values or {})
        self._check_values(top.view, given, complete=choice not in top.view.without_fields)
        top.answer.set_result(Answer(choice, given))

    def _answer_standing(self, choice: str, top: _Layer) -> None:
        if choice not in STANDING:
            raise UnknownChoice(choice)
        if choice == "more_time":
            return
        allowed = {"back": top.view.back, "home": top.view.home}.get(choice, True)
        if not allowed:
            raise ChoiceDisabled(Text("这一步不能返回", "Not possible at this step"))
        if choice != "back":
            self.on_standing(choice)
        elif top.answer is not None and not top.answer.done():
            top.answer.set_exception(WentBack())

    @staticmethod
    def _check_values(view: View, values: Mapping[str, str], *, complete: bool) -> None:
        known = {f.id: f for f in view.fields}
        errors = {name: Text("没有这一项", "No such field") for name in values if name not in known}
        for name, wanted in known.items():
            value = values.get(name, "")
            if complete and wanted.required and not value:
                errors[name] = Text("还没填", "Not filled in")
            elif wanted.max_length is not None and len(value) > wanted.max_length:
                errors[name] = Text(
                    f"最多 {wanted.max_length} 个字", f"At most {wanted.max_length} characters"
                )
        if errors:
            raise BadValues(errors)

    # What journeys use

    def show(self, view: View) -> None:
        """Put ``view`` up. Nothing is awaited; a question that was open stays open under the new view."""
        if view != self._layers[0].view:
            self._layers[0].view = view
            self._redraw()

    def amend(self, view: View) -> None:
        """Draw the journey's view otherwise. It stays the same question: an answer on its way still fits."""
        layer = self._layers[0]
        layer.view = view
        if layer is self._layers[-1]:
            self._publish(replace(self._now, view=view))

    async def ask(self, view: View) -> Answer:
        """Put ``view`` up and await its answer. Raises ``WentBack`` when 返回 is pressed."""
        return await self._await_answer(self._layers[0], view)

    async def cover(self, view: View) -> Answer:
        """Lay ``view`` over whatever is up until it is answered or cancelled; then give that back."""
        layer = _Layer(view)
        self._layers.append(layer)
        try:
            return await self._await_answer(layer, view)
        finally:
            self._layers.remove(layer)
            self._redraw()

    def recover(self, old: View, new: View) -> None:
        """Change a cover, keeping its question open."""
        for layer in self._layers[1:]:
            if layer.view is old:
                layer.view = new
        self._redraw()

    @property
    def journey_view(self) -> View:
        """The journey's own view, covered or not."""
        return self._layers[0].view

    def reset_settings(self) -> None:
        """Back to how everyone finds the screen."""
        self._publish(replace(self._now, settings=Settings()))

    def set_session(self, session: SessionInfo) -> None:
        """Change the strip."""
        self._publish(replace(self._now, session=session))

    def set_attention(self, attention: Attention | None) -> None:
        """Show or clear a notice on whatever is up."""
        if attention != self._now.attention:
            self._publish(replace(self._now, attention=attention))

    async def _await_answer(self, layer: _Layer, view: View) -> Answer:
        mine: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        layer.answer, layer.view = mine, view
        self._redraw(anew=True)
        try:
            return await mine
        finally:
            if layer.answer is mine:  # a question that took its place stays open
                layer.answer = None

    def _redraw(self, *, anew: bool = False) -> None:
        """Publish what is on top. A new question is new even with the same words: old answers are stale."""
        top = self._layers[-1].view
        if anew or top is not self._now.view:
            self._publish(replace(self._now, seq=self._now.seq + 1, view=top))

    def _publish(self, snapshot: Snapshot) -> None:
        if snapshot == self._now:
            return
        self._now = snapshot
        for listener in tuple(self._listeners):
            listener(snapshot)
