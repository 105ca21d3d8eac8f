"""From what the stage shows to parts, and from a pressed target to what the stage must hear. No Kivy here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from kiosk.journeys.stage import Settings, Snapshot
from kiosk.journeys.views.staff import StaffView
from kiosk.screens import fonts, registry, settings_dialog, typeset
from kiosk.screens.frame import Identity, frame
from kiosk.screens.look import Look
from kiosk.screens.parts import Action, Choose, Hold, Local, Part, Setting
from kiosk.screens.screen import Now, Screen
from kiosk.screens.theme import STAFF, THEMES


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything to paint, lowest sheet first."""

    screen: str
    look: Look
    content: tuple[Part, ...]
    over: tuple[Part, ...]
    frame: tuple[Part, ...]
    covers: bool
    beat_seconds: float
    feels: bool = False


class Scene:
    """One terminal's drawing. Screens are built when first shown and kept until the visit ends."""

    def __init__(
        self,
        identity: Identity,
        *,
        landscape: bool,
        languages: tuple[str, ...] = ("zh", "en"),
        voice: bool = False,
    ) -> None:
        self.identity = identity
        self._landscape = landscape
        self._languages = languages
        self._voice = voice
        self._screens: dict[str, Screen[Any]] = {}
        self._up = ""
        self._asking_language = False
        self._signed_in = False

    def draw(self, snapshot: Snapshot, now: Now) -> Drawing:
        """What a snapshot looks like at this moment."""
        self._wipe_if_over(snapshot)
        staff = isinstance(snapshot.view, StaffView)
        look = self._look(snapshot, staff=staff)
        self._up = registry.screen_name(snapshot.view)
        self._drop_typed()
        screen = self._screens.get(self._up) or registry.build(self._up)
        self._screens[self._up] = screen
        asking = self._asking_language and not screen.covers
        return Drawing(
            screen=self._up,
            look=look,
            content=tuple(screen.parts(snapshot.view, look, now)),
            over=tuple(settings_dialog.dialog(snapshot.settings, look, self._languages)) if asking else (),
            frame=() if screen.alone else tuple(frame(self.identity, snapshot, look, now)),
            covers=screen.covers,
            beat_seconds=screen.beat_seconds,
            feels=screen.feels,
        )

    def act(self, action: Action, settings: Settings) -> Choose | Settings | None:
        """What the stage must hear of a pressed target: an answer, new settings, or nothing."""
        if isinstance(action, Local):
            self._screens[self._up].local(action)
            return None
        if isinstance(action, Hold):
            return None  # the finger went before its time
        if isinstance(action, Choose):
            self._asking_language = False
            self._screens[self._up].answered(action)
            return action
        self._asking_language = action.name == "ask_language" and not self._asking_language
        return self._changed(action, settings)

    def feel(self, x: float, y: float, *, landed: bool) -> Choose | None:
        """A finger is at this logical point; what the stage must hear of it."""
        return self._screens[self._up].felt(x, y, landed=landed)

    def tick(self, beat: int) -> Choose | None:
        """A beat of the screen that is up; what the stage must hear of it."""
        return self._screens[self._up].ticked(beat)

    def _changed(self, action: Setting, settings: Settings) -> Settings | None:
        match action.name:
            case "language":
                return replace(settings, language=action.value)
            case "contrast":
                return replace(settings, contrast="high" if action.value == "high" else "normal")
            case "voice":
                return replace(settings, voice=bool(action.value))
            case "elder":
                # Elder mode speaks by itself, where the terminal can.
                elder = bool(action.value)
                return replace(settings, elder=elder, voice=self._voice if elder else settings.voice)
        return None

    def _look(self, snapshot: Snapshot, *, staff: bool) -> Look:
        settings = snapshot.settings
        return Look(
            theme=STAFF if staff and settings.contrast == "normal" else THEMES[settings.contrast],
            elder=settings.elder and not staff,
            staff=staff,
            language=settings.language,
            landscape=self._landscape,
            signed_in=snapshot.session.signed_in,
            banner=snapshot.attention is not None,
            voice=settings.voice and self._voice,
            voice_ready=self._voice,
        )

    def _drop_typed(self) -> None:
        """What was typed goes with its view, and so do the pictures of its words."""
        if self._up in registry.PASSING:
            return
        left = [name for name, screen in self._screens.items() if screen.forgets and name != self._up]
        for name in left:
            del self._screens[name]
        if left:
            fonts.forget()
            typeset.forget()

    def _wipe_if_over(self, snapshot: Snapshot) -> None:
        """When a person has left, nothing of them stays: no picked option, no typed word, no drawn name."""
        left = self._signed_in and not snapshot.session.signed_in
        self._signed_in = snapshot.session.signed_in
        if left or (registry.screen_name(snapshot.view) == "attract" and self._up not in {"attract", ""}):
            self._screens.clear()
            self._asking_language = False
            fonts.forget()
            typeset.forget()
