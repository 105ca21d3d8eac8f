"""A finger on the drawn window and what the stage hears of it, over both threads."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace

import pytest
from kivy.base import EventLoop
from kivy.tests.common import UnitTestTouch

from kiosk.domain.picture import Picture
from kiosk.domain.words import Text
from kiosk.journeys.stage import SessionInfo, Settings, Stage
from kiosk.journeys.view import Answer, View
from kiosk.journeys.views import Home
from kiosk.screens import fonts
from kiosk.screens.front_end import KivyFrontEnd
from kiosk.screens.geometry import Rect
from kiosk.screens.parts import Choose, Local, Setting, Target, Words
from kiosk.screens.typeset import typeset
from kiosk.screens.viewport import Viewport
from kiosk.screens.window import KioskWindow
from tools.easel import Easel
from tools.sample_views import HOME, MOMENT, NO_PAPER, SAMPLES, Unknown

pytestmark = pytest.mark.xdist_group("kivy")

PATIENCE = 10.0


class Terminal:
    """A stage in its own loop's thread and the window that draws it."""

    def __init__(self, easel: Easel, mirror: Callable[[], Picture | None] = lambda: None) -> None:
        self.loop = asyncio.new_event_loop()
        self.stage = Stage(HOME)
        self.touches = 0
        self.stage.on_touch = self._count
        self.standing: list[str] = []
        self.stage.on_standing = self.standing.append
        self._easel = easel
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self.moment = MOMENT
        front_end = KivyFrontEnd(
            self.stage,
            self.loop,
            hall_zh="示例大厅",
            kiosk_id="K03",
            clock=lambda: self.moment,
            mirror=mirror,
            window="1920x1920",
            voice=True,
        )
        self.window: KioskWindow = front_end.open()
        self.view = Viewport(1920, 1920, landscape=False)

    def close(self) -> None:
        self.window.close()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE)
        self.loop.close()

    def _count(self) -> None:
        self.touches += 1

    def ask(self, view: View) -> "Future[Answer]":
        future = asyncio.run_coroutine_threadsafe(self.stage.ask(view), self.loop)
        self.until(lambda: self.stage.now.view is view and self.drawn() == self.stage.now.seq)
        return future

    def tell(self, work: Callable[[], None]) -> None:
        """Do something in the loop's thread and draw what came of it."""
        self.say(work)
        self.step(3)

    def say(self, work: Callable[[], None]) -> None:
        """Do something in the loop's thread; nothing is drawn yet."""
        done = threading.Event()
        self.loop.call_soon_threadsafe(work)
        self.loop.call_soon_threadsafe(done.set)
        assert done.wait(PATIENCE)

    def step(self, frames: int = 1) -> None:
        for _ in range(frames):
            EventLoop.idle()

    def until(self, true: Callable[[], bool], frames: int = 400) -> None:
        for _ in range(frames):
            self.step()
            if true():
                return
        raise AssertionError("it never came")

    def drawn(self) -> int:
        return self.window.drawn.seq

    def targets(self) -> dict[object, Rect]:
        return {
            p.action: p.rect
            for sheet in self.window.surface.sheets()
            for p in sheet.parts
            if isinstance(p, Target)
        }

    def words(self) -> str:
        found = []
        for sheet in self.window.surface.sheets():
            for part in sheet.parts:
                faces = part.face if isinstance(part, Target) else (part,)
                found += [w.text for w in faces if isinstance(w, Words)]
        return " ".join(found)

    def labelled(self, action: object) -> str:
        """The words on a target."""
        faces = (
            p.face
            for sheet in self.window.surface.sheets()
            for p in sheet.parts
            if isinstance(p, Target) and p.action == action
        )
        return " ".join(w.text for w in next(faces, ()) if isinstance(w, Words))

    def finger(self, rect: Rect) -> "Finger":
        return Finger(self, rect.centre)

    def tap(self, action: object) -> None:
        self.finger(self.targets()[action]).lift()


class Finger:
    """Down at once; then slide and lift."""

    def __init__(self, terminal: Terminal, at: tuple[float, float]) -> None:
        self._terminal = terminal
        view = terminal.view
        self._touch = UnitTestTouch(view.x(at[0]), view.y(at[1]))
        self._touch.touch_down()
        terminal.step()

    def slide(self, x: float, y: float) -> "Finger":
        view = self._terminal.view
        self._touch.touch_move(view.x(x), view.y(y))
        self._terminal.step()
        return self

    def lift(self, frames: int = 2) -> None:
        self._touch.touch_up()
        self._terminal.step(frames)


