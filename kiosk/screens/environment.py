"""What Kivy must find in the environment and its configuration before it is imported.

Kivy reads both at import, opens a window at import, and its defaults suit a developer's desk: console
options, a settings panel behind F1, red dots at right-clicks, multisampling. Nothing of this package that
imports Kivy may be imported before ``prepare`` has run.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kiosk.screens import display

BARE = Path(__file__).parent / "bare"
"""A ``style.kv`` without a style."""


@dataclass(frozen=True, slots=True)
class Window:
    """The window to open. ``windowed``: its size in pixels; ``None`` fills the screen, without a pointer."""

    windowed: tuple[int, int] | None = None


def prepare(window: Window, home: Path) -> None:
    """Set Kivy up. ``home``: a directory of our own where Kivy may keep what it insists on keeping."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        KIVY_NO_ARGS="1",
        KIVY_NO_CONFIG="1",
        KIVY_NO_CONSOLELOG="1",
        KIVY_NO_FILELOG="1",
        KIVY_HOME=str(home),
        KIVY_METRICS_DENSITY="1",
        KIVY_DPI="96",
        KIVY_WINDOW="sdl2",
        KIVY_TEXT="sdl2",
        KIVY_IMAGE="sdl2",
        KIVY_CLIPBOARD="dummy",
    )
    _configure(window)
    _leave_style_out()


def _configure(window: Window) -> None:
    from kivy.config import Config

    # A borderless window as large as the screen needs no window manager and is up 90 ms sooner than SDL's
    # full screen, which is left for where there is no X server.
    whole = None if window.windowed else display.size()
    size = window.windowed or whole
    graphics: dict[str, str | int] = {
        "multisamples": 0,  # 2 would cost 72 MB and half the speed; our edges are smooth by themselves
        "borderless": 0 if window.windowed else 1,
        "resizable": 0,
        "show_cursor": 1 if window.windowed else 0,
        "allow_screensaver": 0,
        "fullscreen": 0 if size else "auto",
        "maxfps": 60,
    }
    if size:
        graphics |= {"width": size[0], "height": size[1]}
    if whole:
        graphics |= {"position": "custom", "left": 0, "top": 0}
    for key, value in graphics.items():
        Config.set("graphics", key, value)
    Config.set("kivy", "exit_on_escape", 0)
    Config.set("kivy", "keyboard_mode", "system")
    Config.set("input", "mouse", "mouse,disable_multitouch")
    # The window delivers touches already; a second provider would deliver each of them twice.
    Config.remove_option("input", "%(name)s")


def _leave_style_out() -> None:
    # Kivy reads the look of all its widgets at import, for 50 to 70 ms. We draw without any of them.
    import kivy
    import kivy.resources  # it looks for other things in the same folder

    folder = kivy.kivy_data_dir
    kivy.kivy_data_dir = str(BARE)
    try:
        import kivy.lang
    finally:
        kivy.kivy_data_dir = folder
