"""A maintenance visit as staff do it, on the real window: in by the mark, tests, a setting, report, log, out.

Three people come, for no role may everything: maintenance tests, an administrator sets and reports, an
auditor takes the log along and forgets to leave.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.domain.personal import Personal
from kiosk.staff.accounts_file import add_account
from kiosk.staff.roles import Role
from kiosk.staff.touch_test import CELLS, CROSSES, TOUCH
from kiosk.staff.words import DEVICES
from simulator.cups import PrivateCups
from simulator.demo import display
from simulator.demo.box import Box, opened
from simulator.demo.finger import Drawn, Finger
from simulator.demo.programs import ROOT
from simulator.samv.cards import sample_cards
from simulator.sound import TABLES, SoundCard

CONFIG: Final = ROOT / "config" / "kiosk.toml"
PEOPLE: Final = {"1002": Role.MAINTENANCE, "1003": Role.ADMINISTRATOR, "1004": Role.AUDITOR}
NAME: Final = "李示例"
PIN: Final = "739152"
HOLD_SECONDS: Final = 5.4
"""A little longer than the mark wants."""
CARD: Final = "two_bookings"
CODE: Final = "TEST-CODE"
READ: Final = "读到了"
HAND_SECONDS: Final = 20.0
SETTING: Final = "session.idle_seconds"
ABSOLUTE_MINUTES: Final = 1
"""The shortest that the configuration takes."""

Keep = Callable[[str], None]
"""Keep a picture of the screen under this name."""


@dataclass(frozen=True)
class Site:
    """A hall with an A4 printer and staff accounts, its terminal started."""

    box: Box
    cups: PrivateCups
    finger: Finger
    config: Path
    keep: Keep = lambda _name: None

    @property
    def state(self) -> Path:
        """The terminal's own folder."""
        return self.box.folder / "state"


@contextmanager
def site(folder: Path, screen: str, keep: Keep = lambda _name: None) -> Iterator[Site]:
    """Open one in an empty ``folder``, on the X display ``screen``. Raises ``CannotShow``."""
    with opened(folder) as box, closing(PrivateCups()) as cups:
        accounts = folder / "staff.toml"
        for number, role in PEOPLE.items():
            add_account(accounts, number, NAME, role, Personal(PIN))
        config = folder / "kiosk.toml"
        config.write_text(_config(box, cups, accounts), "utf-8")
        box.activate(config)
        sound = SoundCard(folder)
        sound.echoes()
        window = f"{display.WIDTH}x{display.HEIGHT}"
        with box.terminal(config, window, display=screen, alsa=sound.config) as terminal:
            yield Site(box, cups, Finger(terminal, box.touch_map, screen), config, keep)


def sign_in(here: Site, number: str) -> Drawn:
    """Five seconds on the mark, then number and PIN by touches, to the desk."""
    here.finger.wake()
    here.finger.hold("maintenance", HOLD_SECONDS)
    here.finger.screen("staff_sign_in")
    _type(here, number)
    here.keep("sign-in")
    here.finger.press("local:focus:pin", on="staff_sign_in")
    _type(here, PIN)
    here.finger.press("next", on="staff_sign_in")
    return here.finger.screen("staff_devices")


def leave(here: Site) -> None:
    """Out, by the button."""
    here.finger.press("end_session")
    here.finger.screen("attract", "home")


def test_devices(here: Site) -> list[str]:
    """Press every test there is, and do what it asks for; returns the kinds. Raises ``CannotShow``."""
    drawn = here.finger.screen("staff_devices")
    here.keep("devices")
    found = (name.removeprefix("test:") for name in drawn.targets if name.startswith("test:"))
    kinds = sorted(kind for kind in found if kind != TOUCH)
    for kind in kinds:
        here.finger.press(f"test:{kind}", on="staff_devices")
        _lend_a_hand(here, kind)
        here.finger.until(lambda d, kind=kind: _tested(d, kind), f"the test of {kind}")  # type: ignore[misc]
    here.keep("tested")
    return kinds