@pytest.fixture
def terminal(easel: Easel) -> Iterator[Terminal]:
    opened = Terminal(easel)
    opened.step(3)
    yield opened
    opened.close()


def test_a_tap_on_a_choice_answers_the_journey(terminal: Terminal) -> None:
    answer = terminal.ask(replace(HOME, waiting=13))
    terminal.tap(Choose("check_in"))
    terminal.until(answer.done)
    assert answer.result().choice == "check_in"


def test_sliding_off_a_choice_cancels_it_for_good(terminal: Terminal) -> None:
    answer = terminal.ask(replace(HOME, waiting=13))
    place = terminal.targets()[Choose("check_in")]
    finger = terminal.finger(place).slide(place.x - 30, place.y - 60)
    finger.slide(*place.centre).lift()
    terminal.step(20)
    assert not answer.done()


def test_a_target_looks_pressed_only_while_it_is(terminal: Terminal) -> None:
    place = terminal.targets()[Choose("check_in")]
    content = terminal.window.surface.sheets()[-1]
    finger = terminal.finger(place)
    assert content.pressed is not None
    finger.slide(place.x - 30, place.y)
    assert content.pressed is None
    finger.lift()


def test_a_second_finger_does_nothing(terminal: Terminal) -> None:
    answer = terminal.ask(replace(HOME, waiting=13))
    first = terminal.finger(Rect(500, 200, 10, 10))
    terminal.tap(Choose("check_in"))
    terminal.step(20)
    assert not answer.done()
    first.lift()


def test_a_disabled_choice_answers_nothing(terminal: Terminal) -> None:
    answer = terminal.ask(SAMPLES["home_only_tickets"].view)
    grey = [
        p for p in terminal.window.surface.sheets()[-1].parts if isinstance(p, Target) and p.action is None
    ]
    assert grey
    for target in grey:
        terminal.finger(target.rect).lift()
    terminal.step(20)
    assert not answer.done()


def test_an_answer_to_a_view_that_is_gone_is_ignored(terminal: Terminal) -> None:
    answer = terminal.ask(replace(HOME, waiting=13))
    place = terminal.targets()[Choose("check_in")]
    newer = Home(services=HOME.services, waiting=14)
    finger = terminal.finger(place)
    terminal.say(lambda: terminal.stage.show(newer))
    finger.lift(frames=0)  # before the newer view is drawn: the answer carries the older number
    terminal.step(20)
    assert terminal.stage.now.view is newer
    assert not answer.done()


def test_standing_buttons_reach_the_visit(terminal: Terminal) -> None:
    terminal.tap(Choose("help"))
    terminal.until(lambda: terminal.standing == ["help"])


def test_touches_are_told_but_not_each_of_them(terminal: Terminal) -> None:
    for _ in range(5):
        terminal.finger(Rect(500, 200, 10, 10)).lift()
    terminal.until(lambda: terminal.touches >= 1)
    assert terminal.touches <= 2


def test_a_touch_at_rest_only_wakes(terminal: Terminal) -> None:
    resting = replace(HOME, resting=True)
    answer = terminal.ask(resting)
    check_in = Rect(40, 672, 1000, 212)  # where home has its hero tile
    terminal.finger(check_in).lift()
    terminal.until(lambda: terminal.touches == 1)
    assert not answer.done()


def test_english_is_one_tap_away(terminal: Terminal) -> None:
    terminal.tap(Setting("ask_language"))
    assert "English" in terminal.words()
    terminal.tap(Setting("language", "en"))
    terminal.until(lambda: terminal.stage.now.settings == Settings(language="en"))
    terminal.step(3)
    assert "Take a number or check in" in terminal.words()
    assert "高对比" not in terminal.words()


def test_a_dialog_hides_what_is_under_it_but_not_the_standing_buttons(terminal: Terminal) -> None:
    answer = terminal.ask(replace(HOME, waiting=13))
    place = terminal.targets()[Choose("check_in")]
    terminal.tap(Setting("ask_language"))
    terminal.finger(place.top(20)).lift()
    terminal.step(10)
    assert not answer.done()
    terminal.tap(Choose("help"))
    terminal.until(lambda: terminal.standing == ["help"])


def test_high_contrast_and_back(terminal: Terminal) -> None:
    terminal.tap(Setting("ask_language"))
    terminal.tap(Setting("contrast", "high"))
    terminal.until(lambda: terminal.stage.now.settings.contrast == "high")
    terminal.step(3)
    terminal.tap(Setting("ask_language"))
    terminal.tap(Setting("contrast", "normal"))
    terminal.until(lambda: terminal.stage.now.settings.contrast == "normal")


