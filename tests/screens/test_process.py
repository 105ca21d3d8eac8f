"""The front end as its own process: it starts, no passer-by can close it, and it ends when told."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

PROGRAM = """
import asyncio, sys, threading
from kiosk.journeys.stage import Stage
from kiosk.journeys.views import Home
from kiosk.screens.front_end import KivyFrontEnd

loop = asyncio.new_event_loop()
threading.Thread(target=loop.run_forever, daemon=True).start()

def told():
    from kivy.core.window import Window
    print("size", *Window.size, "cursor", Window.show_cursor)
    print("closing refused", Window.dispatch("on_request_close"))
    print("keys swallowed", all(Window.dispatch("on_keyboard", key, 0, "", []) for key in (27, 282)))
    print("up", flush=True)

KivyFrontEnd(Stage(Home(services=(), resting=True)), loop, hall_zh="示例大厅", kiosk_id="T1",
             window=sys.argv[1] if sys.argv[1:] else None, on_first_frame=told).run()
print("ended")
"""


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, "SDL_VIDEODRIVER": "offscreen", "KIVY_NO_ARGS": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    for line in process.stdout:
        yield line.strip()
        if line.strip() == "up":
            return


@pytest.mark.parametrize("arguments", [(), ("1280x1024",)], ids=["whole screen", "window"])
def test_it_runs_until_it_is_told_to_end(arguments: tuple[str, ...]) -> None:
    process = start(*arguments)
    try:
        lines = list(said(process))
        if arguments:
            assert "size 1280 1024 cursor True" in lines
        else:
            assert "closing refused True" in lines
            assert any(line.startswith("size") and line.endswith("cursor False") for line in lines)
        assert "keys swallowed True" in lines
        assert lines[-1] == "up"
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=30)
        assert rest.strip() == "ended"
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait()


def test_importing_the_front_end_imports_no_kivy() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, kiosk.screens.front_end; print('kivy' in sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert told.stdout.strip() == "False"