def test_glass(here: Site) -> None:
    """Sweep the whole glass with a finger, then hit every cross. Raises ``CannotShow``."""
    here.finger.press(f"test:{TOUCH}", on="staff_devices")
    here.finger.screen("staff_touch_sweep")
    columns, rows = CELLS
    path = [
        (int((column + 0.5) * display.WIDTH / columns), int((row + 0.5) * display.HEIGHT / rows))
        for row in range(rows)
        for column in (range(columns) if row % 2 == 0 else reversed(range(columns)))
    ]
    here.finger.sweep([path[0], *path, path[0]])  # a screen that has just come up does not feel yet
    here.finger.screen("staff_touch_aim")
    for across, down in CROSSES:
        here.finger.tap(int(across * display.WIDTH), int(down * display.HEIGHT))
    here.finger.until(
        lambda d: d.screen == "staff_told" and d.says(f"{columns * rows} 格都有反应"), "the glass's verdict"
    )
    here.finger.press("ok", on="staff_told")
    here.finger.until(lambda d: _tested(d, TOUCH), "the test of the glass")


def change_a_setting(here: Site) -> None:
    """One step more, kept."""
    here.finger.press("settings", on="staff_devices")
    here.finger.press(f"more:{SETTING}", on="staff_settings")
    here.finger.until(lambda d: "save" in d.targets and d.says("改了 1 处"), "a change")
    here.keep("settings")
    here.finger.press("save", on="staff_settings")
    here.finger.screen("staff_devices")


def undo_it(here: Site) -> None:
    """Back to what it was."""
    here.finger.press("settings", on="staff_devices")
    here.finger.press("undo", on="staff_settings")
    here.finger.screen("staff_devices")


def report(here: Site) -> Path:
    """The readiness report, made and printed; returns its JSON."""
    here.finger.press("report", on="staff_devices")
    here.finger.until(lambda d: d.screen == "staff_report" and "print" in d.targets, "the report", 60)
    here.finger.press("print", on="staff_report")
    here.finger.until(lambda d: d.says("检查单打好了"), "the report on paper", 60)
    here.keep("report")
    here.finger.press("ok", on="staff_report")
    here.finger.screen("staff_devices")
    return max((here.state / "reports").glob("*.json"))


def export_log(here: Site) -> Path:
    """The log and the audit chain, packed; returns the file."""
    here.finger.press("logs", on="staff_devices")
    here.finger.screen("staff_logs")
    here.keep("log")
    here.finger.press("export", on="staff_logs")
    here.finger.until(lambda d: d.says("导出好了"), "the export")
    return max((here.state / "exports").glob("*.zip"))


def thrown_out(here: Site) -> None:
    """Nobody touches anything: the longest shift ends, whatever is up."""
    here.finger.screen("attract", within=ABSOLUTE_MINUTES * 60 + 30)


def _config(box: Box, cups: PrivateCups, accounts: Path) -> str:
    text = CONFIG.read_text("utf-8").replace("out/demo", str(box.folder))
    return (
        text.replace("http://127.0.0.1:8801", box.platform_url)
        + f"""
[devices.document_printer]
driver = "cups"
server = "{cups.server}"
queue = "{cups.queue}"

{TABLES}
[staff]
accounts_file = "{accounts}"
absolute_minutes = {ABSOLUTE_MINUTES}
"""
    )


def _type(here: Site, digits: str) -> None:
    for digit in digits:
        here.finger.press(f"local:key:{digit}", on="staff_sign_in")


def _lend_a_hand(here: Site, kind: str) -> None:
    """What a test waits for: a card on the reader, a code before the scanner, an ear."""
    if kind == "id_card":
        here.finger.screen("staff_told")
        here.box.reader.lay(sample_cards()[CARD])
        here.finger.until(lambda d: d.says(READ), "what was read")
        here.finger.press("ok", on="staff_told")  # it shows what was read, masked
        here.box.reader.lift()
    elif kind == "code_scanner":
        deadline = time.monotonic() + HAND_SECONDS
        here.finger.screen("staff_told")
        while here.finger.shows("staff_told") and time.monotonic() < deadline:
            here.box.scanner.scan(CODE)  # what comes before the terminal listens is dropped
            time.sleep(0.5)
    elif kind == "speaker":
        here.finger.screen("staff_heard")
        here.keep("heard")
        here.finger.press("heard", on="staff_heard")


def _tested(drawn: Drawn, kind: str) -> bool:
    name = DEVICES[kind].zh
    return drawn.screen == "staff_devices" and drawn.says(f"{name}：") and f"test:{kind}" in drawn.targets