def test_elder_mode_speaks_and_leaves_four_choices(terminal: Terminal) -> None:
    terminal.tap(Setting("elder", "yes"))
    terminal.until(lambda: terminal.stage.now.settings == Settings(elder=True, voice=True))
    terminal.step(3)
    content = terminal.window.surface.sheets()[-1]
    assert len([p for p in content.parts if isinstance(p, Target)]) == 4
    terminal.tap(Setting("elder", ""))
    terminal.until(lambda: not terminal.stage.now.settings.elder)


def test_a_page_is_turned_by_the_screen_itself(terminal: Terminal) -> None:
    terminal.ask(Unknown())
    terminal.tap(Local("page", "1"))
    assert Local("page", "0") in terminal.targets()
    terminal.tap(Local("page", "0"))
    assert Local("page", "0") not in terminal.targets()


def test_a_notice_is_shown_and_turns_the_printers_mark(terminal: Terminal) -> None:
    terminal.tell(lambda: terminal.stage.set_attention(NO_PAPER))
    assert NO_PAPER.text.zh in terminal.words()


def test_when_the_visit_ends_nothing_of_the_person_stays(terminal: Terminal) -> None:
    later = terminal.loop.time() + 100
    session = SessionInfo(signed_in=True, who="张*例", level="L2", deadline=later)
    terminal.tell(lambda: terminal.stage.set_session(session))
    assert "张*例" in terminal.words()
    terminal.ask(Unknown())
    terminal.tap(Local("page", "1"))
    terminal.say(lambda: terminal.stage.set_session(SessionInfo()))
    terminal.tell(lambda: terminal.stage.show(HOME))
    assert "张*例" not in terminal.words()
    assert fonts.textures.cache_info().currsize < 60
    assert typeset.cache_info().currsize < 120
    terminal.ask(Unknown())
    assert Local("page", "0") not in terminal.targets()  # the next person begins at the first page


def test_only_what_changed_is_painted_again(terminal: Terminal) -> None:
    terminal.step(5)
    frame = terminal.window.surface.sheets()[0]
    before = set(frame.canvas.children)
    terminal.moment = MOMENT.replace(minute=25)
    terminal.window.draw()
    assert "10:25" in terminal.words()
    assert len(set(frame.canvas.children) - before) == 1


def test_nothing_is_painted_when_nothing_changed(terminal: Terminal) -> None:
    terminal.step(5)
    sheets = terminal.window.surface.sheets()
    before = [list(sheet.canvas.children) for sheet in sheets]
    terminal.window.draw()
    after = [list(sheet.canvas.children) for sheet in sheets]
    assert all(
        a is b for one, other in zip(before, after, strict=True) for a, b in zip(one, other, strict=True)
    )


def test_the_hour_is_the_clocks(terminal: Terminal) -> None:
    terminal.moment = MOMENT.replace(month=10, day=1, hour=9, minute=5)
    terminal.window.draw()
    assert "09:05" in terminal.words()
    assert "10月1日 周四" in terminal.words()


def test_a_window_must_have_a_size() -> None:
    with pytest.raises(ValueError, match="wide"):
        KivyFrontEnd(Stage(HOME), asyncio.new_event_loop(), hall_zh="示例", kiosk_id="K1", window="wide")


def test_a_hall_without_an_english_name() -> None:
    front_end = KivyFrontEnd(Stage(HOME), asyncio.new_event_loop(), hall_zh="示例", kiosk_id="K1")
    assert front_end.hall == Text("示例")


def test_another_screen_fades_in_over_the_old_one_which_then_goes(terminal: Terminal) -> None:
    sheets = len(terminal.window.surface.children)
    terminal.say(lambda: terminal.stage.show(Unknown()))
    terminal.until(lambda: terminal.window.surface.sheets()[-1].opacity < 1)
    assert len(terminal.window.surface.children) == sheets + 1
    terminal.until(lambda: len(terminal.window.surface.children) == sheets)
    assert terminal.window.surface.sheets()[-1].opacity == 1


def test_the_question_hides_what_was_up_at_once(terminal: Terminal) -> None:
    terminal.tell(lambda: terminal.stage.show(Unknown()))
    sheets = terminal.window.surface.sheets()
    terminal.until(lambda: len(terminal.window.surface.children) == len(sheets))
    terminal.say(lambda: terminal.stage.show(SAMPLES["still_there"].view))
    terminal.until(lambda: "还在吗？" in terminal.words())
    assert len(terminal.window.surface.children) == len(sheets)
    assert terminal.window.surface.sheets()[-1].opacity == 1
    assert "手机号" not in terminal.words()
